"""Which pages of a file are which letter, as a person writes it: a line a letter, "1-3" or "4, 6"."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from arasha.errors import BadRequest

Cuts = list[list[int]]
_SPAN = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?")


class BadPages(BadRequest):
    """The lines do not say of each page where it belongs."""


def read_cuts(text: str, pages: int, *, rest_is_blank: bool = False) -> Cuts:
    """The page numbers (from 1) of each letter. Every page of the file has its place once; those named in no line are left out only
    when somebody says that they are blank. Raises BadPages, which names the line or the pages."""
    cuts = [_line(line, pages) for line in text.splitlines() if line.strip()]
    named = [page for cut in cuts for page in cut]
    twice = sorted({page for page in named if named.count(page) > 1})
    if twice:
        raise BadPages(_("Pages named twice: %(pages)s. Each page belongs to one letter.") % {"pages": spans(twice)})
    missing = sorted(set(range(1, pages + 1)) - set(named))
    if missing and not rest_is_blank:
        raise BadPages(
            _("Pages named in no line: %(pages)s. Say to which letter they belong, or that they are blank.")
            % {"pages": spans(missing)}
        )
    if len(cuts) < 2 and not missing:
        raise BadPages(_("This is one letter with all its pages: there is nothing to cut."))
    if not cuts:
        raise BadPages(_("Write at least one line, for example 1-3."))
    return cuts


def spans(pages: list[int]) -> str:
    """Page numbers in short: 1–3, 5."""
    found: list[list[int]] = []
    for page in pages:
        if found and page == found[-1][1] + 1:
            found[-1][1] = page
        else:
            found.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)


def _line(line: str, pages: int) -> list[int]:
    said: list[int] = []
    for part in re.split(r"[,;]", line):
        match = _SPAN.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= pages:
            raise BadPages(
                _("We could not read “%(line)s”. Write the pages of one letter like 1-3 or 4, 6; the file has %(pages)d.")
                % {"line": line.strip()[:40], "pages": pages}
            )
        said += range(first, last + 1)
    return said
