"""The page of each verb: its form, what it says will happen, the letter, refusals that keep what was typed."""

from __future__ import annotations

import re
from html import unescape

import pytest

from arasha import vault
from arasha.bodies.models import BodyContact, SecureLink
from arasha.complaints.actions import correspondence, follow_up, registration
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.doers import BodyContactPerson, Complainant
from arasha.complaints.models import Complaint, Inquiry, Message, Note, Recusal, Remedy, Screening
from arasha.journal.models import Entry, Opening
from arasha.letters.models import Letter
from arasha.people.models import User
from arasha.recommendations.models import Recommendation
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def fresh(complaint) -> Complaint:
    vault.forget_keys()
    return Complaint.objects.get(pk=complaint.pk)


def do(client, complaint, verb, query="", language="en", **typed):
    """Send the form of a verb as its page would."""
    typed.setdefault("version", Complaint.objects.values_list("version", flat=True).get(pk=complaint.pk))
    return client.post(at("verb", complaint.id, verb, query=query, language=language), typed)


def value_of(response, name: str) -> str:
    """What stands in a field of the page."""
    html = response.content.decode()
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', html, re.S)
    if area:
        return unescape(area[1])
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    value = re.search(r'value="([^"]*)"', box[0]) if box else None
    return unescape(value[1]) if value else ""


def test_the_whole_road_through_the_pages(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = example.received(office)
    client = {role: sign_in(office, role) for role in ("registrar", "lawyer", "head", "officer", "commissioner")}

    def step(role, verb, state, **typed):
        assert client[role].get(at("verb", complaint.id, verb)).status_code == 200, verb
        response = do(client[role], complaint, verb, **typed)
        assert response.status_code == 302, (verb, text_of(response))
        assert fresh(complaint).state == state, verb

    topic, body = desk.topic(), office.body.code
    step("registrar", "register", "screening", subject="Beating in a synthetic place", topic=topic, region="", body=body)
    step("lawyer", "accept", "accepted", looked="on", reasoning="Within competence.")
    step("head", "assign", "examination", officer=str(office.staff["officer"].id))
    contact = example.contact_of(office.body)
    step("officer", "send_inquiry", "examination", body=body, contact=str(contact.id), summary="A beating.", questions="Why?")
    step("officer", "record_hearing", "examination", body=body, way="oral", held_on="16 03 2026", record="It denies it.")
    step("officer", "record_finding", "findings", topic=topic, body=body, result="breach", reasoning="Two witnesses agree.")
    step(
        "officer", "draft_recommendation", "findings", topic=topic, body=body, contact=str(contact.id), words="Open proceedings."
    )
    step("officer", "propose_decision", "awaiting_signature")
    step("commissioner", "sign_decision", "follow_up")
    recommendation = Recommendation.objects.get(source_id=complaint.id)
    link = SecureLink.objects.get(target_id=recommendation.id)
    follow_up.report_measures(
        recommendation.id, by=BodyContactPerson(link), at=AT, accepted=True, text="Proceedings were opened."
    )
    step(
        "officer", "close_follow_up", "closed", remedy="restored", people=1, disciplinary=1, administrative=0, criminal=0,
        account="He saw a doctor.", **{f"assess-{recommendation.id}": "done"},
    )  # fmt: skip
    assert Remedy.objects.get(complaint=complaint).people == 1
    entry = Entry.objects.get(chain_id=complaint.id, verb="accept")
    assert (entry.actor_kind, entry.actor_id, entry.address) == ("staff", str(office.staff["lawyer"].id), "127.0.0.1")


def test_a_recommendation_has_no_letter_to_edit_whatever_is_sent(office):
    complaint = desk.found(office)
    typed = {"topic": desk.topic(), "body": office.body.code, "contact": "post", "proposed": "x", "text": "y"}
    client = sign_in(office, "officer")
    wrong = do(client, complaint, "draft_recommendation", **typed)
    assert (wrong.status_code, "Write what the body should do." in text_of(wrong)) == (200, True)
    assert do(client, complaint, "draft_recommendation", words="Open proceedings.", **typed).status_code == 302
    assert Recommendation.objects.get(source_id=complaint.id)


def test_a_form_with_an_error_keeps_what_was_typed_and_points_to_it(office):
    complaint = example.in_examination(office)
    response = do(
        sign_in(office, "officer"),
        complaint,
        "send_inquiry",
        body=office.body.code,
        contact="post",
        summary="Half a thought.",
        questions="",
    )
    assert response.status_code == 200
    assert value_of(response, "summary") == "Half a thought."
    assert "Write your questions." in text_of(response)
    assert 'href="#id_questions"' in response.content.decode()
    assert not Inquiry.objects.exists()


def test_changing_the_language_keeps_what_was_typed_without_a_word_about_errors(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    response = do(
        client, complaint, "send_inquiry", language="ru", body=office.body.code, summary="Half a thought.", _language="ru"
    )
    assert response.status_code == 200
    assert 'lang="ru"' in response.content.decode()
    assert value_of(response, "summary") == "Half a thought."
    assert 'class="errors"' not in response.content.decode()


def test_the_letter_is_shown_before_it_goes_and_its_words_may_be_changed(office):
    complaint = example.in_examination(office)
    client, typed = (
        sign_in(office, "officer"),
        {"body": office.body.code, "contact": "post", "summary": "A beating.", "questions": "Why?"},
    )
    shown = do(client, complaint, "send_inquiry", _preview="1", **typed)
    letter = value_of(shown, "text")
    assert "Why?" in letter
    assert value_of(shown, "proposed") == letter
    assert not Inquiry.objects.exists()
    assert not Letter.objects.filter(code="inquiry").exists()
    assert fresh(complaint).version == complaint.version
    edited = letter.replace("Why?", "Why, and since when?")
    again = do(client, complaint, "send_inquiry", _preview="1", text=edited, proposed=letter, **typed)
    assert value_of(again, "text") == edited
    assert do(client, complaint, "send_inquiry", text=edited, proposed=letter, **typed).status_code == 302
    vault.load_keys([complaint.key_id])
    assert "Why, and since when?" in Letter.objects.get(code="inquiry").text


def test_words_left_as_proposed_follow_the_answers(office):
    complaint = example.in_examination(office)
    client, typed = sign_in(office, "officer"), {"body": office.body.code, "contact": "post", "summary": "A beating."}
    letter = value_of(do(client, complaint, "send_inquiry", _preview="1", questions="Why?", **typed), "text")
    do(client, complaint, "send_inquiry", text=letter, proposed=letter, questions="Since when?", **typed)
    vault.load_keys([complaint.key_id])
    assert "Since when?" in Letter.objects.get(code="inquiry").text


def test_two_at_once_the_second_sees_what_changed_and_keeps_what_they_typed(office):
    complaint = example.registered(office)
    client = sign_in(office, "lawyer")
    seen = value_of(client.get(at("verb", complaint.id, "correct_subject")), "version")
    registration.mark_urgent(complaint.id, by=office.by("head"), at=AT, reasons=["life"], reason="In danger.")
    typed = {"subject": "My better words", "topic": "", "region": "", "body": ""}
    response = do(client, complaint, "correct_subject", version=seen, **typed)
    shown = text_of(response)
    assert response.status_code == 409
    assert value_of(response, "subject") == "My better words"
    assert "Somebody changed this complaint" in shown
    assert "Marked as urgent" in shown
    assert "Example head" in shown
    now = value_of(response, "version")
    assert now == str(fresh(complaint).version)
    assert do(client, complaint, "correct_subject", version=now, **typed).status_code == 302
    vault.load_keys([complaint.key_id])
    assert fresh(complaint).subject == "My better words"


def test_a_double_click_does_a_verb_once(office):
    complaint = example.registered(office)
    client, version = sign_in(office, "lawyer"), complaint.version
    assert do(client, complaint, "accept", looked="on", version=version).status_code == 302
    assert do(client, complaint, "accept", looked="on", version=version).status_code == 409
    assert Screening.objects.filter(complaint=complaint).count() == 1


def test_a_verb_that_is_not_for_the_role_is_refused_with_the_reason(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    for response in (
        client.get(at("verb", complaint.id, "assign")),
        do(client, complaint, "assign", officer=str(office.staff["officer"].id)),
    ):
        assert response.status_code == 403
        assert "Your role does not include this step." in text_of(response)
    assert client.get(at("verb", complaint.id, "no-such-verb")).status_code == 404


def test_a_verb_that_is_not_possible_now_says_why(office):
    complaint = example.in_examination(office)
    early = sign_in(office, "officer").get(at("verb", complaint.id, "propose_decision"))
    assert early.status_code == 409
    assert "Possible only in this state" in text_of(early)
    found = desk.found(office, "no_breach")
    without = sign_in(office, "officer").get(at("verb", found.id, "draft_recommendation"))
    assert without.status_code == 409
    assert "A recommendation follows a finding that a right was breached" in text_of(without)


def test_a_decline_cannot_be_signed_until_a_lawyer_confirmed_what_it_cites(office):
    complaint = example.registered(office)
    lawyer, head = sign_in(office, "lawyer"), sign_in(office, "head")
    grounds = text_of(lawyer.get(at("verb", complaint.id, "propose_decline")))
    assert "not checked yet" in grounds
    assert "checked against the source" in grounds
    form = lawyer.get(at("verb", complaint.id, "propose_decline", query="?ground=A-TIME"))
    assert value_of(form, "ground") == "A-TIME"
    assert "cannot be signed until a lawyer confirms" in text_of(form)
    late = {"ground": "A-TIME", "reasoning": "It came too late.", "ways": "remedy.late_with_reasons"}
    shown = do(lawyer, complaint, "propose_decline", **late, _preview="1")
    assert "It came too late." in value_of(shown, "text")
    assert do(lawyer, complaint, "propose_decline", **late).status_code == 302
    blocked = head.get(at("verb", complaint.id, "sign_outcome"))
    assert "A lawyer must first confirm" in text_of(blocked)
    assert 'aria-disabled="true"' in blocked.content.decode()
    refused = do(head, complaint, "sign_outcome")
    assert refused.status_code == 409
    assert "nobody here has confirmed" in text_of(refused)
    typed = {"act": "Synthetic act", "article": "12", "read_on": "not a day", "source": "The passage."}
    wrong = lawyer.post(at("confirm-citation", "A-TIME"), typed)
    assert "Write it like 14 04 2026" in text_of(wrong)
    assert value_of(wrong, "source") == "The passage."
    typed["read_on"] = "14 03 2026"
    assert "Choose how the act applies." in text_of(lawyer.post(at("confirm-citation", "A-TIME"), typed))
    assert lawyer.post(at("confirm-citation", "A-TIME"), {**typed, "applies": "by_analogy"}).status_code == 302
    assert head.get(at("confirm-citation", "A-TIME")).status_code == 403
    assert "aria-disabled" not in head.get(at("verb", complaint.id, "sign_outcome")).content.decode()
    assert do(head, complaint, "sign_outcome").status_code == 302
    assert fresh(complaint).state == "declined"


def test_what_a_signature_brings_about_is_read_before_it_is_given(office):
    complaint = example.registered(office)
    assert (
        do(
            sign_in(office, "lawyer"), complaint, "propose_decline", ground="A-TIME", reasoning="Why.", own_ways="Go to court."
        ).status_code
        == 302
    )
    page = sign_in(office, "head").get(at("verb", complaint.id, "sign_outcome")).content.decode()
    assert page.index("What will happen") < page.index('id="sign"')


def test_a_redirect_is_drafted_and_sent_back(office):
    complaint = example.registered(office)
    lawyer = sign_in(office, "lawyer")
    typed = {
        "ground": "A-JUR-OTHER",
        "to_body": office.other_body.code,
        "summary": "Somebody asks.",
        "reasoning": "It is theirs.",
        "ways": "remedy.competent_body",
    }
    own = do(lawyer, complaint, "propose_redirect", **{**typed, "to_body": office.body.code})
    assert "never passed to the body it is about" in text_of(own)
    assert do(lawyer, complaint, "propose_redirect", **typed).status_code == 302
    sign = text_of(sign_in(office, "head").get(at("verb", complaint.id, "sign_outcome")))
    assert sign.count("Draft: not signed, not sent") == 2
    assert "It is theirs." in sign
    assert do(sign_in(office, "head"), complaint, "send_back_outcome", note="Look again.").status_code == 302
    assert fresh(complaint).state == "screening"


def test_what_is_told_to_whom_is_seen_first_and_the_name_needs_consent(office):
    complaint = example.in_examination(office, identity="confidential")
    client = sign_in(office, "officer")
    page = client.get(at("verb", complaint.id, "send_inquiry"))
    assert 'name="named"' not in page.content.decode()
    assert "The complaint is confidential: the name is left out." in text_of(page)
    typed = {"body": office.body.code, "contact": "post", "summary": "Complainantova was beaten.", "questions": "Why?"}
    refused = do(client, complaint, "send_inquiry", **typed)
    assert refused.status_code == 409
    assert "names the person or their contact: “Complainantova”" in text_of(refused)
    assert value_of(refused, "summary") == "Complainantova was beaten."
    assert not Inquiry.objects.exists()
    assert do(client, complaint, "record_consent", purpose="name_to_body", given="yes", how="phone").status_code == 302
    page = client.get(at("verb", complaint.id, "send_inquiry"))
    assert 'name="named"' in page.content.decode()
    assert "yes, said on" in text_of(page)
    assert do(client, complaint, "send_inquiry", named="on", **typed).status_code == 302
    assert Inquiry.objects.get().named


def test_a_contact_is_added_in_the_middle_of_a_letter(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    typed = {"body": office.body.code, "contact": "post", "summary": "A beating.", "questions": "Why?"}
    new = {"new-name": "Example Addedov", "new-position": "clerk", "new-email": "added@example.org", "new-language": "kk"}
    wrong = do(client, complaint, "send_inquiry", _add_contact="1", **typed, **{**new, "new-email": "nowhere"})
    assert "does not look like an e-mail address" in text_of(wrong)
    assert value_of(wrong, "summary") == "A beating."
    response = do(client, complaint, "send_inquiry", _add_contact="1", **typed, **new)
    contact = BodyContact.objects.get(body=office.body)
    assert value_of(response, "summary") == "A beating."
    assert not Inquiry.objects.exists()
    assert re.search(rf'value="{contact.id}"[^>]*checked', response.content.decode())
    assert Entry.objects.filter(verb="add_contact", subject_id=str(office.body.id)).count() == 1
    other = do(client, complaint, "send_inquiry", _show="contacts", **{**typed, "body": office.other_body.code})
    assert str(contact.id) not in other.content.decode()
    assert value_of(other, "questions") == "Why?"


def test_the_decision_is_proposed_from_the_findings_and_signed_by_another(office):
    complaint = desk.found(office, "no_breach")
    officer, leader = sign_in(office, "officer"), sign_in(office, "commissioner")
    proposal = value_of(officer.get(at("verb", complaint.id, "propose_decision")), "text")
    assert "Two witnesses agree." in proposal
    text = proposal + "\n\nA sentence of the officer's own."
    assert do(officer, complaint, "propose_decision", text=text, proposed=proposal).status_code == 302
    shown = text_of(leader.get(at("verb", complaint.id, "sign_decision")))
    assert "A sentence of the officer's own." in unescape(shown)
    assert "Example officer" in shown
    assert do(leader, complaint, "send_back_decision", note="Say more.").status_code == 302
    assert do(officer, complaint, "propose_decision").status_code == 302
    assert do(leader, complaint, "sign_decision").status_code == 302
    assert fresh(complaint).state == "decided"
    assert do(officer, complaint, "close", account="You have our decision.").status_code == 302
    assert fresh(complaint).state == "closed"


def test_the_follow_up_asks_about_every_recommendation_beside_its_report(office):
    complaint = desk.followed(office)
    client = sign_in(office, "officer")
    page = text_of(client.get(at("verb", complaint.id, "close_follow_up")))
    assert "Proceedings were opened." in page
    assert "What became of recommendation" in page
    counts = {"people": 0, "disciplinary": 0, "administrative": 0, "criminal": 0}
    missing = do(client, complaint, "close_follow_up", remedy="none", account="Nothing changed.", **counts)
    assert missing.status_code == 200
    assert "Say what became of it." in text_of(missing)
    assert value_of(missing, "account") == "Nothing changed."


def test_notes_messages_questions_urgency_and_terms(office):
    complaint = example.in_examination(office)
    officer, lawyer, head = (sign_in(office, role) for role in ("officer", "lawyer", "head"))
    assert do(officer, complaint, "note", text="Call the doctor.").status_code == 302
    assert do(officer, complaint, "message", text="We are reading it.").status_code == 302
    assert Note.objects.count() == 1
    assert Message.objects.count() == 1
    assert do(officer, complaint, "note", text="").status_code == 200
    assert do(officer, complaint, "mark_urgent", reasons=["life"], reason="In danger.").status_code == 302
    assert fresh(complaint).urgent
    assert do(lawyer, complaint, "unmark_urgent", reason="Safe now.").status_code == 302
    assert not fresh(complaint).urgent
    assert (
        do(head, complaint, "reassign", officer=str(office.staff["officer"].id)).status_code == 200
    )  # already theirs: not offered
    assert do(officer, complaint, "ask_more", questions="Which day was it?").status_code == 302
    assert fresh(complaint).state == "awaiting_complainant"
    page = head.get(at("verb", complaint.id, "extend_term"))
    assert page.status_code in (200, 409)


def test_a_withdrawal_is_checked_by_a_safe_channel(office):
    complaint = example.in_examination(office, safe=False, contact_note="Only by day.")
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT)
    client = sign_in(office, "officer")
    page = text_of(client.get(at("verb", complaint.id, "confirm_withdrawal")))
    assert "Only by day." in page
    assert "use only the portal" in page
    assert "+7 700" not in page
    assert "Say how you made sure" in text_of(do(client, complaint, "confirm_withdrawal", note=""))
    assert do(client, complaint, "refuse_withdrawal", note="She was pressed.").status_code == 302
    assert fresh(complaint).state == "examination"
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT)
    refused = do(client, complaint, "confirm_withdrawal", way="phone", note="Rang her up.")
    assert refused.status_code == 409
    assert "did not call this way safe" in text_of(refused)
    assert fresh(complaint).state == "withdrawn_pending"
    assert do(client, complaint, "confirm_withdrawal", way="visit", note="Spoke to her at the office.").status_code == 302
    assert fresh(complaint).state == "withdrawn"


def test_stepping_aside_closes_the_complaint_to_that_person(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    response = do(client, complaint, "recuse", reason="A relative.")
    assert response.status_code == 302
    assert response["Location"] == at("my-work")
    assert Recusal.objects.get().user == office.staff["officer"]
    assert client.get(at("complaint", complaint.id)).status_code == 404
    listed = sign_in(office, "head").get(at("verb", complaint.id, "reassign")).content.decode()
    assert str(office.staff["officer"].id) not in listed
    second = User.objects.create_user(
        "officer2", name="Example second officer", office=office.office, roles=["officer"], joined_at=AT
    )
    assert do(sign_in(office, "head"), complaint, "reassign", officer=str(second.id)).status_code == 302
    assert fresh(complaint).officer == second


def test_an_erased_complaint_says_from_when_nobody_can_bring_it_back(office):
    complaint = desk.followed(office)
    recommendation = Recommendation.objects.get(source_id=complaint.id)
    follow_up.close_follow_up(
        complaint.id, by=office.by("officer"), at=AT, assessments={recommendation.id: "done"}, remedy="restored", account="Done."
    )
    client = sign_in(office, "commissioner")
    assert "Tick this if you are sure" in text_of(do(client, complaint, "erase", reason="The person asked."))
    assert do(client, complaint, "erase", reason="The person asked.", sure="on").status_code == 302
    for tab in ("story", "people", "rights", "evidence", "acts", "terms", "journal"):
        vault.forget_keys()
        shown = client.get(at("complaint", complaint.id, query=f"?tab={tab}"))
        assert shown.status_code == 200, tab
        assert "no backup holds the key any more" in text_of(shown), tab
        assert example.STORY not in text_of(shown)
    for page in ("complaints", "my-work"):
        assert client.get(at(page)).status_code == 200


def test_every_verb_page_costs_a_fixed_number_of_statements_and_is_one_reading(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    client.get(at("complaint", complaint.id))
    for verb in ("note", "send_inquiry", "record_finding", "correct_subject"):
        seen = Opening.objects.filter(subject=complaint.id).count()
        with counted() as statements:
            assert client.get(at("verb", complaint.id, verb)).status_code == 200
        most = 16 if verb_pages()[verb].discloses else 14  # the people and the files, for what the letter tells
        assert len(statements) <= most, (verb, len(statements), statements)
        assert Opening.objects.filter(subject=complaint.id).count() == seen + 1


def test_every_verb_of_staff_on_the_road_has_a_page():
    from arasha.complaints.book import current_book

    staff = {verb.code for verb in current_book().procedure.verbs.values() if verb.actor == "staff"}
    assert staff - set(verb_pages()) == {"confirm_citation", "take_down", "receive_paper"}  # pages of their own: Law, New, scans
    assert set(verb_pages()) <= staff


def test_text_with_nuls_and_much_too_long_is_refused_and_kept(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    nul = do(client, complaint, "note", text="before\0after")
    assert nul.status_code == 200
    assert value_of(nul, "text") == "beforeafter"
    assert not Note.objects.exists()
    long = do(client, complaint, "note", text="x" * 6000)
    assert long.status_code == 200
    assert "too long" in text_of(long)
    assert len(value_of(long, "text")) == 6000
    assert do(client, complaint, "note", version="not a number", text="A note.").status_code == 200
