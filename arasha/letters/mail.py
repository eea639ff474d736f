"""The e-mails that go with letters. Never a word of the letter, its number or a name: an inbox may be open to others."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage

from arasha.bodies.models import SecureLink
from arasha.letters.models import Letter, Outgoing
from arasha.letters.rendering import institution
from arasha.letters.templates import load_template
from arasha.mailbox.actions import note_sent
from arasha.mailbox.queries import is_configured


def notify_recipient(letter: Letter, *, at: datetime) -> None:
    """Send the mail that waits with the letter, and forget address and link. Does nothing when it was sent before."""
    if not letter.notify:
        return
    code, language, values = (
        ("notice_mail", letter.language, _answers()) if letter.link is None else _for_contact(letter, letter.link)
    )
    title, text = load_template(settings.PROFILE, code, language).fill(values)
    known = note_sent(complaint_id=letter.subject_id, letter_id=letter.pk, at=at)
    _mail(letter.notify, title, text, language, known)
    letter.notify, letter.link_address, letter.notified_at = None, None, at
    letter.save(update_fields=["notify", "link_address", "notified_at"])


def tell_of_news(address: str, language: str, *, subject_id: UUID, at: datetime) -> None:
    """Tell the complainant that there is news, and nothing of what it says."""
    title, text = load_template(settings.PROFILE, "notice_mail", language).fill(_answers())
    _mail(address, title, text, language, note_sent(complaint_id=subject_id, letter_id=None, at=at))


def tell_on_duty(address: str, language: str) -> None:
    """Tell a member of staff that something urgent waits at the desk: no number, no name, no link."""
    title, text = load_template(settings.PROFILE, "duty_mail", language).fill({"institution": institution(language)})
    _mail(address, title, text, language, {})


def write_to_body(letter: Letter, address: str, language: str, *, kind: str, at: datetime) -> None:
    """Tell somebody of a body that an answer is awaited or late, or that we answered what they asked: the number of the letter only."""
    values = {
        "institution": institution(language),
        "number": letter.number,
        "body": letter.body.name(language) if letter.body else "",
        "late": kind == Outgoing.Kind.LATE,
    }
    code = "body_told_mail" if kind == Outgoing.Kind.TOLD else "body_reminder_mail"
    title, text = load_template(settings.PROFILE, code, language).fill(values)
    _mail(address, title, text, language, note_sent(complaint_id=letter.subject_id, letter_id=letter.pk, at=at))


def _mail(address: str, title: str, text: str, language: str, known: dict[str, str]) -> None:
    """`known` are the headers by which an answer to the mail, or its return, finds its way."""
    headers = {**known, "Content-Language": language}
    EmailMessage(subject=title, body=text, to=[address], headers=headers).send()


def _answers() -> dict[str, Any]:
    """Whether somebody reads what is answered to a mail of ours: where the office fetches its mail."""
    return {"answers": is_configured()}


def _for_contact(letter: Letter, link: SecureLink) -> tuple[str, str, dict[str, Any]]:
    language = link.contact.language if link.contact else letter.language
    values = {
        "institution": institution(language),
        "body": link.body.name(language),
        "link": letter.link_address,
        "until": link.expires_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
    }
    return "body_link_mail", language, values
