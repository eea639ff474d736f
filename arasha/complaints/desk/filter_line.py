"""The filters of the list as words in a line. Options that need the database are fetched only for the filter that was opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from arasha.bodies.models import Body
from arasha.bodies.queries import body_choices
from arasha.complaints.models import Complaint, ReviewStage
from arasha.complaints.queries.desk_filters import ANY, NOBODY, Filters
from arasha.complaints.queries.desk_paging import count_to
from arasha.complaints.queries.desk_remedies import read_remedy
from arasha.complaints.queries.desk_rows import Listed
from arasha.complaints.terms import office_day
from arasha.law import RuleBook
from arasha.people import policy
from arasha.people.models import Office, Role, User

NAMES = {
    "state": gettext_lazy("State"),
    "due": pgettext_lazy("filter", "Due"),
    "urgent": gettext_lazy("Urgent"),
    "office": gettext_lazy("Office"),
    "region": gettext_lazy("Region"),
    "body": gettext_lazy("Body"),
    "officer": gettext_lazy("Officer"),
    "review": gettext_lazy("Review"),
    "received": gettext_lazy("Received in week"),
    "closed": gettext_lazy("Closed in week"),
    "silent": gettext_lazy("Late with its answer"),
    "remedy": gettext_lazy("What came of it"),
    "issue": gettext_lazy("Systemic issue"),
}
DUE_NAMES = {"late": gettext_lazy("late"), "today": gettext_lazy("today"), "week": gettext_lazy("in the next seven days")}
ONLY_WHEN_CHOSEN = frozenset({"received", "closed", "silent", "remedy", "issue"})
REMOVABLE = 4  # filters whose removal is counted when nothing is left: each costs a statement


@dataclass(frozen=True)
class _Line:
    """What is needed to put the filters of one page into words."""

    filters: Filters
    user: Any
    rows: Sequence[Listed]
    book: RuleBook
    language: str
    values: dict[str, str] = field(default_factory=dict)

    def options(self, name: str) -> list[tuple[str, str]]:
        return OPTIONS[name](self) if name in OPTIONS else []

    def value(self, name: str) -> str:
        """The chosen value in words; asked of the database once."""
        if name not in self.values:
            chosen = getattr(self.filters, name)
            self.values[name] = VALUES[name](self, chosen) if chosen and name in VALUES else chosen
        return self.values[name]


def filter_line(filters: Filters, choose: str, user: Any, rows: Sequence[Listed], book: RuleBook, language: str) -> SafeString:
    """The filters as `components/filters.html` writes them; `choose` names the one whose options are shown.

    Closed, the line is the same for everybody who has chosen the same, so it is written once a process and choice.
    """
    line = _Line(filters, user, rows, book, language)
    names = tuple((name, line.value(name)) for name in NAMED_BY_THE_DATABASE if getattr(filters, name))
    key = (filters, names, book.version, language)
    if not choose and key in _lines:
        return _lines[key]
    shown = [_filter(line, name, choose) for name in NAMES if name not in ONLY_WHEN_CHOSEN or getattr(filters, name)]
    written = render_to_string("components/filters.html", {"filters": shown})
    if not choose:
        if len(_lines) >= LINES_KEPT:
            _lines.clear()
        _lines[key] = written
    return written


NAMED_BY_THE_DATABASE = ("office", "officer", "body", "silent")
LINES_KEPT = 512
_lines: dict[tuple[Any, ...], SafeString] = {}


def removable(filters: Filters, user: Any, today: date, book: RuleBook, language: str) -> list[dict[str, Any]]:
    """Filters whose removal would show something, for the empty list: how much each would show."""
    line = _Line(filters, user, (), book, language)
    found = []
    for name in list(filters.chosen)[:REMOVABLE]:
        wider = Filters(**{**filters.chosen, name: ""})
        count, _inexact = count_to(wider.apply(policy.visible(user, Complaint.objects.all()), today=today))
        label = f"{NAMES[name]}: {line.value(name)}"
        found.append({"label": label, "url": wider.query(), "count": count})
    return [one for one in found if one["count"]]


def _filter(line: _Line, name: str, choose: str) -> dict[str, Any]:
    filters, chosen = line.filters, getattr(line.filters, name)
    own = name == choose or name in IN_MEMORY
    options = (
        [
            {"label": label, "url": filters.query(**{name: value}), "current": value == chosen}
            for value, label in line.options(name)
        ]
        if own
        else []
    )
    if name == "urgent" and not chosen:
        return {"name": NAMES[name], "value": "", "link_url": filters.query(**{name: "1"})}
    return {
        "name": NAMES[name],
        "value": line.value(name),
        "clear_url": filters.query(**{name: ""}) if chosen else "",
        "options": options,
        "open": name == choose,
        "opens": True,
        "link_url": "" if own or name in ONLY_WHEN_CHOSEN else f"{filters.query()}&choose={name}#choose",
    }


def _states(line: _Line) -> list[tuple[str, str]]:
    states = [(code, state.name(line.language)) for code, state in line.book.procedure.states.items() if code != "draft"]
    return [("open", gettext("every open state")), *states]


def _offices(line: _Line) -> list[tuple[str, str]]:
    return [(office.code, office.name(line.language)) for office in Office.objects.all()]


def _officers(line: _Line) -> list[tuple[str, str]]:
    # Roles are a list in JSON, which SQLite cannot search in; an office has few accounts.
    named = [(str(user.id), user.name) for user in User.objects.filter(is_active=True) if user.has_role(Role.OFFICER)]
    return [(NOBODY, gettext("nobody yet")), *named]


def _bodies(line: _Line) -> list[tuple[str, str]]:
    return body_choices(office_day(timezone.now()), line.language)


def _reviews() -> list[tuple[str, str]]:
    return [(ANY, gettext("any stage")), *((stage.value, str(stage.label)) for stage in ReviewStage)]


def _regions(line: _Line) -> list[tuple[str, str]]:
    return [(region.code, region.name(line.language)) for region in line.book.regions]


OPTIONS: dict[str, Callable[[_Line], list[tuple[str, str]]]] = {
    "state": _states,
    "due": lambda line: [(code, str(name)) for code, name in DUE_NAMES.items()],
    "region": _regions,
    "office": _offices,
    "body": _bodies,
    "review": lambda _line: _reviews(),
    "officer": _officers,
}
IN_MEMORY = frozenset({"state", "due", "region", "review"})


def remedy_name(code: str) -> str:
    """What is counted, and the year: "people-2026" → "rights restored, 2026"."""
    found = read_remedy(code)
    return f"{REMEDIES[found[0]]}, {found[1]}" if found else code


REMEDIES = {
    "people": gettext_lazy("people whose rights were restored"),
    "money": gettext_lazy("money paid"),
    "revoked": gettext_lazy("decisions revoked or changed"),
    "law": gettext_lazy("laws and rules changed"),
    "disciplinary": gettext_lazy("disciplinary proceedings opened"),
    "administrative": gettext_lazy("administrative proceedings opened"),
    "criminal": gettext_lazy("criminal proceedings opened"),
}


def _state_name(line: _Line, code: str) -> str:
    return dict(_states(line)).get(code, code)


def _office_name(line: _Line, code: str) -> str:
    return _named(Office.objects.filter(code=code).first(), code, line.language)


def _officer_name(line: _Line, identifier: str) -> str:
    if identifier == NOBODY:
        return gettext("nobody yet")
    if line.rows:
        return line.rows[0].officer_name or ""
    return User.objects.filter(pk=identifier).values_list("name", flat=True).first() or gettext("unknown")


def _body_name(line: _Line, code: str) -> str:
    if line.rows:
        return line.rows[0].body_name or code
    return _named(Body.objects.filter(code=code).first(), code, line.language)


def _named(row: Any, code: str, language: str) -> str:
    return row.name(language) if row else code


VALUES: dict[str, Callable[[_Line, str], str]] = {
    "urgent": lambda _line, _chosen: gettext("yes"),
    "state": _state_name,
    "review": lambda _line, code: dict(_reviews()).get(code, code),
    "due": lambda _line, code: str(DUE_NAMES[code]),
    "region": lambda line, code: dict(_regions(line)).get(code, code),
    "office": _office_name,
    "officer": _officer_name,
    "body": _body_name,
    "remedy": lambda _line, code: remedy_name(code),
    "issue": lambda _line, _code: gettext("chosen on its page"),
    "silent": lambda line, code: _named(Body.objects.filter(code=code).first(), code, line.language),
}
