"""What the doctor is told: red wherever something is wrong, or could not be looked at."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from arasha.vault import checks, master

pytestmark = pytest.mark.django_db


def levels() -> dict[str, str]:
    return {message: level for level, message, _ in checks.run()}


def found(part: str) -> str:
    return next(level for message, level in levels().items() if part in message)


@pytest.fixture(autouse=True)
def _production(settings: object, key: UUID) -> None:
    from arasha.vault.codes import PRODUCTION_KDF

    settings.PRODUCTION = True  # type: ignore[attr-defined]
    settings.ARASHA_KDF = PRODUCTION_KDF  # type: ignore[attr-defined]


def test_the_same_volume_is_red_in_production_and_a_warning_elsewhere(settings: object) -> None:
    assert found("same volume") == "red"
    assert [level for level in levels().values() if level == "red"] == ["red"]
    settings.PRODUCTION = False  # type: ignore[attr-defined]
    assert found("same volume") == "warn"


def test_another_volume_is_well(settings: object) -> None:
    settings.HOME = Path("/proc")  # type: ignore[attr-defined]
    assert set(levels().values()) == {"ok"}


def test_a_place_that_is_not_there_is_red_not_green(settings: object, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "nowhere"  # type: ignore[attr-defined]
    assert found("cannot be told") == "red"


def test_an_exposed_or_missing_or_damaged_master_key_is_red(settings: object, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    shutil.copytree(settings.KEYS, keys)  # type: ignore[attr-defined]
    settings.KEYS = keys  # type: ignore[attr-defined]
    keys.chmod(0o700)
    path = keys / "master.key"
    path.chmod(0o644)
    assert found("0644") == "red"
    path.chmod(0o600)
    assert found("whole") == "ok"
    path.write_text("half")
    assert found("not a whole master key") == "red"
    path.unlink()
    assert found("is missing") == "red"
    assert not path.exists()


def test_a_folder_of_keys_others_may_enter_is_a_warning(settings: object, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    master.django_secret(settings.KEYS)  # type: ignore[attr-defined]
    settings.KEYS.chmod(0o755)  # type: ignore[attr-defined]
    assert found("0755") == "warn"


def test_a_key_store_of_another_master_key_is_red(other_office: Path) -> None:
    assert found("another master key") == "red"


def test_a_key_store_that_does_not_answer_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(connections["keys"], "cursor", gone)
    assert found("does not answer") == "red"


def test_a_weakened_derivation_is_red(settings: object) -> None:
    settings.ARASHA_KDF = {"memory_kib": 64}  # type: ignore[attr-defined]
    assert found("less than they should") == "red"
