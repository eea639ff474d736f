"""Addresses of /design, for whoever works at the office: the public finds no made-up complaints there."""

from __future__ import annotations

from django.urls import path

from arasha.complaints.desk.access import staff_page
from arasha.site.design import views

app_name = "design"
urlpatterns = [
    path("", staff_page("design")(views.overview), name="overview"),
    path("pages/<slug:name>/", staff_page("design")(views.sample_page), name="page"),
]
