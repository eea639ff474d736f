"""The pages of the desk: who may open them, what they show, how many statements they cost."""

from __future__ import annotations

import pytest

from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from arasha.people.models import Role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def office():
    return example.open_office()


@pytest.mark.parametrize("tab", ["", "story", "people", "rights", "evidence", "acts", "terms", "journal"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_part_of_a_complaint_opens(office, tab, language):
    complaint = desk.followed(office)
    response = sign_in(office, "officer").get(at("complaint", complaint.id, query=f"?tab={tab}", language=language))
    assert response.status_code == 200, text_of(response)
    assert complaint.number in text_of(response)
