"""Telling what happened: the start page and one question a page, kept in a draft that only this browser can open."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from arasha.complaints.actions import intake
from arasha.complaints.book import current_book
from arasha.complaints.forms import portal as forms
from arasha.complaints.models import Draft, DraftFile
from arasha.complaints.portal import cookies
from arasha.complaints.portal.steps import ORDER, STEPS, Step
from arasha.complaints.queries import portal as queries
from arasha.errors import DomainError, NotFound
from arasha.law import RuleBook

MEND = "mend"  # in the address of a question that shows what needs mending


def language_of() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def draft_of(request: HttpRequest, at: datetime) -> Draft | None:
    """The draft that this browser's cookie opens, if it is still there."""
    token = cookies.token_in(request, cookies.DRAFT)
    if not token:
        return None
    try:
        return intake.open_draft(token, at=at)
    except NotFound:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What happens, how long it takes, what is kept; the button begins a draft."""
    at = timezone.now()
    draft = draft_of(request, at)
    if request.method == "POST" and "_language" not in request.POST:
        return _begin(request, draft, at)
    if draft is not None and draft.sent_at:
        return HttpResponseRedirect(reverse("portal:code"))
    return start_page(request, draft)


def _begin(request: HttpRequest, draft: Draft | None, at: datetime) -> HttpResponse:
    response = HttpResponseRedirect(STEPS[ORDER[0]].url)
    if draft is not None and not draft.sent_at:
        return response
    _draft, token = intake.start_draft(language=language_of(), at=at)
    cookies.put_draft(response, token)
    cookies.drop(response, cookies.RECEIPT)
    return response


def start_page(request: HttpRequest, draft: Draft | None = None, *, notice: str = "", status: int = 200) -> HttpResponse:
    """The start page; with a `notice` when somebody came to a question without a draft."""
    context = {
        "draft_there": draft is not None and not draft.sent_at,
        "expires_at": draft.expires_at if draft else None,
        "draft_days": settings.DRAFT_DAYS,
        "notice": notice,
        "go_on_url": STEPS[ORDER[0]].url,
        "check_url": STEPS["check"].url,
        "erase_url": reverse("portal:erase"),
        "follow_url": reverse("portal:follow"),
        "back_url": reverse("portal:home"),
        "receipt_url": reverse("portal:done") if cookies.receipt_in(request) else "",
    }
    return render(request, "complaints/portal/start.html", context, status=status)


def no_draft(request: HttpRequest) -> HttpResponse:
    """Somebody came to a question, or back to one, and this browser has no draft (any more)."""
    sent = cookies.receipt_in(request) is not None
    notice = (
        _("You have sent your complaint: it is with us. Nothing more is to be done here.")
        if sent
        else _("There is no unfinished complaint in this browser. It was sent, or erased, or you began in another browser.")
    )
    return start_page(request, notice=notice, status=404)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. Whatever was typed is kept before anything is checked."""
    step = STEPS.get(slug)
    if step is None or step.form is None:
        raise Http404
    at = timezone.now()
    draft = draft_of(request, at)
    if draft is not None and draft.sent_at:
        return HttpResponseRedirect(reverse("portal:code"))
    if request.method == "POST":
        return _keep_anew(request, step, at) if draft is None else _keep(request, draft, step, at)
    if draft is None:
        return no_draft(request)
    kept = step.form.from_answers(draft.answers)
    # After a refusal the page is asked for anew, so that the browser's "Back" finds a page and not a form to send once more.
    form = make_form(step, at, kept) if MEND in request.GET else make_form(step, at, initial=kept)
    return question_page(request, step, form, draft)


def make_form(
    step: Step, at: datetime, data: Any = None, files: Any = None, *, book: RuleBook | None = None, **kwargs: Any
) -> forms.Question:
    """The form of a step with what its choices need from the directory and the rule book."""
    day = timezone.localdate(at)
    if step.form is forms.BodyForm:
        kwargs["directory"] = queries.directory(book or current_book(), day, language_of())
    elif step.form is forms.PlaceForm:
        kwargs["regions"] = queries.region_names(book or current_book(), language_of())
    elif step.form is forms.ReachForm and data is None:
        kwargs["initial"] = {"language": language_of(), **kwargs.get("initial", {})}
    assert step.form is not None
    return step.form(data, files, today=day, **kwargs)


def _keep(request: HttpRequest, draft: Draft, step: Step, at: datetime) -> HttpResponse:
    """Keep what was typed and the files, then go where the button says."""
    assert step.form is not None
    form = make_form(step, at, request.POST, request.FILES)
    keep_answers(request, draft, form, at)
    refused = keep_files(request, draft, at)
    for message in refused:
        form.add_error("files", message)
    if not refused and (other := elsewhere(request, draft, step)):
        return other
    if not refused and form.is_valid():
        return HttpResponseRedirect(STEPS["check"].url if "check" in request.GET else step.after)
    # The draft tells again what needs mending, but for refused files and characters that were taken out: those are told only here.
    if form.errors == make_form(step, at, step.form.from_answers(draft.answers)).errors:
        return HttpResponseRedirect(mend_url(request, step))
    return question_page(request, step, form, draft)


def mend_url(request: HttpRequest, step: Step) -> str:
    """The page of the question once more, with what needs mending, as the draft keeps it."""
    return f"{step.url}?{'check&' if 'check' in request.GET else ''}{MEND}"


def keep_answers(request: HttpRequest, draft: Draft, form: forms.Question, at: datetime) -> None:
    """Nothing typed is lost, right or wrong. The language of the letters follows the page's until somebody chooses one."""
    answers = form.answers()
    if not answers:
        return
    if "_language" in request.POST and answers.get("language") == request.POST.get("_shown"):
        answers["language"] = draft.answers.get("language")  # the page's own language was not chosen, only left as it stood
    chosen = answers.get("language") or draft.answers.get("language")
    known = chosen in dict(settings.LANGUAGES)
    intake.save_answers(draft, answers, language=chosen if known else language_of(), at=at)


def keep_files(request: HttpRequest, draft: Draft, at: datetime) -> list[Any]:
    """Add the files of this request to the draft; answers why some were refused."""
    refused = []
    for upload in request.FILES.getlist("files"):
        try:
            intake.add_draft_file(draft, upload, at=at)  # type: ignore[arg-type]  # our upload handler makes these
        except DomainError as refusal:
            refused.append(f"{upload.name}: {refusal.message}")
    return refused


def elsewhere(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse | None:
    """Another button than "Continue": the same page in another language, without a file, the page before, or a rest."""
    posted = request.POST
    if (file_id := _identifier(posted.get("_remove", ""))) is not None:
        intake.remove_draft_file(draft, file_id)
    if "_language" in posted or "_remove" in posted or "_add" in posted:
        return HttpResponseRedirect(request.get_full_path())
    if "_back" in posted:
        return HttpResponseRedirect(STEPS["check"].url if "check" in request.GET else step.before)
    if "_later" in posted:
        response = HttpResponseRedirect(reverse("portal:later"))
        cookies.put_draft(response, cookies.token_in(request, cookies.DRAFT), for_days=True)
        return response
    return None


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _keep_anew(request: HttpRequest, step: Step, at: datetime) -> HttpResponse:
    """The draft is gone while somebody was typing: begin another with what they typed, and say so."""
    draft, token = intake.start_draft(language=language_of(), at=at)
    form = make_form(step, at, request.POST, request.FILES)
    keep_answers(request, draft, form, at)
    refused = keep_files(request, draft, at)
    shown = make_form(step, at, initial=form.from_answers(draft.answers))
    notice = _(
        "Your draft was no longer in this browser. What you typed on this page is kept in a new one; "
        "please look through the other pages again before you send."
    )
    response = question_page(request, step, shown, draft, notice=notice, refused=refused)
    cookies.put_draft(response, token)
    return response


def question_page(
    request: HttpRequest, step: Step, form: forms.Question, draft: Draft, *, notice: str = "", refused: list[Any] | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "form_id": "question",
        "title": step.heading or form.fields[form.heading_field].label,
        "heading": step.heading,
        "lead": step.lead,
        "step": step.number,
        "steps": len(ORDER),
        "later": True,
        "expires_on": timezone.localdate(draft.expires_at),
        "notice": notice,
        "refused": refused,
        "files": files_of(draft) if step.slug == "what" else None,
        "shown_language": language_of() if "language" in form.fields and not draft.answers.get("language") else "",
    }
    if step.slug == "reach":
        context["anonymity"] = anonymity(at=timezone.now())
    return render(request, step.template, context)


def anonymity(*, at: datetime) -> dict[str, Any] | None:
    """What the profile's grounds say of anonymous complaints, with how sure that is; None where it says nothing."""
    book, day = current_book(), timezone.localdate(at)
    if "A-ANON" not in book.ground_versions:
        return None
    ground = book.ground("A-ANON", day)
    return {
        "name": ground.name(language_of()),
        "citation": ground.citation.text(language_of()),
        "analogy": ground.citation.applies == "by_analogy",
        "verified": ground.citation.confirmed_on(day),
    }


def files_of(draft: Draft) -> list[dict[str, Any]]:
    """The draft's files as components/attachments.html shows them, each with its Remove button."""
    rows = DraftFile.objects.filter(draft=draft).select_related("blob").order_by("id")
    return [
        {
            "name": row.blob.name,
            "size": row.blob.size,
            "kind": "picture" if row.blob.content_type.startswith("image/") else "file",
            "remove_value": row.id,
        }
        for row in rows
    ]


@require_http_methods(["GET", "HEAD"])
def later(request: HttpRequest) -> HttpResponse:
    """The draft rests: in this browser only, until a date."""
    draft = draft_of(request, timezone.now())
    if draft is None or draft.sent_at:
        return no_draft(request)
    context = {
        "expires_on": timezone.localdate(draft.expires_at),
        "draft_days": settings.DRAFT_DAYS,
        "go_on_url": STEPS[ORDER[0]].url,
        "check_url": STEPS["check"].url,
        "erase_url": reverse("portal:erase"),
    }
    return render(request, "complaints/portal/later.html", context)


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the draft with its files, at once."""
    draft = draft_of(request, timezone.now())
    if draft is not None and not draft.sent_at:
        intake.discard_draft(draft)
    response = HttpResponseRedirect(reverse("portal:erased"))
    cookies.drop(response, cookies.DRAFT)
    return response


@require_http_methods(["GET", "HEAD"])
def erased(request: HttpRequest) -> HttpResponse:
    return render(
        request, "complaints/portal/erased.html", {"tell_url": reverse("portal:tell"), "home_url": reverse("portal:home")}
    )
