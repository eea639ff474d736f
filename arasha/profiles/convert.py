"""Writes the CSV files of `kz` (and what `paris` shares) from a folder of reference tables.

    python -m arasha.profiles.convert REFERENCE [--to arasha/profiles]
    python -m arasha.profiles.convert --calendar FR --years 2024-2030 --to path/to/profile

The reference holds rules.csv, regions_kz.csv, bodies_kz.csv, topics.csv, vulnerable_groups.csv, admissibility_grounds.csv and
legal_terms.json. Nothing is dropped but repetition; what the reference says in prose becomes a column, and every word about how sure
something is becomes one of the four words of `arasha.law.rules.CONFIDENCE`. The calendar comes from the package `holidays`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from arasha.profiles import reference

HERE = Path(__file__).resolve().parent
Row = dict[str, str]
NAMES = ("name_kk", "name_ru", "name_en")


def convert(source: Path, to: Path) -> list[str]:
    """Write every file; returns what was written, one line each. Raises OSError or KeyError for a reference that is not one."""
    kz, paris = to / "kz", to / "paris"
    regions = list(_rows(source / "regions_kz.csv"))
    rules = [_rule(row) for row in _rows(source / "rules.csv")]
    topics = [_sure(row) for row in _rows(source / "topics.csv")]
    groups = [_sure(row) for row in _rows(source / "vulnerable_groups.csv")]
    said = [
        _write(kz / "rules.csv", [_only(row, RULE) for row in rules if row["jurisdiction"] == "kz"], RULE),
        _write(paris / "rules.csv", [_only(row, RULE) for row in rules if row["jurisdiction"] == "paris"], RULE),
        _write(kz / "regions.csv", [_region(row) for row in regions], REGION),
        _write(kz / "offices.csv", list(_offices(regions)), OFFICE),
        _write(kz / "bodies.csv", [_body(row) for row in _rows(source / "bodies_kz.csv")], BODY),
        _write(kz / "topics.csv", topics, TOPIC),
        _write(paris / "topics.csv", [_neutral(row) for row in topics], TOPIC),
        _write(kz / "groups.csv", groups, GROUP),
        _write(paris / "groups.csv", [_neutral(r) for r in groups if r["code"] not in reference.NATIONAL_GROUPS], GROUP),
        _write(kz / "grounds.csv", [_ground(row) for row in _rows(source / "admissibility_grounds.csv")], GROUND),
        _write(kz / "calendar.csv", list(calendar("KZ", range(2019, 2031))), CALENDAR),
    ]
    terms = json.loads((source / "legal_terms.json").read_text("utf-8"))
    text = json.dumps(terms, ensure_ascii=False, indent=1) + "\n"
    for profile in (kz, paris):
        (profile / "legal_terms.json").write_text(text, "utf-8")
    return [*said, f"legal_terms.json: {len(terms['terms'])}"]


RULE = ("id", "area", "text", "number", "unit", "bound", "trigger", "act", "article", "in_force_from", "in_force_to", "applies",
        "addressee", "confidence", "source", "note")  # fmt: skip
REGION = ("code", "kato", "iso", "kind", *NAMES, "centre_kk", "centre_ru", "centre_en", "since", "confidence", "note")
OFFICE = ("code", "region", *NAMES, "confidence", "source")
BODY = ("code", "kind", "level", *NAMES, "region_kk", "region_ru", "region_en", "within_jurisdiction", "valid_from", "valid_to",
        "confidence", "note")  # fmt: skip
TOPIC = ("code", "parent", *NAMES, "iccpr", "icescr", "cat", "cedaw", "crc", "crpd", "other", "flags", "confidence", "note")
GROUP = ("code", *NAMES, "standard", "confidence", "note")
GROUND = ("code", "effect", *NAMES, "rule", "act", "article", "as_given", "confidence", "what_to_do", "remedies", "not_for",
          "may_be_waived")  # fmt: skip
CALENDAR = ("date", "kind", *NAMES, "moved_from", "estimated", "source")


def sure(text: str) -> tuple[str, str]:
    """One of the four words for how sure something is, and what else was said: "verified (2021 text)" → verified_old_text."""
    text = text.strip()
    if text in ("verified", "recalled", "assumed"):
        return text, ""
    if text.startswith("verified (2021 text)"):
        return "verified_old_text", ""
    return "recalled", text


def unit_of(text: str) -> tuple[str, str]:
    """The unit and the bound: "months (not more than)" → ("months", "not_more_than")."""
    bound = "not_more_than" if "not more than" in text else ""
    unit = re.sub(r"\(.*\)", "", text).strip().replace(" ", "_")
    return reference.UNITS.get(unit, unit), bound


def applies_to(text: str) -> tuple[str, str]:
    """How a rule applies and to whom: "directly (to bodies)" → ("directly", "bodies")."""
    found = re.fullmatch(r"(.+?)(?: \(to (\w+)\))?", text)
    how, whom = found.groups() if found else (text, "")
    return how.replace(" ", "_"), whom or ""


def _rule(row: Row) -> Row:
    unit, bound = unit_of(row["unit"])
    applies, addressee = applies_to(row["applies"])
    confidence, more = sure(row["confidence"])
    return {
        **row, "text": row["rule"], "unit": unit, "bound": bound, "applies": applies, "addressee": addressee, "confidence": confidence,
        "note": _join(row["note"], more),
    }  # fmt: skip


def _region(row: Row) -> Row:
    row = _sure(row)
    return _only({**row, "iso": row["iso_3166_2"]}, REGION)


def _offices(regions: Iterable[Row]) -> Iterator[Row]:
    yield {"code": "centre", "region": "", **reference.CENTRE, "confidence": "verified", "source": "KZ-C15"}
    for row in regions:
        names = dict(zip(NAMES, (f"{row['name_kk']} бойынша өкілдік", f"Представительство {_locative(row['name_ru'])}",
                                 f"Representation in {row['name_en']}"), strict=True))  # fmt: skip
        yield {"code": row["iso_3166_2"], "region": row["code"], **names, "confidence": "recalled", "source": "KZ-X05"}


def _locative(name: str) -> str:
    """A region's Russian name after "представительство": «Акмолинская область» → «по Акмолинской области»."""
    changed = name.replace("ская область", "ской области").replace("область ", "области ").replace("город ", "городу ")
    return f"по {changed}"


def _body(row: Row) -> Row:
    row = _sure(row)
    level = "region" if row["code"] in reference.IN_EACH_REGION else "local" if row["code"] in reference.LOCAL else "central"
    in_region = dict(
        zip(("region_kk", "region_ru", "region_en"), reference.IN_EACH_REGION.get(row["code"], ("", "", "")), strict=True)
    )
    since, until = reference.BODY_DATES.get(row["code"], ("", ""))
    return {**row, "level": level, **in_region, "valid_from": since, "valid_to": until}


def _ground(row: Row) -> Row:
    tied = reference.GROUNDS[row["code"]]
    confidence, _ = sure(row["confidence"])
    return {
        **_only(row, ("code", *NAMES)), "effect": tied.effect or row["effect"].removeprefix("outcome:"), "rule": tied.rule,
        "act": tied.act,
        "article": "", "as_given": row["citation"], "confidence": confidence, "what_to_do": row["what_to_do"],
        "remedies": ";".join(f"remedy.{key}" for key in tied.remedies), "not_for": ";".join(tied.not_for),
        "may_be_waived": "yes" if tied.may_be_waived else "no",
    }  # fmt: skip


def _sure(row: Row) -> Row:
    confidence, more = sure(row["confidence"])
    return {**row, "confidence": confidence, "note": _join(row.get("note", ""), more)}


def _neutral(row: Row) -> Row:
    """A row without what holds for one country only, marked as what it is: a default."""
    row = {**row, "confidence": "assumed"}
    if "other" in row and any(word in row["other"] for word in reference.NATIONAL_WORDS):
        row["other"] = ""
    return row


def calendar(country: str, years: Iterable[int]) -> Iterator[Row]:
    """Days off, moved days and worked weekends of `country` as the package `holidays` knows them, in order of date."""
    import holidays

    years = list(years)
    english = "en_US" if "en_US" in holidays.country_holidays(country).supported_languages else None
    known = holidays.country_holidays(country, years=years, language=english)
    source = f"package holidays {version('holidays')}"
    worked = {day for day in getattr(known, "weekend_workdays", ()) if day.year in years}
    for day in sorted({*known, *worked}):
        yield _worked(day, source) if day in worked else _day_off(day, known[day], source)


def _worked(day: date, source: str) -> Row:
    return {"date": day.isoformat(), "kind": "worked", "moved_from": "", "estimated": "no", "source": source}


def _day_off(day: date, told: str, source: str) -> Row:
    told = told.split("; ")[0]
    row = {"date": day.isoformat(), "kind": "holiday", "moved_from": "", "estimated": "no", "source": source}
    moved = re.search(r"substituted from (\d\d/\d\d/\d{4})", told)
    if moved:
        return {**row, "kind": "moved", "moved_from": datetime.strptime(moved[1], "%m/%d/%Y").date().isoformat()}  # noqa: DTZ007
    name = re.sub(r" \((observed|estimated|observed, estimated)\)$", "", told)
    row.update(dict(zip(NAMES, reference.HOLIDAYS.get(name, (name,) * 3), strict=True)))
    row["kind"] = "observed" if "observed" in told else "holiday"
    if "estimated" in told and row["date"] in reference.CONFIRMED_DAYS:
        row["source"] = _join(source, reference.CONFIRMED_DAYS[row["date"]])
    elif "estimated" in told:
        row["estimated"] = "yes"
    return row


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _only(row: Row, fields: Iterable[str]) -> Row:
    return {name: row[name] for name in fields}


def _join(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _write(path: Path, rows: list[Row], fields: tuple[str, ...]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_only({name: row.get(name, "") for name in fields}, fields) for row in rows)
    return f"{path.parent.name}/{path.name}: {len(rows)}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m arasha.profiles.convert", description=__doc__.splitlines()[0])
    parser.add_argument("reference", type=Path, nargs="?")
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--calendar", metavar="COUNTRY", help="write only calendar.csv of this country into --to")
    parser.add_argument("--years", default="2019-2030")
    given = parser.parse_args(argv)
    if given.calendar:
        first, last = (int(year) for year in given.years.split("-"))
        said = [_write(given.to / "calendar.csv", list(calendar(given.calendar, range(first, last + 1))), CALENDAR)]
    elif given.reference:
        said = convert(given.reference, given.to)
    else:
        parser.error("name the folder of the reference tables, or --calendar")
    sys.stdout.write("\n".join(said) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
