"""Addresses of /design."""

from __future__ import annotations

from django.urls import path

from arasha.site import design

app_name = "design"
urlpatterns = [
    path("", design.overview, name="overview"),
    path("pages/<slug:name>/", design.sample_page, name="page"),
]
