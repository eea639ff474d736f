"""What may happen at any point of the road."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import arrivals, correspondence
from arasha.complaints.actions.erasure import erase
from arasha.complaints.desk.verbs import VerbPage
from arasha.complaints.forms import desk as forms
from arasha.complaints.forms.parties import PurposeForm
from arasha.complaints.forms.review import WithdrawalRequestForm

PAGES = (
    VerbPage(
        verb="look_at_email",
        form=forms.ReasonForm,
        call=lambda ask: arrivals.look_at_email(ask.id, **ask.usual, note=ask.data["reason"]),
        lead=_("Anybody can write any address on an e-mail. Say whether it seems to be from the person, and how you know."),
        submit=_("I looked at it"),
        done=_("Noted."),
    ),
    VerbPage(
        verb="note",
        form=forms.NoteForm,
        call=lambda ask: correspondence.add_note(ask.id, **ask.unversioned, text=ask.data["text"]),
        lead=_("A note for colleagues. It never leaves the office."),
        submit=_("Save the note"),
        done=_("Saved."),
    ),
    VerbPage(
        verb="message",
        form=forms.MessageForm,
        call=lambda ask: correspondence.send_message(ask.id, **ask.unversioned, text=ask.data["text"]),
        lead=_("The person reads it with the code. Write in the language they write in."),
        submit=_("Send"),
        done=_("Sent."),
    ),
    VerbPage(
        verb="record_consent",
        form=PurposeForm,
        call=lambda ask: correspondence.record_consent(
            ask.id, **ask.unversioned, purpose=ask.data["purpose"], answer=ask.data["given"], how=ask.data["how"]
        ),
        lead=_("The newest word counts: the next letter to a body obeys it. Earlier words stay on record."),
        submit=_("Record"),
        done=_("Recorded."),
    ),
    VerbPage(
        verb="record_withdrawal_request",
        form=WithdrawalRequestForm,
        call=lambda ask: correspondence.record_withdrawal_request(
            ask.id, **ask.usual, channel=ask.data["channel"], received_on=ask.data["received_on"], text=ask.data["text"]
        ),
        lead=_("Nothing closes yet: a colleague makes sure, by a safe way, that nobody presses the person. Until then everything goes on."),
        submit=_("Record the request"),
        done=_("Recorded. A colleague now makes sure that it is the person's own will."),
    ),
    VerbPage(
        verb="confirm_withdrawal",
        form=forms.ConfirmWithdrawalForm,
        call=lambda ask: correspondence.confirm_withdrawal(ask.id, **ask.usual, way=ask.data["way"], note=ask.data["note"]),
        lead=_("Close only when the person themselves said, by a safe channel, that they want it and that nobody pressed them."),
        submit=_("It is their own will: close"),
        done=_("Withdrawn and closed. The person has been told."),
    ),
    VerbPage(
        verb="refuse_withdrawal",
        form=forms.WithdrawalForm,
        call=lambda ask: correspondence.refuse_withdrawal(ask.id, **ask.usual, note=ask.data["note"]),
        lead=_("There was pressure, or the person changed their mind: the work goes on where it stood."),
        submit=_("Go on with the complaint"),
        done=_("The work goes on."),
    ),
    VerbPage(
        verb="recuse",
        form=forms.ReasonForm,
        call=lambda ask: correspondence.recuse(ask.id, **ask.unversioned, reason=ask.data["reason"]),
        lead=_("If you know somebody involved, step aside. From then on you do not see this complaint, and you cannot undo it yourself."),
        submit=_("Step aside"),
        done=_("You stepped aside. You no longer see this complaint."),
        leaves=True,
        danger=True,
    ),
    VerbPage(
        verb="erase",
        form=forms.EraseForm,
        call=lambda ask: erase(ask.id, **ask.unversioned, reason=ask.data["reason"]),
        lead=_("Everything that says who or what is erased for good: story, names, letters, files. Number, dates and figures stay."),
        submit=_("Erase for good"),
        done=_("Erased. The complaint's page says from which day nobody can bring it back."),
        danger=True,
        template="erase.html",
        more=lambda ask, form: {"backup_days": settings.KEY_BACKUP_DAYS},
    ),
)  # fmt: skip
