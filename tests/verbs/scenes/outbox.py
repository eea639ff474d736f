"""What is on its way out: recalled, tried again, posted, come back."""

from __future__ import annotations

from datetime import timedelta

from django.test import override_settings

from arasha.complaints.actions import decision, outbox
from arasha.complaints.models import Complaint
from arasha.letters.models import Letter, Outgoing
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, again, on, ready, scene
from tests.verbs.scenes import road


def inquiry_by_post(office: TestOffice) -> tuple[Complaint, Outgoing]:
    complaint = ready("asked")
    return complaint, Outgoing.objects.get(subject_id=complaint.id, kind="post")


@scene
def recall_letter(office: TestOffice) -> Scene:
    """A decision that was signed five minutes ago and is still held back: everything stands as before it was signed."""
    complaint = road.decision_proposed(office, "kk", recommend=False)
    with override_settings(RECALL_MINUTES=10):
        decision.sign_decision(complaint.id, by=office.by("commissioner"), at=WEDNESDAY - timedelta(minutes=5))
    letter = Letter.objects.get(subject_id=complaint.id, code="decision")
    given = {"letter_id": letter.id, "reason": "A wrong name."}
    return on(
        again(complaint), office.by("commissioner"), lambda by: outbox.recall_letter(complaint.id, by=by, at=WEDNESDAY, **given)
    )


@scene
def send_again(office: TestOffice) -> Scene:
    """The mail that tells of the acknowledgement did not get through."""
    complaint = ready("registered")
    entry = Outgoing.objects.get(subject_id=complaint.id, kind="notice")
    Outgoing.objects.filter(pk=entry.pk).update(state="failed", error="unreachable", ended_at=AT)
    return on(
        complaint, office.by("registrar"), lambda by: outbox.send_again(complaint.id, by=by, at=WEDNESDAY, entry_id=entry.pk)
    )


@scene
def mark_posted(office: TestOffice) -> Scene:
    complaint, entry = inquiry_by_post(office)
    given = {"entry_id": entry.pk, "on": TODAY, "tracking": "EX0001"}
    return on(complaint, office.by("registrar"), lambda by: outbox.mark_posted(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def mark_returned(office: TestOffice) -> Scene:
    complaint, entry = inquiry_by_post(office)
    outbox.mark_posted(complaint.id, by=office.by("registrar"), at=AT, entry_id=entry.pk, on=AT.date())
    given = {"entry_id": entry.pk, "on": TODAY, "reason": "Nobody is there."}
    return on(complaint, office.by("registrar"), lambda by: outbox.mark_returned(complaint.id, by=by, at=WEDNESDAY, **given))
