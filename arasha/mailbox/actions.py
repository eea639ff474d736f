"""What happens to a message: kept once, marked when it came back, handed on to a complaint, decided by a person."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.utils import make_msgid, parseaddr
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from arasha import files, journal, vault
from arasha.files.models import Blob
from arasha.journal import Actor
from arasha.mailbox.digest import digest
from arasha.mailbox.models import Mail, MailFile, SentMail
from arasha.mailbox.reading import File, Letter, guess_language, read
from arasha.mailbox.stopping import why_stopped
from arasha.people.models import Office, User

State, Reason = Mail.State, Mail.Reason
SYSTEM = Actor("system")


def keep_mail(raw: bytes, *, size: int, at: datetime, office: Office, whole: bool = True) -> Mail | None:
    """Keep a message; None when it is kept already. When this returns it is on disk, and may be marked as fetched.

    `raw` is the whole message, or with `whole=False` the headers of one that is too large to be loaded. `size` in bytes.
    Of two who keep the same message at once one wins: the database takes its marks once.
    """
    letter = read(raw)
    marks = marks_of(letter, raw)
    if Mail.objects.filter(**_same(marks)).exists():
        return None
    key_id = vault.create_key("mail", at)
    mail = Mail(key_id=key_id, office=office, kept_at=at, size=size, **marks)
    mail.language = guess_language(f"{letter.subject}\n{letter.text}")
    mail.reason = why_stopped(letter, sender_mark=marks["sender_mark"], at=at) if whole else Reason.TOO_LARGE
    try:
        with transaction.atomic():
            _keep(mail, letter, raw if whole else b"", at)
    except IntegrityError:
        vault.erase_keys([key_id])
        if not Mail.objects.filter(**_same(marks)).exists():
            raise
        return None
    return mail


def marks_of(letter: Letter, raw: bytes) -> dict[str, bytes]:
    """Keyed marks by which the same message is known: its Message-ID, and its content without what servers on the way add."""
    head, _blank, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    told = [letter.sender, letter.subject, letter.date, hashlib.sha256(body).hexdigest()]
    if not body:  # of a message that was not loaded
        told.append(hashlib.sha256(head).hexdigest())
    return {
        "message_mark": message_mark(letter.message_id),
        "content_mark": vault.blind("mail-content", "\n".join(told)),
        "sender_mark": vault.blind("mail-sender", letter.sender),
    }


def message_mark(message_id: str) -> bytes:
    return vault.blind("mail-id", message_id.strip())


def _same(marks: dict[str, bytes]) -> dict[str, bytes]:
    return {name: marks[name] for name in ("message_mark", "content_mark")}


def _keep(mail: Mail, letter: Letter, raw: bytes, at: datetime) -> None:
    kept, refused = _keep_files(letter.files, mail, at)
    if raw:
        mail.raw = files.keep_bytes(raw, "message.eml", "message/rfc822", key_id=mail.key_id, at=at)
    if refused and not mail.reason:
        mail.reason = Reason.FILE
    mail.state = State.ASIDE if mail.reason else State.WAITING
    mail.headers = {
        "sender": letter.sender, "sender_name": letter.sender_name, "subject": letter.subject, "date": letter.date,
        "message_id": letter.message_id, "refers_to": letter.refers_to, "refused": refused,
    }  # fmt: skip
    mail.text = letter.text
    mail.save(force_insert=True)
    for blob in kept:
        MailFile.objects.create(mail=mail, blob=blob)
    if mail.reason == Reason.BOUNCE:
        _mark_returned(mail, letter, at)
    record_mail("mail_kept", mail, by=SYSTEM, at=at)


def _keep_files(found: list[File], mail: Mail, at: datetime) -> tuple[list[Blob], list[dict[str, str]]]:
    """Files by the same rules as on the portal; those that are not taken are named with the reason. The raw message has them."""
    kept, refused = [], []
    for file in found:
        upload = files.received(file.content, file.name)
        if upload.refusal is None:
            kept.append(files.keep(upload, key_id=mail.key_id, at=at))
        else:
            refused.append({"name": upload.name or "", "why": type(upload.refusal).__name__})
            upload.close()
    return kept, refused


def _mark_returned(mail: Mail, letter: Letter, at: datetime) -> None:
    sent = SentMail.objects.filter(message_mark__in=[message_mark(one) for one in letter.returned]).first()
    if sent is None:
        return
    SentMail.objects.filter(pk=sent.pk).update(returned_at=at, returned_status=letter.returned_status)
    Mail.objects.filter(pk=mail.pk).update(complaint_id=sent.complaint_id)
    mail.complaint_id = sent.complaint_id


def note_sent(*, complaint_id: UUID, letter_id: UUID | None, at: datetime) -> dict[str, str]:
    """Headers for a mail that is about to leave: a Message-ID that is remembered, and what keeps robots from answering."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    identifier = make_msgid(domain=domain)
    SentMail.objects.create(message_mark=message_mark(identifier), complaint_id=complaint_id, letter_id=letter_id, sent_at=at)
    return {"Message-ID": identifier, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "X-Arasha": "1"}


def put_aside(mail: Mail, reason: str, *, at: datetime, complaint_id: UUID | None = None) -> None:
    """A person has to look at it."""
    mail.state, mail.reason, mail.complaint_id = State.ASIDE, reason, complaint_id
    mail.save(update_fields=["state", "reason", "complaint_id"])
    record_mail("mail_put_aside", mail, by=SYSTEM, at=at)


def mark_done(mail: Mail, *, by: Actor, user: User, at: datetime) -> None:
    """Somebody read it and there is nothing to do. It stays."""
    mail.state, mail.decided_at, mail.decided_by = State.DONE, at, user
    mail.save(update_fields=["state", "decided_at", "decided_by"])
    record_mail("mail_done", mail, by=by, at=at)


def hand_over(
    mail: Mail, *, complaint_id: UUID, key_id: UUID, by: Actor, user: User | None, at: datetime, answer: bool = False
) -> list[Blob]:
    """The message belongs to a complaint from now on, sealed under that complaint's key; returns its files.

    Its own key is erased once the caller's transaction is committed. Both keys must be loaded.
    """
    old, blobs = mail.key_id, [one.blob for one in mail.files.select_related("blob")]
    opened = mail.headers, mail.text
    for blob in [*blobs, *([mail.raw] if mail.raw else [])]:
        files.rekey(blob, key_id=key_id)
    mail.key_id, mail.complaint_id = key_id, complaint_id
    mail.state = State.ANSWER if answer else State.TAKEN  # an answer still needs somebody's look
    mail.headers, mail.text = opened
    mail.decided_at, mail.decided_by = at, user
    mail.save()
    record_mail("mail_taken", mail, by=by, at=at)
    transaction.on_commit(lambda: vault.erase_keys([old]))
    return blobs


def mark_looked_at(complaint_id: UUID, *, by: Actor, user: User, at: datetime) -> int:
    """Somebody looked at the answers of this complaint that came by e-mail; returns how many there were."""
    waiting = list(Mail.objects.select_for_update().filter(complaint_id=complaint_id, state=State.ANSWER).order_by("id"))
    for mail in waiting:
        mail.state, mail.decided_at, mail.decided_by = State.TAKEN, at, user
        mail.save(update_fields=["state", "decided_at", "decided_by"])
        record_mail("mail_looked_at", mail, by=by, at=at)
    return len(waiting)


def record_mail(verb: str, mail: Mail, *, by: Actor, at: datetime) -> None:
    """The journal: that a message came, or what was decided on it; never from whom or what it says."""
    details = {"state": mail.state, "reason": mail.reason, "complaint": str(mail.complaint_id or "")}
    journal.record(
        verb, by=by, chain=journal.office_chain("mail", str(mail.id)), subject=("mail", str(mail.id)), key_id=None,
        details=details, at=at, digest=digest(str(mail.id)),
    )  # fmt: skip
