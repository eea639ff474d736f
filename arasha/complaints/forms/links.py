"""What staff choose about a link that a body has: its code, or that it is closed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.bodies.models import CodeWay, SecureLink
from arasha.bodies.queries import open_links
from arasha.complaints.forms.desk import WRITE_REASON, VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.complaints.terms import office_day
from arasha.dates import write_date


class LinkForm(VerbForm):
    """A verb on one of the links that are open; the address may name it (`?link=`). What waits for a code stands first."""

    link = Choices(label=_("Which link?"), choices=(), required=True, error_messages={"required": _("Choose the link.")})

    def prepare(self, ask: Any) -> None:
        found = sorted(open_links(ask.id), key=lambda one: not one.waits_for_code)
        vault.load_keys([one.contact.key_id for one in found if one.contact and one.contact.key_id])
        self.rows = {str(one.id): one for one in found}
        self.fields["link"].choices = [(key, link_in_words(one, ask.language)) for key, one in self.rows.items()]
        if not self.initial.get("link"):
            asked = ask.query.get("link", "")
            self.initial["link"] = asked if asked in self.rows else next(iter(self.rows), "")

    def clean_link(self) -> SecureLink:
        return self.rows[self.cleaned_data["link"]]


def link_in_words(link: SecureLink, language: str) -> str:
    """Whose link it is, to what, and whether it can be opened."""
    contact = link.contact
    who = ", ".join(filter(None, [contact.name, contact.position, contact.phone])) if contact else ""
    sent = write_date(office_day(link.made_at), language, "long")
    what = f"{link.body.name(language)} · {link.get_purpose_display()} · {sent} · {code_in_words(link)}"
    return f"{who}\n{what}" if who else what


def code_in_words(link: SecureLink) -> str:
    """How it stands with the code of a link."""
    if not link.code_way:
        return gettext("opens without a code")
    if link.code_locked_at is not None:
        return gettext("locked after wrong codes")
    return gettext("the code was given") if link.code_hash is not None else gettext("the code was not given yet")


class GiveCodeForm(LinkForm):
    way = Choices(
        label=_("How does the contact get the code?"),
        choices=[
            (CodeWay.PHONE, _("I tell it by telephone now\nIt is shown to you once.")),
            (CodeWay.POST, _("In a letter by post\nThe letter is printed with the others.")),
        ],
        required=True,
        help_text=_("Never by e-mail: the link itself went that way."),
        error_messages={"required": _("Choose how the contact gets the code.")},
    )

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        chosen = self.rows.get(self.chosen("link"))
        self.initial.setdefault("way", (chosen.code_way if chosen else "") or CodeWay.PHONE)


class RevokeLinkForm(LinkForm):
    reason = LongText(label=_("Reason"), rows=3, max_length=2000, help_text=WRITE_REASON)
