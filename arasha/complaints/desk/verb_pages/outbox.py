"""What may still happen to what is on its way out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import outbox
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import outbox as forms


def _entry(ask: Ask) -> dict[str, Any]:
    return {**ask.unversioned, "entry_id": ask.data["entry"]}


def _what_stays(ask: Ask, form: Any) -> dict[str, Any]:
    """What recalling takes back and what not, told before it is done."""
    goes_back = gettext("The complaint goes back where it stood before the letter, with its terms.")
    stays = {one.sent_at: str(outbox.what_stays(outbox.step_of(one)) or goes_back) for one in form.letters}
    used = gettext("The number of the letter stays used and is shown as recalled.")
    return {"consequences": [*dict.fromkeys(stays.values()), used]}


PAGES = (
    VerbPage(
        verb="recall_letter",
        form=forms.RecallForm,
        call=lambda ask: outbox.recall_letter(ask.id, **ask.unversioned, letter_id=ask.data["letter"], reason=ask.data["reason"]),
        lead=_("Only while it is held back: nobody outside has seen it yet. Letters of the same step are recalled together."),
        submit=_("Recall"),
        done=_("Recalled. The letter does not go out."),
        more=_what_stays,
        danger=True,
    ),
    VerbPage(
        verb="send_again",
        form=forms.AgainForm,
        call=lambda ask: outbox.send_again(ask.id, **_entry(ask)),
        lead=_("It goes out as it was signed. A letter by post is printed and posted once more."),
        submit=_("Send again"),
        done=_("It is on its way again."),
    ),
    VerbPage(
        verb="mark_posted",
        form=forms.PostedForm,
        call=lambda ask: outbox.mark_posted(ask.id, **_entry(ask), on=ask.data["on"], tracking=ask.data["tracking"]),
        lead=_("The letter was printed and handed to the post."),
        submit=_("Mark as posted"),
        done=_("Marked as posted."),
    ),
    VerbPage(
        verb="mark_returned",
        form=forms.ReturnedForm,
        call=lambda ask: outbox.mark_returned(ask.id, **_entry(ask), on=ask.data["on"], reason=ask.data["reason"]),
        lead=_("It did not reach whom it was for. It stands in the outbox until it is sent once more."),
        submit=_("Mark as returned"),
        done=_("Marked. Think of another way to reach them."),
    ),
)  # fmt: skip
