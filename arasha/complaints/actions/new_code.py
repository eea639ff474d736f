"""A new secret code for somebody who lost theirs and shows who they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints import outgoing
from arasha.complaints.actions.base import NotPossibleNow, doing, open_for_writing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Draft, Identity, PortalSession
from arasha.law.procedure import REQUIREMENTS


def give_new_code(complaint_id: UUID, *, by: Staff, at: datetime, document: str, version: int | None = None) -> str:
    """Give a person known by name a new code; the old one opens nothing any more, and visits begun with it end.

    Returns the code, which is kept nowhere: show it once. The journal keeps who gave it and the kind of `document` that was seen.
    Where the person said that this is safe, an e-mail tells them that there is news, so that nobody gets a code in their name unseen.

    The code is derived before the transaction begins. The post-box is wrapped anew after it: killed in between, neither code opens
    it, and the office gives another.
    """
    code = vault.new_code()
    derived = vault.derive(code)
    with doing("new_code", complaint_id, by=by, at=at, version=version) as move:
        complaint = move.complaint
        move.require(complaint.identity != Identity.ANONYMOUS, _(REQUIREMENTS["known_person"]))
        move.require(complaint.erased_at is None, _("What was told here was erased: there is nothing that a code could open."))
        postbox = complaint.postbox_id
        if postbox is None or not outgoing.person_name(complaint):
            raise NotPossibleNow(NO_NAME)
        open_for_writing(complaint)
        PortalSession.objects.filter(complaint=complaint).delete()
        if complaint.draft_id:
            Draft.objects.filter(pk=complaint.draft_id).update(code=None)
        complaint.locator = derived.locator
        move.details["document"] = document
        outgoing.tell_of_news(move)
        transaction.on_commit(lambda: vault.give_postbox_code(postbox, derived))
    return code


NO_NAME = _("We know no name that could be compared with a document. Nobody gets a new code for this complaint.")
