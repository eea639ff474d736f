"""Files as evidence: kept as they came, encrypted while they arrive, typed by content, verified when they are opened.

    blob = files.keep(upload, key_id=complaint.key_id, at=at)      `upload` is what a form's file field holds
    for piece in files.open_blob(blob): ...
    return files.download(blob, span=request.headers.get("Range"))  an answer for a browser

Names are looked up when first used, because there are no models yet when Django loads this package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arasha.files.errors import (
        CopyImpossible,
        FileDisguised,
        FileEmpty,
        FileGone,
        FileLost,
        FileNotAllowed,
        FileNotStored,
        FileRefused,
        FileTooLarge,
    )
    from arasha.files.images import shareable_copy, strip_metadata
    from arasha.files.keeping import delete, erase_content, keep, keep_bytes, open_blob, open_part, rekey, sweep
    from arasha.files.models import Blob
    from arasha.files.responses import download
    from arasha.files.uploads import StreamedUpload, received

__all__ = [
    "Blob",
    "CopyImpossible",
    "FileDisguised",
    "FileEmpty",
    "FileGone",
    "FileLost",
    "FileNotAllowed",
    "FileNotStored",
    "FileRefused",
    "FileTooLarge",
    "StreamedUpload",
    "delete",
    "download",
    "erase_content",
    "keep",
    "keep_bytes",
    "open_blob",
    "open_part",
    "received",
    "rekey",
    "shareable_copy",
    "strip_metadata",
    "sweep",
]
_MODULES = ("errors", "models", "uploads", "keeping", "responses", "images")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = vars(import_module(f"arasha.files.{module}"))
            if name in found:
                return globals().setdefault(name, found[name])
    raise AttributeError(f"arasha.files has no {name}")
