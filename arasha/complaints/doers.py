"""Who does a verb. Each face makes one of these from its request; actions ask nothing else about the person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from arasha.bodies.models import SecureLink
from arasha.journal import Actor
from arasha.people.models import User


@dataclass(frozen=True)
class Staff:
    """A member of staff at an address of the office's network (kept in the journal).

    `press` tells one press of a button from the next, so that a verb pressed twice is done once.
    """

    user: User
    address: str = ""
    press: UUID | None = None

    @property
    def actor(self) -> Actor:
        return Actor("staff", str(self.user.pk), self.address)


@dataclass(frozen=True)
class Complainant:
    """Whoever holds the code of this one complaint. No address is kept of the public."""

    complaint_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor("public")

    @property
    def user(self) -> None:
        return None


@dataclass(frozen=True)
class BodyContactPerson:
    """A body's contact who came through a secure link."""

    link: SecureLink
    address: str = ""

    @property
    def actor(self) -> Actor:
        return Actor("body", str(self.link.body_id), self.address)

    @property
    def user(self) -> None:
        return None


@dataclass(frozen=True)
class System:
    """The office's own schedule."""

    @property
    def actor(self) -> Actor:
        return Actor("system")

    @property
    def user(self) -> None:
        return None


Doer = Staff | Complainant | BodyContactPerson | System
