"""The example office: kept between starts, begun anew when its filling was interrupted, never another office."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from arasha.cli import demo, demo_office, demo_reset, init, run
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Step
from arasha.errors import Conflict

AT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "demo"
    home.mkdir()
    for module in (demo_office, demo_reset):
        monkeypatch.setattr(module, "HOME", home)
    monkeypatch.setattr(demo_office, "FILLED", home / "filled.json")
    return home


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was prepared and filled, instead of doing it."""
    from arasha.cli import demo

    done: list[str] = []
    monkeypatch.setattr(init, "prepare", lambda at: done.append("prepared"))
    monkeypatch.setattr(demo, "fill", lambda at: done.append("filled"))
    return done


def test_first_filled_then_kept(home: Path, prepared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = demo_office.prepare_demo(at=AT)
    assert prepared == ["prepared", "filled"]
    assert "registrar" in text
    (home / "office.sqlite3").write_text("what was typed")
    assert demo_office.prepare_demo(at=AT) == text
    assert prepared == ["prepared", "filled"]
    assert (home / "office.sqlite3").exists()


def test_another_version_prepares_and_keeps_what_was_typed(
    home: Path, prepared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    demo_office.FILLED.write_text(json.dumps({"program": "older", "welcome": ""}))
    (home / "office.sqlite3").write_text("what was typed")
    demo_office.prepare_demo(at=AT)
    assert prepared == ["prepared"]
    assert (home / "office.sqlite3").exists()


def test_an_interrupted_filling_is_begun_anew(home: Path, prepared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (home / "keys").mkdir()
    (home / "keys/master.key").write_text("half")
    demo_office.prepare_demo(at=AT)
    assert not (home / "keys").exists()
    assert prepared == ["prepared", "filled"]


def test_reset_forgets_but_not_while_it_is_served(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "office.sqlite3").write_text("what was typed")
    (home / demo_office.MARKER).touch()
    held = run.hold(home / "run.lock")
    with pytest.raises(Conflict):
        demo_reset.main([])
    assert (home / "office.sqlite3").exists()
    held.close()
    assert demo_reset.main([]) == 0
    assert not (home / "office.sqlite3").exists()


def test_a_folder_that_is_no_example_office_is_left_alone(home: Path) -> None:
    (home / "office.sqlite3").write_text("a real office")
    for begin in (demo_office.main, demo_reset.main):
        with pytest.raises(Conflict, match="is no example office"):
            begin([])
    assert [entry.name for entry in home.iterdir()] == ["office.sqlite3"]


def test_its_commands_name_its_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    monkeypatch.setattr("sys.argv", [".venv/bin/arasha", "demo"])
    assert "ARASHA_HOME=demo .venv/bin/arasha verify" in demo_office.commands()


def test_the_demo_never_meets_the_office_of_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = {name for name in os.environ if name.startswith("ARASHA_")}
    for name in named | {"ARASHA_HOME", "ARASHA_DEMO", "ARASHA_ORIGIN", "ARASHA_RECALL_MINUTES", "DJANGO_SETTINGS_MODULE"}:
        monkeypatch.setenv(name, os.environ.get(name, ""))  # so that each is put back afterwards
    monkeypatch.setenv("ARASHA_DATABASE_URL", "postgres://office@server/real")
    monkeypatch.setenv("ARASHA_KEYS", "/mnt/keys")
    demo_office.set_environment("127.0.0.1:8000")
    assert {name: value for name, value in os.environ.items() if name.startswith("ARASHA_")} == {
        "ARASHA_HOME": str(home),
        "ARASHA_DEMO": "1",
        "ARASHA_ORIGIN": "http://127.0.0.1:8000",
        "ARASHA_RECALL_MINUTES": "1",
    }


def test_its_commands_run_when_it_was_started_as_a_module(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    monkeypatch.setattr("sys.executable", str(home.parent / ".venv" / "bin" / "python"))
    for started in ("/checkout/arasha/__main__.py", "/checkout/arasha/cli/main.py"):
        monkeypatch.setattr("sys.argv", [started, "demo"])
        assert "ARASHA_HOME=demo .venv/bin/python -m arasha doctor" in demo_office.commands()


def test_every_role_has_an_account_or_is_named_as_without_work() -> None:
    from arasha.cli import demo
    from arasha.people import policy
    from arasha.people.models import Role

    with_account = {account.role for account in demo.accounts()}
    assert with_account | set(demo.WITHOUT_WORK) == set(Role)
    works = {role for roles in policy.GRANTS.values() for role in roles}
    works |= {role for right, roles in policy.OFFICE_GRANTS.items() for role in roles if right not in {"desk", "design"}}
    assert not works & set(demo.WITHOUT_WORK)
    assert with_account - works == {Role.ADMINISTRATOR}, "makes the accounts, and reads no complaint"


def test_what_it_prints_fits_into_eighty_columns() -> None:
    text = demo_office.welcome().replace(demo_office.ADDRESS, "127.0.0.1:8000")
    assert max(map(len, text.splitlines())) <= 80
    for words in ("Regional representative", "Legal expert", "nothing to do yet", "Press secretary"):
        assert words in " ".join(text.split())


@pytest.mark.django_db(databases=["default", "keys"])
def test_the_example_staff_work_when_an_office_is_open(settings: Any, tmp_path: Path) -> None:
    """Tuesday evening; of a step that would come later than now the time is now."""
    now = datetime(2026, 11, 24, 13, tzinfo=UTC)
    settings.ANCHORS = tmp_path / "anchors"  # not where the other tests look
    init.load_profile(now)
    demo.fill(now)
    zone, calendar = ZoneInfo(settings.TIME_ZONE), current_book().counting.calendar
    steps = Step.objects.filter(by_kind="staff").exclude(at__gte=now - timedelta(hours=2))
    assert steps.count() > 40
    for step in steps:
        local = step.at.astimezone(zone)
        assert calendar.is_working_day(local.date()), (step.verb, local)
        assert 9 <= local.hour < 18, (step.verb, local)
    assert Complaint.objects.filter(about_office=True).count() == 1
