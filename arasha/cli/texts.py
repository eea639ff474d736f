"""Every text of the project that goes through gettext, found in code and templates without any tool outside Python.

Python is read by its own grammar, templates by Django's `templatize`, which turns their tags into calls of gettext.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

# What each function takes: the places of the context, the text and its plural. `N_` is the mark of arasha.law.
PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_", "N_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
_SLOTS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(PLAIN, (None, 0, None)),
    **dict.fromkeys(PLURAL, (None, 0, 1)),
    **dict.fromkeys(CONTEXT, (0, 1, None)),
    **dict.fromkeys(CONTEXT_PLURAL, (0, 1, 2)),
}
# In templatize's output every call stands alone between blanks; all else is blotted out.
_CALL = re.compile(r" ((?:np|n|p)?gettext|_)\(")


class Text(NamedTuple):
    """One text as a catalogue knows it. `file` is relative to the repository, `line` counts from 1."""

    context: str | None
    singular: str
    plural: str
    file: str
    line: int


class NotExtractable(Exception):
    """A call of gettext whose text is put together while running, so no catalogue can hold it."""


def project_texts(root: Path = ROOT) -> list[Text]:
    """All of them, file by file in the order of their paths, in each file from top to bottom.

    Raises NotExtractable, naming file and line, for a text built from pieces.
    """
    return [text for source in sources(root) for text in texts_of(source, root)]


def sources(root: Path = ROOT) -> list[Path]:
    """The files that may hold texts: Python outside migrations, and templates."""
    python = (path for path in root.rglob("*.py") if "migrations" not in path.parts)
    return sorted([*python, *templates(root)])


def templates(root: Path = ROOT) -> list[Path]:
    return sorted(path for path in root.rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def texts_of(source: Path, root: Path = ROOT) -> list[Text]:
    name = source.relative_to(root.parent).as_posix()
    content = source.read_text(encoding="utf-8")
    found = _in_python(content, name) if source.suffix == ".py" else _in_template(content, name)
    return sorted(found, key=lambda text: text.line)


def _in_python(content: str, name: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Call):
            yield from _of_call(node, name, node.lineno)


def _in_template(content: str, name: str) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    code = templatize(content, origin=name)
    for match in _CALL.finditer(code):
        line = code.count("\n", 0, match.start()) + 1
        call = _call_at(code, match.start() + 1)
        if call:
            yield from _of_call(call, name, line)


def _call_at(code: str, start: int) -> ast.Call | None:
    """The call that begins at `start`: the shortest piece up to a closing bracket that is Python."""
    end = start
    while (end := code.find(")", end)) >= 0:
        end += 1
        try:
            tree = ast.parse(code[start:end], mode="eval")
        except SyntaxError:
            continue
        return tree.body if isinstance(tree.body, ast.Call) else None
    return None


def _of_call(call: ast.Call, name: str, line: int) -> Iterator[Text]:
    function = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
    slots = _SLOTS.get(str(function))
    if slots is None:
        return
    context, singular, plural = (_literal(call, slot, name, line) for slot in slots)
    if singular:
        yield Text(context, singular, plural or "", name, line)


def _literal(call: ast.Call, slot: int | None, name: str, line: int) -> str | None:
    """The string at that place; None for a name, whose text is marked where it was written."""
    if slot is None or slot >= len(call.args):
        return None
    argument = call.args[slot]
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise NotExtractable(f"{name}:{line}: a text for the catalogues must be one literal, not put together from pieces")
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
