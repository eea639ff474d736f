"""What a member of staff is told when a letter cannot go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.errors import BadRequest, Conflict, NotFound, Refused


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


class NotInThisLanguage(Conflict):
    """The letter has no text in the language of whoever would get it."""

    text = _(
        "There is no text of the letter “%(letter)s” in this language: %(language)s. Nothing was sent. Whoever keeps the templates "
        "writes it on the page Templates; then do this step again."
    )

    def __init__(self, letter: Any, language: Any) -> None:
        super().__init__(str(self.text) % {"letter": letter, "language": language})


class TemplateChanged(Conflict):
    """Somebody else saved a newer version since the page was shown."""

    message = _(
        "Somebody saved a newer version of this text while you were writing. Nothing was overwritten and what you typed is kept: "
        "read below what they changed, put both together, then save again."
    )


class BrokenTemplate(BadRequest):
    """The text cannot be used as a template. `problems` say what to mend, by their lines."""

    message = _("This text cannot be used yet. What you typed is kept; mend what is named here.")

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(one) for one in problems) or None)


class EmptyPassage(BadRequest):
    """A passage without words in any language."""

    message = _("Write the words in at least one language. In the others the passage is not offered until it is translated.")


class SameText(Conflict):
    """Nothing would change."""

    message = _("This is the text as it is in force already. Nothing was saved.")


class KeepsNoTemplates(Refused):
    """The role does not answer for the texts."""

    message = _("A head of department of the centre, a deputy or the Commissioner keeps the templates.")


class NoSuchVersion(NotFound):
    """There is no such version of the template."""

    message = _("We have no such version of this text.")
