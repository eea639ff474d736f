"""Who did it, as the journal writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["staff", "body", "public", "system"]
KINDS = ("staff", "body", "public", "system")
LONGEST = 64  # characters of `id` and of `address`: what the journal's columns hold


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, a body's contact, a person of the public, or the system itself.

    `id` names the account or row within the kind. `address` (of the network) is for staff and bodies only: of the public none is
    written anywhere, so an Actor of another kind that carries one cannot be made. Raises ValueError.
    """

    kind: Kind
    id: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Unknown kind of actor: {self.kind!r}. It is one of {', '.join(KINDS)}.")
        if self.address and self.kind not in ("staff", "body"):
            raise ValueError(f"The address of an actor of the kind {self.kind!r} is never kept.")
        for name in ("id", "address"):
            value = getattr(self, name)
            if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
                raise ValueError(f"The {name} of an actor is a text of at most {LONGEST} characters without NUL.")
