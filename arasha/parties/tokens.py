"""Finding the same person again without knowing who it is: what is compared is normalised first, then hashed with the office's own key.

What is folded: case; ё and е; the Kazakh letters and the Russian ones that stand for them in papers (Қ/К, Ә/А …); hyphens, dots and
the order of a name's words; everything in a telephone number but its last ten digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from arasha import vault
from arasha.parties.models import Person, Token

SIZE = 16  # bytes of HMAC-SHA256 that are kept: no two of a million are equal by chance
LOOK_ALIKES = str.maketrans("әғқңөұүһіё", "агкноуухие")
PHONE_DIGITS = 10

Kinds = dict[str, str]


def fold_name(name: str) -> str:
    """A name as it is compared: `Әлия Қайратқызы-Ёлкина` and `елкина алия кайраткызы` are one. Empty for a single short word.

    >>> fold_name("Үлгіқызы Мысал") == fold_name("МЫСАЛ  Улгикызы")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    words = sorted(re.findall(r"\w+", folded))
    return " ".join(words) if len(words) > 1 else ""


def fold_phone(phone: str) -> str:
    """The last ten digits: +7 701, 8 701 and 701 are one number. Empty for fewer than seven."""
    digits = re.sub(r"\D", "", phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= 7 else ""


def fold_iin(iin: str) -> str:
    """The twelve digits of an identity number; empty for anything else."""
    digits = re.sub(r"\D", "", iin)
    return digits if len(digits) == 12 else ""


def fold_email(email: str) -> str:
    return email.strip().casefold() if "@" in email else ""


def token_values(name: str, contact: Mapping[str, Any]) -> dict[str, bytes]:
    """The token of each thing that is known of a person, by kind. A single word is no name to find anybody by."""
    folded = {
        Token.Kind.NAME: fold_name(name),
        Token.Kind.PHONE: fold_phone(str(contact.get("phone") or "")),
        Token.Kind.EMAIL: fold_email(str(contact.get("email") or "")),
        Token.Kind.IIN: fold_iin(str(contact.get("iin") or "")),
    }
    return {str(kind): vault.blind(f"person {kind}", text)[:SIZE] for kind, text in folded.items() if text}


def write_tokens(person: Person) -> None:
    """Put the tokens of a person in place of those they had: two statements. The person's key must be in the keyring."""
    Token.objects.filter(person=person).delete()
    values = token_values(person.name or "", person.contact or {})
    Token.objects.bulk_create(Token(person=person, kind=kind, value=value) for kind, value in values.items())


def erase_tokens(person_ids: Any) -> None:
    """Before the keys go."""
    Token.objects.filter(person__in=person_ids).delete()
