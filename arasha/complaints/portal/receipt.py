"""The receipt and what happens next, as the pages show them."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arasha.complaints.language import page_language
from arasha.complaints.queries.portal import Receipt
from arasha.complaints.queries.portal_terms import due_view, term_view
from arasha.law import RuleBook


def receipt_context(receipt: Receipt, book: RuleBook) -> dict[str, Any]:
    """`receipt` for components/receipt.html and `steps` with their dates."""
    language = page_language()
    return {"receipt": _receipt(receipt, book, language), "steps": _steps(receipt, book), "files": receipt.files}


def _receipt(receipt: Receipt, book: RuleBook, language: str) -> dict[str, Any]:
    complaint, files = receipt.complaint, receipt.files
    rows = [{"label": _("Office"), "value": complaint.office.name(language)}]
    if files:
        rows.append(
            {"label": _("Files"), "value": ngettext("%(count)s file", "%(count)s files", len(files)) % {"count": len(files)}}
        )
    for number, one in enumerate(files, start=1):
        # The name of a file may tell what happened; the receipt is for showing to others.
        label = _("File %(number)s") % {"number": number}
        rows.append({"label": label, "value": f"{filesizeformat(one.blob.size)}, SHA-256 {_grouped(one.blob.sha256)}"})
    return {
        "institution": book.institution.name(language),
        "filed_at": complaint.received_at,
        "number": receipt.number,
        "check": receipt.reference,
        "rows": rows,
    }


def _grouped(fingerprint: str) -> str:
    """In groups of eight: a person can compare them, and a narrow page can break them."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))


def _steps(receipt: Receipt, book: RuleBook) -> list[dict[str, Any]]:
    """Registration by its term; the answer counted from its last day, as the rule book has it today."""
    registration = next((term for term in receipt.terms if term.purpose == "acknowledgement"), None)
    start = registration.due_on if registration else book.office_day(receipt.complaint.received_at)
    answer = book.term_for("consideration", start)
    return [
        {
            "title": _("We register your complaint"),
            "text": _("It gets a number, and you find our letter with your code."),
            "until": registration.due_on if registration else None,
            "term": term_view(registration) if registration else None,
        },
        {
            "title": _("We look at whether we may take it up"),
            "text": _("If we may not, we tell you why, and who can help."),
        },
        {
            "title": _("You get our reasoned answer"),
            "text": _("Counted as if we registered it on the last day; if we are quicker, your answer comes earlier."),
            "until": answer.due_on if answer else None,
            "term": due_view(answer, _("Our answer to you")) if answer else None,
        },
    ]
