"""The converter: what the reference says in prose becomes columns, nothing gets lost, and the same input gives the same files."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from arasha.law import UnknownRule, check_book, load_book
from arasha.law.loader import COMMON, PROFILES
from arasha.profiles.convert import applies_to, calendar, convert, main, sure, unit_of

RULES = [
    ("KZ-C01", "kz", "complaint", "Considered", "15", "working days", "registration of the complaint", "Rules", "(point)", "2025-11-02", "",
     "directly", "verified", "https://example.org", "a note"),
    ("KZ-A02", "kz", "body", "Extended", "2", "months (not more than)", "need", "Code", "76", "2021-07-01", "", "directly (to bodies)",
     "recalled", "", ""),
    ("PA-01", "paris", "complaint", "Acknowledge", "5", "working days", "receipt", "default", "", "", "", "default", "assumed", "", ""),
]  # fmt: skip
TABLES = {
    "rules.csv": (
        "id jurisdiction area rule number unit trigger act article in_force_from in_force_to applies confidence source note",
        RULES,
    ),
    "regions_kz.csv": (
        "code kato iso_3166_2 kind name_kk name_ru name_en centre_kk centre_ru centre_en since note confidence",
        [("11", "110000000", "KZ-11", "region", "Ақмола облысы", "Акмолинская область", "Akmola Region", "Көкшетау", "Кокшетау",
          "Kokshetau", "", "", "ISO codes verified; names recalled")],
    ),
    "bodies_kz.csv": (
        "code kind name_kk name_ru name_en within_jurisdiction note confidence",
        [("police_dept", "police", "Полиция", "Полиция", "Police", "yes", "", "recalled"),
         ("anticorr", "agency", "Агенттік", "Агентство", "Agency", "yes", "gone", "verified (existence); names recalled")],
    ),
    "topics.csv": (
        "code parent name_kk name_ru name_en iccpr icescr cat cedaw crc crpd other flags confidence",
        [("VIO-DOM", "", "Т", "Б", "D", "7", "", "", "", "", "", "Law of 4 Dec 2009", "urgent;children", "wording ours")],
    ),
    "vulnerable_groups.csv": ("code name_kk name_ru name_en standard confidence", [("child", "Б", "Р", "Child", "CRC", "ours"),
                                                                                   ("kandas", "Қ", "К", "Kandas", "", "ours")]),
    "admissibility_grounds.csv": (
        "code effect name_kk name_ru name_en citation confidence what_to_do",
        [("A-JUR-PRES", "outcome:not_considered", "П", "П", "President", "Law 90-VII Art. 9(2)", "verified (2021 text)", "no")],
    ),
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    place = tmp_path / "reference"
    place.mkdir()
    for name, (columns, rows) in TABLES.items():
        with (place / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns.split(), *rows])
    terms = {"terms": [{"kk": "шағым", "ru": "жалоба", "en": "complaint", "confidence": "usual", "note": ""}]}
    (place / "legal_terms.json").write_text(json.dumps(terms), "utf-8")
    for profile in ("kz", "paris"):
        (tmp_path / profile).mkdir()
    return place


@pytest.fixture
def _no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing the package of holidays takes a second; the slow test below reads it."""
    monkeypatch.setattr("arasha.profiles.convert.calendar", lambda country, years: iter(()))


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row.get("id") or row["code"]: row for row in csv.DictReader(file)}


@pytest.mark.usefixtures("_no_package")
def test_prose_becomes_columns(source: Path) -> None:
    to = source.parent
    convert(source, to)
    rules = table(to / "kz" / "rules.csv")
    assert set(rules) == {"KZ-C01", "KZ-A02"}
    assert (rules["KZ-C01"]["unit"], rules["KZ-C01"]["source"], rules["KZ-C01"]["note"]) == (
        "working_days",
        "https://example.org",
        "a note",
    )
    bound = rules["KZ-A02"]
    assert (bound["unit"], bound["bound"], bound["applies"], bound["addressee"]) == (
        "months",
        "not_more_than",
        "directly",
        "bodies",
    )
    assert set(table(to / "paris" / "rules.csv")) == {"PA-01"}
    bodies = table(to / "kz" / "bodies.csv")
    assert (bodies["police_dept"]["level"], bodies["police_dept"]["region_ru"]) == ("region", "Департамент полиции")
    assert (bodies["anticorr"]["level"], bodies["anticorr"]["valid_to"], bodies["anticorr"]["confidence"]) == (
        "central",
        "2025-07",
        "recalled",
    )
    assert bodies["anticorr"]["note"] == "gone; verified (existence); names recalled"
    ground = table(to / "kz" / "grounds.csv")["A-JUR-PRES"]
    assert (ground["effect"], ground["rule"], ground["confidence"]) == ("not_considered", "KZ-C06b", "verified_old_text")
    assert ground["as_given"] == "Law 90-VII Art. 9(2)"
    offices = table(to / "kz" / "offices.csv")
    assert offices["KZ-11"]["name_ru"] == "Представительство по Акмолинской области"
    assert offices["centre"]["region"] == ""


@pytest.mark.usefixtures("_no_package")
def test_the_neutral_profile_keeps_nothing_of_one_country(source: Path) -> None:
    convert(source, source.parent)
    paris = source.parent / "paris"
    topic = table(paris / "topics.csv")["VIO-DOM"]
    assert (topic["other"], topic["iccpr"], topic["confidence"]) == ("", "7", "assumed")
    assert set(table(paris / "groups.csv")) == {"child"}
    assert table(source.parent / "kz" / "topics.csv")["VIO-DOM"]["other"] == "Law of 4 Dec 2009"


@pytest.mark.usefixtures("_no_package")
def test_twice_is_the_same(source: Path) -> None:
    to = source.parent
    first = convert(source, to), {path: path.read_bytes() for path in to.rglob("*.csv")}
    assert (convert(source, to), {path: path.read_bytes() for path in to.rglob("*.csv")}) == first


def test_words_for_how_sure() -> None:
    assert sure("verified") == ("verified", "")
    assert sure("verified (2021 text)") == ("verified_old_text", "")
    assert sure("wording ours") == ("recalled", "wording ours")
    assert unit_of("working day") == ("working_days", "")
    assert unit_of("offices") == ("offices", "")
    assert applies_to("by analogy") == ("by_analogy", "")


def test_the_command_line_wants_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "name the folder" in capsys.readouterr().err


@pytest.mark.slow
def test_the_shipped_calendar_is_what_the_package_says(tmp_path: Path) -> None:
    shipped = (PROFILES / "kz" / "calendar.csv").read_text("utf-8").splitlines()
    with (PROFILES / "kz" / "calendar.csv").open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    made = list(calendar("KZ", range(2019, 2031)))
    assert len(shipped) == len(made) + 1
    for row, old in zip(made, kept, strict=True):
        assert {**row, "source": ""} == {**{key: old[key] for key in row}, "source": ""}
    assert main(["--calendar", "FR", "--years", "2026-2026", "--to", str(tmp_path)]) == 0
    assert "2026-07-14,holiday" in (tmp_path / "calendar.csv").read_text("utf-8")


def test_a_profile_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """What docs/law.md tells a country to do: copy the neutral profile, change it, check it, use it by its path."""
    place = tmp_path / "atlantis"
    shutil.copytree(PROFILES / "paris", place)
    rules = (place / "rules.csv").read_text("utf-8").replace("PA-01,", "AT-01,")
    (place / "rules.csv").write_text(rules, "utf-8")
    book = load_book(str(place))
    assert book.profile == "atlantis"
    assert "acknowledgement: no rule PA-01" in check_book(book)
    with pytest.raises(UnknownRule):
        book.due("PA-01", date(2026, 3, 18))
    assert (PROFILES / COMMON / "procedure.toml").is_file()
