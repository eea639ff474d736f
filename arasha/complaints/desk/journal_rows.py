"""Entries of the journal in words, as `components/journal.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_words import done
from arasha.ids import read_id
from arasha.journal.queries import Row, State
from arasha.law import RuleBook
from arasha.letters.names import language_name, name_of
from arasha.people.models import User


def change_rows(
    rows: Iterable[Row], book: RuleBook, language: str, *, about: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The rows ready to show; one statement for the names of the staff. `about` names complaints by identifier."""
    rows = list(rows)
    names = staff_names(
        [row.by.id for row in rows if row.by.kind == "staff"] + [row.subject[1] for row in rows if row.subject[0] == "account"]
    )
    return [_entry(row, names, {**names, **(about or {})}, book, language) for row in rows]


def staff_names(ids: Iterable[str]) -> dict[str, str]:
    """Names of staff by the identifiers that the journal keeps; one statement."""
    wanted = {identifier for identifier in ids if read_id(identifier)}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=wanted).values_list("id", "name")} if wanted else {}


def numbers_of(rows: Iterable[Row], *, reader: User) -> dict[str, str]:
    """Numbers of the complaints that were changed or shown in the rows, those apart from which `reader` stepped aside; one statement.

    A number says nothing of what a complaint says.
    """
    wanted = {identifier for row in rows for identifier in _named(row) if read_id(identifier)}
    if not wanted:
        return {}
    known = Complaint.objects.filter(pk__in=wanted).exclude(recusals__user=reader)
    return {str(pk): number or "" for pk, number in known.values_list("id", "number")}


def _named(row: Row) -> list[str]:
    kind, identifier = row.subject
    return [identifier] if kind == "complaint" else [str(one) for one in row.details.get("ids", ())] if kind == "page" else []


def _entry(row: Row, names: Mapping[str, str], about: Mapping[str, str], book: RuleBook, language: str) -> dict[str, Any]:
    reading = row.verb == "read"
    return {
        "number": row.seq,
        "at": row.at,
        "who": _who(row, names),
        "address": row.by.address,
        "verb": gettext("opened") if reading else done(row.verb, book, language),
        "about": _about(row, about, book, language),
        "reading": reading,
        "short": "",
        "problem": gettext("This entry does not open: it was altered.") if row.state == State.ALTERED else "",
    }


def _who(row: Row, names: Mapping[str, str]) -> str:
    words = {
        "public": gettext("the complainant"),
        "system": gettext("the office's schedule"),
        "body": gettext("a body's contact"),
    }
    return words.get(row.by.kind) or names.get(row.by.id, row.by.id)


# Pages of the desk by the names under which readings are recorded; a part of a complaint and a verb have their own names.
PAGES: dict[str, Any] = {
    "my-work": _("My work"),
    "tray": _("Tray"),
    "mails": _("E-mail to look at"),
    "mail": _("E-mail"),
    "scans": _("Scans"),
    "scan": _("Scans"),
    "complaints": _("Complaints"),
    "signing": _("To sign"),
    "body": _("Bodies"),
    "letter": _("the letter"),
    "letter-pdf": _("the letter"),
    "file": _("Files"),
    "exports": _("The complaint as one file"),
    "export-pdf": _("The complaint as one file"),
    "story": _("Story"),
    "people": _("People"),
    "rights": _("Rights"),
    "evidence": _("Evidence"),
    "acts": _("Acts"),
    "results": _("What came of it"),
    "terms": _("Terms"),
    "journal": _("Journal"),
    "outbox": _("Outbox"),
    "letter-docx": _("the letter"),
    "signing-together": _("To sign"),
    "recount": _("Counting terms again"),
    "template-preview": _("Templates"),
    "follow": _("The complainant's own page"),
    "answer": _("The body's own page"),
}
NUMBERS_NAMED = 5


def page_name(page: str, book: RuleBook, language: str) -> str:
    """A page that was opened, in words: "desk/complaint/story" is Story."""
    place, _slash, last = page.rpartition("/")
    if place == "api":
        return gettext("%(page)s, by a program") % {"page": PAGES.get(last, gettext("Complaint"))}
    if place == "api/verb" and last in book.procedure.verbs:
        return gettext("%(page)s, by a program") % {"page": book.procedure.verb(last).name(language)}
    if place == "desk/verb" and last in book.procedure.verbs:
        return book.procedure.verb(last).name(language)
    return str(PAGES.get(last, page))


def _about(row: Row, about: Mapping[str, str], book: RuleBook, language: str) -> str:
    kind, identifier = row.subject
    if kind == "page":
        return _shown(page_name(identifier, book, language), _named(row), about)
    if kind == "complaint":
        return about.get(identifier) or gettext("complaint")
    if kind == "account":
        return about.get(identifier, identifier)
    if kind == "mail":
        return gettext("an e-mail")
    if kind == "scan":
        return gettext("a scan")
    if kind == "template":
        code, _dot, of = identifier.partition(".")
        return f"{name_of(code)}, {language_name(of)}"
    if kind == "passage":
        return gettext("a passage of the bank")
    return f"{kind} {identifier}"


def _shown(page: str, ids: list[str], about: Mapping[str, str]) -> str:
    """A page with the numbers of the complaints that it showed: the first of them, and how many rows it showed in all."""
    numbers = sorted(number for one in ids if (number := about.get(one)))
    named = ", ".join(numbers[:NUMBERS_NAMED])
    more = f" ({len(ids)})" if len(ids) > 1 and len(numbers) != 1 else ""
    return f"{page}{more}: {named}{', …' if len(numbers) > NUMBERS_NAMED else ''}" if named else page + more
