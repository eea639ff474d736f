"""Where the office is that a command is about, and whether it is there: looked at without Django, so that nothing is made by looking."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from arasha.errors import DomainError

LOCALE = Path(__file__).resolve().parent.parent / "site" / "locale"
SETTINGS = "arasha.site.settings"


class NoOffice(DomainError):
    """There is no office where the settings say. Loading the settings would make a master key there."""

    status = 404


def missing(environment: Mapping[str, str], *, language: str = "en") -> tuple[str, str] | None:
    """None when the office is there; otherwise what is missing, and what to do. Another settings module knows its own place."""
    if environment.get("DJANGO_SETTINGS_MODULE", SETTINGS) != SETTINGS:
        return None
    home = Path(environment.get("ARASHA_HOME", "var/office")).resolve()
    keys = Path(environment.get("ARASHA_KEYS", home / "keys")).resolve()
    wanted = [keys / "master.key"]
    wanted += [] if environment.get("ARASHA_KEYS_URL") else [keys / "keystore.sqlite3"]
    wanted += [] if environment.get("ARASHA_DATABASE_URL") else [home / "office.sqlite3"]
    absent = next((path for path in wanted if not path.exists()), None)
    if absent is None:
        return None
    words = gettext.translation("django", LOCALE, languages=[language], fallback=True)
    says = words.gettext("There is no whole office in %(home)s: %(file)s is missing. Nothing was made.")
    mend = words.gettext("Set ARASHA_HOME and ARASHA_KEYS to your office (docs/install.md), or make a new one with: arasha init")
    return says % {"home": home, "file": absent}, mend


def require(language: str) -> None:
    """NoOffice when the office that the environment names is not there."""
    if found := missing(os.environ, language=language):
        raise NoOffice(" ".join(found))
