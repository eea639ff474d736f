"""From a message to the tray, to its complaint, or aside: never twice, never lost."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import IntegrityError, connection

from arasha import files, journal, vault
from arasha.complaints.actions import arrivals
from arasha.complaints.actions.parties import set_language
from arasha.complaints.models import Complaint, Message, Step
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.files.models import Blob
from arasha.letters.mail import notify_recipient
from arasha.letters.models import Letter, Outgoing
from arasha.mailbox import actions, sources
from arasha.mailbox.models import Mail, SentMail
from tests import office as example
from tests.complaints.desk import sign_in, text_of
from tests.mailbox import messages
from tests.office import AT

pytestmark = pytest.mark.django_db


def keep(office, message: EmailMessage | bytes, *, at=AT) -> Mail | None:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return actions.keep_mail(raw, size=len(raw), at=at, office=office.office)


def sorted_mail(office, message, *, at=AT) -> Mail:
    mail = keep(office, message, at=at)
    assert mail is not None
    arrivals.sort_waiting(at=at)
    mail = Mail.objects.get(pk=mail.pk)
    vault.load_keys([mail.key_id])
    return mail


def test_a_new_message_waits_in_the_tray(office):
    mail = sorted_mail(office, messages.with_file(b"%PDF-1.4 synthetic", "справка.pdf", kind="application/pdf"))
    complaint = Complaint.objects.get(pk=mail.complaint_id)
    assert (complaint.state, complaint.channel, complaint.language, complaint.number) == ("received", "email", "ru", None)
    assert complaint.office == office.office
    vault.load_keys([complaint.key_id, complaint.complainant.key_id])
    assert complaint.story["story"] == "Жалоба\n\nМеня били линейкой. Помогите."
    assert complaint.story["language_guess"] == "ru"
    assert complaint.complainant.contact["email"] == messages.PERSON
    assert complaint.complainant.name == "Пример Заявителева"
    assert {(one.part, one.blob.name) for one in complaint.attachments.all()} == {
        ("story", "справка.pdf"),
        ("as_came", "message.eml"),
    }
    assert complaint.terms.get().started_on == office_day(AT)
    raw = complaint.attachments.get(part="as_came").blob
    assert b"From:" in b"".join(files.open_blob(raw))


def test_nothing_is_sent_by_itself(office, mailoutbox):
    sorted_mail(office, messages.plain())
    assert mailoutbox == []


def test_the_same_message_is_kept_once(office):
    assert keep(office, messages.plain())
    assert keep(office, messages.plain()) is None
    through_another_server = messages.plain(Received="from elsewhere by mx; Mon, 16 Mar 2026 10:00:00 +0500")
    assert keep(office, through_another_server) is None
    assert keep(office, messages.plain("another text under the same Message-ID")) is not None
    assert Mail.objects.count() == 2


def test_two_fetchers_at_once_keep_one(office, monkeypatch):
    """The second looked before the first had written: the database takes the marks once, and the second finds that out."""
    keep(office, messages.plain())
    blobs, seen = Blob.objects.count(), []
    real = Mail.objects.filter

    def late(*args, **fields):
        found = real(*args, **fields)
        if "content_mark" in fields and not seen:
            seen.append(True)
            return found.none()
        return found

    monkeypatch.setattr(Mail.objects, "filter", late)
    assert keep(office, messages.plain()) is None
    assert seen
    assert (Mail.objects.count(), Blob.objects.count()) == (1, blobs)


def test_sorting_twice_makes_one_complaint(office):
    mail = sorted_mail(office, messages.plain())
    arrivals.sort_mail(mail.pk, at=AT)
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto_reply"),
        ({"Auto_Submitted": "auto-generated (vacation)"}, "auto_reply"),
        ({"Precedence": "bulk"}, "auto_reply"),
        ({"X_Autoreply": "yes"}, "auto_reply"),
        ({"List_Id": "<list.example.org>"}, "auto_reply"),
        ({"X_Loop": "office"}, "loop"),
        ({"X_Arasha": "1"}, "loop"),
        ({"sender": "office@example.org"}, "loop"),
    ],
)
def test_robots_and_circles_are_put_aside(office, headers, reason):
    mail = sorted_mail(office, messages.plain(**headers))
    assert (mail.state, mail.reason) == ("aside", reason)
    assert not Complaint.objects.exists()
    assert mail.text
    assert mail.raw is not None


def test_a_flood_from_one_address_is_put_aside(office, settings):
    settings.MAIL_HOURLY = 3
    states = [sorted_mail(office, messages.plain(identifier=f"<{number}@x>")).state for number in range(5)]
    assert states == ["taken"] * 3 + ["aside"] * 2
    other = messages.plain(sender="someone.else@example.org", identifier="<other@x>")
    assert sorted_mail(office, other).state == "taken"
    later = sorted_mail(office, messages.plain(identifier="<later@x>"), at=AT + timedelta(hours=1, minutes=1))
    assert later.state == "taken"


def archive() -> bytes:
    """A megabyte of zeros in a kilobyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb", b"\0" * 1_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name"), [(b"MZ\x90\0 program", "letter.exe"), (b"MZ\x90\0 program", "letter.pdf"), (archive(), "photos.zip")]
)
def test_forbidden_files_put_the_message_aside_and_stay_in_it(office, content, name):
    mail = sorted_mail(office, messages.with_file(content, name))
    assert (mail.state, mail.reason) == ("aside", "file")
    assert [one["name"] for one in mail.headers["refused"]] == [name]
    assert not mail.files.exists()
    complaint = arrivals.mail_to_tray(mail.pk, by=office.by("registrar"), at=AT)
    assert [one.part for one in complaint.attachments.all()] == ["as_came"]


def test_a_guessed_language_is_set_right_before_it_goes_into_the_tray(office):
    mail = sorted_mail(office, messages.with_file(b"MZ\x90\0 program", "letter.exe"))
    client = sign_in(office, "registrar")
    wrong = next(language for language in ("kk", "en") if language != mail.language)
    assert f'value="{mail.language}" selected' in client.get(f"/en/desk/mail/{mail.pk}/").content.decode()
    client.post(f"/en/desk/mail/{mail.pk}/", {"_tray": "1", "language": wrong})
    complaint = Complaint.objects.get()
    assert (complaint.language, complaint.complainant.language) == (wrong, wrong)
    assert "guessed" not in text_of(client.get(f"/en/desk/complaints/{complaint.pk}/"))


def test_a_guess_is_told_until_somebody_corrects_it(office):
    mail = sorted_mail(office, messages.plain())
    complaint, client = Complaint.objects.get(), sign_in(office, "registrar")
    page = f"/en/desk/complaints/{complaint.pk}/"
    assert mail.state == "taken"
    assert "guessed" in text_of(client.get(page))
    other = next(language for language in ("kk", "en") if language != complaint.language)
    set_language(complaint.parties.get().id, by=office.by("registrar"), at=AT, language=other)
    assert "guessed" not in text_of(client.get(page))


def test_one_that_is_too_large_is_known_by_its_headers(office):
    head = messages.plain().as_bytes().partition(b"\n\n")[0]
    mail = actions.keep_mail(head, size=200_000_000, at=AT, office=office.office, whole=False)
    assert (mail.state, mail.reason, mail.raw) == ("aside", "too_large", None)
    assert mail.headers["subject"] == "Жалоба"
    assert actions.keep_mail(head, size=200_000_000, at=AT, office=office.office, whole=False) is None


def sent_for(complaint: Complaint) -> str:
    return actions.note_sent(complaint_id=complaint.id, letter_id=None, at=AT)["Message-ID"]


@pytest.mark.parametrize("how", ["In_Reply_To", "References", "number"])
def test_an_answer_goes_to_its_complaint_and_needs_a_look(office, how):
    complaint = example.registered(office)
    more = {"subject": f"Re: [{complaint.number}]"} if how == "number" else {how: f"<x@y> {sent_for(complaint)}"}
    mail = sorted_mail(office, messages.with_file(b"%PDF-1.4 x", "more.pdf", **more))
    assert (mail.state, mail.complaint_id) == ("answer", complaint.id)
    step = Step.objects.get(complaint=complaint, verb="receive_email")
    assert "Меня били" in step.note
    assert step.by_kind == "system"
    assert {one.part for one in complaint.attachments.filter(target_id=mail.pk)} == {"message", "as_came"}
    assert not Message.objects.exists()  # on the portal it would be read as the person's own word
    arrivals.look_at_email(complaint.id, by=office.by("lawyer"), at=AT, note="The handwriting agrees.")
    assert Mail.objects.get(pk=mail.pk).state == "taken"
    with pytest.raises(DomainError):
        arrivals.look_at_email(complaint.id, by=office.by("lawyer"), at=AT, note="again")


def test_from_another_address_nothing_reaches_the_complaint(office):
    complaint = example.registered(office)
    stranger = messages.plain(sender="stranger@example.org", subject=f"Re: {complaint.number}", In_Reply_To=sent_for(complaint))
    mail = sorted_mail(office, stranger)
    assert (mail.state, mail.reason, mail.complaint_id) == ("aside", "other_sender", complaint.id)
    assert not Step.objects.filter(verb="receive_email").exists()
    arrivals.mail_to_complaint(mail.pk, number=complaint.number, by=office.by("registrar"), at=AT)
    assert Mail.objects.get(pk=mail.pk).state == "answer"


def test_a_person_decides_once(office):
    mail = sorted_mail(office, messages.plain(Precedence="bulk"))
    arrivals.mail_needs_nothing(mail.pk, by=office.by("registrar"), at=AT)
    with pytest.raises(DomainError):
        arrivals.mail_to_tray(mail.pk, by=office.by("registrar"), at=AT)
    with pytest.raises(DomainError):
        arrivals.mail_needs_nothing(mail.pk, by=office.by("lawyer"), at=AT)
    assert Mail.objects.get(pk=mail.pk).state == "done"


def test_a_returned_mail_is_marked_on_what_was_sent(office):
    complaint = example.registered(office)
    mail = sorted_mail(office, messages.returned(sent_for(complaint)))
    assert (mail.state, mail.reason, mail.complaint_id) == ("aside", "bounce", complaint.id)
    sent = SentMail.objects.get()
    assert (sent.returned_at, sent.returned_status) == (AT, "5.1.1")


def test_erasing_the_complaint_erases_the_mail(office):
    mail = sorted_mail(office, messages.with_file(b"%PDF-1.4 x", "a.pdf"))
    complaint = Complaint.objects.get(pk=mail.complaint_id)
    assert mail.key_id == complaint.key_id
    assert {blob.key_id for blob in Blob.objects.all()} == {complaint.key_id}
    vault.erase_keys([complaint.key_id])
    with pytest.raises(vault.KeyErased):
        _ = Mail.objects.get(pk=mail.pk).text


def test_the_mails_own_key_is_erased_once_it_has_a_complaint(office, django_capture_on_commit_callbacks):
    mail = keep(office, messages.plain())
    with django_capture_on_commit_callbacks(execute=True):
        arrivals.sort_waiting(at=AT)
    assert not vault.existing_keys([mail.key_id])


def test_a_folder_is_emptied_into_kept(office, settings, tmp_path):
    settings.MAIL_FOLDER, settings.MAIL_MAX_SIZE, settings.MAIL_OFFICE = str(tmp_path), 5000, office.office.code
    (tmp_path / "a.eml").write_bytes(messages.plain().as_bytes())
    (tmp_path / "again.eml").write_bytes(messages.plain().as_bytes())
    (tmp_path / "big.eml").write_bytes(messages.plain("x\n" * 5000, identifier="<big@x>").as_bytes())
    (tmp_path / "notes.txt").write_text("no message")
    assert sources.fetch_mail(at=AT) == (2, 1)
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["a.eml", "again.eml"]
    assert [path.name for path in (tmp_path / "too-large").iterdir()] == ["big.eml"]
    assert sources.fetch_mail(at=AT) == (0, 0)
    assert sorted(Mail.objects.values_list("reason", flat=True)) == ["", "too_large"]


def test_killed_between_keeping_and_marking(office, settings, tmp_path, monkeypatch):
    settings.MAIL_FOLDER, settings.MAIL_OFFICE = str(tmp_path), office.office.code
    (tmp_path / "a.eml").write_bytes(messages.plain().as_bytes())
    with monkeypatch.context() as killed:
        killed.setattr(sources, "_move", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sources.fetch_mail(at=AT)
    assert sources.fetch_mail(at=AT) == (0, 1)
    arrivals.sort_waiting(at=AT)
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("url", ["imap://user:x@mail.example.org/INBOX", "http://127.0.0.1/", "pop3://x"])
def test_no_password_goes_over_the_net_in_the_clear(office, settings, url):
    settings.IMAP_URL = url
    with pytest.raises(sources.MailNotConfigured):
        sources.fetch_mail(at=AT)


def test_a_fault_of_the_database_is_not_taken_for_a_repetition(office, monkeypatch):
    def broken(*args, **kwargs):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(actions, "_keep", broken)
    with pytest.raises(IntegrityError):
        keep(office, messages.plain())


def test_our_own_mail_is_remembered_and_its_answer_finds_the_complaint(office, mailoutbox):
    """From the acknowledgement on the way out to the answer to it and to its return."""
    complaint = example.registered(office)
    letter = Letter.objects.get(subject_id=complaint.id)
    vault.load_keys([complaint.key_id, letter.key_id])
    notify_recipient(letter, at=AT)
    ours = mailoutbox[0].extra_headers
    assert ours["Auto-Submitted"] == "auto-generated"
    answered = sorted_mail(office, messages.plain(In_Reply_To=ours["Message-ID"]))
    assert (answered.state, answered.complaint_id) == ("answer", complaint.id)
    sorted_mail(office, messages.returned(ours["Message-ID"]))
    sent = SentMail.objects.filter(letter_id=letter.id).exclude(returned_at=None).first()
    assert sent is not None
    assert sent.returned_status == "5.1.1"


def test_a_returned_notice_stands_in_the_outbox_once(office):
    complaint = example.registered(office)
    notice = Outgoing.objects.get(subject_id=complaint.id, kind="notice")
    Outgoing.objects.filter(pk=notice.pk).update(state="sent", ended_at=AT)
    identifier = actions.note_sent(complaint_id=complaint.id, letter_id=notice.letter_id, at=AT)["Message-ID"]
    sorted_mail(office, messages.returned(identifier))
    assert Outgoing.objects.get(pk=notice.pk).state == "returned"
    assert arrivals.mark_returns(at=AT) == 0


def test_one_message_that_cannot_be_kept_or_sorted_holds_up_no_other(office, settings, tmp_path, monkeypatch):
    settings.MAIL_FOLDER, settings.MAIL_OFFICE = str(tmp_path), office.office.code
    for name in ("a", "b"):
        (tmp_path / f"{name}.eml").write_bytes(messages.plain(identifier=f"<{name}@x>").as_bytes())
    with monkeypatch.context() as broken:
        broken.setattr(sources, "keep_mail", _failing_once(actions.keep_mail))
        with pytest.raises(OSError, match="synthetic"):
            sources.fetch_mail(at=AT)
    assert Mail.objects.count() == 1
    assert sources.fetch_mail(at=AT) == (1, 0)
    with monkeypatch.context() as broken:
        broken.setattr(arrivals, "sort_mail", _failing_once(arrivals.sort_mail))
        with pytest.raises(OSError, match="synthetic"):
            arrivals.sort_waiting(at=AT)
    assert Complaint.objects.count() == 1
    arrivals.sort_waiting(at=AT)
    assert Complaint.objects.count() == 2


def _failing_once(real):
    seen = []

    def first_fails(*args, **kwargs):
        if not seen:
            seen.append(True)
            raise OSError("synthetic")
        return real(*args, **kwargs)

    return first_fails


def test_no_word_of_a_message_is_stored_in_the_clear(office, settings):
    """Every column of every table, and every file, after a message was put aside and another became a complaint."""
    marked = {
        "sender": "Zqxwvkjpdfname Zqxwvkjpdffamily <zqxwvkjpdfaddress@example.org>",
        "subject": "Zqxwvkjpdfsubject",
        "identifier": "<zqxwvkjpdfmessageid@example.org>",
    }
    sorted_mail(office, messages.with_file(b"%PDF-1.4 Zqxwvkjpdfcontent", "zqxwvkjpdffile.pdf", text="Zqxwvkjpdftext", **marked))
    keep(office, messages.plain("Zqxwvkjpdftext again", Precedence="bulk", **marked))
    stored = b"".join(path.read_bytes() for path in settings.FILES.rglob("*") if path.is_file())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                stored += b"|".join(bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row)
    assert b"mail_kept" in stored
    assert b"zqxwvkjpdf" not in stored.lower()


def test_a_message_altered_or_slipped_in_behind_the_application_is_found(office):
    sorted_mail(office, messages.plain())
    findings = journal.examine()
    assert (findings.problems, findings.without_digest) == ([], 0)
    mail = Mail.objects.get()
    Mail.objects.filter(pk=mail.pk).update(reason="flood")
    assert [str(mail.pk) in str(problem) for problem in journal.examine().problems] == [True]
