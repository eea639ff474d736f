"""People as the desk shows them: how one may reach them, what they allowed, who speaks for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from arasha import vault
from arasha.complaints.language import page_language
from arasha.complaints.models import Complaint, Identity, Party, SafetyNote
from arasha.dates import write_date
from arasha.law import RuleBook
from arasha.parties.models import Consent, Person, Purpose
from arasha.parties.queries import merges_of
from arasha.site.context import FULL_NAMES

# The verbs on one of the people, in the order of their links; those that need something known beyond the name.
ON_ONE = (
    "set_safe_contact", "set_language", "correct_party", "set_representative", "mark_vulnerable", "note_safety", "remove_party",
)  # fmt: skip
CHANNELS = {"email": "email", "phone": "phone", "post": "address"}


def party_cards(
    complaint: Complaint, parties: Sequence[Party], book: RuleBook, language: str, today: date, consents: dict[str, Consent]
) -> list[dict[str, Any]]:
    """Everybody concerned for `components/person.html`; one statement where there are safety notes."""
    notes = safety_notes(complaint, today) if any(party.warned for party in parties) else {}
    return [_card(complaint, party, notes, consents, book, language) for party in parties]


def _card(
    complaint: Complaint, party: Party, notes: dict[Any, str], consents: dict[str, Consent], book: RuleBook, language: str
) -> dict[str, Any]:
    person = party.person
    contact = (person.contact or {}) if person else {}
    lead = person is not None and person.id == complaint.complainant_id
    return {
        "id": party.id,
        "name": party.name or gettext("name not told"),
        "role": ", ".join(_part(party, lead, language)),
        "complainant": party.role == Party.Role.COMPLAINANT,
        "identity": complaint.identity if lead else "",
        "language": FULL_NAMES.get(person.language, person.language) if person else "",
        "lines": [contact[name] for name in ("phone", "email", "address", "iin") if contact.get(name)],
        "rules": [*_rules(complaint, contact, consents, lead), *filter(None, [notes.get(party.id)])],
        "facts": [*_facts(party, book, language), *([gettext("reads large print")] if contact.get("large_print") else [])],
    }


def _rules(complaint: Complaint, contact: dict[str, Any], consents: dict[str, Consent], lead: bool) -> list[str]:
    """Of somebody whom the office added itself nobody knows yet what is safe; they have no code, so the portal is no way either."""
    if lead or contact.get("rules"):
        return contact_rules(complaint, contact, consents if lead else {})
    known = any(contact.get(name) for name in ("phone", "email", "address"))
    return [gettext("Nobody asked yet which ways are safe. Ask before you write or call.")] if known else []


def _part(party: Party, lead: bool, language: str) -> list[str]:
    said = [str(party.get_role_display())]
    if party.person and party.person.kind == Person.Kind.ORGANISATION:
        said.append(str(party.person.get_kind_display()))
    if party.basis:
        day = write_date(party.basis_date, language, "long") if party.basis_date else ""
        said.append(" ".join(filter(None, [str(party.get_basis_display()), day])))
    if party.basis_note:
        said.append(party.basis_note)
    if lead:
        said.append(gettext("our letters go here"))
    return said


def _facts(party: Party, book: RuleBook, language: str) -> list[str]:
    """Who they are to the affected person, and what makes them vulnerable."""
    said = party.said or {}
    facts = [gettext("the complainant is: %(relation)s") % {"relation": said["relation"]}] if said.get("relation") else []
    facts += [gettext("under 18")] if said.get("child") else []
    if said.get("detention"):
        place = said.get("place")
        facts.append(gettext("deprived of liberty: %(place)s") % {"place": place} if place else gettext("deprived of liberty"))
    groups = [book.group(code) for code in said.get("groups") or []]
    return facts + [group.name(language) for group in groups if group]


def contact_rules(complaint: Complaint, contact: dict[str, Any], consents: dict[str, Consent] | None = None) -> list[str]:
    """What stands before anyone calls or writes."""
    rules = []
    known, channels = contact.get("rules"), (contact.get("rules") or {}).get("channels", [])
    if complaint.identity != Identity.ANONYMOUS and not contact.get("safe"):
        rules.append(
            gettext("Do not call or write at all.")
            if known and not channels
            else gettext("Do not call or write: use only the portal.")
            if complaint.locator
            else gettext(
                "Do not call or write, and they have no code for the portal: wait until they come to us, or use the way they named."
            )
        )
    elif known:
        ways = {
            "portal": gettext("the portal"), "email": gettext("e-mail"), "phone": gettext("telephone"), "post": gettext("post"),
            "visit": gettext("a meeting"),
        }  # fmt: skip
        rules.append(gettext("Only by: %(ways)s.") % {"ways": ", ".join(ways[one] for one in channels if one in ways)})
        if "phone" not in channels:
            rules.append(gettext("Do not call."))
    if known and known.get("calls"):
        rules.append(gettext("Call only: %(when)s.") % {"when": known["calls"]})
    if known and known.get("not_with"):
        rules.append(gettext("Do not speak with: %(whom)s.") % {"whom": known["not_with"]})
    for purpose, words in (
        (Purpose.EMAIL, gettext("They said no to e-mail.")),
        (Purpose.PHONE, gettext("They said no to calls.")),
    ):
        said = (consents or {}).get(purpose)
        rules += [words] if said and not said.given else []
    if contact.get("contact_note"):
        rules.append(str(contact["contact_note"]))
    return rules


def safety_notes(complaint: Complaint, today: date) -> dict[Any, str]:
    """By party, the newest note that still stands, with who wrote it and until when; one statement."""
    found: dict[Any, str] = {}
    language = page_language()
    for note in SafetyNote.objects.filter(complaint=complaint).select_related("by").order_by("at", "id"):
        note.complaint = complaint
        day = write_date(note.until, language, "until")
        words = gettext("For your safety: %(text)s (%(who)s, until %(day)s)")
        found[note.party_id] = words % {"text": note.text, "who": note.by.name, "day": day} if note.until >= today else ""
    return found


def contact_warning(complaint: Complaint, today: date, consents: dict[str, Consent]) -> dict[str, Any]:
    """`rules` and `ways` for the page of anything that reaches the complainant; one statement, none for an anonymous one."""
    person = complaint.complainant
    if person is None or complaint.erased_at:
        return {}
    vault.load_keys([person.key_id])
    contact = person.contact or {}
    notes = safety_notes(complaint, today)
    rules = contact_rules(complaint, contact, consents) + [note for note in notes.values() if note]
    channels = (contact.get("rules") or {}).get("channels", list(CHANNELS)) if contact.get("safe") else []
    return {
        "rules": rules,
        "ways": [contact[CHANNELS[one]] for one in channels if one in CHANNELS and contact.get(CHANNELS[one])],
    }


def verb_links(complaint: Complaint, card: dict[str, Any], verbs: dict[str, str]) -> list[dict[str, str]]:
    """What one may do on one of the people; `verbs` are those possible now, with their names."""
    return [
        {"label": verbs[verb], "url": f"{reverse('desk:verb', args=[complaint.id, verb])}?party={card['id']}"}
        for verb in ON_ONE if verb in verbs
    ]  # fmt: skip


def joined(complaint: Complaint) -> list[dict[str, Any]]:
    """The merges that hold the complainant's record together with others; one statement."""
    if complaint.complainant is None:
        return []
    return [{"id": done.id, "at": done.at} for done in merges_of(complaint.complainant)]


def consent_view(consent: Consent | None) -> dict[str, Any]:
    """The newest word of the person on one purpose."""
    ways = {
        "portal": gettext("on the portal"),
        "phone": gettext("by telephone"),
        "visit": gettext("at a visit"),
        "paper": gettext("on paper"),
    }
    if consent is None:
        return {"given": None, "said_at": None, "how": ""}
    return {
        "given": consent.given,
        "said_at": consent.said_at,
        "how": ways.get(consent.how, consent.how),
        "answer": consent.get_answer_display(),
    }  # fmt: skip
