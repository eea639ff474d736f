"""The master key file: made once whoever comes first, readable by its owner only, never made anew beside an old key store."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from arasha.vault import master
from arasha.vault.errors import MasterKeyExposed, MasterKeyMissing, MasterKeyWrong

ASK = (
    "import sys; from arasha.vault.master import django_secret; from pathlib import Path; print(django_secret(Path(sys.argv[1])))"
)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    master.master_key.cache_clear()
    master.derive_secret.cache_clear()
    return tmp_path / "keys"


def ask_elsewhere(keys: Path) -> subprocess.Popen[str]:
    """Ask for Django's secret in a process of its own, without any Django settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "ARASHA"))}
    return subprocess.Popen(
        [sys.executable, "-c", ASK, str(keys)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_first_run_makes_a_file_only_its_owner_may_read(keys: Path) -> None:
    secret = master.django_secret(keys)
    path = keys / "master.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700
    assert len(secret) == 86
    assert len(path.read_text().removeprefix("arasha-master-key-1:").strip()) == 44
    assert [child.name for child in keys.iterdir()] == ["master.key"]


def test_the_secret_stays_the_same_and_differs_between_offices(keys: Path, tmp_path: Path) -> None:
    secret = master.django_secret(keys)
    master.derive_secret.cache_clear()
    master.master_key.cache_clear()
    assert master.django_secret(keys) == secret
    assert master.django_secret(tmp_path / "other") != secret


def test_secrets_for_different_purposes_differ(keys: Path) -> None:
    assert master.derive_secret(keys, "wrap") != master.derive_secret(keys, "mark")
    assert master.master_key(keys) not in {master.derive_secret(keys, "wrap"), master.derive_secret(keys, "")}


def test_many_first_runs_at_once_agree_on_one_key_without_django_settings(keys: Path) -> None:
    asked = [ask_elsewhere(keys) for _ in range(6)]
    answers = [process.communicate(timeout=60) for process in asked]
    assert len({out for out, _ in answers}) == 1, answers
    assert answers[0][0].strip()
    assert [child.name for child in keys.iterdir()] == ["master.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620])
def test_a_key_others_may_read_or_change_is_refused(keys: Path, mode: int) -> None:
    master.django_secret(keys)
    (keys / "master.key").chmod(mode)
    master.master_key.cache_clear()
    with pytest.raises(MasterKeyExposed, match="chmod 600"):
        master.master_key(keys)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"arasha-master-key-1:",
        b"arasha-master-key-1:AAAA\n",
        b"A" * 44,
        b"\xff\xfe\x00",
        b"arasha-master-key-1:" + b"*" * 44,
    ],
)
def test_a_damaged_key_is_told_and_left_alone(keys: Path, content: bytes) -> None:
    keys.mkdir()
    path = keys / "master.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(MasterKeyWrong, match="Put back the copy"):
        master.master_key(keys)
    assert path.read_bytes() == content


def test_no_new_key_is_made_beside_an_old_key_store(keys: Path) -> None:
    keys.mkdir()
    (keys / "keystore.sqlite3").write_bytes(b"")
    with pytest.raises(MasterKeyMissing, match="Put back the copy"):
        master.master_key(keys)
    assert not (keys / "master.key").exists()


def test_where_nothing_can_be_written_the_key_is_missing(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*args: object, **kwargs: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(MasterKeyMissing, match="Read-only file system"):
        master.master_key(keys)


def test_a_first_run_interrupted_before_the_end_leaves_nothing(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", interrupted)
        with pytest.raises(KeyboardInterrupt):
            master.master_key(keys)
    assert list(keys.iterdir()) == []
    assert len(master.master_key(keys)) == 32
