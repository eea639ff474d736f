"""Copies for sharing: the picture and nothing else; the original untouched."""

from __future__ import annotations

import io
import subprocess
import sys
from uuid import UUID

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from arasha import files
from tests.files.conftest import NOON, PDF

SECRETS = [b"Aigul", b"SecretCam", b"hidden words", b"Photoshop"]


def photo(form: str) -> bytes:
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    image.paste((20, 20, 200), (0, 0, 10, 20))  # the left quarter is blue
    exif = image.getexif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "SecretCam", "Aigul", 6  # maker, artist, "turn a quarter clockwise"
    exif.get_ifd(0x8825)[2] = (43.0, 14.0, 0.0)  # latitude
    more = {"JPEG": {"comment": b"hidden words"}, "PNG": {"pnginfo": words()}, "WEBP": {"xmp": b"Photoshop"}}.get(form, {})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    image.save(out, form, exif=exif, icc_profile=profile, **more)
    return out.getvalue() + b"hidden words after the end"


def words() -> PngInfo:
    info = PngInfo()
    info.add_text("Author", "Aigul")
    info.add_itxt("XML:com.adobe.xmp", "Photoshop")
    return info


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_left(form: str) -> None:
    original = photo(form)
    assert any(secret in original for secret in SECRETS)
    copy = files.strip_metadata(original)
    assert not [secret for secret in SECRETS if secret in copy]
    with Image.open(io.BytesIO(copy)) as image:
        assert image.format == form
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "Author"} & set(image.info)
        assert image.size == (20, 40)  # turned as the metadata said
        red, blue = image.convert("RGB").getpixel((10, 35)), image.convert("RGB").getpixel((10, 3))
        assert red[0] > 150 > red[2]
        assert blue[2] > 150 > blue[0]


def test_transparency_and_palettes_survive() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (5, 5), (1, 2, 3, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(files.strip_metadata(out.getvalue()))) as image:
        assert image.convert("RGBA").getpixel((2, 2))[3] == 0
    out = io.BytesIO()
    Image.new("P", (5, 5)).save(out, "GIF", comment=b"hidden words")
    copy = files.strip_metadata(out.getvalue())
    assert copy.startswith(b"GIF8")
    assert b"hidden" not in copy


@pytest.mark.parametrize("data", [b"", PDF, b"\xff\xd8\xff\xe0 broken", photo("JPEG")[:400]])
def test_what_is_no_whole_picture_cannot_be_copied(data: bytes) -> None:
    with pytest.raises(files.CopyImpossible):
        files.strip_metadata(data)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(files.CopyImpossible):
        files.strip_metadata(photo("PNG"))


@pytest.mark.django_db
def test_the_copy_stands_beside_the_original(key: UUID) -> None:
    data = photo("JPEG")
    original = files.keep_bytes(data, "Дәлел.jpg", "image/jpeg", key_id=key, at=NOON)
    copy = files.shareable_copy(original, at=NOON)
    assert b"".join(files.open_blob(original)) == data
    assert not [secret for secret in SECRETS if secret in b"".join(files.open_blob(copy))]
    assert (copy.key_id, copy.name, copy.content_type) == (key, "Дәлел.jpg", "image/jpeg")
    assert copy.pk != original.pk
    with pytest.raises(files.CopyImpossible):
        files.shareable_copy(files.keep_bytes(PDF, "a.pdf", "application/pdf", key_id=key, at=NOON), at=NOON)


def test_a_web_process_never_loads_the_picture_library() -> None:
    code = (
        "import sys, django; django.setup(); from arasha import files; from arasha.files import uploads, responses, images;"
        "files.received(b'%PDF-1', 'a.pdf'); sys.exit('PIL.Image' in sys.modules)"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env={**__import__("os").environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        ).returncode
        == 0
    )
