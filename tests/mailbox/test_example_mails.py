"""The example office's mails, and the journal over everything that arrives."""

from __future__ import annotations

import pytest

from arasha import journal
from arasha.cli import demo
from arasha.journal.models import Entry
from arasha.mailbox.models import Mail
from tests import office as example
from tests.complaints.desk import sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db


def test_one_goes_into_the_tray_and_one_is_put_aside():
    office = example.open_office()
    demo._mails(AT)
    assert sorted(Mail.objects.values_list("state", "language")) == [("aside", "ru"), ("taken", "kk")]
    verbs = set(Entry.objects.filter(subject_kind="mail").values_list("verb", flat=True))
    assert verbs == {"mail_kept", "mail_taken"}
    assert journal.verify() == []
    page = text_of(sign_in(office, "auditor").get("/en/desk/journal/"))
    assert "An e-mail was kept" in page
    assert "mail_" not in page
