"""What happens to a letter. Called inside the verbs of the rooms above, which check rights and write the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from arasha import vault
from arasha.bodies.actions import make_link
from arasha.bodies.models import Body, BodyContact, SecureLink
from arasha.law import RuleBook
from arasha.letters import outbox, tasks
from arasha.letters.check_codes import check_hash, new_check_code
from arasha.letters.citations import cite, law_only, open_refs, settle
from arasha.letters.errors import CitationNotConfirmed, EmptyLetter, LetterFrozen, NotSent, NotSigned
from arasha.letters.models import Letter, Making, Outgoing
from arasha.letters.numbering import letter_number
from arasha.letters.rendering import in_large_print
from arasha.letters.templates import tidy
from arasha.letters.wording import wording_in_force
from arasha.people.models import Office, Role, User

# Who signs in which capacity, the highest first.
SIGNING_ROLES = (
    Role.COMMISSIONER, Role.DEPUTY, Role.HEAD, Role.REPRESENTATIVE, Role.LAWYER, Role.LEGAL_EXPERT, Role.OFFICER, Role.REGISTRAR,
)  # fmt: skip


def draft_letter(
    code: str,
    *,
    language: str,
    office: Office,
    subject_id: UUID,
    key_id: UUID,
    recipient_kind: str,
    recipient_name: str = "",
    body: Body | None = None,
    values: Mapping[str, Any],
    citations: Sequence[str] = (),
    beside: Sequence[str] = (),
    book: RuleBook,
    by: User | None,
    at: datetime,
    text: str = "",
    large_print: bool = False,
    subject_kind: str = "complaint",
) -> Letter:
    """A draft from the template `code` as the office has it, or with the member of staff's own `text` between its title and
    its closing formula.

    `values` fill the template (see `profiles/common/letters/README.md`); institution, office, recipient, body are added here.
    `citations` are codes of rules and grounds of `book`; they appear as `{basis}`, open ones visibly as "to be confirmed". The
    office's own terms among them are left out. `beside` are rules that the text itself cites
    elsewhere (see `cite`). Raises TemplateError (a value is missing), NotInThisLanguage and UnknownRule.
    """
    day = book.office_day(at)
    citations, beside = law_only(book, citations, day), law_only(book, beside, day)
    own = {
        "institution": book.institution.name(language),
        "office": office.name(language),
        "recipient": recipient_name,
        "body": body.name(language) if body else "",
        "basis": "; ".join(cite(book, ref, language, day) for ref in citations),
    }
    wording = wording_in_force(code, language)
    template = wording.template
    title, proposed = template.fill({**own, **values})
    letter = Letter(
        subject_kind=subject_kind, subject_id=subject_id, key_id=key_id, office=office, code=code, language=language,
        recipient_kind=recipient_kind, body=body, citations=[*dict.fromkeys([*citations, *beside])], made_by=by, made_at=at,
    )  # fmt: skip
    letter.recipient_name, letter.title, letter.text = recipient_name, title, template.close(text) if tidy(text) else proposed
    letter.save(force_insert=True)
    _keep_making(Making(letter=letter, template=wording.version), large_print)
    return letter


def _keep_making(making: Making, large_print: bool) -> None:
    making.print = Making.Print.LARGE if large_print else Making.Print.USUAL
    making.save()


def set_print(letter: Letter, *, large: bool) -> None:
    """The print in which the letter will be typeset; its key must be loaded. Nothing changes in a letter that was sent."""
    if letter.status == Letter.Status.SENT:
        raise LetterFrozen
    if in_large_print(letter) != large:
        making = Making.objects.filter(letter=letter).first() or Making(letter=letter)
        _keep_making(making, large)
        letter.making = making


def discard_letter(letter: Letter) -> None:
    """Delete a draft that was sent back; a signed letter stays for ever (LetterFrozen)."""
    if letter.is_frozen:
        raise LetterFrozen
    letter.delete()


def sign_letter(letter: Letter, *, by: User, book: RuleBook, at: datetime) -> Letter:
    """Sign: from now on nothing in it changes.

    Citations confirmed since it was drafted take the place of their marks first. Raises CitationNotConfirmed, naming what is open
    and who can confirm it; LetterFrozen when it is signed already; EmptyLetter.
    """
    if letter.is_frozen:
        raise LetterFrozen
    day = book.office_day(at)
    if still := open_refs(book, letter.citations, day):
        raise CitationNotConfirmed(still)
    text = settle(letter.text, book, letter.citations, letter.language, day)
    if not text.strip():
        raise EmptyLetter
    letter.text, letter.status = text, Letter.Status.SIGNED
    letter.signed_by, letter.signed_at = by, at
    letter.signed_as = next((str(role) for role in SIGNING_ROLES if by.has_role(role)), "")
    letter.save(update_fields=["text", "status", "signed_by", "signed_at", "signed_as"])
    return letter


def send_letter(
    letter: Letter, *, at: datetime, channel: str = Letter.Channel.PORTAL, notify: str = "", hold: timedelta | None = None
) -> Letter:
    """Number a signed letter, freeze it as sent, queue its PDF, and put it into the outbox.

    Nothing of it leaves for `hold` (office policy when not given), so that it can be recalled. `notify`: the e-mail address to tell,
    in neutral words without number or name, that there is news; only where the person said that this is safe. Raises NotSigned.
    """
    if letter.status != Letter.Status.SIGNED:
        raise NotSigned
    letter.number = letter_number(letter.office.code, at.astimezone(ZoneInfo(settings.TIME_ZONE)).year)
    letter.status, letter.sent_at, letter.channel = Letter.Status.SENT, at, channel
    letter.held_until = at + (timedelta(minutes=settings.RECALL_MINUTES) if hold is None else hold)
    letter.check_code = new_check_code()
    letter.check_hash = check_hash(letter.check_code)
    letter.text_hash, letter.notify = fingerprint(letter), notify or None
    letter.save(
        update_fields=[
            "number", "status", "sent_at", "channel", "held_until", "check_code", "check_hash", "text_hash", "notify", "recalled_at",
        ]
    )  # fmt: skip
    tasks.render_pdf.enqueue(letter.pk, at=at, key=f"letter-pdf:{letter.pk}:{letter.number}")
    if channel in (Letter.Channel.PORTAL, Letter.Channel.POST):
        outbox.put_letter(letter, channel, at=at, due_at=letter.held_until)
    if notify:
        outbox.put_letter(letter, Outgoing.Kind.NOTICE, at=at, due_at=letter.held_until)
    return letter


def send_through_link(
    letter: Letter,
    *,
    purpose: str,
    target_id: UUID,
    contact: BodyContact,
    expires_at: datetime,
    at: datetime,
    hold: timedelta | None = None,
    code_way: str = "",
) -> SecureLink:
    """Send a signed letter to a body's contact: the mail holds a new secure link and nothing of the letter.

    The token waits, sealed, only until the mail is written. The code goes `code_way`, the contact's own when not given. Raises NotSigned.
    """
    send_letter(letter, at=at, channel=Letter.Channel.LINK, hold=hold)
    return send_new_link(
        letter, purpose=purpose, target_id=target_id, contact=contact, expires_at=expires_at, at=at, code_way=code_way
    )


def send_new_link(
    letter: Letter,
    *,
    purpose: str,
    target_id: UUID,
    contact: BodyContact,
    expires_at: datetime,
    at: datetime,
    code_way: str = "",
) -> SecureLink:
    """Send a contact of the body one more link to a letter that was sent: the first was lost, or its term passed.

    Links made before stay as they are; the new one has no code yet. Raises NotSent.
    """
    if letter.status != Letter.Status.SENT:
        raise NotSent
    link, token = make_link(
        purpose=purpose, target_id=target_id, complaint_id=letter.subject_id, body=contact.body, contact=contact, at=at,
        expires_at=expires_at, code_way=code_way or contact.code_way,
    )  # fmt: skip
    letter.link, letter.link_address = link, f"{settings.ORIGIN}/{contact.language}/answer/{token}/"
    letter.notify, letter.notified_at = contact.email, None
    letter.save(update_fields=["link", "link_address", "notify", "notified_at"])
    due_at = letter.held_until if letter.held_until and letter.held_until > at else at
    letter.ways_out.filter(kind=Outgoing.Kind.LINK, state=Outgoing.State.WAITING).update(
        state=Outgoing.State.RECALLED, ended_at=at
    )  # a newer link takes the place of one whose mail never went
    outbox.put_letter(letter, Outgoing.Kind.LINK, at=at, due_at=due_at)
    return link


def fingerprint(letter: Letter) -> bytes:
    """A keyed hash over everything that the recipient reads; it shows later that the letter is as it was sent."""
    signed = [str(letter.signed_by_id), letter.signed_as]
    said = [letter.number, letter.language, letter.recipient_name, letter.title, letter.text, *signed]
    return vault.blind("letter", json.dumps(said, ensure_ascii=False))
