"""What the journal refuses. These tell a programmer of a mistake; nobody of the public or the staff meets them."""

from __future__ import annotations


class JournalError(Exception):
    """The journal cannot do what it was asked."""


class OutsideTransaction(JournalError):
    """A change was to be recorded outside a transaction, where change and entry could part."""


class InsideTransaction(JournalError):
    """A reading was to be recorded inside a transaction, whose end could undo it after the page was shown."""


class DetailsNotSealed(JournalError):
    """Details of a complaint came without the key to seal them under."""


class AppendOnly(JournalError):
    """An entry was to be changed or deleted."""
