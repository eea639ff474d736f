"""The timeline of a complaint by what a reader looks for: letters, messages, notes, steps, files, acts. No statement of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.queries.desk_files import FileView
from arasha.complaints.queries.desk_story import Entry

# Steps that are acts of the office towards a body, or what came of them.
ACTS = frozenset(
    {
        "send_inquiry", "send_new_link", "order_expert_opinion", "cancel_expert_opinion",
        "record_answer", "record_finding", "draft_recommendation", "propose_decision",
        "send_back_decision", "sign_decision", "record_report", "close_follow_up",
    }
)  # fmt: skip
# What may be chosen, in the order of the links: a name for the address, the words, which entries.
SORTS: dict[str, tuple[Any, Callable[[Entry], bool]]] = {
    "letters": (_("Letters"), lambda entry: entry.kind == "letter"),
    "messages": (_("Messages"), lambda entry: entry.kind == "message"),
    "notes": (_("Notes"), lambda entry: entry.kind == "note"),
    "steps": (_("Steps"), lambda entry: bool(entry.verb)),
    "files": (_("Files"), lambda entry: bool(entry.files)),
    "acts": (_("Acts and answers"), lambda entry: entry.kind in ("answer", "examination") or entry.verb in ACTS),
}
OLDEST = "oldest"


@dataclass(frozen=True)
class Chosen:
    """What the address asks for. An empty `sorts` is everything."""

    sorts: frozenset[str]
    oldest_first: bool

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Chosen:
        """From `?show=letters,notes&order=oldest`; words that mean nothing here are passed over."""
        return cls(frozenset(query.get("show", "").split(",")) & SORTS.keys(), query.get("order") == OLDEST)


def homeless_files(files: Iterable[FileView], entries: Iterable[Entry]) -> list[Entry]:
    """Files that came with no message, answer or report: one entry for those that came together."""
    housed = {file.id for entry in entries for file in entry.files}
    # a translation stands beside its original
    rest = [file for file in files if file.id not in housed and file.row.part != "translated"]
    found = []
    for (at, _note), together in groupby(rest, key=lambda file: (file.row.added_at, file.note)):
        group = list(together)
        title = gettext("Files came with the complaint") if group[0].row.part == "story" else gettext("Files were added")
        found.append(Entry(group[0].id, at, "file", group[0].note, title, files=group))
    return found


def timeline(entries: Sequence[Entry], chosen: Chosen) -> dict[str, Any]:
    """What `tabs/story.html` shows of the timeline: the chosen entries in the chosen order, and a link for each choice with its count."""
    held = {name: sum(map(belongs, entries)) for name, (_label, belongs) in SORTS.items()}
    shown = [entry for entry in entries if not chosen.sorts or any(SORTS[name][1](entry) for name in chosen.sorts)]
    shown.sort(key=lambda entry: (entry.at, str(entry.id)), reverse=not chosen.oldest_first)
    return {
        "entries": shown,
        "everything": {"count": len(entries), "current": not chosen.sorts, "url": _address(chosen, sorts=frozenset())},
        "sorts": [
            {
                "label": label,
                "count": held[name],
                "current": name in chosen.sorts,
                "url": _address(chosen, sorts=chosen.sorts ^ {name}),
            }
            for name, (label, _belongs) in SORTS.items()
            if held[name] or name in chosen.sorts
        ],
        "oldest_first": chosen.oldest_first,
        "other_order_url": _address(chosen, oldest_first=not chosen.oldest_first),
    }


def _address(chosen: Chosen, *, sorts: frozenset[str] | None = None, oldest_first: bool | None = None) -> str:
    """The address of the same timeline with one thing chosen otherwise."""
    sorts = chosen.sorts if sorts is None else sorts
    asked = ["show=" + ",".join(name for name in SORTS if name in sorts)] if sorts else []
    asked += [f"order={OLDEST}"] if (chosen.oldest_first if oldest_first is None else oldest_first) else []
    return "?" + "&".join(asked) + "#story"
