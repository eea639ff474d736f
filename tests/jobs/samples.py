"""Tasks for the tests of jobs. `ran` notes what was called."""

from __future__ import annotations

from uuid import UUID

from arasha import jobs, vault

ran: list[tuple[str, ...]] = []
KEY = UUID(int=11)


@jobs.task
def note(first: str, second: str = "") -> None:
    ran.append((first, second))


@jobs.task(attempts=3)
def fail(word: str) -> None:
    ran.append((word,))
    raise ValueError("Айгүл Сәрсенқызы lives at aigul@example.org")


@jobs.task
def unlock(word: str) -> None:
    vault.add_key(KEY, b"k" * 32)


@jobs.task
def interrupted(word: str) -> None:
    ran.append((word,))
    raise SystemExit(1)


SCHEDULE = [jobs.Every(note, minutes=60)]
