"""The master key: one file outside every database, from which all other secrets of an office derive.

Needs no Django set up: the settings themselves ask here for Django's secret.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from arasha.vault.errors import MasterKeyExposed, MasterKeyMissing, MasterKeyWrong

FILE_NAME = "master.key"
KEY_STORE_NAME = "keystore.sqlite3"
KEY_BYTES = 32
_HEADER = "arasha-master-key-1:"


def django_secret(keys_dir: Path) -> str:
    """Django's SECRET_KEY of this office (86 characters). Makes the master key on the first run.

    Raises MasterKeyMissing, MasterKeyExposed, MasterKeyWrong.
    """
    return base64.urlsafe_b64encode(derive_secret(keys_dir, "django", 64)).decode().rstrip("=")


@lru_cache(maxsize=256)
def derive_secret(keys_dir: Path, purpose: str, length: int = KEY_BYTES) -> bytes:
    """A secret of `length` bytes for one purpose (HKDF-SHA256, RFC 5869, of the master key); kept for the life of the process."""
    return HKDF(SHA256(), length, salt=None, info=b"arasha " + purpose.encode()).derive(master_key(keys_dir))


@lru_cache(maxsize=4)
def master_key(keys_dir: Path) -> bytes:
    """The 32 bytes of the master key, read once in the life of a process; made when this is an office's first run.

    Raises MasterKeyMissing, MasterKeyExposed, MasterKeyWrong.
    """
    path = Path(keys_dir) / FILE_NAME
    if not path.exists():
        _make(path)
    return _read(path)


def exposure(path: Path) -> str:
    """What is wrong with the rights on a secret file or folder, or "" (POSIX only: elsewhere the rights are not in the mode)."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name != "posix" or not mode & 0o077:
        return ""
    return f"{path} may be read or changed by others than its owner (mode {mode:04o})."


def _read(path: Path) -> bytes:
    if wrong := exposure(path):
        raise MasterKeyExposed(f"{wrong} Say: chmod 600 {path}")
    try:
        text = path.read_text("ascii").strip()
        key = base64.b64decode(text.removeprefix(_HEADER), altchars=b"-_", validate=True)
    except OSError as error:
        raise MasterKeyMissing(f"The master key {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, binascii.Error):
        text, key = "", b""
    if not text.startswith(_HEADER) or len(key) != KEY_BYTES:
        raise MasterKeyWrong(f"{path} is not a whole master key. Put back the copy that was kept apart.")
    return key


def _make(path: Path) -> None:
    """Write a new key under another name and link it into place: whoever comes second finds a whole file and takes that one."""
    if (path.parent / KEY_STORE_NAME).exists():
        raise MasterKeyMissing(
            f"{path} is missing, but the key store beside it opens only with it. Put back the copy that was kept apart."
        )
    draft = path.with_name(f".{FILE_NAME}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(draft)
        with suppress(FileExistsError):
            os.link(draft, path)
        sync_folder(path.parent)
    except OSError as error:
        raise MasterKeyMissing(f"There is no master key {path}, and none can be made there: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path) -> None:
    line = _HEADER + base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (a file's own fsync does not)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
