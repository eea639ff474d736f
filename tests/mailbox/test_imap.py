"""Fetching from a real IMAP server: Debian's dovecot, started by the test (tools/dovecot.sh installs it)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from arasha.complaints.actions import arrivals
from arasha.complaints.models import Complaint
from arasha.mailbox import sources
from arasha.mailbox.models import Mail
from tests import office as example
from tests.mailbox import messages, server
from tests.office import AT

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db,
    pytest.mark.skipif(not Path(server.DOVECOT).exists(), reason="NOT TESTED: dovecot is not here; tools/dovecot.sh installs it"),
]


@pytest.fixture(scope="module")
def port():
    with server.dovecot(Path(tempfile.mkdtemp(prefix="arasha-dovecot-"))) as port:
        yield port


@pytest.fixture
def inbox(port, settings):
    box = server.client(port)
    box.select("INBOX")
    box.store("1:*", "+FLAGS", r"\Deleted") if box.search(None, "ALL")[1][0] else None
    box.expunge()
    box.logout()
    example.open_office()
    settings.IMAP_URL = f"imap://{server.USER}:{server.PASSWORD}@127.0.0.1:{port}/INBOX"
    return port


def test_each_message_once_and_marked_on_the_server(inbox):
    server.append(inbox, messages.plain().as_bytes(), messages.plain("Мені ұрды", identifier="<two@x>").as_bytes())
    assert sources.fetch_mail(at=AT) == (2, 0)
    assert all(sources.KEPT in line and r"\Seen" in line for line in server.flags(inbox))
    assert sources.fetch_mail(at=AT) == (0, 0)
    arrivals.sort_waiting(at=AT)
    assert sorted(Complaint.objects.values_list("channel", "language")) == [("email", "kk"), ("email", "ru")]


def test_what_a_person_read_in_their_mail_program_is_fetched_too(inbox):
    server.append(inbox, messages.plain().as_bytes())
    box = server.client(inbox)
    box.select("INBOX")
    box.store("1", "+FLAGS", r"\Seen")
    box.logout()
    assert sources.fetch_mail(at=AT) == (1, 0)


def test_killed_between_keeping_and_marking(inbox, monkeypatch):
    server.append(inbox, messages.plain().as_bytes())
    with monkeypatch.context() as killed:
        killed.setattr("imap_tools.BaseMailBox.flag", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sources.fetch_mail(at=AT)
    assert sources.KEPT not in server.flags(inbox)[0]
    assert sources.fetch_mail(at=AT) == (0, 1)
    assert sources.KEPT in server.flags(inbox)[0]
    assert Mail.objects.count() == 1


def test_too_large_is_refused_by_its_size_before_it_is_loaded(inbox, settings, monkeypatch):
    settings.MAIL_MAX_SIZE = 100_000
    server.append(
        inbox, messages.with_file(b"x" * 300_000, "big.txt").as_bytes(), messages.plain(identifier="<small@x>").as_bytes()
    )
    asked: list[str] = []
    real = sources._answer
    monkeypatch.setattr(sources, "_answer", lambda box, uid, what: asked.append(f"{uid[-1:]} {what}") or real(box, uid, what))
    assert sources.fetch_mail(at=AT) == (2, 0)
    assert sum(one.endswith("(BODY.PEEK[])") for one in asked) == 1
    large = Mail.objects.get(reason="too_large")
    assert (large.state, large.raw) == ("aside", None)
    assert large.size > 300_000
    assert any(r"\Flagged" in line and r"\Seen" not in line for line in server.flags(inbox))


def test_the_password_may_stand_in_a_file(inbox, settings, tmp_path):
    secret = tmp_path / "password"
    secret.write_text(f"{server.PASSWORD}\n")
    settings.IMAP_URL, settings.IMAP_PASSWORD_FILE = f"imap://{server.USER}@127.0.0.1:{inbox}/INBOX", str(secret)
    server.append(inbox, messages.plain().as_bytes())
    assert sources.fetch_mail(at=AT) == (1, 0)
