"""Reads a profile: a folder of CSV and TOML files, over `profiles/common`, into one rule book. Nothing happens at import."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from arasha.law import rows
from arasha.law.approvals import orders_of
from arasha.law.book import RuleBook
from arasha.law.calendar import WorkingCalendar
from arasha.law.casework import Way
from arasha.law.counting import Counting
from arasha.law.directory import LegalTerm, Purpose
from arasha.law.errors import BadProfile, LawError, UnknownProfile
from arasha.law.overlay import OverlayEntry, merge
from arasha.law.procedure import Procedure, State
from arasha.law.reminders import Reminders
from arasha.law.rules import Act, PolicyTerm, Rule
from arasha.law.words import Named

PROFILES = Path(__file__).resolve().parent.parent / "profiles"
COMMON = "common"
# Where "leave this page" goes unless the profile names another: an everyday page in every language that says nothing about its reader.
EXIT_PAGE = "https://www.wikipedia.org/"

Files = Mapping[str, bytes]
Row = dict[str, str]


def load_book(profile: str, overlay: Sequence[OverlayEntry] = ()) -> RuleBook:
    """The rule book of `profile` (a folder of `arasha/profiles`, or a path) with the office's `overlay` laid over it.

    What is shipped is read once a process. Raises UnknownProfile, BadProfile; never for an entry of the overlay: what cannot be
    applied is named in `book.problems`, so that an upgrade of the profile cannot stop an office.
    """
    return merge(_shipped(profile), overlay)


def profiles() -> list[str]:
    """The names of the shipped profiles."""
    return sorted(place.parent.name for place in PROFILES.glob("*/profile.toml"))


@lru_cache(maxsize=8)
def _shipped(profile: str) -> RuleBook:
    place = Path(profile) if "/" in profile else PROFILES / profile
    if not (place / "profile.toml").is_file():
        raise UnknownProfile(profile=profile, known=", ".join(profiles()))
    files = {**_read(PROFILES / COMMON), **_read(place)}
    try:
        return _build(place.name, files, _hash(files))
    except (LawError, KeyError, ValueError, TypeError) as problem:
        raise BadProfile(where=profile, what=f"{type(problem).__name__}: {problem}") from problem


def _read(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(place.iterdir()) if file.suffix in (".csv", ".toml", ".json")}


def _hash(files: Files) -> str:
    found = hashlib.sha256()
    for name in sorted(files):
        found.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return found.hexdigest()[:12]


def _build(profile: str, files: Files, version: str) -> RuleBook:
    about, terms = _toml(files, "profile.toml"), _toml(files, "terms.toml")
    texts = _texts(files)
    acts = tuple(rows.act(row) for row in _toml(files, "acts.toml").get("act", ()))
    rules = _rules(files, acts, texts)
    purposes = {row["code"]: rows.purpose(row, texts) for row in terms["purpose"]}
    return RuleBook(
        profile=profile, version=version, institution=rows.named(about["institution"]),
        contact=rows.contact(about.get("contact", {})), exit_page=about.get("exit_page") or EXIT_PAGE, languages=tuple(about["languages"]),
        country=about["country"], counting=_counting(files, about, terms), acts=acts, rule_versions=rules, purposes=purposes,
        policies=_policies(terms, texts, purposes), requirements=terms.get("requirement", {}),
        ground_versions={row["code"]: (rows.ground(row, acts),) for row in _csv(files, "grounds.csv")},
        procedure=_procedure(_toml(files, "procedure.toml")), regions=tuple(map(rows.region, _csv(files, "regions.csv"))),
        offices=tuple(map(rows.office, _csv(files, "offices.csv"))), bodies=tuple(map(rows.body, _csv(files, "bodies.csv"))),
        topics=tuple(map(rows.topic, _csv(files, "topics.csv"))), groups=tuple(map(rows.group, _csv(files, "groups.csv"))),
        danger_numbers=tuple(map(rows.danger_number, about.get("danger", ()))), legal_terms=_legal_terms(files), texts=texts,
        approvals=orders_of(terms.get("approval", {})),
        reminders=_reminders(terms.get("reminder", {})),
        hearing_required=terms.get("hearing", {}).get("required"),
        ways=_ways(files, texts),
        act_kinds={
            row["code"]: rows.act_kind(row, terms.get("act_basis", {})) for row in _toml(files, "act_kinds.toml").get("kind", ())
        },
        urgent_reasons=tuple(map(rows.urgent_reason, _toml(files, "urgent.toml").get("reason", ()))),
    )  # fmt: skip


def _toml(files: Files, name: str) -> dict[str, Any]:
    return tomllib.loads(files[name].decode()) if name in files else {}


def _csv(files: Files, name: str) -> Iterable[Row]:
    return csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))) if name in files else ()


def _texts(files: Files) -> dict[str, Named]:
    """Texts by "group.code"; the profile's own (profile_texts.toml) take the place of the common ones."""
    groups = [*_toml(files, "texts.toml").items(), *_toml(files, "profile_texts.toml").items()]
    return {f"{group}.{code}": rows.named(row) for group, entries in groups for code, row in entries.items()}


def _rules(files: Files, acts: tuple[Act, ...], texts: Mapping[str, Named]) -> dict[str, tuple[Rule, ...]]:
    translated = {row["id"]: row for row in _csv(files, "rule_texts.csv")}
    found: dict[str, tuple[Rule, ...]] = {}
    for row in _csv(files, "rules.csv"):
        names = {**rows.names_of(translated.get(row["id"], {}), ""), "en": row["text"]}
        found[row["id"]] = (*found.get(row["id"], ()), rows.rule(row, names, acts, rows.triggers_of(row["trigger"], texts)))
    return found


def _policies(
    terms: Mapping[str, Any], texts: Mapping[str, Named], purposes: Mapping[str, Purpose]
) -> dict[str, tuple[PolicyTerm, ...]]:
    found: dict[str, tuple[PolicyTerm, ...]] = {}
    for row in terms.get("policy", ()):
        term = rows.policy(row, purposes[row["purpose"]].names, rows.triggers_of(row.get("trigger", ""), texts))
        found[row["purpose"]] = (*found.get(row["purpose"], ()), term)
    return found


def _counting(files: Files, about: Mapping[str, Any], terms: Mapping[str, Any]) -> Counting:
    kept, roll = about["calendar"], terms.get("roll", {})
    covers = (kept["covers"][0], kept["covers"][1]) if "covers" in kept else None
    days = map(rows.special_day, _csv(files, "calendar.csv"))
    return Counting(
        calendar=WorkingCalendar(days, weekend=frozenset(kept["weekend"]), covers=covers), zone=ZoneInfo(about["time_zone"]),
        roll=roll.get("on_day_off", False), roll_confidence=roll.get("confidence", "assumed"),
        extension_from=terms.get("extension", {}).get("counted_from", "end"), utc_offset_hours=about.get("utc_offset_hours"),
    )  # fmt: skip


def _reminders(kept: Mapping[str, Any]) -> Reminders:
    own = Reminders()
    return Reminders(
        before=tuple(kept.get("before", own.before)),
        head_after=kept.get("head_after", own.head_after),
        deputy_after=kept.get("deputy_after", own.deputy_after),
        body_before=kept.get("body_before", own.body_before),
        body_after=kept.get("body_after", own.body_after),
    )


def _procedure(data: Mapping[str, Any]) -> Procedure:
    states = {
        row["code"]: State(code=row["code"], names=rows.names_of(row), final=row.get("final", False)) for row in data["state"]
    }
    lists = {**data.get("list", {}), "any": list(states)}
    verbs = {row["code"]: rows.verb(row, lists) for row in data["verb"]}
    return Procedure(
        initial=data["initial"], states=states, verbs=verbs, outcomes={row["code"]: rows.named(row) for row in data["outcome"]}
    )


def _ways(files: Files, texts: Mapping[str, Named]) -> tuple[Way, ...]:
    """Every text "remedy.…"; ways.toml says for which rights it is proposed and what it rests on."""
    known = {f"remedy.{row['code']}": row for row in _toml(files, "ways.toml").get("way", ())}
    if unknown := known.keys() - texts.keys():
        raise KeyError(f"ways.toml: no text {sorted(unknown)}")
    return tuple(rows.way(code, text, known.get(code, {})) for code, text in texts.items() if code.startswith("remedy."))


def _legal_terms(files: Files) -> tuple[LegalTerm, ...]:
    terms = json.loads(files["legal_terms.json"])["terms"] if "legal_terms.json" in files else ()
    return tuple(LegalTerm(names=rows.names_of(row, ""), confidence=row["confidence"], note=row["note"]) for row in terms)
