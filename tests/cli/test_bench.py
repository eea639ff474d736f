"""The bench says under which conditions it measured: key derivation, number of requests, limits; and no setting of an office reaches in."""

from __future__ import annotations

import os

import pytest

from arasha.cli.bench import command


def report() -> dict:
    page = {"page": "list", "reader": "none", "requests": 200, "p95": 9.8, "statements": 7, "bare_p95": 2.8, "ratio": 3.5}
    told = {"done": 5, "failed": 0, "per_second": 14.26, "requests_each": 22, "commit_p95_ms": 284.4}
    return {
        "machine": "2 cores", "database": "postgresql", "complaints": 10_000, "seed": 1, "kdf": {"memory_kib": 19_456},
        "limits": command.limits(), "requests": {"pages": 200, "submissions": 6_270, "commits": 80},
        "fill": {"seconds": 1.0, "per_second": 377}, "pages": [page], "submissions": told | {"clients": 8, "bare_per_second": 252.0},
        "commits": told, "web_worker_mb": 139,
    }  # fmt: skip


def test_the_table_says_the_conditions() -> None:
    said = command.table(report())
    for line in (
        "Key derivation: {'memory_kib': 19456}",
        "| requests: submissions | 6,270 |",
        "| limit: file mb | 50 |",
        "| limit: story characters | 20,000 |",
        "| limit: wrong codes of an address | 20 |",
        "| limit: web workers | 2 |",
    ):
        assert line in said


def test_the_limits_are_those_of_the_settings(settings) -> None:
    settings.MAX_FILE_SIZE = 3 * command.MIB
    assert command.limits()["file_mb"] == 3


def test_no_setting_of_another_office_reaches_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ARASHA_")]:
        monkeypatch.setenv(name, os.environ[name])  # so that each is put back afterwards
    for name in ("ARASHA_MAX_FILE_MB", "ARASHA_HOME"):
        monkeypatch.setenv(name, "1")
    with command._place(None) as home:
        assert {name: value for name, value in os.environ.items() if name.startswith("ARASHA_")} == {"ARASHA_HOME": str(home)}
    assert not home.exists()
