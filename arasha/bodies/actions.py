"""What happens to bodies, their contacts and their links. Called inside the verbs of the rooms above, which write the journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from arasha import vault
from arasha.bodies import codes
from arasha.bodies.directory import load_directory
from arasha.bodies.errors import CodeNotGiven, LinkLocked, LinkRevoked, LinkUsed
from arasha.bodies.models import Body, BodyContact, CodeWay, SecureLink

__all__ = [
    "add_contact", "count_opening", "end_contact", "give_code", "load_directory", "make_link", "revoke_links", "try_code", "use_link",
]  # fmt: skip


def add_contact(
    body: Body,
    *,
    name: str,
    email: str,
    language: str,
    at: datetime,
    position: str = "",
    phone: str = "",
    code_way: str = CodeWay.PHONE,
    superior: bool = False,
) -> BodyContact:
    """Record a person who answers for `body`; the body's key is made with its first contact.

    `code_way` is how they learn the code of a link; a `superior` one is told when a term passed without an answer.
    """
    with transaction.atomic():
        locked = Body.objects.select_for_update().get(pk=body.pk)
        if locked.key_id is None:
            locked.key_id = vault.create_key("body", at)
            locked.save(update_fields=["key_id"])
        body.key_id = locked.key_id
        return BodyContact.objects.create(
            body=body, name=name, position=position, email=email, phone=phone or None, language=language, code_way=code_way,
            superior=superior, made_at=at,
        )  # fmt: skip


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
    code_way: str = CodeWay.PHONE,
) -> tuple[SecureLink, str]:
    """A new link and its token: 256 random bits, to be sent and forgotten, as only its keyed hash is kept. Earlier links stay.

    It opens for nobody before its code was given (`give_code`)."""
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
        code_way=code_way,
    )
    return link, token


def give_code(link: SecureLink, *, way: str, at: datetime) -> str:
    """A new code for the link, told once: only its keyed hash is kept. The earlier one opens nothing any more, a lock is lifted."""
    code = codes.new_code()
    link.code_way, link.code_hash, link.code_made_at = way, codes.code_hash(link, code), at
    link.code_tries, link.code_locked_at = 0, None
    link.save(update_fields=["code_way", "code_hash", "code_made_at", "code_tries", "code_locked_at"])
    return code


def try_code(link: SecureLink, typed: str, *, at: datetime) -> bool:
    """Whether this is the link's code. A wrong one is counted, the fifth locks the link. Call it in a transaction that commits.

    Raises CodeNotGiven and LinkLocked, of which nothing is counted. Of many tries at the same moment no more than five are compared.
    """
    row = SecureLink.objects.select_for_update().get(pk=link.pk)
    if row.code_locked_at is not None:
        raise LinkLocked
    if row.code_hash is None:
        raise CodeNotGiven
    right = codes.is_code(row, typed)
    row.code_tries = 0 if right else row.code_tries + 1
    row.code_locked_at = at if row.code_tries >= codes.TRIES else None
    row.save(update_fields=["code_tries", "code_locked_at"])
    link.code_hash, link.code_tries, link.code_locked_at = row.code_hash, row.code_tries, row.code_locked_at
    return right


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
