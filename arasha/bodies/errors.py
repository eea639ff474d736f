"""What a body's contact is told when a link does not open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.errors import Gone, NotFound


class LinkUnknown(NotFound):
    """No link has this token. The same answer whether it never existed or was mistyped."""

    message = _("This link is not complete, or it is not ours. Open it from our e-mail again, or copy all of it.")


class LinkExpired(Gone):
    """The term of the link passed before it was used."""

    message = _(
        "This link has expired, and nothing was sent through it. Write to the office that sent you the letter: "
        "we will send a new link."
    )


class LinkUsed(Gone):
    """An answer was already sent through the link."""

    message = _(
        "Your answer has already reached us through this link: there is nothing more to do here. "
        "To add to it, write to the office that sent you the letter."
    )
