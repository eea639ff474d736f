"""The secret code: the one thing that opens a complaint on the portal.

Twenty random digits (66 bits) and two check digits, as on a bank account: every single wrong digit and every swap of two
neighbours is told at once, before anything is looked up or derived.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from dataclasses import dataclass

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from django.conf import settings
from django.utils.translation import gettext, ngettext

from arasha.vault.errors import CodeMistyped
from arasha.vault.tokens import server_secret

RANDOM_DIGITS = 20
DIGITS = RANDOM_DIGITS + 2
LONGEST_INPUT = 200  # characters; longer is no code whatever is in it
# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory, two passes, one lane.
PRODUCTION_KDF = {"memory_kib": 19 * 1024, "time_cost": 2, "parallelism": 1}
AT_ONCE = 2
_SEPARATORS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"}  # spaces, breaks, invisible marks, dashes, underscores
_derivations = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True, repr=False)
class DerivedCode:
    """What a code becomes: where its complaint is found (stored) and the key of its post-box (never stored). 32 bytes each."""

    locator: bytes
    key: bytes


def new_code() -> str:
    """A new secret code: 22 digits, the last two being check digits (ISO/IEC 7064, MOD 97-10)."""
    body = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def read_code(text: str) -> str:
    """The 22 digits of what a person typed: with spaces, dashes, in full-width or Arabic-Indic digits. Raises CodeMistyped."""
    if len(text) > LONGEST_INPUT:
        raise CodeMistyped
    code = "".join(_digit(sign) for sign in text if unicodedata.category(sign) not in _SEPARATORS and sign != "\N{MINUS SIGN}")
    if len(code) != DIGITS:
        raise CodeMistyped(_wrong_length(len(code)))
    if int(code) % 97 != 1:
        raise CodeMistyped
    return code


def show_code(code: str) -> str:
    """The code as one reads it aloud: groups of four, set apart by spaces."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def derive(code: str) -> DerivedCode:
    """Locator and key of a code (Argon2id, then HMAC-SHA256 under the office's own secrets): about 30 ms and 19 MiB.

    At most two derivations run at once in a process, the rest wait. Never call it inside a transaction. Raises CodeMistyped.
    """
    digits = read_code(code).encode()
    parameters = kdf_parameters()
    with _derivations:
        stretched = hash_secret_raw(
            digits,
            server_secret("code salt"),
            time_cost=parameters["time_cost"],
            memory_cost=parameters["memory_kib"],
            parallelism=parameters["parallelism"],
            hash_len=32,
            type=Type.ID,
        )
    return DerivedCode(locator=_part("code locator", stretched), key=_part("code key", stretched))


def kdf_parameters() -> dict[str, int]:
    """The parameters in force: memory in KiB, passes, lanes, Argon2's version. Equal to PRODUCTION_KDF outside the tests."""
    return {**PRODUCTION_KDF, **getattr(settings, "ARASHA_KDF", {}), "version": ARGON2_VERSION, "at_once": AT_ONCE}


def kdf_is_production() -> bool:
    """Whether codes are derived as in production; what is measured otherwise is worth nothing."""
    return kdf_parameters().items() >= PRODUCTION_KDF.items()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is None:
        raise CodeMistyped(gettext("A code is made of digits only. Write the 22 digits; spaces do not matter."))
    return str(value)


def _part(purpose: str, stretched: bytes) -> bytes:
    return hmac.digest(server_secret(purpose), stretched, hashlib.sha256)


def _wrong_length(found: int) -> str:
    return ngettext(
        "The code has 22 digits. You typed %(found)d digit.", "The code has 22 digits. You typed %(found)d digits.", found
    ) % {"found": found}
