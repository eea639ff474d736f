"""What is on its way out: each letter, each mail, with what waits, what failed and why. Rows are written in the verb's transaction;
the worker carries them out. Called inside the verbs of the rooms above, which check rights and write the journal."""

from __future__ import annotations

from datetime import date, datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.db import transaction

from arasha import vault
from arasha.bodies.models import BodyContact
from arasha.letters import tasks
from arasha.letters.errors import LetterLeft, NotInThisState
from arasha.letters.mail import notify_recipient, tell_of_news, tell_on_duty, write_to_body
from arasha.letters.models import Letter, Making, Outgoing
from arasha.people.models import Office

Kind, State, Error = Outgoing.Kind, Outgoing.State, Outgoing.Error
ATTEMPTS = 8  # with the pauses of arasha.jobs about an hour; then a person looks at it
TO_BODIES = (
    Kind.REMIND,
    Kind.LATE,
    Kind.TOLD,
)  # mails that name a letter by its number, with the address kept until they are sent
MAILS = (Kind.NOTICE, Kind.LINK, *TO_BODIES)


def put_letter(letter: Letter, kind: str, *, at: datetime, due_at: datetime) -> Outgoing:
    """One way out of a letter, not before `due_at`."""
    entry = Outgoing(
        letter=letter, subject_id=letter.subject_id, office=letter.office, key_id=letter.key_id, kind=kind,
        language=letter.language, queued_at=at, due_at=due_at,
    )  # fmt: skip
    return _put(entry, at)


def put_news(*, subject_id: UUID, key_id: UUID, office: Office, address: str, language: str, at: datetime) -> Outgoing:
    """A mail to the complainant that there is news which is no letter (a message on the portal); it goes at once."""
    entry = Outgoing(
        subject_id=subject_id, office=office, key_id=key_id, kind=Kind.NOTICE, language=language, queued_at=at, due_at=at
    )
    entry.address = address
    return _put(entry, at)


def put_duty(*, subject_id: UUID, key_id: UUID, office: Office, address: str, language: str, at: datetime) -> Outgoing:
    """A mail to whoever is on duty that something is urgent, and nothing of what; it goes at once."""
    entry = Outgoing(
        subject_id=subject_id, office=office, key_id=key_id, kind=Kind.DUTY, language=language, queued_at=at, due_at=at
    )
    entry.address = address
    return _put(entry, at)


def put_reminder(letter: Letter, contact: BodyContact, *, late: bool, at: datetime) -> Outgoing:
    """A mail to somebody of a body that an answer to the letter is awaited, or late, and nothing of what it says; it goes at once."""
    return _put_to_body(Kind.LATE if late else Kind.REMIND, letter, contact, at)


def put_told(letter: Letter, contact: BodyContact, *, at: datetime) -> Outgoing:
    """A mail to a body's contact that what they asked is answered on the page of their link; it goes at once."""
    return _put_to_body(Kind.TOLD, letter, contact, at)


def _put_to_body(kind: str, letter: Letter, contact: BodyContact, at: datetime) -> Outgoing:
    entry = Outgoing(
        letter=letter, subject_id=letter.subject_id, office=letter.office, key_id=letter.key_id, kind=kind,
        language=contact.language, queued_at=at, due_at=at,
    )  # fmt: skip
    entry.address = contact.email
    return _put(entry, at)


def _put(entry: Outgoing, at: datetime) -> Outgoing:
    if entry.kind == Kind.PORTAL and entry.due_at <= at:
        entry.state, entry.ended_at = State.SENT, at
    entry.save(force_insert=True)
    if entry.kind != Kind.POST and entry.state == State.WAITING:
        tasks.deliver.enqueue(entry.pk, at=at, key=f"deliver:{entry.pk}", run_after=entry.due_at)
    return entry


def carry_out(entry_id: UUID | str, *, at: datetime) -> None:
    """Send what waits; does nothing for what was sent, recalled or set aside. Raises what the mail server raised, so that the
    job is tried again with its pauses; an address that the server refuses for good is set aside at once."""
    with transaction.atomic():
        entry = Outgoing.objects.select_for_update(of=("self",)).select_related("letter__link__contact__body", "letter__link__body").get(
            pk=entry_id
        )  # fmt: skip
        if entry.state != State.WAITING:
            return
        try:
            _send(entry, at)
        except vault.KeyErased:  # nothing of it can be read any more, so nothing goes out
            Outgoing.objects.filter(pk=entry.pk).update(state=State.RECALLED, ended_at=at)
            return
        except (SMTPException, OSError) as trouble:
            failure: Exception | None = trouble
        else:
            failure = None
            entry.state, entry.error, entry.ended_at = State.SENT, "", at
        if failure is not None:
            _note_failure(entry, failure, at)
        entry.attempts += 1
        entry.save(update_fields=["state", "error", "ended_at", "attempts", "address"])
    if failure is not None and entry.state == State.WAITING:
        raise failure


def _send(entry: Outgoing, at: datetime) -> None:
    if entry.kind == Kind.PORTAL:
        return
    if entry.kind in TO_BODIES:
        if entry.letter is not None and entry.address:
            write_to_body(entry.letter, entry.address, entry.language, kind=entry.kind, at=at)
            entry.address = None
    elif entry.letter is not None:
        notify_recipient(entry.letter, at=at)
    elif entry.address and entry.kind == Kind.DUTY:
        tell_on_duty(entry.address, entry.language)
        entry.address = None
    elif entry.address:
        tell_of_news(entry.address, entry.language, subject_id=entry.subject_id, at=at)
        entry.address = None


def _note_failure(entry: Outgoing, trouble: Exception, at: datetime) -> None:
    refused = isinstance(trouble, SMTPRecipientsRefused) and all(code >= 500 for code, _said in trouble.recipients.values())
    entry.error = Error.REFUSED if refused else Error.UNREACHABLE if isinstance(trouble, OSError) else Error.OTHER
    if refused or entry.attempts + 1 >= ATTEMPTS:
        entry.state, entry.ended_at = State.FAILED, at


def held_letter(letter: Letter, at: datetime) -> None:
    """Raises LetterLeft unless the letter is sent and still held back at `at`."""
    if letter.status != Letter.Status.SENT or letter.has_left(at):
        raise LetterLeft


def take_back(letter: Letter, *, at: datetime) -> None:
    """Nothing of the letter leaves any more. Its number stays used, and it stays readable as it was signed. Raises LetterLeft."""
    held_letter(letter, at)
    letter.status, letter.recalled_at = Letter.Status.RECALLED, at
    letter.notify = letter.link_address = None
    letter.save(update_fields=["status", "recalled_at", "notify", "link_address"])
    letter.ways_out.filter(state=State.WAITING).update(state=State.RECALLED, ended_at=at)


def draft_again(letter: Letter) -> Letter:
    """The letter waits for a signature once more; returns the copy that keeps number, file and words of the one taken back.

    The draft keeps its identifier, so that the proposal which named it still does. Raises nothing: call it after `take_back`.
    """
    kept = Letter.objects.select_related("office", "body", "signed_by").get(pk=letter.pk)
    making = Making.objects.filter(letter=letter).first()
    kept.pk = None
    words = {name: getattr(letter, name) for name in ("recipient_name", "title", "text", "check_code")}
    file, copy_file, code = letter.pdf, letter.docx, letter.check_hash
    letter.status, letter.number, letter.pdf, letter.docx, letter.check_hash, letter.check_code = (
        "draft",
        None,
        None,
        None,
        None,
        None,
    )
    letter.signed_by = letter.signed_at = letter.sent_at = letter.held_until = letter.recalled_at = letter.text_hash = None
    letter.signed_as = letter.channel = letter.pdf_hash = ""
    letter.link = letter.notified_at = None
    letter.save()
    kept.id = Letter._meta.pk.get_default()
    kept.pdf, kept.docx, kept.check_hash = file, copy_file, code
    for name, value in words.items():
        setattr(kept, name, value)
    kept.save(force_insert=True)
    if making is not None:
        Making(letter=kept, template_id=making.template_id, print=making.print).save(force_insert=True)
    Outgoing.objects.filter(letter=letter).update(letter=kept)
    return kept


def again(entry: Outgoing, *, at: datetime) -> None:
    """Try once more what failed or came back. Raises NotInThisState."""
    _require(entry, State.FAILED, State.RETURNED)
    entry.state, entry.error, entry.attempts, entry.due_at, entry.ended_at = State.WAITING, "", 0, at, None
    entry.posted_on = entry.returned_on = entry.tracking = None
    entry.save()
    if entry.kind != Kind.POST:
        tasks.deliver.enqueue(entry.pk, at=at, key=f"deliver:{entry.pk}:{int(at.timestamp() * 1000)}")


def posted(entry: Outgoing, *, on: date, tracking: str, at: datetime) -> None:
    """The letter was handed to the post `on` that day (office's calendar), under its number there if it has one.

    Raises NotInThisState for what does not go by post, is still held back or was posted.
    """
    _require(entry, State.WAITING)
    if entry.kind != Kind.POST or entry.due_at > at:
        raise NotInThisState
    entry.state, entry.posted_on, entry.tracking, entry.ended_at = State.SENT, on, tracking or None, at
    entry.save()


def returned(entry: Outgoing, *, on: date, reason: str, at: datetime) -> None:
    """What was sent came back `on` that day, for this reason: somebody of the office has to think of another way.

    Raises NotInThisState for what was not sent, and for letters on the portal, which cannot come back.
    """
    _require(entry, State.SENT)
    if entry.kind == Kind.PORTAL:
        raise NotInThisState
    entry.state, entry.returned_on, entry.reason, entry.ended_at = State.RETURNED, on, reason, at
    entry.save()


def _require(entry: Outgoing, *states: str) -> None:
    if entry.state not in states:
        raise NotInThisState
