"""Kept files: opened with verification, moved between keys, erased, swept."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connection, transaction

from arasha import files, vault
from arasha.files import keeping, places
from tests.files.conftest import JPEG, NOON, PDF, Post, on_disk

CONTENT = JPEG + b"beaten in custody " * 20_000
pytestmark = pytest.mark.django_db


@pytest.fixture
def blob(post: Post, key: UUID) -> files.Blob:
    return files.keep(post(CONTENT, "Дәлел 1.jpg"), key_id=key, at=NOON)


def fresh(blob: files.Blob) -> files.Blob:
    vault.forget_keys()
    return files.Blob.objects.get(pk=blob.pk)


def content(blob: files.Blob) -> bytes:
    return b"".join(files.open_blob(blob))


def age(path: Path, *, hours: int) -> None:
    when = NOON.timestamp() - hours * 3600
    os.utime(path, (when, when))


def test_kept_as_it_came(blob: files.Blob, place: Path) -> None:
    import hashlib

    again = fresh(blob)
    assert content(again) == CONTENT
    assert (again.name, again.size, again.content_type, again.kept_at) == ("Дәлел 1.jpg", len(CONTENT), "image/jpeg", NOON)
    assert again.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert len(again.root) == 64
    assert on_disk(place) == [places.kept(blob.id)]


def test_neither_name_nor_fingerprint_nor_content_is_stored_in_the_clear(blob: files.Blob, place: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM files_blob")
        row = b"|".join(
            value if isinstance(value, bytes) else bytes(value) if isinstance(value, memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    for secret in ["Дәлел".encode(), blob.sha256.encode(), bytes.fromhex(blob.sha256), blob.secret["key"].encode()]:
        assert secret not in row
    assert b"custody" not in b"".join(path.read_bytes() for path in on_disk(place))


def test_an_upload_is_kept_once(post: Post, key: UUID) -> None:
    upload = post(PDF, "a.pdf")
    blob = files.keep(upload, key_id=key, at=NOON)
    with pytest.raises(ValueError, match="kept already"):
        files.keep(upload, key_id=key, at=NOON)
    upload.close()
    assert content(blob) == PDF


def test_what_the_office_made_is_kept_with_the_type_it_says(key: UUID) -> None:
    blob = files.keep_bytes(b"anything", "2026/15.pdf", "application/pdf", key_id=key, at=NOON)
    assert (blob.name, blob.content_type, content(blob)) == ("15.pdf", "application/pdf", b"anything")


def test_an_altered_cut_or_exchanged_content_does_not_open(blob: files.Blob, key: UUID) -> None:
    path = places.kept(blob.id)
    good = path.read_bytes()
    other = files.keep_bytes(CONTENT, "x", "image/jpeg", key_id=key, at=NOON)
    for forged in [
        good[:-1],
        good[:70_000],
        good + b"x",
        bytes([good[0] ^ 1]) + good[1:],
        places.kept(other.id).read_bytes(),
        b"",
    ]:
        path.write_bytes(forged)
        with pytest.raises(vault.CannotOpen):
            content(fresh(blob))
    path.write_bytes(good)
    assert content(fresh(blob)) == CONTENT


def test_a_secret_moved_to_another_row_does_not_open(blob: files.Blob, key: UUID) -> None:
    other = files.keep_bytes(CONTENT, "x", "image/jpeg", key_id=key, at=NOON)
    files.Blob.objects.filter(pk=blob.pk).update(secret=fresh(other).__dict__["secret"])
    with pytest.raises(vault.CannotOpen):
        files.open_blob(fresh(blob))


def test_a_content_that_is_missing_is_told_at_once(blob: files.Blob) -> None:
    places.kept(blob.id).unlink()
    with pytest.raises(files.FileLost):
        files.open_blob(blob)


def test_the_key_is_taken_when_opened_not_while_streaming(blob: files.Blob) -> None:
    pieces = files.open_blob(fresh(blob))
    vault.forget_keys()
    with patch.object(vault.keyring, "_unlocked", side_effect=AssertionError("asked again")):
        assert b"".join(pieces) == CONTENT


def test_moving_to_another_key(blob: files.Blob, key: UUID) -> None:
    complaint = vault.create_key("complaint", NOON)
    before = places.kept(blob.id).read_bytes()
    files.rekey(fresh(blob), key_id=complaint)
    vault.erase_keys([key])
    again = fresh(blob)
    assert (again.key_id, again.name, content(again)) == (complaint, "Дәлел 1.jpg", CONTENT)
    assert places.kept(blob.id).read_bytes() == before


def test_a_drafts_file_becomes_the_complaints(post: Post, key: UUID) -> None:
    draft, token = UUID(int=7), vault.new_token()
    vault.add_key(draft, vault.key_of_token(token))
    blob = files.keep(post(PDF, "a.pdf"), key_id=draft, at=NOON)
    with pytest.raises(vault.KeyErased):
        files.open_blob(fresh(blob))
    vault.add_key(draft, vault.key_of_token(token))
    files.rekey(blob, key_id=key)
    assert content(fresh(blob)) == PDF


def test_erasing_the_key_erases_the_file(blob: files.Blob, key: UUID) -> None:
    vault.erase_keys([key])
    with pytest.raises(vault.KeyErased):
        files.open_blob(fresh(blob))


def test_erasing_the_content_keeps_the_figures(blob: files.Blob, place: Path) -> None:
    assert not fresh(blob).erased
    for _ in range(2):
        files.erase_content(blob)
        again = fresh(blob)
        assert again.erased
        assert (again.size, again.content_type, again.name) == (len(CONTENT), "image/jpeg", None)
        with pytest.raises(files.FileGone):
            files.open_blob(again)
        with pytest.raises(files.FileGone):
            again.sha256  # noqa: B018
    with pytest.raises(files.FileGone):
        files.rekey(again, key_id=blob.key_id)
    assert on_disk(place) == []


@pytest.mark.django_db(transaction=True)
def test_deleting_follows_the_transaction(blob: files.Blob, place: Path) -> None:
    with transaction.atomic():
        files.delete(files.Blob.objects.get(pk=blob.pk))
        transaction.set_rollback(True)
    assert content(fresh(blob)) == CONTENT
    files.delete(fresh(blob))
    assert on_disk(place) == []
    assert not files.Blob.objects.exists()


def test_the_content_is_durable_before_the_row(post: Post, key: UUID) -> None:
    upload = post(PDF, "a.pdf")
    order = []
    with (
        patch.object(places, "sync_folder", side_effect=lambda folder: order.append("synced")),
        patch.object(files.Blob, "save", side_effect=lambda **kwargs: order.append("row")),
    ):
        files.keep(upload, key_id=key, at=NOON)
    assert order[-2:] == ["synced", "row"]


def test_the_sweep_removes_what_no_row_will_know(blob: files.Blob, post: Post, key: UUID, place: Path) -> None:
    arriving, stale = post(PDF, "a.pdf"), post(PDF, "b.pdf")
    rolled_back = files.keep_bytes(PDF, "c", "application/pdf", key_id=key, at=NOON)
    just_now = files.keep_bytes(PDF, "d", "application/pdf", key_id=key, at=NOON)
    files.Blob.objects.filter(pk__in=[rolled_back.pk, just_now.pk]).delete()
    for path, hours in [(places.kept(blob.id), 99), (stale.content.path, 2), (places.kept(rolled_back.id), 2)]:
        age(path, hours=hours)
    for path in [arriving.content.path, places.kept(just_now.id)]:
        age(path, hours=0)
    stranger = place / "files" / "kept" / blob.id.hex[-2:] / "README"
    stranger.write_text("not ours")
    age(stranger, hours=99)
    assert files.sweep(at=NOON) == 2
    assert set(on_disk(place)) == {places.kept(blob.id), arriving.content.path, places.kept(just_now.id), stranger}
    assert files.sweep(at=NOON + timedelta(hours=2)) == 2


def test_the_sweep_spares_a_house_whose_database_is_empty(blob: files.Blob, place: Path) -> None:
    age(places.kept(blob.id), hours=99)
    files.Blob.objects.all().delete()
    assert files.sweep(at=NOON) == 0
    assert len(on_disk(place)) == 1


def test_a_sweep_before_the_first_file_finds_nothing() -> None:
    assert files.sweep(at=NOON) == 0
    assert timedelta(hours=1) == keeping.ABANDONED
