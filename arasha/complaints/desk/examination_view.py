"""The tab on the examination: its plan, whether the body was heard, the acts by which something was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models import Complaint, PlanLine
from arasha.complaints.queries.desk_examination import acts_of
from arasha.complaints.queries.desk_next import why_not
from arasha.complaints.queries.desk_plan import plan_of
from arasha.law import RuleBook

BEGIN = ("add_plan_line", "record_examination_act", "order_expert_opinion", "record_hearing")
# What stands beside a line or an act, in short words: the heading above says of what.
ON_A_LINE = {"finish_plan_line": _("Settle"), "change_plan_line": _("Change"), "drop_plan_line": _("Drop")}
ON_AN_OPINION = {"receive_expert_opinion": _("It has come"), "cancel_expert_opinion": _("No longer needed")}
ON_AN_ACT = {"set_act_disclosure": _("Change who may read it")}


def examination_of(
    complaint: Complaint, user: Any, book: RuleBook, language: str, today: date, files: dict[Any, Any]
) -> dict[str, Any]:
    """What `tabs/examination.html` shows; two statements. `files` are the complaint's by what they came with."""
    may = _possible(complaint, user, book, language, (*BEGIN, *ON_A_LINE, *ON_AN_OPINION, *ON_AN_ACT))
    opened, ended = plan_of(complaint)
    acts = acts_of(complaint, files, language, today)
    page = reverse("desk:complaint", args=[complaint.id])
    return {
        "plan": [_line(line, today, may) for line in opened],
        "settled": ended,
        "acts": [{"act": act, "links": _act_links(act, may)} for act in acts],
        "begin": {verb: may[verb] for verb in BEGIN if verb in may},
        "hearing": _hearing(complaint, book, language),
        "evidence_url": f"{page}?tab=evidence",
    }


def _line(line: PlanLine, today: date, may: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "row": line,
        "late": line.due_on < today,
        "today": line.due_on == today,
        "links": _links(may, ON_A_LINE, "line", line.id),
    }


def _act_links(act: Any, may: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    if act.row.is_awaited:
        return _links(may, ON_AN_OPINION, "act", act.row.id)
    if act.row.cancelled_at is not None or act.row.body_id is not None:
        return []  # nothing to read, or part of the file anyway
    return _links(may, ON_AN_ACT, "act", act.row.id)


def _hearing(complaint: Any, book: RuleBook, language: str) -> dict[str, Any]:
    """How the body complained of stands, and the law that asks for it."""
    rule = book.requirement_rule("body_heard")
    return {
        "body": complaint.body.name(language) if complaint.body else "",
        "heard": complaint.heard,
        "required": bool(book.hearing_required),
        "law": rule.citation.text(language) if rule and rule.basis == "statute" else "",
        "verified": bool(rule and rule.confidence == "verified"),
    }


def _possible(complaint: Complaint, user: Any, book: RuleBook, language: str, verbs: Iterable[str]) -> dict[str, dict[str, str]]:
    """The verbs that this person may do now, each with its name and address."""
    found = {}
    for code in verbs:
        verb = book.procedure.verb(code)
        if not why_not(user, verb, complaint, book, language):
            found[code] = {"label": verb.name(language), "url": reverse("desk:verb", args=[complaint.id, code])}
    return found


def _links(may: dict[str, dict[str, str]], verbs: Mapping[str, Any], name: str, id: Any) -> list[dict[str, str]]:
    return [
        {"verb": verb, "label": str(words), "url": f"{may[verb]['url']}?{name}={id}"}
        for verb, words in verbs.items()
        if verb in may
    ]
