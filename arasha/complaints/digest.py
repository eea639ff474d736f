"""The state of a complaint as the journal remembers it, so that a row altered behind the application's back is found.

Every verb stores the digest of the complaint with all its rows in its journal entry; `arasha verify` computes it anew. What jobs change
outside verbs (a letter's PDF, who was told by e-mail) is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef

from arasha.complaints.models import (
    AdmissibilityCheck,
    Attachment,
    Complaint,
    ExaminationAct,
    Export,
    Finding,
    Incoming,
    Inquiry,
    InterimMeasure,
    Message,
    MoreTime,
    Note,
    Party,
    PlanLine,
    Proceeding,
    Recusal,
    Remedy,
    Reminder,
    Review,
    SafetyNote,
    Screening,
    Step,
    Term,
    Translation,
)  # fmt: skip
from arasha.journal import state_digest
from arasha.letters.models import Letter, Outgoing
from arasha.parties.models import Consent, Person
from arasha.recommendations.models import MeasureReport, Recommendation

# Each table with the path to the complaint it belongs to, and the columns that jobs may change.
PARTS: tuple[tuple[type[Model], str, frozenset[str]], ...] = (
    (AdmissibilityCheck, "complaint_id", frozenset()),
    (Attachment, "complaint_id", frozenset()),
    (Consent, "complaint_id", frozenset()),
    (ExaminationAct, "complaint_id", frozenset()),
    (Export, "complaint_id", frozenset({"blob", "pages", "made_at", "ends_at", "ended_at"})),
    (Finding, "complaint_id", frozenset()),
    (Incoming, "complaint_id", frozenset()),
    (Inquiry, "complaint_id", frozenset()),
    (InterimMeasure, "complaint_id", frozenset()),
    (Letter, "subject_id", frozenset({"pdf", "pdf_hash", "docx", "notify", "link", "link_address", "notified_at"})),
    (MeasureReport, "recommendation__source_id", frozenset()),
    (Message, "complaint_id", frozenset()),
    (MoreTime, "complaint_id", frozenset()),
    (Note, "complaint_id", frozenset()),
    (Party, "complaint_id", frozenset()),
    (Person, "parties__complaint_id", frozenset({"same"})),  # a merge elsewhere in the chain of equals changes it
    (PlanLine, "complaint_id", frozenset()),
    (Outgoing, "subject_id", frozenset({"state", "attempts", "error", "ended_at", "address"})),
    (Proceeding, "complaint_id", frozenset()),
    (Recommendation, "source_id", frozenset()),
    (Recusal, "complaint_id", frozenset()),
    (Remedy, "complaint_id", frozenset()),
    (Reminder, "complaint_id", frozenset()),
    (Review, "complaint_id", frozenset()),
    (SafetyNote, "complaint_id", frozenset()),
    (Screening, "complaint_id", frozenset()),
    (Step, "complaint_id", frozenset()),
    (Term, "complaint_id", frozenset({"paused_until"})),  # its sum says the same
    (Translation, "complaint_id", frozenset()),
)


NEW = frozenset(
    {Attachment, Consent, Incoming, Party, Person, Step, Term}
)  # what a complaint can have at the moment it is received


def digests(ids: Sequence[str], *, only: frozenset[type[Model]] = frozenset()) -> dict[str, bytes]:
    """The digest of each of these complaints, in one statement a table however many there are.

    A table without rows leaves no trace in a digest, so asking `only` those that can have rows gives the same.
    """
    states: dict[str, dict[str, Any]] = {}
    for row in Complaint.objects.filter(pk__in=ids).values():
        states[str(row["id"])] = {"complaint": row}
    for model, path, left_out in PARTS:
        if only and model not in only:
            continue
        for owner, rows in _rows(model, path, left_out, ids).items():
            if owner in states:
                states[owner][model._meta.label_lower] = rows
    return {complaint: state_digest(state) for complaint, state in states.items()}


def digest(complaint_id: str) -> bytes | None:
    """The digest of one complaint. Every verb asks for it: one statement finds the tables that know the complaint, the others rest."""
    return digests([complaint_id], only=_tables_of(complaint_id)).get(str(complaint_id))


def _tables_of(complaint_id: str) -> frozenset[type[Model]]:
    statement, parameters = _which_tables()
    with connection.cursor() as cursor:
        cursor.execute(statement, (*parameters, Complaint._meta.pk.get_db_prep_value(UUID(complaint_id), connection)))
        answers = cursor.fetchone() or ()
    return frozenset({Complaint, *(model for (model, _, _), has_rows in zip(PARTS, answers, strict=False) if has_rows)})


@cache
def _which_tables() -> tuple[str, tuple[Any, ...]]:
    """Put together once a process, which costs more than running it; the complaint's id is the last parameter."""
    asked = [Exists(model._default_manager.filter(**{path: OuterRef("pk")})) for model, path, _ in PARTS]
    statement, parameters = Complaint.objects.filter(pk=UUID(int=0)).values_list(*asked).query.sql_with_params()
    return statement, parameters[:-1]


def digest_when_new(complaint_id: str) -> bytes | None:
    """The digest of a complaint that is being received: it has no letters, notes or findings yet."""
    return digests([complaint_id], only=NEW).get(str(complaint_id))


def every_id() -> Iterable[str]:
    """All complaints there are: one that was inserted without a journal is found too."""
    return (str(pk) for pk in Complaint.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000))


def _rows(model: type[Model], path: str, left_out: frozenset[str], ids: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in left_out]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in model._default_manager.filter(**{f"{path}__in": ids}).order_by("pk").values(*columns, path):
        owner = row[path] if path in columns else row.pop(path)
        found[str(owner)].append(row)
    return found
