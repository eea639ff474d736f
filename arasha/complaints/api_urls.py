"""Addresses of the API, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from arasha.complaints.api import register, schema, verbs

app_name = "api"
urlpatterns = [
    path("", schema.index, name="index"),
    path("openapi.json", schema.openapi, name="openapi"),
    path("complaints", register.complaints, name="complaints"),
    path("complaints/<str:which>", register.complaint, name="complaint"),
    path("complaints/<str:which>/verbs/<str:name>", verbs.verb, name="verb"),
]
