"""Rules as data: what an act says, since when, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from arasha.law.words import N_, Named

TERM_UNITS = ("working_days", "calendar_days", "months", "years", "hours")
CONFIDENCE = {
    "verified": N_("read in the text of the act"),
    "verified_old_text": N_("read in an earlier text that is no longer in force"),
    "recalled": N_("from memory, not checked in the text"),
    "assumed": N_("our own default, found in no act"),
}
APPLIES = {
    "directly": N_("applies directly"),
    "by_analogy": N_("applied by analogy"),
    "default": N_("a default of the profile"),
    "unknown": N_("whether it applies is not known"),
}
_CITED = {"kk": ("{}-бап", ", {}-бөлік"), "ru": ("ст. {}", ", часть {}"), "en": ("Art. {}", " para {}")}  # an article; its part


@dataclass(frozen=True, kw_only=True)
class Act(Named):
    """A legal act. `title` is its English title as the rules cite it; `in_force_to` is its last day, None while in force."""

    code: str
    title: str
    in_force_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The act and article a letter cites. `confirmed` is what decides whether it may be signed."""

    act: str
    article: str
    act_names: Named
    rule: str = ""
    applies: str = "directly"
    confidence: str = "recalled"
    as_given: str = ""  # where the passage was read, when that is another text
    in_force_from: date | None = None
    in_force_to: date | None = None
    confirmed_by: str = ""

    @property
    def article_known(self) -> bool:
        """Whether the number is certain for the text in force: neither in doubt nor that of an earlier text ("72 (1995 text)")."""
        return any(sign.isdigit() for sign in self.article) and "?" not in self.article and "text)" not in self.article

    @property
    def article_missing(self) -> bool:
        """Whether an act is named without a number that is certain: it looks like a citation, and is none yet."""
        return bool(self.act) and not self.article_known

    def confirmed_on(self, day: date) -> bool:
        """Whether somebody read this article, and it is in force on `day`. Only then may a letter that cites it be signed."""
        known = self.confidence == "verified" and bool(self.act) and self.article_known
        return known and within(day, self.in_force_from, self.in_force_to)

    def text(self, language: str) -> str:
        """Act and article as a letter cites them, for example "Administrative Procedure … Code, Art. 76"; "" without an act."""
        return cite(self.act_names.name(language) or self.act, self.article if self.article_known else "", language)


@dataclass(frozen=True, kw_only=True)
class Rule(Named):
    """One rule in one of its versions.

    `number` and `unit` (see TERM_UNITS) make a term; a rule without both sets none. `bound` "not_more_than" says that less may be
    given. `in_force_from`, `in_force_to` are the first and last day (None: no limit known); `dates_as_given` keeps the dates as the
    source has them, which may be a year or a month. `names` are the rule's text in the profile's languages, `triggers` what starts it.
    """

    id: str
    area: str
    number: int | None
    unit: str
    bound: str
    triggers: Named
    act: str
    act_names: Named
    article: str
    in_force_from: date | None
    in_force_to: date | None
    dates_as_given: tuple[str, str]
    applies: str
    addressee: str
    confidence: str
    source: str
    note: str
    confirmed_by: str = ""

    @property
    def text(self) -> str:
        return self.name("en")

    @property
    def trigger(self) -> str:
        return self.triggers.name("en")

    @property
    def has_term(self) -> bool:
        return self.number is not None and self.unit in TERM_UNITS

    @property
    def basis(self) -> str:
        """ "statute" or "policy". What is only assumed is no law: it is the office's own term and is never cited."""
        sure = self.confidence in ("verified", "recalled") and self.applies in ("directly", "by_analogy")
        return "statute" if sure else "policy"

    @property
    def in_force(self) -> str:
        first, last = self.dates_as_given
        return f"{first or '…'} – {last or '…'}"

    def in_force_on(self, day: date) -> bool:
        return within(day, self.in_force_from, self.in_force_to)

    @property
    def citation(self) -> Citation:
        return Citation(
            act=self.act, article=self.article, act_names=self.act_names, rule=self.id, applies=self.applies, confidence=self.confidence,
            in_force_from=self.in_force_from, in_force_to=self.in_force_to, confirmed_by=self.confirmed_by,
        )  # fmt: skip


class PolicyTerm(Rule):
    """The office's own term: shown as such, without act and article."""

    @property
    def basis(self) -> str:
        return "policy"


def as_policy(rule: Rule) -> PolicyTerm:
    """An assumed rule as what it is: a term of the office, with the guessed act and article left out."""
    values = {name: getattr(rule, name) for name in rule.__dataclass_fields__}
    return PolicyTerm(**{**values, "act": "", "article": "", "act_names": Named(names={}), "applies": "default"})


def within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def in_force_on(versions: tuple[Rule, ...], day: date) -> Rule | None:
    """The version in force on `day`; the newest where the data have two."""
    return next((rule for rule in reversed(versions) if rule.in_force_on(day)), None)


def cite(act: str, article: str, language: str) -> str:
    """Act and article in the words of `language`. "" without an act; the act alone without an article.

    The data write a part of an article as "9(1) para 2"; a remark in brackets ("72 (1995 text)") stays behind the article as it is.
    """
    if not act or not article:
        return act
    cited, space, remark = article.partition(" (")
    number, _, part = cited.partition(" para ")
    form, part_form = _CITED.get(language[:2], _CITED["en"])
    return f"{act}, {form.format(number)}{part_form.format(part) if part else ''}{space}{remark}"


def confirmed(rule: Rule, *, act: str, act_names: Named, article: str, applies: str, by: str, source: str) -> Rule:
    """The rule after a lawyer read its text: verified, with the article as read."""
    return replace(
        rule, act=act, act_names=act_names, article=article, applies=applies, confidence="verified", confirmed_by=by,
        source=source or rule.source,
    )  # fmt: skip
