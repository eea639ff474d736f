"""What happens to bodies, their contacts and their links. Called inside the verbs of the rooms above, which write the journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from arasha import vault
from arasha.bodies.directory import load_directory
from arasha.bodies.errors import LinkRevoked, LinkUsed
from arasha.bodies.models import Body, BodyContact, SecureLink

__all__ = ["add_contact", "count_opening", "end_contact", "load_directory", "make_link", "revoke_links", "use_link"]


def add_contact(body: Body, *, name: str, email: str, language: str, at: datetime, position: str = "") -> BodyContact:
    """Record a person who answers for `body`; the body's key is made with its first contact."""
    with transaction.atomic():
        locked = Body.objects.select_for_update().get(pk=body.pk)
        if locked.key_id is None:
            locked.key_id = vault.create_key("body", at)
            locked.save(update_fields=["key_id"])
        body.key_id = locked.key_id
        return BodyContact.objects.create(body=body, name=name, position=position, email=email, language=language, made_at=at)


def end_contact(contact: BodyContact, *, at: datetime) -> None:
    """The person no longer answers for the body; what was sent to them stays readable."""
    contact.ended_at = at
    contact.save(update_fields=["ended_at"])


def make_link(
    *,
    purpose: str,
    target_id: UUID,
    complaint_id: UUID,
    body: Body,
    contact: BodyContact | None,
    at: datetime,
    expires_at: datetime,
) -> tuple[SecureLink, str]:
    """A new link and its token: 256 random bits, to be sent and forgotten, as only its keyed hash is kept. Earlier links stay."""
    token = vault.new_token()
    link = SecureLink.objects.create(
        token_hash=vault.token_hash(token),
        purpose=purpose,
        target_id=target_id,
        complaint_id=complaint_id,
        body=body,
        contact=contact,
        made_at=at,
        expires_at=expires_at,
    )
    return link, token


def count_opening(link: SecureLink) -> None:
    """One more time the page behind the link was shown."""
    SecureLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1)


def use_link(link: SecureLink, *, at: datetime) -> None:
    """Spend the link, once: of two requests at the same moment one gets LinkUsed. Call it in the answer's transaction.

    Raises LinkRevoked when the office closed it since the page was opened.
    """
    if not SecureLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=at):
        raise LinkRevoked if SecureLink.objects.filter(pk=link.pk, used_at=None).exists() else LinkUsed
    link.used_at = at


def revoke_links(target_id: UUID, *, at: datetime) -> int:
    """Close every link to an inquiry or recommendation that was not used; returns how many there were."""
    return SecureLink.objects.filter(target_id=target_id, used_at=None, revoked_at=None).update(revoked_at=at)
