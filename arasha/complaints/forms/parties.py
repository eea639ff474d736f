"""What staff type of the people concerned in a complaint."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import LANGUAGES, ReasonForm, VerbForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText
from arasha.complaints.models import Party
from arasha.parties.actions import CHANNELS
from arasha.parties.models import Consent, Person, Purpose
from arasha.parties.tokens import fold_iin

MOST_AT_ONCE = 500
CHANNEL_NAMES = {
    "portal": _("On the portal, with the code"),
    "email": _("By e-mail"),
    "phone": _("By telephone"),
    "post": _("By post"),
    "visit": _("At a meeting"),
}
DAY_HELP = _("Write it like 14 04 2026.")


class Several(forms.MultipleChoiceField):
    """Any number of answers, as tick boxes."""

    widget = forms.CheckboxSelectMultiple


class PartyForm(VerbForm):
    """A verb on one of the people: `party` is the one whom the page is about."""

    party = forms.UUIDField(widget=forms.HiddenInput)

    def first_values(self, ask: Any) -> dict[str, Any]:
        party = ask.party
        return {"party": party.id, **self.values_of(party)} if party else {}

    def values_of(self, party: Party) -> dict[str, Any]:
        """What the fields hold of this one."""
        return {}


def contact_of(party: Party) -> dict[str, Any]:
    return (party.person.contact or {}) if party.person else {}


class Contact(VerbForm):
    """Who somebody is and where they can be reached."""

    kind = Choices(label=_("Who is it?"), choices=Person.Kind.choices, required=True)
    name = PlainText(label=_("Name"), error_messages={"required": _("Write the name.")})
    relation = PlainText(
        label=_("Who they are to the affected person"), required=False, help_text=_("For example: mother, lawyer, neighbour.")
    )
    phone = PlainText(label=_("Telephone"), required=False, max_length=60)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This does not look like an e-mail address. It has a sign @ in it.")},
    )
    address = PlainText(label=_("Postal address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    iin = PlainText(
        label=_("Identity number (IIN)"), required=False, max_length=20,
        help_text=_("Only if the person gave it. It is needed to tell people of one name apart."),
    )  # fmt: skip

    def clean_iin(self) -> str:
        typed = self.cleaned_data["iin"]
        if typed and not fold_iin(typed):
            raise ValidationError(_("An identity number has twelve digits. Correct it, or leave it empty."))
        return fold_iin(typed)


CONTACT = ("phone", "email", "address", "iin")


def contact(data: dict[str, Any]) -> dict[str, Any]:
    """What was typed of how to reach somebody."""
    return {name: data[name] for name in CONTACT}


def is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


class AddPartyForm(Contact):
    role = Choices(
        label=_("Which part do they have?"), choices=Party.Role.choices, required=True,
        error_messages={"required": _("Choose which part they have.")},
    )  # fmt: skip
    field_order = ["version", "press", "role", "kind"]

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"kind": Person.Kind.PERSON}


class CorrectPartyForm(Contact, PartyForm):
    field_order = ["version", "press", "party"]

    def values_of(self, party: Party) -> dict[str, Any]:
        said = party.said or {}
        shown = {
            "name": party.name,
            "relation": said.get("relation", ""),
            "kind": party.person.kind if party.person else "person",
        }
        return {**shown, **{name: contact_of(party).get(name) or "" for name in ("phone", "email", "address", "iin")}}


class ManyForm(VerbForm):
    """Forty signatures: a name a line."""

    names = LongText(
        label=_("Everybody who signed"), rows=16, max_length=60_000,
        help_text=_(
            "One person a line. If you know them, add telephone and address after semicolons: “Name; telephone; address”. "
            "Leave out whoever is noted already."
        ),
        error_messages={"required": _("Write at least one name.")},
    )  # fmt: skip

    def clean_names(self) -> list[dict[str, str]]:
        lines = [line for line in self.cleaned_data["names"].splitlines() if line.strip(" ;\t")]
        if len(lines) > MOST_AT_ONCE:
            raise ValidationError(_("These are too many at once. Write up to 500, then the others."))
        rows = [_signature(line) for line in lines]
        if nameless := [str(number) for number, row in enumerate(rows, 1) if not row["name"]]:
            raise ValidationError(_("A name is missing in line %(lines)s.") % {"lines": ", ".join(nameless)})
        return rows


def _signature(line: str) -> dict[str, str]:
    """One line: name; telephone; address, in any order of the last two. A number before the name is left out."""
    name, *rest = [part.strip() for part in line.split(";")]
    row = {"name": re.sub(r"^\d+[.)]\s*", "", name), "phone": "", "address": ""}
    for part in filter(None, rest):
        is_phone = len(re.sub(r"\D", "", part)) >= 7 and not re.search(r"[^\W\d_]{3}", part)
        row["phone" if is_phone and not row["phone"] else "address"] = part
    return row


class RemoveForm(PartyForm, ReasonForm):
    pass


class RepresentForm(PartyForm):
    basis = Choices(
        label=_("On what basis do they speak?"), choices=Party.Basis.choices, required=True,
        error_messages={"required": _("Choose the basis.")},
    )  # fmt: skip
    basis_date = DayField(
        label=_("Date of the paper"), required=False,
        help_text=_("Of the power of attorney, the warrant or the written consent. Write it like 14 04 2026."),
    )  # fmt: skip
    basis_note = PlainText(label=_("Its number, or what else is to be known"), required=False)
    stands_for = Choices(label=_("For whom?"), choices=())

    def values_of(self, party: Party) -> dict[str, Any]:
        day = f"{party.basis_date:%d %m %Y}" if party.basis_date else ""
        return {
            "basis": party.basis,
            "basis_date": day,
            "basis_note": party.basis_note or "",
            "stands_for": str(party.stands_for_id or ""),
        }

    def prepare(self, ask: Any) -> None:
        self.rows = {str(one.id): one for one in ask.parties if not ask.party or one.id != ask.party.id}
        self.fields["stands_for"].choices = [
            (key, f"{one.name or gettext('name not told')}\n{one.get_role_display()}") for key, one in self.rows.items()
        ]

    def clean_stands_for(self) -> Party | None:
        return self.rows.get(self.cleaned_data["stands_for"])


class SafeContactForm(PartyForm):
    channels = Several(
        label=_("Which ways are safe?"), choices=[(channel, CHANNEL_NAMES[channel]) for channel in CHANNELS], required=False,
        help_text=_("What is not ticked is not used. Nothing ticked: nobody writes or calls."),
    )  # fmt: skip
    calls = PlainText(
        label=_("When may one call?"),
        required=False,
        help_text=_("For example: only on weekdays from ten to twelve. Empty: at any time."),
    )
    not_with = PlainText(
        label=_("With whom must one not speak?"), required=False, help_text=_("For example: her husband, the head of the ward.")
    )
    note = LongText(label=_("What else to heed"), rows=3, max_length=500, required=False)

    def values_of(self, party: Party) -> dict[str, Any]:
        contact = contact_of(party)
        rules = contact.get("rules") or {}
        known = rules.get("channels", list(CHANNELS) if contact.get("safe") else ["portal"])
        return {
            "channels": known,
            "calls": rules.get("calls", ""),
            "not_with": rules.get("not_with", ""),
            "note": contact.get("contact_note") or "",
        }


class LanguageForm(PartyForm):
    language = Choices(label=_("In which language?"), choices=LANGUAGES, required=True)

    def values_of(self, party: Party) -> dict[str, Any]:
        return {"language": party.person.language if party.person else ""}


class VulnerableForm(PartyForm):
    groups = Several(
        label=_("Groups"), required=False, help_text=_("As many as are true. Only what the person said or the papers show.")
    )
    child = forms.BooleanField(label=_("Under 18"), required=False)
    detention = forms.BooleanField(label=_("Deprived of liberty"), required=False)
    place = PlainText(
        label=_("Where are they held?"), required=False, help_text=_("The institution, and the ward or cell if it is known.")
    )

    def values_of(self, party: Party) -> dict[str, Any]:
        said = party.said or {}
        return {
            name: said.get(name) or first
            for name, first in (("groups", []), ("child", False), ("detention", False), ("place", ""))
        }

    def prepare(self, ask: Any) -> None:
        self.fields["groups"].choices = [(group.code, group.name(ask.language)) for group in ask.book.groups]


class SafetyForm(PartyForm):
    text = LongText(
        label=_("What must colleagues know before they meet this person?"), rows=4, max_length=2000,
        help_text=_("What was seen and when, without judging anybody. It never leaves the office; your name stands beside it."),
        error_messages={"required": _("Write what colleagues must know.")},
    )  # fmt: skip
    until = DayField(label=_("Until when should it stand?"), help_text=DAY_HELP, error_messages={"required": _("Write the day.")})


class MergeForm(PartyForm, ReasonForm):
    other = forms.UUIDField(widget=forms.HiddenInput)

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {**super().first_values(ask), "other": ask.query.get("other", "")}


class UnmergeForm(ReasonForm):
    merge = forms.UUIDField(widget=forms.HiddenInput)

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"merge": ask.query.get("merge", "")}


class PurposeForm(VerbForm):
    """What the person said on one purpose."""

    purpose = Choices(label=_("What is it about?"), choices=Purpose.choices, required=True)
    given = Choices(
        label=_("What did the person say?"), required=True, choices=Consent.Answer.choices,
        error_messages={"required": _("Choose what the person said.")},
    )  # fmt: skip
    how = Choices(
        label=_("How did they say it?"), required=True,
        choices=(("phone", _("By telephone")), ("visit", _("At a visit")), ("paper", _("On paper"))),
        error_messages={"required": _("Choose how they said it.")},
    )  # fmt: skip

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"purpose": ask.query.get("purpose") or Purpose.NAME_TO_BODY}
