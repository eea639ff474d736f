"""A small office that writes letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from arasha import letters, vault
from arasha.bodies.models import Body
from arasha.ids import new_id
from arasha.law import RuleBook, load_book
from arasha.letters.models import Letter
from arasha.people.models import Office, Role, User

AT = datetime(2026, 3, 16, 9, tzinfo=UTC)


@pytest.fixture
def book() -> RuleBook:
    return load_book("kz")


@pytest.fixture
def office(db: None) -> Office:
    return Office.objects.create(code="centre", name_kk="Ұлттық орталық", name_ru="Национальный центр", name_en="National Centre")


@pytest.fixture
def commissioner(office: Office) -> User:
    roles = [Role.OFFICER, Role.COMMISSIONER]
    return User.objects.create_user("head", name="Сәуле Қ.", office=office, roles=roles, joined_at=AT)


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.create(
        code="police", kind="police", level="central", within_jurisdiction="yes",
        name_kk="Полиция департаменті", name_ru="Департамент полиции", name_en="Police Department",
    )  # fmt: skip


@pytest.fixture
def keys(db: None) -> vault.ComplaintKeys:
    return vault.create_complaint_keys(None, at=AT)


@pytest.fixture
def complaint_id() -> UUID:
    return new_id()


VALUES: dict[str, dict[str, Any]] = {
    "closing": {"complaint_number": "2026-000001", "account": "Мектеп баланы қайта қабылдады. Кеңсе кешірім сұрады."},
    "decline_not_considered": {
        "complaint_number": "2026-000001",
        "ground": "Жалоба на судебный акт",
        "reasoning": "Так устроено.",
    },
    "redirect": {"complaint_number": "2026-000001", "to_body": "Ministry", "ground": "Another body decides"},
    "inquiry": {"complaint_number": "2026-000001", "summary": "A fall on the stairs.", "questions": ["When?", "Who was there?"]},
}


@pytest.fixture
def draft(
    office: Office, commissioner: User, keys: vault.ComplaintKeys, complaint_id: UUID, book: RuleBook
) -> Callable[..., Letter]:
    def make(code: str = "closing", language: str = "kk", **changed: Any) -> Letter:
        to_body = changed.get("recipient_kind") == "body"
        given = {
            "office": office, "subject_id": complaint_id, "key_id": keys.complaint if to_body else keys.postbox,
            "recipient_kind": "complainant", "recipient_name": "" if to_body else "Айгүл Әбдіқадырқызы",
            "values": VALUES[code], "book": book, "by": commissioner, "at": AT, **changed,
        }  # fmt: skip
        return letters.draft_letter(code, language=language, **given)

    return make


@pytest.fixture
def sent(draft: Callable[..., Letter], commissioner: User, book: RuleBook) -> Callable[..., Letter]:
    def make(*args: Any, notify: str = "", **changed: Any) -> Letter:
        letter = letters.sign_letter(draft(*args, **changed), by=commissioner, book=book, at=AT)
        return letters.send_letter(letter, at=AT, notify=notify)

    return make
