"""The example office's mails, and the journal over everything that arrives."""

from __future__ import annotations

import pytest

from arasha import journal
from arasha.cli import demo
from arasha.complaints.book import current_book
from arasha.complaints.queries.desk_words import done
from arasha.journal.models import Entry
from arasha.mailbox.models import Mail
from tests import office as example
from tests.office import AT

pytestmark = pytest.mark.django_db


def test_one_goes_into_the_tray_and_one_is_put_aside():
    example.open_office()
    demo._mails(AT)
    assert sorted(Mail.objects.values_list("state", "language")) == [("aside", "ru"), ("taken", "kk")]
    verbs = set(Entry.objects.filter(subject_kind="mail").values_list("verb", flat=True))
    assert verbs == {"mail_kept", "mail_taken"}
    assert journal.verify() == []
    assert {done(verb, current_book(), "en") for verb in verbs} == {"An e-mail was kept", "An e-mail was put with a complaint"}
