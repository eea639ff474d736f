"""Inquiries: to one body or several, a second one; reminders, more time, going on without an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import CameBy
from arasha.complaints.actions import inquiries, more_time
from arasha.complaints.actions.examination import send_inquiry
from arasha.complaints.desk.disclosing import contact_chosen, shown, typed
from arasha.complaints.desk.verb_pages.examination import add_contact_button, new_contact
from arasha.complaints.desk.verbs import Ask, VerbPage, unchecked
from arasha.complaints.forms import inquiries as forms
from arasha.complaints.models import Term
from arasha.complaints.queries.disclosure import Going
from arasha.complaints.terms import office_day
from arasha.dates import write_date

SENT = _("Sent. The body's term runs.")


def _send(ask: Ask) -> inquiries.Sent:
    said = {key: ask.data[key] for key in ("summary", "questions", "text")} | {"named": bool(ask.data.get("named"))}
    if first := ask.data["follows"]:
        body, contact = ask.data["to"][0]
        return inquiries.Sent([send_inquiry(ask.id, **ask.usual, body=body, contact=contact, follows=first, **said)])
    return inquiries.send_inquiries(ask.id, **ask.usual, to=ask.data["to"], **said)


def _sent(request: HttpRequest, ask: Ask, sent: inquiries.Sent) -> HttpResponse:
    """What went out, and what did not with the reason."""
    for body, reason in sent.refused:
        said = gettext("Not sent to: %(body)s. %(reason)s") % {"body": body.name(ask.language), "reason": reason}
        messages.warning(request, said)
    messages.success(request, SENT)
    return redirect("desk:complaint", ask.id)


def _disclosures(ask: Ask, form: Any) -> list[dict[str, Any]]:
    """What each body would learn: the words are the same, whom they reach is not."""
    named, words = bool(form.chosen("named")) if "named" in form.fields else False, typed(form, "summary", "questions")
    fields = [(form.body, "contact"), *((body, f"contact-{body.code}") for body in form.others)]
    return shown(ask, [Going(body, contact_chosen(form, body, field), words, named) for body, field in fields])


def _form_page(ask: Ask, form: Any) -> dict[str, Any]:
    first = form.first
    number = letters.get_letter(first.letter_id).number if first else ""
    return {
        "disclosures": _disclosures(ask, form),
        **new_contact(ask, form),
        "second_to": number,
        "first_awaited": first is not None and first.is_awaited,
    }


def _add_body(ask: Ask, form: Any, sent: QueryDict) -> Any:
    """One more body to ask the same; nothing that is typed is lost."""
    code = form.chosen("add_body")
    also = [body.code for body in form.others]
    return unchecked(form, also=[*also, code] if code else also, add_body="")


def _drop_body(ask: Ask, form: Any, sent: QueryDict) -> Any:
    return unchecked(form, also=[body.code for body in form.others if body.code != sent["_drop_body"]])


def _requests(ask: Ask, form: Any) -> dict[str, Any]:
    """What was asked, and how much may be given."""
    told = []
    terms = {term.target_id: term for term in Term.objects.filter(complaint=ask.id, purpose=more_time.PURPOSE, ended_on=None)}
    for row in form.rows.values():
        asked = form.requests.get(row.id)
        lines = [_asked_words(ask, asked)] if asked else []
        if term := terms.get(row.id):
            lines.append(_most_words(ask, term, office_day(asked.asked_at) if asked else ask.today))
        told.append({"label": row.body.name(ask.language), "value": "\n\n".join(lines)})
    return {"told": [one for one in told if one["value"]]}


def _asked_words(ask: Ask, asked: Any) -> str:
    until = write_date(asked.asked_until, ask.language, "until")
    return gettext("Asks for time until %(day)s: %(reason)s") % {"day": until, "reason": asked.reason}


def _most_words(ask: Ask, term: Term, asked_on: Any) -> str:
    now = write_date(term.due_on, ask.language, "until")
    most = more_time.longest(ask.book, term, asked_on=asked_on)
    if most is None:
        return gettext("The term runs until %(now)s. Nothing lets it be extended.") % {"now": now}
    longest = write_date(most, ask.language, "until")
    return gettext("The term runs until %(now)s and may be extended until %(most)s.") % {"now": now, "most": longest}


PAGES = (
    VerbPage(
        verb="send_inquiry",
        form=forms.InquiryForm,
        call=_send,
        lead=_("Ask the body for its side. See first what it would learn."),
        submit=_("Sign and send the inquiry"),
        done=SENT,
        shows_letter="typed",
        template="inquiry.html",
        discloses=True,
        more=_form_page,
        buttons={"_add_contact": add_contact_button, "_add_body": _add_body, "_drop_body": _drop_body},
        then=_sent,
    ),
    VerbPage(
        verb="remind_body",
        form=forms.AwaitedForm,
        call=lambda ask: inquiries.remind_body(ask.data["inquiry"].id, **ask.usual),
        lead=_("The contact gets an e-mail that names our letter by its number, nothing more. Without a contact a letter goes by post."),
        submit=_("Send the reminder"),
        done=_("The body is reminded."),
    ),
    VerbPage(
        verb="grant_more_time",
        form=forms.GrantTimeForm,
        call=lambda ask: more_time.grant_more_time(
            ask.data["inquiry"].id, **ask.usual, until=ask.data["until"], words=ask.data["words"],
            came_by=ask.data.get("came_by") or CameBy.PHONE,
        ),
        lead=_("The body's term becomes longer, its link stays open, and it is told. The term of our own answer stays as it is."),
        submit=_("Give the time and tell the body"),
        done=_("The body has more time and is told."),
        more=_requests,
    ),
    VerbPage(
        verb="refuse_more_time",
        form=forms.RefuseTimeForm,
        call=lambda ask: more_time.refuse_more_time(ask.data["inquiry"].id, **ask.usual, reason=ask.data["reason"]),
        lead=_("The term stays as it is, and the body is told why."),
        submit=_("Refuse and tell the body"),
        done=_("Refused. The body is told."),
        more=_requests,
    ),
    VerbPage(
        verb="go_on_without",
        form=forms.GoOnForm,
        call=lambda ask: inquiries.go_on_without(ask.data["inquiry"].id, **ask.usual, reason=ask.data["reason"]),
        lead=_("The body had its chance. Its term ends, and the work goes on; its link stays open for a late answer."),
        submit=_("Go on"),
        done=_("The work goes on without this answer."),
    ),
)  # fmt: skip
