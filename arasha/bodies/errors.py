"""What a body's contact is told when a link does not open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.errors import DomainError, Gone, NotFound, TooMany


class LinkUnknown(NotFound):
    """No link has this token. The same answer whether it never existed or was mistyped."""

    message = _("This link is not complete, or it is not ours. Open it from our e-mail again, or copy all of it.")


class LinkClosed(Gone):
    """The link is ours and opens no more; each kind says why."""


class LinkExpired(LinkClosed):
    """The term of the link passed before it was used."""

    message = _(
        "This link has expired, and nothing was sent through it. Ask the office that sent you the letter: it will send you a new link."
    )


class LinkUsed(LinkClosed):
    """An answer was already sent through the link."""

    message = _(
        "Your answer has already reached us through this link: there is nothing more to do here. "
        "To add to it, write to the office that sent you the letter."
    )


class LinkRevoked(LinkClosed):
    """The office closed the link: it sent a newer one, or recorded an answer that came by post."""

    message = _(
        "The office has closed this link: it sent you a newer one, or your answer reached it another way. "
        "If you have neither, ask the office that sent you the letter."
    )


class CodeWrong(DomainError):
    """The code that was typed is not the link's."""

    status = 403
    message = _("This is not the code. Look at it once more; spaces do not matter.")


class CodeNotGiven(DomainError):
    """Nobody was told the code yet, so no code can be right."""

    status = 403
    message = _("We have not given you the code yet. We call you, or call us: then you can open the letter at once.")


class LinkLocked(TooMany):
    """Too many wrong codes; only the office opens it again."""

    message = _("Too many wrong codes were typed, so the link is locked. Call us: we give you a new code. Nothing is lost.")
