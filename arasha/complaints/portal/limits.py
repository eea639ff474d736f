"""How often somebody may guess a code. Counted in memory only, under a hash of the address whose key nobody keeps and that changes
every day: of the public no address is written anywhere, and none can be found out from this table.

Many wrong codes from everywhere at once raise an alarm in the log; they lock nobody out.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import threading
from collections import deque
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from arasha.errors import TooMany

log = logging.getLogger("arasha.portal")

WINDOW = timedelta(minutes=15)
GUESSES = 20  # wrong codes from one address in a window; a whole town may share one address of its telephone network
BURST = 200  # wrong codes from everywhere in a window
MOST_KEPT = 50_000  # addresses; the oldest are forgotten first


class TooManyGuesses(TooMany):
    message = _(
        "Too many codes from your network were wrong just now. Wait a quarter of an hour and try again. "
        "Your complaint is safe, and nobody has opened it."
    )


class Guesses:
    """Wrong codes of the last window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = date.min
        self._key = b""
        self._wrong: dict[bytes, deque[datetime]] = {}
        self._everywhere: deque[datetime] = deque(maxlen=BURST)
        self._alarmed: datetime | None = None

    def check(self, address: str, *, at: datetime) -> None:
        """Raises TooManyGuesses when this address guessed too often within the window before `at`."""
        with self._lock:
            wrong = self._wrong.get(self._name(address, at))
            if wrong is not None and len(wrong) >= GUESSES and at - wrong[0] < WINDOW:
                raise TooManyGuesses

    def note_wrong(self, address: str, *, at: datetime) -> None:
        """One more code that nobody has."""
        with self._lock:
            name = self._name(address, at)
            if name not in self._wrong and len(self._wrong) >= MOST_KEPT:
                self._wrong.pop(next(iter(self._wrong)))
            self._wrong.setdefault(name, deque(maxlen=GUESSES)).append(at)
            self._everywhere.append(at)
            burst = len(self._everywhere) == BURST and at - self._everywhere[0] < WINDOW
            if burst and (self._alarmed is None or at - self._alarmed >= WINDOW):
                self._alarmed = at
                log.warning("Alarm: %d wrong codes within %d minutes. Somebody may be guessing.", BURST, WINDOW.seconds // 60)

    def _name(self, address: str, at: datetime) -> bytes:
        if at.date() != self._day:
            self._day, self._key = at.date(), os.urandom(32)
            self._wrong.clear()
        return hmac.digest(self._key, address.encode(), hashlib.sha256)[:16]


guesses = Guesses()
