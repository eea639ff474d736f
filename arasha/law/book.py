"""One merged, immutable rule book: the shipped profile below, the office's dated overlay above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from arasha.law.approvals import ApprovalOrder
from arasha.law.casework import ActKind, Standard, UrgentReason, Way
from arasha.law.counting import Counting, Pause, kept_pauses, pause_on
from arasha.law.days import read_moment
from arasha.law.directory import Body, Contact, DangerNumber, Ground, Group, LegalTerm, Office, Purpose, Region, Topic
from arasha.law.errors import BadExtension, BadPause, NotPaused, PausedAlready, PauseNotAllowed, UnknownPurpose, UnknownRule
from arasha.law.procedure import Procedure
from arasha.law.reminders import Reminders
from arasha.law.rules import Act, Citation, PolicyTerm, Rule, as_policy, cite, in_force_on
from arasha.law.terms import Due, Extension, extend_kept, office_moment, run_term
from arasha.law.words import Named

OTHER = "other"  # where the list of rights keeps what is no treaty of the others


@dataclass(frozen=True, kw_only=True)
class RuleBook:
    """Everything the office's law says, as of one version. `version` (12 characters) is a hash of all that is in it.

    `problems` names entries of the overlay that could not be applied (for example to a rule that the profile no longer has).
    """

    profile: str
    version: str
    institution: Named
    contact: Contact
    exit_page: str
    languages: tuple[str, ...]
    country: str
    counting: Counting
    acts: tuple[Act, ...]
    rule_versions: Mapping[str, tuple[Rule, ...]]
    purposes: Mapping[str, Purpose]
    policies: Mapping[str, tuple[PolicyTerm, ...]]
    requirements: Mapping[str, str]
    ground_versions: Mapping[str, tuple[Ground, ...]]
    procedure: Procedure
    regions: tuple[Region, ...]
    offices: tuple[Office, ...]
    bodies: tuple[Body, ...]
    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    danger_numbers: tuple[DangerNumber, ...]
    legal_terms: tuple[LegalTerm, ...]
    texts: Mapping[str, Named]
    reminders: Reminders
    urgent_reasons: tuple[UrgentReason, ...] = ()
    ways: tuple[Way, ...] = ()
    act_kinds: Mapping[str, ActKind] = field(default_factory=dict)
    approvals: Mapping[str, tuple[ApprovalOrder, ...]] = field(default_factory=dict)
    hearing_required: bool | None = None  # before a breach is found against a body; None: the profile does not say
    problems: tuple[str, ...] = ()

    # rules

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The newest version of every rule, in the order of the profile."""
        return tuple(versions[-1] for versions in self.rule_versions.values())

    def rule(self, rule_id: str, on: date | None = None) -> Rule:
        """The rule in force on `on`; without a day, or when none of its versions was in force then, its newest version.

        Raises UnknownRule.
        """
        versions = self.rule_versions.get(rule_id) or self._policy_versions(rule_id)
        if not versions:
            raise UnknownRule(rule=rule_id, profile=self.profile)
        return (in_force_on(versions, on) if on else None) or versions[-1]

    def requirement_rule(self, requirement: str) -> Rule | None:
        """The rule behind a requirement of the procedure (such as "body_heard"), where the profile knows one."""
        rule_id = self.requirements.get(requirement)
        return self.rule(rule_id) if rule_id else None

    def approval_steps(self, letter: str, on: date) -> tuple[str, ...]:
        """Who approves a letter of this kind (one of approvals.LETTERS) that is proposed on `on`, in this order; office policy."""
        orders = [one for one in self.approvals.get(letter, ()) if one.in_force_from is None or one.in_force_from <= on]
        return orders[-1].steps if orders else ()

    # terms

    def due(self, rule_id: str, start: date | datetime, *, on: date | None = None) -> Due:
        """When the term of `rule_id` ends that begins with the event `start`. A moment without offset is office time.

        Raises UnknownRule, RuleHasNoTerm, RuleNotInForce, BadDate.
        """
        day = on or self.office_day(start)
        return run_term(self.counting, self.rule(rule_id, day), start, on=day, version=self.version)

    def rule_for(self, purpose: str, on: date) -> Rule | None:
        """What sets the term of `purpose` for an event on `on`: a Rule of law, a PolicyTerm of the office, or None: no term.

        A rule that is only assumed comes back as a PolicyTerm. Raises UnknownPurpose.
        """
        candidates = [rule for rule_id in self._purpose(purpose).rules if (rule := self._in_force(rule_id, on))]
        statute = next((rule for rule in candidates if rule.basis == "statute" and rule.has_term), None)
        if statute is not None:
            return statute
        own = in_force_on(self.policies.get(purpose, ()), on)
        if own is not None:
            return own if own.has_term else None
        return next((as_policy(rule) for rule in candidates if rule.has_term), None)

    def term_for(
        self, purpose: str, start: date | datetime, *, pauses: Iterable[Pause] = (), extensions: Iterable[Extension] = ()
    ) -> Due | None:
        """Run the term of `purpose` from `start`; None where neither the law nor the office sets one for that day.

        Raises UnknownPurpose, PauseNotAllowed, BadExtension, DateOutOfRange.
        """
        rule = self.rule_for(purpose, self.office_day(start))
        if rule is None:
            return None
        may_pause = self._purpose(purpose).may_pause
        return run_term(
            self.counting, rule, start, pauses=pauses, extensions=tuple(extensions), may_pause=may_pause, version=self.version
        )

    def extension_for(self, purpose: str, on: date) -> Rule | None:
        """The rule by which the term of `purpose` may be extended by a decision of `on`; None when nothing allows it."""
        by = self._purpose(purpose).extended_by
        return self.rule_for(by, on) if by else None

    def extended(self, why: Mapping[str, Any], purpose: str, *, decided_on: date, number: int | None = None) -> dict[str, Any]:
        """A kept term (what `Due.as_json()` gave) extended by `number` units, or wholly, by a decision of `decided_on`.

        The result has the new date under "due". Raises BadExtension (nothing allows it), ExtensionTooLong, ExtensionTooLate,
        PolicyCannotExtendLaw.
        """
        rule = self.extension_for(purpose, decided_on)
        if rule is None:
            raise BadExtension
        kept = extend_kept(self.counting, why, Extension(rule, decided_on, number))
        return {**kept, "version": self.version}

    def taken_again(self, why: Mapping[str, Any]) -> Due:
        """A kept term run anew by this book's calendar, with its length, pauses and extensions: what it is after a day off was
        added or moved. A rule whose number has changed since keeps the number by which the term was taken.

        Raises UnknownRule and what `run_term` raises when the rules no longer give such a term; then the kept sum stands.
        """
        return self._run_again(why, kept_pauses(why))

    def paused(self, why: Mapping[str, Any], purpose: str, *, first: date, last: date, reason: str = "") -> Due:
        """A kept term of `purpose` that stands still on the days from `first` to `last`, both included (days of the office).

        It goes on by itself after `last`, so that no pause is forgotten. Raises PauseNotAllowed (no rule of the profile lets this
        term pause), PausedAlready, BadPause, and what `taken_again` raises.
        """
        if not self._purpose(purpose).may_pause:
            raise PauseNotAllowed(rule=why["rule"])
        if standing := pause_on(why, first):
            raise PausedAlready(last=standing.last.isoformat())
        if last < first:
            raise BadPause
        return self._run_again(why, [*kept_pauses(why), Pause(first, last, reason)])

    def resumed(self, why: Mapping[str, Any], on: date) -> Due:
        """A kept term that goes on from the day `on`, which counts again. Raises NotPaused, and what `taken_again` raises."""
        standing = pause_on(why, on)
        if standing is None:
            raise NotPaused
        others = [pause for pause in kept_pauses(why) if pause != standing]
        stood = [replace(standing, last=on - timedelta(days=1))] if standing.first < on else []
        return self._run_again(why, [*others, *stood])

    def _run_again(self, why: Mapping[str, Any], pauses: Sequence[Pause]) -> Due:
        start = read_moment(why["from"])
        given = [fact for fact in why["facts"] if fact["kind"] == "extension"]
        extensions = [Extension(self._as_given(fact, given), _day_of(fact["decided"]), fact["number"]) for fact in given]
        rule = replace(self.rule(why["rule"], self.office_day(start)), number=why["number"], unit=why["unit"])
        return run_term(
            self.counting, rule, start, pauses=pauses, extensions=extensions, may_pause=bool(pauses), version=self.version
        )

    def office_day(self, moment: date | datetime) -> date:
        """The calendar day in the office's time zone."""
        local = office_moment(moment, self.counting.zone)
        return local.date() if isinstance(local, datetime) else local

    # grounds

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The newest version of every ground."""
        return tuple(self.ground(code) for code in self.ground_versions)

    def ground(self, code: str, on: date | None = None) -> Ground:
        """A ground with its citation as of `on` (without a day: the newest). Raises UnknownRule."""
        versions = self.ground_versions.get(code)
        if not versions:
            raise UnknownRule(rule=code, profile=self.profile)
        found = next((ground for ground in reversed(versions) if on and ground.in_force_on(on)), versions[-1])
        return replace(found, citation=self._citation(found.citation, on))

    def grounds_for(self, verb: str, on: date) -> tuple[Ground, ...]:
        """The grounds that may be chosen for propose_decline or propose_redirect on `on`."""
        grounds = (self.ground(code, on) for code in self.ground_versions)
        return tuple(ground for ground in grounds if ground.verb == verb and ground.in_force_on(on))

    def grounds_against(self, on: date) -> tuple[Ground, ...]:
        """The grounds that are looked at before a complaint is taken up on `on`."""
        grounds = (self.ground(code, on) for code in self.ground_versions)
        return tuple(ground for ground in grounds if ground.stands_in_the_way and ground.in_force_on(on))

    def ways_for(self, ground: str, topic: str) -> tuple[Way, ...]:
        """Other remedies that fit a ground and a right at issue, in the order of the profile."""
        named = self.ground(ground).remedies if ground else ()
        at_issue = self.topic(topic)
        rights = {topic, at_issue.parent if at_issue else ""} - {""}
        return tuple(way for way in self.ways if way.code in named or way.topics & rights)

    def standards_for(self, topic: str) -> tuple[Standard, ...]:
        """The articles that protect a right, one each, as the profile's list of rights has them; none for an unknown right. An act that
        the profile's texts do not name in its languages is not offered: what stands in the list is a note then, not a citation."""
        at_issue = self.topic(topic)
        if at_issue is None:
            return ()
        parted = ((treaty, part.strip()) for treaty, articles in at_issue.articles.items() for part in articles.split(";"))
        found = (self._standard(treaty, article, at_issue.confidence) for treaty, article in parted if article)
        return tuple(standard for standard in found if standard)

    def standard(self, code: str) -> Standard | None:
        """An article by its code; None when the profile has no such treaty or act."""
        treaty, _, article = code.partition(":")
        return self._standard(treaty, article, "recalled")

    def _standard(self, treaty: str, article: str, confidence: str) -> Standard | None:
        """What stands under "other" is an act by its short name, with an article or without: "UDHR 5", "A/RES/76/300"."""
        key, number = f"treaty.{treaty}", article
        if treaty == OTHER:
            act, number = re.fullmatch(r"(.*?)(?: (\d+))?", re.sub(r"\s*\(.*?\)", "", article)).groups("")  # type: ignore[union-attr]
            key = f"act.{re.sub(r'[^a-z0-9]+', '-', act.lower())}"
        if key not in self.texts:
            return None
        names = {language: cite(self.text(key, language), number, language) for language in self.languages}
        return Standard(code=f"{treaty}:{article}", names=names, confidence=confidence)

    def citation(self, ref: str, on: date) -> Citation | None:
        """What the ground or rule `ref` cites as of `on`. None for the office's own term, which is never cited, and for a `ref`
        that is no longer in the book."""
        if ref in self.ground_versions:
            return self.ground(ref, on).citation
        rule = self.rule(ref, on) if ref in self.rule_versions else None
        return rule.citation if rule is not None and rule.basis == "statute" else None

    # lists

    def region(self, code: str) -> Region | None:
        return next((region for region in self.regions if region.code == code), None)

    def body(self, code: str) -> Body | None:
        """A body by its code; "<code>:<region>" gives the one of a region."""
        code, _, region_code = code.partition(":")
        body = next((body for body in self.bodies if body.code == code), None)
        region = self.region(region_code)
        if body is None or not region_code:
            return body
        return body.in_region(region) if region and body.level == "region" else None

    def bodies_with_regions(self) -> tuple[Body, ...]:
        """The directory to begin with: every body, and each of those that exist once a region for every region."""
        own = (body.in_region(region) for body in self.bodies if body.level == "region" for region in self.regions)
        return (*self.bodies, *own)

    def topic(self, code: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.code == code), None)

    def group(self, code: str) -> Group | None:
        return next((group for group in self.groups if group.code == code), None)

    def text(self, key: str, language: str) -> str:
        """A text of the profile, such as "remedy.new_facts". Raises KeyError."""
        return self.texts[key].name(language)

    # inside

    def _purpose(self, purpose: str) -> Purpose:
        try:
            return self.purposes[purpose]
        except KeyError:
            raise UnknownPurpose(purpose=purpose, profile=self.profile) from None

    def _in_force(self, rule_id: str, on: date) -> Rule | None:
        return in_force_on(self.rule_versions.get(rule_id, ()), on)

    def _as_given(self, fact: Mapping[str, Any], given: list[Mapping[str, Any]]) -> Rule:
        """The rule of an extension, giving at least as much as was given by it when the extensions were decided."""
        rule = self.rule(fact["rule"], _day_of(fact["decided"]))
        number = sum(one["number"] for one in given if one["rule"] == fact["rule"])
        return replace(rule, number=max(rule.number or 0, number), unit=fact["unit"])

    def _policy_versions(self, rule_id: str) -> tuple[PolicyTerm, ...]:
        return next(
            (tuple(p for p in own if p.id == rule_id) for own in self.policies.values() if any(p.id == rule_id for p in own)), ()
        )

    def _citation(self, own: Citation, on: date | None) -> Citation:
        """A ground's citation stands in its rule, where it has one, so that each rule is confirmed once."""
        if not own.rule:
            return own
        cited = self.rule(own.rule, on).citation
        old_text = own.confidence == "verified_old_text" and cited.confidence != "verified"
        return replace(cited, as_given=own.as_given, confidence=own.confidence if old_text else cited.confidence)


def _day_of(text: str) -> date:
    return date.fromisoformat(text)
