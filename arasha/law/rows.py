"""One row of a profile's files made into one object of the rule book. A missing column is a KeyError: the loader names the profile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from arasha.law.calendar import SpecialDay
from arasha.law.casework import ActKind, UrgentReason, Way
from arasha.law.days import first_day, last_day
from arasha.law.directory import Body, Contact, DangerNumber, Ground, Group, Office, Purpose, Region, Topic
from arasha.law.overlay import LANGUAGES
from arasha.law.procedure import TermStart, Verb
from arasha.law.rules import Act, Citation, PolicyTerm, Rule
from arasha.law.words import Named

TREATIES = ("iccpr", "icescr", "cat", "cedaw", "crc", "crpd", "other")

Row = Mapping[str, str]
Texts = Mapping[str, Named]


def named(row: Row) -> Named:
    return Named(names=names_of(row))


def names_of(row: Row, prefix: str = "name_") -> dict[str, str]:
    return {language: row[prefix + language] for language in LANGUAGES if row.get(prefix + language)}


def codes(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def act(row: Mapping[str, Any]) -> Act:
    return Act(code=row["code"], title=row["title"], names=names_of(row), in_force_to=last_day(row.get("in_force_to", "")))


def act_names(acts: tuple[Act, ...], title: str) -> Named:
    known = next((candidate for candidate in acts if candidate.title == title), None)
    return Named(names=known.names if known else ({"en": title} if title else {}))


def triggers_of(trigger: str, texts: Texts) -> Named:
    if not trigger:
        return Named(names={})
    return texts.get("trigger." + trigger.lower().replace(" ", "_"), Named(names={"en": trigger}))


def rule(row: Row, names: Mapping[str, str], acts: tuple[Act, ...], triggers: Named) -> Rule:
    return Rule(
        id=row["id"], area=row["area"], names=names, number=int(row["number"]) if row["number"] else None, unit=row["unit"],
        bound=row["bound"], triggers=triggers, act=row["act"], act_names=act_names(acts, row["act"]), article=row["article"],
        in_force_from=first_day(row["in_force_from"]), in_force_to=last_day(row["in_force_to"]),
        dates_as_given=(row["in_force_from"], row["in_force_to"]), applies=row["applies"], addressee=row["addressee"],
        confidence=row["confidence"], source=row["source"], note=row["note"],
    )  # fmt: skip


def purpose(row: Mapping[str, Any], texts: Texts) -> Purpose:
    return Purpose(
        code=row["code"], names=texts["purpose." + row["code"]].names, rules=tuple(row.get("rules", ())),
        may_pause=row.get("may_pause", False), extended_by=row.get("extended_by", ""),
    )  # fmt: skip


def special_day(row: Row) -> SpecialDay:
    return SpecialDay(
        day=date.fromisoformat(row["date"]), kind=row["kind"], names=names_of(row), moved_from=first_day(row["moved_from"]),
        estimated=row["estimated"] == "yes", source=row["source"],
    )  # fmt: skip


def ground(row: Row, acts: tuple[Act, ...]) -> Ground:
    citation = Citation(
        act=row["act"], article=row["article"], act_names=act_names(acts, row["act"]), rule=row["rule"],
        confidence=row["confidence"], as_given=row["as_given"],
    )  # fmt: skip
    return Ground(
        code=row["code"], names=names_of(row), effect=row["effect"], citation=citation, what_to_do=row["what_to_do"],
        remedies=codes(row["remedies"]), not_for=frozenset(codes(row["not_for"])), may_be_waived=row["may_be_waived"] == "yes",
    )  # fmt: skip


def verb(row: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Verb:
    return Verb(
        code=row["code"], names=names_of(row), actor=row["actor"], to=row.get("to", ""),
        from_states=frozenset(states_of(row.get("from", []), lists)), choices=tuple(states_of(row.get("choices", []), lists)),
        to_previous=row.get("to_previous", False), stays=row.get("stays", False), reopens=row.get("reopens", False),
        requires=tuple(row.get("requires", ())), letters=tuple(row.get("letters", ())),
        starts=tuple(TermStart(**start) for start in row.get("starts", ())), ends=tuple(row.get("ends", ())),
        ends_all=row.get("ends_all", False), outcomes=tuple(row.get("outcomes", ())),
        public=row.get("public", False),
    )  # fmt: skip


def states_of(given: str | list[str], lists: Mapping[str, list[str]]) -> list[str]:
    """A list of states, or the name of one."""
    return lists[given] if isinstance(given, str) else given


def region(row: Row) -> Region:
    return Region(
        code=row["code"], iso=row["iso"], kind=row["kind"], names=names_of(row), centre=Named(names=names_of(row, "centre_")),
        since=first_day(row["since"]), confidence=row["confidence"], note=row["note"],
    )  # fmt: skip


def office(row: Row) -> Office:
    return Office(code=row["code"], region=row["region"], names=names_of(row), confidence=row["confidence"], source=row["source"])


def body(row: Row) -> Body:
    return Body(
        code=row["code"], kind=row["kind"], level=row["level"], names=names_of(row), within_jurisdiction=row["within_jurisdiction"],
        valid_from=first_day(row["valid_from"]), valid_to=last_day(row["valid_to"]), confidence=row["confidence"], note=row["note"],
        region_names=names_of(row, "region_"),
    )  # fmt: skip


def topic(row: Row) -> Topic:
    articles = {treaty: row[treaty] for treaty in TREATIES if row.get(treaty)}
    return Topic(
        code=row["code"], parent=row["parent"], names=names_of(row), articles=articles, flags=frozenset(codes(row["flags"])),
        confidence=row["confidence"],
    )  # fmt: skip


def group(row: Row) -> Group:
    return Group(code=row["code"], names=names_of(row), standard=row["standard"], confidence=row["confidence"])


def contact(row: Row) -> Contact:
    return Contact(email=row.get("email", "").strip(), phone=row.get("phone", "").strip())


def danger_number(row: Row) -> DangerNumber:
    return DangerNumber(
        number=row["number"],
        names=names_of(row),
        confidence=row["confidence"],
        source=row["source"],
        checked=first_day(row["checked"]),
    )


def policy(row: Mapping[str, Any], names: Mapping[str, str], triggers: Named) -> PolicyTerm:
    return PolicyTerm(
        id=row["id"], area="policy", names=names, number=row["number"], unit=row["unit"], bound=row.get("bound", ""), triggers=triggers,
        act="", act_names=Named(names={}), article="", in_force_from=first_day(row.get("in_force_from", "")), in_force_to=None,
        dates_as_given=(row.get("in_force_from", ""), ""), applies="default", addressee="", confidence="assumed",
        source=row.get("source", ""), note=row.get("note", ""),
    )  # fmt: skip


def urgent_reason(row: Mapping[str, Any]) -> UrgentReason:
    return UrgentReason(
        code=row["code"], names=names_of(row), topics=frozenset(row["topics"]), confidence=row["confidence"], source=row["source"]
    )


def way(code: str, text: Named, row: Mapping[str, Any]) -> Way:
    given = {name: row[name] for name in ("rule", "confidence", "source") if name in row}
    return Way(code=code, names=text.names, topics=frozenset(row.get("topics", ())), **given)


def act_kind(row: Mapping[str, Any], basis: Mapping[str, list[str]]) -> ActKind:
    return ActKind(
        code=row["code"], names=names_of(row), letter=row["letter"], purpose=row["purpose"], needs_breach=row["needs_breach"],
        to_body=row["to_body"], basis=tuple(basis.get(row["code"], ())),
    )  # fmt: skip
