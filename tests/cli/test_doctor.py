"""The doctor: what is wrong is red with how to mend it; what could not be looked at is red, never green."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from arasha.cli import doctor, run
from arasha.cli.checks import Check, Finding, data, green, look, machine, serving
from arasha.errors import Conflict


def one(findings: Iterator[Finding], name: str) -> Finding:
    return next(finding for finding in findings if finding.name == name)


def test_what_cannot_be_looked_at_is_red() -> None:
    def broken() -> Iterator[Finding]:
        yield green("half", "seen")
        raise OSError("no such device")

    findings = look(Check("disk", broken))
    assert [finding.state for finding in findings] == ["red"]
    assert "OSError: no such device" in findings[0].says


def test_packages_are_compared_with_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [finding.state for finding in machine.packages()] == ["green"]
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==1.0 \\\n    --hash=sha256:00\nno-such-package==2.0\npolib==1.2.0\n")
    monkeypatch.setattr(machine, "LOCK", lock)
    finding = next(machine.packages())
    assert finding.state == "red"
    assert "no-such-package" in finding.says
    assert "1.0" in finding.says
    assert "polib" not in finding.says


def test_without_a_lock_the_packages_are_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LOCK", tmp_path / "none")
    assert look(Check("packages", machine.packages))[0].state == "red"


def test_a_full_disk_is_red(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    for folder in (settings.HOME, settings.KEYS, settings.FILES):
        folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(
        machine.shutil, "disk_usage", lambda folder: machine.shutil._ntuple_diskusage(10**12, 10**12 - 10**8, 10**8)
    )
    assert {finding.state for finding in machine.disk()} == {"red"}


def test_old_time_zone_data_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        def __init__(self, name: str) -> None: ...

        def utcoffset(self, moment: datetime) -> timedelta:
            return timedelta(hours=6)

    monkeypatch.setattr(machine, "ZoneInfo", Old)
    assert one(machine.clock(), "time zone data").state == "red"


@pytest.mark.django_db
class TestData:
    def test_databases_that_wait_for_migrations_are_red(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from arasha.cli import migrate

        monkeypatch.setattr(migrate, "waiting", lambda alias: 2 if alias == "default" else 0)
        states = {finding.name: finding.state for finding in data.databases()}
        assert states == {"database default": "red", "database keys": "green"}

    def test_durability_is_read_from_the_database_itself(self) -> None:
        """The tests run SQLite without syncing, so the doctor must say so; a PostgreSQL here runs as it ships."""
        from django.db import connection

        states = {finding.name: finding for finding in data.durability()}
        if connection.vendor == "sqlite":
            assert states["durability default"].state == "red"
            assert "synchronous" in states["durability default"].says
        else:
            assert states["durability default"].state == "green"

    def test_no_anchor_outside_is_red_in_production(self, settings, tmp_path: Path) -> None:
        from django.db import transaction

        from arasha import journal

        settings.ANCHORS = tmp_path / "anchors"
        settings.ANCHORS.mkdir()
        settings.PRODUCTION = True
        settings.HOME.mkdir(exist_ok=True)
        assert one(data.anchors(), "last anchor outside").state == "green"
        chain = journal.office_chain("account", "7")
        with transaction.atomic():
            journal.record(
                "add_user",
                by=journal.Actor("system"),
                chain=chain,
                subject=("account", "7"),
                key_id=None,
                details={},
                at=datetime.now(UTC),
            )
        assert one(data.anchors(), "last anchor outside").state == "red"


@pytest.mark.django_db
class TestServing:
    def test_no_worker_is_red_a_living_one_is_green(self) -> None:
        from arasha.jobs.worker import beat

        assert one(serving.worker(), "jobs worker").state == "red"
        beat(datetime.now(UTC) - timedelta(minutes=5))
        assert one(serving.worker(), "jobs worker").state == "red"
        beat(datetime.now(UTC))
        assert one(serving.worker(), "jobs worker").state == "green"

    def test_jobs_set_aside_or_overdue_are_red(self) -> None:
        from arasha.jobs.models import Job, State

        assert one(serving.worker(), "jobs").state == "green"
        at = datetime.now(UTC) - timedelta(hours=1)
        job = Job.objects.create(task="a.b", kept_at=at, next_at=at)
        assert one(serving.worker(), "jobs").state == "red"
        job.state = State.DEAD
        job.save()
        finding = one(serving.worker(), "jobs")
        assert (finding.state, "a.b" in finding.says) == ("red", True)

    def test_mail_written_to_files_is_red_in_production_only(self, settings) -> None:
        settings.EMAIL_BACKEND = serving.FILE_MAIL
        assert one(serving.mail(), "mail").state == "amber"
        settings.PRODUCTION = True
        assert one(serving.mail(), "mail").state == "red"

    def test_a_mail_server_that_does_not_answer_is_red(self, settings) -> None:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = serving.SMTP_MAIL, "127.0.0.1", 1
        assert look(Check("mail", serving.mail))[0].state == "red"

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"HTTPS": False, "ORIGIN": "http://office.example"}, "https"),
            ({"ALLOWED_HOSTS": ["localhost"]}, "ARASHA_HOSTS"),
            ({"DEMO": True}, "ARASHA_DEMO"),
            ({}, "ARASHA_PROXY"),
        ],
    )
    def test_the_address_of_an_office(self, settings, changes: dict, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ARASHA_PROXY", raising=False)
        settings.PRODUCTION, settings.HTTPS, settings.ORIGIN = True, True, "https://office.example"
        settings.ALLOWED_HOSTS = ["office.example"]
        for name, value in changes.items():
            setattr(settings, name, value)
        finding = one(serving.addresses(), "address")
        assert finding.state == "red"
        assert word in finding.says + finding.mend

    def test_a_sound_address_is_green(self, settings, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ARASHA_PROXY", "127.0.0.1")
        settings.PRODUCTION, settings.HTTPS, settings.ORIGIN, settings.DEMO = True, True, "https://office.example", False
        settings.ALLOWED_HOSTS = ["office.example"]
        assert one(serving.addresses(), "address").state == "green"


@pytest.mark.django_db
def test_an_office_that_names_no_way_to_reach_it_is_told_so() -> None:
    from arasha.complaints.book import current_book

    known = current_book().contact
    assert one(serving.contact(), "contact").state == ("green" if known.email or known.phone else "amber")


class Proxy(threading.Thread):
    """Hands one request on to the office: at once, or only when the announced body is complete, or never."""

    def __init__(self, kind: str) -> None:
        super().__init__(daemon=True)
        self.kind = kind
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.start()

    def run(self) -> None:
        connection, _ = self.server.accept()
        received = connection.recv(65536)
        while self.kind != "early" and len(received) < serving.PROBE_SIZE:
            more = connection.recv(65536)
            if not more:
                return
            received += more
        if self.kind != "never":
            Client().post(received.split()[1].decode())


@pytest.mark.parametrize("kind", ["early", "late", "never"])
def test_a_proxy_that_spools_uploads_is_found(kind: str) -> None:
    assert Client().get("/healthz").status_code == 200  # loads the addresses before the time runs
    assert serving.probe_arrives("127.0.0.1", Proxy(kind).port, tls=False, patience=1.5) == kind


def test_a_probe_that_the_office_did_not_make_is_passed_over() -> None:
    from arasha.site import health

    for forged in ("x.y", "", health.new_probe()[:-1] + "z"):
        health.note_probe(forged)
        assert not health.probe_arrived(forged)


def test_a_proxy_that_cannot_be_reached_is_red(settings) -> None:
    settings.PRODUCTION, settings.HTTPS, settings.ORIGIN = True, False, "http://127.0.0.1:1"
    assert next(serving.proxy()).state == "red"


@translation.override("en")
def test_whether_the_office_is_served_is_asked_on_its_own_address(settings, tmp_path: Path) -> None:
    assert Client().get("/healthz").status_code == 200  # loads the addresses before the time runs
    translation.activate("en")  # the page set its own
    settings.HOME = tmp_path
    assert (one(serving.served(), "served").state, run.served_on(tmp_path / "run.lock")) == ("red", None)
    held = run.hold(tmp_path / "run.lock")
    assert "could not be checked" in one(serving.served(), "served").says, "it holds the lock and has said no address yet"
    for kind, state in (("early", "green"), ("never", "red")):
        address = f"127.0.0.1:{Proxy(kind).port}"
        run._say_where(held, address)
        found = one(serving.served(), "served")
        assert (found.state, address in found.says) == (state, True), found
    run._say_where(held, "127.0.0.1:1")
    assert "could not be checked" in one(serving.served(), "served").says
    with pytest.raises(Conflict, match=r"served already on http://127.0.0.1:1/"):
        run.hold(tmp_path / "run.lock")
    held.close()
    run.hold(tmp_path / "run.lock").close()


@pytest.mark.django_db
def test_the_command(capsys: pytest.CaptureFixture[str], settings) -> None:
    settings.EMAIL_BACKEND = serving.FILE_MAIL
    assert doctor.main(["--json"]) == 1  # no worker runs here
    answer = json.loads(capsys.readouterr().out)
    assert answer["red"] == sum(check["state"] == "red" for check in answer["checks"]) > 0
    assert all(check["mend"] for check in answer["checks"] if check["state"] == "red")
    assert doctor.main([]) == 1
    assert "RED  jobs worker" in capsys.readouterr().out
