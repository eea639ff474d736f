"""Addresses of /design."""

from __future__ import annotations

from django.urls import path

from arasha.site.design import views

app_name = "design"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("pages/<slug:name>/", views.sample_page, name="page"),
]
