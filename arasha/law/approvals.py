"""Who approves a letter before it is signed, in which order. Office policy: no act says so, and it is never cited.

The profile sets it in `terms.toml` under `[approval]`; the office changes it from a day on (overlay entry "approval").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arasha.law.errors import BadOverlay

LETTERS = ("decision", "decline", "redirect")  # the letters that are proposed by one person and signed by another
STEPS = ("lawyer", "head", "deputy")  # in this order; "head" is the representative in a region


@dataclass(frozen=True, kw_only=True)
class ApprovalOrder:
    """The steps for one kind of letter, from a day on (None: since always)."""

    steps: tuple[str, ...]
    in_force_from: date | None = None


def order_of(steps: Any, *, in_force_from: date | None = None) -> ApprovalOrder:
    """Raises BadOverlay for a step that nobody knows, or one that stands twice."""
    if not isinstance(steps, Sequence) or isinstance(steps, str) or any(step not in STEPS for step in steps):
        raise BadOverlay(what=f"approval steps cannot be “{steps}”")
    if len(set(steps)) != len(steps):
        raise BadOverlay(what="a step of approval stands twice")
    return ApprovalOrder(steps=tuple(step for step in STEPS if step in steps), in_force_from=in_force_from)


def orders_of(kept: Mapping[str, Any]) -> dict[str, tuple[ApprovalOrder, ...]]:
    """What the profile says: a list of steps by kind of letter. Raises BadOverlay."""
    if unknown := set(kept) - set(LETTERS):
        raise BadOverlay(what=f"no such letter to approve: {sorted(unknown)[0]}")
    return {letter: (order_of(kept.get(letter, ())),) for letter in LETTERS}
