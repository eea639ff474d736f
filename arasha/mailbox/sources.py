"""Where messages come from: one IMAP account, or a folder of .eml files. A message is marked as fetched only once it is on disk."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from arasha.errors import BadRequest
from arasha.mailbox.actions import keep_mail
from arasha.people.models import Office

KEPT = "ArashaKept"  # a keyword of ours: what a person read in their mail program is not taken for fetched
MOST = 200  # messages in one go
HEADERS = 64 * 1024  # bytes looked at of a file that is too large
_HERE = {"127.0.0.1", "::1", "localhost"}


class MailNotConfigured(BadRequest):
    """The settings name no place where mail comes from, or none that may be used."""

    message = _("No mail is fetched: set ARASHA_IMAP_URL or ARASHA_MAIL_FOLDER (docs/install.md says how).")


@dataclass(frozen=True)
class Arrived:
    """A message before us. `raw` is whole, or the headers of one above the limit; `done` marks it as fetched."""

    raw: bytes
    size: int
    whole: bool
    done: Callable[[], object]


def fetch_mail(*, at: datetime) -> tuple[int, int]:
    """Fetch what is new from the configured place; returns (kept, known already). Raises MailNotConfigured, OSError, imap errors.

    A message that cannot be kept stays where it is, unmarked, and holds up no other; its trouble is raised at the end.
    """
    office = _office()
    kept = known = 0
    failure: Exception | None = None
    for arrived in _arrivals():
        try:
            mail = keep_mail(arrived.raw, size=arrived.size, at=at, office=office, whole=arrived.whole)
        except Exception as trouble:
            failure = trouble
            continue
        kept, known = kept + (mail is not None), known + (mail is None)
        arrived.done()
    if failure is not None:
        raise failure
    return kept, known


def _office() -> Office:
    """The office in whose tray mail arrives: ARASHA_MAIL_OFFICE, else the centre."""
    wanted = {"code": settings.MAIL_OFFICE} if settings.MAIL_OFFICE else {"region": ""}
    return Office.objects.get(**wanted)


def _arrivals() -> Iterator[Arrived]:
    if settings.IMAP_URL:
        return _from_server(urlsplit(settings.IMAP_URL))
    if settings.MAIL_FOLDER:
        return _from_folder(Path(settings.MAIL_FOLDER))
    raise MailNotConfigured


def _from_server(url: SplitResult) -> Iterator[Arrived]:
    with _door(url).login(unquote(url.username or ""), _password(url), unquote(url.path.strip("/")) or "INBOX") as box:
        criteria = AND(no_keyword=KEPT) if _takes_keywords(box) else AND(seen=False)
        for uid in box.uids(criteria)[:MOST]:
            yield _one(box, uid)


def _door(url: SplitResult) -> BaseMailBox:
    host = url.hostname or ""
    if url.scheme == "imaps":
        return MailBox(host, url.port or 993, timeout=60, ssl_context=ssl.create_default_context())
    if url.scheme == "imap" and host in _HERE:
        return MailBoxUnencrypted(host, url.port or 143, timeout=60)
    raise MailNotConfigured(_("ARASHA_IMAP_URL must begin with imaps://; imap:// is for this machine only."))


def _password(url: SplitResult) -> str:
    if settings.IMAP_PASSWORD_FILE:
        return Path(settings.IMAP_PASSWORD_FILE).read_text(encoding="utf-8").strip()
    return unquote(url.password or "")


def _takes_keywords(box: BaseMailBox) -> bool:
    """Whether the server keeps keywords of ours; where it does not, a message that was read counts as fetched."""
    _kind, flags = box.client.response("PERMANENTFLAGS")
    return any(flag and b"\\*" in flag for flag in flags)


def _one(box: BaseMailBox, uid: str) -> Arrived:
    """The size is asked before anything is loaded."""
    size = int(re.search(rb"RFC822\.SIZE (\d+)", _answer(box, uid, "(RFC822.SIZE)")[0])[1])  # type: ignore[index]
    whole = size <= settings.MAIL_MAX_SIZE
    raw = _answer(box, uid, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])")[1]
    flags = [KEPT, MailMessageFlags.SEEN] if whole else [KEPT, MailMessageFlags.FLAGGED]
    return Arrived(raw, size, whole, partial(box.flag, uid, flags, True))


def _answer(box: BaseMailBox, uid: str, what: str) -> tuple[bytes, bytes]:
    """(what the server says, what it sends) for one message."""
    _kind, data = box.client.uid("fetch", uid, what)
    said = next((one for one in data if one), b"")
    return (said[0], said[1]) if isinstance(said, tuple) else (said, b"")


def _from_folder(folder: Path) -> Iterator[Arrived]:
    """The *.eml files of a folder, the oldest first; what was kept moves to `kept/`, what is too large to `too-large/`."""
    found = [one for one in folder.iterdir() if one.suffix.lower() == ".eml" and one.is_file() and not one.is_symlink()]
    for path in sorted(found, key=lambda one: (one.stat().st_mtime_ns, one.name))[:MOST]:
        try:
            size = path.stat().st_size
            whole = size <= settings.MAIL_MAX_SIZE
            with path.open("rb") as file:
                raw = file.read() if whole else _headers(file.read(HEADERS))
        except FileNotFoundError:  # another fetcher was first
            continue
        yield Arrived(raw, size, whole, partial(_move, path, folder / ("kept" if whole else "too-large")))


def _headers(beginning: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", beginning, maxsplit=1)[0]


def _move(path: Path, to: Path) -> None:
    to.mkdir(mode=0o700, exist_ok=True)
    target = to / path.name
    with suppress(FileNotFoundError):
        os.replace(path, target if not target.exists() else to / f"{path.stem}-{os.urandom(4).hex()}.eml")
