"""The journal: who read and who changed what, in chains that show tampering. See docs/journal.md."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from arasha.journal.actors import Actor
from arasha.journal.checks import register_check
from arasha.journal.digests import register_digest, state_digest
from arasha.journal.errors import AppendOnly, DetailsNotSealed, InsideTransaction, JournalError, OutsideTransaction
from arasha.journal.findings import Findings, Problem

if TYPE_CHECKING:
    from arasha.journal.anchors import make_anchor
    from arasha.journal.changes import office_chain, record
    from arasha.journal.outside import export_anchor
    from arasha.journal.readings import record_reading
    from arasha.journal.verifier import examine, verify

__all__ = [
    "Actor",
    "AppendOnly",
    "DetailsNotSealed",
    "Findings",
    "InsideTransaction",
    "JournalError",
    "OutsideTransaction",
    "Problem",
    "examine",
    "export_anchor",
    "make_anchor",
    "office_chain",
    "record",
    "record_reading",
    "register_check",
    "register_digest",
    "state_digest",
    "verify",
]

# These need the models, which Django loads after it has imported this package.
_WITH_MODELS = {
    "examine": "verifier",
    "export_anchor": "outside",
    "make_anchor": "anchors",
    "office_chain": "changes",
    "record": "changes",
    "record_reading": "readings",
    "verify": "verifier",
}


def __getattr__(name: str) -> Any:
    if name not in _WITH_MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WITH_MODELS[name]}"), name)
