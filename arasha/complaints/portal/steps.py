"""The eight pages of the form, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import portal as forms


@dataclass(frozen=True)
class Step:
    """One page. `heading` is empty where the label of its one field is the heading."""

    slug: str
    form: type[forms.Question] | None
    heading: str | Promise = ""
    lead: str | Promise = ""
    template: str = "complaints/portal/question.html"

    @property
    def number(self) -> int:
        return ORDER.index(self.slug) + 1

    @property
    def url(self) -> str:
        return reverse("portal:step", args=[self.slug])

    @property
    def before(self) -> str:
        """The address of the page before; the start for the first."""
        return STEPS[ORDER[self.number - 2]].url if self.number > 1 else reverse("portal:tell")

    @property
    def after(self) -> str:
        """The address of the next page; never asked of the last."""
        return STEPS[ORDER[self.number]].url


_ALL = (
    Step("who", forms.WhoForm, _("Who is it about?")),
    Step("what", forms.WhatForm, template="complaints/portal/what.html"),
    Step("body", forms.BodyForm, _("Whom do you complain about?")),
    Step("place", forms.PlaceForm, _("Where and when did it happen?")),
    Step("tried", forms.TriedForm, _("What did you do about it?")),
    Step("want", forms.WantForm),
    Step("reach", forms.ReachForm, _("How can we reach you?"), template="complaints/portal/reach.html"),
    Step("check", None, _("Check what you tell us")),
)
ORDER = tuple(step.slug for step in _ALL)
STEPS = {step.slug: step for step in _ALL}
