"""Secure links of bodies: one answer, one term, and nothing to steal from the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from arasha.bodies.actions import add_contact, count_opening, make_link, use_link
from arasha.bodies.errors import LinkExpired, LinkUnknown, LinkUsed
from arasha.bodies.models import Body, BodyContact, SecureLink
from arasha.bodies.queries import find_link
from arasha.ids import new_id

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, tzinfo=UTC)
END = AT + timedelta(days=30)


@pytest.fixture
def contact() -> BodyContact:
    body = Body.objects.create(code="moi", kind="ministry", level="central", name_en="Ministry", within_jurisdiction="yes")
    return add_contact(body, name="Бекзат Құрманғалиев", email="bekzat@moi.example", language="kk", at=AT)


def a_link(contact: BodyContact) -> tuple[SecureLink, str]:
    return make_link(
        purpose="inquiry", target_id=new_id(), complaint_id=new_id(), body=contact.body, contact=contact, at=AT, expires_at=END
    )


def test_a_link_is_found_by_its_token(contact: BodyContact) -> None:
    link, token = a_link(contact)
    found = find_link(token, AT)
    assert (found.pk, found.body, found.contact.name) == (link.pk, contact.body, "Бекзат Құрманғалиев")


def test_the_database_does_not_hold_the_token(contact: BodyContact) -> None:
    link, token = a_link(contact)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bodies_securelink")
        row = cursor.fetchone()
    assert len(token) >= 43
    assert token.encode() not in b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    assert bytes(link.token_hash) != token.encode()


def test_two_links_never_share_a_token(contact: BodyContact) -> None:
    assert len({a_link(contact)[1] for _ in range(50)}) == 50


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "қ" * 3000, "../.."])
def test_an_unknown_token_is_not_found(contact: BodyContact, wrong: str) -> None:
    _, token = a_link(contact)
    for attempt in (wrong, token[:-1], token.swapcase()):
        with pytest.raises(LinkUnknown) as refusal:
            find_link(attempt, AT)
    assert refusal.value.status == 404


def test_a_link_ends_with_its_term(contact: BodyContact) -> None:
    _, token = a_link(contact)
    find_link(token, END - timedelta(seconds=1))
    with pytest.raises(LinkExpired) as refusal:
        find_link(token, END)
    assert refusal.value.status == 410
    assert "expired" in str(refusal.value)


def test_a_link_is_used_once(contact: BodyContact) -> None:
    link, token = a_link(contact)
    twin = SecureLink.objects.get(pk=link.pk)  # a second tab that was opened before
    use_link(link, at=AT)
    assert link.used_at == AT
    with pytest.raises(LinkUsed):
        use_link(twin, at=AT)
    with pytest.raises(LinkUsed) as refusal:
        find_link(token, END + timedelta(days=1))
    assert refusal.value.status == 410
    assert SecureLink.objects.get(pk=link.pk).used_at == AT


def test_openings_are_counted(contact: BodyContact) -> None:
    link, token = a_link(contact)
    count_opening(link)
    count_opening(link)
    assert find_link(token, AT).opened_count == 2
