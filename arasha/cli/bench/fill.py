"""Fill an office with synthetic complaints: rows as the road leaves them, encrypted, chained in the journal."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TextIO

from django.db import transaction

from arasha import journal, vault
from arasha.bodies.models import Body
from arasha.cli.bench.words import Writer
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Message, Note, Step, Term
from arasha.journal.bulk import record_many
from arasha.law import Due
from arasha.letters.models import Letter
from arasha.people.models import Office, User
from arasha.vault import ComplaintKeys

BATCH = 500
YEARS = 5
# States as an office has them: most are closed, few are new.
STATES = {
    "received": 2, "screening": 4, "awaiting_complainant": 2, "examination": 12, "findings": 3, "awaiting_signature": 1,
    "follow_up": 6, "declined": 20, "redirected": 15, "closed": 35,
}  # fmt: skip
OPEN = {"received", "screening", "awaiting_complainant", "examination", "findings", "awaiting_signature", "follow_up"}
STEPS = ("submit", "register", "accept", "assign")


class Filler:
    """Makes complaints batch by batch; `written` counts them."""

    def __init__(self, count: int, *, seed: int, now: datetime) -> None:
        self.count, self.now = count, now
        self.chance = random.Random(seed)  # noqa: S311  repeatable, not secret
        self.writer = Writer(self.chance)
        self.book = current_book()
        self.offices = list(Office.objects.exclude(region="").order_by("code"))
        self.officers = {
            office.id: [u for u in User.objects.filter(office=office) if "officer" in u.roles] for office in self.offices
        }
        self.bodies = list(Body.objects.exclude(within_jurisdiction="no").order_by("code"))
        self.weights = [1 / rank for rank in range(1, len(self.offices) + 1)]
        self.body_weights = [1 / rank for rank in range(1, len(self.bodies) + 1)]
        self.topics = [topic.code for topic in self.book.topics if topic.parent]
        self.dues: dict[date, Due] = {}
        self.written = 0

    def run(self, progress: TextIO = sys.stderr) -> float:
        """Fill; answers the seconds it took. Shows a bar on a terminal, a line every tenth elsewhere."""
        begun = time.perf_counter()
        while self.written < self.count:
            self._batch(min(BATCH, self.count - self.written))
            vault.forget_keys()
            _bar(progress, self.written, self.count, time.perf_counter() - begun)
        return time.perf_counter() - begun

    def _batch(self, size: int) -> None:
        keys = vault.create_many_complaint_keys(size, at=self.now)
        complaints = [self._complaint(self.written + index + 1, key) for index, key in enumerate(keys)]
        with transaction.atomic():
            Complaint.objects.bulk_create(complaints)
            for model, rows in self._around(complaints):
                model.objects.bulk_create(rows)
            record_many(self._entries(complaints))
        self.written += size

    def _complaint(self, serial: int, keys: ComplaintKeys) -> Complaint:
        chance, language = self.chance, self.writer.language()
        office = chance.choices(self.offices, self.weights)[0]
        state = chance.choices(list(STATES), list(STATES.values()))[0]
        age = 90 if state in OPEN else YEARS * 365  # what is open is young; now and then a term has passed
        received = self.now - timedelta(seconds=chance.random() ** 1.5 * age * 86400)
        registered = received + timedelta(hours=chance.randint(1, 30)) if state != "received" else None
        complaint = Complaint(
            key_id=keys.complaint, postbox_id=keys.postbox, office=office, channel="portal", language=language,
            identity=chance.choices(("named", "confidential", "anonymous"), (60, 25, 15))[0], state=state, region=office.region,
            topic=chance.choice(self.topics) if registered else "", body=chance.choices(self.bodies, self.body_weights)[0],
            urgent=chance.random() < 0.05, detention=chance.random() < 0.2, received_at=received, registered_at=registered,
            number=f"{received.year}-{serial:07d}" if registered else None,
        )  # fmt: skip
        if registered and state not in {"screening", "awaiting_complainant"}:
            complaint.officer = chance.choice(self.officers[office.id])
        if state in OPEN and registered:
            complaint.due_on = self._due(registered.date()).due_on
        complaint.story = {
            "story": self.writer.story(language),
            "place": self.writer.text(language, 3),
            "want": self.writer.text(language, 8),
        }
        complaint.subject = self.writer.text(language, 6) if registered else None
        return complaint

    def _around(self, complaints: list[Complaint]) -> Iterator[tuple[Any, list[Any]]]:
        registered = [one for one in complaints if one.registered_at]
        yield Step, [step for one in complaints for step in self._steps(one)]
        yield Term, [self._term(one) for one in registered]
        yield Letter, [self._letter(one, code) for one in registered for code in ("acknowledgement", "accepted")]
        yield Note, [self._note(one) for one in registered]
        yield Message, [self._message(one) for one in registered[::3]]

    def _steps(self, one: Complaint) -> list[Step]:
        verbs = STEPS if one.registered_at else STEPS[:1]
        return [
            Step(complaint=one, at=one.received_at + timedelta(hours=hour), verb=verb, to_state=one.state,
                 by_kind="staff" if hour else "public", book_version=self.book.version)
            for hour, verb in enumerate(verbs)
        ]  # fmt: skip

    def _term(self, one: Complaint) -> Term:
        start = one.registered_at.date()
        due = self._due(start)
        return Term(
            complaint=one, purpose="consideration", rule=due.rule_id, basis=due.basis, book_version=self.book.version, started_on=start,
            due_on=due.due_on, first_due_on=due.due_on, why=due.as_json(), ended_on=None if one.due_on else due.due_on,
        )  # fmt: skip

    def _due(self, start: date) -> Due:
        """The term as the rule book gives it for that day: of consideration, or before its rules the office's own."""
        if start not in self.dues:
            self.dues[start] = self.book.term_for("consideration", start) or self.book.due("KZ-C01", start, on=self.now.date())
        return self.dues[start]

    def _letter(self, one: Complaint, code: str) -> Letter:
        letter = Letter(
            subject_id=one.id, key_id=one.postbox_id, office=one.office, code=code, language=one.language, recipient_kind="complainant",
            status="sent", number=f"{one.number}/{code}", made_at=one.registered_at, signed_at=one.registered_at, sent_at=one.registered_at,
        )  # fmt: skip
        letter.recipient_name, letter.title = "", self.writer.text(one.language, 4)
        letter.text = self.writer.text(one.language, 120)
        return letter

    def _note(self, one: Complaint) -> Note:
        note = Note(complaint=one, at=one.registered_at, by=self.officers[one.office_id][0])
        note.text = self.writer.text(one.language, 25)
        return note

    def _message(self, one: Complaint) -> Message:
        message = Message(complaint=one, at=one.registered_at, from_public=True)
        message.text = self.writer.text(one.language, 40)
        return message

    def _entries(self, complaints: list[Complaint]) -> Iterator[dict[str, Any]]:
        by = journal.Actor("system")
        for one in complaints:
            for verb in STEPS if one.registered_at else STEPS[:1]:
                yield {"verb": verb, "by": by, "chain": one.id, "subject": ("complaint", str(one.id)), "key_id": one.key_id,
                       "details": {"to": one.state}, "at": one.received_at.astimezone(UTC)}  # fmt: skip


def _bar(out: TextIO, done: int, count: int, seconds: float) -> None:
    width = 30
    full = int(width * done / count)
    line = f"[{'#' * full}{'.' * (width - full)}] {done:,} of {count:,} complaints, {done / max(seconds, 0.001):,.0f} a second"
    if out.isatty():
        print(f"\r{line}", end="\n" if done >= count else "", file=out, flush=True)
    elif done >= count or done % max(count // 10, 1) < BATCH:
        print(line, file=out, flush=True)
