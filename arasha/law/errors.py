"""What can be wrong with a question put to the rule book, or with the book itself. Each error is one line for the person."""

from __future__ import annotations

from typing import Any

from arasha.errors import DomainError
from arasha.law.words import N_, Translate, TranslatePlural, Voice, amount, english_plural, untranslated


class LawError(DomainError):
    """`message` is put into the reader's language when it is shown (see `words.speak`); `str()` is English, for logs and tests."""

    template = ""

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(_Sentence(self))

    def __str__(self) -> str:
        return self.text(untranslated)

    def text(self, translate: Translate, plural: TranslatePlural = english_plural) -> str:
        """The sentence by a catalogue's gettext and ngettext."""
        return translate(self.template).format(**self.params)


class _Sentence:
    """An error's sentence, in the language that is spoken when somebody looks at it."""

    def __init__(self, error: LawError) -> None:
        self._error = error

    def __str__(self) -> str:
        return self._error.text(Voice.translate, Voice.plural)


class UnknownProfile(LawError):
    status = 404
    template = N_("There is no profile “{profile}”. The profiles here are: {known}.")


class BadProfile(LawError):
    """A file of a profile cannot be read. `arasha law check` says more."""

    status = 500
    template = N_("The profile cannot be read: {where}: {what}.")


class BadOverlay(LawError):
    """An entry of the office's overlay cannot be applied to the shipped profile."""

    template = N_("This entry cannot be added to the rule book: {what}.")


class ArticleUnsure(BadOverlay):
    template = N_("Name the act and the article as you read them, without a question mark.")


class ApplicationUnsure(BadOverlay):
    template = N_("Nobody said yet whether rule {rule} applies to the office directly or by analogy. Say which.")


class NotInForceThen(BadOverlay):
    template = N_("{rule} was not in force on {day}, so nothing can be said of it as of that day.")


class UnknownRule(LawError):
    status = 404
    template = N_("There is no rule “{rule}” in the profile {profile}.")


class UnknownPurpose(LawError):
    status = 404
    template = N_("The profile {profile} knows no term for “{purpose}”.")


class RuleNotInForce(LawError):
    template = N_("Rule {rule} was not in force on {day}. It is in force: {in_force}.")


class RuleHasNoTerm(LawError):
    template = N_("Rule {rule} sets no term: it says what must be done, not by when.")


class BadDate(LawError):
    template = N_("“{text}” is not a date. Write it like 2026-03-18.")


class TimeNeeded(BadDate):
    template = N_("Rule {rule} counts hours, so it needs the time of day too. Write it like 2026-03-18T10:00.")


class DateOutOfRange(BadDate):
    template = N_("That date is out of reach: we count from the year 1 to the year 9999. Check the date.")


class PauseNotAllowed(LawError):
    template = N_("No rule lets the term of {rule} be paused.")


class PausedAlready(LawError):
    template = N_("The term stands still already, until {last}.")


class NotPaused(LawError):
    template = N_("The term does not stand still.")


class BadPause(LawError):
    template = N_("A pause ends after today.")


class BadExtension(LawError):
    template = N_("The term cannot be extended.")


class ExtensionTooLong(BadExtension):
    template = N_("Rule {rule} allows an extension of {most} at most.")

    def text(self, translate: Translate, plural: TranslatePlural = english_plural) -> str:
        return translate(self.template).format(
            rule=self.params["rule"], most=amount(self.params["number"], self.params["unit"], plural)
        )


class ExtensionTooLate(BadExtension):
    template = N_("The term ended on {due}. It can be extended only before it ends, not on {decided}.")


class PolicyCannotExtendLaw(BadExtension):
    template = N_("{rule} is the office's own term. It cannot extend a term that the law sets.")


class UnknownVerb(LawError):
    status = 404
    template = N_("The procedure has no step “{verb}”.")
