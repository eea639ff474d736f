"""The road in the complainant's words: what each step means, what comes next, what one can do. The only place for these sentences.

Which verbs the complainant sees is the profile's say (`Verb.public`); every verb has words here, so that a profile may show any of them.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Told(NamedTuple):
    """One line of the timeline: `title` says what was done and by whom, `text` what it means for the person."""

    title: Text
    text: Text = ""


class Ahead(NamedTuple):
    """What the person waits for in a state. `purpose` names the term whose last day stands beside it; "" where none runs."""

    title: Text
    text: Text
    purpose: str = ""


# What was done, by verb.
STEPS: dict[str, Told] = {
    "take_down": Told(_("We wrote down what you told"), _("Your complaint reached us. From now on nothing of it gets lost.")),
    "correct_registration": Told(_("We corrected how your complaint is registered"), ""),
    "export_complaint": Told(_("We put your complaint together in one document")),
    "submit": Told(_("You told us"), _("Your complaint reached us. From now on nothing of it gets lost.")),
    "register": Told(
        _("We registered your complaint"), _("It has a number. From this day we count the time that we have for our answer.")
    ),
    "correct_subject": Told(_("We corrected how your complaint is filed"), _("What you wrote was not changed.")),
    "mark_urgent": Told(_("We treat your complaint as urgent")),
    "unmark_urgent": Told(_("Your complaint goes on in the usual order")),
    "request_interim_measure": Told(
        _("We asked the body to wait"), _("It should do nothing that cannot be undone until we have looked at your complaint.")
    ),
    "answer_interim": Told(_("The body answered whether it will wait")),
    "record_interim_reply": Told(_("The body answered whether it will wait")),
    "lift_interim_measure": Told(_("We told the body that it need not wait any more")),
    "end_interim_measure": Told(_("We noted how the waiting ended")),
    "accept": Told(
        _("We took up your complaint"), _("A lawyer looked at it: we may deal with it. Next somebody is chosen to work on it.")
    ),
    "ask_more": Told(_("We asked you for more"), _("Something is missing that we need. Please read our letter and answer here.")),
    "supply_more": Told(
        _("You answered our questions"), _("A lawyer reads your answer and decides whether we may take up the complaint.")
    ),
    "propose_redirect": Told(_("A lawyer proposed another body"), _("Nothing is decided before a second person agrees.")),
    "propose_decline": Told(_("A lawyer wrote down what we can do"), _("Nothing is decided before a second person agrees.")),
    "send_back_outcome": Told(
        _("We look at your complaint once more"), _("The head of the department did not agree with the first proposal.")
    ),
    "ask_approval": Told(_("One more of us reads the letter"), _("Nothing is sent before they agree.")),
    "approve_letter": Told(_("One more of us has read the letter and agrees")),
    "return_letter": Told(_("We are improving our letter"), _("Somebody here asked for changes before it is signed.")),
    "sign_outcome": Told(_("We answered you"), _("Our letter says what we decided, why, and what else you can do.")),
    "assign": Told(
        _("A case officer works on your complaint"), _("One person of ours reads everything and is responsible for the answer.")
    ),
    "reassign": Told(_("Another case officer took over"), _("Everything that you and we wrote stays with your complaint.")),
    "send_inquiry": Told(_("We asked the body to explain"), _("The body must have the chance to say how it sees the matter.")),
    "answer_inquiry": Told(_("The body answered"), _("Your case officer compares the answer with what you told us.")),
    "record_answer": Told(_("The body answered"), _("Your case officer compares the answer with what you told us.")),
    "send_new_link": Told(_("We sent the body our letter once more"), _("It has another chance to answer.")),
    "record_hearing": Told(
        _("The body had the chance to explain"), _("We decide only after it could say how it sees the matter.")
    ),
    "add_plan_line": Told(_("We planned how to look into your complaint")),
    "change_plan_line": Told(_("We planned how to look into your complaint")),
    "finish_plan_line": Told(_("We settled a question of your complaint")),
    "drop_plan_line": Told(_("We planned how to look into your complaint")),
    "record_examination_act": Told(_("We looked into what happened")),
    "set_act_disclosure": Told(_("We ordered our papers")),
    "order_expert_opinion": Told(_("We asked an expert")),
    "receive_expert_opinion": Told(_("An expert answered us")),
    "cancel_expert_opinion": Told(_("We go on without an expert")),
    "add_translation": Told(_("We translated something")),
    "certify_translation": Told(_("A translation was certified")),
    "give_code": Told(_("We told the body how to open our letter")),
    "revoke_link": Told(_("We closed a way by which the body could answer")),
    "remind_body": Told(_("We reminded the body"), _("We wait for its answer.")),
    "ask_more_time": Told(_("The body asks for more time"), _("We decide whether it gets it, and for how long.")),
    "grant_more_time": Told(_("We gave the body more time to answer"), _("The date of our answer to you stays as it is.")),
    "refuse_more_time": Told(_("We gave the body no more time")),
    "go_on_without": Told(_("We go on without the body's answer"), _("It had its chance. If it still answers, we read it.")),
    "record_finding": Told(_("We wrote down what we found"), _("You will read it in our decision letter.")),
    "draft_recommendation": Told(
        _("We are writing what the body should do"), _("It is sent when the Commissioner signs the decision.")
    ),
    "draft_act": Told(_("We are writing what should be done"), _("It is sent when the Commissioner signs it.")),
    "sign_act": Told(
        _("The Commissioner signed one more letter"), _("You find it here if it is for you; otherwise the body has it.")
    ),
    "discard_act": Told(_("We changed what we write to the body")),
    "record_act_outcome": Told(_("We noted what the body answered"), _("We go on following what it does.")),
    "propose_decision": Told(_("Our decision is written"), _("It lies before the Commissioner, who reads it and signs.")),
    "send_back_decision": Told(_("We are improving our decision"), _("The Commissioner asked for changes before signing.")),
    "sign_decision": Told(_("The Commissioner decided"), _("Our letter says what we found and why.")),
    "report_measures": Told(_("The body told us what it did"), _("We check whether that restores your right.")),
    "record_report": Told(_("The body told us what it did"), _("We check whether that restores your right.")),
    "close_follow_up": Told(
        _("We told you what came of it"), _("Our second letter says what the body did and what changed for you.")
    ),
    "record_remedy": Told(_("We noted what changed")),
    "record_proceeding": Told(_("We noted that proceedings were opened"), _("Opened does not mean that anybody is guilty.")),
    "end_proceeding": Told(_("We noted how proceedings ended")),
    "ask_review": Told(
        _("You asked for a review"), _("Somebody of ours who took no part in the decision looks at your complaint anew.")
    ),
    "record_review_request": Told(
        _("You asked for a review"), _("Somebody of ours who took no part in the decision looks at your complaint anew.")
    ),
    "assign_review": Told(
        _("Somebody new looks at our decision"), _("They took no part in it. They read everything: yours, ours and the body's.")
    ),
    "propose_review": Told(_("Our answer on the review is written"), _("Nothing is decided before a second person agrees.")),
    "send_back_review": Told(_("We are improving our answer on the review")),
    "sign_review": Told(
        _("We answered your request for a review"), _("Our letter says what we looked at and why we decided so.")
    ),
    "reopen": Told(
        _("We take up your complaint again"), _("The review changed our decision. Somebody new works on your complaint.")
    ),
    "close": Told(_("We closed your complaint"), _("Our last letter says how it ended.")),
    "extend_term": Told(_("We need longer"), _("Our letter says why, and by which day you get the answer.")),
    "pause_term": Told(_("The time for our answer stands still"), _("Our letter says why, and by which day you get the answer.")),
    "resume_term": Told(_("The time for our answer goes on"), _("Our letter says by which day you get the answer.")),
    "recount_term": Told(_("The days off changed, and so did our date"), _("We counted the time for our answer again.")),
    "message": Told(_("We wrote to you"), _("You find our message below.")),
    "write": Told(_("You wrote to us"), _("Whoever works on your complaint reads it.")),
    "recall_letter": Told(_("We corrected something before our letter went out")),
    "send_again": Told(_("We sent our letter once more")),
    "mark_posted": Told(_("We handed our letter to the post")),
    "mark_returned": Told(_("Our letter came back to us"), _("Please tell us how we can reach you.")),
    "receive_paper": Told(_("Your letter on paper reached us"), _("It lies with your complaint; whoever works on it reads it.")),
    "receive_email": Told(_("Something came to us by e-mail"), _("We look at who it is from.")),
    "look_at_email": Told(_("We looked at what came by e-mail")),
    "note": Told(_("We made a note")),
    "confirm_citation": Told(_("A lawyer checked the rule that our letter names")),
    "record_consent": Told(_("You said what we may tell and to whom"), _("From then on every letter of ours keeps to it.")),
    "new_code": Told(
        _("You got a new secret code at our office"),
        _("The old one opens nothing any more. If it was not you who asked for it, write to us or come at once."),
    ),
    "add_party": Told(_("We noted somebody who is concerned")),
    "add_complainants": Told(_("We noted everybody who signed"), _("One complaint stands for all of you.")),
    "correct_party": Told(_("We corrected what is written of somebody")),
    "remove_party": Told(_("We removed somebody from your complaint")),
    "set_representative": Told(_("We noted who speaks for whom")),
    "set_safe_contact": Told(_("We noted how to reach you safely")),
    "set_language": Told(_("We noted the language of our letters")),
    "mark_vulnerable": Told(_("We noted what we must heed")),
    "note_safety": Told(_("We made a note")),
    "merge_persons": Told(_("We put our records in order")),
    "unmerge_persons": Told(_("We put our records in order")),
    "join_complaints": Told(
        _("We consider your complaint together with others"),
        _("Other people told us about the same matter. You get a letter of your own, and by the same day as before."),
    ),
    "separate_complaints": Told(_("We consider your complaint on its own again"), _("Nothing of it is lost.")),
    "link_issue": Told(_("We put our records in order")),
    "unlink_issue": Told(_("We put our records in order")),
    "relate": Told(_("We put our records in order")),
    "unrelate": Told(_("We put our records in order")),
    "ask_withdrawal": Told(
        _("You asked to withdraw your complaint"), _("Nothing is closed yet. We first make sure that nobody pressed you.")
    ),
    "record_withdrawal_request": Told(
        _("You asked to withdraw your complaint"), _("Nothing is closed yet. We first make sure that nobody pressed you.")
    ),
    "confirm_withdrawal": Told(
        _("Your complaint is withdrawn"), _("You told us that this is your own will. You may come back at any time.")
    ),
    "refuse_withdrawal": Told(_("We go on with your complaint"), _("It was not withdrawn.")),
    "recuse": Told(
        _("Somebody stepped aside"), _("A member of our staff who knows somebody involved no longer sees your complaint.")
    ),
    "erase": Told(_("What you told us was erased"), _("Only figures without any person remain.")),
}

# A verb that ends in different ways says which.
OUTCOMES: dict[str, Told] = {
    "redirected": Told(
        _("We passed your complaint on"), _("Another body may decide this. Our letter says which, and what to expect of it.")
    ),
    "declined": Told(_("We cannot take up your complaint"), _("Our letter says why, and where else you can turn.")),
}

# What comes next, by state.
NEXT: dict[str, Ahead] = {
    "received": Ahead(
        _("We register your complaint"), _("It gets a number, and you find a letter from us here."), "acknowledgement"
    ),
    "screening": Ahead(_("You get our answer"), _("A lawyer reads whether we may take up your complaint."), "consideration"),
    "awaiting_complainant": Ahead(
        _("You answer our questions"), _("We need this to go on. Our letter says what is missing."), "consideration"
    ),
    "outcome_proposed": Ahead(_("You get our answer"), _("Two of us look at every answer before it leaves."), "consideration"),
    "accepted": Ahead(_("You get our answer"), _("Somebody is being chosen to work on your complaint."), "consideration"),
    "examination": Ahead(_("You get our answer"), _("A case officer is finding out what happened."), "consideration"),
    "findings": Ahead(_("You get our answer"), _("We are writing down what we found."), "consideration"),
    "joined": Ahead(_("You get our answer"), _("We look into what happened to you and to others together."), "consideration"),
    "awaiting_signature": Ahead(_("You get our decision"), _("It lies before the Commissioner."), "consideration"),
    "decided": Ahead(_("We close your complaint"), _("You have our decision. A last letter says that we are done.")),
    "follow_up": Ahead(
        _("The body reports to us"),
        _("It must say what it did on our recommendation. Then we tell you what came of it."),
        "recommendation_answer",
    ),
    "withdrawn_pending": Ahead(
        _("We ask you, in a safe way, whether you want this"), _("Until then everything goes on as before."), "consideration"
    ),
}

# After the body reported, while its report is being looked at.
REPORTED = Ahead(
    _("We check what the body did"), _("It has reported to us. We look at whether that restores your right, and tell you.")
)

# While a review is under way, whatever the state.
REVIEW = Ahead(
    _("You get our answer on the review"), _("Somebody who took no part in the decision looks at your complaint anew."), "review"
)

# The end of the road.
ENDED: dict[str, Told] = {
    "closed": Told(
        _("This complaint is closed"), _("You can still read everything here. If something new happens, tell us again.")
    ),
    "redirected": Told(
        _("We passed your complaint on"),
        _("Now the other body answers you. Our letter says by when and what you can do if it does not."),
    ),
    "declined": Told(_("We could not take up this complaint"), _("Our letter says why, and where else you can turn.")),
    "withdrawn": Told(_("This complaint is withdrawn"), _("You may tell us again at any time.")),
}

# Who did it; of the person themselves the title says so already.
WHO: dict[str, Text] = {"staff": _("Our office"), "body": _("The body"), "system": _("Our office")}

# What a term is for, as the person reads it.
# The terms that the complainant is told of; others are between the office and itself, and would give away what is only proposed.
TERMS: dict[str, Text] = {
    "acknowledgement": _("We register your complaint"),
    "consideration": _("Our answer to you"),
    "body_answer": _("The body's answer to our questions"),
    "recommendation_answer": _("The body's report on our recommendation"),
    "review": _("Our answer on the review"),
}


def told(verb: str, to_state: str) -> Told:
    """The words for a step that was done. A verb that only a profile knows is told by a neutral sentence, never by its code."""
    if verb == "sign_outcome" and to_state in OUTCOMES:
        return OUTCOMES[to_state]
    return STEPS.get(verb) or Told(_("We worked on your complaint"))


def ahead(state: str, *, reported: bool = False, review: bool = False) -> Ahead | None:
    """What comes next in this state; None at the end of the road. `reported`: every body has said what it did. `review`: a review of
    the decision is under way."""
    if review and state != "withdrawn_pending":
        return REVIEW
    if state in ENDED:
        return None
    if state == "follow_up" and reported:
        return REPORTED
    return NEXT.get(state) or Ahead(_("We go on with your complaint"), "", "consideration")
