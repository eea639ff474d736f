"""Terms longer, standing still, going on, counted again."""

from __future__ import annotations

from datetime import date, timedelta

from arasha.complaints.actions import law, pausing, recount
from arasha.complaints.actions.extension import extend_term as extend
from arasha.complaints.models import Term
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, on, ready, registered, scene
from tests.verbs.scenes import road

MONDAY_30_MARCH, THURSDAY_2_APRIL = AT + timedelta(days=14), AT + timedelta(days=17)
UNTIL = date(2026, 4, 8)


@scene
def extend_term(office: TestOffice) -> Scene:
    complaint = registered(office, "ru")
    reason = "Мы ждём заключения судебно-медицинского эксперта."
    return on(complaint, office.by("head"), lambda by: extend(complaint.id, by=by, at=WEDNESDAY, reason=reason))


@scene(profile="paris")
def pause_term(office: TestOffice) -> Scene:
    complaint = road.in_examination(office, "en")
    given = {"at": MONDAY_30_MARCH, "until": UNTIL, "reason": "We wait for a medical expert, who is away until 8 April."}
    return on(complaint, office.by("head"), lambda by: pausing.pause_term(complaint.id, by=by, **given))


@scene(profile="paris")
def resume_term(office: TestOffice) -> Scene:
    """On a Thursday: three days stood still."""
    complaint = road.in_examination(office, "kk")
    pausing.pause_term(complaint.id, by=office.by("head"), at=MONDAY_30_MARCH, until=UNTIL, reason="Сарапшыны күтіп жүрміз.")
    given = {"at": THURSDAY_2_APRIL, "reason": "Сарапшының қорытындысы келді."}
    return on(complaint, office.by("officer"), lambda by: pausing.resume_term(complaint.id, by=by, **given))


@scene
def recount_term(office: TestOffice) -> Scene:
    """A decree made Friday, 3 April, a day off."""
    complaint = ready("registered")
    law.set_calendar_day(
        date(2026, 4, 3), by=office.by("lawyer"), at=AT, kind="holiday", names={"en": "Example day"}, source="decree 7"
    )
    term = Term.objects.get(complaint=complaint, purpose="consideration")
    shown = {term.id: date(2026, 4, 10)}
    return on(complaint, office.by("lawyer"), lambda by: recount.recount_term(complaint.id, by=by, at=WEDNESDAY, shown=shown))
