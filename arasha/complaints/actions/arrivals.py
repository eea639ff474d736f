"""From the mailbox and the post to the tray: a message or a letter on paper becomes a complaint, or an answer to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import files, vault
from arasha.complaints.actions import outbox
from arasha.complaints.actions.base import AlreadyDone, NotPossibleNow, NotYours, doing, done_before
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.actions.intake import begin, described, record_first_consent
from arasha.complaints.book import current_book
from arasha.complaints.doers import Staff, System
from arasha.complaints.models import Attachment, Channel, Complaint, Identity, Incoming
from arasha.complaints.parties import receive_parties
from arasha.complaints.terms import first_due, moment_on, office_day
from arasha.errors import NotFound
from arasha.files import StreamedUpload
from arasha.files.models import Blob
from arasha.letters import outbox as outbox_of_letters
from arasha.letters.models import Outgoing
from arasha.mailbox.actions import hand_over, mark_done, mark_looked_at, put_aside
from arasha.mailbox.models import Mail, SentMail
from arasha.mailbox.queries import answered_complaints
from arasha.parties.actions import record_person
from arasha.people import policy
from arasha.people.models import Office
from arasha.scans.actions import hand_over as hand_scans_over
from arasha.scans.actions import locked_scans
from arasha.scans.models import Scan
from arasha.vault.keys import ComplaintKeys

State, Reason = Mail.State, Mail.Reason
By = Staff | System
NUMBER = re.compile(r"[\w][\w./-]*\d[\w./-]*")
DECIDED = _("Somebody has decided on this message already. Nothing was changed.")


def sort_waiting(*, at: datetime, most: int = 200) -> int:
    """Give each message that waits its place: the tray, its complaint, or put aside. Returns how many. May run twice at once.

    One that cannot be sorted keeps nobody else's waiting; its trouble is raised when all others have their place.
    """
    waiting = list(Mail.objects.filter(state=State.WAITING).order_by("kept_at", "id").values_list("pk", flat=True)[:most])
    failure: Exception | None = None
    for mail_id in waiting:
        try:
            sort_mail(mail_id, at=at)
        except Exception as trouble:
            failure = trouble
    mark_returns(at=at)
    if failure is not None:
        raise failure
    return len(waiting)


def sort_mail(mail_id: UUID, *, at: datetime) -> None:
    """An answer from the address on record goes to its complaint, anything new into the tray. Nothing is told to the sender."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).select_related("office", "raw").get(pk=mail_id)
        if mail.state != State.WAITING:
            return
        vault.load_keys([mail.key_id])
        complaint = _meant(mail)
        if complaint is None:
            _complaint_of(mail, by=System(), at=at)
        elif complaint.erased_at is not None:
            put_aside(mail, Reason.CLOSED, at=at, complaint_id=complaint.id)
        elif not _from_address_on_record(mail, complaint):
            put_aside(mail, Reason.OTHER_SENDER, at=at, complaint_id=complaint.id)
        else:
            _answer(mail, complaint, by=System(), at=at)


def mail_to_tray(mail_id: UUID, *, by: Staff, at: datetime, language: str = "") -> Complaint:
    """A person takes a message that was put aside for a new complaint; `language` is that of the message, where they say it.

    Raises NotFound, NotYours, NotPossibleNow.
    """
    with transaction.atomic():
        return _complaint_of(_aside(mail_id, by), by=by, at=at, language=language)


def mail_to_complaint(mail_id: UUID, *, number: str, by: Staff, at: datetime) -> Complaint:
    """A person gives a message to a complaint that they may write on. Who sent it stays unproved."""
    with transaction.atomic():
        mail = _aside(mail_id, by)
        complaint = _numbered(number, by)
        _answer(mail, complaint, by=by, at=at)
    return complaint


def mail_needs_nothing(mail_id: UUID, *, by: Staff, at: datetime) -> None:
    """A person read it: nothing to do. It stays where it can be found."""
    with transaction.atomic():
        mark_done(_aside(mail_id, by), by=by.actor, user=by.user, at=at)


def look_at_email(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Complaint:
    """Somebody of the office looked at what came by e-mail and says who it seems to be from."""
    with doing("look_at_email", complaint_id, by=by, at=at, version=version) as move:
        found = mark_looked_at(complaint_id, by=by.actor, user=by.user, at=at)
        move.require(found > 0, _("Nothing that came by e-mail waits for a look here."))
        move.note, move.details["mails"] = note, found
    return move.complaint


@dataclass(frozen=True)
class OnPaper:
    """What the front office read in a letter on paper and on its envelope; `answers` are named as those of the portal's form.

    `received_on` is the day on which it came (calendar day of the office): the term of registering runs from it. The postmark, among the
    answers, says when the person complained. `urgent` are reasons of the profile's list.
    """

    channel: str
    language: str
    answers: Mapping[str, Any]
    received_on: date
    urgent: Sequence[str] = ()


def receive_on_paper(uploads: Sequence[StreamedUpload], letter: OnPaper, *, office: Office, by: Staff, at: datetime) -> Complaint:
    """A letter on paper becomes a complaint in the tray, with its scans as they came.

    The terms of the office run from its own days, as the rule book says (`kz`: KZ-C01, from registration), not from the postmark.
    Raises NotYours, NotPossibleNow, AlreadyDone when the same press was served before, the refusals of arasha.files.
    """
    _may_take_paper(letter, by, at)
    with transaction.atomic():
        complaint = _of_paper(letter, office, at)
        blobs = [files.keep(upload, key_id=complaint.key_id, at=at) for upload in uploads]
        _paper_begun(complaint, letter, blobs, by=by, at=at)
    return complaint


def scans_to_tray(scans: Sequence[UUID], letter: OnPaper, *, by: Staff, at: datetime) -> Complaint:
    """Scans that wait become one letter, in this order, and the letter a complaint in the tray of their office; see `receive_on_paper`.

    Raises NotYours, NotPossibleNow, AlreadyDone, NotFound, ScanMoved.
    """
    _may_take_paper(letter, by, at)
    with transaction.atomic():
        found = locked_scans(scans, by.user)
        complaint = _of_paper(letter, found[0].office, at)
        _paper_begun(complaint, letter, _handed_over(found, complaint, by=by, at=at), by=by, at=at)
    return complaint


def scans_to_complaint(scans: Sequence[UUID], *, number: str, received_on: date, by: Staff, at: datetime) -> Complaint:
    """Scans that wait are a letter that belongs to a complaint on which the person may work. `received_on` is the day on which it came
    (calendar day of the office). Raises NotYours, NotFound, NotPossibleNow, ScanMoved."""
    _may_sort(by)
    complaint = _numbered(number, by)
    if received_on > office_day(at):
        raise NotPossibleNow(_("The day of receipt lies in the future. Write the day when it came."))
    with doing("receive_paper", complaint.id, by=by, at=at) as move:
        found = locked_scans(scans, by.user)
        blobs = _handed_over(found, move.complaint, by=by, at=at)
        move.target = found[0].id
        _attach(move.complaint, blobs, part="message", at=at, target=move.target, added_by="staff")
        book_in(
            move.complaint, Incoming.Kind.MESSAGE, way=Channel.POST, at=at, by=by.user, received_on=received_on,
            target_id=move.target,
        )  # fmt: skip
        move.details.update(files=len(blobs), received_on=received_on.isoformat())
    return complaint


def _numbered(number: str, by: Staff) -> Complaint:
    """The complaint of that number, if the person may read it. Raises NotFound."""
    complaint = policy.visible(by.user, Complaint.objects.filter(number=number.strip(), erased_at=None)).first()
    if complaint is None:
        raise NotFound(_("There is no complaint with this number that you may open. Look at the number again."))
    return complaint


def _may_take_paper(letter: OnPaper, by: Staff, at: datetime) -> None:
    _may_sort(by)
    if done_before(by):
        raise AlreadyDone
    if letter.received_on > office_day(at):
        raise NotPossibleNow(_("The day of receipt lies in the future. Write the day when it came."))


def _of_paper(letter: OnPaper, office: Office, at: datetime) -> Complaint:
    """The complaint of a letter, with whoever wrote it: of the office where the letter lies, unless it is about that office."""
    answers = {name: value for name, value in letter.answers.items() if value not in ("", None, False)}
    answers["detention"] = bool(answers.get("detention")) or letter.channel == Channel.DETENTION
    book = current_book()
    keys = vault.create_complaint_keys(None, with_person=True, at=at)
    complaint = described(
        answers, book=book, keys=keys, channel=letter.channel, language=letter.language,
        received_at=moment_on(letter.received_on, at),
    )  # fmt: skip
    complaint.office = complaint.office if complaint.about_office else office
    complaint.complainant = record_person(answers, key_id=_of_person(keys), language=letter.language, at=at)
    complaint.save(force_insert=True)
    return complaint


def _handed_over(scans: Sequence[Scan], complaint: Complaint, *, by: Staff, at: datetime) -> list[Blob]:
    """The files of the scans, from now on the complaint's."""
    return hand_scans_over(scans, complaint_id=complaint.id, key_id=complaint.key_id, by=by.actor, user=by.user, at=at)


def _paper_begun(complaint: Complaint, letter: OnPaper, blobs: list[Blob], *, by: Staff, at: datetime) -> None:
    """Whether the body may know the name is kept as said only where the letter says it."""
    _attach(complaint, blobs, part="story", at=at, added_by="staff")
    receive_parties(complaint, complaint.story, affected_key=None, at=at, by=by.user)
    if complaint.story.get("identity"):
        record_first_consent(complaint, "paper", by, at)
    begin(complaint, verb="submit", by=by, book=current_book(), at=at, urgent=letter.urgent)


def _may_sort(by: Staff) -> None:
    if not policy.may_open(by.user, "tray"):
        raise NotYours(_("Your role does not include this step."))


def mark_returns(*, at: datetime) -> int:
    """Mails that came back are marked in the outbox, where somebody thinks of another way. Returns how many."""
    back = SentMail.objects.exclude(returned_at=None).exclude(letter_id=None)
    found = [
        (sent, entry)
        for sent in back
        for entry in Outgoing.objects.filter(letter=sent.letter_id, state=Outgoing.State.SENT, ended_at__lte=sent.returned_at)
        if entry.kind in outbox_of_letters.MAILS
    ]
    for sent, entry in found:
        outbox.mark_returned(
            sent.complaint_id, by=System(), at=at, entry_id=entry.id, on=office_day(at), reason=sent.returned_status or "-"
        )
    return len(found)


def _aside(mail_id: UUID, by: Staff) -> Mail:
    _may_sort(by)
    rows = policy.of_reach(by.user, Mail.objects.select_for_update(of=("self",)).select_related("office", "raw"))
    mail = rows.filter(pk=mail_id).first()
    if mail is None:
        raise NotFound(_("We have no such message."))
    if mail.state != State.ASIDE:
        raise NotPossibleNow(DECIDED)
    vault.load_keys([mail.key_id])
    return mail


def _meant(mail: Mail) -> Complaint | None:
    """The complaint that the message answers: by the Message-ID of a mail of ours, else by a number in its subject."""
    ids = answered_complaints(mail.headers["refers_to"])
    if ids:
        return Complaint.objects.select_related("complainant").filter(pk__in=ids).first()
    words = {word.strip(".,;:()[]") for word in NUMBER.findall(mail.headers["subject"])}
    return Complaint.objects.select_related("complainant").filter(number__in=words).first() if words else None


def _from_address_on_record(mail: Mail, complaint: Complaint) -> bool:
    person = complaint.complainant
    if person is None or not mail.headers["sender"]:
        return False
    vault.load_keys([person.key_id])
    return str((person.contact or {}).get("email") or "").strip().casefold() == mail.headers["sender"]


def _answer(mail: Mail, complaint: Complaint, *, by: By, at: datetime) -> None:
    """The text stands in the complaint's story for the staff alone: on the portal it would be read as the person's own word."""
    with doing("receive_email", complaint.id, by=System(), at=at) as move:
        blobs = hand_over(
            mail, complaint_id=complaint.id, key_id=move.complaint.key_id, by=by.actor, user=by.user, at=at, answer=True
        )
        _attach(move.complaint, blobs, part="message", at=at, target=mail.id)
        _attach(move.complaint, [mail.raw] if mail.raw else [], part="as_came", at=at, target=mail.id)
        kept_on = office_day(mail.kept_at)
        book_in(
            move.complaint, Incoming.Kind.MESSAGE, way=Channel.EMAIL, at=at, by=by.user, received_on=kept_on, target_id=mail.id
        )
        move.note, move.target = _told(mail), mail.id
        move.details["files"] = len(blobs)


def _complaint_of(mail: Mail, *, by: By, at: datetime, language: str = "") -> Complaint:
    """`language`: what a person read the message to be in; without it, what was guessed from its letters. Nobody asked the sender yet
    whether the body may be told: confidential. No code opens it; a new one can be given."""
    keys, book = vault.create_complaint_keys(None, with_person=True, at=at), current_book()
    person = {"name": mail.headers["sender_name"], "email": mail.headers["sender"]}
    complaint = Complaint(
        key_id=keys.complaint, postbox_id=keys.postbox, office=mail.office, channel=Channel.EMAIL, language=language or mail.language,
        identity=Identity.CONFIDENTIAL, received_at=mail.kept_at, due_on=first_due(book, mail.kept_at),
        story={"story": _told(mail), **({} if language else {"language_guess": mail.language})},
    )  # fmt: skip
    complaint.complainant = record_person(person, key_id=_of_person(keys), language=complaint.language, at=at)
    complaint.save(force_insert=True)
    blobs = hand_over(mail, complaint_id=complaint.id, key_id=complaint.key_id, by=by.actor, user=by.user, at=at)
    _attach(complaint, blobs, part="story", at=at)
    _attach(complaint, [mail.raw] if mail.raw else [], part="as_came", at=at)
    receive_parties(complaint, {"name": person["name"]}, affected_key=None, at=at, by=by.user)
    begin(complaint, verb="submit", by=by, book=book, at=at)
    return complaint


def _told(mail: Mail) -> str:
    return "\n\n".join(filter(None, (mail.headers["subject"].strip(), mail.text)))


def _of_person(keys: ComplaintKeys) -> UUID:
    """The key of the person, for whom one was made with the complaint's."""
    assert keys.person is not None
    return keys.person


def _attach(
    complaint: Complaint, blobs: list[Blob], *, part: str, at: datetime, target: UUID | None = None, added_by: str = "public"
) -> None:
    for blob in blobs:
        Attachment.objects.create(complaint=complaint, blob=blob, part=part, target_id=target, added_at=at, added_by=added_by)
