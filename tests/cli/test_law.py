"""`arasha law`: the date, the sum, JSON, and one clear line for what cannot be answered."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from arasha.cli import law


def ask(*words: str) -> int:
    return law.main(list(words))


def test_the_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", "KZ-C11", "--from", "2026-03-18") == 0
    assert capsys.readouterr() == ("2026-03-26\n", "")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", "KZ-C11", "--from", "2026-03-18", "--profile", "kz", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"rule", "from", "due", "unit", "number", "act", "article", "confidence", "applies", "basis", "version"}
    assert (answer["rule"], answer["from"], answer["due"], answer["applies"]) == (
        "KZ-C11",
        "2026-03-18",
        "2026-03-26",
        "by_analogy",
    )


def test_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", "KZ-C11", "--from", "2026-03-18", "--why") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-03-26"
    assert "23 March 2026 does not count: Nauryz." in lines
    assert ask("due", "KZ-C11", "--from", "2026-03-18", "--why", "--json") == 0
    assert json.loads(capsys.readouterr().out)["why"] == lines[1:]


def test_the_sum_in_russian_names_the_holidays_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", "KZ-C01", "--from", "2026-03-05", "--why", "--lang", "ru") == 0
    assert "Международный женский день" in capsys.readouterr().out


def test_hours(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", "KZ-C22", "--from", "2026-03-18T10:00") == 0
    assert capsys.readouterr().out == "2026-03-19T10:00+05:00\n"


def test_the_neutral_profile_and_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARASHA_PROFILE", "paris")
    assert ask("due", "PA-01", "--from", "2026-03-18", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["due"], answer["basis"], answer["act"]) == ("2026-03-25", "policy", None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["KZ-C11"], "From which day? Write it like: arasha law due KZ-C11 --from 2026-03-18"),
        (["KZ-C99", "--from", "2026-03-18"], "There is no rule “KZ-C99” in the profile kz."),
        (["KZ-C11", "--from", "2026-02-30"], "“2026-02-30” is not a date. Write it like 2026-03-18."),
        (["KZ-C11", "--from", "tomorrow"], "“tomorrow” is not a date. Write it like 2026-03-18."),
        (["KZ-C11", "--from", "2021-06-30"], "Rule KZ-C11 was not in force on 2021-06-30. It is in force: 2021-07-01 – …."),
        (["KZ-C18", "--from", "2026-03-18"], "Rule KZ-C18 sets no term: it says what must be done, not by when."),
        (
            ["KZ-C22", "--from", "2026-03-18"],
            "Rule KZ-C22 counts hours, so it needs the time of day too. Write it like 2026-03-18T10:00.",
        ),
        (
            ["KZ-C11", "--from", "9999-12-30"],
            "That date is out of reach: we count from the year 1 to the year 9999. Check the date.",
        ),
        (["PA-01", "--from", "2026-03-18", "--profile", "x"], "There is no profile “x”. The profiles here are: kz, paris."),
    ],
)
def test_what_has_no_answer(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("due", *words) == 2
    assert capsys.readouterr() == ("", said + "\n")


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("rules", "--json") == 0
    rows = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 70
    assert (rows["KZ-C21"]["basis"], rows["KZ-C02"]["not_more_than"]) == ("policy", True)
    assert ask("rules", "--on", "2022-05-01", "--area", "complaint") == 0
    listed = capsys.readouterr().out
    assert "KZ-C01a" in listed
    assert "KZ-C01 " not in listed
    assert ask("rules", "--on", "2022-05-01T10:00") == 2


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("check") == 0
    assert "70 rules, 33 not verified, 0 faults" in capsys.readouterr().out


def test_check_finds_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from arasha.law.loader import PROFILES

    for file in (PROFILES / "paris").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b'rules = ["PA-02"]', b'rules = ["PA-06"]'))
    assert ask("check", "--profile", f"{tmp_path}/") == 1
    assert capsys.readouterr().err == "admissibility: rule PA-06 sets no term\n"
    (tmp_path / "terms.toml").write_text("purpose = [", "utf-8")
    assert ask("check", "--profile", f"{tmp_path}/./") == 2
    assert "The profile cannot be read" in capsys.readouterr().err


def test_it_can_stand_under_another_parser(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    law.add_parser(parser.add_subparsers())
    given = parser.parse_args(["law", "due", "KZ-C11", "--from", "2026-03-18"])
    assert given.run(given) == 0
    assert capsys.readouterr().out == "2026-03-26\n"


def test_it_needs_neither_django_nor_an_office(tmp_path: Path) -> None:
    program = (
        "import sys; from arasha.cli.main import main; code = main(['law', 'due', 'KZ-C11', '--from', '2026-03-18']);"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'holidays')]; sys.exit(code)"
    )
    environ = {**os.environ, "ARASHA_HOME": str(tmp_path / "none")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environ, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2026-03-26\n", "")
    assert not (tmp_path / "none").exists()
