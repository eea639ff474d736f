"""The part of a complaint's page that shows what belongs to the same matter, with what can be done there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from arasha.complaints.desk.tabs import Open, may_do
from arasha.complaints.joining import LEADING, TO_BE_JOINED
from arasha.complaints.queries.desk_matter import Matter
from arasha.complaints.queries.desk_next import Seen
from arasha.people import policy

HERE = ("join_complaints", "separate_complaints", "relate", "unrelate", "link_issue", "unlink_issue")


def matter(page: Open) -> dict[str, Any]:
    """What is considered together, what is related, what is perhaps the same."""
    if page.erased:
        return {}
    assert page.matter is not None
    found: Matter = page.matter
    group = found.group
    together = {page.complaint.id, *(one.id for one in group.members), *([group.lead.id] if group.lead else [])}
    related = found.related
    shown = together | {one.other.id for one in related}
    likely = [one for one in found.likely if one.id not in shown]
    verbs = may_do(page, HERE)
    joins = page.complaint.state in TO_BE_JOINED and not policy.may(page.user, "join_complaints", Seen.of(page.complaint))
    for one in likely:
        one.leading = joins and one.state in LEADING
    return {
        "group": group,
        "related": related,
        "matters": likely,
        "has_issues": page.complaint.has_issues,
        "verbs": {
            verb: {"label": label, "url": reverse("desk:verb", args=[page.complaint.id, verb])} for verb, label in verbs.items()
        },
    }
