"""The plan of the examination. Every step leads back to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import plan
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import plan as forms


def back_to_tab(said: Any) -> Any:
    """After the verb: the complaint's tab on the examination."""

    def then(request: HttpRequest, ask: Ask, result: Any) -> HttpResponse:
        messages.success(request, said)
        return redirect(f"{reverse('desk:complaint', args=[ask.id])}?tab=examination")

    return then


def _written(ask: Ask) -> dict[str, Any]:
    return {**ask.usual, **{name: ask.data[name] for name in ("question", "evidence", "who", "due_on")}}


def beside_form(title: str, *held: tuple[str, str | None]) -> dict[str, Any]:
    """What a page shows beside its form: labels with their words, those without words left out."""
    return {"told": [{"label": label, "value": value} for label, value in held if value], "told_title": title}


def _line(ask: Ask, form: Any) -> dict[str, Any]:
    """The line that the page is about, beside the form."""
    row = form.row
    if row is None:
        return {}
    return beside_form(gettext("From the plan"), (gettext("Question"), row.question), (gettext("Evidence wanted"), row.evidence))


SAVED, CHANGED, SETTLED, DROPPED = _("It stands in the plan."), _("Changed."), _("Settled."), _("Dropped.")
PAGES = (
    VerbPage(
        verb="add_plan_line",
        form=forms.PlanLineForm,
        call=lambda ask: plan.add_plan_line(ask.id, **_written(ask)),
        lead=_("What has to be found out, how, by whom and by when. The plan never leaves the office."),
        submit=_("Put it into the plan"),
        done=SAVED,
        then=back_to_tab(SAVED),
    ),
    VerbPage(
        verb="change_plan_line",
        form=forms.ChangeLineForm,
        call=lambda ask: plan.change_plan_line(ask.data["line"].id, **_written(ask)),
        lead=_("Another question, other evidence, somebody else, another day."),
        submit=_("Save"),
        done=CHANGED,
        then=back_to_tab(CHANGED),
    ),
    VerbPage(
        verb="finish_plan_line",
        form=forms.FinishLineForm,
        call=lambda ask: plan.finish_plan_line(
            ask.data["line"].id, **ask.usual, found=ask.data["found"], act=ask.data["act"], file=ask.data["file"]
        ),
        lead=_("Say what was found. If an act or a file shows it, name it."),
        submit=_("Settle it"),
        done=SETTLED,
        more=_line,
        then=back_to_tab(SETTLED),
    ),
    VerbPage(
        verb="drop_plan_line",
        form=forms.DropLineForm,
        call=lambda ask: plan.drop_plan_line(ask.data["line"].id, **ask.usual, reason=ask.data["reason"]),
        lead=_("The question stays readable in the plan, with the reason."),
        submit=_("Drop it"),
        done=DROPPED,
        more=_line,
        then=back_to_tab(DROPPED),
    ),
)
