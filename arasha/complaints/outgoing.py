"""Letters of a complaint on their way out: who gets them, in which language, under which key, and what they may not carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies import actions as bodies
from arasha.bodies import codes
from arasha.bodies.models import Body, BodyContact, CodeWay, SecureLink
from arasha.complaints.actions.base import Move, NotPossibleNow, open_for_writing
from arasha.complaints.carried import carried, contact_of, not_allowed, quoted_against
from arasha.complaints.carried import person_name as person_name
from arasha.complaints.models import Complaint, Term
from arasha.complaints.parties import signers
from arasha.complaints.terms import office_day
from arasha.law import Ground, RuleBook, Way
from arasha.letters.models import Letter
from arasha.letters.wording import template_of
from arasha.parties.models import Purpose
from arasha.parties.queries import consents_on_record, may_name, refused

LINK_GRACE_DAYS = 30
CODE_LETTER = "link_code"
COMPLAINANT, BODY = Letter.Recipient.COMPLAINANT, Letter.Recipient.BODY


class NamesThePerson(NotPossibleNow):
    """A text that goes to a body carries the name or contact of somebody who did not allow it."""

    text = _(
        "The text names the person or their contact: “%(word)s”. They have not allowed us to tell the body. Take it out or put it "
        "another way, or record their consent first. Nothing was sent."
    )


class QuotesThePerson(NotPossibleNow):
    """A text that goes to a body repeats the person's own words, and they did not allow a copy of what they told."""

    text = _(
        "The text repeats the person's own words: “%(words)s”. They have not allowed us to send the body a copy of what they told us. "
        "Say it in your own words, or record their consent first. Nothing was sent."
    )


class WithdrawnSince(NamesThePerson):
    """A letter that was prepared tells what the person, asked since, does not allow. Whoever signs cannot change it."""

    text = _(
        "The person has changed their word since this was prepared: the letter to %(body)s tells what they do not allow now "
        "(“%(words)s”). Send it back, or throw the draft away: the next one obeys them. Nothing was sent."
    )


class WithdrawnAfter(NamesThePerson):
    """A letter that was sent to a body tells what the person, asked since, does not allow: it does not go once more."""

    message = _(
        "The person has changed their word since this letter went out: it tells what they do not allow now. It does not go once more. "
        "Write to the body anew, without it."
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
        values=known_of(complaint) | dict(values),
        citations=citations,
        beside=beside,
        book=move.book,
        by=move.user,
        at=move.at,
        text=text,
        large_print=reads_large_print(complaint),
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


def put_in(letter: Letter, lines: Sequence[str]) -> Letter:
    """A draft with further paragraphs above its closing formula; what only the signing knows. Its key must be loaded."""
    if lines:
        letter.text = template_of(letter).close("\n\n".join([letter.text, *lines]))
        letter.save(update_fields=["text"])
    return letter


def take_out(letter: Letter, lines: Sequence[str]) -> None:
    """The paragraphs that `put_in` added are gone from a draft again."""
    if lines:
        letter.text = "\n\n".join(part for part in letter.text.split("\n\n") if part not in lines)
        letter.save(update_fields=["text"])


def to_complainant(move: Move, code: str, values: Mapping[str, Any], *, citations: Sequence[str] = ()) -> Letter:
    """A letter that needs no second signature: drafted, signed and sent by whoever does the verb. Refused while it cites what nobody
    confirmed."""
    return sign_and_send(move, draft_to_complainant(move, code, values, citations=citations))


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
        values=known_of(complaint) | dict(values),
        citations=citations,
        book=move.book,
        by=move.user,
        at=move.at,
        text=text,
    )


def sign_and_send(move: Move, letter: Letter, *, at_once: bool = False) -> Letter:
    """Sign and send in one step; the complainant is told by e-mail only where they said that this is safe. `at_once`: not held back."""
    if letter.recipient_kind == COMPLAINANT:
        letters.set_print(letter, large=reads_large_print(move.complaint))  # they may have said so since it was drafted
    letters.sign_letter(letter, by=move.user, book=move.book, at=move.at)
    hold = timedelta(0) if at_once else hold_of(move.complaint)
    if letter.recipient_kind == COMPLAINANT and move.complaint.locator is not None:
        return letters.send_letter(letter, at=move.at, notify=safe_email(move.complaint), hold=hold)
    to_nobody = letter.recipient_kind == COMPLAINANT and not has_reader(move.complaint)
    return letters.send_letter(letter, at=move.at, channel=Letter.Channel.HAND if to_nobody else Letter.Channel.POST, hold=hold)


def reads_large_print(complaint: Complaint) -> bool:
    """Whether the person asked for letters in large print: as the record of the person has it, of somebody anonymous as they told."""
    said = contact_of(complaint) if complaint.complainant_id else complaint.story or {}
    return bool(said.get("large_print"))


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
    if not is_safe(complaint, "email") or refused(complaint.id, Purpose.EMAIL):
        return ""
    return str(contact_of(complaint).get("email") or "")


def is_safe(complaint: Complaint, way: str) -> bool:
    """Whether the person may be reached this way (portal, email, phone, post, visit): what they called safe; a visit and the portal
    always, for there they come to us."""
    contact = contact_of(complaint)
    channels = (contact.get("rules") or {}).get("channels")
    return way in ("portal", "visit") or bool(contact.get("safe") and (channels is None or way in channels))


def name_if_allowed(complaint: Complaint) -> str:
    """The complainant's name for a letter to a body: only with their consent on record."""
    return person_name(complaint) if may_name(complaint.id) else ""


def refuse_identity(complaint: Complaint, *texts: str, named: bool = True) -> None:
    """Raise NamesThePerson when a text for a body names a complainant who did not allow it, or, whatever was allowed, a witness; raise
    QuotesThePerson when it repeats words of which the person allowed no copy. `named`: whether the letter names them where it may.

    The keys of the complaint must be loaded. An affected person is whom the body has to find: their name may stand in the text.
    """
    word, quoted = against_consent(complaint, texts, named)
    if word:
        raise NamesThePerson(str(NamesThePerson.text) % {"word": word})
    if quoted:
        raise QuotesThePerson(str(QuotesThePerson.text) % {"words": quoted})


def refuse_sent_before(complaint: Complaint, letter: Letter) -> None:
    """Raise WithdrawnAfter when a letter to a body that went out once would, sent again, tell what the person does not allow now."""
    if letter.body_id is not None and any(against_consent(complaint, [letter.text], named=False)):
        raise WithdrawnAfter


def refuse_prepared(complaint: Complaint, body: Body, *texts: str, named: bool) -> None:
    """Raise WithdrawnSince when what was written before for a body tells what the person does not allow now. `named`: whether the
    letter, made when it is signed, names them where it may; a letter written already says itself."""
    word, quoted = against_consent(complaint, texts, named)
    if word or quoted:
        name = body.name((get_language() or complaint.language)[:2])
        raise WithdrawnSince(str(WithdrawnSince.text) % {"body": name, "words": word or quoted})


def against_consent(complaint: Complaint, texts: Sequence[str], named: bool) -> tuple[str, str]:
    """(a name or contact, words of the story) that the texts have and that may not go; empty where all may."""
    consents = consents_on_record(complaint.id)
    tells = carried(complaint, list(complaint.parties.filter(removed_at=None)), *texts)
    return not_allowed(tells, consents), quoted_against(tells, consents, named=named)


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


def known_of(complaint: Complaint) -> dict[str, Any]:
    """What every template may use."""
    return {
        "complaint_number": complaint.number or "",
        "received_on": office_day(complaint.received_at),
        "has_code": complaint.locator is not None,
        "named": may_name(complaint.id),
    }
