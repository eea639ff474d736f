"""The doctor reads the catalogues as the tests do: a translation that breaks a page is red."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from arasha.cli import catalogues
from arasha.cli.checks import serving


def test_a_broken_translation_is_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = {}
    for source in catalogues.catalogues():
        copy = tmp_path / "locale" / source.parts[-3] / "LC_MESSAGES" / "django.po"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
        copies[source.parts[-3]] = copy
    broken = polib.POFile()
    broken.metadata = {"Language": "ru", "Content-Type": "text/plain; charset=utf-8"}
    broken.append(polib.POEntry(msgid="Late: %(count)s", msgstr="Просрочено"))
    broken.save(str(copies["ru"]))
    broken.save_as_mofile(str(copies["ru"].with_suffix(".mo")))
    monkeypatch.setattr(catalogues, "catalogues", lambda: iter(copies.values()))
    found = {finding.name: finding for finding in serving.catalogues()}
    assert found["texts ru"].state == "red"
    assert "Late: %(count)s" in found["texts ru"].says
