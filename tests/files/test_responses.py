"""A file given to a browser: never run, never guessed, named as its content is."""

from __future__ import annotations

from uuid import UUID

import pytest

from arasha import files, vault
from arasha.files import places
from tests.files.conftest import JPEG, NOON, PDF

pytestmark = pytest.mark.django_db


def kept(key: UUID, data: bytes, name: str, kind: str) -> files.Blob:
    return files.keep_bytes(data, name, kind, key_id=key, at=NOON)


def test_a_download(key: UUID) -> None:
    response = files.download(kept(key, JPEG * 30_000, "Дәлел „1“.png", "image/jpeg"))
    vault.forget_keys()  # the middleware does so before the answer is sent
    assert b"".join(response.streaming_content) == JPEG * 30_000
    assert response["Content-Length"] == str(len(JPEG) * 30_000)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    header = response["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert header.endswith(".png.jpg")
    assert header.isascii()


@pytest.mark.parametrize(
    ("kind", "shown", "sandboxed"),
    [
        ("image/jpeg", True, True),
        ("application/pdf", True, False),
        ("text/plain", False, True),
        ("image/svg+xml", False, True),
        ("text/html", False, True),
        ("video/mp4", True, True),
        ("audio/ogg", True, True),
        ("application/msword", False, True),
    ],
)
def test_only_pictures_recordings_and_pdf_are_shown_inside(key: UUID, kind: str, shown: bool, sandboxed: bool) -> None:
    response = files.download(kept(key, PDF, "a", kind), inline=True)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert ("sandbox" in response["Content-Security-Policy"]) is sandboxed


def test_what_cannot_be_opened_is_told_before_the_answer_begins(key: UUID) -> None:
    blob = kept(key, PDF, "a.pdf", "application/pdf")
    places.kept(blob.id).write_bytes(b"altered" * 9)
    with pytest.raises(vault.CannotOpen):
        files.download(blob)
    files.erase_content(blob)
    with pytest.raises(files.FileGone):
        files.download(blob)


def test_a_name_cannot_write_headers(key: UUID) -> None:
    header = files.download(kept(key, PDF, 'a"\r\nX-Evil: 1.pdf', "application/pdf"))["Content-Disposition"]
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') in {0, 2}


def test_a_closed_answer_lets_go_of_the_file(key: UUID) -> None:
    blob = kept(key, JPEG * 30_000, "a.jpg", "image/jpeg")
    response = files.download(blob)
    next(response.streaming_content)
    response.close()
    assert list(response.streaming_content) == []
