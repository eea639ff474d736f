"""A complaint as its complainant sees it: what comes next, what was done, letters, messages, what one can do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arasha import letters
from arasha.complaints import plain_words
from arasha.complaints.actions.outbox import TAKEN_BACK
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Attachment, Complaint, Identity, Message, ReviewStage, Step, Term
from arasha.complaints.queries.portal_terms import term_view
from arasha.complaints.reviews import DECISIONS
from arasha.complaints.terms import office_day
from arasha.law import RuleBook
from arasha.law.errors import UnknownVerb
from arasha.law.procedure import TermStart
from arasha.letters.models import Letter

REPORTS = ("report_measures", "record_report")
MOVES_THE_DATE = frozenset({"extend_term", "pause_term", "resume_term"})  # until its letter has left, no date is told
ASKED = ("ask_review", "record_review_request")
ANSWERED = ("sign_review", "reopen")


class Can(NamedTuple):
    """One thing to do now."""

    label: str
    url: str
    kind: str


def page(complaint: Complaint, book: RuleBook, *, at: datetime) -> dict[str, Any]:
    """Everything on the page, in five statements whatever its size. The post-box key must be in the keyring."""
    known = letters.letters_about(complaint.id)
    sent = [one for one in known if one.recipient_kind == Letter.Recipient.COMPLAINANT and one.has_left(at)]
    steps, held = _steps(complaint, known, at)
    terms = list(Term.objects.filter(complaint=complaint).order_by("started_on", "id"))
    if held:
        terms = _before(held, complaint, terms, book)
    return {
        "complaint": complaint,
        "state": complaint.state,
        "ended": None if complaint.review else plain_words.ENDED.get(complaint.state),
        **what_one_can_do(complaint, book, steps),
        "next": _ahead(complaint, steps, terms, at),
        "road": _events(steps, book, {one.id: one for one in sent}),
        "letters": [_letter_row(one) for one in reversed(sent)],
        "messages": _messages(complaint),
        "terms": [_why(term) for term in terms if term.ended_on is None and term.purpose in plain_words.TERMS],
    }


def what_one_can_do(complaint: Complaint, book: RuleBook, steps: Sequence[Step]) -> dict[str, list[Can]]:
    """At most three buttons, the likeliest first, and what else there is as links; only what the procedure allows in this state."""
    allowed = {verb.code for verb in book.procedure.allowed(complaint.state)}
    asked = "supply_more" in allowed
    offers = [
        ("supply_more", _("Answer our questions"), "portal:supply"),
        ("write", _("Write to us"), "portal:write") if not asked else None,
        ("ask_review", _("Ask for a review"), "portal:review") if may_ask_review(complaint, steps) else None,
        ("record_consent", _("Say what we may tell, and to whom"), "portal:consent")
        if complaint.identity != Identity.ANONYMOUS
        else None,
        ("ask_withdrawal", _("Withdraw your complaint"), "portal:withdraw"),
    ]
    possible = [offer for offer in offers if offer and offer[0] in allowed]
    kinds = ("primary", "secondary", "secondary", *["quiet"] * len(possible))
    found = [Can(label, reverse(name), kind) for (_verb, label, name), kind in zip(possible, kinds, strict=False)]
    return {"can": found[:3], "can_too": found[3:]}


def may_ask_review(complaint: Complaint, steps: Sequence[Step]) -> bool:
    """Whether the newest decision that was told (steps, newest first) was not reviewed and no review is under way."""
    since = next((step.verb for step in steps if step.verb in (*DECISIONS, *ASKED)), "")
    return complaint.review is None and since in DECISIONS


def _ahead(complaint: Complaint, steps: Sequence[Step], terms: list[Term], at: datetime) -> list[dict[str, Any]]:
    """The next step with its date, or nothing at the end of the road. A date that has passed is said to have passed."""
    waits = {term.purpose for term in terms if term.ended_on is None}
    reported = "recommendation_answer" not in waits and any(step.verb in REPORTS for step in steps)
    ahead = plain_words.ahead(complaint.state, reported=reported, review=complaint.review is not None)
    if ahead is None:
        return []
    running = [term.due_on for term in terms if term.ended_on is None and term.purpose == ahead.purpose]
    until = min(running, default=None)
    late = until is not None and until < timezone.localdate(at)
    note = _("This date has passed, and we owe you this. You may write to us and ask.") if late else ""
    return [{"title": ahead.title, "text": ahead.text, "until": until, "state": "now", "note": note}]


def _why(term: Term) -> dict[str, Any]:
    """A running term, and the line that opens its reason."""
    view = term_view(term)
    return {**view, "summary": _("%(what)s: why this date?") % {"what": view["label"]}}


def _steps(complaint: Complaint, known: Sequence[Letter], at: datetime) -> tuple[list[Step], list[Step]]:
    """The steps that are told and those that are not yet, newest first: from the first whose letter is still held back, what may be
    recalled is not told. Of a letter that was recalled the step is never told, unless it stays."""
    since = held_since(known, at)
    recalled = {one.id for one in known if one.status == Letter.Status.RECALLED}
    steps = list(
        Step.objects.filter(complaint=complaint)
        .order_by("-at", "-id")
        .only("id", "at", "verb", "from_state", "to_state", "by_kind", "target_id")
    )
    # Coming in is a step from no state: it is never held, even when a paper is registered in the same moment.
    held = [step for step in steps if since is not None and step.at >= since and step.from_state]
    hidden = {step.id for step in held}
    told = [step for step in steps if step.id not in hidden and not (step.target_id in recalled and step.verb in TAKEN_BACK)]
    return told, held


def held_since(known: Sequence[Letter], at: datetime) -> datetime | None:
    """When the first of the letters was signed that are still held back; None when none is."""
    held = [one.sent_at for one in known if one.sent_at and one.status == Letter.Status.SENT and not one.has_left(at)]
    return min(held, default=None)


def _before(held: Sequence[Step], complaint: Complaint, terms: Sequence[Term], book: RuleBook) -> list[Term]:
    """Set the complaint back to where it stood before the `held` steps (nothing is saved), and answer its terms as of then.

    A term that began on that day for the same purpose is left out as well: better a date too few for some minutes than one told early.
    """
    complaint.state = held[-1].from_state
    verbs = {step.verb for step in held}
    if verbs.intersection(ANSWERED):
        complaint.review = ReviewStage.PROPOSED  # the answer is on its way; until it leaves nothing is told of it
    if "register" in verbs:
        complaint.number = None
    first_day = office_day(held[-1].at)
    begun = {start.purpose for code in verbs for start in _starts(book, code)}
    kept = [term for term in terms if not (term.purpose in begun and term.started_on >= first_day)]
    for term in kept:
        if term.ended_by in verbs and term.ended_on is not None and term.ended_on >= first_day:
            term.ended_on, term.ended_by = None, ""
    return kept if verbs.isdisjoint(MOVES_THE_DATE) else [term for term in kept if term.purpose != "consideration"]


def _starts(book: RuleBook, code: str) -> Sequence[TermStart]:
    try:
        return book.procedure.verb(code).starts
    except UnknownVerb:  # a verb of an earlier rule book
        return ()


def _events(steps: Sequence[Step], book: RuleBook, sent: Mapping[UUID, Letter]) -> list[dict[str, Any]]:
    """What was done, newest first, in the person's words."""
    return [_event(step, sent.get(step.target_id) if step.target_id else None) for step in steps if _is_public(book, step.verb)]


def _is_public(book: RuleBook, verb: str) -> bool:
    try:
        return book.procedure.verb(verb).public
    except UnknownVerb:  # a verb of an earlier rule book
        return False


def _event(step: Step, letter: Letter | None) -> dict[str, Any]:
    told = plain_words.told(step.verb, step.to_state)
    return {
        "title": told.title,
        "text": told.text,
        "at": step.at,
        "state": "done",
        "note": plain_words.WHO.get(step.by_kind, ""),
        "letter_url": reverse("portal:letter", args=[letter.id]) if letter else "",
        "letter_label": letter.title if letter else "",
    }


def _letter_row(letter: Letter) -> dict[str, Any]:
    return {
        "title": letter.title,
        "url": reverse("portal:letter", args=[letter.id]),
        "number": letter.number,
        "at": letter.sent_at,
    }


def _messages(complaint: Complaint) -> list[dict[str, Any]]:
    """The messages both ways, newest first, with how many files came with each (two statements)."""
    with_files = {
        row["target_id"]: row
        for row in Attachment.objects.filter(complaint=complaint, part="message")
        .values("target_id")
        .annotate(count=Count("id"), size=Sum("blob__size"))
    }
    rows = list(Message.objects.filter(complaint=complaint).order_by("-at", "-id"))
    for row in rows:
        row.complaint = complaint
    return [_message(row, with_files.get(row.id)) for row in rows]


def _message(row: Message, files: Mapping[str, Any] | None) -> dict[str, Any]:
    shown: list[dict[str, Any]] = []
    if files:
        name = ngettext("%(count)s file", "%(count)s files", files["count"]) % {"count": files["count"]}
        shown = [{"name": name, "size": files["size"], "kind": "file"}]
    return {
        "at": row.at,
        "who": "" if row.from_public else _("Our office"),
        "mine": row.from_public,
        "text": row.text,
        "files": shown,
    }


def newest_letter(complaint: Complaint, code: str) -> dict[str, Any] | None:
    """The newest letter of one kind to the complainant, ready to be read."""
    sent = letters.letters_about(complaint.id, sent_only=True, recipient_kind=Letter.Recipient.COMPLAINANT)
    sent = [one for one in sent if one.has_left(timezone.now())]
    found = next((one for one in reversed(sent) if one.code == code), None)
    return sheet(found) if found else None
