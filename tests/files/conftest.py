from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from arasha import files, vault

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
PDF = b"%PDF-1.7\n"
Post = Callable[..., files.StreamedUpload]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files, and a folder for temporary files, of this test only."""
    settings.FILES = tmp_path / "files"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture
def key(db) -> UUID:
    return vault.create_key("complaint", NOON)


@pytest.fixture
def post() -> Post:
    """Send a file as a browser does; answers what the view would find."""

    def send(data: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> files.StreamedUpload:
        request = RequestFactory().post("/", {"text": "typed", "file": SimpleUploadedFile(name, data, content_type)})
        assert request.POST["text"] == "typed"
        return request.FILES["file"]

    return send


def on_disk(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def zipped(*names: str, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return out.getvalue()
