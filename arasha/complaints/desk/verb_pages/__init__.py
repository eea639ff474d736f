"""The verbs that have a page at the desk, one entry each."""

from __future__ import annotations

from arasha.complaints.desk.verb_pages import (
    acts,
    any_time,
    approving,
    by_post,
    decision,
    examination,
    examination_acts,
    exports,
    inquiries,
    intake,
    interim,
    issues,
    joining,
    links,
    outbox,
    parties,
    plan,
    remedies,
    review,
    screening,
    terms,
)
from arasha.complaints.desk.verbs import VerbPage

PAGES: dict[str, VerbPage] = {
    page.verb: page
    for room in (
        intake,
        screening,
        interim,
        inquiries,
        examination,
        plan,
        examination_acts,
        acts,
        decision,
        approving,
        remedies,
        review,
        by_post,
        links,
        outbox,
        terms,
        parties,
        joining,
        issues,
        exports,
        any_time,
    )
    for page in room.PAGES
}
