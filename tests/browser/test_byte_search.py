"""Marked words go in through every door of the interface; none may be found in anything that the office writes anywhere.

Searched while the office runs and after kill -9: databases with their logs of changes, key store, files, outbox, temporary folder, what the
processes print, and files they hold open that have no name any more. A word that no screen showed proves nothing, so that fails too.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser import doors_paris, every_door
from tests.browser.cluster import INITDB, cluster
from tests.browser.road import BODY_ADDRESS, PUBLIC_ADDRESS, STAFF_ADDRESS, Road
from tests.browser.server import PARIS, PASSWORD, Server, arasha, make_office, served
from tests.browser.test_road import turned_away, walk
from tests.browser.watch import Watch
from tests.browser.words import DOORS, words
from tests.doors import IN_PARIS, ON_THE_WALK

Beside = Callable[[], Iterable[Path]]  # folders outside the office's own, once everything is written out
SYLLABLES = ("қым", "жөр", "Шүл", "ғаб", "Өрн", "дың", "тәк", "ЗҰМ", "һиб", "пең")
OTHER_ROAD = {"supply", "ask_more", "decline_reasons"}  # doors that only the second road has
TOLD = {"story", "name", "email", "phone", "paper_name"}
OFFICIAL = {"source", "act"}  # which law the office rests on is published, and nobody's secret
CORE = "ЙЖq"  # stands in every word of `_word`
SECRETS = ("code", "bare code", "password", "secret")
NOT_SHOWN = "CompareForm.file"  # read and forgotten: the page says only whether it is the letter
FILES = ("photo", "paper", "answer_file", "report_file")


def marked(number: int) -> tuple[dict[str, str], dict[str, str]]:
    """What is typed on one road, each with a word that nothing else says; and the words, by door."""
    said, marks = words("kk"), {}
    doors = [door for door in [*DOORS, "paper", "photo_remark", "answer_file", "report_file"] if door not in OFFICIAL]
    for place, door in enumerate(doors):
        marks[door] = _word(number * 100 + place)
        said[door] = f"{said[door]} {marks[door]}"
    for place, door in enumerate(FILES):
        marks[f"{door}_name"] = f"zqx{number}{_word(number * 100 + 80 + place)}"
        said[f"{door}_name"] = f"{marks[f'{door}_name']}{Path(said[f'{door}_name']).suffix}"
    marks["email"] = f"zqwmark{number}vkx"
    said["email"] = f"{marks['email']}@example.org"
    marks["phone"] = f"70155{number}82937"
    said["phone"] = f"+{marks['phone']}"
    return said, marks


def _word(number: int) -> str:
    """A word with large and small Kazakh letters, another for each number below 1000."""
    digits = f"{number:03d}"
    return "".join(SYLLABLES[int(digit)] for digit in digits) + CORE + digits.translate(str.maketrans("0123456789", "bcdfghkmnp"))


def shapes(word: str) -> Iterator[bytes]:
    """How a word may stand in a file: cases, encodings, the escapes of JSON, addresses and mails, and inside base64."""
    for form in {word, word.lower(), word.upper(), word.casefold(), word.capitalize()}:
        yield from (form.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
        yield json.dumps(form)[1:-1].encode()
        yield quote(form).encode()
        yield "".join(f"={byte:02X}" for byte in form.encode()).encode()
        if len(form.encode()) > 12:
            for shift in range(3):
                whole = base64.b64encode(b"\0" * shift + form.encode())
                yield whole[4 * bool(shift) : -4]


def traces() -> set[bytes]:
    """What of CORE stands in any shape of a word: where none of it is, no word is, and nobody needs to look for each."""
    found = set()
    for form in {CORE, CORE.lower(), CORE.upper()}:
        found |= set(shapes(form))
        raw = form.encode()
        for shift in range(3):  # the signs of base64 that these bytes decide alone
            whole = base64.b64encode(b"\0" * shift + raw + b"\0")
            found.add(whole[-(-8 * shift // 6) : 8 * (shift + len(raw)) // 6])
    return found


class Haystack:
    """Every byte that the office has written, by where it stands; what is packed is unpacked beside it. `beside`: folders outside it."""

    def __init__(self, server: Server, beside: Iterable[Path] = ()) -> None:
        self.stacks: dict[str, bytes] = {}
        for path in sorted(one for folder in beside for one in folder.rglob("*") if one.is_file()):
            self._add(str(path), path)
        for path in sorted(server.home.rglob("*")):
            if path.is_file() and "static" not in path.relative_to(server.home).parts[:1]:
                self._add(str(path.relative_to(server.home)), path)
        if server.log.exists():
            self._add("what the processes print", server.log)
        for pid in server.children():
            for held in Path(f"/proc/{pid}/fd").glob("*"):
                if held.is_file():
                    self._add(f"held open by {pid}: {held.readlink()}", held)
        self.stacks["mails, decoded"] = "\n".join(text for _to, text in server.mails()).encode()

    def _add(self, name: str, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError:  # a file that ended while we looked
            return
        self.stacks[name] = data
        packed = [_unpacked(found) for found in re.findall(rb"eJ[A-Za-z0-9_-]{16,}", data)]
        if any(packed):
            self.stacks[f"{name}, unpacked"] = b"\n".join(packed)

    def find(self, word: str) -> list[str]:
        return _among(self.stacks, word)

    def find_all(self, marks: Mapping[str, str]) -> dict[str, list[str]]:
        """Where each of the words stands, by its door; those that stand nowhere are left out."""
        likely = {name: data for name, data in self.stacks.items() if any(trace in data for trace in traces())}
        found = {door: _among(likely if CORE in word else self.stacks, word) for door, word in marks.items()}
        return {door: places for door, places in found.items() if places}


def _among(stacks: Mapping[str, bytes], word: str) -> list[str]:
    needles = set(shapes(word))
    return [name for name, data in stacks.items() if any(needle in data for needle in needles)]


def _unpacked(text: bytes) -> bytes:
    """What Django's signed and packed values hold."""
    try:
        return zlib.decompress(base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4)))
    except (ValueError, zlib.error):
        return b""


def test_no_marked_word_is_written_anywhere(browser: Any, office: Server, tmp_path: Path) -> None:
    marks: dict[str, str] = {}
    watch = Watch("kk")
    for number, way in enumerate((walk, turned_away), start=1):
        said, words_in = marked(number)
        # The address of somebody to whom it is safe to write stands in our mail to them, so here it is not.
        road = Road(browser, office, watch, tmp_path, said=said, safe="no")
        try:
            way(road)
        finally:
            road.close()
        doors = set(words_in) - OTHER_ROAD if way is walk else TOLD | OTHER_ROAD
        marks |= {f"{door} of road {number}": words_in[door] for door in doors}
        marks |= secrets(road, f"of road {number}")
    _nowhere_alive_or_killed(office, watch, marks)


def test_no_word_of_any_other_door_is_written_anywhere(browser: Any, office: Server, tmp_path: Path) -> None:
    _walk_through_every_door(browser, office, tmp_path)


def test_no_word_about_a_term_that_stands_still_is_written_anywhere(browser: Any, tmp_path: Path) -> None:
    make_office(tmp_path / "template", PARIS)
    with served(tmp_path / "template", tmp_path, PARIS) as office:
        _walk_through(browser, office, tmp_path, doors_paris.STEPS, IN_PARIS, language="en")


@pytest.mark.slow
@pytest.mark.skipif(not INITDB, reason="no PostgreSQL of Debian is installed here")
def test_no_word_is_written_anywhere_by_postgresql(browser: Any, tmp_path: Path) -> None:
    """The same walk with the office's data in PostgreSQL: its data folder, its log of changes, its log, a dump."""
    with cluster() as database:
        office = Server(tmp_path / "home", tmp_path / "server.log")
        office.more["ARASHA_DATABASE_URL"] = database.url
        make_office(office.home, more=office.more)
        in_the_clear = Haystack(office, database.folders()).find("Example registrar")
        assert any("/data/base/" in name for name in in_the_clear), "the search does not see into the database"
        try:
            office.start()
            _walk_through_every_door(browser, office, tmp_path, database.folders)
        finally:
            office.stop()


def _walk_through_every_door(browser: Any, office: Server, place: Path, beside: Beside = lambda: ()) -> None:
    _walk_through(browser, office, place, every_door.STEPS, ON_THE_WALK, beside)


def _walk_through(
    browser: Any,
    office: Server,
    place: Path,
    steps: Iterable[Callable[[every_door.Walk], None]],
    doors: set[str],
    beside: Beside = lambda: (),
    language: str = "kk",
) -> None:
    watch = Watch(language)
    road = Road(browser, office, watch, place)
    through = every_door.Walk(road, _word)
    try:
        for step in steps:
            step(through)
    finally:
        road.close()
    typed = {door.partition(" ")[0] if ".html" not in door else door for door in through.marks}
    assert typed >= doors, f"not typed: {sorted(doors - typed)}"
    programs = {f"secret of program {number}": secret for number, secret in enumerate(through.secrets)}
    _nowhere_alive_or_killed(office, watch, {**through.marks, **secrets(road, "of the walk"), **programs}, beside)


def secrets(road: Road, which: str) -> dict[str, str]:
    """What opens something: the complainant's code as it was shown and without spaces, the password of staff."""
    return {f"code {which}": road.code, f"bare code {which}": road.code.replace(" ", ""), "password": PASSWORD}


def _nowhere_alive_or_killed(office: Server, watch: Watch, marks: dict[str, str], beside: Beside = lambda: ()) -> None:
    """Each word was seen on a screen, and is nowhere in what the office wrote: while it runs, and after kill -9."""
    shown = {door: word for door, word in marks.items() if not door.startswith((NOT_SHOWN, *SECRETS))}
    unseen = {door: word for door, word in shown.items() if not watch.saw(word)}
    assert not unseen, f"typed and never shown again: {unseen}"
    _nowhere(Haystack(office, beside()), marks)
    office.kill()
    _nowhere(Haystack(office, beside()), marks)
    arasha(office.home, "verify", profile=office.country.profile, more=office.more)


def _nowhere(searched: Haystack, marks: dict[str, str]) -> None:
    assert {"keys/keystore.sqlite3", "what the processes print"} <= set(searched.stacks), sorted(searched.stacks)
    assert any(name.startswith("outbox/") for name in searched.stacks), "no mail was written"
    assert searched.find("2026-000001"), "the search itself finds nothing"
    found = searched.find_all(marks)
    assert not found, f"in the clear: {found}"
    assert not searched.find(PUBLIC_ADDRESS), "an address of the public is written down"
    assert searched.find(STAFF_ADDRESS) or searched.find(BODY_ADDRESS), "the journal keeps the addresses of staff and bodies"


def test_the_search_finds_what_is_hidden(tmp_path: Path, office: Server) -> None:
    """Each way of hiding a word is found, so that finding none means something."""
    word = _word(123)
    ways = {
        "plain": word.encode(),
        "upper": word.upper().encode("utf-16-le"),
        "json": json.dumps({"text": f"a {word} b"}).encode(),
        "base64": base64.b64encode(f"some words {word} and more words".encode()),
        "packed": base64.urlsafe_b64encode(zlib.compress((f"session {word} " * 4).encode())).rstrip(b"="),
    }
    for name, data in ways.items():
        (office.home / "tmp" / name).write_bytes(data)
    hidden = {f"tmp/{name}" for name in ways if name != "packed"} | {"tmp/packed, unpacked"}
    assert hidden <= set(Haystack(office).find(word))
    assert hidden <= set(Haystack(office).find_all({"door": word})["door"])


def test_a_trace_stands_in_every_shape_of_every_word() -> None:
    """Else looking for traces first would pass over a word."""
    for number in (0, 123, 359, 999):
        missed = [shape for shape in shapes(_word(number)) if not any(trace in shape for trace in traces())]
        assert not missed
