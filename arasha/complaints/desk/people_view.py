"""People as the desk shows them: how one may reach them, and what they allowed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from arasha.complaints.models import Complaint, Identity
from arasha.parties.models import Consent
from arasha.site.context import FULL_NAMES


def complainant_card(complaint: Complaint) -> dict[str, Any]:
    """The complainant for `components/person.html`."""
    person = complaint.complainant
    contact = (person.contact or {}) if person else {}
    return {
        "name": person.name if person else gettext("The person stays anonymous"),
        "role": gettext("complainant"),
        "identity": complaint.identity,
        "language": FULL_NAMES.get(complaint.language, complaint.language),
        "lines": [contact[name] for name in ("phone", "email", "address") if contact.get(name)],
        "rules": contact_rules(complaint, contact),
    }


def contact_rules(complaint: Complaint, contact: dict[str, Any]) -> list[str]:
    """What stands before anyone calls or writes."""
    rules = []
    if complaint.identity != Identity.ANONYMOUS and not contact.get("safe"):
        rules.append(gettext("Do not call or write: use only the portal."))
    if contact.get("contact_note"):
        rules.append(str(contact["contact_note"]))
    return rules


def consent_view(consent: Consent | None) -> dict[str, Any]:
    """The newest word of the person on being named."""
    ways = {
        "portal": gettext("on the portal"),
        "phone": gettext("by telephone"),
        "visit": gettext("at a visit"),
        "paper": gettext("on paper"),
    }
    if consent is None:
        return {"given": None, "said_at": None, "how": ""}
    return {"given": consent.given, "said_at": consent.said_at, "how": ways.get(consent.how, consent.how)}
