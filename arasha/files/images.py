"""Copies of pictures that tell nothing but the picture: without place, camera, date, author, thumbnail, hidden data."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from arasha.files.errors import CopyImpossible
from arasha.files.keeping import keep_bytes, open_blob
from arasha.files.models import Blob

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
JPEG_QUALITY = 90


def shareable_copy(blob: Blob, *, at: datetime) -> Blob:
    """A second file beside the original, without metadata, under the same key. The original is not touched. For a job: it reads
    the picture into memory. Raises CopyImpossible, and what open_blob raises."""
    if blob.content_type not in FORMATS:
        raise CopyImpossible
    data = strip_metadata(b"".join(open_blob(blob)))
    return keep_bytes(data, str(blob.name), blob.content_type, key_id=blob.key_id, at=at)


def strip_metadata(data: bytes) -> bytes:
    """The picture drawn anew in its own format (JPEG at quality 90): turned as its metadata said, colours as sRGB, nothing else kept.

    Of an animation the first picture. Raises CopyImpossible (no JPEG, PNG, WebP or GIF; damaged; more than 180 million points).
    """
    from PIL import Image, ImageOps  # heavy, and wanted in jobs only

    try:
        with Image.open(BytesIO(data), formats=tuple(FORMATS.values())) as image:
            kind = image.format
            clean = _as_srgb(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CopyImpossible from error
    clean.info = {}
    out = BytesIO()
    clean.save(out, format=kind, quality=JPEG_QUALITY)
    return out.getvalue()


A4 = (7.3, 10.7)  # inches between the margins
MOST_POINTS = 2200  # of the longer side of a picture that is for reading


def as_pdf_page(data: bytes) -> bytes:
    """The picture as one page of a PDF, not larger than a sheet of A4, scaled down for reading and without metadata.

    Of an animation the first picture. For a job. Raises CopyImpossible.
    """
    from PIL import Image

    clean = strip_metadata(data)
    with Image.open(BytesIO(clean)) as image:
        picture = image.convert("RGBA") if image.mode in {"P", "LA", "PA"} else image.copy()
    if picture.mode == "RGBA":
        sheet = Image.new("RGB", picture.size, "white")
        sheet.paste(picture, mask=picture.getchannel("A"))
        picture = sheet
    picture.thumbnail((MOST_POINTS, MOST_POINTS))
    out = BytesIO()
    dots = max(picture.width / A4[0], picture.height / A4[1], 72)
    picture.convert("RGB").save(out, format="PDF", resolution=dots, quality=85)
    return out.getvalue()


def _as_srgb(image: Image) -> Image:
    """Colours that look the same without the profile, which names the camera."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if profile and image.mode in {"RGB", "RGBA"}:
        try:
            made = ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"))
        except ImageCms.PyCMSError:
            return image.copy()  # a broken profile: the numbers as they are
        return made or image
    return image.copy()
