"""What a verb's letter tells a body, as `components/disclosure.html` shows it before anything leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from arasha import vault
from arasha.bodies.models import Body, BodyContact
from arasha.complaints.actions.acts import letters_of
from arasha.complaints.desk.people_view import consent_view
from arasha.complaints.desk.rehearsal import rehearse
from arasha.complaints.desk.verbs import Ask
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Complaint, Identity
from arasha.complaints.parties import parties_of
from arasha.complaints.queries.desk_files import files_of
from arasha.complaints.queries.disclosure import Disclosure, Going, Known, disclose
from arasha.letters.models import Letter
from arasha.parties.models import Purpose
from arasha.recommendations.models import Recommendation


def shown(ask: Ask, goings: Iterable[Going]) -> list[dict[str, Any]]:
    """Each letter's disclosure; three statements and what `disclose` needs, none where nothing goes to a body."""
    rows = list(goings)
    if not rows:
        return []
    known = Known(ask.complaint, parties_of(ask.complaint), files_of(ask.id), ask.consents)
    return [_context(ask.complaint, going, disclose(known, going, ask.language)) for going in rows]


def _context(complaint: Complaint, going: Going, found: Disclosure) -> dict[str, Any]:
    return {
        **vars(found),
        "consents": [
            {"purpose": Purpose(purpose).label, "unnamed": _unnamed(consent), **consent_view(consent)}
            for purpose, consent in found.consents
        ],
        "add_url": _contacts_url(going),
        "url": _consent_url(complaint),
        "label": gettext("Record what the person says"),
    }


def _unnamed(consent: Any) -> bool:
    return consent is not None and consent.answer == consent.Answer.UNNAMED


def _contacts_url(going: Going) -> str:
    """Where a missing contact of the body is added."""
    return reverse("desk:body", args=[going.body.code]) if going.by_link and going.body and not going.contact else ""


def _consent_url(complaint: Complaint) -> str:
    """Where one asks the person first; an anonymous one has no name to tell."""
    return "" if complaint.identity == Identity.ANONYMOUS else reverse("desk:verb", args=[complaint.id, "record_consent"])


def typed(form: Any, *names: str) -> list[str]:
    """What stands in the fields now; the words of the letter only where they were edited, since else it is made anew."""
    words = [form.chosen(name) for name in names]
    edited = form.chosen("text").replace("\r\n", "\n").strip()
    return [*words, edited] if edited != form.chosen("proposed").replace("\r\n", "\n").strip() else words


def contact_chosen(form: Any, body: Body | None, field: str = "contact") -> BodyContact | None:
    """The contact that is chosen in a field of the form, if they answer for the body."""
    found = BodyContact.objects.filter(pk=form.chosen(field), body=body).first() if _is_contact(form, body, field) else None
    if found is not None and body is not None and body.key_id:
        found.body = body
        vault.load_keys([body.key_id])
    return found


def _is_contact(form: Any, body: Body | None, field: str) -> bool:
    """Whether the form offers what is chosen, so that nothing else is looked for."""
    return body is not None and form.chosen(field) in {value for value, _label in form.fields[field].choices} - {"post"}


def of_acts(ask: Ask, acts: Sequence[Recommendation]) -> list[dict[str, Any]]:
    """The letters of drafted acts as they would go out now, each with what it tells; the explanation to the person tells nobody else."""
    if not acts:
        return []
    _open_contacts(acts)
    found: list[Letter] = []
    rehearse(ask, lambda one: found.extend(letters_of(one.complaint, acts, by=one.by, at=one.at, book=one.book)))
    told = iter(shown(ask, [Going(act.body, act.contact, [act.text], named=True) for act in acts if act.body]))
    return [
        {"letter": sheet(letter), "disclosure": next(told) if act.body else None}
        for act, letter in zip(acts, found, strict=True)
    ]  # fmt: skip


def of_letter(ask: Ask, letter: Letter) -> dict[str, Any]:
    """What a letter to a body that is written already, and goes by post, tells."""
    return shown(ask, [Going(letter.body, None, [letter.text], named=False, by_link=False)])[0]


def _open_contacts(acts: Sequence[Recommendation]) -> None:
    for act in acts:
        if act.contact and act.body:
            act.contact.body = act.body
    vault.load_keys([act.body.key_id for act in acts if act.contact and act.body and act.body.key_id])


def blocked(disclosures: Iterable[dict[str, Any] | None]) -> str:
    """The first reason why one of them cannot go."""
    return next((one["blocked"] for one in disclosures if one and one["blocked"]), "")
