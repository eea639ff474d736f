"""What can go wrong in the domain, as the person who meets it should read it. No Django here: every floor may raise these.

A room derives its own words (`TermExpired`, `AlreadySigned`) and gives each a sentence in `message`; faces turn them into a page
(`arasha.site.middleware.DomainErrors`) or into the API's answer, always with `status`.
"""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """A refusal with a sentence for the person: what happened, what to do, that nothing was lost.

    `message` may be a lazy translation; it is put into the reader's language when it is shown. `status` is the HTTP status.
    """

    status: int = 400
    message: Any = ""

    def __init__(self, message: Any = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class BadRequest(DomainError):
    """What was sent cannot be read or makes no sense."""

    status = 400


class Refused(DomainError):
    """The person may not do this."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or not for this person."""

    status = 404


class Conflict(DomainError):
    """The thing has moved on meanwhile: done already, changed by somebody else, not possible in its present state."""

    status = 409


class Gone(DomainError):
    """It existed and does not any more: a used link, an erased complaint."""

    status = 410


class TooMany(DomainError):
    """Too often in too short a time."""

    status = 429
