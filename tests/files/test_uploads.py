"""Receiving files: encrypted as they stream, limited, cleaned away when nobody keeps them."""

from __future__ import annotations

import gc
import io
import itertools
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django import forms
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory

from arasha import files
from arasha.files import uploads
from tests.files.conftest import JPEG, NOON, PDF, Post, on_disk

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
MARK = b"Marked-word-Tanbaly-soz-77 "


class Body(io.RawIOBase):
    """A request body made while it is read: a browser sending `size` bytes of marked text behind a picture's head."""

    def __init__(self, size: int, breaks_at: int | None = None) -> None:
        head = (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + JPEG
        )
        tail = b"\r\n--b--\r\n"
        self.length = len(head) + size + len(tail)
        self.parts = itertools.chain([head], self.middle(size, breaks_at), [tail])
        self.held = b""

    def middle(self, size: int, breaks_at: int | None) -> Iterator[bytes]:
        piece = (MARK * (100_000 // len(MARK) + 1))[:100_000]
        for sent in range(0, size, len(piece)):
            if breaks_at is not None and sent >= breaks_at:
                raise OSError("connection reset")
            yield piece[: size - sent]

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        while len(self.held) < count and (part := next(self.parts, b"")):
            self.held += part
        given, self.held = self.held[:count], self.held[count:]
        return given


def streamed(size: int, **more: Any) -> WSGIRequest:
    body = Body(size, **more)
    return WSGIRequest(
        {
            **RequestFactory()._base_environ(),
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )


def test_twenty_megabytes_leave_no_clear_byte_on_the_disk_even_while_they_arrive(place: Path) -> None:
    seen = []

    class Watched(uploads.Sniffer):
        def feed(self, data: bytes) -> None:
            super().feed(data)
            if len(seen) % 100 == 0:  # looked at in the middle, too
                seen.append([path for path in on_disk(place) if MARK in path.read_bytes()])
            else:
                seen.append([])

    with patch.object(uploads, "Sniffer", Watched):
        upload = streamed(20 * MB).FILES["file"]
    assert upload.size == 20 * MB + len(JPEG)
    assert upload.refusal is None
    assert upload.content_type == "image/jpeg"
    assert len(seen) > 200
    assert not any(seen)
    (path,) = on_disk(place)
    assert path.stat().st_size > 20 * MB
    assert MARK not in path.read_bytes()


def test_memory_does_not_grow_with_the_file() -> None:
    def peak_of(size: int) -> int:
        gc.collect()
        tracemalloc.start()
        upload = streamed(size).FILES["file"]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert upload.size > size
        return peak

    peak_of(MB)
    assert peak_of(24 * MB) < peak_of(4 * MB) + MB // 2
    assert peak_of(24 * MB) < 3 * MB


def test_the_arrived_content_lies_encrypted_under_an_owner_only_name(post: Post, place: Path) -> None:
    upload = post(JPEG + MARK * 10_000)
    (path,) = on_disk(place)
    assert path.parent == place / "files" / "incoming"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert MARK not in path.read_bytes()
    assert upload.name == "photo.jpg"


def test_a_form_takes_it_like_any_file(post: Post) -> None:
    class Form(forms.Form):
        file = forms.FileField(max_length=200)

    form = Form({}, {"file": post(PDF, "letter.pdf", "text/html")})
    assert form.is_valid()
    assert form.cleaned_data["file"].content_type == "application/pdf"
    form = Form({}, {"file": post(b"", "letter.pdf")})
    assert not form.is_valid()
    assert not Form({}, {}).is_valid()


def test_too_large_is_read_to_the_end_but_not_stored(post: Post, place: Path, settings: Any, key: UUID) -> None:
    settings.MAX_FILE_SIZE = MB
    request = streamed(3 * MB)
    upload = request.FILES["file"]
    assert upload.too_large
    assert upload.size == 3 * MB + len(JPEG)
    assert on_disk(place) == []
    with pytest.raises(files.FileTooLarge, match="1 MB"):
        files.keep(upload, key_id=key, at=NOON)
    assert not post(JPEG.ljust(MB, b"x")).too_large
    assert post(JPEG.ljust(MB + 1, b"x")).too_large


def test_a_disguised_file_is_refused_with_its_reason(post: Post, key: UUID) -> None:
    upload = post(b"MZ\x90\x00" + b"\0" * 400, "holiday.jpg", "image/jpeg")
    assert upload.disguised
    assert upload.content_type == ""
    with pytest.raises(files.FileDisguised):
        files.keep(upload, key_id=key, at=NOON)


def test_an_empty_file_is_refused(post: Post, key: UUID, place: Path) -> None:
    with pytest.raises(files.FileEmpty):
        files.keep(post(b""), key_id=key, at=NOON)
    assert on_disk(place) == []


def test_what_nobody_keeps_goes_with_the_request(place: Path) -> None:
    request = streamed(MB)
    upload = request.FILES["file"]
    assert len(on_disk(place)) == 1
    request.close()
    assert on_disk(place) == []
    with pytest.raises(ValueError, match="request is over"):
        files.keep(upload, key_id=UUID(int=1), at=NOON)


def test_what_nobody_closes_goes_with_the_memory(place: Path) -> None:
    upload = streamed(MB).FILES["file"]
    assert upload.size > MB
    del upload
    gc.collect()
    assert on_disk(place) == []


def test_a_broken_connection_leaves_nothing(place: Path) -> None:
    request = streamed(5 * MB, breaks_at=2 * MB)
    with pytest.raises(UnreadablePostError):
        request.FILES  # noqa: B018
    del request
    gc.collect()
    assert on_disk(place) == []


def test_a_full_disk_is_told_and_loses_nothing_else(post: Post, place: Path, key: UUID) -> None:
    with patch.object(os, "fsync", side_effect=OSError(28, "No space left on device")):
        upload = post(JPEG + b"x" * 1000)
    with pytest.raises(files.FileNotStored):
        files.keep(upload, key_id=key, at=NOON)
    assert on_disk(place) == []


def test_several_files_of_one_form_are_apart(key: UUID) -> None:
    request = RequestFactory().post(
        "/", {"a": named("a.txt", b"first"), "b": named("b.txt", b"second"), "c": [named("c.txt", b"third") for _ in range(2)]}
    )
    kept = [files.keep(one, key_id=key, at=NOON) for name in "abc" for one in request.FILES.getlist(name)]
    assert [b"".join(files.open_blob(blob)) for blob in kept] == [b"first", b"second", b"third", b"third"]
    assert [blob.name for blob in kept] == ["a.txt", "b.txt", "c.txt", "c.txt"]


@pytest.mark.parametrize("name", ["../../evil.jpg", "фото\u202egpj.exe.jpg", "ж" * 400 + ".jpg", "a;b=c.jpg", "%00.jpg"])
def test_no_name_breaks_the_door(post: Post, name: str) -> None:
    upload = post(JPEG, name)
    assert upload.refusal is None
    assert upload.name
    assert "/" not in upload.name


def test_bytes_may_arrive_without_a_browser(key: UUID) -> None:
    upload = files.received(PDF, "../post.pdf")
    assert (upload.name, upload.content_type, upload.size) == ("post.pdf", "application/pdf", len(PDF))
    assert b"".join(files.open_blob(files.keep(upload, key_id=key, at=NOON))) == PDF


def named(name: str, data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file
