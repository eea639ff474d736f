"""Questions about bodies, contacts and links."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from arasha import vault
from arasha.alphabet import alphabetical
from arasha.bodies.errors import LinkExpired, LinkRevoked, LinkUnknown, LinkUsed
from arasha.bodies.models import Body, BodyContact, SecureLink

NOT_KNOWN = "unknown"  # the code of a profile's entry "not determined"


def bodies_on(day: date) -> QuerySet[Body]:
    """The bodies that exist on `day`."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return Body.objects.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


def addressees_on(day: date) -> QuerySet[Body]:
    """The bodies one can name or write to: not the entry of the list that says that the body is not known."""
    return bodies_on(day).exclude(Q(code=NOT_KNOWN) | Q(code__startswith=f"{NOT_KNOWN}:"))


def body_choices(day: date, language: str) -> list[tuple[str, str]]:
    """(code, name) of every body that exists on `day`, by name, for a form."""
    rows = bodies_on(day).only("code", "name_kk", "name_ru", "name_en")
    return sorted(((body.code, body.name(language)) for body in rows), key=lambda pair: alphabetical(pair[1]))


def contacts_of(body: Body) -> list[BodyContact]:
    """Who answers for the body now, readable: two statements, the key's included."""
    contacts = list(body.contacts.filter(ended_at=None).select_related("body"))
    if contacts and body.key_id:
        vault.load_keys([body.key_id])
    return contacts


def find_link(token: str, at: datetime) -> SecureLink:
    """The link with this token, with its body and contact.

    Raises LinkUnknown (404), LinkUsed, LinkRevoked and LinkExpired (410); a used link says so even after its term.
    """
    link = SecureLink.objects.select_related("body", "contact__body").filter(token_hash=vault.token_hash(token)).first()
    if link is None:
        raise LinkUnknown
    if link.used_at is not None:
        raise LinkUsed
    if link.revoked_at is not None:
        raise LinkRevoked
    if at >= link.expires_at:
        raise LinkExpired
    return link


def is_part_of(body: Body, whole: Body | None) -> bool:
    """Whether `body` is `whole` itself or stands below it in the directory; a statement for each body between them."""
    seen: set[UUID] = set()
    while whole is not None and body.pk not in seen:
        if body.pk == whole.pk:
            return True
        seen.add(body.pk)
        if body.parent is None:
            return False
        body = body.parent
    return False


def with_parts(body: Body | None) -> set[str]:
    """The codes of a body and of everything below it; a statement for each step down."""
    found: dict[UUID, str] = {body.pk: body.code} if body else {}
    below = list(found)
    while below:
        rows = dict(Body.objects.filter(parent__in=below).exclude(pk__in=list(found)).values_list("pk", "code"))
        found |= rows
        below = list(rows)
    return set(found.values())


def open_links(complaint_id: UUID) -> list[SecureLink]:
    """The links about a complaint that were neither used nor closed, the newest first, with body and contact; one statement."""
    rows = SecureLink.objects.filter(complaint_id=complaint_id, used_at=None, revoked_at=None)
    return list(rows.select_related("body", "contact__body").order_by("-made_at", "-id"))


def superior_of(body: Body) -> BodyContact | None:
    """Who is told when the body let a term pass: its superior contact, else somebody who answers for the body that it is part of."""
    own = body.contacts.filter(ended_at=None, superior=True).select_related("body").order_by("-made_at").first()
    if own is not None or body.parent_id is None:
        return own
    above = BodyContact.objects.filter(body=body.parent_id, ended_at=None).select_related("body")
    return above.order_by("-superior", "-made_at").first()
