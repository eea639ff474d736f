"""Looks a whole profile over: what `arasha law check` says, and what CI asks of every shipped profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from arasha.law.book import RuleBook
from arasha.law.procedure import REQUIREMENTS
from arasha.law.rules import APPLIES, CONFIDENCE, TERM_UNITS
from arasha.law.words import Named

# The purposes for which the verbs start terms or that the office asks for; a profile names each, with or without rules.
PURPOSES = ("acknowledgement", "admissibility", "consideration", "extension", "tell_extension", "redirect", "body_answer", "more_time",
            "recommendation_answer", "tell_result", "complaining", "urgent", "interim_answer", "interim_measure", "act_answer")  # fmt: skip


def check_book(book: RuleBook, *, at: datetime | None = None) -> list[str]:
    """Every fault of a book, one line each; empty for a sound one.

    With `at` (aware) it also compares the machine's time zone data with what the profile expects at that moment.
    """
    found = [
        *_rules(book), *_purposes(book), *_grounds(book), *_directory(book), *_casework(book), *_ways(book), *_acts(book), *_names(book),
        *book.procedure.problems(), *_reminders(book), *book.problems,
    ]  # fmt: skip
    hours = book.counting.utc_offset_hours
    if hours is not None and at is not None:
        offset = at.astimezone(book.counting.zone).utcoffset()
        if offset != timedelta(hours=hours):
            found.append(f"time zone {book.counting.zone.key}: {offset} from UTC on this machine, {hours} hours in the profile")
    return found


def unverified(book: RuleBook) -> list[str]:
    """Ids of the rules nobody read in the text of an act in force."""
    return [rule.id for rule in book.rules if rule.confidence != "verified"]


def _rules(book: RuleBook) -> Iterator[str]:
    for rule in (rule for versions in book.rule_versions.values() for rule in versions):
        if rule.confidence not in CONFIDENCE:
            yield f"{rule.id}: confidence {rule.confidence}"
        if rule.applies not in APPLIES:
            yield f"{rule.id}: applies {rule.applies}"
        if rule.number is not None and rule.number < 1:
            yield f"{rule.id}: number {rule.number}"
        if rule.unit in TERM_UNITS and rule.number is None:
            yield f"{rule.id}: a unit without a number"
        if rule.in_force_from and rule.in_force_to and rule.in_force_to < rule.in_force_from:
            yield f"{rule.id}: ends before it begins"


def _reminders(book: RuleBook) -> Iterator[str]:
    kept = book.reminders
    if any(days < 1 for days in (*kept.before, kept.head_after, kept.deputy_after, kept.body_before, kept.body_after)):
        yield "reminder: working days are counted from 1"
    if kept.deputy_after < kept.head_after:
        yield "reminder: the deputy is told before the head"


def _purposes(book: RuleBook) -> Iterator[str]:
    yield from (f"terms: no purpose {name}" for name in PURPOSES if name not in book.purposes)
    for purpose in book.purposes.values():
        for rule_id in purpose.rules:
            if rule_id not in book.rule_versions:
                yield f"{purpose.code}: no rule {rule_id}"
            elif not book.rule(rule_id).has_term:
                yield f"{purpose.code}: rule {rule_id} sets no term"
        if purpose.extended_by and purpose.extended_by not in book.purposes:
            yield f"{purpose.code}: extended by {purpose.extended_by}, which is no purpose"
    for verb in book.procedure.verbs.values():
        yield from (f"{verb.code}: no purpose {start.purpose}" for start in verb.starts if start.purpose not in book.purposes)
    for requirement, rule_id in book.requirements.items():
        if requirement not in REQUIREMENTS or rule_id not in book.rule_versions:
            yield f"requirement {requirement}: {rule_id}"
    if book.hearing_required is None:
        yield "hearing: terms.toml does not say whether a body must be heard before a breach is found against it"


def _grounds(book: RuleBook) -> Iterator[str]:
    effects = {*book.procedure.outcomes, "discontinued", "translate"}
    for ground in (ground for versions in book.ground_versions.values() for ground in versions):
        if ground.effect not in effects:
            yield f"{ground.code}: effect {ground.effect}"
        if ground.citation.rule and ground.citation.rule not in book.rule_versions:
            yield f"{ground.code}: no rule {ground.citation.rule}"
        if ground.citation.confidence not in CONFIDENCE:
            yield f"{ground.code}: confidence {ground.citation.confidence}"
        yield from (f"{ground.code}: no text {key}" for key in ground.remedies if key not in book.texts)
        yield from (f"{ground.code}: no group {code}" for code in sorted(ground.not_for) if book.group(code) is None)


def _casework(book: RuleBook) -> Iterator[str]:
    topics = {topic.code for topic in book.topics}
    if not book.urgent_reasons:
        yield "urgent reasons: none"
    for reason in book.urgent_reasons:
        yield from (f"urgent reason {reason.code}: no topic {code}" for code in sorted(reason.topics - topics))
        if reason.confidence not in CONFIDENCE:
            yield f"urgent reason {reason.code}: confidence {reason.confidence}"


def _ways(book: RuleBook) -> Iterator[str]:
    topics = {topic.code for topic in book.topics}
    for way in book.ways:
        yield from (f"{way.code}: no topic {code}" for code in sorted(way.topics - topics))
        if way.rule and way.rule not in book.rule_versions:
            yield f"{way.code}: no rule {way.rule}"
        if way.confidence not in CONFIDENCE:
            yield f"{way.code}: confidence {way.confidence}"


def _acts(book: RuleBook) -> Iterator[str]:
    for kind in book.act_kinds.values():
        if kind.purpose and kind.purpose not in book.purposes:
            yield f"act {kind.code}: no purpose {kind.purpose}"
        yield from (f"act {kind.code}: no rule {rule}" for rule in kind.basis if rule not in book.rule_versions)


def _directory(book: RuleBook) -> Iterator[str]:
    regions = {region.code for region in book.regions}
    lists: dict[str, Iterable[str]] = {
        "regions": (region.code for region in book.regions), "offices": (office.code for office in book.offices),
        "bodies": (body.code for body in book.bodies), "topics": (topic.code for topic in book.topics),
        "groups": (group.code for group in book.groups),
    }  # fmt: skip
    for name, codes in lists.items():
        codes = list(codes)
        if not codes:
            yield f"{name}: none"
        yield from (f"{name}: {code} twice" for code in sorted({code for code in codes if codes.count(code) > 1}))
    if [office.region for office in book.offices].count("") != 1:
        yield "offices: exactly one must be the centre (no region)"
    yield from (
        f"office {office.code}: no region {office.region}" for office in book.offices if office.region not in {*regions, ""}
    )
    topics = {topic.code for topic in book.topics}
    yield from (f"topic {topic.code}: no parent {topic.parent}" for topic in book.topics if topic.parent not in {*topics, ""})
    for body in book.bodies:
        if body.level not in ("central", "region", "local") or body.within_jurisdiction not in ("yes", "partial", "no"):
            yield f"body {body.code}: level {body.level}, within jurisdiction {body.within_jurisdiction}"
    yield from (f"number {number.number}: no source" for number in book.danger_numbers if not number.source)


def _names(book: RuleBook) -> Iterator[str]:
    named: list[tuple[str, Named]] = [
        ("institution", book.institution), *((f"act {act.code}", act) for act in book.acts), *book.texts.items(),
        *((f"purpose {p.code}", p) for p in book.purposes.values()), *((f"ground {g.code}", g) for g in book.grounds),
        *((f"region {r.code}", r) for r in book.regions), *((f"office {o.code}", o) for o in book.offices),
        *((f"body {b.code}", b) for b in book.bodies), *((f"topic {t.code}", t) for t in book.topics),
        *((f"group {g.code}", g) for g in book.groups),
        *((f"urgent reason {u.code}", u) for u in book.urgent_reasons),
        *((f"act {k.code}", k) for k in book.act_kinds.values()), *((f"number {n.number}", n) for n in book.danger_numbers),
        *((f"state {s.code}", s) for s in book.procedure.states.values()),
        *((f"verb {v.code}", v) for v in book.procedure.verbs.values()),
        *((f"rule {r}", book.rule(r)) for purpose in book.purposes.values() for r in purpose.rules if r in book.rule_versions),
    ]  # fmt: skip
    for what, thing in named:
        missing = [language for language in book.languages if not thing.names.get(language)]
        if missing:
            yield f"{what}: no name in {', '.join(missing)}"
