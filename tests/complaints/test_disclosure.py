"""What a letter to a body tells is shown before it leaves, is what the letter says, and obeys the person's newest word on the day it
goes: given, refused, only without the name, never asked, taken back in between, anonymous."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from arasha import files, vault
from arasha.complaints import outgoing
from arasha.complaints.actions import acts, by_post, correspondence, decision, interim, law, screening
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.api.by_hand import why_by_hand
from arasha.complaints.book import current_book
from arasha.complaints.carried import passages
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Attachment, Complaint, Inquiry, InterimMeasure
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from arasha.parties.models import Consent, Purpose
from arasha.recommendations.models import Recommendation
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT, STORY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NAME = "Example Complainantova"
WORD = "Complainantova"
WORDS = {"yes": "yes, said on", "no": "no, said on", "unnamed": "only without the name, said on", "never": "was never asked"}


# The page, the letter, the person's word


def disclosures(response: Any) -> list[dict[str, str]]:
    """Each disclosure of a page: what it tells, what it keeps, the rest."""
    found = []
    for section in re.findall(r'<section class="disclosure">.*?</section>', response.content.decode(), flags=re.S):
        told, kept = re.findall(r'<p class="side-title">.*?</ul>', section, flags=re.S)
        found.append({"told": _plain(told), "kept": _plain(kept), "all": _plain(section)})
    return found


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def letter_text(complaint: Complaint, code: str) -> str:
    letter = Letter.objects.filter(subject_id=complaint.pk, code=code, status="sent").latest("sent_at", "id")
    vault.load_keys([letter.key_id])
    return "\n".join([letter.title, letter.recipient_name, letter.text])


def say(complaint: Complaint, answer: str, purpose: str = Purpose.NAME_TO_BODY, when: Any = None) -> None:
    correspondence.record_consent(
        complaint.id, by=Complainant(complaint.id), at=when or timezone.now(), answer=answer, how="portal", purpose=purpose
    )


def prepared(office: Any, start: Callable[..., Complaint], word: str) -> Complaint:
    """A complaint with this word of the person on record."""
    if word == "anonymous":
        return start(office, identity="anonymous", name="", email="", phone="")
    complaint = start(office)
    if word == "never":
        Consent.objects.all().delete()
    elif word != "yes":
        say(complaint, word)
    return fresh(complaint)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def post(client: Any, complaint: Complaint, verb: str, **typed: Any) -> Any:
    return client.post(at("verb", complaint.id, verb), {"version": fresh(complaint).version, **typed})


# The verbs with a letter to a body: who writes, what is typed, who signs


@dataclass(frozen=True)
class Case:
    start: Callable[..., Complaint]
    role: str
    letter: str
    field: str  # in which one may write too much
    typed: Callable[[Any], dict[str, Any]]
    sign: tuple[str, str] = ("", "")  # the role and the verb
    ticked: bool = False  # whether the officer ticks that the name is told


def _confirmed(office: Any, **changes: Any) -> Complaint:
    for ref in current_book().act_kinds["petition_criminal"].basis:
        if not current_book().citation(ref, AT.date()).confirmed_on(AT.date()):
            law.confirm_citation(
                ref, by=office.by("lawyer"), at=AT, act="Example act", article="1", applies="directly", read_on=AT.date(),
                source="Read.",
            )  # fmt: skip
    return desk.found(office, **changes)


CASES = {
    "send_inquiry": Case(
        example.in_examination, "officer", "inquiry", "summary",
        lambda office: {"body": office.body.code, "contact": "post", "summary": "A beating.", "questions": "Why?"}, ticked=True,
    ),
    "request_interim_measure": Case(
        example.in_examination, "officer", "interim_measure", "why",
        lambda office: {
            "body": office.body.code, "contact": "post", "what": "Let him stay.", "why": "It would be too late.",
            "until_day": "01 01 2032", "until_hour": "18:00",
        }, ticked=True,
    ),
    "propose_redirect": Case(
        example.registered, "lawyer", "redirect_body", "summary",
        lambda office: {
            "ground": "A-JUR-OTHER", "to_body": office.other_body.code, "summary": "A matter.", "reasoning": "Theirs.",
            "own_ways": "Go to court.",
        }, sign=("head", "sign_outcome"),
    ),
    "draft_act": Case(
        _confirmed, "officer", "petition_criminal", "words",
        lambda office: {
            "kind": "petition_criminal", "topic": "CIV-TORT", "body": office.other_body.code, "contact": "post", "words": "Open it.",
        }, sign=("commissioner", "sign_act"),
    ),
    "draft_recommendation": Case(
        desk.found, "officer", "recommendation", "words",
        lambda office: {"topic": "CIV-TORT", "body": office.other_body.code, "contact": "post", "words": "Train them."},
        sign=("commissioner", "sign_decision"),
    ),
}  # fmt: skip
VERBS = pytest.mark.parametrize("verb", CASES)


def write(office: Any, complaint: Complaint, verb: str, *, named: bool, **changes: Any) -> Any:
    """Do the verb on its page; for a decision also put it before the Commissioner."""
    case = CASES[verb]
    ticked = {"named": "on"} if case.ticked and named else {}
    answer = post(sign_in(office, case.role), complaint, verb, **{**case.typed(office), **ticked, **changes})
    if answer.status_code == 302 and case.sign[1] == "sign_decision":
        decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    return answer


def signing(office: Any, complaint: Complaint, verb: str) -> tuple[Any, dict[str, Any]]:
    """The signer's page, and what is sent with it."""
    role, signs = CASES[verb].sign
    client = sign_in(office, role)
    act = Recommendation.objects.filter(source_id=complaint.id).first()
    return client.get(at("verb", complaint.id, signs)), {"act": str(act.id)} if signs == "sign_act" and act else {}


def sign(office: Any, complaint: Complaint, verb: str, **typed: Any) -> Any:
    return post(sign_in(office, CASES[verb].sign[0]), complaint, CASES[verb].sign[1], **typed)


@VERBS
@pytest.mark.parametrize("word", ["yes", "no", "unnamed", "never", "anonymous"])
def test_the_page_says_before_what_the_letter_says_afterwards(office, verb, word):
    case = CASES[verb]
    complaint = prepared(office, case.start, word)
    named = word == "yes"
    ticked = {"named": "on"} if case.ticked and named else {}
    page = post(sign_in(office, case.role), complaint, verb, _show="contacts", **case.typed(office), **ticked)
    (seen,) = disclosures(page)
    _check(seen, word, named=named)
    assert write(office, complaint, verb, named=named).status_code == 302
    if case.sign[0]:
        signer, typed = signing(office, complaint, verb)
        (seen,) = disclosures(signer)
        _check(seen, word, named=named)
        assert (NAME in text_of(signer).split("Draft: not signed")[-1]) is named, "the letter itself is shown"
        assert sign(office, complaint, verb, **typed).status_code == 302
    assert (NAME in letter_text(complaint, case.letter)) is named


def _check(seen: dict[str, str], word: str, *, named: bool) -> None:
    if word == "anonymous":
        assert NAME not in seen["all"]
        assert "nobody's name is known" in seen["all"]
        assert "Record what the person says" not in seen["all"]
        return
    assert (NAME in seen["told"], NAME in seen["kept"]) == (named, not named)
    assert WORDS[word] in seen["all"]
    assert ("The letter names the person" in seen["all"]) is named
    assert ("The name is left out" in seen["all"] or "the name is left out" in seen["all"]) is not named
    assert "their telephone, e-mail and address" in seen["kept"]


@VERBS
def test_a_name_in_the_text_is_shown_and_refused_without_consent(office, verb):
    case = CASES[verb]
    complaint = prepared(office, case.start, "no")
    typed = {**case.typed(office), case.field: f"{NAME} was beaten."}
    page = post(sign_in(office, case.role), complaint, verb, _show="contacts", **typed)
    assert "It cannot go like this: the text tells “Example”" in disclosures(page)[0]["all"]
    answer = post(sign_in(office, case.role), complaint, verb, **typed)
    assert answer.status_code == 409
    assert f"{NAME} was beaten." in html.unescape(answer.content.decode())
    assert not Letter.objects.filter(code=case.letter).exists()


@VERBS
def test_consent_taken_back_while_the_page_is_open_is_refused_and_what_was_typed_is_kept(office, verb):
    case = CASES[verb]
    complaint = prepared(office, case.start, "yes")
    version = complaint.version
    say(complaint, "no")
    typed = {**case.typed(office), "version": version, **({"named": "on"} if case.ticked else {})}
    answer = post(sign_in(office, case.role), complaint, verb, **typed)
    assert answer.status_code == 409
    assert "the person said anew what they allow" in text_of(answer)
    assert typed[case.field] in html.unescape(answer.content.decode())
    (seen,) = disclosures(answer)
    _check(seen, "no", named=False)
    assert not Letter.objects.filter(code=case.letter).exists()
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("verb", [verb for verb, case in CASES.items() if case.sign[0]])
def test_consent_taken_back_before_the_signature_stops_the_name(office, verb):
    case = CASES[verb]
    complaint = prepared(office, case.start, "yes")
    assert write(office, complaint, verb, named=True).status_code == 302
    before = fresh(complaint).version
    say(complaint, "unnamed")
    _page, typed = signing(office, complaint, verb)
    late = sign(office, complaint, verb, **{**typed, "version": before})
    assert late.status_code == 409
    assert "the person said anew what they allow" in text_of(late)
    signer, typed = signing(office, complaint, verb)
    (seen,) = disclosures(signer)
    if verb == "propose_redirect":  # its letter was written with the name: nobody may change it now
        assert "It cannot go like this" in seen["all"]
        assert re.search(r'<button[^>]*(disabled|aria-disabled="true")', signer.content.decode())
        answer = sign(office, complaint, verb, **typed)
        assert answer.status_code == 409
        assert "Send it back, or throw the draft away" in text_of(answer)
        assert fresh(complaint).state == "outcome_proposed"
        screening.send_back_outcome(complaint.id, by=office.by("head"), at=AT, note="Without the name.")
        assert write(office, complaint, verb, named=False).status_code == 302
    else:
        _check(seen, "unnamed", named=False)
    assert sign(office, complaint, verb, **typed).status_code == 302
    assert WORD not in letter_text(complaint, case.letter)


@pytest.mark.parametrize("verb", ["draft_act", "draft_recommendation"])
def test_an_act_whose_words_name_who_took_their_consent_back_is_not_signed(office, verb):
    complaint = prepared(office, CASES[verb].start, "yes")
    assert write(office, complaint, verb, named=True, words=f"Hear {NAME} again.").status_code == 302
    say(complaint, "no")
    signer, typed = signing(office, complaint, verb)
    assert "It cannot go like this" in disclosures(signer)[0]["all"]
    answer = sign(office, complaint, verb, **typed)
    assert answer.status_code == 409
    assert "throw the draft away" in text_of(answer)
    assert not Letter.objects.filter(code=CASES[verb].letter).exists()
    assert not Entry.objects.filter(chain_id=complaint.id, verb__in=("sign_act", "sign_decision")).exists()
    act = Recommendation.objects.get()
    if verb == "draft_act":
        acts.discard_act(complaint.id, by=office.by("officer"), at=AT, act_id=act.id, note="It named them.")
        assert write(office, complaint, verb, named=False).status_code == 302
        _page, typed = signing(office, complaint, verb)
        assert sign(office, complaint, verb, **typed).status_code == 302
        assert WORD not in letter_text(complaint, CASES[verb].letter)


def test_several_signed_together_show_and_obey_it_too(office):
    complaint = prepared(office, desk.found, "yes")
    other = desk.decision_proposed(office, recommend=False)
    write(office, complaint, "draft_recommendation", named=True)
    client = sign_in(office, "commissioner")
    page = client.get(at("signing-together"), {"id": [str(complaint.id), str(other.id)]})
    (seen,) = disclosures(page)
    _check(seen, "yes", named=True)
    assert "Train them." in text_of(page)
    read = {"id": [str(complaint.id), str(other.id)], "read": [str(complaint.id), str(other.id)]}
    read |= {f"version-{one.id}": fresh(one).version for one in (complaint, other)}
    say(complaint, "no")
    answer = client.post(at("signing-together"), read)
    assert "the person said anew what they allow" in text_of(answer)
    assert (fresh(complaint).state, fresh(other).state) == ("awaiting_signature", "decided")
    _check(disclosures(answer)[0], "no", named=False)
    client.post(at("signing-together"), {**read, f"version-{complaint.id}": fresh(complaint).version})
    assert WORD not in letter_text(complaint, "recommendation")


# Which facts, to whom


def asked(office: Any, complaint: Complaint, **changes: Any) -> dict[str, str]:
    """The disclosure beside an inquiry with these words."""
    typed = {**CASES["send_inquiry"].typed(office), **changes}
    return disclosures(post(sign_in(office, "officer"), complaint, "send_inquiry", _show="contacts", **typed))[0]


def test_each_personal_fact_of_the_text_stands_on_the_told_side(office):
    complaint = example.in_examination(office)
    plain = asked(office, complaint)
    assert "the name of the affected person: Example Affectedov" in plain["kept"]
    assert "what the person wrote, word for word" in plain["kept"]
    quoted = "He said: on the second day they beat him with a ruler and refused a doctor."
    full = asked(office, complaint, summary=f"{quoted} Affectedov can be asked at +7 (700) 000-00-00.")
    assert "the name of the affected person: Example Affectedov" in full["told"]
    assert "how to reach the person: +7 700 000 00 00" in full["told"]
    assert "“on the second day they beat him with a ruler and refused a doctor”" in full["told"]
    assert "the rest of what the person wrote" in full["kept"]
    assert "word for word" not in full["all"]
    assert "telephone" not in full["kept"]


def test_the_files_stay_and_are_named_with_their_size(office):
    complaint = example.in_examination(office)
    for number in range(6):
        name = f"paper-{number}.txt"
        blob = files.keep_bytes(b"x" * 2048, name, "text/plain", key_id=complaint.key_id, at=AT)
        Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")
        if number == 0:
            assert re.search(r"the files: paper-0\.txt \(2\.0.KB\)", asked(office, complaint)["kept"])
    assert "the files, 6 of them" in asked(office, complaint)["kept"]


def test_the_addressee_their_contact_and_the_body_complained_of_are_told(office):
    complaint = example.in_examination(office)
    mine = asked(office, complaint)
    assert "The complaint is about this body." in mine["all"]
    assert "the letter goes by post" in mine["all"]
    contact = example.contact_of(office.other_body)
    other = asked(office, complaint, body=office.other_body.code, contact=str(contact.id))
    assert "The complaint is about this body." not in other["all"]
    assert "Example Contactov" in other["all"]
    assert "By a secure link to the e-mail address" in other["all"]
    stranger = asked(office, complaint, contact=str(contact.id))
    assert "Example Contactov" not in stranger["all"]


def test_an_inquiry_of_the_offices_own_has_nobody_to_ask(office):
    Complaint.objects.filter(pk=(complaint := example.in_examination(office, identity="anonymous")).pk).update(channel="own")
    seen = asked(office, complaint)
    assert "The office began this itself" in seen["all"]
    assert "never asked" not in seen["all"]


@pytest.mark.parametrize(
    ("answer", "named", "goes"),
    [("yes", True, True), ("unnamed", True, False), ("unnamed", False, True), ("no", False, False), ("no", True, False)],
)
def test_the_persons_own_words_go_only_where_a_copy_may(office, answer, named, goes):
    complaint = example.in_examination(office)
    say(complaint, answer, Purpose.COPY_TO_BODY)
    told = STORY.partition(": ")[2]
    seen = asked(office, complaint, summary=told, **({"named": "on"} if named else {}))
    assert ("they allowed no copy" in seen["all"]) is not goes
    assert "Send the body a copy of the complaint" in seen["all"]
    answered = write(office, complaint, "send_inquiry", named=named, summary=told)
    assert answered.status_code == (302 if goes else 409)
    assert Inquiry.objects.exists() is goes
    if not goes:
        assert "repeats the person's own words" in html.unescape(text_of(answered))


def test_what_went_without_the_name_may_go_once_more_with_words_that_go_only_without_it(office):
    complaint = example.in_examination(office)
    contact = example.contact_of(office.body)
    say(complaint, "unnamed", Purpose.COPY_TO_BODY)
    told = STORY.partition(": ")[2]
    assert write(office, complaint, "send_inquiry", named=False, summary=told, contact=str(contact.id)).status_code == 302
    again = {"by": office.by("officer"), "target": Inquiry.objects.get(), "contact": contact}
    by_post.send_new_link(complaint.id, at=timezone.now(), **again)
    say(complaint, "no", Purpose.COPY_TO_BODY)
    with pytest.raises(outgoing.WithdrawnAfter):
        by_post.send_new_link(complaint.id, at=timezone.now(), **again)


def test_an_explanation_to_the_person_tells_no_body(office):
    complaint = desk.found(office)
    client = sign_in(office, "officer")
    typed = {"kind": "explanation", "topic": "CIV-TORT", "body": office.body.code, "contact": "post", "words": "You may ask."}
    assert disclosures(post(client, complaint, "draft_act", _show="contacts", **typed)) == []
    assert post(client, complaint, "draft_act", **typed).status_code == 302
    signer = sign_in(office, "commissioner").get(at("verb", complaint.id, "sign_act"))
    assert disclosures(signer) == []
    assert "You may ask." in text_of(signer)


def test_eight_words_in_a_row_are_a_quotation_and_seven_are_none():
    story = {"story": "one two three four five six seven eight nine", "place": "here"}
    assert passages(story, "So: One two, three four five six seven eight. And more.") == [
        "One two, three four five six seven eight"
    ]
    assert passages(story, "one two three four five six seven, then eight") == []
    assert passages(story, "x one two three four five six seven eight nine y") == ["one two three four five six seven eight nine"]
    assert passages({"n": 3}, "three") == []


# What goes without a verb of its own


def test_a_letter_that_lifts_a_measure_names_nobody(office):
    complaint = example.in_examination(office)
    post(
        sign_in(office, "officer"), complaint, "request_interim_measure", **CASES["request_interim_measure"].typed(office),
    )  # fmt: skip
    measure = InterimMeasure.objects.get()
    client = sign_in(office, "officer")
    (seen,) = disclosures(client.get(at("verb", complaint.id, "lift_interim_measure")))
    assert NAME in seen["kept"]
    assert "By post." in seen["all"]
    say(complaint, "no")
    with pytest.raises(outgoing.NamesThePerson):
        interim.lift_interim_measure(measure.id, by=office.by("officer"), at=AT, reason=f"{NAME} is safe.")
    assert (
        post(client, complaint, "lift_interim_measure", measure=str(measure.id), reason="The danger is over.").status_code == 302
    )
    assert WORD not in letter_text(complaint, "interim_lifted")


def test_a_letter_that_names_who_took_their_consent_back_does_not_go_once_more(office):
    complaint = example.in_examination(office)
    contact = example.contact_of(office.body)
    assert write(office, complaint, "send_inquiry", named=True, contact=str(contact.id)).status_code == 302
    client = sign_in(office, "officer")
    (seen,) = disclosures(client.get(at("verb", complaint.id, "send_new_link")))
    assert NAME in seen["told"]
    say(complaint, "no")
    inquiry = Inquiry.objects.get()
    chosen = {"send": f"{inquiry.id}:{contact.id}"}
    answer = post(client, complaint, "send_new_link", **chosen)
    assert answer.status_code == 409
    assert "does not go once more" in text_of(answer)
    with pytest.raises(outgoing.WithdrawnAfter):
        by_post.send_new_link(complaint.id, by=office.by("officer"), at=AT, target=inquiry, contact=contact)
    say(complaint, "yes")
    assert post(client, complaint, "send_new_link", **chosen).status_code == 302


def test_the_whole_complaint_as_a_file_says_what_no_body_may_get(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    say(complaint, "yes", Purpose.COPY_TO_BODY)
    assert "If a body is to get the file" not in text_of(client.get(at("verb", complaint.id, "export_complaint")))
    say(complaint, "no", Purpose.FILES_TO_BODY)
    page = text_of(client.get(at("verb", complaint.id, "export_complaint")))
    assert "If a body is to get the file Send the body the files: No" in page
    assert "Send the body a copy of the complaint" not in page


def test_every_verb_with_a_letter_to_a_body_shows_it_and_a_program_never_sends_one():
    pages = verb_pages()
    discloses = {verb for verb, page in pages.items() if page.discloses}
    assert discloses == {
        "send_inquiry", "request_interim_measure", "lift_interim_measure", "propose_redirect", "sign_outcome",
        "draft_recommendation", "draft_act", "sign_act", "sign_decision", "send_new_link",
    }  # fmt: skip
    drafts = {"propose_redirect", "draft_recommendation", "draft_act"}
    assert all(why_by_hand(pages[verb]) for verb in discloses - drafts)
    assert issubclass(outgoing.WithdrawnSince, NotPossibleNow)
