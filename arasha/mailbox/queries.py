"""Questions about what arrived and what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from arasha import vault
from arasha.mailbox.actions import message_mark
from arasha.mailbox.models import Mail, SentMail
from arasha.people import policy

NEEDS_A_PERSON = (Mail.State.WAITING, Mail.State.ASIDE, Mail.State.ANSWER)


def is_configured() -> bool:
    """Whether the office fetches its mail, so that what is sent to its address is read."""
    return bool(settings.IMAP_URL or settings.MAIL_FOLDER)


def mails_for(user: Any) -> QuerySet[Mail]:
    """Messages that this member of staff may see: of their office, for leaders of all."""
    return policy.of_reach(user, Mail.objects.all())


def opened(mails: Iterable[Mail]) -> list[Mail]:
    """The messages with their keys loaded, in one statement."""
    found = list(mails)
    vault.load_keys([mail.key_id for mail in found])
    return found


def answered_complaints(refers_to: Iterable[str]) -> list[UUID]:
    """Complaints whose mails from the office a message refers to, by Message-ID."""
    marks = [message_mark(one) for one in refers_to]
    return list(SentMail.objects.filter(message_mark__in=marks).values_list("complaint_id", flat=True).distinct())
