"""Verbs that no program does: a person has to look at something first, and a token cannot look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from arasha.complaints.desk.verbs import VerbPage

SIGNATURE = gettext_lazy("Whoever signs has read the letter. Sign it at the desk.")
BY_HAND: dict[str, Any] = {
    "sign_outcome": SIGNATURE,
    "sign_decision": SIGNATURE,
    "send_inquiry": gettext_lazy("Look at the desk at what would be told to whom: the letter goes out at once."),
    "request_interim_measure": gettext_lazy("Look at the desk at what would be told to whom: the letter goes out at once."),
    "send_new_link": gettext_lazy("Look at the desk at what would be told to whom: the link goes out at once."),
    "lift_interim_measure": SIGNATURE,
    "sign_act": SIGNATURE,
    "sign_review": SIGNATURE,
    "reopen": SIGNATURE,
    "new_code": gettext_lazy("The person stands before you and gets the code on paper. Give it at the desk."),
    "give_code": gettext_lazy("The code is shown once, to whoever tells it. Give it at the desk."),
    "recount_term": gettext_lazy("A person looks at the old and the new date and confirms. Do it at the desk, under Law."),
    "erase": gettext_lazy("Nobody can bring it back. Erase it at the desk."),
}


def why_by_hand(page: VerbPage) -> str:
    """Why the API does not do this verb, as a sentence; empty when it does. Whatever takes a file is among them."""
    if page.verb in BY_HAND:
        return str(BY_HAND[page.verb])
    fields = getattr(page.form, "base_fields", {}).values()
    if any(isinstance(field, forms.FileField) for field in fields):
        return gettext("It takes a file. Add it at the desk.")
    return ""
