"""Acts of the examination, expert opinions, the body's right to be heard, translations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import examination_acts as acts
from arasha.complaints.actions import hearing, translations
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.desk.verb_pages.plan import back_to_tab, beside_form
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import examination_acts as forms
from arasha.complaints.forms import translations as translation_forms
from arasha.complaints.models import Translation

RECORDED, ORDERED, CANCELLED = _("Recorded."), _("The order is written down."), _("It is not awaited any more.")
PLACED, CERTIFIED = _("The translation stands beside the original."), _("Marked as certified.")


def _only(ask: Ask, *names: str) -> dict[str, Any]:
    return {**ask.usual, **{name: ask.data[name] for name in names}}


def _opinion(ask: Ask, form: Any) -> dict[str, Any]:
    """What the expert was asked, beside the form."""
    row = form.row
    if row is None:
        return {}
    return beside_form(gettext("Expert opinion"), (gettext("Whom we asked"), row.people), (gettext("What"), row.question))


def _act(ask: Ask, form: Any) -> dict[str, Any]:
    row = form.row
    return {"told": [{"label": row.get_kind_display(), "value": row.record}], "told_title": gettext("The act")} if row else {}


def _original(ask: Ask, form: Any) -> dict[str, Any]:
    """What is translated, beside the form: a file is opened on its own page."""
    of, _colon, target = form.chosen("original").partition(":")
    if of == Translation.Of.STORY:
        return {"told": told_rows(ask.complaint, ask.book, ask.language), "told_title": gettext("Original")}
    words = form.words.get(f"{of}:{target}")
    return {"told": [{"label": gettext("Original"), "value": words}], "told_title": gettext("Original")} if words else {}


PAGES = (
    VerbPage(
        verb="record_examination_act",
        form=forms.ActForm,
        call=lambda ask: acts.record_examination_act(
            ask.id, **_only(ask, "kind", "held_on", "held_at", "place", "people", "record"),
            disclosable=ask.data["readers"] == "yes", uploads=ask.data["files"],
        ),
        lead=_("A meeting, a call, an interview, a site check, a document that was examined. It is no letter: nothing goes out."),
        submit=_("Record it"),
        done=RECORDED,
        then=back_to_tab(RECORDED),
    ),
    VerbPage(
        verb="set_act_disclosure",
        form=forms.DisclosureForm,
        call=lambda ask: acts.set_act_disclosure(
            ask.data["act"].id, **ask.usual, disclosable=ask.data["readers"] == "yes", reason=ask.data["reason"]
        ),
        lead=_("Who may read the record of this act."),
        submit=_("Save"),
        done=RECORDED,
        more=_act,
        then=back_to_tab(RECORDED),
    ),
    VerbPage(
        verb="order_expert_opinion",
        form=forms.OrderOpinionForm,
        call=lambda ask: acts.order_expert_opinion(ask.id, **_only(ask, "expert", "question", "due_on")),
        lead=_("Write down whom you asked, for what and by when. Nothing goes out from here."),
        submit=_("Write it down"),
        done=ORDERED,
        then=back_to_tab(ORDERED),
    ),
    VerbPage(
        verb="receive_expert_opinion",
        form=forms.ReceiveOpinionForm,
        call=lambda ask: acts.receive_expert_opinion(
            ask.data["act"].id, **_only(ask, "received_on", "opinion"), disclosable=ask.data["readers"] == "yes",
            uploads=ask.data["files"],
        ),
        lead=_("The opinion came: when, and what it says."),
        submit=_("Record it"),
        done=RECORDED,
        more=_opinion,
        then=back_to_tab(RECORDED),
    ),
    VerbPage(
        verb="cancel_expert_opinion",
        form=forms.CancelOpinionForm,
        call=lambda ask: acts.cancel_expert_opinion(ask.data["act"].id, **_only(ask, "reason")),
        lead=_("The opinion is not needed any more, or will not come. The order stays readable, with the reason."),
        submit=_("Cancel it"),
        done=CANCELLED,
        more=_opinion,
        then=back_to_tab(CANCELLED),
    ),
    VerbPage(
        verb="record_hearing",
        form=forms.HearingForm,
        call=lambda ask: hearing.record_hearing(
            ask.id, **_only(ask, "body", "way", "held_on", "held_at", "place", "people", "record"), uploads=ask.data["files"]
        ),
        lead=_("The body must be able to say how it sees the matter before a breach is found. An answer to our inquiry counts by itself."),
        submit=_("Record it"),
        done=RECORDED,
        then=back_to_tab(RECORDED),
    ),
    VerbPage(
        verb="add_translation",
        form=translation_forms.TranslationForm,
        call=lambda ask: translations.add_translation(
            ask.id,
            **_only(ask, "of", "target_id", "language_from", "language_to", "text", "certified_by", "certified_on"),
            uploads=ask.data["files"],
        ),
        lead=_("The original stays first and unchanged; the translation stands beside it and says what it is."),
        submit=_("Put it beside the original"),
        done=PLACED,
        template="add_translation.html",
        more=_original,
    ),
    VerbPage(
        verb="certify_translation",
        form=translation_forms.CertifyForm,
        call=lambda ask: translations.certify_translation(
            ask.data["translation"].id, **_only(ask, "certified_by", "certified_on")
        ),
        lead=_("Only after you saw the translator's certificate. From then on it may leave the office beside the original."),
        submit=_("Mark it as certified"),
        done=CERTIFIED,
    ),
)  # fmt: skip
