"""The one table of who may do what on which complaint.

Pages, actions and the API ask `may` and `visible`; nothing else decides about rights. `docs/rights.md` prints this table, and
`tests/rights/verbs.csv` and `tests/rights/pages.csv`, written by hand, are compared with what real requests answer.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from arasha.people.models import Role


class Scope(StrEnum):
    OWN = "own"  # the complaints assigned to this member of staff, and the urgent ones of their duty
    OFFICE = "office"  # the complaints of this member's office
    ALL = "all"  # every office
    REVIEW = "review"  # the complaints whose review was given to this member of staff


class Thing(Protocol):
    """What a right is asked about: a complaint, or a row that answers for one."""

    @property
    def office_id(self) -> UUID: ...
    @property
    def officer_id(self) -> UUID | None: ...
    @property
    def duty_id(self) -> UUID | None: ...
    @property
    def reviewer_id(self) -> UUID | None: ...
    @property
    def about_office(self) -> bool: ...

    def recused(self, user_id: UUID) -> bool: ...


OWN, OFFICE, ALL, REVIEW = Scope.OWN, Scope.OFFICE, Scope.ALL, Scope.REVIEW
LEADERS = {Role.COMMISSIONER: ALL, Role.DEPUTY: ALL}
HEADS = {Role.HEAD: OFFICE, Role.REPRESENTATIVE: OFFICE}
CASEWORK = {Role.OFFICER: OWN}

GRANTS: dict[str, dict[Role, Scope]] = {
    "read": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "register": {Role.REGISTRAR: OFFICE, Role.REPRESENTATIVE: OFFICE, **LEADERS},
    "correct_registration": {Role.REGISTRAR: OFFICE, **HEADS, **LEADERS},
    "correct_subject": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "accept": {Role.LAWYER: OFFICE, Role.REPRESENTATIVE: OFFICE, **LEADERS},
    "ask_more": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "propose_redirect": {Role.LAWYER: OFFICE, Role.REPRESENTATIVE: OFFICE, **LEADERS},
    "propose_decline": {Role.LAWYER: OFFICE, Role.REPRESENTATIVE: OFFICE, **LEADERS},
    "confirm_citation": {Role.LAWYER: OFFICE, Role.LEGAL_EXPERT: ALL},
    "sign_outcome": {**HEADS, **LEADERS},
    "send_back_outcome": {**HEADS, **LEADERS},
    # Who proposes a letter may ask a colleague to read it; who approves is named by the office's order, or was asked.
    "ask_approval": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "approve_letter": {Role.LAWYER: OFFICE, **HEADS, **LEADERS},
    "return_letter": {Role.LAWYER: OFFICE, **HEADS, **LEADERS},
    "assign": {**HEADS, **LEADERS},
    "reassign": {**HEADS, **LEADERS},
    "send_inquiry": {**CASEWORK, **HEADS, **LEADERS},
    "record_answer": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "record_report": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "send_new_link": {**CASEWORK, **HEADS, **LEADERS},
    "give_code": {**CASEWORK, **HEADS, **LEADERS},
    "revoke_link": {**CASEWORK, **HEADS, **LEADERS},
    "remind_body": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "grant_more_time": {**CASEWORK, **HEADS, **LEADERS},
    "refuse_more_time": {**CASEWORK, **HEADS, **LEADERS},
    "go_on_without": {**CASEWORK, **HEADS, **LEADERS},
    "record_finding": {**CASEWORK, **HEADS, **LEADERS},
    "draft_recommendation": {**CASEWORK, **HEADS, **LEADERS},
    "draft_act": {**CASEWORK, **HEADS, **LEADERS},
    "sign_act": {**LEADERS},
    "discard_act": {**CASEWORK, **HEADS, **LEADERS},
    "record_act_outcome": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "propose_decision": {**CASEWORK, **HEADS, **LEADERS},
    "send_back_decision": {**LEADERS},
    "sign_decision": {**LEADERS},
    "close_follow_up": {**CASEWORK, **HEADS, **LEADERS},
    "close": {**CASEWORK, **HEADS, **LEADERS},
    "record_remedy": {**CASEWORK, **HEADS, **LEADERS},
    "record_proceeding": {**CASEWORK, **HEADS, **LEADERS},
    "end_proceeding": {**CASEWORK, **HEADS, **LEADERS},
    "record_hearing": {**CASEWORK, **HEADS, **LEADERS},
    "add_plan_line": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "change_plan_line": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    # A line may be given to whoever reads the complaint, so each of them can settle it.
    "finish_plan_line": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "drop_plan_line": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "record_examination_act": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "set_act_disclosure": {**CASEWORK, **HEADS, **LEADERS},
    "order_expert_opinion": {**CASEWORK, **HEADS, **LEADERS},
    "receive_expert_opinion": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "cancel_expert_opinion": {**CASEWORK, **HEADS, **LEADERS},
    "add_translation": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "certify_translation": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "extend_term": {**HEADS, **LEADERS},
    "pause_term": {**HEADS, **LEADERS},
    "resume_term": {**CASEWORK, **HEADS, **LEADERS},
    "recount_term": {Role.LAWYER: OFFICE, **HEADS, **LEADERS},
    "note": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "message": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "record_consent": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    # Face to face with the person and their document; nobody else needs to be able to open a post-box anew.
    "new_code": {Role.REGISTRAR: OFFICE, Role.REPRESENTATIVE: OFFICE, **CASEWORK},
    "add_party": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "add_complainants": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "correct_party": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "remove_party": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "set_representative": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "set_safe_contact": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "set_language": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "mark_vulnerable": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "note_safety": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "merge_persons": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "unmerge_persons": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "record_review_request": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "assign_review": {**HEADS, **LEADERS},
    # Nobody but whom the review was given to: also whoever leads the office signs, and does not write, the answer.
    "propose_review": {Role.LAWYER: REVIEW, Role.OFFICER: REVIEW},
    "send_back_review": {**LEADERS},
    "sign_review": {**LEADERS},
    "reopen": {**LEADERS},
    "record_withdrawal_request": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "confirm_withdrawal": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "refuse_withdrawal": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "mark_urgent": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "unmark_urgent": {Role.LAWYER: OFFICE, **HEADS, **LEADERS},
    "request_interim_measure": {**CASEWORK, **HEADS, **LEADERS},
    "record_interim_reply": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "lift_interim_measure": {**CASEWORK, **HEADS, **LEADERS},
    "end_interim_measure": {**CASEWORK, **HEADS, **LEADERS},
    # Who is joined is taken up with the lead, and what the lead's officer finds stands for them: no registrar decides that.
    "join_complaints": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "separate_complaints": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "link_issue": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "unlink_issue": {Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "relate": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "unrelate": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "receive_paper": {Role.REGISTRAR: OFFICE, Role.REPRESENTATIVE: OFFICE, **LEADERS},  # whoever sorts the tray
    "look_at_email": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "recuse": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "recall_letter": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "send_again": {Role.REGISTRAR: OFFICE, Role.LAWYER: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "mark_posted": {Role.REGISTRAR: OFFICE, **HEADS, **LEADERS},
    "mark_returned": {Role.REGISTRAR: OFFICE, **CASEWORK, **HEADS, **LEADERS},
    "erase": {**LEADERS},
    "export_complaint": {**CASEWORK, **HEADS, **LEADERS},
}

# Rights that are not about one complaint.
OFFICE_GRANTS: dict[str, frozenset[Role]] = {
    "desk": frozenset(Role),
    "tray": frozenset({Role.REGISTRAR, Role.REPRESENTATIVE, *LEADERS}),
    "take_down": frozenset(GRANTS["read"]),  # whoever is called or visited writes it down; where it goes is decided by the road
    "own_initiative": frozenset({*HEADS, *LEADERS}),
    "issues": frozenset(GRANTS["read"]),  # systemic issues: of one's office, or shown by a complaint that one may read
    "open_issue": frozenset({Role.LAWYER, Role.OFFICER, *HEADS, *LEADERS}),
    "advice": frozenset(GRANTS["read"]),
    "reception": frozenset(GRANTS["read"]),
    "plan_reception": frozenset({Role.REGISTRAR, *HEADS, *LEADERS}),
    "correspondence": frozenset({Role.REGISTRAR, *HEADS, *LEADERS}),  # the register of what came in and went out
    "complaints": frozenset(GRANTS["read"]),
    "bodies": frozenset(GRANTS["read"]),
    "terms": frozenset({Role.OFFICER, Role.LAWYER, *HEADS, *LEADERS}),  # the board: of the complaints one may read
    "team": frozenset({*HEADS, *LEADERS}),
    "duty": frozenset({*HEADS, *LEADERS}),
    "overview": frozenset({*HEADS, *LEADERS}),
    "signing": frozenset({*HEADS, *LEADERS}),
    "law": frozenset({Role.LAWYER, Role.LEGAL_EXPERT, Role.OFFICER, *HEADS, *LEADERS}),
    "confirm_law": frozenset({Role.LAWYER, Role.LEGAL_EXPERT}),
    "set_law": frozenset({Role.LAWYER, Role.HEAD, *LEADERS}),  # days off and the office's own terms
    # Whoever writes letters reads the templates; who answers for what leaves the whole institution changes them.
    "templates": frozenset(GRANTS["read"]),
    "set_templates": frozenset({Role.HEAD, *LEADERS}),
    "recount": frozenset({Role.LAWYER, *HEADS, *LEADERS}),  # open terms after the calendar changed
    "journal": frozenset({Role.AUDITOR, *LEADERS}),
    "design": frozenset(Role),
}

# Who may be on duty for urgent complaints.
DUTY_ROLES = frozenset({Role.OFFICER, Role.LAWYER, *HEADS, *LEADERS})

# Who may be given a review; and what the reviewer does on a complaint that is otherwise not theirs.
REVIEW_ROLES = frozenset({Role.OFFICER, Role.LAWYER})
REVIEWER_VERBS = frozenset({"read", "note", "message", "propose_review", "recuse"})

# Whoever signed a letter recalls it, and these, who answer for what the office sends.
RECALL_ROLES = frozenset({*HEADS, *LEADERS})

# A complaint about the office itself is kept from the office: only these, and the officer whom they name, know of it.
INTEGRITY_ROLES = frozenset(LEADERS)


def may(user: Any, verb: str, thing: Thing) -> str | None:
    """None when `user` may do `verb` on `thing`; otherwise the reason, as a sentence for that person. A verb that is not in the
    table (of complainants, of bodies) is in nobody's role.

    >>> may(registrar, "sign_decision", complaint)   # doctest: +SKIP
    'Your role does not include this step.'
    """
    if thing.recused(user.id):
        return _("You declared a conflict of interest in this complaint.")
    roles = user.roles  # once: the user of a request is looked up lazily, at a price each time
    scopes = {scope for role, scope in GRANTS.get(verb, {}).items() if role in roles}
    if not scopes:
        return _("Your role does not include this step.")
    reviews = thing.reviewer_id == user.id and verb in REVIEWER_VERBS
    if thing.about_office and not user.has_role(*INTEGRITY_ROLES) and thing.officer_id != user.id and not reviews:
        return _("This complaint has its own route.")
    if (
        ALL in scopes
        or (OFFICE in scopes and thing.office_id == user.office_id)
        or (OWN in scopes and user.id in (thing.officer_id, thing.duty_id))
        or reviews
    ):
        return None
    if scopes == {REVIEW}:
        return _("Only whoever was given the review writes its answer.")
    return _("This complaint is with another office or another member of staff.")


def may_recall(user: Any, signed_by: UUID | None) -> str | None:
    """None when `user`, who may recall letters of the complaint, may recall this one; otherwise the reason."""
    if signed_by == user.id or user.has_role(*RECALL_ROLES):
        return None
    return _("Whoever signed the letter recalls it, or a head of the office.")


def may_open(user: Any, right: str) -> bool:
    """Whether `user` may open a page that is not about one complaint (the tray, the journal …). Who is no member of staff may not."""
    return bool(user and user.is_authenticated and user.is_active and OFFICE_GRANTS[right].intersection(user.roles))


def of_reach(user: Any, rows: QuerySet, right: str = "tray", office: str = "office") -> QuerySet:
    """Of what is no complaint (mails, advice, the register, the reception): what lies with the user's office, for leaders all.
    `right` opens its page, `office` is the path to the office."""
    if not may_open(user, right):
        return rows.none()
    return rows if user.has_role(*LEADERS) else rows.filter(**{office: user.office_id})


def may_reach_office(user: Any, office_id: UUID) -> bool:
    """Whether `user` may do for this office what is about no complaint: for their own, leaders for every one."""
    return bool(user.office_id == office_id or user.has_role(*LEADERS))


def reads_everything(user: Any) -> bool:
    """Whether `user` reads the complaints of every office (those they are recused from apart): what is counted for them is large."""
    return any(scope == ALL and role in user.roles for role, scope in GRANTS["read"].items())


def visible(user: Any, rows: QuerySet, *, through: str = "") -> QuerySet:
    """The complaints that `user` may read; the condition goes into the SQL, never after it.

    Rows that belong to complaints say by which path ("complaint__"): joined, a page of them does not look at every complaint first.
    """
    scopes = {scope for role, scope in GRANTS["read"].items() if role in user.roles}
    if not scopes:
        return rows.none()
    if ALL not in scopes:
        reach = Q(pk__in=[])
        if OFFICE in scopes:
            reach |= Q(**{f"{through}office": user.office_id, f"{through}about_office": False})
        if OWN in scopes:
            reach |= Q(**{f"{through}officer": user.id})
            reach |= Q(**{f"{through}duty": user.id, f"{through}about_office": False})
        if user.has_role(*REVIEW_ROLES):
            reach |= Q(**{f"{through}reviewer": user.id})
        rows = rows.filter(reach)
    return rows.exclude(**{f"{through}recusals__user": user.id})


def journal_of(user: Any, entries: QuerySet) -> QuerySet:
    """Of the journal's entries those that `user`, who may open the journal, may see: whoever declared a conflict of interest in a
    complaint does not follow what is done in it. (Entries name no content: that stays sealed for this page.)"""
    return entries.exclude(chain__in=user.recusals.values("complaint"))
