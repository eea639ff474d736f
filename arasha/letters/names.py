"""The letters and their fields by name, for whoever keeps the templates."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}

# (group, its letters in the order of the road)
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("To the complainant"), (
        "acknowledgement", "accepted", "ask_more", "redirect", "decline_not_considered", "decline_returned", "decline_explained",
        "decline_filed", "extension", "paused", "resumed", "decision", "explanation", "closing", "review", "withdrawal_checked",
        "new_number", "joined", "separated",
    )),
    (_("To a body"), (
        "inquiry", "inquiry_second", "inquiry_reminder", "more_time", "link_code", "redirect_body", "interim_measure",
        "interim_lifted", "recommendation", "petition_disciplinary", "petition_administrative", "petition_criminal",
        "petition_review", "claim_public", "constitutional_application", "law_proposal",
    )),
)  # fmt: skip
LETTERS: dict[str, Any] = {
    "acknowledgement": _("The complaint is registered"),
    "accepted": _("The complaint is accepted"),
    "ask_more": _("We ask for more"),
    "redirect": _("Passed on to another body: to the complainant"),
    "redirect_body": _("Passed on to another body: to that body"),
    "decline_not_considered": _("Declined: not considered"),
    "decline_returned": _("Declined: returned to be completed"),
    "decline_explained": _("Declined: explained"),
    "decline_filed": _("Declined: filed with an earlier complaint"),
    "inquiry": _("Inquiry"),
    "inquiry_second": _("Second inquiry"),
    "inquiry_reminder": _("Reminder of an inquiry, by post"),
    "more_time": _("Answer to a body that asks for more time"),
    "link_code": _("The code of a secure link, by post"),
    "decision": _("Decision"),
    "recommendation": _("Recommendation"),
    "petition_disciplinary": _("Petition: disciplinary proceedings"),
    "petition_administrative": _("Petition: administrative proceedings"),
    "petition_criminal": _("Petition: criminal proceedings"),
    "petition_review": _("Petition: review of a court act"),
    "claim_public": _("Claim for an indefinite circle of persons"),
    "constitutional_application": _("Application to the Constitutional Court"),
    "law_proposal": _("Proposal to change the law"),
    "explanation": _("Explanation"),
    "interim_measure": _("Request for an interim measure"),
    "interim_lifted": _("An interim measure is needed no more"),
    "extension": _("The term is extended"),
    "paused": _("The term stands still"),
    "resumed": _("The term goes on"),
    "review": _("Answer to a review"),
    "closing": _("What came of it"),
    "withdrawal_checked": _("Withdrawn at the person's wish"),
    "new_number": _("The complaint has a new number"),
    "joined": _("Considered together with others"),
    "separated": _("Considered by itself again"),
}
FIELDS: dict[str, Any] = {
    "account": _("what came of it, in the words of staff"),
    "act": _("the text of the act"),
    "against": _("what speaks against accepting it"),
    "answer_by": _("the moment by which we ask for an answer"),
    "answered_on": _("the day on which the body answered the first inquiry"),
    "asked": _("the bodies that were asked"),
    "asked_on": _("the day on which the review was asked for"),
    "basis": _("the citation: act and article, once a lawyer has confirmed them"),
    "body": _("the name of the body that gets the letter"),
    "code": _("the code of the link"),
    "complainant": _("the name of the complainant, only with their consent"),
    "complaint_number": _("the number of the complaint"),
    "contact": _("who at the body gets the letter"),
    "decided_on": _("the day of the decision"),
    "decision_number": _("the number of the decision letter"),
    "due": _("the day on which the term ends"),
    "due_policy": _("whether the office set this term itself"),
    "findings": _("what was found, right by right"),
    "first_number": _("the number of the first inquiry"),
    "first_on": _("the day of the first inquiry"),
    "follow_up_due": _("the day by which the body answers the recommendation"),
    "goes_on": _("when the term goes on"),
    "granted": _("whether more time is given"),
    "ground": _("the ground, by its name"),
    "has_code": _("whether the person has a secret code"),
    "has_link": _("whether the body gets a secure link"),
    "institution": _("the name of the institution"),
    "late": _("whether the answer is late"),
    "named": _("whether the person allows that the body learns their name"),
    "number": _("the number of the letter or act"),
    "office": _("the name of the office"),
    "old_number": _("the number that the complaint had before"),
    "partly": _("whether a part of the decision changes"),
    "questions": _("the questions"),
    "reason": _("the reason"),
    "reasoning": _("the reasons, in the words of staff"),
    "received_on": _("the day on which the complaint came"),
    "recipient": _("the name of the person who gets the letter"),
    "recommendation": _("the text of the recommendation"),
    "recommendations": _("what is recommended"),
    "registered_on": _("the day on which the complaint was registered"),
    "remedies": _("what else the person can do"),
    "reopen": _("whether the complaint is taken up again"),
    "reply_by": _("the day by which the person answers"),
    "sent_on": _("the day on which it was sent"),
    "summary": _("what the complaint is about, as the body is told"),
    "to_body": _("the body to which the complaint is passed"),
    "told": _("what the person told us"),
    "until_moment": _("the moment until which it holds"),
    "upheld": _("whether the decision stands"),
    "what": _("what we ask the body to do"),
    "why": _("why it cannot wait"),
    "words": _("what staff wrote"),
}


def name_of(code: str) -> str:
    """A letter by its name, in the language of whoever reads."""
    return str(LETTERS.get(code, code))


def language_name(language: str) -> str:
    """In which language a letter is, in the language of whoever reads: "in Kazakh"."""
    return str(LANGUAGE_NAMES.get(language, language))
