"""The public side."""

from __future__ import annotations

from django.urls import path

from arasha.complaints.portal import acts, follow, genuine, home, send, tell

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("detention/", home.detention, name="detention"),
    path("tell/", tell.start, name="tell"),
    path("tell/later/", tell.later, name="later"),
    path("tell/erase/", tell.erase, name="erase"),
    path("tell/erased/", tell.erased, name="erased"),
    path("tell/check/", send.check, name="check"),
    path("tell/code/", send.code, name="code"),
    path("tell/code/slip/", send.slip, name="slip"),
    path("tell/code/picture/", send.code_picture, name="picture"),
    path("tell/done/", send.done, name="done"),
    path("tell/<slug:slug>/", tell.question, name="step"),
    path("letter/", genuine.enter, name="genuine"),
    path("letter/<str:code>/", genuine.letter, name="genuine-letter"),
    path("follow/", follow.enter, name="follow"),
    path("follow/complaint/", follow.complaint, name="complaint"),
    path("follow/letters/<uuid:letter_id>/", follow.letter, name="letter"),
    path("follow/letters/<uuid:letter_id>/pdf/", follow.letter_pdf, name="letter-pdf"),
    path("follow/receipt/", follow.receipt, name="receipt"),
    path("follow/write/", acts.write, name="write"),
    path("follow/answer/", acts.supply, name="supply"),
    path("follow/withdraw/", acts.withdraw, name="withdraw"),
    path("follow/review/", acts.review, name="review"),
    path("follow/consent/", acts.consent, name="consent"),
    path("follow/leave/", follow.leave, name="leave"),
    path("follow/left/", follow.left, name="left"),
]
