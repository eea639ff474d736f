"""One page a verb: what happens, the form, the letter that goes out. What differs stands in `verb_pages/`; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from arasha.complaints.actions.base import AlreadyDone, ChangedMeanwhile, done_before
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.rehearsal import Rehearsed, rehearse
from arasha.complaints.desk.verb_context import CONSENT_CHANGED, consent_changed, verb_context
from arasha.complaints.doers import Staff
from arasha.complaints.forms.desk import LetterForm, VerbForm
from arasha.complaints.models import Complaint, Party
from arasha.complaints.parties import open_parties, parties_of
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.queries.desk_next import Seen, why_not
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.ids import read_id
from arasha.law import RuleBook
from arasha.letters.rendering import words_of
from arasha.parties.models import Consent, Purpose
from arasha.parties.queries import consents_on_record
from arasha.people import policy
from arasha.recommendations.actions import issued_of
from arasha.recommendations.models import Recommendation
from arasha.site import errors


@dataclass
class Ask:
    """A member of staff before one verb of one complaint."""

    by: Staff
    complaint: Complaint
    book: RuleBook
    language: str
    at: datetime
    query: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return self.complaint.id

    @property
    def today(self) -> date:
        return office_day(self.at)

    @property
    def near(self) -> str:
        """The region whose bodies are offered first: that of the complaint, otherwise that of its office."""
        return self.complaint.region or self.complaint.office.region

    @property
    def usual(self) -> dict[str, Any]:
        """What every action takes."""
        return {"by": self.by, "at": self.at, "version": self.data.get("version", self.complaint.version)}

    @property
    def unversioned(self) -> dict[str, Any]:
        """For verbs that overwrite nothing (a note, a message)."""
        return {"by": self.by, "at": self.at}

    @cached_property
    def consents(self) -> dict[str, Consent]:
        """The person's newest answer on each purpose."""
        return consents_on_record(self.complaint.id)

    @property
    def consent(self) -> Consent | None:
        """The person's newest word on being named."""
        return self.consents.get(Purpose.NAME_TO_BODY)

    @cached_property
    def parties(self) -> list[Party]:
        """Everybody concerned, ready to read, the lead complainant first."""
        found = parties_of(self.complaint)
        open_parties(found)
        return found

    @cached_property
    def party(self) -> Party | None:
        """Whom the page is about (`?party=`); the lead complainant when it does not say."""
        asked = self.query.get("party", "")
        return next((one for one in self.parties if str(one.id) == asked), next(iter(self.parties), None))

    @property
    def may_name(self) -> bool:
        return bool(self.consent and self.consent.given)

    @cached_property
    def body_code(self) -> str:
        """The code of the body it is about: the one complained of, else the only one that was asked; "" where it is open."""
        if self.complaint.body:
            return self.complaint.body.code
        asked = set(self.complaint.inquiries.values_list("body__code", flat=True))
        return asked.pop() if len(asked) == 1 else ""

    @cached_property
    def like(self) -> Complaint | None:
        """The complaint that this one's letter is like, if this person may read it."""
        asked = read_id(str((self.complaint.story or {}).get("like") or ""))
        found = policy.visible(self.by.user, Complaint.objects.filter(pk=asked, erased_at=None)).first() if asked else None
        if found:
            load_keys_of(found)
        return found

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return issued_of(self.complaint.id)


@dataclass(frozen=True)
class VerbPage:
    """One verb: its form, the action it calls, and the words around it.

    `shows_letter`: "at once" when the letter needs nothing typed, "typed" when it follows from the form, "both" when it needs nothing
    and the form can change it, "" for none.
    `discloses`: its letter goes to a body, and `more` shows what it tells (`arasha.complaints.desk.disclosing`).
    `buttons` are further buttons of the form by their name: each hands back the form to show again. `leaves`: afterwards the
    person may no longer see the complaint. `more` gives the template what only this verb needs. `then` makes the page that follows
    from what the action answered; `again` is said when the button was pressed twice, where `done` would not be the whole truth.
    """

    verb: str
    form: type[VerbForm]
    call: Callable[[Ask], Any]
    lead: Any
    submit: Any
    done: Any
    shows_letter: str = ""
    template: str = "verb.html"
    more: Callable[[Ask, VerbForm], dict[str, Any]] = lambda ask, form: {}
    buttons: Mapping[str, Callable[[Ask, VerbForm, QueryDict], VerbForm]] = field(default_factory=dict)
    leaves: bool = False
    danger: bool = False
    discloses: bool = False
    then: Callable[[HttpRequest, Ask, Any], HttpResponse] | None = None
    again: Any = ""


def verb_pages() -> dict[str, VerbPage]:
    """The registry: every verb that has a page."""
    from arasha.complaints.desk.verb_pages import PAGES

    return PAGES


@staff_page("complaints")
def verb(request: HttpRequest, complaint_id: UUID, name: str) -> HttpResponse:
    """Show the form of a verb, or do it. 404 for a complaint one may not see, 403 with the reason for a verb one may not do."""
    page = verb_pages().get(name)
    if page is None:
        raise Http404
    if _pressed_twice(request):
        return _done(request, page, complaint_id, page.again or page.done)
    ask = ask_for(request, complaint_id)
    if refusal := policy.may(request.user, name, Seen.of(ask.complaint)):
        return errors.page(request, 403, refusal)
    if request.method == "POST":
        return _posted(request, ask, page)
    if reason := why_not(request.user, ask.book.procedure.verb(name), ask.complaint, ask.book, ask.language):
        return errors.page(request, 409, reason)
    form = page.form(ask=ask)
    rehearsed = _rehearse(ask, page, form) if page.shows_letter in ("at once", "both") else None
    return _show(request, ask, page, form, rehearsed=rehearsed)


def ask_for(request: HttpRequest, complaint_id: UUID) -> Ask:
    """Whoever asks before this complaint, its keys loaded. Raises NotFound for one that is not theirs to read."""
    complaint = open_complaint(request.user, complaint_id)
    load_keys_of(complaint)
    return Ask(
        by=doer(request),
        complaint=complaint,
        book=current_book(),
        language=page_language(),
        at=timezone.now(),
        query=request.GET.dict(),
    )


def _posted(request: HttpRequest, ask: Ask, page: VerbPage) -> HttpResponse:
    form = page.form(request.POST, request.FILES, ask=ask)
    if "_language" in request.POST or "_show" in request.POST:
        return _show(request, ask, page, unchecked(form))
    if "_insert" in request.POST and isinstance(form, LetterForm):
        return _show(request, ask, page, unchecked(form, **form.with_passage()))
    for button, press in page.buttons.items():
        if button in request.POST:
            return _show(request, ask, page, press(ask, form, request.POST))
    if not form.is_valid():
        return _show(request, ask, page, form)
    ask.data = form.cleaned_data
    ask.by = replace(ask.by, press=ask.data["press"])
    if "_preview" in request.POST:
        return _preview(request, ask, page, form)
    try:
        result = page.call(ask)
    except AlreadyDone:
        return _done(request, page, ask.id, page.again or page.done)
    except DomainError as refusal:
        return _refused(request, ask, page, form, refusal)
    return page.then(request, ask, result) if page.then else _done(request, page, ask.id, page.done)


def _done(request: HttpRequest, page: VerbPage, complaint_id: UUID, said: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:my-work") if page.leaves else redirect("desk:complaint", complaint_id)


def _pressed_twice(request: HttpRequest) -> bool:
    """Whether this press was served already; afterwards the person may not even see the complaint any more."""
    try:
        press = UUID(request.POST.get("press", ""))
    except ValueError:
        return False
    return done_before(replace(doer(request), press=press))


def unchecked(form: VerbForm, **changes: Any) -> VerbForm:
    """The form again as it was typed, without a word about what is still missing."""
    return type(form)(ask=form.ask, initial={**form.typed(), **changes})


def _preview(request: HttpRequest, ask: Ask, page: VerbPage, form: VerbForm) -> HttpResponse:
    """The letter as it would go out, its words ready to be changed."""
    try:
        rehearsed = rehearse(ask, page.call)
    except DomainError as refusal:
        return _refused(request, ask, page, form, refusal)
    return _show(request, ask, page, _with_letter(page, ask, form.typed(), rehearsed), rehearsed=rehearsed)


def _rehearse(ask: Ask, page: VerbPage, form: VerbForm) -> Rehearsed | None:
    """The letter at once, where nothing needs to be typed for it. What stands in its way is told when the verb is done."""
    try:
        rehearsed = rehearse(ask, page.call)
    except DomainError:
        return None
    if isinstance(form, LetterForm):
        form.initial.update(_letter_values(rehearsed, form.initial))
        form.edit_letter()
    return rehearsed


def _with_letter(page: VerbPage, ask: Ask, typed: dict[str, Any], rehearsed: Rehearsed) -> VerbForm:
    if issubclass(page.form, LetterForm):
        typed.update(_letter_values(rehearsed, typed))
    return page.form(ask=ask, initial=typed)


def _letter_values(rehearsed: Rehearsed, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The letter's words for the form: those edited before stay; the proposal is remembered to see whether they were edited."""
    if not rehearsed.letters:
        return {}
    text = words_of(rehearsed.letters[0])
    edited = typed.get("text") and typed.get("text", "").strip() != typed.get("proposed", "").strip()
    return {"text": typed["text"], "proposed": typed["proposed"]} if edited else {"text": text, "proposed": text}


def _refused(request: HttpRequest, ask: Ask, page: VerbPage, form: VerbForm, refusal: DomainError) -> HttpResponse:
    """The form again with everything typed and the reason. After somebody else's step: on the newest version, saying what changed."""
    changed = isinstance(refusal, ChangedMeanwhile)
    since = ask.data["version"]
    if changed:
        ask = ask_for(request, ask.id)
        typed = request.POST.copy()
        typed["version"] = str(ask.complaint.version)
        form = page.form(typed, request.FILES, ask=ask)
        form.full_clean()
    form.add_error(None, CONSENT_CHANGED if changed and page.discloses and consent_changed(ask, since) else refusal.message)
    return _show(request, ask, page, form, status=refusal.status, since=since if changed else None)


def _show(
    request: HttpRequest,
    ask: Ask,
    page: VerbPage,
    form: VerbForm,
    *,
    rehearsed: Rehearsed | None = None,
    status: int = 200,
    since: int | None = None,
) -> HttpResponse:
    record_shown(request, f"desk/verb/{page.verb}", [ask.id])
    context = verb_context(ask, page, form, rehearsed=rehearsed, since=since)
    context["files_lost"] = [upload.name for uploads in request.FILES.lists() for upload in uploads[1]]
    return desk_page(request, page.template, {**context, **page.more(ask, form)}, current="complaints", status=status)
