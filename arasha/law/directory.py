"""What a profile lists: regions, offices, bodies, topics, groups of people, grounds of admissibility, numbers to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from arasha.law.rules import Citation, within
from arasha.law.words import Named


@dataclass(frozen=True, kw_only=True)
class Region(Named):
    code: str
    iso: str
    kind: str
    centre: Named
    since: date | None
    confidence: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Office(Named):
    """The centre (`region` is "") or the office for one region."""

    code: str
    region: str
    confidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Body(Named):
    """A public body. `level`: "central" (one, or answered for by the centre), "region" (one in each region), "local" (many).

    `within_jurisdiction` is yes, partial or no. `parent` and `region` are set on the copy for one region.
    """

    code: str
    kind: str
    level: str
    within_jurisdiction: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    note: str
    region_names: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    region: str = ""

    def in_region(self, region: Region) -> Body:
        """The body of this kind in `region`: its code is "<code>:<region>", its name has the region in brackets."""
        names = {language: f"{name} ({region.name(language)})" for language, name in (self.region_names or self.names).items()}
        return replace(self, code=f"{self.code}:{region.code}", names=names, parent=self.code, region=region.code)

    def existed_on(self, day: date) -> bool:
        return within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Topic(Named):
    """A right at issue. `articles` maps a treaty ("iccpr", "cat" …) to the articles that protect it."""

    code: str
    parent: str
    articles: dict[str, str]
    flags: frozenset[str]
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Group(Named):
    code: str
    standard: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Ground(Named):
    """A ground of admissibility in one of its versions.

    `effect`: not_considered, returned, explained, filed (a decline); forwarded (a redirect); discontinued, translate.
    `remedies` are keys of texts ("remedy.…") that tell the person what to do instead; `not_for` groups to whom it is never applied.
    `what_to_do` is the source's own note to the staff, in English.
    """

    code: str
    effect: str
    citation: Citation
    what_to_do: str
    remedies: tuple[str, ...]
    not_for: frozenset[str]
    may_be_waived: bool
    in_force_from: date | None = None
    in_force_to: date | None = None

    @property
    def verb(self) -> str:
        """The verb that may use this ground: propose_decline, propose_redirect, or "" for none."""
        if self.effect == "forwarded":
            return "propose_redirect"
        return "propose_decline" if self.effect in ("not_considered", "returned", "explained", "filed") else ""

    @property
    def stands_in_the_way(self) -> bool:
        """Whether it speaks against taking a complaint up: it turns it away."""
        return bool(self.verb)

    def in_force_on(self, day: date) -> bool:
        return within(day, self.in_force_from, self.in_force_to)


@dataclass(frozen=True, kw_only=True)
class DangerNumber(Named):
    """Whom to call when in danger now. Show it as not verified unless `verified`: somebody called it on `checked`."""

    number: str
    confidence: str
    source: str
    checked: date | None

    @property
    def verified(self) -> bool:
        return self.confidence == "verified" and self.checked is not None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How the public and bodies reach the office; empty where the profile does not say."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class LegalTerm(Named):
    """A term of the law in the profile's languages: "verified" when seen in an act, otherwise "usual"."""

    confidence: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Purpose(Named):
    """What a term is for. `rules` are tried in order; the first in force on the day counts. `may_pause`: a rule lets it be paused."""

    code: str
    rules: tuple[str, ...] = ()
    may_pause: bool = False
    extended_by: str = ""
