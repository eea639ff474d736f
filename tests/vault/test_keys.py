"""The key store: what is wrapped by what, what loading costs, what erasing leaves."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from arasha import vault
from arasha.vault import keys as key_store
from arasha.vault.models import Key
from tests.vault.rows import NOON

PLACE = "rows_row.text:1"
pytestmark = pytest.mark.django_db


def statements() -> CaptureQueriesContext:
    return CaptureQueriesContext(connections["keys"])


def work(captured: CaptureQueriesContext) -> list[str]:
    """The statements without the brackets of a transaction."""
    return [one["sql"] for one in captured if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA"))]


def test_a_key_opens_what_it_sealed_after_being_forgotten(key: UUID) -> None:
    sealed = vault.seal(key, b"beaten in custody", place=PLACE)
    vault.forget_keys()
    assert vault.open_sealed(sealed, place=PLACE) == b"beaten in custody"


def test_the_store_never_holds_a_raw_key(key: UUID) -> None:
    raw = vault.raw_key(key)
    row = Key.objects.get(pk=key)
    assert len(raw) == 32
    assert len(bytes(row.wrapped)) == 40
    assert raw not in bytes(row.wrapped)


def test_many_keys_load_in_one_statement_and_known_ones_in_none() -> None:
    ids = vault.create_keys("complaint", 50, NOON)
    vault.forget_keys()
    with statements() as captured:
        vault.load_keys(ids)
    assert len(work(captured)) == 1
    with statements() as captured:
        vault.load_keys(ids)
        vault.open_sealed(vault.seal(ids[7], b"x", place=PLACE), place=PLACE)
    assert not captured


def test_an_unknown_key_counts_as_erased_and_is_asked_for_once() -> None:
    unknown = uuid4()
    with pytest.raises(vault.KeyErased):
        vault.seal(unknown, b"x", place=PLACE)
    with statements() as captured, pytest.raises(vault.KeyErased):
        vault.raw_key(unknown)
    assert not captured


def test_all_keys_of_a_complaint_cost_one_write() -> None:
    vault.create_key("warm", NOON)
    with statements() as captured:
        keys = vault.create_complaint_keys(vault.derive(vault.new_code()), with_person=True, at=NOON)
    assert [sql.split()[0] for sql in work(captured)] == ["INSERT"]
    assert dict(Key.objects.filter(pk__in=keys).values_list("purpose", "under_id")) == {
        "complaint": None,
        "postbox": keys.complaint,
        "person": None,
    }
    assert vault.create_complaint_keys(None, at=NOON).person is None


def test_erased_is_erased_and_the_day_is_told(key: UUID) -> None:
    sealed = vault.seal(key, b"x", place=PLACE)
    vault.erase_keys([key])
    for _ in range(2):
        with pytest.raises(vault.KeyErased):
            vault.open_sealed(sealed, place=PLACE)
        vault.forget_keys()
    assert vault.existing_keys([key]) == set()
    vault.erase_keys([key])  # gone already: passed over
    assert vault.final_on(NOON) == date(2026, 12, 24)


def test_the_day_of_erasure_is_the_offices_day() -> None:
    late = NOON.replace(hour=21)  # two in the morning of the 25th in Almaty
    assert vault.final_on(late) == date(2026, 12, 25)


def test_erasing_a_complaint_erases_its_postbox_whoever_has_the_code() -> None:
    derived = vault.derive(vault.new_code())
    keys = vault.create_complaint_keys(derived, with_person=True, at=NOON)
    vault.erase_keys([keys.complaint])
    vault.forget_keys()
    with pytest.raises(vault.KeyErased):
        vault.open_postbox_with_code(keys.postbox, derived)
    with pytest.raises(vault.KeyErased):
        vault.open_postbox_with_key(keys.postbox)
    assert vault.existing_keys(keys) == {keys.person}


def test_a_wrong_master_key_is_named_before_anything_fails_to_open(key: UUID, other_office: Path) -> None:
    vault.forget_keys()
    with pytest.raises(vault.MasterKeyWrong, match="not the one"):
        vault.load_keys([key])


def test_keys_of_two_master_keys_never_mix(key: UUID, other_office: Path) -> None:
    key_store._stores_met.clear()
    with pytest.raises(vault.MasterKeyWrong, match="Put back the copy"):
        vault.create_key("complaint", NOON)
    assert Key.objects.count() == 1


def test_an_altered_wrapped_key_does_not_open(key: UUID) -> None:
    wrapped = bytearray(Key.objects.get(pk=key).wrapped)
    wrapped[20] ^= 1
    Key.objects.filter(pk=key).update(wrapped=bytes(wrapped))
    vault.forget_keys()
    with pytest.raises(vault.CannotOpen):
        vault.load_keys([key])


def test_the_wrapped_key_of_one_row_in_another_opens_nothing_sealed_with_that_one(key: UUID) -> None:
    other = vault.create_key("complaint", NOON)
    sealed = vault.seal(key, b"x", place=PLACE)
    Key.objects.filter(pk=key).update(wrapped=Key.objects.get(pk=other).wrapped)
    vault.forget_keys()
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(sealed, place=PLACE)


def test_the_keyring_of_one_thread_is_not_another_ones(key: UUID) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from arasha.vault import keyring

    with ThreadPoolExecutor(1) as pool:
        assert keyring.knows(key)
        assert pool.submit(keyring.knows, key).result() is False


@pytest.mark.django_db(transaction=True)
def test_an_erased_key_is_gone_from_the_disk_too() -> None:
    if connections["keys"].vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the bytes of a deleted row until its page is reused: docs/security.md")
    derived = vault.derive(vault.new_code())
    keys = vault.create_complaint_keys(derived, at=NOON)
    rows = Key.objects.filter(pk__in=[keys.complaint, keys.postbox])
    wrapped = [bytes(value) for row in rows for value in (row.wrapped, row.code_wrapped) if value is not None]
    place = Path(connections["keys"].settings_dict["NAME"])

    def on_disk() -> bytes:
        os.sync()
        return b"".join(part.read_bytes() for part in place.parent.glob(place.name + "*"))

    assert all(value in on_disk() for value in wrapped)
    assert len(wrapped) == 3
    vault.erase_keys(keys[:1])
    assert not [value for value in wrapped if value in on_disk()]
    assert settings.KEY_BACKUP_DAYS == 30
