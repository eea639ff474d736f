"""The page behind a body's secure link."""

from __future__ import annotations

from django.urls import path

from arasha.complaints import body

app_name = "body"
urlpatterns = [
    path("<str:token>/", body.answer, name="answer"),
    path("<str:token>/sent/", body.sent, name="sent"),
]
