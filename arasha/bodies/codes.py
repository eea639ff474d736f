"""The code of a secure link: the second factor, which goes apart from the link itself.

Eight digits, read aloud by telephone or printed in a letter by post. The database holds a keyed hash bound to the link; five wrong
tries lock the link until the office gives a new code. Whoever typed it right gets a pass for some hours, so that the page that takes
the answer needs no cookie.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta

from arasha import vault
from arasha.bodies.models import SecureLink

DIGITS = 8
TRIES = 5
PASS_LASTS = timedelta(hours=12)
LONGEST_INPUT = 60


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def show_code(code: str) -> str:
    """As one reads it aloud: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def read_code(typed: str) -> str:
    """The digits of what was typed, in any script, with or without spaces and dashes; whatever else is in it makes it wrong."""
    signs = [sign for sign in typed[:LONGEST_INPUT] if unicodedata.category(sign) not in ("Zs", "Cc", "Cf", "Pd")]
    values = [unicodedata.decimal(sign, None) for sign in signs]
    return "".join("?" if value is None else str(value) for value in values)


def code_hash(link: SecureLink, code: str) -> bytes:
    """What the database holds of a code: 32 bytes under a key that is not in it, another for every link."""
    return vault.blind("link code", f"{link.pk}:{code}")


def is_code(link: SecureLink, typed: str) -> bool:
    """Whether `typed` is the link's code; takes as long for a wrong one as for the right one."""
    kept = bytes(link.code_hash) if link.code_hash is not None else b""
    return hmac.compare_digest(kept, code_hash(link, read_code(typed)))


def pass_for(link: SecureLink, *, at: datetime) -> str:
    """What the page carries instead of a cookie: it opens this link under this code for PASS_LASTS from `at`."""
    until = int((at + PASS_LASTS).timestamp())
    return f"{until}.{_mark(link, until)}"


def is_pass(link: SecureLink, given: str, *, at: datetime) -> bool:
    """Whether `given` opens the link at `at`. A new code, or a lock, ends every pass."""
    until, _dot, mark = given[:120].partition(".")
    if link.waits_for_code or not (until.isascii() and until.isdigit() and len(until) < 12 and mark.isascii()):
        return False
    return hmac.compare_digest(mark, _mark(link, int(until))) and at.timestamp() < int(until)


def _mark(link: SecureLink, until: int) -> str:
    kept = bytes(link.code_hash or b"").hex()
    return vault.blind("link pass", f"{link.pk}:{kept}:{until}").hex()
