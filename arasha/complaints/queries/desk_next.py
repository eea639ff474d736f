"""What can be done on a complaint now: what the road, the rights table and what happened leave to this person, and why not the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext

from arasha.bodies.models import SecureLink
from arasha.complaints.joining import JOINED, LEADING
from arasha.complaints.models import (
    Approval,
    Complaint,
    ExaminationAct,
    Finding,
    Identity,
    Inquiry,
    InterimMeasure,
    MoreTime,
    Proceeding,
    Review,
    ReviewStage,
    Term,
)  # fmt: skip
from arasha.law import RuleBook
from arasha.law.procedure import REQUIREMENTS, Verb
from arasha.letters.models import Letter
from arasha.people import policy
from arasha.recommendations.models import Recommendation

State = Recommendation.State
OPEN_LINK = 'f."used_at" IS NULL AND f."revoked_at" IS NULL'
NO_CODE = """f."code_way" <> '' AND (f."code_hash" IS NULL OR f."code_locked_at" IS NOT NULL)"""


def exists(model: type[Model], column: str, condition: str = "") -> str:
    """SQL that tells whether a complaint has a row of `model` (`f`, tied by its `column`) for which the condition holds."""
    mine = f'"{Complaint._meta.db_table}"."id"'
    return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" f WHERE f."{column}" = {mine}{condition and f" AND {condition}"})'  # noqa: S608


# Of the present consideration: what came before a reopening belongs to the decision that fell.
_REOPENED = f'"{Complaint._meta.db_table}"."reopened_at"'
_NOW = f'({_REOPENED} IS NULL OR f."{{}}" >= {_REOPENED})'

# A letter that was sent back is gone; what was asked of it stands in the history only.
STILL_PROPOSED = (
    f'EXISTS (SELECT 1 FROM "{Letter._meta.db_table}" l '  # noqa: S608
    f'WHERE l."id" = f."letter_id" AND l."status" = \'{Letter.Status.DRAFT.value}\')'
)

# What has happened on a complaint, as far as the next step hangs on it. Written as SQL: putting seven subqueries together anew for
# every page costs more than running them.
FACTS: dict[str, str] = {
    "asked": exists(Inquiry, "complaint_id"),
    "unanswered": exists(Inquiry, "complaint_id", 'f."answered_at" IS NULL'),
    "awaited": exists(Inquiry, "complaint_id", 'f."answered_at" IS NULL AND f."let_go_at" IS NULL'),
    "time_asked": exists(MoreTime, "complaint_id", 'f."decided_at" IS NULL'),
    "link_open": exists(SecureLink, "complaint_id", OPEN_LINK),
    "code_due": exists(SecureLink, "complaint_id", f"{OPEN_LINK} AND {NO_CODE}"),
    "report_code_due": exists(SecureLink, "complaint_id", f"{OPEN_LINK} AND {NO_CODE} AND f.\"purpose\" = 'recommendation'"),
    "hearing": exists(ExaminationAct, "complaint_id", "f.\"kind\" = 'hearing'"),
    "interim": exists(InterimMeasure, "complaint_id", 'f."ended_at" IS NULL'),
    "interim_silent": exists(InterimMeasure, "complaint_id", 'f."ended_at" IS NULL AND f."replied_at" IS NULL'),
    "paused": exists(Term, "complaint_id", 'f."paused_until" IS NOT NULL AND f."ended_on" IS NULL'),
    "proceeding": exists(Proceeding, "complaint_id"),
    "approval_awaited": exists(Approval, "complaint_id", f"f.\"answer\" = '' AND {STILL_PROPOSED}"),
    "found": exists(Finding, "complaint_id", _NOW.format("at")),
    "breach": exists(Finding, "complaint_id", f"f.\"result\" = '{Finding.Result.BREACH.value}' AND {_NOW.format('at')}"),
    "reviewed": exists(Review, "complaint_id", _NOW.format("asked_at")),
    "drafted": exists(Recommendation, "source_id", f"f.\"state\" = '{State.DRAFT.value}'"),
    "issued": exists(Recommendation, "source_id", f'f."body_id" IS NOT NULL AND f."state" <> \'{State.DRAFT.value}\''),
    "unreported": exists(Recommendation, "source_id", f'f."body_id" IS NOT NULL AND f."state" = \'{State.ISSUED.value}\''),
}


def with_facts(complaints: QuerySet) -> QuerySet:
    """The complaints with what has happened on each (the names of FACTS); no statement of its own."""
    return complaints.annotate(**{name: RawSQL(sql, (), BooleanField()) for name, sql in FACTS.items()})  # noqa: S611 (our own words)


@dataclass(frozen=True)
class Seen:
    """A complaint that `policy.visible` let through: its reader is not recused, which spares asking again."""

    office_id: UUID
    officer_id: UUID | None
    about_office: bool
    duty_id: UUID | None = None
    reviewer_id: UUID | None = None

    @classmethod
    def of(cls, complaint: Any) -> Seen:
        return cls(complaint.office_id, complaint.officer_id, complaint.about_office, complaint.duty_id, complaint.reviewer_id)

    def recused(self, user_id: UUID) -> bool:
        return False


# What a verb requires that no form can supply: it has happened or it has not.
HAPPENED: dict[str, Callable[[Complaint], bool]] = {
    "body_heard": lambda c: c.asked,
    "finding": lambda c: c.found or c.state == JOINED,  # the lead's stand for it
    "breach": lambda c: c.breach,
    "act_drafted": lambda c: c.drafted,
    "proceeding": lambda c: c.proceeding,
    "no_recommendation": lambda c: not (c.drafted or c.issued),
    "unanswered": lambda c: c.unanswered,
    "recommendation_sent": lambda c: c.issued,
    "body_awaited": lambda c: c.unanswered or c.unreported,
    "inquiry_awaited": lambda c: c.awaited,
    "link_open": lambda c: c.link_open,
    "time_asked": lambda c: c.time_asked,
    "known_person": lambda c: c.identity != Identity.ANONYMOUS,
    "no_interim": lambda c: not c.interim,
    "interim_open": lambda c: c.interim,
    "interim_unanswered": lambda c: c.interim_silent,
    "not_reviewed": lambda c: not c.reviewed,
    "no_review": lambda c: c.review is None,
    "review_asked": lambda c: c.review in (ReviewStage.ASKED, ReviewStage.GIVEN),
    "review_given": lambda c: c.review == ReviewStage.GIVEN,
    "review_proposed": lambda c: c.review == ReviewStage.PROPOSED,
    "review_reopens": lambda c: c.review == ReviewStage.REOPENING,
    "review_waits": lambda c: c.review in (ReviewStage.PROPOSED, ReviewStage.REOPENING),
    "no_joined": lambda c: not c.leads,
    "has_joined": lambda c: c.leads,
    "leading": lambda c: c.state in LEADING and c.officer_id is not None,
    "related": lambda c: c.related,
    "issue_linked": lambda c: c.has_issues,
    "urgent": lambda c: c.urgent,
    "not_urgent": lambda c: not c.urgent,
    "term_running": lambda c: c.due_on is not None,
    "term_paused": lambda c: c.paused,
    "plan_line": lambda c: c.plan_line is not None,
    "examination_act": lambda c: c.acted,
    "expert_awaited": lambda c: c.expert_awaited,
    "approval_awaited": lambda c: c.approval_awaited,
    "working_translation": lambda c: c.uncertified,
    "mail_waiting": lambda c: c.mail_waits,
}
# What a verb requires of the profile.
PROVIDED: dict[str, Callable[[RuleBook], bool]] = {
    "pause_rule": lambda book: any(purpose.may_pause for purpose in book.purposes.values()),
}
# A finding of no breach may come before the body was heard; the form itself refuses the other.
FORM_DECIDES = {("record_finding", "body_heard")}
IN_THE_COMPOSER = frozenset({"note", "message"})
# Steps of a review that was asked for: without one nobody looks for them.
IN_A_REVIEW = frozenset({"assign_review", "propose_review", "send_back_review", "sign_review", "reopen"})
# What concerns one of the people stands beside that person on the People tab.
BESIDE_PEOPLE = frozenset({
    "add_party", "add_complainants", "correct_party", "remove_party", "set_representative", "set_safe_contact", "set_language",
    "mark_vulnerable", "note_safety", "merge_persons", "unmerge_persons",
})  # fmt: skip
# What belongs to the examination stands beside its plan, its acts and the originals.
BESIDE_EXAMINATION = frozenset({
    "add_plan_line", "change_plan_line", "finish_plan_line", "drop_plan_line", "record_examination_act", "set_act_disclosure",
    "order_expert_opinion", "receive_expert_opinion", "cancel_expert_opinion", "add_translation", "certify_translation",
})  # fmt: skip
# What concerns other complaints about the same matter stands beside them.
BESIDE_MATTER = frozenset({"join_complaints", "separate_complaints", "relate", "unrelate", "link_issue", "unlink_issue"})
IN_THE_LAW_ROOM = frozenset({"recount_term"})  # listed there for every complaint that a changed calendar touches
AMONG_THE_SCANS = frozenset({"receive_paper"})  # offered where a scan waits for its complaint
AT_THE_LETTER = frozenset({"recall_letter", "send_again", "mark_posted", "mark_returned"})  # offered beside it and in the outbox
OFFERED_ELSEWHERE = (
    IN_THE_COMPOSER | BESIDE_PEOPLE | BESIDE_EXAMINATION | BESIDE_MATTER | AT_THE_LETTER | IN_THE_LAW_ROOM | AMONG_THE_SCANS
)


@dataclass(frozen=True)
class Choice:
    """A verb as a page offers it; `reason` says why it is not possible, empty when it is."""

    verb: str
    label: str
    reason: str = ""


def why_not(user: Any, verb: Verb, complaint: Complaint, book: RuleBook, language: str) -> str:
    """Why this person cannot do `verb` on the complaint now, as a sentence; empty when they can try."""
    return policy.may(user, verb.code, Seen.of(complaint)) or _not_now(verb, complaint, book, language)


def _not_now(verb: Verb, complaint: Complaint, book: RuleBook, language: str) -> str:
    """Why nobody can do `verb` on the complaint now; empty when somebody can."""
    if complaint.state not in verb.from_states:
        names = [book.procedure.state(code).name(language) for code in book.procedure.states if code in verb.from_states]
        return gettext("Possible only in this state: %(states)s.") % {"states": ", ".join(names)}
    for requirement in verb.requires:
        provided, happened = PROVIDED.get(requirement), HAPPENED.get(requirement)
        if provided and not provided(book):
            return gettext(REQUIREMENTS[requirement])
        if happened and (verb.code, requirement) not in FORM_DECIDES and not happened(complaint):
            return gettext(REQUIREMENTS[requirement])
    return ""


def choices(user: Any, complaint: Complaint, book: RuleBook, language: str) -> list[Choice]:
    """Every verb of staff that concerns this person, in the profile's order: those possible first in each state."""
    found = []
    for verb in book.procedure.verbs.values():
        if (
            verb.actor != "staff"
            or verb.code in OFFERED_ELSEWHERE
            or verb.code not in policy.GRANTS
            or (verb.code in IN_A_REVIEW and complaint.review is None)
        ):
            continue
        refusal = policy.may(user, verb.code, Seen.of(complaint))
        if not refusal or complaint.state in verb.from_states:
            reason = refusal or _not_now(verb, complaint, book, language)
            found.append(Choice(verb.code, verb.name(language), reason))
    return found
