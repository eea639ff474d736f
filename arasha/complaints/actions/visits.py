"""Whoever holds the code: opening a complaint with it, the hour that follows, and putting the code away after it was shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint, Draft, PortalSession
from arasha.errors import NotFound

VISIT = timedelta(hours=1)
RECEIPT_DAYS = timedelta(days=1)


class NoSuchCode(NotFound):
    """No complaint has this code. The same answer for a code that never was and for one whose complaint was erased."""

    message = _("No complaint opens with this code. Compare each group of four with what you saved.")


class VisitOver(NotFound):
    """The hour is over, or the person left."""

    message = _("For your safety we closed your complaint after an hour. Enter your code again; what we received is safe.")


def open_with_code(code: str, *, at: datetime) -> tuple[PortalSession, str]:
    """Begin a visit with the code as typed; returns it with the token for the cookie. It ends an hour after `at`.

    The post-box key is opened by the code alone and kept wrapped under the token. The journal notes that somebody with the code
    looked, never who or from where. Raises vault.CodeMistyped (before any derivation), NoSuchCode.
    """
    derived = vault.derive(code)
    complaint = Complaint.objects.filter(locator=derived.locator, erased_at=None).first()
    if complaint is None or complaint.postbox_id is None:
        raise NoSuchCode
    try:
        raw = vault.open_postbox_with_code(complaint.postbox_id, derived)
    except (vault.KeyErased, vault.CannotOpen):
        raise NoSuchCode from None
    token = vault.new_token()
    visit = PortalSession(
        token_hash=vault.token_hash(token), complaint=complaint, postbox=vault.seal_for_token(raw, token), expires_at=at + VISIT
    )
    visit.save(force_insert=True)
    journal.record_reading(Complainant(complaint.id).actor, page="follow", ids=[complaint.id], at=at)
    return visit, token


def resume(token: str, *, at: datetime) -> PortalSession:
    """The visit of this cookie, its post-box unlocked; one statement. Raises VisitOver."""
    visit = None
    if token:
        rows = PortalSession.objects.select_related("complaint__office")
        visit = rows.filter(token_hash=vault.token_hash(token), expires_at__gt=at, complaint__erased_at=None).first()
    if visit is None or visit.complaint.postbox_id is None:
        raise VisitOver
    vault.add_key(visit.complaint.postbox_id, vault.open_for_token(bytes(visit.postbox), token))
    return visit


def leave(token: str) -> None:
    """End the visit at once."""
    if token:
        PortalSession.objects.filter(token_hash=vault.token_hash(token)).delete()


def put_code_away(draft: Draft, *, at: datetime) -> None:
    """The person saved the code: it is erased here with all answers of the draft, and can never be shown again.

    The empty row stays for a day, so that a second press of the button finds its way to the receipt.
    """
    draft.code, draft.answers, draft.expires_at = None, {}, at + RECEIPT_DAYS
    draft.save(update_fields=["code", "answers", "expires_at"])
