"""What a verb's page says around the form: what will happen, which letter goes out, what a colleague changed meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.desk.header import subject_bar
from arasha.complaints.desk.people_view import contact_warning
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Step
from arasha.complaints.queries.desk_terms import TermView, terms_of
from arasha.complaints.queries.desk_words import done
from arasha.dates import write_date, write_moment
from arasha.law import Verb
from arasha.law.procedure import TermStart

if TYPE_CHECKING:
    from arasha.complaints.desk.rehearsal import Rehearsed
    from arasha.complaints.desk.verbs import Ask, VerbPage
    from arasha.complaints.forms.desk import VerbForm


# Verbs without a letter on whose way somebody reaches the person.
CONTACTS = frozenset(
    {"message", "record_consent", "confirm_withdrawal", "refuse_withdrawal", "new_code", "sign_outcome", "sign_decision"}
)

CONSENT_CHANGED = _(
    "While this page was open, the person said anew what they allow. Nothing was sent, and what you typed is kept: read below what the "
    "letter would tell now, then send again."
)


def verb_context(ask: Ask, page: VerbPage, form: VerbForm, *, rehearsed: Rehearsed | None, since: int | None) -> dict[str, Any]:
    """Everything `verb.html` shows for any verb."""
    verb = ask.book.procedure.verb(page.verb)
    terms = terms_of(ask.id, book=ask.book, language=ask.language, today=ask.today, now=ask.at)
    return {
        **(contact_warning(ask.complaint, ask.today, ask.consents) if verb.letters or page.verb in CONTACTS else {}),
        "subject": subject_bar(ask.complaint, terms, ask.book, ask.language),
        "heading": verb.name(ask.language),
        "lead": page.lead,
        "form": form,
        "form_id": "verb",
        "consequences": consequences(ask, verb, terms),
        "letters": [sheet(letter) for letter in rehearsed.letters] if rehearsed else [],
        "previews": page.shows_letter in ("typed", "both"),
        "submit_label": page.submit,
        "danger": page.danger,
        "back_url": reverse("desk:complaint", args=[ask.id]),
        "changes": changes_since(ask, since) if since is not None else [],
    }


def consequences(ask: Ask, verb: Verb, terms: list[TermView]) -> list[str]:
    """What the verb brings about, from the procedure: the state, the letters, the terms, what the complainant sees."""
    lines = []
    if verb.to:
        state = ask.book.procedure.state(verb.to).name(ask.language)
        lines.append(gettext("The complaint goes on to: %(state)s.") % {"state": state})
    lines += [_term_start(ask, start) for start in verb.starts]
    lines += [_term_end(term) for term in terms if term.ended_on is None and (verb.ends_all or term.row.purpose in verb.ends)]
    if verb.public:
        lines.append(
            gettext("The complainant sees this step with the code.")
            if ask.complaint.locator
            else gettext("The complainant has no code, so they do not see this step on the portal.")
        )
    else:
        lines.append(gettext("The complainant does not see this step."))
    return [line for line in lines if line]


def _term_start(ask: Ask, start: TermStart) -> str:
    name = ask.book.purposes[start.purpose].name(ask.language)
    due = ask.book.term_for(start.set_by, ask.at)
    if due is None:
        return gettext("No term starts for “%(purpose)s”: no rule sets one.") % {"purpose": name}
    end, language = due.due, ask.language
    day = write_moment(end, language) if isinstance(end, datetime) else write_date(due.due_on, language, "until")
    if due.basis == "policy":
        return gettext("A term of the office's own starts: %(purpose)s, until %(day)s.") % {"purpose": name, "day": day}
    return gettext("A term starts: %(purpose)s, until %(day)s.") % {"purpose": name, "day": day}


def _term_end(term: TermView) -> str:
    return gettext("This term ends: %(purpose)s.") % {"purpose": term.label}


def consent_changed(ask: Ask, version: int) -> bool:
    """Whether the person said since the version that the page showed what they allow."""
    return any(step.verb == "record_consent" for step in _since(ask, version))


def _since(ask: Ask, version: int) -> list[Step]:
    behind = max(ask.complaint.version - version, 1)
    return list(Step.objects.filter(complaint=ask.id).select_related("by").order_by("-at", "-id")[: min(behind, 10)])


def changes_since(ask: Ask, version: int) -> list[dict[str, Any]]:
    """The steps that colleagues did since the version that the page showed, the newest first."""
    return [
        {"at": step.at, "title": done(step.verb, ask.book, ask.language), "who": step.by.name if step.by else ""}
        for step in _since(ask, version)
    ]
