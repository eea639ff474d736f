"""The office's own layer over the shipped profile: what a lawyer confirmed, what changed since, days off, the office's own terms.

Every entry is dated. Nothing of the profile is edited: an entry makes a new version of a rule or ground from `in_force_from` on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from arasha.law.approvals import LETTERS, ApprovalOrder, order_of
from arasha.law.book import RuleBook
from arasha.law.calendar import KINDS, SpecialDay
from arasha.law.days import first_day, last_day
from arasha.law.directory import Ground
from arasha.law.errors import ApplicationUnsure, ArticleUnsure, BadOverlay, LawError, NotInForceThen
from arasha.law.rules import APPLIES, CONFIDENCE, TERM_UNITS, Citation, PolicyTerm, Rule, confirmed
from arasha.law.words import Named

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, kw_only=True)
class OverlayEntry:
    """One entry. `kind` and what its `target` and `values` are:

    - "confirm_citation": a rule or a ground; {"act", "article", "applies"} as read, each needed only where the profile is unsure;
    - "rule": a rule, changed or new; any of {"number", "unit", "bound", "act", "article", "applies", "confidence", "in_force_to",
      "area", "note", "name_kk", "name_ru", "name_en", "trigger_kk" …}, or {"repealed": true};
    - "ground": a ground, changed or new; any of {"effect", "rule", "act", "article", "confidence", "remedies", "not_for",
      "may_be_waived", "what_to_do", "in_force_to", "name_kk" …}, or {"repealed": true};
    - "calendar_day": a day as 2026-10-26; {"kind": one of calendar.KINDS, "moved_from", "name_kk", "name_ru", "name_en"};
    - "policy_term": a purpose; {"number", "unit"} (number null: no term of the office any more);
    - "approval": a kind of letter of approvals.LETTERS; {"steps"} (empty: it needs no approval any more).
    """

    kind: str
    target: str
    values: Mapping[str, Any] = field(default_factory=dict)
    in_force_from: date
    by: str = ""
    at: datetime | None = None
    source: str = ""


@dataclass
class _Layer:
    """The changing parts of a book while entries are laid over it."""

    book: RuleBook
    rules: dict[str, tuple[Rule, ...]]
    grounds: dict[str, tuple[Ground, ...]]
    policies: dict[str, tuple[PolicyTerm, ...]]
    approvals: dict[str, tuple[ApprovalOrder, ...]]
    days: list[SpecialDay] = field(default_factory=list)


def _layer(book: RuleBook) -> _Layer:
    return _Layer(book, dict(book.rule_versions), dict(book.ground_versions), dict(book.policies), dict(book.approvals))


def merge(book: RuleBook, entries: Iterable[OverlayEntry]) -> RuleBook:
    """The book with `entries` laid over it in the order they were made. What cannot be applied is named in `problems`."""
    ordered = sorted(entries, key=lambda entry: (entry.at or datetime.min.replace(tzinfo=UTC), entry.in_force_from))
    if not ordered:
        return book
    layer = _layer(book)
    problems = []
    for entry in ordered:
        try:
            _apply(layer, entry)
        except LawError as problem:
            problems.append(f"{entry.kind} {entry.target}: {problem}")
    counting = replace(book.counting, calendar=book.counting.calendar.changed(layer.days)) if layer.days else book.counting
    return replace(
        book, version=_version(book, ordered), counting=counting, rule_versions=layer.rules, ground_versions=layer.grounds,
        policies=layer.policies, approvals=layer.approvals, problems=tuple(problems),
    )  # fmt: skip


def check_entry(book: RuleBook, entry: OverlayEntry) -> None:
    """Raises BadOverlay, with a sentence, when `entry` cannot be applied to `book`. Call it before storing one."""
    try:
        _apply(_layer(book), entry)
    except BadOverlay:
        raise
    except LawError as problem:
        raise BadOverlay(what=str(problem)) from problem


def _apply(layer: _Layer, entry: OverlayEntry) -> None:
    if entry.kind not in _KINDS:
        raise BadOverlay(what=f"no such kind of entry: {entry.kind}")
    _KINDS[entry.kind](layer, entry)


def _version(book: RuleBook, entries: list[OverlayEntry]) -> str:
    content = [(e.kind, e.target, dict(e.values), e.in_force_from.isoformat(), e.source) for e in entries]
    text = json.dumps([book.version, content], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _confirm_citation(layer: _Layer, entry: OverlayEntry) -> None:
    if entry.target in layer.rules:
        _confirm_rule(layer, entry.target, entry)
    elif entry.target in layer.grounds:
        _confirm_ground(layer, entry)
    else:
        raise BadOverlay(what=f"no rule or ground {entry.target}")


def _confirm_rule(layer: _Layer, rule_id: str, entry: OverlayEntry) -> None:
    versions = layer.rules[rule_id]
    index = next((i for i, rule in reversed(list(enumerate(versions))) if rule.in_force_on(entry.in_force_from)), None)
    if index is None:
        raise NotInForceThen(rule=rule_id, day=entry.in_force_from)
    rule = versions[index]
    act, names = _act(layer, entry.values.get("act"), rule.act, rule.act_names)
    applies = entry.values.get("applies") or rule.applies
    if applies not in ("directly", "by_analogy"):
        raise ApplicationUnsure(rule=rule_id)
    article = _article(act, entry.values.get("article") or rule.article)
    read = confirmed(rule, act=act, act_names=names, article=article, applies=applies, by=entry.by, source=entry.source)
    layer.rules[rule_id] = (*versions[:index], read, *versions[index + 1 :])


def _confirm_ground(layer: _Layer, entry: OverlayEntry) -> None:
    versions = layer.grounds[entry.target]
    own = versions[-1].citation
    if own.rule:
        _confirm_rule(layer, own.rule, entry)
        return
    act, names = _act(layer, entry.values.get("act"), own.act, own.act_names)
    read = replace(
        own, act=act, act_names=names, article=_article(act, entry.values.get("article") or own.article),
        applies=entry.values.get("applies") or own.applies, confidence="verified", confirmed_by=entry.by,
        in_force_from=entry.in_force_from,
    )  # fmt: skip
    layer.grounds[entry.target] = (*versions[:-1], replace(versions[-1], citation=read))


def _article(act: str, article: str) -> str:
    sure = Citation(act=act, article=article, act_names=Named(names={})).article_known
    if not act or not sure:
        raise ArticleUnsure
    return article


def _act(layer: _Layer, given: str | None, act: str, names: Named) -> tuple[str, Named]:
    """The act a value names (by its code, its title or one of its names), with its names; without a value, what the profile has."""
    if not given:
        return act, names
    known = next((known for known in layer.book.acts if given in (known.code, known.title, *known.names.values())), None)
    return (known.title, Named(names=known.names)) if known else (given, Named(names=dict.fromkeys(LANGUAGES, given)))


def _rule(layer: _Layer, entry: OverlayEntry) -> None:
    versions = layer.rules.get(entry.target, ())
    before, last = _close(versions, entry.in_force_from)
    if entry.values.get("repealed"):
        if last is None:
            raise NotInForceThen(rule=entry.target, day=entry.in_force_from)
        layer.rules[entry.target] = before
        return
    new = _changed_rule(layer, last or (versions[-1] if versions else _blank_rule(entry.target)), entry)
    layer.rules[entry.target] = (*before, new)


def _changed_rule(layer: _Layer, old: Rule, entry: OverlayEntry) -> Rule:
    values = entry.values
    act, act_names = _act(layer, values.get("act"), old.act, old.act_names)
    names, triggers = {**old.names, **_names(values)}, {**old.triggers.names, **_names(values, "trigger_")}
    if not names:
        raise BadOverlay(what="a new rule needs its text (name_en)")
    until = str(values.get("in_force_to") or "")
    return replace(
        old, names=names, triggers=Named(names=triggers), act=act, act_names=act_names,
        number=_number(values["number"]) if "number" in values else old.number,
        unit=_one_of(values.get("unit", old.unit), (*TERM_UNITS, ""), "unit") if "unit" in values else old.unit,
        bound=_one_of(values.get("bound", old.bound), ("", "not_more_than"), "bound"),
        article=values.get("article", old.article), applies=_one_of(values.get("applies", old.applies), APPLIES, "applies"),
        confidence=_one_of(values.get("confidence", old.confidence), CONFIDENCE, "confidence"),
        area=values.get("area", old.area), note=values.get("note", old.note), source=entry.source or old.source,
        in_force_from=entry.in_force_from, in_force_to=last_day(until), dates_as_given=(entry.in_force_from.isoformat(), until),
    )  # fmt: skip


def _close(versions: tuple[Any, ...], day: date) -> tuple[tuple[Any, ...], Any]:
    """The versions with the one in force on `day` ended the day before, and that one as it was (None: none was in force)."""
    last = next((version for version in reversed(versions) if version.in_force_on(day)), None)
    if last is None:
        return versions, None
    ended = replace(last, in_force_to=day - timedelta(days=1))
    if isinstance(last, Rule):
        ended = replace(ended, dates_as_given=(last.dates_as_given[0], (day - timedelta(days=1)).isoformat()))
    return tuple(ended if version is last else version for version in versions), last


def _blank_rule(rule_id: str) -> Rule:
    nothing = Named(names={})
    return Rule(
        id=rule_id, names={}, area="office", number=None, unit="", bound="", triggers=nothing, act="", act_names=nothing, article="",
        in_force_from=None, in_force_to=None, dates_as_given=("", ""), applies="directly", addressee="", confidence="recalled",
        source="", note="",
    )  # fmt: skip


def _ground(layer: _Layer, entry: OverlayEntry) -> None:
    versions = layer.grounds.get(entry.target, ())
    before, last = _close(versions, entry.in_force_from)
    if entry.values.get("repealed"):
        if last is None:
            raise NotInForceThen(rule=entry.target, day=entry.in_force_from)
        layer.grounds[entry.target] = before
        return
    layer.grounds[entry.target] = (*before, _changed_ground(layer, last or (versions[-1] if versions else None), entry))


def _changed_ground(layer: _Layer, old: Ground | None, entry: OverlayEntry) -> Ground:
    values, names = entry.values, {**(old.names if old else {}), **_names(entry.values)}
    if not names or not (old or values.get("effect")):
        raise BadOverlay(what="a new ground needs its name and its effect")
    remedies = tuple(values.get("remedies", old.remedies if old else ()))
    unknown = [key for key in remedies if key not in layer.book.texts]
    if unknown:
        raise BadOverlay(what=f"no text {unknown[0]}")
    return Ground(
        code=entry.target, names=names, effect=values.get("effect", old.effect if old else ""), remedies=remedies,
        citation=_ground_citation(layer, old.citation if old else None, values),
        what_to_do=values.get("what_to_do", old.what_to_do if old else ""),
        not_for=frozenset(values.get("not_for", old.not_for if old else ())),
        may_be_waived=bool(values.get("may_be_waived", old.may_be_waived if old else False)),
        in_force_from=entry.in_force_from, in_force_to=last_day(str(values.get("in_force_to") or "")),
    )  # fmt: skip


def _ground_citation(layer: _Layer, old: Citation | None, values: Mapping[str, Any]) -> Citation:
    old = old or Citation(act="", article="", act_names=Named(names={}))
    rule_id = values.get("rule", old.rule)
    if rule_id and rule_id not in layer.rules:
        raise BadOverlay(what=f"no rule {rule_id}")
    act, names = _act(layer, values.get("act"), old.act, old.act_names)
    confidence = _one_of(values.get("confidence", old.confidence), CONFIDENCE, "confidence")
    return replace(old, rule=rule_id, act=act, act_names=names, article=values.get("article", old.article), confidence=confidence)


def _calendar_day(layer: _Layer, entry: OverlayEntry) -> None:
    day = _day(entry.target)
    kind, moved_from = _one_of(entry.values.get("kind"), KINDS, "kind"), entry.values.get("moved_from")
    if kind == "moved" and not moved_from:
        raise BadOverlay(what="say which day off was moved (moved_from)")
    if kind == "worked" and not layer.book.counting.calendar.is_weekend(day):
        raise BadOverlay(what=f"{day} is not a Saturday or a Sunday")
    names = _names(entry.values)
    if kind in ("holiday", "observed") and not names:
        raise BadOverlay(what="give the day a name")
    moved = _day(str(moved_from)) if moved_from else None
    layer.days.append(SpecialDay(day=day, kind=kind, names=names, moved_from=moved, source=entry.source))


def _policy_term(layer: _Layer, entry: OverlayEntry) -> None:
    purpose = layer.book.purposes.get(entry.target)
    if purpose is None:
        raise BadOverlay(what=f"no purpose {entry.target}")
    number = _number(entry.values.get("number"))
    unit = _one_of(entry.values.get("unit", "working_days"), TERM_UNITS, "unit")
    known = layer.policies.get(entry.target, ())
    before, _ = _close(known, entry.in_force_from)
    values = {name: getattr(_blank_rule(""), name) for name in Rule.__dataclass_fields__}
    own = PolicyTerm(**{
        **values, "id": f"office:{entry.target}", "names": purpose.names, "number": number, "unit": unit,
        "applies": "default", "confidence": "assumed", "in_force_from": entry.in_force_from, "source": entry.source,
        "bound": known[-1].bound if known else "",  # whether less may be given is the profile's say
        "dates_as_given": (entry.in_force_from.isoformat(), ""),
    })  # fmt: skip
    layer.policies[entry.target] = (*before, own)


def _approval(layer: _Layer, entry: OverlayEntry) -> None:
    """In the order of their days: what was written later for the same day takes the place of the earlier."""
    if entry.target not in LETTERS:
        raise BadOverlay(what=f"no such letter to approve: {entry.target}")
    new = order_of(entry.values.get("steps"), in_force_from=entry.in_force_from)
    orders = sorted((*layer.approvals.get(entry.target, ()), new), key=lambda one: one.in_force_from or date.min)
    layer.approvals[entry.target] = tuple(orders)


def _names(values: Mapping[str, Any], prefix: str = "name_") -> dict[str, str]:
    return {key.removeprefix(prefix): str(value) for key, value in values.items() if key.startswith(prefix) and value}


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 3650:
        raise BadOverlay(what=f"not a number of days: {value}")
    return value


def _one_of(value: Any, known: Iterable[str], what: str) -> str:
    if value not in tuple(known):
        raise BadOverlay(what=f"{what} cannot be “{value}”")
    return str(value)


def _day(text: str) -> date:
    day = first_day(text) if len(text) == len("2026-10-26") else None
    if day is None:
        raise BadOverlay(what=f"not a day: {text}")
    return day


_KINDS: dict[str, Callable[[_Layer, OverlayEntry], None]] = {
    "confirm_citation": _confirm_citation, "rule": _rule, "ground": _ground, "calendar_day": _calendar_day,
    "policy_term": _policy_term, "approval": _approval,
}  # fmt: skip
