"""Letters of a complaint on their way out: who gets them, in which language, under which key, and what they may not carry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arasha import letters, vault
from arasha.bodies import actions as bodies
from arasha.bodies import codes
from arasha.bodies.models import Body, BodyContact, CodeWay, SecureLink
from arasha.complaints.actions.base import Move, NotPossibleNow, open_for_writing
from arasha.complaints.models import Complaint, Party, Term
from arasha.complaints.parties import signers
from arasha.complaints.terms import office_day
from arasha.law import Ground, RuleBook, Way
from arasha.letters.models import Letter
from arasha.parties.models import Purpose
from arasha.parties.names import word_of
from arasha.parties.queries import may_name, refused

LINK_GRACE_DAYS = 30
CODE_LETTER = "link_code"
COMPLAINANT, BODY = Letter.Recipient.COMPLAINANT, Letter.Recipient.BODY


class NamesThePerson(NotPossibleNow):
    """A text that goes to a body carries the name or contact of somebody who did not allow it."""

    text = _(
        "The text names the person or their contact: “%(word)s”. They have not allowed us to tell the body. Take it out or put it "
        "another way, or record their consent first. Nothing was sent."
    )


def draft_to_complainant(
    move: Move, code: str, values: Mapping[str, Any], *, citations: Sequence[str] = (), beside: Sequence[str] = (), text: str = ""
) -> Letter:
    """A draft to the complainant, in their language, sealed so that the code opens it."""
    complaint = move.complaint
    letter = letters.draft_letter(
        code,
        language=complaint.language,
        office=complaint.office,
        subject_id=complaint.id,
        key_id=open_for_writing(complaint),
        recipient_kind=COMPLAINANT,
        recipient_name=person_name(complaint),
        values=_known(complaint) | dict(values),
        citations=citations,
        beside=beside,
        book=move.book,
        by=move.user,
        at=move.at,
        text=text,
    )
    return _to_all(letter, move.book, signers(complaint))


def _to_all(letter: Letter, book: RuleBook, count: int) -> Letter:
    """A letter to the lead of several people who complain together says, below its greeting, that it is to all of them."""
    line = book.text("letter.to_all", letter.language).replace("{count}", str(count))
    if count > 1 and line not in letter.text:
        greeting, blank, rest = letter.text.partition("\n\n")
        letter.text = f"{greeting}\n\n{line}{blank}{rest}"
        letter.save(update_fields=["text"])
    return letter


def to_complainant(move: Move, code: str, values: Mapping[str, Any]) -> Letter:
    """A letter that needs no second signature: drafted, signed and sent by whoever does the verb."""
    return sign_and_send(move, draft_to_complainant(move, code, values))


def draft_to_body(
    move: Move, code: str, body: Body, values: Mapping[str, Any], *, citations: Sequence[str] = (), text: str = "", language: str
) -> Letter:
    """A draft to a body, sealed under the complaint's key, in the language of whoever reads it there."""
    complaint = move.complaint
    return letters.draft_letter(
        code,
        language=language,
        office=complaint.office,
        subject_id=complaint.id,
        key_id=complaint.key_id,
        recipient_kind=BODY,
        recipient_name="",
        body=body,
        values=_known(complaint) | dict(values),
        citations=citations,
        book=move.book,
        by=move.user,
        at=move.at,
        text=text,
    )


def sign_and_send(move: Move, letter: Letter, *, at_once: bool = False) -> Letter:
    """Sign and send in one step; the complainant is told by e-mail only where they said that this is safe. `at_once`: not held back."""
    letters.sign_letter(letter, by=move.user, book=move.book, at=move.at)
    hold = timedelta(0) if at_once else hold_of(move.complaint)
    if letter.recipient_kind == COMPLAINANT and move.complaint.locator is not None:
        return letters.send_letter(letter, at=move.at, notify=safe_email(move.complaint), hold=hold)
    to_nobody = letter.recipient_kind == COMPLAINANT and not has_reader(move.complaint)
    return letters.send_letter(letter, at=move.at, channel=Letter.Channel.HAND if to_nobody else Letter.Channel.POST, hold=hold)


def has_reader(complaint: Complaint) -> bool:
    """Whether anybody can read a letter to the complainant: not in an inquiry of the office's own initiative, nor where somebody
    anonymous took no code. Such a letter is kept with the complaint and never posted."""
    return complaint.complainant_id is not None or complaint.locator is not None


def hold_of(complaint: Complaint) -> timedelta | None:
    """How long its letters are held back: an urgent complaint's go at once, others as the office's policy says."""
    return timedelta(0) if complaint.urgent else None


def tell_of_news(move: Move) -> None:
    """Put a mail into the outbox that says, where the person said that this is safe, that there is news; never what it says."""
    complaint = move.complaint
    if address := safe_email(complaint):
        letters.put_news(
            subject_id=complaint.id, key_id=complaint.key_id, office=complaint.office, address=address,
            language=complaint.language, at=move.at,
        )  # fmt: skip


def sign_and_send_through_link(
    move: Move,
    letter: Letter,
    *,
    purpose: str,
    target_id: UUID,
    contact: BodyContact | None,
    term: Term | None,
    at_once: bool = False,
) -> Letter:
    """Sign a letter to a body and send its contact a secure link; without a contact the letter goes by post and the answer is
    recorded by staff. The code goes apart: in a letter by post, or told by telephone (`give_code`). `at_once`: it is not held back,
    and hours run, so that the code is told by telephone.

    The link stays open LINK_GRACE_DAYS calendar days after the term: a late answer is better than none."""
    letters.sign_letter(letter, by=move.user, book=move.book, at=move.at)
    hold = timedelta(0) if at_once else hold_of(move.complaint)
    if contact is None:
        return letters.send_letter(letter, at=move.at, channel=Letter.Channel.POST, hold=hold)
    expires_at = link_expires_at(term, move.at)
    link = letters.send_through_link(
        letter, purpose=purpose, target_id=target_id, contact=contact, expires_at=expires_at, at=move.at,
        hold=hold, code_way=CodeWay.PHONE if at_once else "",
    )  # fmt: skip
    if link.code_way == CodeWay.POST:
        send_code(move, link, letter, hold=hold)
    return letter


def send_code(move: Move, link: SecureLink, letter: Letter, *, hold: timedelta | None = None) -> Letter:
    """Give the link a new code and print it in a letter by post to whoever has the link; the letter names the other by its number."""
    code = bodies.give_code(link, way=CodeWay.POST, at=move.at)
    contact = link.contact
    language = contact.language if contact else letter.language
    values = {"code": codes.show_code(code), "number": letter.number, "contact": contact.name if contact else ""}
    made = draft_to_body(move, CODE_LETTER, link.body, values, language=language)
    letters.sign_letter(made, by=move.user, book=move.book, at=move.at)
    return letters.send_letter(made, at=move.at, channel=Letter.Channel.POST, hold=hold)


def link_expires_at(term: Term | None, at: datetime) -> datetime:
    """The end of the last day on which a link sent at `at` opens: LINK_GRACE_DAYS calendar days after the term, or after today."""
    today = office_day(at)
    last_day = max(term.due_on if term else today, today) + timedelta(days=LINK_GRACE_DAYS)
    return datetime.combine(last_day, time.max, tzinfo=ZoneInfo(settings.TIME_ZONE))


def discard(*letter_ids: UUID | None) -> None:
    """Throw away drafts that were sent back."""
    for letter_id in letter_ids:
        if letter_id is not None:
            letters.discard_letter(letters.get_letter(letter_id))


def safe_email(complaint: Complaint) -> str:
    """The complainant's e-mail address if there is one and they said that it is safe to write there; else empty."""
    contact = _contact(complaint)
    channels = (contact.get("rules") or {}).get("channels")
    if not contact.get("safe") or (channels is not None and "email" not in channels):
        return ""
    return "" if refused(complaint.id, Purpose.EMAIL) else str(contact.get("email") or "")


def person_name(complaint: Complaint) -> str:
    """The complainant's name, empty for an anonymous complaint."""
    person = complaint.complainant
    if person is None:
        return ""
    vault.load_keys([person.key_id])
    return person.name or ""


def name_if_allowed(complaint: Complaint) -> str:
    """The complainant's name for a letter to a body: only with their consent on record."""
    return person_name(complaint) if may_name(complaint.id) else ""


def refuse_identity(complaint: Complaint, *texts: str) -> None:
    """Raise NamesThePerson when a text for a body names a complainant who did not allow it, or, whatever was allowed, a witness.

    Words of the name are looked for (`arasha.parties.names`), and the complainant's e-mail address and telephone digits; the refusal
    says which was found.
    """
    said = "\n".join(texts)
    allowed = may_name(complaint.id)
    kept = [party for party in complaint.parties.filter(removed_at=None) if _stays_here(party, allowed)]
    found = next((word for party in kept if (word := word_of(party.name or "", said))), "")
    if not found and not allowed:
        found = word_of(person_name(complaint), said) or _contact_in(said, _contact(complaint))
    if found:
        raise NamesThePerson(str(NamesThePerson.text) % {"word": found})


def _contact_in(said: str, contact: Mapping[str, Any]) -> str:
    """The address or number, if the text has it."""
    email, phone = str(contact.get("email") or ""), str(contact.get("phone") or "")
    if email and email.casefold() in said.casefold():
        return email
    digits = re.sub(r"\D", "", phone)[-10:]
    return phone if len(digits) > 5 and digits in re.sub(r"\D", "", said) else ""


def _stays_here(party: Party, allowed: bool) -> bool:
    """A witness is told to nobody; a complainant only with consent. An affected person is whom the body has to find."""
    return party.role == Party.Role.WITNESS or (party.role == Party.Role.COMPLAINANT and not allowed)


def due_values(term: Term | None) -> dict[str, Any]:
    """When something is due, for letters; nothing where no term runs, and an office's own term said to be one."""
    if term is None:
        return {}
    return {"due": term.due_on, "due_policy": term.basis == Term.Basis.POLICY}


def consideration_term(complaint: Complaint) -> Term | None:
    """The term in which the decision is due, while it runs."""
    return Term.objects.filter(complaint=complaint, purpose="consideration", ended_on=None).first()


def ground_values(complaint: Complaint, ground: Ground, reasoning: str, remedies: Sequence[str]) -> dict[str, Any]:
    """What a letter that turns somebody away says: the ground, why, and what else the person can do."""
    return {"ground": ground.name(complaint.language), "reasoning": reasoning, "remedies": list(remedies)}


def remedies_in_words(complaint: Complaint, book: RuleBook, ways: Sequence[Way], own_words: str, on: date) -> list[str]:
    """Other remedies as the letter gives them: each with what it rests on, an open citation as its mark; then the staff's own words."""
    language = complaint.language
    said = [
        f"{way.name(language)} ({letters.cite(book, way.rule, language, on)})" if way.rule else way.name(language) for way in ways
    ]
    return [*said, *(line.strip() for line in own_words.splitlines() if line.strip())]


def _contact(complaint: Complaint) -> dict[str, Any]:
    person = complaint.complainant
    if person is None:
        return {}
    vault.load_keys([person.key_id])
    return person.contact or {}


def _known(complaint: Complaint) -> dict[str, Any]:
    """What every template may use."""
    return {
        "complaint_number": complaint.number or "",
        "received_on": office_day(complaint.received_at),
        "has_code": complaint.locator is not None,
        "named": may_name(complaint.id),
    }
