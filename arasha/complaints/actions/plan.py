"""The plan of an examination: which questions are to be settled, by what evidence, by whom and by which day. It never leaves the office,
sends no letter and moves no term: its days are the office's own."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Attachment, Complaint, ExaminationAct, PlanLine
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.people import policy
from arasha.people.models import User

End = PlanLine.End


def add_plan_line(
    complaint_id: UUID, *, by: Staff, at: datetime, question: str, who: User, due_on: date, evidence: str = "", version: int | None = None
) -> PlanLine:  # fmt: skip
    """Put a question into the plan. `who` is one of those whom `may_take` names; `due_on` a calendar day of the office, not over."""
    with doing("add_plan_line", complaint_id, by=by, at=at, version=version) as move:
        line = PlanLine(complaint=move.complaint, made_at=at, made_by=by.user)
        _write(move, line, question, evidence, who, due_on)
        line.save(force_insert=True)
        _leave_trace(move, line, line.question)
    return line


def change_plan_line(
    line_id: UUID, *, by: Staff, at: datetime, question: str, who: User, due_on: date, evidence: str = "", version: int | None = None
) -> PlanLine:  # fmt: skip
    """Write an open line anew: another question, other evidence, somebody else, another day."""
    with doing("change_plan_line", _complaint_of(line_id), by=by, at=at, version=version) as move:
        line = _open_line(move, line_id)
        move.details.update(who_before=str(line.who_id), due_before=line.due_on.isoformat())
        _write(move, line, question, evidence, who, due_on)
        line.save(update_fields=["question", "evidence", "who", "due_on"])
        _leave_trace(move, line, line.question)
    return line


def finish_plan_line(
    line_id: UUID,
    *,
    by: Staff,
    at: datetime,
    found: str,
    act: ExaminationAct | None = None,
    file: Attachment | None = None,
    version: int | None = None,
) -> PlanLine:
    """The question is settled: say what was found, and by which act or file of the complaint it is known."""
    with doing("finish_plan_line", _complaint_of(line_id), by=by, at=at, version=version) as move:
        line = _open_line(move, line_id)
        for proof in (act, file):
            move.require(
                proof is None or proof.complaint_id == move.complaint.pk, _("This belongs to another complaint. Choose again.")
            )
        line.act, line.file = act, file
        _end(move, line, End.DONE, found)
        move.details.update(act=str(act.pk) if act else "", file=str(file.pk) if file else "")
    return line


def drop_plan_line(line_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> PlanLine:
    """The question need not be settled any more; the reason stays with it."""
    with doing("drop_plan_line", _complaint_of(line_id), by=by, at=at, version=version) as move:
        line = _open_line(move, line_id)
        _end(move, line, End.DROPPED, reason)
    return line


def may_take(user: User, complaint: Complaint) -> bool:
    """Whether a line may be given to this person: of the complaint's office, at work, and able to read the complaint."""
    return user.is_active and user.office_id == complaint.office_id and policy.may(user, "read", complaint) is None


def pass_on_plan(move: Move, officer: User, *, gone: User | None = None) -> None:
    """Open lines of those who cannot read the complaint any more, and of whoever is `gone` with this step, go to its officer."""
    lines = PlanLine.objects.filter(complaint=move.complaint, ended_at=None).exclude(who=officer).select_related("who")
    left = [
        line.pk for line in lines if line.who == gone or not line.who.is_active or policy.may(line.who, "read", move.complaint)
    ]
    if left:
        PlanLine.objects.filter(pk__in=left).update(who=officer)
        move.details["plan_lines"] = len(left)


def _write(move: Move, line: PlanLine, question: str, evidence: str, who: User, due_on: date) -> None:
    unchanged = line.due_on == due_on
    move.require(unchanged or due_on >= office_day(move.at), _("This day is over. Choose a day on which it can still be done."))
    move.require(
        who == move.user or may_take(who, move.complaint),
        _("Choose somebody of the complaint's office who may read the complaint."),
    )
    line.question, line.evidence, line.who, line.due_on = question, evidence or None, who, due_on


def _end(move: Move, line: PlanLine, how: str, words: str) -> None:
    line.end, line.end_text, line.ended_at, line.ended_by = how, words, move.at, move.user
    line.save(update_fields=["end", "end_text", "ended_at", "ended_by", "act", "file"])
    _leave_trace(move, line, f"{line.question}\n{words}")


def _leave_trace(move: Move, line: PlanLine, words: str) -> None:
    """The timeline shows the words, sealed; the journal names the line, the person and the day."""
    move.target, move.note = line.id, words
    move.details.update(line=str(line.id), who=str(line.who_id), due_on=line.due_on.isoformat())


def _complaint_of(line_id: UUID) -> UUID:
    found = PlanLine.objects.filter(pk=line_id).values_list("complaint_id", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such line in the plan."))
    return found


def _open_line(move: Move, line_id: UUID) -> PlanLine:
    line = PlanLine.objects.select_for_update().get(pk=line_id)
    line.complaint = move.complaint
    move.require(line.ended_at is None, _("This line of the plan has ended already."))
    return line
