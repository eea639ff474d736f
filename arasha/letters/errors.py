"""What a member of staff is told when a letter cannot go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.errors import Conflict, NotFound


class NoSuchLetter(NotFound):
    """No letter has this identifier."""

    message = _("We have no such letter.")


class LetterFrozen(Conflict):
    """The letter is signed or sent: its words stay as they are."""

    message = _("This letter is signed, so nothing in it can change any more. Write a new one.")


class NotSigned(Conflict):
    """Only a signed letter is sent, and only once."""

    message = _("Only a signed letter can be sent, and only once.")


class NotSent(Conflict):
    """A new link is sent only to a letter that went out."""

    message = _("This letter has not been sent yet, so there is nothing a new link could open.")


class LetterLeft(Conflict):
    """A letter is recalled only while it is held back."""

    message = _("This letter has gone out already and cannot be recalled. Write a new one that corrects it.")


class NotInThisState(Conflict):
    """The thing on its way out is not where this step begins."""

    message = _("Somebody dealt with this already, or it is not its time yet. Look at the outbox again.")


class EmptyLetter(Conflict):
    """A letter without words."""

    message = _("The letter is empty. Write its text, or take the proposed one.")


class CitationNotConfirmed(Conflict):
    """The letter rests on law that nobody of the office has read and confirmed. `refs` names it."""

    def __init__(self, refs: Sequence[str], message: Any = None) -> None:
        self.refs = tuple(refs)
        super().__init__(
            message
            or _(
                "This letter rests on law that nobody here has confirmed yet: %(refs)s. A lawyer or a legal expert "
                "confirms the citation on the page Law; then sign again. The letter is kept as it is."
            )
            % {"refs": ", ".join(self.refs)}
        )
