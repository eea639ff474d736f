"""Rows beside the complaints' own that were altered behind the application's back: accounts, contacts of bodies, kept letters."""

from __future__ import annotations

import pytest
from django.db import connection

from arasha import journal, letters, vault
from arasha.files import places
from arasha.letters.models import Letter
from arasha.letters.tasks import render_pdf
from arasha.people import actions as people
from arasha.people import tokens
from arasha.people.accounts import set_password
from arasha.people.models import User
from tests import office as example
from tests.office import AT, Actor

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BY = Actor("system", "tests")


@pytest.fixture
def office():
    made = example.open_office()
    example.contact_of(made.body)
    return made


def found() -> list[str]:
    return [str(problem) for problem in journal.examine().problems]


def alter(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def test_in_a_new_office_every_chain_says_something_of_the_state_of_its_rows(office):
    example.in_examination(office)
    user = office.staff["officer"]
    people.set_roles(user, ["officer", "lawyer"], at=AT, by=BY)
    set_password(user, "Synthetic-Steppe-4711", at=AT, by=BY)
    tokens.make_token(user, days=3, at=AT, by=BY)
    people.close_account(user, at=AT, by=BY)
    User.objects.filter(pk=user.pk).update(last_login=AT)
    findings = journal.examine()
    assert (findings.problems, findings.unchecked, findings.without_digest) == ([], [], 0)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_user SET roles = '[\"commissioner\"]' WHERE username = 'press'",
        "UPDATE people_user SET is_active = NOT is_active WHERE username = 'press'",
        "UPDATE people_user SET email = 'other@example.org' WHERE username = 'press'",
        "DELETE FROM people_user WHERE username = 'press'",
    ],
)
def test_an_account_altered_behind_the_application_is_named_once(office, sql):
    account = str(office.staff["press"].pk)
    alter(sql)
    problems = found()
    assert len(problems) == 1
    assert account in problems[0]


def test_an_account_and_a_token_that_nobody_made_are_found(office):
    User.objects.create_user("ghost", None, name="Ghost", office=office.office, roles=["commissioner"], joined_at=AT)
    assert ["has no journal" in problem for problem in found()] == [True]
    token, _secret = tokens.make_token(office.staff["officer"], days=3, at=AT, by=BY)
    alter("UPDATE people_accesstoken SET may_act = NOT may_act")
    assert sum(str(office.staff["officer"].pk) in problem for problem in found()) == 1
    assert token.may_act is False


def test_a_contact_altered_or_slipped_in_is_found(office):
    contact = office.body.contacts.get()
    alter("UPDATE bodies_bodycontact SET language = 'en'")
    assert [str(office.body.pk) in problem for problem in found()] == [True]
    contact.pk, contact.body = contact._meta.pk.get_default(), office.other_body
    contact.name = contact.position = contact.email = "Example"
    office.other_body.key_id = vault.create_key("body", AT)
    contact.save(force_insert=True)
    assert any(str(office.other_body.pk) in problem and "no journal" in problem for problem in found())


def test_each_letter_that_does_not_say_any_more_what_it_said_is_named(office):
    for _ in range(3):
        example.in_examination(office)
    first, second = Letter.objects.exclude(text_hash=None).order_by("pk")[:2]
    vault.forget_keys()
    for letter in (first, second):
        changed = letters.get_letter(letter.pk)
        changed.text = "Something else."
        changed.save(update_fields=["text"])
    said = [problem for problem in found() if "does not say any more" in problem]
    assert [first.number in said[0], second.number in said[1], len(said)] == [True, True, 2]


def test_a_kept_file_that_was_altered_is_named_and_an_erased_letter_is_no_alarm(office):
    complaint = example.in_examination(office)
    letter = Letter.objects.exclude(text_hash=None).order_by("pk").first()
    render_pdf(str(letter.pk))
    assert found() == []
    letter.refresh_from_db()
    path = places.kept(letter.pdf_id)
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    assert [letter.number in problem and "cannot be opened" in problem for problem in found()] == [True]
    path.write_bytes(kept)
    Letter.objects.filter(pk=letter.pk).update(pdf_hash="0" * 64)
    assert ["is not the one that was kept" in problem for problem in found()] == [True]
    vault.erase_keys([complaint.key_id, complaint.postbox_id])
    vault.forget_keys()
    assert not any("letter" in problem for problem in found())
