"""Addresses of the desk, below /<language>/desk/."""

from __future__ import annotations

from django.urls import path

from arasha.complaints.desk import (
    bodies,
    calendar,
    duty,
    evidence,
    journal,
    law,
    letters,
    lists,
    mail,
    my_work,
    outbox,
    overview,
    page,
    paper,
    recount,
    signing,
    team,
    terms,
    tray,
    verbs,
)

app_name = "desk"
urlpatterns = [
    path("", my_work.my_work, name="my-work"),
    path("tray/", tray.tray, name="tray"),
    path("paper/", paper.paper, name="paper"),
    path("mail/", mail.mails, name="mails"),
    path("mail/<uuid:mail_id>/", mail.mail, name="mail"),
    path("mail/<uuid:mail_id>/files/<uuid:blob_id>/", mail.mail_file, name="mail-file"),
    path("complaints/", lists.complaints, name="complaints"),
    path("find/", lists.find, name="find"),
    path("complaints/<uuid:complaint_id>/", page.complaint, name="complaint"),
    path("complaints/<uuid:complaint_id>/do/<slug:name>/", verbs.verb, name="verb"),
    path("complaints/<uuid:complaint_id>/letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("complaints/<uuid:complaint_id>/letters/<uuid:letter_id>/pdf/", letters.letter_pdf, name="letter-pdf"),
    path("complaints/<uuid:complaint_id>/letters/<uuid:letter_id>/docx/", letters.working_copy, name="letter-docx"),
    path("complaints/<uuid:complaint_id>/files/<uuid:file_id>/", evidence.file, name="file"),
    path("signing/", signing.signing, name="signing"),
    path("signing/together/", signing.together, name="signing-together"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("terms/", terms.terms, name="terms"),
    path("team/", team.team, name="team"),
    path("team/duty/", duty.roster, name="duty"),
    path("overview/", overview.overview, name="overview"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<str:code>/", bodies.body, name="body"),
    path("bodies/<str:code>/contacts/<uuid:contact_id>/end/", bodies.end, name="end-contact"),
    path("law/", law.law, name="law"),
    path("law/calendar/", calendar.calendar, name="calendar"),
    path("law/own-terms/", calendar.own_terms, name="own-terms"),
    path("law/recount/", recount.recount, name="recount"),
    path("law/<str:ref>/confirm/", law.confirm, name="confirm-citation"),
    path("journal/", journal.journal, name="journal"),
]
