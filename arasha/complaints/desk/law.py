"""The law as the office has it: every rule and ground with its article, how sure it is, and a place to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.law import confirm_citation
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.desk import CitationForm
from arasha.complaints.queries.desk_words import cited_in_words
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.errors import DomainError
from arasha.law import APPLIES, CONFIDENCE, Citation, Ground, Rule, RuleBook
from arasha.law.explain import amount
from arasha.people import policy


@dataclass(frozen=True)
class Line:
    """One rule or ground on the page."""

    ref: str
    text: str
    citation: str
    term: str
    in_force: str
    confidence: str
    verified: bool
    by: str
    analogy: bool
    policy: bool
    note: str
    act_in_english: bool  # the profile has no title of the act in the language of the page

    def says(self, words: str) -> bool:
        """Whether each of `words` stands in the line, in whatever case; no words stand in every line."""
        here = " ".join((self.ref, self.text, self.citation, self.term, self.note)).casefold()
        return all(word in here for word in words.casefold().split())


@staff_page("law")
def law(request: HttpRequest) -> HttpResponse:
    """Rules and grounds; what nobody confirmed says so. `?show=open` leaves only those,
    `?q=` those that say it. Each area is folded until something is asked for."""
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    only_open = request.GET.get("show") == "open"
    grounds = [_ground(ground, language, today) for ground in (book.ground(code, today) for code in book.ground_versions)]
    areas: dict[str, list[Line]] = {}
    for rule_id in book.rule_versions:
        rule = book.rule(rule_id, today)
        areas.setdefault(rule.area, []).append(_rule(rule, language, today))
    lists = [(gettext("Grounds of admissibility"), grounds), *((_area(area), lines) for area, lines in areas.items())]
    unsure = sum(not line.verified and not line.policy for _name, lines in lists for line in lines)
    if only_open:
        lists = [(name, [line for line in lines if not line.verified and not line.policy]) for name, lines in lists]
    typed = request.GET.get("q", "").strip()[:100]
    lists = [(name, [line for line in lines if line.says(typed)]) for name, lines in lists]
    context = {
        "typed": typed,
        "opened": bool(typed or only_open),
        "lists": [{"name": name, "lines": lines} for name, lines in lists if lines],
        "version": book.version,
        "problems": book.problems,
        "may_confirm": policy.may_open(request.user, "confirm_law"),
        "may_set": policy.may_open(request.user, "set_law"),
        "may_recount": policy.may_open(request.user, "recount"),
        "only_open": only_open,
        "unsure": unsure,
    }
    return desk_page(request, "law.html", context, current="law")


@staff_page("confirm_law")
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """A lawyer says which article they read, where and when."""
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    line, cited = _find(book, ref, language, today)
    form = CitationForm(request.POST if request.method == "POST" else None, initial=_known(cited, language))
    status = 200
    if "_language" in request.POST:
        form = CitationForm(initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        try:
            confirm_citation(ref, by=doer(request), at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("Confirmed. Letters that waited for it can be signed now."))
            return redirect("desk:law")
    return desk_page(
        request, "law_confirm.html", {"line": line, "form": form, "form_id": "confirm"}, current="law", status=status
    )


def _find(book: RuleBook, ref: str, language: str, today: date) -> tuple[Line, Citation]:
    if ref in book.ground_versions:
        ground = book.ground(ref, today)
        return _ground(ground, language, today), ground.citation
    if ref in book.rule_versions:
        rule = book.rule(ref, today)
        return _rule(rule, language, today), rule.citation
    raise Http404


def _known(cited: Citation, language: str) -> dict[str, Any]:
    applies = cited.applies if cited.applies in ("directly", "by_analogy") else ""
    article = cited.article if cited.article_known else ""
    return {"act": cited.act_names.name(language) or cited.act, "article": article, "applies": applies}


def _ground(ground: Ground, language: str, today: date) -> Line:
    return _line(ground.code, ground.name(language), ground.citation, "", language, today, note=ground.what_to_do)


def _rule(rule: Rule, language: str, today: date) -> Line:
    term = amount(rule.number or 0, rule.unit, ngettext) if rule.has_term else ""
    return _line(rule.id, rule.name(language), rule.citation, term, language, today, note=rule.note, own=rule.basis == "policy")


def _line(ref: str, text: str, cited: Citation, term: str, language: str, today: date, *, note: str, own: bool = False) -> Line:
    return Line(
        ref=ref,
        text=text,
        citation=cited_in_words(cited, language) if not own and cited.act else "",
        term=term,
        in_force=_in_force(cited, language),
        confidence=f"{gettext(CONFIDENCE[cited.confidence])}; {gettext(APPLIES[cited.applies])}",
        verified=cited.confirmed_on(today),
        by=cited.confirmed_by,
        analogy=cited.applies == "by_analogy",
        policy=own,
        note=note,
        act_in_english=bool(cited.act) and language != "en" and language not in cited.act_names.names,
    )


def _in_force(cited: Citation, language: str) -> str:
    first = write_date(cited.in_force_from, language, "short") if cited.in_force_from else "…"
    last = write_date(cited.in_force_to, language, "short") if cited.in_force_to else "…"
    return f"{first} – {last}" if cited.in_force_from or cited.in_force_to else ""


AREAS = {
    "complaint": _("Complaints"),
    "admissibility": _("Admissibility"),
    "outcome": _("Outcome of a complaint"),
    "recommendation": _("Recommendations"),
    "body": _("What bodies must do"),
    "npm": _("National Preventive Mechanism"),
    "report": _("Reports"),
    "calendar": _("Calendar and counting of terms"),
    "elections": _("Elections"),
    "fairness": _("Fairness"),
    "confidentiality": _("Confidentiality"),
    "powers": _("Powers of the Commissioner"),
    "status": _("Status of the Commissioner"),
    "own initiative": _("Own initiative"),
}


def _area(area: str) -> str:
    return str(AREAS.get(area) or area.replace("_", " "))
