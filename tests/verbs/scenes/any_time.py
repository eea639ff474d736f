"""What may happen at any point of the road."""

from __future__ import annotations

from arasha.complaints.actions import arrivals, correspondence, exports
from arasha.complaints.actions.new_code import give_new_code
from arasha.complaints.doers import Complainant, System
from arasha.complaints.models import Complaint
from arasha.ids import new_id
from arasha.mailbox.actions import keep_mail
from arasha.mailbox.models import Mail
from tests.mailbox import messages
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, of_the_person, on, ready, registered, scene


def mail_about(office: TestOffice, complaint: Complaint, sender: str = messages.PERSON) -> Mail:
    """A message that names the complaint, kept and not sorted yet."""
    message = messages.plain(sender=sender, subject=f"Re: {complaint.number}", identifier=f"<{sender}>")
    kept = keep_mail(message.as_bytes(), size=len(message.as_bytes()), at=AT, office=office.office)
    assert kept is not None
    return kept


@scene
def message(office: TestOffice) -> Scene:
    complaint = ready("registered")
    return on(
        complaint, office.by("lawyer"),
        lambda by: correspondence.send_message(complaint.id, by=by, at=WEDNESDAY, text="Please call us."),
    )  # fmt: skip


@scene
def write(office: TestOffice) -> Scene:
    complaint = ready("registered")
    return of_the_person(
        office, complaint, lambda by: correspondence.write(complaint.id, by=by, at=WEDNESDAY, text="It is worse.")
    )


@scene
def receive_email(office: TestOffice) -> Scene:
    """Only from the address on record: a stranger's message stays beside the complaint, whoever sorts it."""
    complaint = ready("registered")
    own, strangers = mail_about(office, complaint), mail_about(office, complaint, "stranger@example.org")
    stranger = lambda: arrivals.sort_mail(strangers.id, at=WEDNESDAY)  # noqa: E731
    by_hand = lambda: arrivals.mail_to_complaint(own.id, number=complaint.number or "", by=office.by("lawyer"), at=WEDNESDAY)  # noqa: E731
    return on(complaint, System(), lambda by: arrivals.sort_mail(own.id, at=WEDNESDAY), in_vain=(stranger, by_hand))


@scene
def look_at_email(office: TestOffice) -> Scene:
    complaint = ready("registered")
    arrivals.sort_mail(mail_about(office, complaint).id, at=AT)
    return on(
        complaint, office.by("lawyer"),
        lambda by: arrivals.look_at_email(complaint.id, by=by, at=WEDNESDAY, note="It is the person."),
    )  # fmt: skip


@scene
def note(office: TestOffice) -> Scene:
    complaint = ready("registered")
    return on(
        complaint, office.by("registrar"), lambda by: correspondence.add_note(complaint.id, by=by, at=WEDNESDAY, text="Called.")
    )


@scene
def export_complaint(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    given = {"purpose": "A court asked for it.", "language": "en"}
    return on(complaint, office.by("officer"), lambda by: exports.export_complaint(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def record_consent(office: TestOffice) -> Scene:
    """The person says it with their code as well; with another's nobody does."""
    complaint = registered(office, identity="confidential")
    given = {"answer": "yes", "how": "phone"}
    return on(
        complaint, office.by("registrar"), lambda by: correspondence.record_consent(complaint.id, by=by, at=WEDNESDAY, **given),
        not_by=(Complainant(new_id()),),
    )  # fmt: skip


@scene
def recuse(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    return on(
        complaint, office.by("officer"), lambda by: correspondence.recuse(complaint.id, by=by, at=WEDNESDAY, reason="A cousin.")
    )


@scene
def new_code(office: TestOffice) -> Scene:
    """Where the person said that this is safe, a mail tells them that there is news."""
    complaint = ready("registered")
    return on(complaint, office.by("registrar"), lambda by: give_new_code(complaint.id, by=by, at=WEDNESDAY, document="id_card"))
