"""Who is concerned: adding, correcting, safe contact, representation, joining two records of one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.actions import parties
from arasha.complaints.desk.people_view import contact_rules
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import parties as forms
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.models import Complaint, Party
from arasha.people import policy


def _whom(ask: Ask, form: VerbForm) -> dict[str, Any]:
    """Whom the page is about, and the way to somebody else."""
    chosen = form.chosen("party")
    party = next((one for one in ask.parties if str(one.id) == chosen), ask.party)
    if party is None:
        return {}
    contact = (party.person.contact or {}) if party.person else {}
    return {
        "whom": f"{party.name or gettext('name not told')}, {party.get_role_display()}",
        "party_rules": contact_rules(ask.complaint, contact) if party.person else [],
        "people_url": reverse("desk:complaint", args=[ask.id]) + "?tab=people",
    }


def _side_by_side(ask: Ask, form: VerbForm) -> dict[str, Any]:
    """Both records, so that a person decides; the other only if they may read its complaint."""
    chosen = form.chosen("other")
    seen = policy.visible(ask.by.user, Complaint.objects.all())
    rows = Party.objects.filter(complaint__in=seen, removed_at=None).select_related("person", "complaint")
    other = rows.filter(pk=chosen).first() if forms.is_id(chosen) else None
    whom = _whom(ask, form)
    mine = next((one for one in ask.parties if str(one.id) == form.chosen("party")), ask.party)
    if other is None or mine is None:
        return {**whom, "sides": []}
    vault.load_keys([key for key in (other.complaint.key_id, other.person.key_id if other.person else None) if key])
    return {**whom, "sides": [_side(mine, ask.complaint), _side(other, other.complaint)]}


def _side(party: Party, complaint: Complaint) -> dict[str, Any]:
    contact = (party.person.contact or {}) if party.person else {}
    labels = {
        "phone": gettext("Telephone"),
        "email": gettext("E-mail"),
        "address": gettext("Postal address"),
        "iin": gettext("Identity number (IIN)"),
    }
    rows = [{"label": gettext("Name"), "value": party.name}, {"label": gettext("Part"), "value": party.get_role_display()}]
    rows += [{"label": label, "value": contact.get(name) or ""} for name, label in labels.items()]
    return {
        "title": complaint.number or gettext("not registered yet"),
        "url": reverse("desk:complaint", args=[complaint.id]),
        "rows": rows,
    }


def _only(ask: Ask, *names: str) -> dict[str, Any]:
    return {name: ask.data[name] for name in names}


def _page(
    verb: str, form: type[VerbForm], call: Callable[[Ask], Any], lead: Any, submit: Any, done: Any, **more: Any
) -> VerbPage:
    more.setdefault("more", _whom)
    return VerbPage(verb=verb, form=form, call=call, lead=lead, submit=submit, done=done, **{"template": "party.html", **more})


PAGES = (
    _page(
        "add_party",
        forms.AddPartyForm,
        lambda ask: parties.add_party(
            ask.id, **ask.usual, **_only(ask, "role", "kind", "name", "relation"), contact=forms.contact(ask.data)
        ),
        _("Add somebody who complains too, whom it happened to, who speaks for them, or who saw it. It may be an organisation."),
        _("Add"),
        _("Added."),
        more=lambda ask, form: {},
    ),
    _page(
        "add_complainants",
        forms.ManyForm,
        lambda ask: parties.add_complainants(ask.id, **ask.usual, rows=ask.data["names"]),
        _(
            "One letter with many signatures is one complaint of many people. "
            "Our letters go to the first of them and say that they are to all."
        ),
        _("Add everybody"),
        _("Added. Each of them can be opened and corrected."),
        more=lambda ask, form: {"counted": _counted(form, ask)},
    ),
    _page(
        "correct_party",
        forms.CorrectPartyForm,
        lambda ask: parties.correct_party(
            ask.data["party"], **ask.usual, **_only(ask, "kind", "name", "relation"), contact=forms.contact(ask.data)
        ),
        _("Correct what was written wrong or has changed. The journal keeps what stood here before."),
        _("Save"),
        _("Saved."),
    ),
    _page(
        "remove_party",
        forms.RemoveForm,
        lambda ask: parties.remove_party(ask.data["party"], **ask.usual, reason=ask.data["reason"]),
        _("For somebody who was added by mistake or no longer takes part. What was done until now stays in the history."),
        _("Remove"),
        _("Removed."),
        danger=True,
    ),
    _page(
        "set_representative",
        forms.RepresentForm,
        lambda ask: parties.set_representative(
            ask.data["party"], **ask.usual, **_only(ask, "basis", "basis_date", "basis_note", "stands_for")
        ),
        _("Who speaks for another needs a basis: a child's parent, or a paper with its date."),
        _("Save"),
        _("Saved."),
    ),
    _page(
        "set_safe_contact",
        forms.SafeContactForm,
        lambda ask: parties.set_safe_contact(
            ask.data["party"], **ask.usual, **_only(ask, "channels", "calls", "not_with", "note")
        ),
        _("Somebody may be beaten because a letter was seen. What you set here stands before every letter, message and call."),
        _("Save"),
        _("Saved. It stands before every contact from now on."),
    ),
    _page(
        "set_language",
        forms.LanguageForm,
        lambda ask: parties.set_language(ask.data["party"], **ask.usual, **_only(ask, "language", "large_print")),
        _("Of the person to whom our letters go: from now on they are written in this language, and in this print."),
        _("Save"),
        _("Saved."),
    ),
    _page(
        "mark_vulnerable",
        forms.VulnerableForm,
        lambda ask: parties.mark_vulnerable(
            ask.data["party"], **ask.usual, **_only(ask, "groups", "child", "detention", "place")
        ),
        _("It tells colleagues what to heed. It is kept encrypted with the complaint."),
        _("Save"),
        _("Saved."),
    ),
    _page(
        "note_safety",
        forms.SafetyForm,
        lambda ask: parties.note_safety(ask.data["party"], **ask.usual, **_only(ask, "text", "until")),
        _("For the safety of colleagues who meet this person. Whoever may read the complaint sees it."),
        _("Save the warning"),
        _("Saved."),
    ),
    _page(
        "merge_persons",
        forms.MergeForm,
        lambda ask: parties.merge_persons(ask.data["party"], ask.data["other"], **ask.usual, reason=ask.data["reason"]),
        _("Compare both, and join them only if you are sure. Nothing is moved or lost; it can be taken back at any time."),
        _("It is one person: join"),
        _("Joined. Both complaints say so."),
        template="merge.html",
        more=_side_by_side,
    ),
    _page(
        "unmerge_persons",
        forms.UnmergeForm,
        lambda ask: parties.unmerge_persons(ask.id, ask.data["merge"], **ask.usual, reason=ask.data["reason"]),
        _("They are two people after all. Both records stand again as they were before."),
        _("Take them apart"),
        _("Taken apart."),
        more=lambda ask, form: {},
    ),
)


def _counted(form: VerbForm, ask: Ask) -> str:
    """How many sign until now."""
    now = sum(one.role == Party.Role.COMPLAINANT for one in ask.parties)
    return ngettext("%(count)s complainant is noted until now.", "%(count)s complainants are noted until now.", now) % {
        "count": now
    }
