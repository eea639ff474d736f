"""The plan of an examination: who may write it, to whom a line may be given, where it is shown, who takes it over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from arasha import vault
from arasha.complaints.actions import base, correspondence, examination, examination_acts, plan
from arasha.complaints.models import Attachment, PlanLine, Step
from arasha.journal.models import Entry
from arasha.people import actions as people
from arasha.people.models import Role
from tests import office as example
from tests.complaints.desk import at, counted, many, sign_in, text_of
from tests.complaints.inside import quiet
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = date(2026, 3, 16)
BY_FRIDAY = date(2026, 3, 20)
QUESTION = "Was a doctor called on the second day?"


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def add(office, complaint, *, by=None, who="officer", **changes) -> PlanLine:
    given = {"question": QUESTION, "evidence": "The duty journal", "due_on": BY_FRIDAY, **changes}
    return plan.add_plan_line(complaint.id, by=by or office.by("officer"), at=AT, who=office.staff[who], **given)


def test_each_step_of_a_line_has_its_right_moves_no_term_sends_no_letter_and_is_journaled(office, complaint):
    usual = {"at": AT, "who": office.staff["lawyer"], "due_on": BY_FRIDAY}
    line = quiet(office, complaint, "add_plan_line", lambda by: add(office, complaint, by=by))
    assert (line.question, line.evidence, line.end) == (QUESTION, "The duty journal", "")
    line = quiet(
        office, complaint, "change_plan_line", lambda by: plan.change_plan_line(line.id, by=by, question="Which doctor?", **usual)
    )
    line.refresh_from_db()
    vault.load_keys([complaint.key_id])
    assert (line.question, line.evidence, line.who) == ("Which doctor?", None, office.staff["lawyer"])
    line = quiet(
        office, complaint, "finish_plan_line", lambda by: plan.finish_plan_line(line.id, by=by, at=AT, found="Nobody was called."),
        by="registrar", never="administrator",
    )  # fmt: skip
    assert (line.end, line.ended_by, line.ended_at) == ("done", office.staff["registrar"], AT)
    other = add(office, complaint)
    quiet(office, complaint, "drop_plan_line", lambda by: plan.drop_plan_line(other.id, by=by, at=AT, reason="He was released."))
    entries = Entry.objects.filter(chain_id=complaint.id, verb__endswith="plan_line")
    assert entries.count() == 5
    assert not any(QUESTION.encode() in bytes(entry.payload) for entry in entries)


def test_what_was_found_names_an_act_or_a_file_of_the_same_complaint(office, complaint):
    act = examination_acts.record_examination_act(
        complaint.id, by=office.by("officer"), at=AT, kind="call", held_on=TODAY, record="The doctor was not called."
    )
    line = plan.finish_plan_line(add(office, complaint).id, by=office.by("officer"), at=AT, found="Nobody came.", act=act)
    assert PlanLine.objects.get(pk=line.id).act == act
    with pytest.raises(base.NotPossibleNow, match="ended already"):
        plan.drop_plan_line(line.id, by=office.by("officer"), at=AT, reason="Again.")
    elsewhere = example.in_examination(office)
    with pytest.raises(base.NotPossibleNow, match="another complaint"):
        plan.finish_plan_line(add(office, elsewhere).id, by=office.by("officer"), at=AT, found="It.", act=act)
    assert not PlanLine.objects.get(complaint=elsewhere).end


def test_a_line_goes_to_somebody_of_the_office_who_may_read_it_and_to_a_day_that_is_not_over(office, complaint):
    colleague = people.add_user(
        "second", name="Example Second", office=office.office, roles=[Role.OFFICER], password=None, at=AT, by=office.by("head").actor
    )  # fmt: skip
    office.staff["second"] = colleague
    for who in ("second", "administrator", "deputy"):
        with pytest.raises(base.NotPossibleNow, match="may read the complaint"):
            add(office, complaint, who=who)
    with pytest.raises(base.NotPossibleNow, match="day is over"):
        add(office, complaint, due_on=TODAY - timedelta(days=1))
    assert add(office, complaint, due_on=TODAY).due_on == TODAY
    assert add(office, complaint, by=office.by("deputy"), who="deputy").who == office.staff["deputy"], "who asks may do it"
    head = sign_in(office, "head")
    offered = head.get(at("verb", complaint.id, "add_plan_line")).content.decode()
    assert "Example lawyer" in offered
    assert "Example Second" not in offered


def test_the_words_lie_encrypted(office, complaint):
    line = add(office, complaint)
    plan.finish_plan_line(line.id, by=office.by("officer"), at=AT, found="Nobody was called.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT question, evidence, end_text FROM complaints_planline")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert not any(words in stored for words in (b"doctor", b"journal", b"Nobody"))


def test_a_new_officer_takes_over_what_the_former_can_no_longer_see(office, complaint):
    mine, lawyers = add(office, complaint), add(office, complaint, who="lawyer")
    second = people.add_user(
        "second", name="Example Second", office=office.office, roles=[Role.OFFICER], password=None, at=AT, by=office.by("head").actor
    )  # fmt: skip
    examination.assign(complaint.id, by=office.by("head"), at=AT, officer=second)
    assert PlanLine.objects.get(pk=mine.id).who == second
    assert PlanLine.objects.get(pk=lawyers.id).who == office.staff["lawyer"], "the lawyer still reads it"
    entry = Entry.objects.get(chain_id=complaint.id, verb="reassign")
    assert b"plan_lines" not in bytes(entry.payload), "the entry is sealed"
    correspondence.recuse(complaint.id, by=office.by("lawyer"), at=AT, reason="A cousin.")
    assert PlanLine.objects.get(pk=lawyers.id).who == second, "whoever stepped aside leaves nothing behind"


def test_the_plan_stands_on_its_tab_in_the_head_of_the_page_and_in_my_work_of_the_person_named(office, complaint, monkeypatch):
    from django.utils import timezone

    add(office, complaint, question="Who was on duty?", due_on=date(2026, 3, 25), who="lawyer")
    add(office, complaint, who="lawyer")
    late = AT + timedelta(days=6)
    monkeypatch.setattr(timezone, "now", lambda: late)
    officer, lawyer = sign_in(office, "officer"), sign_in(office, "lawyer")
    tab = text_of(officer.get(at("complaint", complaint.id, query="?tab=examination")))
    for said in (QUESTION, "The duty journal", "Example lawyer", "late, planned until 20 Mar 2026", "planned until 25 Mar 2026"):
        assert said in tab, said
    assert tab.index(QUESTION) < tab.index("The duty journal") < tab.index("planned until 25 Mar 2026")
    head = text_of(officer.get(at("complaint", complaint.id, query="?tab=terms")))
    assert f"From the plan: {QUESTION}" in head
    assert "Who was on duty?" not in head, "only the line that is due first"
    mine = text_of(lawyer.get(at("my-work")))
    assert QUESTION in mine
    assert "late, planned until 20 Mar 2026" in mine
    assert "no terms of law" in mine
    assert QUESTION not in text_of(officer.get(at("my-work"))), "it was given to somebody else"


def test_my_work_and_every_tab_keep_to_twelve_statements_with_a_plan(office, complaint):
    for _number in range(3):
        add(office, complaint)
    elsewhere = example.in_examination(office)
    plan.add_plan_line(
        elsewhere.id, by=office.by("officer"), at=AT, question="And there?", who=office.staff["lawyer"], due_on=BY_FRIDAY
    )
    many(office, 5)
    for role in ("officer", "lawyer", "head"):
        client = sign_in(office, role)
        client.get(at("my-work"))
        with counted() as statements:
            client.get(at("my-work"))
        assert len(statements) <= 12, (role, statements)
    officer = sign_in(office, "officer")
    for tab in ("story", "examination", "acts", "people", "evidence"):
        with counted() as statements:
            officer.get(at("complaint", complaint.id, query=f"?tab={tab}"))
        assert len(statements) <= 12, (tab, statements)


def test_the_whole_life_of_a_line_through_the_pages(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")

    def do(verb, query="", **typed):
        complaint.refresh_from_db()
        address = at("verb", complaint.id, verb, query=query)
        assert officer.get(address).status_code == 200
        return officer.post(address, {"version": complaint.version, **typed})

    who = str(office.staff["lawyer"].id)
    wrong = do("add_plan_line", question=QUESTION, who=who, due_on="32 13 2026")
    assert "We could not read the date" in text_of(wrong)
    assert QUESTION in wrong.content.decode(), "what was typed stays"
    done = do("add_plan_line", question=QUESTION, who=who, due_on="20 03 2026")
    assert done["Location"].endswith("?tab=examination")
    line = PlanLine.objects.get()
    named = f"?line={line.id}"
    assert QUESTION in officer.get(at("verb", complaint.id, "change_plan_line", query=named)).content.decode()
    do("change_plan_line", named, line=str(line.id), question="Which doctor?", who=who, due_on="21 03 2026")
    line.refresh_from_db()
    assert line.due_on == date(2026, 3, 21)
    assert "Which doctor?" in text_of(officer.get(at("verb", complaint.id, "finish_plan_line", query=named)))
    do("finish_plan_line", named, line=str(line.id), found="None came.")
    tab = text_of(officer.get(at("complaint", complaint.id, query="?tab=examination")))
    assert "Done. None came." in tab
    assert officer.get(at("verb", complaint.id, "drop_plan_line")).status_code == 409, "no line is open any more"
    story = text_of(officer.get(at("complaint", complaint.id)))
    for said in ("Question put into the plan", "Question of the plan settled", "None came."):
        assert said in story


def test_a_file_of_the_complaint_can_be_what_shows_it(office, complaint):
    from arasha import files
    from arasha.files import received

    blob = files.keep(received(b"%PDF-1.4 synthetic", "duty.pdf"), key_id=complaint.key_id, at=AT)
    file = Attachment.objects.create(complaint=complaint, blob=blob, part="answer", added_at=AT, added_by="staff")
    line = add(office, complaint)
    officer = sign_in(office, "officer")
    complaint.refresh_from_db()
    typed = {"version": complaint.version, "line": str(line.id), "found": "It stands there.", "proof": f"file:{file.id}"}
    assert officer.post(at("verb", complaint.id, "finish_plan_line"), typed).status_code == 302
    assert PlanLine.objects.get().file == file
    assert "duty.pdf" in text_of(officer.get(at("complaint", complaint.id, query="?tab=examination")))
    assert Step.objects.filter(complaint=complaint, verb="finish_plan_line").count() == 1


def test_a_program_of_the_office_writes_the_plan_with_the_same_rights(office, complaint):
    from django.test import Client
    from django.utils import timezone

    from arasha.people.tokens import make_token

    now = timezone.now()
    by = office.by("officer").actor
    clients = {}
    for role in ("officer", "registrar"):
        _token, secret = make_token(office.staff[role], days=1, may_act=True, at=now, by=by)
        clients[role] = Client(headers={"authorization": f"Bearer {secret}"})
    complaint.refresh_from_db()
    address = f"/api/v1/complaints/{complaint.id}/verbs/add_plan_line"
    due = (now + timedelta(days=3)).strftime("%d %m %Y")
    sent = {"version": complaint.version, "question": QUESTION, "who": str(office.staff["lawyer"].id), "due_on": due}
    assert clients["registrar"].post(address, sent, content_type="application/json").status_code == 403
    stranger = {**sent, "who": str(office.staff["press"].id)}
    assert clients["officer"].post(address, stranger, content_type="application/json").status_code == 422
    assert clients["officer"].post(address, sent, content_type="application/json").status_code == 200
    line = PlanLine.objects.get()
    vault.load_keys([complaint.key_id])
    assert (line.question, line.who) == (QUESTION, office.staff["lawyer"])
