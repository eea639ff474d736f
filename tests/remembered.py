"""What many tests begin with is built once a process by the real verbs; afterwards its rows are laid down again as they were.

Only where that cannot be told apart from building it anew: inside a test's own transaction, with the settings of the tests, and as
long as nothing but remembered things was written before. A statement that writes anything else ends it for this test.
"""

from __future__ import annotations

import contextlib
import functools
import pickle
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connections, router
from django.utils import timezone, translation

ALIASES = ("default", "keys")
READS = ("SELECT", "SAVEPOINT", "RELEASE")
PLAIN = (str, bool, int, datetime, type(None))
Row = tuple[Any, ...]
Patched = Collection[tuple[Any, Any]]  # whose, and the name
Built = TypeVar("Built", bound=Callable[..., Any])


@dataclass(frozen=True)
class Table:
    alias: str
    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]  # those of the primary key

    def key_of(self, row: Row) -> Row:
        return tuple(row[self.columns.index(name)] for name in self.keys)


@dataclass
class Change:
    """What building wrote into one table."""

    table: Table
    new: list[Row]
    changed: list[Row]
    gone: list[Row]


@dataclass
class State:
    """What the databases hold: what was written since the state before, what building it returned, what is built on it."""

    changes: list[Change] = field(default_factory=list)
    made: bytes = b""
    then: dict[Any, State | None] = field(default_factory=dict)  # None: asked for once, remembered when it is asked for again


EMPTY = State()
_now: State | None = None  # None: something else was written
_patched: Callable[[], Patched] = tuple


def begin(patched: Callable[[], Patched]) -> None:
    """A test begins, with empty databases. While something of its own stands in place of ours, everything is built anew; only a clock
    that stands still (`patched` is that one alone) is remembered by what it shows."""
    global _now, _patched
    _now, _patched = EMPTY, patched
    for alias in ALIASES:
        if _watch not in connections[alias].execute_wrappers:
            connections[alias].execute_wrappers.append(_watch)


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    global _now
    if _now is not None and not str(sql).startswith(READS):
        _now = None
    return execute(sql, params, many, context)


def remembered(build: Built) -> Built:
    """Lay down again what `build` made of the same arguments in the same state. Takes plain arguments and offices; others are
    built anew each time."""

    @functools.wraps(build)
    def laid(*args: Any, **kwargs: Any) -> Any:
        global _now
        state, key, clock = _now, _key(build, args, kwargs), _clock()
        if state is None or key is None or clock is None or not _is_taken_back():
            return build(*args, **kwargs)
        key = (key, clock)
        if key not in state.then:
            state.then[key] = None
            return build(*args, **kwargs)
        found = state.then[key]
        if found is not None:
            return _lay(found, args)
        before = _everything()
        made = build(*args, **kwargs)
        _now = state.then[key] = State(_changes(before, _everything()), pickle.dumps((made, _offices(args))))
        return made

    return cast(Built, laid)


def _clock() -> datetime | str | None:
    """What the clock shows that a test has stopped, "running" where nothing is patched, None where something else is."""
    if not (patched := _patched()):
        return "running"
    if set(patched) != {(timezone, "now")}:
        return None
    shown = timezone.now()
    return shown if shown == timezone.now() else None


def _key(build: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    given = [*(("", value) for value in args), *sorted(kwargs.items())]
    if not all(isinstance(value, PLAIN) or hasattr(value, "who") for _, value in given):
        return None
    said = tuple((name, value.who() if hasattr(value, "who") else value) for name, value in given)
    return build, translation.get_language(), said


def _is_taken_back() -> bool:
    """Whether the test's own transaction takes back what is written now; and the settings are those of all tests."""
    blocks = [connections[alias].atomic_blocks for alias in ALIASES]
    return not isinstance(settings._wrapped, UserSettingsHolder) and all(of and of[0]._from_testcase for of in blocks)


def _offices(args: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [vars(value) for value in args if hasattr(value, "who")]


def _lay(state: State, args: tuple[Any, ...]) -> Any:
    global _now
    for change in state.changes:
        (_lay_sqlite if connections[change.table.alias].vendor == "sqlite" else _lay_postgres)(change)
    _now = state
    made, offices = pickle.loads(state.made)
    for given, after in zip(_offices(args), offices, strict=True):
        given.update(after)  # building may have changed them in memory too
    return made


def _lay_sqlite(change: Change) -> None:
    # Past Django, which would look at every value once more; the watch does not see it either.
    raw, table = connections[change.table.alias].connection, change.table
    insert, update, delete = _statements(table, "?")
    raw.executemany(delete, change.gone)
    raw.executemany(f"{insert} ({', '.join('?' * len(table.columns))})", change.new)
    raw.executemany(update, [(*row, *table.key_of(row)) for row in change.changed])


def _lay_postgres(change: Change) -> None:
    table = change.table
    insert, update, delete = _statements(table, "%s")
    with connections[table.alias].connection.cursor() as cursor:
        for key in change.gone:
            cursor.execute(delete, key)
        if change.new:
            one = f"({', '.join(['%s'] * len(table.columns))})"
            cursor.execute(f"{insert} {', '.join([one] * len(change.new))}", [value for row in change.new for value in row])
        for row in change.changed:
            cursor.execute(update, [*row, *table.key_of(row)])


def _statements(table: Table, mark: str) -> tuple[str, str, str]:
    names, where = _quoted(table.columns), " AND ".join(f"{name} = {mark}" for name in _quoted(table.keys))
    return (
        f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES',
        f'UPDATE "{table.name}" SET {", ".join(f"{name} = {mark}" for name in names)} WHERE {where}',
        f'DELETE FROM "{table.name}" WHERE {where}',
    )


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _everything() -> dict[Table, dict[Row, Row]]:
    return {table: {table.key_of(row): row for row in _rows(table)} for table in _tables()}


def _rows(table: Table) -> list[Row]:
    connection = connections[table.alias]
    as_stored = "+" if connection.vendor == "sqlite" else ""  # an expression has no declared type, so nothing is converted
    columns = ", ".join(as_stored + name for name in _quoted(table.columns))
    with contextlib.closing(connection.connection.cursor()) as cursor:
        return cursor.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()


@functools.cache
def _tables() -> list[Table]:
    return [
        Table(
            alias,
            model._meta.db_table,
            tuple(field.column for field in fields),
            tuple(field.column for field in model._meta.pk_fields),
        )
        for alias in ALIASES
        for model in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model(alias, model) and model._meta.managed and not model._meta.proxy
        if model.__module__.partition(".")[0] != "tests"
        if (fields := [field for field in model._meta.local_concrete_fields if not field.generated])
    ]


def _changes(before: dict[Table, dict[Row, Row]], after: dict[Table, dict[Row, Row]]) -> list[Change]:
    found = []
    for table, rows in after.items():
        old = before[table]
        new = [row for key, row in rows.items() if key not in old]
        changed = [row for key, row in rows.items() if key in old and old[key] != row]
        gone = [key for key in old if key not in rows]
        if new or changed or gone:
            found.append(Change(table, new, changed, gone))
    return found
