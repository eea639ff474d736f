"""Admissibility: accept, ask for more, redirect, decline; and the second signature."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import Body
from arasha.complaints.actions import screening
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.desk.disclosing import blocked, of_letter, shown
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import desk as forms
from arasha.complaints.letter_view import citations, sheet
from arasha.complaints.queries.desk_words import cited_in_words
from arasha.complaints.queries.disclosure import Going
from arasha.law import Ground
from arasha.letters.models import Letter
from arasha.people import policy


def _told(ask: Ask, form: forms.VerbForm) -> dict[str, Any]:
    """What the person told, beside what is decided about it."""
    return {"told": told_rows(ask.complaint, ask.book, ask.language)}


def _before_accepting(ask: Ask, form: forms.VerbForm) -> dict[str, Any]:
    """What was told, and for each ground that was ticked the way to turn the complaint away on it."""
    ticked = form["against"].value() or ()
    standing = [ground for ground in ask.book.grounds_against(ask.today) if ground.code in ticked]
    return {**_told(ask, form), "turn_away": [_turning_away(ask, ground) for ground in standing]}


def _turning_away(ask: Ask, ground: Ground) -> dict[str, str]:
    url = reverse("desk:verb", args=[ask.id, ground.verb])
    return {
        "name": ground.name(ask.language),
        "does": ask.book.procedure.verb(ground.verb).name(ask.language),
        "url": f"{url}?ground={ground.code}",
    }


def _grounds(ask: Ask, form: forms.VerbForm) -> dict[str, Any]:
    """What was told, the grounds to choose from, and the chosen one with its citation."""
    offered = ask.book.grounds_for("propose_decline", ask.today)
    code = form.chosen("ground") or ask.query.get("ground", "")
    chosen = next((ground for ground in offered if ground.code == code), None)
    if chosen is not None:
        form.initial["ground"] = chosen.code
    return {
        **_told(ask, form),
        "grounds": [_ground(ask, ground, chosen) for ground in offered],
        "chosen": _ground(ask, chosen, chosen) if chosen else None,
        "law_url": reverse("desk:law") if policy.may_open(ask.by.user, "law") else "",
    }


def _ground(ask: Ask, ground: Any, chosen: Any) -> dict[str, Any]:
    cited = ground.citation
    outcome = ask.book.procedure.outcomes.get(ground.effect)
    return {
        "code": ground.code,
        "name": ground.name(ask.language),
        "outcome": outcome.name(ask.language) if outcome else "",
        "citation": cited_in_words(cited, ask.language),
        "verified": cited.confirmed_on(ask.today),
        "by": cited.confirmed_by,
        "analogy": cited.applies == "by_analogy",
        "waivable": ground.may_be_waived,
        "current": ground is chosen,
    }


def to_sign(ask: Ask, *letter_ids: Any) -> dict[str, Any]:
    """The letters that wait for a signature, what they rest on, and what stands in the way of signing."""
    found = [letters.get_letter(letter_id) for letter_id in letter_ids if letter_id]
    cited = citations([ref for letter in found for ref in letter.citations], ask.book, ask.language, ask.today)
    cited = list({one["ref"]: one for one in cited}.values())
    unsure = [one["ref"] for one in cited if not one["verified"]]
    blocked = (
        gettext("A lawyer must first confirm what the letter cites: %(refs)s.") % {"refs": ", ".join(unsure)} if unsure else ""
    )
    return {
        "letters": [sheet(letter) for letter in found],
        "citations": cited,
        "blocked": blocked,
        "law_url": reverse("desk:law"),
    }


def _cover(ask: Ask, letter: Letter) -> dict[str, Any]:
    return {"letter": sheet(letter), "disclosure": of_letter(ask, letter)}


def _redirect(ask: Ask, form: Any) -> dict[str, Any]:
    """What the letter to the competent body tells; it goes by post, with the name wherever that is allowed."""
    body = Body.objects.filter(code=form.chosen("to_body")).first()
    texts = [form.chosen("summary"), form.chosen("reasoning")]
    return {**_told(ask, form), "disclosures": shown(ask, [Going(body, None, texts, named=True, by_link=False)])}


def _outcome_to_sign(ask: Ask, form: forms.VerbForm) -> dict[str, Any]:
    try:
        proposal = screening.pending(ask.complaint)
    except NotPossibleNow:
        return {}
    found, cover = to_sign(ask, proposal.letter_id), proposal.cover_letter_id
    going = [_cover(ask, letters.get_letter(cover))] if cover else []
    return {
        **found,
        "acts": going,
        "blocked": found["blocked"] or blocked(one["disclosure"] for one in going),
        "reasoning": proposal.reasoning,
        "proposed_by": proposal.by.name,
    }


PAGES = (
    VerbPage(
        verb="accept",
        form=forms.AcceptForm,
        call=lambda ask: screening.accept(
            ask.id, **ask.usual, reasoning=ask.data.get("reasoning", ""), against=ask.data.get("against", ()),
            looked=ask.data.get("looked", not ask.data), tell=ask.data.get("tell", False),  # shown before anything is said: the letter
        ),
        lead=_("Look once more at what could stand in its way. Then we take the complaint up, and the head assigns it next."),
        submit=_("Accept"),
        done=_("Accepted. The head assigns it next."),
        shows_letter="both",
        template="accept.html",
        more=_before_accepting,
    ),
    VerbPage(
        verb="ask_more",
        form=forms.AskMoreForm,
        call=lambda ask: screening.ask_more(ask.id, **ask.usual, questions=ask.data["questions"]),
        lead=_("Ask for what is missing. The person answers with the code; the complaint comes back by itself."),
        submit=_("Send the questions"),
        done=_("Sent. When the person answers, the complaint comes back."),
        shows_letter="typed",
        more=_told,
    ),
    VerbPage(
        verb="propose_decline",
        form=forms.DeclineForm,
        call=lambda ask: screening.propose_decline(
            ask.id, **ask.usual, ground=ask.data["ground"], reasoning=ask.data["reasoning"], ways=ask.data["ways"],
            own_ways=ask.data["own_ways"], text=ask.data["text"],
        ),
        lead=_("Choose the ground and write the reasons. A second person signs before anything reaches the complainant."),
        submit=_("Propose"),
        done=_("Proposed. The letter waits for a signature."),
        shows_letter="typed",
        template="propose_decline.html",
        more=_grounds,
    ),
    VerbPage(
        verb="propose_redirect",
        form=forms.RedirectForm,
        call=lambda ask: screening.propose_redirect(
            ask.id, **ask.usual, ground=ask.data["ground"], to_body=ask.data["to_body"], summary=ask.data["summary"],
            reasoning=ask.data["reasoning"], ways=ask.data["ways"], own_ways=ask.data["own_ways"], text=ask.data["text"],
        ),
        lead=_("Two letters: one to the person, one to the body that may decide. A second person signs before they go."),
        submit=_("Propose"),
        done=_("Proposed. The letters wait for a signature."),
        shows_letter="typed",
        template="propose_redirect.html",
        more=_redirect,
        discloses=True,
    ),
    VerbPage(
        verb="sign_outcome",
        form=forms.SignForm,
        call=lambda ask: screening.sign_outcome(ask.id, **ask.usual),
        lead=_("Read the letter and what it rests on. With your signature it goes out, and the term of consideration ends."),
        submit=_("Sign and send"),
        done=_("Signed. The letter is on its way."),
        template="sign.html",
        more=_outcome_to_sign,
        discloses=True,
    ),
    VerbPage(
        verb="send_back_outcome",
        form=forms.SendBackForm,
        call=lambda ask: screening.send_back_outcome(ask.id, **ask.usual, note=ask.data["note"]),
        lead=_("The draft is thrown away, and the lawyer looks at the complaint once more."),
        submit=_("Send back"),
        done=_("Sent back to the lawyer."),
        template="sign.html",
        more=lambda ask, form: {**_outcome_to_sign(ask, form), "blocked": ""},
    ),
)  # fmt: skip
