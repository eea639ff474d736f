"""Which messages do not go on by themselves: automatic answers (RFC 3834), returned mails (RFC 3464), circles, floods."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.conf import settings

from arasha.mailbox.models import Mail
from arasha.mailbox.reading import Letter

Reason = Mail.Reason
_BULK = frozenset(("bulk", "junk", "list", "auto_reply"))
_ROBOTS = ("mailer-daemon@", "postmaster@")


def why_stopped(letter: Letter, *, sender_mark: bytes, at: datetime) -> str:
    """The reason for which a message is put aside, or "". `at` is when it was kept."""
    if not letter.readable:
        return Reason.UNREADABLE
    if _is_return(letter):
        return Reason.BOUNCE
    if letter.sender in own_addresses() or "x-loop" in letter.headers or "x-arasha" in letter.headers:
        return Reason.LOOP
    if _is_automatic(letter):
        return Reason.AUTO_REPLY
    if _is_flood(sender_mark, at):
        return Reason.FLOOD
    return "" if letter.text or letter.subject.strip() or letter.files else Reason.EMPTY


def own_addresses() -> set[str]:
    """Addresses from which or at which the office itself writes."""
    account = urlsplit(settings.IMAP_URL)
    user = unquote(account.username or "")
    names = {user if "@" in user else f"{user}@{account.hostname}", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}
    return {name.casefold() for name in names if "@" in name and not name.startswith("@")}


def _is_return(letter: Letter) -> bool:
    return letter.is_return or (letter.headers.get("return-path", "").strip() == "<>" and letter.sender.startswith(_ROBOTS))


def _is_automatic(letter: Letter) -> bool:
    head = letter.headers
    submitted = head.get("auto-submitted", "no").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or head.get("precedence", "").strip().lower() in _BULK
        or "x-autoreply" in head
        or "x-autorespond" in head
        or "list-id" in head
        or letter.sender.startswith(_ROBOTS)
    )


def _is_flood(sender_mark: bytes, at: datetime) -> bool:
    lately = Mail.objects.filter(sender_mark=sender_mark, kept_at__gt=at - timedelta(hours=1), kept_at__lte=at)
    return lately.count() >= settings.MAIL_HOURLY
