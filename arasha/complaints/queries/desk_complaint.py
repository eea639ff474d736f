"""One complaint for the desk: the row that this person may read, with the facts and the consent that its page needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.models import Complaint, Party
from arasha.complaints.queries.desk_earlier import joined_to_another
from arasha.complaints.queries.desk_next import with_facts
from arasha.complaints.queries.desk_plan import with_examination
from arasha.errors import NotFound
from arasha.people import policy


def open_complaint(user: Any, complaint_id: UUID, *, earlier: bool = False) -> Complaint:
    """The complaint with office, officer, body, complainant and facts, if this person may read it; one statement.

    With `earlier` also `has_earlier`: whether this person may read another complaint that staff joined to the same complainant.
    Raises NotFound, the same whether it does not exist or is not theirs.
    """
    rows = with_examination(with_facts(policy.visible(user, Complaint.objects.all())))
    rows = rows.select_related("office", "officer", "reviewer", "body", "complainant")
    if earlier:
        rows = rows.annotate(has_earlier=joined_to_another(user))
    complaint = rows.filter(pk=complaint_id).first()
    if complaint is None:
        raise NotFound(_("We have no such complaint, or it is not yours to read."))
    return complaint


def load_keys_of(complaint: Complaint, parties: Iterable[Party] = (), beside: Iterable[UUID] = ()) -> None:
    """Everything that a page of one complaint may open, in one statement: its own key, the post-box's, the complainant's, the
    parties', and those of what stands `beside` it."""
    person = complaint.complainant.key_id if complaint.complainant else None
    others = [party.person.key_id for party in parties if party.person]
    vault.load_keys([key for key in (complaint.key_id, complaint.postbox_id, person, *others, *beside) if key])
