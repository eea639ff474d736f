"""The API: what it reads, what it does, what it refuses and how it says so."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.complaints.actions import correspondence, registration
from arasha.complaints.api.body import LARGEST
from arasha.complaints.api.by_hand import why_by_hand
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.models import Complaint, Note, Screening, Step
from arasha.journal import Actor
from arasha.journal.models import Entry, Opening
from arasha.people.models import KeptAnswer
from arasha.people.tokens import make_token, revoke_tokens
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import counted
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ADMINISTRATOR = Actor("system", "command line")
LIST = "/api/v1/complaints"


class Machine:
    """A program with a token of this role."""

    def __init__(self, office: example.TestOffice, role: str, *, may_act: bool = True, language: str = "en") -> None:
        _token, secret = make_token(office.staff[role], days=1, may_act=may_act, at=timezone.now(), by=ADMINISTRATOR)
        self.client = Client(headers={"authorization": f"Bearer {secret}", "accept-language": language})

    def get(self, address: str, **query: str) -> Any:
        return self.client.get(address, query)

    def post(self, complaint: Any, verb: str, content: Any = None, **headers: str) -> Any:
        body = content if isinstance(content, bytes) else json.dumps(content or {}).encode()
        return self.client.post(f"{LIST}/{complaint.id}/verbs/{verb}", body, content_type="application/json", headers=headers)


def fresh(complaint: Complaint) -> Complaint:
    vault.forget_keys()
    return Complaint.objects.get(pk=complaint.pk)


def pages_read() -> list[str]:
    return list(Entry.objects.filter(verb="read").order_by("at", "seq").values_list("subject_id", flat=True))


# Reading


def test_the_list_has_the_filters_and_pages_of_the_desk(office) -> None:
    made = desk.many(office, 60)
    desk.many(office, 3, state="closed")
    machine = Machine(office, "head", may_act=False)
    first = machine.get(LIST, state="screening").json()
    assert (len(first["rows"]), first["total"], first["more_than_total"], first["newer"]) == (50, 60, False, None)
    assert first["rows"][0] == {
        "id": str(made[-1].id),
        "number": made[-1].number,
        "state": "screening",
        "state_name": "Screening",
        "urgent": False,
        "title": "Synthetic matter 59",
        "place": office.body.name("en"),
        "officer": "Example officer",
        "next": first["rows"][0]["next"],
        "term": None,
    }
    second = machine.client.get(first["older"]).json()
    assert [row["number"] for row in second["rows"]] == [one.number for one in reversed(made[:10])]
    assert second["older"] is None
    assert machine.client.get(second["newer"]).json()["rows"] == first["rows"]


def test_a_list_takes_as_many_statements_for_fifty_as_for_one(office) -> None:
    machine = Machine(office, "head", may_act=False)
    desk.many(office, 1)
    machine.get(LIST)
    with counted() as few:
        machine.get(LIST)
    desk.many(office, 60)
    with counted() as many:
        assert len(machine.get(LIST).json()["rows"]) == 50
    # beside the desk's own: the token, the counter of wrong ones, and one row of the journal's index for each complaint shown
    shown = [sql for sql in many if "journal_opening" in sql]
    assert len([sql for sql in many if sql not in shown]) <= len(few) <= 14


@pytest.mark.parametrize(
    "query",
    [{"stat": "open"}, {"due": "soon"}, {"officer": "me"}, {"before": "yesterday"}, {"after": "x~y"}, {"received": "2026-W99"},
     {"region": "x" * 100}, {"state": ["open", "closed"]}],
)  # fmt: skip
def test_a_selection_that_makes_no_sense_is_refused_by_name(office, query) -> None:
    response = Machine(office, "head").client.get(LIST, query)
    assert response.status_code == 400
    assert next(iter(query)) in response.json()["message"]


def test_a_complaint_by_its_number_tells_terms_with_their_reasons_and_every_verb(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer", may_act=False)
    told = machine.get(f"{LIST}/{complaint.number}").json()
    assert told == machine.get(f"{LIST}/{complaint.id}").json()
    assert (told["id"], told["version"], told["state"]) == (str(complaint.id), complaint.version, "examination")
    assert told["title"] == "Beating in a synthetic place"
    term = next(term for term in told["terms"] if term["purpose"] == "consideration")
    row = complaint.terms.get(purpose="consideration")
    assert (term["due_on"], term["basis"], term["rule"]) == (row.due_on.isoformat(), row.basis, row.rule)
    assert term["citation"]
    assert term["why"]
    verbs = {one["verb"]: one for one in told["verbs"]}
    assert set(verbs) == set(verb_pages())
    assert verbs["note"] == {
        "verb": "note",
        "label": verbs["note"]["label"],
        "possible": True,
        "why_not": "",
        "only_at_the_desk": "",
    }
    assert verbs["sign_decision"]["why_not"] == "Your role does not include this step."
    assert "Possible only" in verbs["close"]["why_not"]
    assert verbs["send_inquiry"]["possible"]
    assert "Look at the desk" in verbs["send_inquiry"]["only_at_the_desk"]


def test_what_is_read_stands_in_the_journal_before_it_leaves(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer")
    machine.get(LIST)
    machine.get(f"{LIST}/{complaint.id}")
    machine.get(f"{LIST}/{complaint.id}/verbs/note")
    machine.post(complaint, "note", {"version": complaint.version, "text": "By a program."})
    assert pages_read() == ["api/complaints", "api/complaint", "api/verb/note", "api/verb/note"]
    reading = Entry.objects.filter(verb="read").first()
    assert (reading.actor_kind, reading.actor_id) == ("staff", str(office.staff["officer"].pk))
    assert Opening.objects.filter(subject=complaint.id).count() == 4


def test_what_one_may_not_see_does_not_exist(office) -> None:
    hidden = example.received(office, about_office=True)
    machine = Machine(office, "head")
    for address in (hidden.id, desk.AT_NO_COMPLAINT, "2099-000001", "x", "%F0%9F%98%80", "1" * 3000):
        response = machine.get(f"{LIST}/{address}")
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), address
    assert machine.post(hidden, "note", {"version": 1, "text": "x"}).status_code == 404
    assert Note.objects.count() == 0
    assert pages_read() == []


# Doing


def test_a_program_registers_and_takes_a_complaint_along_the_road(office) -> None:
    complaint = example.received(office)
    registrar, lawyer, head = (Machine(office, role) for role in ("registrar", "lawyer", "head"))
    described = {"version": complaint.version, "subject": "A synthetic beating", "topic": desk.topic(), "body": office.body.code}
    said = registrar.post(complaint, "register", described).json()
    assert (said["state"], said["version"], said["number"]) == ("screening", complaint.version + 1, fresh(complaint).number)
    assert fresh(complaint).subject == "A synthetic beating"
    said = lawyer.post(
        complaint, "accept", {"version": said["version"], "looked": True, "reasoning": "Within competence."}
    ).json()
    officer = str(office.staff["officer"].id)
    fields = head.get(f"{LIST}/{said['number']}/verbs/assign").json()["fields"]
    assert [one["const"] for one in fields["officer"]["schema"]["oneOf"]] == [officer]
    said = head.post(complaint, "assign", {"version": said["version"], "officer": officer}).json()
    assert said == {
        "verb": "assign", "id": str(complaint.id), "done": "Assigned.", "number": said["number"], "state": "examination",
        "state_name": "Examination", "version": complaint.version + 3,
    }  # fmt: skip
    step = Step.objects.filter(complaint=complaint).latest("at")
    assert (step.verb, step.by) == ("assign", office.staff["head"])


def test_what_is_missing_is_told_by_field_in_the_asked_language(office) -> None:
    complaint = example.registered(office)
    response = Machine(office, "lawyer").post(complaint, "ask_more", {"questions": "", "colour": "red"})
    assert response.status_code == 422
    assert response.json()["fields"] == {
        "version": ["This field is required."],
        "questions": ["Write what you need to know."],
        "colour": ["There is no such field."],
    }
    machine = Machine(office, "lawyer", language="ru")
    russian = machine.post(complaint, "ask_more").json()["fields"]["questions"]
    assert russian != ["Write what you need to know."]
    assert machine.client.get(LIST + "?lang=en&stat=1").json()["message"].startswith("We could not read")
    assert machine.client.get(LIST + "?lang=kk")["Content-Language"] == "kk"
    assert machine.client.get(LIST + "?lang=de").status_code == 400
    assert fresh(complaint).state == "screening"


def test_a_colleagues_step_is_not_overwritten(office) -> None:
    complaint = example.registered(office)
    registration.mark_urgent(complaint.id, by=office.by("head"), at=AT, reasons=["life"], reason="Danger.")
    response = Machine(office, "lawyer").post(complaint, "accept", {"version": complaint.version, "looked": True})
    told = response.json()
    assert (response.status_code, told["code"]) == (409, "changed_meanwhile")
    assert (told["version"], told["state"]) == (complaint.version + 1, "screening")
    assert fresh(complaint).state == "screening"


def test_a_verb_that_is_not_possible_now_or_not_theirs(office) -> None:
    complaint = example.registered(office)
    response = Machine(office, "head").post(complaint, "close", {"version": complaint.version, "account": "x"})
    assert (response.status_code, response.json()["code"]) == (409, "not_possible_now")
    response = Machine(office, "registrar").post(complaint, "accept", {"version": complaint.version, "looked": True})
    assert (response.status_code, response.json()["code"]) == (403, "not_yours")
    response = Machine(office, "registrar").post(complaint, "dance")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert fresh(complaint).version == complaint.version


def test_what_the_action_itself_refuses_is_told_too(office) -> None:
    """Nobody signs what they proposed is the desk's; here: the letter of an unknown ground."""
    complaint = example.registered(office)
    typed = {"version": complaint.version, "ground": "NO-SUCH", "reasoning": "Because."}
    response = Machine(office, "lawyer").post(complaint, "propose_decline", typed)
    assert 400 <= response.status_code < 500
    assert response.json()["message"]
    assert not Screening.objects.exists()


def test_whoever_steps_aside_is_told_nothing_more(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer")
    said = machine.post(complaint, "recuse", {"version": complaint.version, "reason": "A cousin."}).json()
    assert set(said) == {"verb", "id", "done"}
    assert machine.get(f"{LIST}/{complaint.id}").status_code == 404


def test_signing_disclosing_and_erasing_need_a_person_at_the_desk(office) -> None:
    proposed = desk.decision_proposed(office)
    response = Machine(office, "commissioner").post(proposed, "sign_decision", {"version": proposed.version})
    assert (response.status_code, response.json()["code"]) == (409, "only_at_the_desk")
    assert fresh(proposed).state == "awaiting_signature"
    assert all(why_by_hand(verb_pages()[name]) for name in ("sign_outcome", "sign_decision", "send_inquiry", "erase"))


# Once


def test_sent_again_under_its_key_it_is_done_once(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer")
    typed = {"version": complaint.version, "text": "Only once."}
    first = machine.post(complaint, "note", typed, idempotency_key="k-1")
    again = machine.post(complaint, "note", typed, idempotency_key="k-1")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert Note.objects.count() == 1
    other = machine.post(complaint, "note", {**typed, "text": "Another."}, idempotency_key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "key_used_before")
    colleague = Machine(office, "head").post(
        complaint, "note", {**typed, "version": complaint.version + 1}, idempotency_key="k-1"
    )
    assert colleague.status_code == 200, "a key is the caller's own"
    assert Note.objects.count() == 2
    assert "Only once" not in str(list(KeptAnswer.objects.values()))


def test_what_was_refused_may_be_sent_again_under_the_same_key(office) -> None:
    complaint = example.registered(office)
    machine = Machine(office, "lawyer")
    stale = machine.post(complaint, "accept", {"version": complaint.version - 1, "looked": True}, idempotency_key="k")
    assert stale.status_code == 409
    assert (
        machine.post(complaint, "accept", {"version": complaint.version, "looked": True}, idempotency_key="k").status_code == 200
    )
    assert machine.post(complaint, "note", {}, idempotency_key="k" * 201).status_code == 400


def test_a_kept_answer_is_forgotten_after_a_day(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer")
    typed = {"version": complaint.version, "text": "Only once."}
    machine.post(complaint, "note", typed, idempotency_key="k")
    KeptAnswer.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert machine.post(complaint, "note", {**typed, "text": "New."}, idempotency_key="k").status_code in (200, 409)
    assert KeptAnswer.objects.filter(at__lt=timezone.now() - timedelta(days=1)).count() == 0


# The token


def test_a_session_opens_nothing_and_no_cookie_is_set(office) -> None:
    complaint = example.in_examination(office)
    signed_in = desk.sign_in(office, "officer")
    assert signed_in.get(LIST).status_code == 401
    address = f"{LIST}/{complaint.id}/verbs/note"
    assert signed_in.post(address, "{}", content_type="application/json").status_code == 401
    response = Machine(office, "officer").get(LIST)
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/json"


def test_wrong_ended_and_closed_tokens(office) -> None:
    now = timezone.now()
    officer = office.staff["officer"]

    def code(header: str) -> str:
        response = Client(headers={"authorization": header}).get(LIST)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        return response.json()["code"]

    assert code("") == code("Basic dXNlcjpwYXNz") == code("Bearer") == "no_token"
    assert code("Bearer arasha_nonsense") == code("Bearer \xd0\xb6" + "x" * 5000) == "wrong_token"
    _token, expired = make_token(officer, days=1, at=now - timedelta(days=2), by=ADMINISTRATOR)
    assert code(f"Bearer {expired}") == "token_ended"
    _token, revoked = make_token(officer, days=1, at=now, by=ADMINISTRATOR)
    assert Client(headers={"authorization": f"bearer {revoked}"}).get(LIST).status_code == 200
    revoke_tokens(officer, at=now, by=ADMINISTRATOR)
    assert code(f"Bearer {revoked}") == "token_ended"
    _token, closed = make_token(officer, days=1, at=now, by=ADMINISTRATOR)
    officer.is_active = False
    officer.save()
    assert code(f"Bearer {closed}") == "token_ended"


def test_who_guesses_is_stopped(office) -> None:
    machine = Machine(office, "officer")
    answers = [Client(headers={"authorization": f"Bearer arasha_{index}"}).get(LIST).status_code for index in range(11)]
    assert answers == [401] * 10 + [429]
    assert machine.client.get(LIST).status_code == 429, "a right guess is not told from a wrong one then"
    assert machine.client.get(LIST, REMOTE_ADDR="198.51.100.9").status_code == 200


def test_a_token_that_only_reads_does_nothing(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer", may_act=False)
    response = machine.post(complaint, "note", {"version": complaint.version, "text": "x"})
    assert (response.status_code, response.json()["code"]) == (403, "reads_only")
    assert not Note.objects.exists()


# Hostile requests

DEEP = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HOSTILE = {
    "blank": b" ",
    "not JSON": b"{'text': 1}",
    "no object": b'["text"]',
    "no UTF-8": b'{"text": "\xff"}',
    "deep": DEEP,
    "half a surrogate pair": b'{"text": "\\ud800"}',
    "no number": b'{"text": NaN}',
    "endless number": b'{"text": ' + b"9" * 100_000 + b"}",
    "only a NUL": b"\0",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_readable_object_is_a_400(office, body) -> None:
    complaint = example.in_examination(office)
    response = Machine(office, "officer").post(complaint, "note", body)
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "a\0b"}, {"text": {"a": 1}}, {"text": 1.5}, {"text": [["a"]]}, {"text": ["a", None, {}]}, {"text": "x" * 100_000},
        {"version": "1e3"}, {"version": "\0"}, {"version": True}, {"version": "9" * 5000}, {"": ""},
        {"text\0": "x"}, {"proposed": "x"}, {"press": "x"}, {"_preview": "1"}, {"text": None},
    ],
    ids=str,
)  # fmt: skip
def test_values_that_no_form_takes_are_told_and_nothing_is_done(office, typed) -> None:
    complaint = example.in_examination(office)
    response = Machine(office, "officer").post(complaint, "note", {"version": complaint.version, "text": "fine", **typed})
    assert response.status_code == 422, response.content
    assert not Note.objects.exists()


def test_too_much_and_the_wrong_kind(office) -> None:
    complaint = example.in_examination(office)
    machine = Machine(office, "officer")
    response = machine.post(complaint, "note", b'{"text": "' + b"x" * 2 * 1024 * 1024 + b'"}')
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert machine.post(complaint, "note", b" " * (LARGEST - 2) + b"{}").status_code == 422
    form = machine.client.post(f"{LIST}/{complaint.id}/verbs/note", {"text": "x"})
    assert (form.status_code, form.json()["code"]) == (415, "not_json")


def test_every_error_is_json(office) -> None:
    machine = Machine(office, "officer")
    for address in ("/api/v1/nothing", "/api/", f"{LIST}/a%00b", f"{LIST}?state=%00", f"{LIST}/"):
        response = machine.client.get(address)
        assert response.status_code in (400, 404), address
        assert response.json()["message"]
    response = machine.client.delete(LIST)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert machine.client.head(LIST).status_code == 200


def test_what_breaks_leaks_nothing(office, monkeypatch) -> None:
    from arasha.complaints.api import register

    monkeypatch.setattr(register, "current_book", lambda: 1 / 0)
    machine = Machine(office, "officer")
    machine.client.raise_request_exception = False
    response = machine.get(LIST)
    assert (response.status_code, response.json()["code"]) == (500, "broken")
    assert "Zero" not in response.content.decode()


def test_two_letters_of_the_person_stay_unread(office) -> None:
    """A list and a header show no word of the story, the person's name or their ways of contact."""
    complaint = example.in_examination(office)
    correspondence.send_message(complaint.id, by=office.by("officer"), at=AT, text="A message to the person.")
    machine = Machine(office, "officer")
    shown = machine.get(LIST).content.decode() + machine.get(f"{LIST}/{complaint.id}").content.decode()
    said = (example.STORY, "Complainantova", "example.person", "+7 700", "A message")
    assert not any(word in shown for word in said)


# Descriptions


def test_the_description_lists_every_address(office) -> None:
    told = Machine(office, "administrator").get("/api/v1/").json()
    assert [one["path"] for one in told["endpoints"]] == [
        "/api/v1/", "/api/v1/openapi.json", LIST, f"{LIST}/{{complaint}}", f"{LIST}/{{complaint}}/verbs/{{verb}}",
        f"{LIST}/{{complaint}}/verbs/{{verb}}",
    ]  # fmt: skip


def test_the_openapi_document_holds_together(office) -> None:
    document = Machine(office, "officer").get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    references = {part.split('"')[0] for part in json.dumps(document).split("#/components/schemas/")[1:]}
    assert references == set(schemas)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            placed = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
            assert placed == [part.strip("{}") for part in path.split("/") if part.startswith("{")], path
    by_hand = {name for name, page in verb_pages().items() if why_by_hand(page)}
    assert {name.removeprefix("verb_") for name in schemas if name != "error"} == set(verb_pages()) - by_hand
    consent = schemas["verb_record_consent"]
    assert {"version", "given", "how"} <= set(consent["required"])
    assert {"yes", "no"} <= {one["const"] for one in consent["properties"]["given"]["oneOf"]}


def test_the_document_tells_the_fields_that_the_forms_take(office) -> None:
    """On a complaint at any point of the road each form has the fields of the document, besides those of a recommendation."""
    complaint = example.in_examination(office)
    machine = Machine(office, "commissioner")
    schemas = machine.get("/api/v1/openapi.json").json()["components"]["schemas"]
    for name in (
        one.removeprefix("verb_") for one in schemas if one not in ("error", "verb_propose_review")
    ):  # that is the reviewer's
        fields = machine.get(f"{LIST}/{complaint.id}/verbs/{name}").json()["fields"]
        assert set(fields) == set(schemas[f"verb_{name}"]["properties"]), name
        assert {field for field, one in fields.items() if one["required"]} == set(schemas[f"verb_{name}"]["required"]), name
