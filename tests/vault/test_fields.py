"""Sealed model fields: encrypted in the database, lazy when read, never written or searched in the clear."""

from __future__ import annotations

import pickle
from io import StringIO
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.core import serializers
from django.db import connection, models, transaction
from django.db.migrations.writer import MigrationWriter

from arasha import vault
from arasha.vault import fields
from tests.vault.rows import NOON, Numbered, Row

pytestmark = pytest.mark.django_db
STORY = "Мені ұрды, в камере, at night — „сөз“ 😶"


def stored(row: Row, column: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM rows_row WHERE id = %s", [Row._meta.pk.get_db_prep_value(row.pk, connection)])
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


def fresh(row: Row) -> Row:
    vault.forget_keys()
    return Row.objects.get(pk=row.pk)


@pytest.fixture
def row(rows: Any, key: UUID) -> Row:
    return rows.create(key_id=key, text=STORY, answers={"what": STORY, "when": None, "n": [1, 2.5, True]})


def test_clear_on_the_way_in_and_out_and_sealed_in_between(row: Row) -> None:
    again = fresh(row)
    assert (again.text, again.answers["what"], again.answers["n"], again.note) == (STORY, STORY, [1, 2.5, True], None)
    for column in ["text", "answers"]:
        value = stored(row, column)
        assert value[:1] == b"\x01"
        assert STORY.encode() not in value
        assert vault.open_sealed(value, place=f"rows_row.{column}:{row.pk}")


def test_a_field_nobody_reads_is_never_opened(row: Row) -> None:
    with patch.object(fields, "open_sealed", side_effect=AssertionError("opened")):
        again = fresh(row)
        again.clear = "moved on"
        again.save()
        again.refresh_from_db()
        again.clear = "and on"
        again.save(update_fields=["clear"])
    assert fresh(row).text == STORY


def test_saving_an_unread_field_writes_the_very_same_bytes(row: Row) -> None:
    before = stored(row, "text")
    fresh(row).save()
    assert stored(row, "text") == before


def test_assigning_seals_anew(row: Row) -> None:
    before = stored(row, "text")
    again = fresh(row)
    again.text = "other"
    again.save(update_fields=["text"])
    assert stored(row, "text") != before
    assert fresh(row).text == "other"


def test_changing_json_in_place_is_saved(row: Row) -> None:
    again = fresh(row)
    again.answers["what"] = "more"
    again.save()
    assert fresh(row).answers["what"] == "more"


def test_refresh_gives_what_the_database_has(row: Row) -> None:
    other = fresh(row)
    other.text = "meanwhile"
    other.save()
    row.refresh_from_db()
    assert row.text == "meanwhile"
    row.text = "not saved"
    row.refresh_from_db(fields=["text"])
    assert row.text == "meanwhile"


def test_deferred_fields_are_fetched_when_read(row: Row) -> None:
    vault.forget_keys()
    for found in [Row.objects.defer("text").get(pk=row.pk), Row.objects.only("clear").get(pk=row.pk)]:
        assert "text" in found.get_deferred_fields()
        assert found.text == STORY
        assert "text" not in found.get_deferred_fields()


def test_saving_with_a_deferred_field_leaves_it_alone(row: Row) -> None:
    before = stored(row, "text")
    found = Row.objects.defer("text").get(pk=row.pk)
    found.clear = "x"
    found.save()
    assert stored(row, "text") == before


def test_bulk_create_seals(rows: Any, key: UUID) -> None:
    made = rows.bulk_create([Row(key_id=key, text=f"{STORY} {n}") for n in range(3)])
    assert [fresh(one).text for one in made] == [f"{STORY} {n}" for n in range(3)]
    assert all(STORY.encode() not in stored(one, "text") for one in made)


def test_values_gives_sealed_bytes(row: Row) -> None:
    value = Row.objects.filter(pk=row.pk).values_list("text", flat=True)[0]
    assert isinstance(value, bytes)
    assert vault.open_sealed(value, place=f"rows_row.text:{row.pk}").decode() == STORY


def test_clear_values_are_neither_searched_for_nor_updated(row: Row) -> None:
    for attempt in [
        lambda: list(Row.objects.filter(text=STORY)),
        lambda: list(Row.objects.filter(answers={"what": STORY})),
        lambda: list(Row.objects.filter(text__in=[STORY])),
        lambda: Row.objects.filter(pk=row.pk).update(text="clear"),
        lambda: Row.objects.bulk_update([row], ["text"]),
    ]:
        with pytest.raises(TypeError, match="sealed"), transaction.atomic():
            attempt()
    assert fresh(row).text == STORY


def test_being_empty_may_be_asked_and_written(row: Row) -> None:
    assert Row.objects.filter(note=None).exists()
    assert Row.objects.filter(answers__isnull=False).exists()
    Row.objects.filter(pk=row.pk).update(answers=None)
    assert fresh(row).answers is None


def test_a_value_moved_to_another_row_or_column_does_not_open(row: Row, key: UUID) -> None:
    other = Row.objects.create(key_id=key, text="mine")
    Row.objects.filter(pk=other.pk).update(text=models.F("text"), note=fields.SealedBytes(stored(row, "text")))
    Row.objects.filter(pk=other.pk).update(text=fields.SealedBytes(stored(row, "text")))
    moved = fresh(other)
    for name in ["text", "note"]:
        with pytest.raises(vault.CannotOpen):
            getattr(moved, name)


def test_a_value_altered_in_the_database_does_not_open(row: Row) -> None:
    value = bytearray(stored(row, "text"))
    value[-1] ^= 1
    Row.objects.filter(pk=row.pk).update(text=fields.SealedBytes(value))
    with pytest.raises(vault.CannotOpen):
        fresh(row).text  # noqa: B018


def test_a_copied_row_with_unread_values_is_refused_rather_than_lost(row: Row) -> None:
    twin = fresh(row)
    twin.pk, twin._state.adding = uuid4(), True
    with pytest.raises(vault.CannotOpen), transaction.atomic():
        twin.save()
    assert Row.objects.count() == 1


def test_after_erasure_the_row_can_be_handled_but_not_read(row: Row, key: UUID) -> None:
    vault.erase_keys([key])
    again = fresh(row)
    again.clear = "erased"
    again.save()
    again.refresh_from_db()
    assert again.clear == "erased"
    with pytest.raises(vault.KeyErased):
        again.text  # noqa: B018
    with pytest.raises(vault.KeyErased):
        Row.objects.create(key_id=key, text="too late")


def test_another_attribute_may_name_the_key(rows: Any, key: UUID) -> None:
    keys = vault.create_complaint_keys(vault.derive(vault.new_code()), at=NOON)
    row = rows.create(key_id=key, box_id=str(keys.postbox), text="t", boxed="for the complainant")
    assert UUID(bytes=stored(row, "boxed")[1:17]) == keys.postbox
    assert fresh(row).boxed == "for the complainant"


def test_without_a_key_or_an_identifier_nothing_is_saved(rows: Any, key: UUID) -> None:
    with pytest.raises(vault.VaultError, match="key_id is empty"):
        rows.create(text="x")
    with pytest.raises(vault.VaultError, match="identifier"):
        Numbered.objects.create(key_id=key, text="x")


def test_only_text_is_text_and_only_json_is_json(rows: Any, key: UUID) -> None:
    for wrong in [b"bytes", 7, {"a": 1}]:
        with pytest.raises(TypeError, match="takes text"):
            rows.create(key_id=key, text=wrong)
    for wrong in [NOON, {1, 2}, float("nan")]:
        with pytest.raises((TypeError, ValueError)):
            rows.create(key_id=key, text="x", answers={"x": wrong})


def test_empty_text_is_a_value_of_its_own(rows: Any, key: UUID) -> None:
    row = rows.create(key_id=key)
    assert fresh(row).text == ""
    assert len(stored(row, "text")) == 45


def test_an_identifier_given_as_text_is_the_same_place(rows: Any, key: UUID) -> None:
    row = Row(pk=str(uuid4()).upper(), key_id=str(key), text=STORY)
    row.save(force_insert=True)
    assert fresh(row).text == STORY


def test_dumps_hold_no_clear_text(row: Row) -> None:
    for one in [fresh(row), row]:
        assert one.text == STORY  # opened before it is dumped
        out = StringIO()
        for form in ["json", "xml"]:
            serializers.serialize(form, [one], stream=out)
        assert "ұрды" not in out.getvalue()
        assert "\\u04b1" not in out.getvalue()


def test_a_pickled_row_stays_sealed(row: Row) -> None:
    sealed = fresh(row)
    assert pickle.loads(pickle.dumps(sealed.__getstate__()))["text"] == stored(row, "text")
    assert STORY.encode() not in pickle.dumps(sealed.__getstate__())


def test_migrations_know_the_field_by_its_name_and_key() -> None:
    text, _ = MigrationWriter.serialize(Row._meta.get_field("boxed"))
    assert text == "arasha.vault.fields.SealedText(key='box_id', null=True)"
    text, _ = MigrationWriter.serialize(Row._meta.get_field("text"))
    assert text == "arasha.vault.fields.SealedText()"


def test_system_checks_accept_the_fields() -> None:
    assert [problem for field in Row._meta.fields for problem in field.check()] == []
    assert fields.SealedText(default="").check()[1:] == []
