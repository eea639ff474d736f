"""What was done, as colleagues say it. The button says "Register", the story "Registered"."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.law import RuleBook

DONE: dict[str, Any] = {
    "make_token": _("Access for a program given"),
    "revoke_token": _("Access of a program withdrawn"),
    "submit": _("Complaint sent"),
    "register": _("Registered"),
    "correct_subject": _("Description corrected"),
    "mark_urgent": _("Marked as urgent"),
    "unmark_urgent": _("No longer urgent"),
    "accept": _("Accepted"),
    "ask_more": _("Asked the complainant for more"),
    "supply_more": _("The complainant answered"),
    "propose_redirect": _("Redirect proposed"),
    "propose_decline": _("Decline proposed"),
    "sign_outcome": _("Letter signed and sent"),
    "send_back_outcome": _("Letter sent back"),
    "confirm_citation": _("Citation confirmed"),
    "assign": _("Assigned"),
    "reassign": _("Reassigned"),
    "send_inquiry": _("Inquiry sent"),
    "answer_inquiry": _("The body answered"),
    "record_answer": _("Answer that came by post recorded"),
    "record_report": _("Report that came by post recorded"),
    "send_new_link": _("New link sent to the body"),
    "new_code": _("New secret code given"),
    "record_finding": _("Finding recorded"),
    "draft_recommendation": _("Recommendation drafted"),
    "propose_decision": _("Decision proposed"),
    "sign_decision": _("Decision signed and sent"),
    "send_back_decision": _("Decision sent back"),
    "report_measures": _("The body reported"),
    "close_follow_up": _("Follow-up closed"),
    "close": _("Closed"),
    "extend_term": _("Term extended"),
    "recount_term": _("Term counted again by the changed calendar"),
    "set_calendar_day": _("Day off written into the calendar"),
    "check_terms": _("Terms checked, staff told of them"),
    "set_own_term": _("The office's own term set"),
    "note": _("Note added"),
    "receive_email": _("An e-mail came; who sent it is not proved"),
    "mail_kept": _("An e-mail was kept"),
    "mail_put_aside": _("An e-mail was put aside"),
    "mail_taken": _("An e-mail was put with a complaint"),
    "mail_looked_at": _("An e-mail was looked at"),
    "mail_done": _("An e-mail needs nothing"),
    "look_at_email": _("Looked at what came by e-mail"),
    "message": _("Message sent to the complainant"),
    "write": _("The complainant wrote"),
    "record_consent": _("Consent recorded"),
    "add_party": _("Person or organisation added"),
    "add_complainants": _("Complainants added"),
    "correct_party": _("What is written of somebody corrected"),
    "remove_party": _("Somebody removed"),
    "set_representative": _("Representation recorded"),
    "set_safe_contact": _("Safe contact set"),
    "set_language": _("Language set"),
    "mark_vulnerable": _("Vulnerability marked"),
    "note_safety": _("Colleagues warned"),
    "merge_persons": _("Two records of one person joined"),
    "unmerge_persons": _("Two records taken apart"),
    "ask_withdrawal": _("The complainant asks to withdraw"),
    "confirm_withdrawal": _("Withdrawal confirmed"),
    "refuse_withdrawal": _("The work goes on"),
    "recuse": _("Conflict of interest declared"),
    "recall_letter": _("Letter recalled before it went out"),
    "send_again": _("Sent once more"),
    "mark_posted": _("Letter handed to the post"),
    "mark_returned": _("Mail came back"),
    "erase": _("Personal data erased"),
    "add_contact": _("Contact of a body added"),
    "end_contact": _("Contact of a body ended"),
}


def done(verb: str, book: RuleBook, language: str) -> str:
    """The verb as something done. One that only a profile knows is told by its own name, one that nobody knows by its code."""
    if verb in DONE:
        return str(DONE[verb])
    known = book.procedure.verbs.get(verb)
    return known.name(language) if known else verb.replace("_", " ")
