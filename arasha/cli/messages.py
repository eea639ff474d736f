"""Brings the catalogues in step with the texts of the project: `python -m arasha.cli.messages [--prune] [--check] [kk] [ru]`.

A catalogue also holds what Django and django-allauth may show a person here and do not say in that language themselves. No translation
is guessed from a similar one, none is lost: what is no longer used stays as obsolete until --prune. Nothing in a file depends on the
machine or the day.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polib

from arasha.cli.catalogues import BARE, BRACED, NAMED, faults
from arasha.cli.texts import ROOT, Text, project_texts

LOCALE = ROOT / "site" / "locale"
WIDTH = 110
# Plural rules are those of Django's own catalogues, so that all of a language's catalogues choose alike.
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
}
LANGUAGES = tuple(PLURALS)


class Upstream(NamedTuple):
    """A package with texts of its own: where its catalogues are, which of its files can show a person something here."""

    name: str
    package: str
    shown: tuple[str, ...]
    never: tuple[str, ...] = ()


UPSTREAMS = (
    Upstream(
        "Django",
        "django.conf",
        ("core/", "db/models/", "forms/", "template/defaultfilters.py", "utils/"),
    ),
    Upstream(
        "Django",
        "django.contrib.auth",
        tuple(f"contrib/auth/{file}.py" for file in ("base_user", "forms", "password_validation", "validators")),
    ),
    # Only what the addresses in arasha.people.accounts can reach: no sign-up, no e-mail, no accounts of other sites.
    Upstream(
        "django-allauth",
        "allauth",
        (
            "account/adapter.py", "account/fields.py", "account/forms.py",
            "mfa/adapter.py", "mfa/base/", "mfa/totp/", "mfa/webauthn/", "mfa/recovery_codes/", "mfa/models.py",
            "templates/account/account_inactive", "templates/account/base_reauthenticate", "templates/account/log",
            "templates/account/messages/log", "templates/account/messages/password", "templates/account/password_change.html",
            "templates/account/reauthenticate", "templates/account/snippets", "templates/allauth/", "templates/mfa/",
            "templates/usersessions/", "usersessions/models.py",
        ),
        ("templates/mfa/email/",),
    ),
)  # fmt: skip

Key = tuple[str | None, str]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m arasha.cli.messages", description=__doc__)
    parser.add_argument("--prune", action="store_true", help="drop translations that no text uses any more")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 when something is missing or wrong")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"only these of {', '.join(LANGUAGES)}")
    asked = parser.parse_args(argv)
    if unknown := set(asked.languages) - set(LANGUAGES):
        parser.error(f"no catalogue of {', '.join(sorted(unknown))}; there are {', '.join(LANGUAGES)}")
    texts, found = project_entries(), 0
    for language in asked.languages or LANGUAGES:
        catalogue = updated(language, texts, prune=asked.prune)
        wrong = [(entry, fault) for entry in catalogue for fault in faults(entry, language)]
        if not asked.check:
            save(catalogue, language)
        print(f"{language}: {len(catalogue)} texts, {len(wrong)} to mend")
        for entry, fault in wrong if asked.check else ():
            print(f"  {fault}: {entry.msgid!r}")
        found += len(wrong)
    return 1 if asked.check and found else 0


def path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def save(catalogue: polib.POFile, language: str) -> None:
    path(language).parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path(language)))


def updated(language: str, texts: Iterable[polib.POEntry], *, prune: bool = False) -> polib.POFile:
    """The catalogue of `language` in step with `texts`, its translations kept. Nothing is written."""
    old = {_key(entry): entry for entry in _old(language)}
    fresh = _new_catalogue(language)
    wanted: dict[Key, polib.POEntry] = {}
    for entry in [*texts, *_from_upstream(language, old)]:
        wanted.setdefault(_key(entry), entry)
    fresh.extend(_with_translation(entry, old.pop(key, None), language) for key, entry in wanted.items())
    for entry in sorted(old.values(), key=_order):
        if not prune and (entry.msgstr or any(entry.msgstr_plural.values())):
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            fresh.append(entry)
    return fresh


def project_entries(found: Iterable[Text] | None = None) -> list[polib.POEntry]:
    """The texts as entries: each once, where it first stands, with every file that says it."""
    entries: dict[Key, polib.POEntry] = {}
    for text in project_texts() if found is None else found:
        entry = entries.setdefault(
            (text.context, text.singular), polib.POEntry(msgctxt=text.context, msgid=text.singular, occurrences=[])
        )
        entry.msgid_plural = entry.msgid_plural or text.plural
        if (text.file, "") not in entry.occurrences:
            entry.occurrences.append((text.file, ""))
    for entry in entries.values():
        entry.flags = _flags(entry)
    return list(entries.values())


def upstream_entries() -> Iterator[tuple[Upstream, polib.POEntry]]:
    """What the packages below may show a person here, from the English catalogues they ship."""
    for upstream in UPSTREAMS:
        shipped = upstream_catalogue(upstream, "en")
        for entry in shipped or ():
            files = [file for file, _line in entry.occurrences]
            if any(file.startswith(upstream.shown) and not file.startswith(upstream.never or ("\0",)) for file in files):
                yield upstream, entry


def upstream_catalogue(upstream: Upstream, language: str) -> polib.POFile | None:
    """The package's own catalogue of `language`; None where it ships none."""
    spec = find_spec(upstream.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{upstream.package} is not installed")
    shipped = Path(next(iter(spec.submodule_search_locations))) / "locale" / language / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(shipped)) if shipped.exists() else None


def _from_upstream(language: str, old: dict[Key, polib.POEntry]) -> Iterator[polib.POEntry]:
    """What the packages do not say in `language`, say brokenly, or what our catalogue already says better."""
    theirs = {upstream: _sound(upstream_catalogue(upstream, language), language) for upstream in UPSTREAMS}
    wanted = [(u, e) for u, e in upstream_entries() if _key(e) not in theirs[u] or _key(e) in old]
    for upstream, entry in sorted(wanted, key=lambda pair: (pair[0].package, _order(pair[1]))):
        ours = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural, flags=entry.flags)
        ours.comment = f"{upstream.name}: {entry.occurrences[0][0]}"
        yield ours


def _sound(catalogue: polib.POFile | None, language: str) -> set[Key]:
    return {_key(entry) for entry in catalogue or () if not faults(entry, language)}


def _with_translation(entry: polib.POEntry, before: polib.POEntry | None, language: str) -> polib.POEntry:
    """A new entry like `entry`, with the translation that stood before."""
    forms = range(int(PLURALS[language].split("=")[1].split(";")[0]))
    fresh = polib.POEntry(
        msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural,
        occurrences=entry.occurrences, comment=entry.comment, flags=list(entry.flags),
    )  # fmt: skip
    if entry.msgid_plural:
        kept = before.msgstr_plural if before else {}
        fresh.msgstr_plural = {index: kept.get(index, "") for index in forms}
    elif before:
        fresh.msgstr = before.msgstr
    if before:
        fresh.tcomment = before.tcomment
        fresh.flags += [flag for flag in before.flags if flag == "fuzzy"]
    return fresh


def _old(language: str) -> list[polib.POEntry]:
    if not path(language).exists():
        return []
    return list(polib.pofile(str(path(language)), wrapwidth=WIDTH))


def _new_catalogue(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {
        "Project-Id-Version": "Arasha",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def _flags(entry: polib.POEntry) -> list[str]:
    text = f"{entry.msgid} {entry.msgid_plural}"
    if NAMED.search(text) or BARE.search(text.replace("%%", "")):
        return ["python-format"]
    return ["python-brace-format"] if BRACED.search(text) else []


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _order(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgctxt or ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
