"""A plain text read for a page of ours: its address is never given to a browser to show."""

from __future__ import annotations

import codecs

from arasha.files.keeping import open_part
from arasha.files.models import Blob

MOST = 128 * 1024  # bytes shown; what is longer is for downloading


def text_of(blob: Blob, *, most: int = MOST) -> tuple[str, bool]:
    """The beginning of a text file and whether that is all of it. UTF-8, UTF-16 with its mark, else Windows-1251, never an error.

    Raises what open_part raises.
    """
    data = b"".join(open_part(blob, 0, min(blob.size, most)))
    whole = blob.size <= most
    encodings = ["utf-16"] if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8-sig"]
    for encoding in encodings:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(data, final=whole), whole
        except UnicodeDecodeError:
            continue
    return data.decode("cp1251", "replace"), whole
