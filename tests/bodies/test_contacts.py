"""Who answers for a body: sealed under a key of the body."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from arasha import vault
from arasha.bodies.actions import add_contact, end_contact
from arasha.bodies.models import Body
from arasha.bodies.queries import bodies_on, body_choices, contacts_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, tzinfo=UTC)


def a_body(code: str = "moi", **fields: object) -> Body:
    values = {"kind": "ministry", "level": "central", "name_en": code, "within_jurisdiction": "yes", **fields}
    return Body.objects.create(code=code, **values)


def test_contacts_open_with_the_bodys_key_and_stand_sealed() -> None:
    body = a_body()
    first = add_contact(body, name="Гүлнәр", position="Бөлім басшысы", email="g@moi.example", language="kk", at=AT)
    key_id = Body.objects.get().key_id
    second = add_contact(Body.objects.get(), name="Ivan", email="i@moi.example", language="ru", at=AT + timedelta(minutes=1))
    assert key_id == Body.objects.get().key_id == first.key_id == second.key_id
    vault.forget_keys()
    assert [(c.name, c.position, c.email, c.language) for c in contacts_of(Body.objects.get())] == [
        ("Гүлнәр", "Бөлім басшысы", "g@moi.example", "kk"), ("Ivan", "", "i@moi.example", "ru"),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, position, email FROM bodies_bodycontact")
        stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
    assert not any(word.encode() in stored for word in ("Гүлнәр", "Ivan", "moi.example", "басшысы"))


def test_who_left_is_not_listed() -> None:
    body = a_body()
    contact = add_contact(body, name="A", email="a@x.example", language="en", at=AT)
    end_contact(contact, at=AT)
    assert contacts_of(body) == []


def test_contacts_need_a_fixed_number_of_statements(django_assert_num_queries) -> None:
    body = a_body()
    for n in range(5):
        add_contact(body, name=f"N{n}", email="", language="en", at=AT)
    vault.forget_keys()
    with django_assert_num_queries(1), django_assert_num_queries(1, using="keys"):
        assert len([contact.name for contact in contacts_of(body)]) == 5


def test_only_bodies_of_the_day_are_offered() -> None:
    a_body("old", name_kk="Ескі", valid_to=date(2026, 6, 30))
    a_body("new", name_kk="Жаңа", valid_from=date(2026, 7, 1))
    a_body("always", name_kk="", name_en="Always")
    assert body_choices(date(2026, 6, 30), "kk") == [("always", "Always"), ("old", "Ескі")]
    assert {body.code for body in bodies_on(date(2026, 7, 1))} == {"new", "always"}
    for body in Body.objects.all():
        for day in (date(2026, 6, 30), date(2026, 7, 1)):
            assert body.existed_on(day) == bodies_on(day).filter(pk=body.pk).exists()
