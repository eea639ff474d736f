"""Acts that follow findings: drafted, signed alone, thrown away, and what became of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import acts
from arasha.complaints.desk.disclosing import blocked, of_acts
from arasha.complaints.desk.verb_pages.examination import _recommendation, add_contact_button, new_contact
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import acts as forms
from arasha.complaints.letter_view import citations
from arasha.recommendations.models import Recommendation


def resting_on(ask: Ask, rows: list[Recommendation]) -> dict[str, Any]:
    """What the letters of these acts cite, and what stands in the way of signing them."""
    refs = dict.fromkeys(ref for row in rows for ref in ask.book.act_kinds[row.kind].basis)
    cited = citations(list(refs), ask.book, ask.language, ask.today)
    unsure = [one["ref"] for one in cited if not one["verified"]]
    blocked = (
        gettext("A lawyer must first confirm what the letter cites: %(refs)s.") % {"refs": ", ".join(unsure)} if unsure else ""
    )
    return {"citations": cited, "blocked": blocked, "law_url": reverse("desk:law")}


def in_view(ask: Ask, rows: list[Recommendation]) -> list[dict[str, str]]:
    """Acts as the page of a signature shows them."""
    return [{"body": forms.act_in_words(one, ask.book, ask.language).replace("\n", " · "), "text": one.text} for one in rows]


def going_out(ask: Ask, rows: list[Recommendation]) -> dict[str, Any]:
    """The letters of these acts with what each tells a body, what they cite, and what stands in the way of signing them."""
    letters, cited = of_acts(ask, rows), resting_on(ask, rows)
    return {**cited, "acts": letters, "blocked": cited["blocked"] or blocked(one["disclosure"] for one in letters)}


def _to_sign(ask: Ask, form: Any) -> dict[str, Any]:
    """Every draft, but what blocks is only what stands in the way of the only one."""
    rows = list(form.rows.values())
    found = going_out(ask, rows)
    return found if len(rows) == 1 else {**found, "blocked": ""}


def _draft(ask: Ask, form: Any) -> dict[str, Any]:
    """An explanation goes to the person: without a body nothing is told to anybody else."""
    kind = ask.book.act_kinds.get(form.chosen("kind"))
    told = form.body is not None and (kind is None or kind.to_body)
    return _recommendation(ask, form) if told else new_contact(ask, form)


def _beside(ask: Ask, form: Any) -> dict[str, Any]:
    rows = list(form.rows.values())
    return {"told": [{"label": one["body"], "value": one["text"]} for one in in_view(ask, rows)]}


PAGES = (
    VerbPage(
        verb="draft_act",
        form=forms.ActForm,
        call=lambda ask: acts.draft_act(
            ask.id, **ask.usual, kind=ask.data["kind"], body=ask.data["body"], contact=ask.data["contact"], topic=ask.data["topic"],
            text=ask.data["words"],
        ),
        lead=_("A petition, a claim, an application, a proposal or an explanation. It goes out when it is signed."),
        submit=_("Save the draft"),
        done=_("The act is drafted."),
        template="to_body.html",
        more=_draft,
        discloses=True,
        buttons={"_add_contact": add_contact_button},
    ),
    VerbPage(
        verb="sign_act",
        form=forms.DraftForm,
        call=lambda ask: acts.sign_act(ask.id, **ask.usual, act_id=ask.data["act"].id),
        lead=_("With your signature this one act goes out, and its own term starts. The others stay drafts."),
        submit=_("Sign and send"),
        done=_("Signed. The letter is on its way."),
        shows_letter="typed",
        template="sign_act.html",
        more=_to_sign,
        discloses=True,
    ),
    VerbPage(
        verb="discard_act",
        form=forms.DiscardForm,
        call=lambda ask: acts.discard_act(ask.id, **ask.usual, act_id=ask.data["act"].id, note=ask.data["note"]),
        lead=_("Its words are gone for good; the reason stays with the complaint."),
        submit=_("Throw the draft away"),
        done=_("The draft is gone."),
        danger=True,
        more=_beside,
    ),
    VerbPage(
        verb="record_act_outcome",
        form=forms.OutcomeForm,
        call=lambda ask: acts.record_act_outcome(
            ask.id, **ask.usual, act_id=ask.data["act"].id, reply=ask.data["reply"], on=ask.data["on"], account=ask.data["account"]
        ),
        lead=_("What was answered, or that nothing was. The term of the answer ends on that day."),
        submit=_("Record"),
        done=_("Recorded."),
        more=_beside,
    ),
)  # fmt: skip
