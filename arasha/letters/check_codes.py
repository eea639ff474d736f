"""The code by which anybody can see whether a letter is genuine. It opens nothing and is derived from nothing.

Only a keyed hash of it is stored in the clear: whoever steals the database cannot typeset guesses of a letter and compare them with
the file's SHA-256, because the code, which they do not know, is part of the file.
"""

from __future__ import annotations

import secrets

from arasha import vault

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another: a code is also typed from paper
LENGTH = 16  # 78 bits


def new_check_code() -> str:
    """A new code in groups of four: "7KQ2-…"."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def read_check_code(typed: str) -> str:
    """The code as it is stored, from what was typed (case, spaces and dashes do not matter); "" when it can be none."""
    signs = "".join(sign for sign in typed.upper()[:60] if sign.isalnum())
    if len(signs) != LENGTH or set(signs) - set(SIGNS):
        return ""
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def check_hash(code: str) -> bytes:
    """What a code is found by: 32 bytes."""
    return vault.blind("letter check", code)
