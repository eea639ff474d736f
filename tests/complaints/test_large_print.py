"""Letters in large print: asked for on the portal, set by staff, of somebody anonymous too; never a word of it in the clear."""

from __future__ import annotations

import pytest

from arasha.complaints.actions import parties, registration
from arasha.complaints.actions.base import open_for_writing
from arasha.complaints.models import Complaint, Party
from arasha.letters.models import Letter, Making
from arasha.letters.rendering import in_large_print
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def is_large(complaint: Complaint, code: str = "acknowledgement") -> bool:
    open_for_writing(complaint)
    return in_large_print(Letter.objects.get(subject_id=complaint.id, code=code))


def register(office, **told) -> Complaint:
    complaint = example.received(office, **told)
    return registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic")


@pytest.mark.parametrize("wish", [True, False])
@pytest.mark.parametrize("identity", ["named", "confidential", "anonymous"])
def test_the_letters_are_as_the_person_wished_when_they_told(office, identity, wish):
    told = {"name": "", "email": "", "phone": ""} if identity == "anonymous" else {}
    complaint = register(office, identity=identity, large_print=wish, **told)
    assert (complaint.complainant is None) == (identity == "anonymous")
    assert is_large(complaint) == wish


def test_a_letter_to_a_body_is_in_usual_print(office):
    complaint = desk.asked(office, large_print=True)
    assert is_large(complaint)
    assert not is_large(complaint, "inquiry")


def test_staff_set_it_and_what_waits_for_a_signature_follows(office):
    complaint = desk.decision_proposed(office)
    assert not is_large(complaint, "decision")
    lead = Party.objects.get(complaint=complaint, person=complaint.complainant)
    registrar = sign_in(office, "registrar")
    page = registrar.get(at("verb", complaint.id, "set_language", query=f"?party={lead.id}")).content.decode()
    assert 'name="large_print"' in page
    typed = {"version": complaint.version, "party": str(lead.id), "language": "ru", "large_print": "on"}
    assert registrar.post(at("verb", complaint.id, "set_language"), typed).status_code == 302
    assert "reads large print" in text_of(registrar.get(at("complaint", complaint.id, query="?tab=people")))
    from arasha.complaints.actions import decision

    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert is_large(complaint, "decision")
    parties.set_language(lead.id, by=office.by("registrar"), at=AT, language="kk")
    assert is_large(complaint, "decision")  # what was sent stays as it was sent


def test_the_database_does_not_tell_who_reads_large_print(office):
    register(office, large_print=True)
    register(office, large_print=False)
    kept = [bytes(row["print"]) for row in Making.objects.values("print")]
    assert len({len(one) for one in kept}) == 1
    assert not any(b"large" in one or b"usual" in one for one in kept)


def test_it_is_asked_on_the_page_of_contact(office):
    from django.test import Client

    client = Client()
    client.post("/en/tell/")
    assert "Send me letters in large print" in client.get("/en/tell/reach/").content.decode()
