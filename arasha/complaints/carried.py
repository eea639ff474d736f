"""What a text for somebody outside tells of the people of a complaint. The page that shows it before sending and the action that refuses
it ask the same function, so that both say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arasha import vault
from arasha.complaints.models import Complaint, Party
from arasha.parties.models import Consent, Purpose
from arasha.parties.names import word_of

PASSAGE_WORDS = 8  # so many words of the story one after the other are a quotation, not a coincidence
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Carried:
    """`name` and `witness` are the first word found of such a name, as it stands in the text, else empty."""

    name: str = ""
    witness: str = ""
    affected: tuple[str, ...] = ()  # the whole names of affected persons of whom the text has a word
    contact: tuple[str, ...] = ()  # addresses and numbers of the complainant
    passages: tuple[str, ...] = ()  # the person's own words, as the text has them


def carried(complaint: Complaint, parties: Sequence[Party], *texts: str) -> Carried:
    """What `texts` tell. The keys of the complaint and of its complainant must be loaded; no statement."""
    said = "\n".join(texts)
    by_role = {role: [party.name or "" for party in parties if party.role == role] for role in Party.Role}
    names = [person_name(complaint), *by_role[Party.Role.COMPLAINANT]]
    return Carried(
        name=_first(names, said),
        witness=_first(by_role[Party.Role.WITNESS], said),
        affected=tuple(name for name in by_role[Party.Role.AFFECTED] if word_of(name, said)),
        contact=tuple(_contacts(said, contact_of(complaint))),
        passages=tuple(passages(complaint.story or {}, said)),
    )


def person_name(complaint: Complaint) -> str:
    """The complainant's name, empty for an anonymous complaint."""
    person = complaint.complainant
    if person is None:
        return ""
    vault.load_keys([person.key_id])
    return person.name or ""


def contact_of(complaint: Complaint) -> dict[str, Any]:
    """How the complainant can be reached, as the record of the person has it."""
    person = complaint.complainant
    if person is None:
        return {}
    vault.load_keys([person.key_id])
    return person.contact or {}


def passages(story: Mapping[str, Any], said: str) -> list[str]:
    """The runs of at least PASSAGE_WORDS words that `said` shares with what the person told, as they stand in `said`."""
    told = {run for answer in story.values() if isinstance(answer, str) for run in _runs(_words(answer))}
    found = list(_WORD.finditer(said))
    hits = [index for index, run in enumerate(_runs(_words(said))) if run in told]
    return [said[found[first].start() : found[last + PASSAGE_WORDS - 1].end()] for first, last in _together(hits)]


def not_allowed(tells: Carried, consents: Mapping[str, Consent]) -> str:
    """The first word that may not go: a witness's name always, the complainant's name or contact without consent; else empty."""
    return tells.witness or ("" if may_be_named(consents) else tells.name or next(iter(tells.contact), ""))


def quoted_against(tells: Carried, consents: Mapping[str, Consent], *, named: bool) -> str:
    """The first passage in the person's own words that may not go in a letter that names them (`named`, where it may) or not; else
    empty. Never asked, the office may quote: the passage is shown before it goes."""
    answer = consents.get(Purpose.COPY_TO_BODY)
    if answer is None or answer.given:
        return ""
    unnamed = answer.answer == Consent.Answer.UNNAMED and not ((named or tells.name) and may_be_named(consents))
    return "" if unnamed else next(iter(tells.passages), "")


def told_of(parties: Iterable[Party], said: str, *, besides: Sequence[Party] = ()) -> str:
    """The first word that `said` has of the name, address or number of one of `parties`, as it stands there; else empty. A word that is
    of one of `besides` as well does not count. The keys of the complaints and of the persons must be loaded."""
    own = " ".join(party.name or "" for party in besides)
    for party in parties:
        name = " ".join(part for part in _WORD.findall(party.name or "") if not word_of(own, part.title()))
        if word := word_of(name, said):
            return word
        if found := _contacts(said, (party.person.contact or {}) if party.person else {}):
            return found[0]
    return ""


def may_be_named(consents: Mapping[str, Consent]) -> bool:
    """Whether the newest word of the person on being named is a plain yes."""
    answer = consents.get(Purpose.NAME_TO_BODY)
    return bool(answer and answer.given)


def _first(names: Iterable[str], said: str) -> str:
    return next((word for name in names if (word := word_of(name, said))), "")


def _contacts(said: str, contact: Mapping[str, Any]) -> list[str]:
    """The addresses and numbers that the text has, as the person gave them."""
    plain, digits = " ".join(said.casefold().split()), re.sub(r"\D", "", said)
    words = [str(contact.get(name) or "") for name in ("email", "address")]
    found = [one for one in words if one and " ".join(one.casefold().split()) in plain]
    numbers = [str(contact.get(name) or "") for name in ("phone", "iin")]
    return found + [one for one in numbers if len(tail := re.sub(r"\D", "", one)[-10:]) > 5 and tail in digits]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + PASSAGE_WORDS]) for start in range(len(words) - PASSAGE_WORDS + 1)]


def _together(hits: Iterable[int]) -> list[tuple[int, int]]:
    """(first, last) of the hits that overlap or touch."""
    found: list[tuple[int, int]] = []
    for hit in hits:
        if found and hit <= found[-1][1] + PASSAGE_WORDS:
            found[-1] = (found[-1][0], hit)
        else:
            found.append((hit, hit))
    return found
