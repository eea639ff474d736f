"""Who is concerned: each verb's right, term, letter and journal; consent; joining records; finding the same person again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from arasha import vault
from arasha.complaints import outgoing, parties
from arasha.complaints.actions import correspondence, erasure, examination, registration, screening
from arasha.complaints.actions import parties as verbs
from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.digest import digest
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint, MatterToken, Party, Recusal, SafetyNote, Term
from arasha.complaints.queries.desk_complaint import open_complaint
from arasha.complaints.queries.desk_matter import likely_same
from arasha.complaints.queries.desk_same import together
from arasha.errors import NotFound
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from arasha.parties.models import Merge, Person, Purpose, Token
from arasha.people import policy
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(hours=1)
CONTACT = {"phone": "+7 700 000 00 02", "email": "", "address": "Testville", "iin": ""}


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def lead(complaint) -> Party:
    return fresh(complaint).parties.get(person=fresh(complaint).complainant)


def fresh(complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def opened(complaint, user=None):
    complaint = fresh(complaint)
    found = parties.parties_of(complaint)
    vault.load_keys([complaint.key_id])
    parties.open_parties(found)
    return found


def affected(complaint) -> Party:
    return complaint.parties.get(role="affected")


USUAL = {"contact": CONTACT, "kind": "person"}
VERBS = {
    "add_party": lambda c, who: verbs.add_party(c.id, **who, role="witness", name="Example Witnessov", **USUAL),
    "add_complainants": lambda c, who: verbs.add_complainants(c.id, **who, rows=[{"name": "Example Second"}]),
    "correct_party": lambda c, who: verbs.correct_party(lead(c).id, **who, name="Example Corrected", relation="", **USUAL),
    "remove_party": lambda c, who: verbs.remove_party(affected(c).id, **who, reason="Added twice."),
    "set_representative": lambda c, who: verbs.set_representative(
        lead(c).id, **who, basis="parent", basis_date=None, basis_note="", stands_for=affected(c)
    ),
    "set_safe_contact": lambda c, who: verbs.set_safe_contact(
        lead(c).id, **who, channels=["phone"], calls="on Mondays", not_with="the husband", note=""
    ),
    "set_language": lambda c, who: verbs.set_language(lead(c).id, **who, language="kk"),
    "mark_vulnerable": lambda c, who: verbs.mark_vulnerable(
        affected(c).id, **who, groups=["disability", "orphan"], child=True, detention=True, place="Test colony"
    ),
    "note_safety": lambda c, who: verbs.note_safety(lead(c).id, **who, text="A large dog.", until=date(2026, 6, 1)),
}


def terms(complaint):
    return list(Term.objects.filter(complaint=complaint).order_by("pk").values_list("purpose", "due_on", "ended_on"))


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_leaves_terms_and_letters_alone_and_one_entry(office, complaint, verb):
    before, letters = terms(complaint), Letter.objects.count()
    VERBS[verb](complaint, {"by": office.by("officer"), "at": LATER})
    assert terms(complaint) == before
    assert Letter.objects.count() == letters
    entry = Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first()
    assert entry.verb == verb
    assert bytes(entry.digest) == digest(str(complaint.id))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ["administrator", "auditor", "press"])
def test_who_has_no_part_in_casework_does_none_of_it(office, complaint, verb, role):
    with pytest.raises(NotYours):
        VERBS[verb](complaint, {"by": office.by(role), "at": LATER})


def test_on_receipt_complainant_and_affected_person_are_parties(office):
    found = opened(example.received(office, child=True, relation="mother"))
    assert [(one.role, one.name, one.said) for one in found] == [
        ("complainant", "Example Complainantova", {}),
        ("affected", "Example Affectedov", {"child": True, "relation": "mother"}),
    ]
    vault.forget_keys()


def test_forty_signatures_are_one_complaint_whose_letter_is_to_all(office):
    complaint = example.received(office)
    client = sign_in(office, "registrar")
    lines = "\n".join(f"{n}. Example Signer{chr(64 + n)}ov; +7 700 000 10 {n:02}; Street {n}" for n in range(1, 40 - 13))
    lines += "\n" + "\n".join(f"Example Другой{n}" for n in range(13))
    typed = {"names": lines, "version": complaint.version, "press": ""}
    assert client.post(at("verb", complaint.id, "add_complainants"), typed).status_code == 302
    assert parties.signers(fresh(complaint)) == 40
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=LATER, subject="Signed by forty")
    letter = Letter.objects.get(subject_id=complaint.id)
    assert "всем, кто подписал жалобу (40 чел.)" in letter.text
    page = text_of(client.get(at("complaint", complaint.id, query="?tab=people")))
    assert "40 people complain together" in page
    assert "Example SignerBov" in page
    one = next(one for one in opened(complaint) if one.name == "Example SignerCov")
    assert (
        one.person.contact == {"phone": "+7 700 000 10 03", "address": "Street 3", "email": None}
        or one.person.contact["address"] == "Street 3"
    )
    shown = client.get(at("verb", complaint.id, "correct_party", query=f"?party={one.id}"))
    assert "Example SignerCov" in shown.content.decode()


def test_a_missing_name_is_told_by_its_line(office, complaint):
    response = sign_in(office, "officer").post(
        at("verb", complaint.id, "add_complainants"), {"names": "Example One\n; 7000000000", "version": fresh(complaint).version}
    )
    assert "A name is missing in line 2." in text_of(response)


def test_a_paper_needs_its_date(office, complaint):
    who = {"by": office.by("officer"), "at": LATER, "basis_note": "", "stands_for": None}
    with pytest.raises(NotPossibleNow, match="date"):
        verbs.set_representative(affected(complaint).id, basis="warrant", basis_date=None, **who)
    with pytest.raises(NotPossibleNow, match="not come"):
        verbs.set_representative(affected(complaint).id, basis="power", basis_date=date(2027, 1, 1), **who)
    verbs.set_representative(affected(complaint).id, basis="warrant", basis_date=date(2026, 3, 1), **who)
    assert affected_role(complaint) == ["complainant", "representative"]


def affected_role(complaint):
    return sorted(complaint.parties.values_list("role", flat=True))


def test_safe_contact_stands_before_a_message_and_stops_the_mail(office, complaint):
    assert outgoing.safe_email(fresh(complaint)) == "example.person@example.org"
    VERBS["set_safe_contact"](complaint, {"by": office.by("officer"), "at": LATER})
    assert outgoing.safe_email(fresh(complaint)) == ""
    for verb in ("message", "ask_more"):
        page = text_of(sign_in(office, "officer").get(at("verb", complaint.id, verb)))
        assert "Before you write or call" in page
        assert "Call only: on Mondays." in page
        assert "Do not speak with: the husband." in page
        assert "Only by: telephone." in page


def test_letters_are_written_in_the_language_that_was_set(office):
    complaint = example.received(office, language="ru")
    verbs.set_language(lead(complaint).id, by=office.by("registrar"), at=AT, language="kk")
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=LATER, subject="In Kazakh")
    assert Letter.objects.get(subject_id=complaint.id).language == "kk"


def test_what_makes_vulnerable_is_sealed_and_marks_the_complaint(office, complaint):
    VERBS["mark_vulnerable"](complaint, {"by": office.by("officer"), "at": LATER})
    assert (fresh(complaint).child, fresh(complaint).detention) == (True, True)
    raw = Party.objects.filter(complaint=complaint).values_list("said", flat=True)
    assert not any(b"disability" in bytes(one) or b"colony" in bytes(one) for one in raw)
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=people")))
    assert "deprived of liberty: Test colony" in page
    assert "Person with disability" in page


def test_a_safety_note_tells_who_wrote_it_stands_until_its_day_and_leaves_no_letter(office, complaint):
    VERBS["note_safety"](complaint, {"by": office.by("officer"), "at": LATER})
    from arasha.complaints.desk.people_view import safety_notes

    note = next(iter(safety_notes(fresh(complaint), date(2026, 6, 1)).values()))
    assert "A large dog." in note
    assert "Example officer" in note
    assert set(safety_notes(fresh(complaint), date(2026, 6, 2)).values()) == {""}
    assert SafetyNote.objects.count() == 1
    with pytest.raises(NotPossibleNow):
        verbs.note_safety(lead(complaint).id, by=office.by("officer"), at=LATER, text="Old.", until=date(2026, 3, 1))


def test_whoever_is_removed_stays_in_the_history_and_is_found_no_more(office, complaint):
    party = affected(complaint)
    assert Token.objects.filter(person=party.person).exists()
    VERBS["remove_party"](complaint, {"by": office.by("officer"), "at": LATER})
    assert not Token.objects.filter(person=party.person).exists()
    assert Party.objects.filter(pk=party.pk).exclude(removed_at=None).exists()
    with pytest.raises(NotPossibleNow):
        verbs.remove_party(lead(complaint).id, by=office.by("officer"), at=LATER, reason="The last one.")


def test_the_lead_goes_over_to_another_complainant(office, complaint):
    VERBS["add_complainants"](complaint, {"by": office.by("officer"), "at": LATER})
    verbs.remove_party(lead(complaint).id, by=office.by("officer"), at=LATER, reason="Steps back.")
    assert outgoing.person_name(fresh(complaint)) == "Example Second"


def test_nobody_is_named_in_an_anonymous_complaint(office):
    complaint = example.received(office, identity="anonymous")
    assert not Token.objects.exists()
    with pytest.raises(NotPossibleNow):
        verbs.add_party(complaint.id, by=office.by("registrar"), at=LATER, role="complainant", name="Example Known", **USUAL)
    verbs.add_party(complaint.id, by=office.by("registrar"), at=LATER, role="witness", name="Example Witnessov", **USUAL)
    assert not Token.objects.exists()


# Consent


def inquire(office, complaint, *, named, text=""):
    return examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=LATER, body=office.body, contact=None, summary="A beating.", questions="Why?",
        named=named, text=text,
    )  # fmt: skip


def say(complaint, answer, purpose=Purpose.NAME_TO_BODY):
    correspondence.record_consent(
        complaint.id, by=Complainant(complaint.id), at=LATER, answer=answer, how="portal", purpose=purpose
    )


@pytest.mark.parametrize("answer", ["no", "unnamed"])
def test_an_inquiry_prepared_before_the_withdrawal_is_refused_on_sending(office, complaint, answer):
    assert inquire(office, complaint, named=True)
    say(complaint, answer)
    letters = Letter.objects.count()
    with pytest.raises(NotPossibleNow):
        inquire(office, complaint, named=True)
    with pytest.raises(outgoing.NamesThePerson):
        inquire(office, complaint, named=False, text="Example Complainantova says that he was beaten.")
    assert Letter.objects.count() == letters
    assert inquire(office, complaint, named=False)


def test_a_redirect_prepared_before_the_withdrawal_is_refused_on_signing(office):
    complaint = example.registered(office)
    ground = next(g.code for g in decision_book().grounds if g.effect == "forwarded")
    screening.propose_redirect(
        complaint.id,
        by=office.by("lawyer"),
        at=AT,
        ground=ground,
        to_body=office.other_body,
        summary="It is for another.",
        reasoning="So.",
    )
    say(complaint, "no")
    with pytest.raises(NotPossibleNow) as refusal:
        screening.sign_outcome(complaint.id, by=office.by("commissioner"), at=LATER)
    assert isinstance(refusal.value, outgoing.NamesThePerson)


def decision_book():
    from arasha.complaints.book import current_book

    return current_book()


def test_being_asked_changes_nothing_that_was_allowed(office, complaint):
    say(complaint, "asked")
    assert inquire(office, complaint, named=True)


def test_a_witness_goes_to_no_body_whatever_was_allowed(office, complaint):
    VERBS["add_party"](complaint, {"by": office.by("officer"), "at": LATER})
    with pytest.raises(outgoing.NamesThePerson):
        inquire(office, complaint, named=True, text="Ask Mr Witnessov.")


def test_no_to_mail_stops_the_mail(office, complaint):
    say(complaint, "no", Purpose.EMAIL)
    assert outgoing.safe_email(fresh(complaint)) == ""


# Joining two records


def found(office, role, complaint):
    return together(office.staff[role], fresh(complaint), parties.parties_of(fresh(complaint)))


def earlier_of(office, complaint):
    return found(office, "registrar", complaint).earlier


def pair(office):
    one = example.registered(office)
    two = example.registered(office, phone="8 (700) 000-00-00", name="Complainantova EXAMPLE")
    return one, two


def test_joining_is_journaled_on_both_and_taken_back_exactly(office):
    one, two = pair(office)
    people = list(Person.objects.order_by("pk").values())
    rows = list(Party.objects.order_by("pk").values())
    who = {"by": office.by("registrar"), "at": LATER, "reason": "The same telephone; she said so."}
    done = verbs.merge_persons(lead(one).id, lead(two).id, **who)
    assert [c.id for c in earlier_of(office, one)] == [two.pk]
    assert list(Party.objects.order_by("pk").values()) == rows
    for complaint in (one, two):
        entry = Entry.objects.filter(chain_id=complaint.id, verb="merge_persons").get()
        assert bytes(entry.digest) == digest(str(complaint.id))
    with pytest.raises(NotPossibleNow):
        verbs.merge_persons(lead(two).id, lead(one).id, **who)
    verbs.unmerge_persons(two.id, done.id, **who)
    assert [{**row, "same": None} for row in Person.objects.order_by("pk").values()] == [{**row, "same": None} for row in people]
    assert earlier_of(office, one) == []
    assert Entry.objects.filter(verb="unmerge_persons").count() == 2
    with pytest.raises(NotFound):
        verbs.unmerge_persons(two.id, done.id, **who)


def test_of_three_records_the_first_join_may_be_taken_back_first(office):
    one, two = pair(office)
    three = example.registered(office)
    who = {"by": office.by("registrar"), "at": LATER, "reason": "She said so."}
    first = verbs.merge_persons(lead(one).id, lead(two).id, **who)
    verbs.merge_persons(lead(two).id, lead(three).id, **who)
    assert {c.id for c in earlier_of(office, one)} == {two.pk, three.pk}
    verbs.unmerge_persons(one.id, first.id, **who)
    assert earlier_of(office, one) == []
    assert {c.id for c in earlier_of(office, two)} == {three.pk}


def test_nobody_joins_a_record_that_is_not_theirs_to_work_on(office):
    one, two = pair(office)
    Complaint.objects.filter(pk=two.pk).update(office=office.centre)
    with pytest.raises(NotYours):
        verbs.merge_persons(lead(one).id, lead(two).id, by=office.by("registrar"), at=LATER, reason="Curious.")
    assert not Merge.objects.exists()


def test_joining_through_the_page_shows_both_side_by_side(office):
    one, two = pair(office)
    client = sign_in(office, "registrar")
    query = f"?party={lead(one).id}&other={lead(two).id}"
    page = client.get(at("verb", one.id, "merge_persons", query=query))
    assert "Complainantova EXAMPLE" in text_of(page)
    assert "8 (700) 000-00-00" in text_of(page)
    typed = {"party": lead(one).id, "other": lead(two).id, "reason": "She said so.", "version": fresh(one).version}
    press = "0198c0de-0000-7000-8000-000000000001"
    assert client.post(at("verb", one.id, "merge_persons"), {**typed, "press": press}).status_code == 302
    shown = text_of(client.get(at("complaint", two.id, query="?tab=people")))
    assert "Earlier complaints of the same person" in shown
    assert "Take apart" in shown
    header = client.get(at("complaint", two.id)).content.decode()
    assert f'href="{at("complaint", two.id)}?tab=people#earlier"' in header  # one click away, on every part
    Complaint.objects.filter(pk=one.pk).update(office=office.centre)
    assert "#earlier" not in client.get(at("complaint", two.id)).content.decode()  # what one may not read is not told of


@pytest.mark.parametrize("moved", ["nothing", "to the centre", "about the office", "to the officer", "recused", "erased"])
def test_the_header_tells_of_earlier_complaints_exactly_to_whom_may_read_them(office, moved):
    one, two = pair(office)
    verbs.merge_persons(lead(one).id, lead(two).id, by=office.by("registrar"), at=LATER, reason="She said so.")
    Complaint.objects.filter(pk=two.pk).update(officer=office.staff["officer"])
    changes = {
        "to the centre": {"office": office.centre}, "about the office": {"about_office": True}, "erased": {"erased_at": LATER},
        "to the officer": {"office": office.centre, "officer": office.staff["officer"]},
    }  # fmt: skip
    Complaint.objects.filter(pk=one.pk).update(**changes.get(moved, {"urgent": False}))
    if moved == "recused":
        for role in ("lawyer", "deputy"):
            Recusal.objects.create(complaint=one, user=office.staff[role], at=LATER, reason="A cousin.")
    told = set()
    for role in ("registrar", "lawyer", "officer", "head", "representative", "deputy", "commissioner"):
        user = office.staff[role]
        has_earlier = open_complaint(user, two.id, earlier=True).has_earlier
        assert has_earlier is policy.visible(user, Complaint.objects.filter(pk=one.pk, erased_at=None)).exists(), role
        told |= {role} if has_earlier else set()
    assert bool(told) is (moved != "erased")


# Perhaps the same


def seen(office, role, complaint):
    return found(office, role, complaint).likely


def test_the_same_person_is_offered_with_the_reason_before_registering(office):
    example.registered(office)
    two = example.received(office, phone="8 (700) 000-00-00", name="Complainantova EXAMPLE", email="")
    offered = seen(office, "registrar", two)
    assert [[str(why) for why in one.why] for one in offered] == [["same telephone", "same name"]]
    page = text_of(sign_in(office, "registrar").get(at("verb", two.id, "register")))
    assert "Perhaps the same person" in page
    assert "same telephone, same name" in page


def test_what_one_may_not_read_is_not_offered(office):
    about_office = example.received(office, about_office=True)
    two = example.received(office)
    assert seen(office, "registrar", two) == []
    assert [one.id for one in seen(office, "commissioner", two)] == [about_office.id]


def test_the_same_matter_is_found_by_place_and_day_and_by_file(office):
    from arasha import files
    from arasha.complaints.actions import intake

    def sent(**changes):
        draft = example.draft({**example.ANSWERS, "body": office.body.code, "region": office.office.region, **changes})
        intake.add_draft_file(draft, files.received(b"%PDF-1.4 synthetic", "a.pdf"), at=AT)
        return intake.submit(draft, at=AT)

    one = sent()
    two = sent(name="Quite Another", email="", phone="", affected_name="")
    three = sent(place="Elsewhere", name="Third Person", email="", phone="", affected_name="")
    matters = {match.id: [str(why) for why in match.why] for match in likely_same(office.staff["registrar"], fresh(two))}
    assert matters == {one.id: ["same body, place and day", "same file"], three.id: ["same file"]}


def test_tokens_die_with_the_complaint(office):
    complaint = example.registered(office)
    screening_end(office, complaint)
    keys = [one.person.key_id for one in Party.objects.filter(complaint=complaint).select_related("person")]
    erasure.erase(complaint.id, by=office.by("commissioner"), at=LATER, reason="Asked.")
    assert not Token.objects.exists()
    assert not MatterToken.objects.filter(complaint=complaint).exists()
    erasure.erase_again()
    assert not vault.existing_keys(keys)


def screening_end(office, complaint):
    Complaint.objects.filter(pk=complaint.pk).update(state="closed")


def test_the_person_allows_and_takes_back_on_the_portal(office):
    from django.test import Client

    from arasha.complaints.actions import intake, visits
    from arasha.complaints.portal import cookies
    from arasha.parties.queries import consents_on_record

    draft = example.draft({**example.ANSWERS, "body": office.body.code, "region": office.office.region})
    complaint = intake.submit(draft, at=AT)
    _visit, token = visits.open_with_code(intake.code_of(draft), at=now())
    client = Client()
    client.cookies[cookies.FOLLOW] = token
    client.post("/en/follow/consent/", {"given": "yes", "files_to_body": "unnamed", "contact_phone": "no"})
    said = {purpose: one.answer for purpose, one in consents_on_record(complaint.id).items()}
    assert said == {"name_to_body": "yes", "files_to_body": "unnamed", "contact_phone": "no"}
    client.post("/en/follow/consent/", {"given": "no", "files_to_body": "no", "contact_phone": "no"})
    said = {purpose: one.answer for purpose, one in consents_on_record(complaint.id).items()}
    assert said == {"name_to_body": "no", "files_to_body": "no", "contact_phone": "no"}


def now():
    from django.utils import timezone

    return timezone.now()


def test_no_page_of_people_costs_more_than_a_page_may(office, complaint):
    from tests.complaints.desk import counted

    client = sign_in(office, "officer")
    VERBS["add_complainants"](complaint, {"by": office.by("officer"), "at": LATER})
    client.get(at("complaint", complaint.id, query="?tab=people"))
    with counted() as statements:
        client.get(at("complaint", complaint.id, query="?tab=people"))
    assert len(statements) <= 12, statements
