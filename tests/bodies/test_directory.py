"""The directory from the rule book: loaded once or ten times, renamed, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from arasha.bodies.actions import load_directory
from arasha.bodies.models import Body, FormerName
from arasha.law import RuleBook, load_book

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, tzinfo=UTC)


@pytest.fixture(params=["kz", "paris"])
def book(request: pytest.FixtureRequest) -> RuleBook:
    return load_book(request.param)


def test_everything_of_the_profile_is_there(book: RuleBook) -> None:
    loaded = load_directory(book, at=AT)
    wanted = {body.code: body for body in book.bodies_with_regions()}
    rows = {body.code: body for body in Body.objects.select_related("parent")}
    assert loaded.added == len(wanted) == len(rows) > 10
    assert (loaded.changed, loaded.ended) == (0, 0)
    for code, body in wanted.items():
        row = rows[code]
        assert [row.name(language) for language in ("kk", "ru", "en")] == [body.name(language) for language in ("kk", "ru", "en")]
        assert (row.kind, row.level, row.region, row.within_jurisdiction) == (
            body.kind, body.level, body.region, body.within_jurisdiction,
        )  # fmt: skip
        assert (row.parent.code if row.parent else "") == body.parent


def test_loading_again_changes_nothing(book: RuleBook, django_assert_max_num_queries) -> None:
    load_directory(book, at=AT)
    with django_assert_max_num_queries(6):
        again = load_directory(book, at=AT)
    assert (again.added, again.changed, again.ended) == (0, 0, 0)
    assert not FormerName.objects.exists()


def test_a_new_name_keeps_the_old_one(book: RuleBook) -> None:
    load_directory(book, at=AT)
    first = book.bodies[0]
    renamed = replace(first, names={**first.names, "ru": "Новое имя"})
    loaded = load_directory(replace(book, bodies=(renamed, *book.bodies[1:])), at=AT)
    assert loaded.changed >= 1
    row = Body.objects.get(code=first.code)
    former = row.former_names.get()
    assert (row.name_ru, former.name_ru, former.until) == ("Новое имя", first.name("ru"), date(2026, 3, 15))


def test_a_body_that_is_gone_ends_and_stays(book: RuleBook) -> None:
    load_directory(book, at=AT)
    gone = next(body for body in book.bodies if body.level == "central" and body.valid_to is None)
    smaller = replace(book, bodies=tuple(body for body in book.bodies if body.code != gone.code))
    assert load_directory(smaller, at=AT).ended == 1
    row = Body.objects.get(code=gone.code)
    assert row.valid_to == date(2026, 3, 15)
    assert row.existed_on(date(2026, 3, 15))
    assert not row.existed_on(date(2026, 3, 16))
    assert load_directory(smaller, at=AT).ended == 0


def test_a_change_without_a_name_leaves_no_former_name(book: RuleBook) -> None:
    load_directory(book, at=AT)
    first = book.bodies[0]
    loaded = load_directory(replace(book, bodies=(replace(first, note="checked"), *book.bodies[1:])), at=AT)
    assert loaded.changed >= 1
    assert Body.objects.get(code=first.code).note == "checked"
    assert not FormerName.objects.exists()
