"""From a draft on somebody's phone to a received complaint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import files, journal, vault
from arasha.bodies.models import Body
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.book import current_book
from arasha.complaints.digest import digest, digest_when_new
from arasha.complaints.doers import Complainant, Staff, System
from arasha.complaints.models import Attachment, Channel, Complaint, Draft, DraftFile, Identity, Incoming, Step
from arasha.complaints.parties import keys_for_receipt, receive_parties
from arasha.complaints.routing import office_for
from arasha.complaints.terms import FROM_RECEIPT, earliest_due, first_due, office_day, start_term
from arasha.complaints.urgent import become_urgent
from arasha.errors import BadRequest, NotFound
from arasha.files import StreamedUpload
from arasha.law import RuleBook
from arasha.parties.actions import record_consent, record_person
from arasha.parties.models import Consent
from arasha.vault.keys import ComplaintKeys

FILES_PER_DRAFT = 10
_BY_TOKEN = f'SELECT * FROM "{Draft._meta.db_table}" WHERE "token_hash" = %s'  # noqa: S608 (our own words)


def start_draft(*, language: str, at: datetime) -> tuple[Draft, str]:
    """A new draft and the token for the person's cookie. Kept DRAFT_DAYS calendar days after the last change."""
    token = vault.new_token()
    draft = Draft(token_hash=vault.token_hash(token), language=language, started_at=at, expires_at=_expiry(at))
    vault.add_key(draft.id, vault.key_of_token(token))
    draft.answers = {}
    draft.save(force_insert=True)
    return draft, token


def open_draft(token: str, *, at: datetime) -> Draft:
    """The draft of this cookie, ready to read. Raises NotFound when there is none or it expired."""
    # As SQL: every page of the form asks it, and putting the query together costs more than running it.
    draft = next(iter(Draft.objects.raw(_BY_TOKEN, [vault.token_hash(token)])), None) if token else None
    if draft is None or draft.expires_at <= at:
        raise NotFound(_("This draft is no longer here. Drafts are erased after a few days, or when you ask us to."))
    vault.add_key(draft.id, vault.key_of_token(token))
    return draft


def save_answers(draft: Draft, answers: Mapping[str, Any], *, language: str, at: datetime) -> None:
    """Keep what one page asked. Nothing is checked here: the page to check does that, so that nothing typed is ever lost."""
    draft.answers = {**draft.answers, **answers}
    draft.language, draft.expires_at = language, _expiry(at)
    draft.save(update_fields=["answers", "language", "expires_at"])


def add_draft_file(draft: Draft, upload: StreamedUpload, *, at: datetime) -> DraftFile:
    """Keep a file with the draft. Raises the refusals of arasha.files and BadRequest when there are too many."""
    if draft.files.count() >= FILES_PER_DRAFT:
        raise BadRequest(_("You can add ten files now. You can add more after you have sent the complaint."))
    with transaction.atomic():  # one wait for the disk instead of two
        return DraftFile.objects.create(draft=draft, blob=files.keep(upload, key_id=draft.id, at=at))


def remove_draft_file(draft: Draft, file_id: Any) -> None:
    """Take a file out of the draft and erase it."""
    kept = draft.files.select_related("blob").filter(pk=file_id).first()
    if kept is not None:
        kept.delete()
        files.delete(kept.blob)


def discard_draft(draft: Draft) -> None:
    """Erase a draft with its files."""
    for kept in draft.files.select_related("blob"):
        kept.delete()
        files.delete(kept.blob)
    draft.delete()


def sweep_drafts(*, at: datetime) -> int:
    """Erase drafts whose days are over; returns how many. Files go first."""
    expired = Draft.objects.filter(expires_at__lte=at)[:500]
    for draft in expired:
        discard_draft(draft)
    return len(expired)


def code_of(draft: Draft) -> str:
    """The secret code of this draft, made once on the page to check. Shown to nobody before the complaint is on disk."""
    if not draft.code:
        draft.code = vault.new_code()
        draft.save(update_fields=["code"])
    return draft.code


def submit(draft: Draft, *, at: datetime) -> Complaint:
    """Receive the complaint. Sending the same draft again returns the same complaint and code; when this returns, it is on disk.

    The key derivation (Argon2id) runs before the transaction, so the write lock is held for milliseconds.
    """
    sent = Complaint.objects.filter(draft_id=draft.id).first()
    if sent is not None:
        return sent
    derived = vault.derive(code_of(draft))
    answers = dict(draft.answers)
    named = answers.get("identity") != Identity.ANONYMOUS
    keys = vault.create_complaint_keys(derived, with_person=named, at=at)
    affected_key = keys_for_receipt(answers, at=at)
    try:
        with transaction.atomic():
            return _from_draft(draft, answers, keys, affected_key, derived.locator, at)
    except IntegrityError:
        sent = Complaint.objects.filter(draft_id=draft.id).first()
        if sent is None:
            raise
        return sent


def _from_draft(
    draft: Draft, answers: dict[str, Any], keys: ComplaintKeys, affected_key: UUID | None, locator: bytes, at: datetime
) -> Complaint:
    book = current_book()
    complaint = described(answers, book=book, keys=keys, channel=Channel.PORTAL, language=draft.language, received_at=at)
    complaint.locator, complaint.draft_id = locator, draft.id
    receive(
        complaint, book=book, keys=keys, affected_key=affected_key, verb="submit", by=Complainant(complaint.id), at=at,
        files_of=lambda: _move_files(draft, complaint, at),
    )  # fmt: skip
    draft.sent_at = at
    draft.save(update_fields=["sent_at"])
    return complaint


def described(
    answers: Mapping[str, Any], *, book: RuleBook, keys: ComplaintKeys, channel: str, language: str, received_at: datetime
) -> Complaint:
    """A complaint as the answers of the form tell it, not saved yet; its office follows from body and region."""
    body = Body.objects.filter(code=answers.get("body") or "").first()
    return Complaint(
        key_id=keys.complaint,
        postbox_id=keys.postbox,
        office=office_for(book, body, answers),
        channel=channel,
        language=language,
        identity=answers.get("identity") or Identity.CONFIDENTIAL,
        about_office=bool(answers.get("about_office")),
        child=bool(answers.get("child")),
        detention=bool(answers.get("detention")),
        region=answers.get("region") or "",
        body=body,
        received_at=received_at,
        due_on=first_due(book, received_at),
        story=dict(answers),
    )


def receive(
    complaint: Complaint,
    *,
    book: RuleBook,
    keys: ComplaintKeys,
    affected_key: UUID | None,
    verb: str,
    by: Complainant | Staff,
    at: datetime,
    how: str = "portal",
    urgent: Sequence[str] = (),
    files_of: Callable[[], None] = lambda: None,
) -> None:
    """Keep a complaint that was `described`, inside the caller's transaction: the person, everybody concerned, the first word on being
    named, the incoming number, the term of registering from the day it was received, the first step, the journal.

    `how` the person said it, as consents know it; `urgent` are the reasons for which it cannot wait; `files_of` attaches what came with it.
    """
    answers, language = complaint.story, complaint.language
    if keys.person:
        complaint.complainant = record_person(answers, key_id=keys.person, language=language, at=at)
    complaint.save(force_insert=True)
    files_of()
    receive_parties(complaint, answers, affected_key=affected_key, at=at, by=by.user)
    if complaint.complainant:
        record_first_consent(complaint, how, by, at)
    begin(complaint, verb=verb, by=by, book=book, at=at, urgent=urgent)


def _move_files(draft: Draft, complaint: Complaint, at: datetime) -> None:
    for kept in draft.files.select_related("blob"):
        files.rekey(kept.blob, key_id=complaint.key_id)
        Attachment.objects.create(complaint=complaint, blob=kept.blob, part="story", added_at=at, added_by="public")
        kept.delete()


def record_first_consent(complaint: Complaint, how: str, by: Complainant | Staff, at: datetime) -> None:
    """The first word on being named: what the person said when they complained."""
    answer = Consent.Answer.YES if complaint.identity == Identity.NAMED else Consent.Answer.NO
    record_consent(complaint.id, answer=answer, how=how, by=by.user.pk if by.user else None, at=at)


def begin(
    complaint: Complaint, *, verb: str, by: Complainant | Staff | System, book: RuleBook, at: datetime, urgent: Sequence[str] = ()
) -> None:
    """The term of registering from the day it was received, what is `urgent` marked so and told, the incoming number, the first step,
    which bears the name of the press that made it, and the first entry of the journal. Everything else that a complaint has from the
    beginning must be there by now."""
    start_term(complaint, FROM_RECEIPT, book=book, at=complaint.received_at)
    pressing = become_urgent(complaint, urgent, book=book, at=at)
    if pressing:
        complaint.due_on = earliest_due(complaint)
        complaint.save(update_fields=["urgent", "urgent_reasons", "duty", "due_on"])
    came_on = office_day(complaint.received_at)
    book_in(complaint, Incoming.Kind.SUBMISSION, way=complaint.channel, at=at, by=by.user, received_on=came_on)
    press = by.press if isinstance(by, Staff) else None
    step = Step.objects.create(
        **({"id": press} if press else {}),
        complaint=complaint, at=at, verb=verb, to_state=complaint.state, by_kind=by.actor.kind, by=by.user, book_version=book.version,
    )  # fmt: skip
    journal.record(
        verb,
        by=by.actor,
        chain=complaint.id,
        subject=("complaint", str(complaint.id)),
        key_id=complaint.key_id,
        details={"step": str(step.id), "to": complaint.state, "book": book.version, "channel": complaint.channel, **pressing},
        at=at,
        digest=(digest if pressing else digest_when_new)(str(complaint.id)),  # a mail to whoever is on duty waits already
    )


def _expiry(at: datetime) -> datetime:
    return at + timedelta(days=settings.DRAFT_DAYS)
