"""The office's overlay on the shipped law: what a lawyer confirmed, days off and worked weekends, the office's own terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal
from arasha.complaints.actions.base import NotYours
from arasha.complaints.book import current_book
from arasha.complaints.digest_law import digest
from arasha.complaints.doers import Staff
from arasha.complaints.models import OverlayRow
from arasha.complaints.terms import office_day
from arasha.errors import BadRequest
from arasha.law import OverlayEntry, check_entry
from arasha.people import policy


def confirm_citation(
    target: str, *, by: Staff, at: datetime, act: str, article: str, source: str, read_on: date, applies: str = ""
) -> OverlayRow:
    """A lawyer read the act and confirms that `target` (a rule or a ground) stands on this article.

    `applies` ("directly", "by_analogy") is needed only where the profile does not know. `read_on` is the calendar day of reading; the
    confirmation counts from that day. The journal keeps who said so. Raises NotYours, BadRequest, BadOverlay.
    """
    if not policy.may_open(by.user, "confirm_law"):
        raise NotYours(_("A lawyer of the office confirms citations."))
    if read_on > office_day(at):
        raise BadRequest(_("The day on which you read the act lies in the future. Write the day on which you read it."))
    values = {"act": act, "article": article} | ({"applies": applies} if applies else {})
    entry = _entry("confirm_citation", target, values, read_on, source, by, at)
    check_entry(current_book(), entry)
    with transaction.atomic():
        return _lay("confirm_citation", entry, by, at)


def set_calendar_day(
    day: date,
    *,
    by: Staff,
    at: datetime,
    kind: str,
    source: str,
    names: Mapping[str, str] | None = None,
    moved_from: date | None = None,
) -> list[OverlayRow]:
    """Write a decree on days off into the office's calendar. `kind` is one of `law.calendar.KINDS`.

    "moved" makes `day` a day off and the weekend day `moved_from` a worked one: two entries. Days may lie in the past: what open terms
    become by it is listed for a person to confirm, nothing is recounted unseen. Raises NotYours, BadRequest, BadOverlay.
    """
    _check_right(by)
    calendar = current_book().counting.calendar
    worked = moved_from if kind == "moved" else day if kind == "worked" else None
    if kind == "moved" and worked is None:
        raise BadRequest(_("Say which weekend day is worked instead."))
    if worked is not None and not calendar.is_weekend(worked):
        raise BadRequest(_("Only a Saturday or a Sunday can be made a working day."))
    if kind == "moved" and not calendar.is_working_day(day):
        raise BadRequest(_("This day is a day off already. A day off is moved to a working day."))
    named = {f"name_{language}": name for language, name in (names or {}).items() if name}
    lines = [(day, {"kind": kind, **named, **({"moved_from": moved_from.isoformat()} if kind == "moved" and moved_from else {})})]
    if kind == "moved" and worked is not None:
        lines.append((worked, {"kind": "worked"}))
    entries = [_entry("calendar_day", on.isoformat(), values, on, source, by, at) for on, values in lines]
    for entry in entries:
        check_entry(current_book(), entry)
    with transaction.atomic():
        in_order = sorted(entries, key=lambda entry: journal.office_chain("law", entry.target))
        return [_lay("set_calendar_day", entry, by, at) for entry in in_order]


def set_own_term(
    purpose: str, *, by: Staff, at: datetime, number: int | None, unit: str, in_force_from: date, source: str
) -> OverlayRow:
    """Set the office's own term for `purpose` from a day on; `number` None drops it. It is policy: never cited, never before the law.

    Terms that run already keep their dates. Raises NotYours, BadRequest, BadOverlay.
    """
    _check_right(by)
    if in_force_from < office_day(at):
        raise BadRequest(_("A term of the office counts from today or a later day: what was promised before stays as it was."))
    entry = _entry("policy_term", purpose, {"number": number, "unit": unit}, in_force_from, source, by, at)
    check_entry(current_book(), entry)
    with transaction.atomic():
        return _lay("set_own_term", entry, by, at)


def set_approval(letter: str, *, by: Staff, at: datetime, steps: Sequence[str], in_force_from: date, source: str) -> OverlayRow:
    """Order who approves letters of a kind (`law.approvals.LETTERS`) before they are signed; no step: nobody. Office policy, never cited.

    Letters that are proposed already keep what they needed then. Raises NotYours, BadRequest, BadOverlay.
    """
    if not policy.may_open(by.user, "set_templates"):
        raise NotYours(_("A head of department of the centre, a deputy or the Commissioner orders who approves letters."))
    if in_force_from < office_day(at):
        raise BadRequest(_("An order counts from today or a later day: letters that were proposed before stay as they were."))
    entry = _entry("approval", letter, {"steps": list(steps)}, in_force_from, source, by, at)
    check_entry(current_book(), entry)
    with transaction.atomic():
        return _lay("set_approval", entry, by, at)


def _check_right(by: Staff) -> None:
    if not policy.may_open(by.user, "set_law"):
        raise NotYours(_("A lawyer, a head of department or the Commissioner keeps the calendar and the office's own terms."))


def _entry(kind: str, target: str, values: dict[str, Any], since: date, source: str, by: Staff, at: datetime) -> OverlayEntry:
    return OverlayEntry(kind=kind, target=target, values=values, in_force_from=since, by=str(by.user), at=at, source=source)


def _lay(verb: str, entry: OverlayEntry, by: Staff, at: datetime) -> OverlayRow:
    """Keep one entry of the overlay, with its entry in the journal of what it is about."""
    values = dict(entry.values)
    row = OverlayRow.objects.create(
        kind=entry.kind, target=entry.target, values=values, in_force_from=entry.in_force_from, source=entry.source, by=by.user, at=at
    )  # fmt: skip
    journal.record(
        verb,
        by=by.actor,
        chain=journal.office_chain("law", entry.target),
        subject=("law", entry.target),
        key_id=None,
        details={**values, "in_force_from": entry.in_force_from.isoformat(), "source": entry.source, "row": str(row.id)},
        at=at,
        digest=digest(entry.target),
    )
    return row
