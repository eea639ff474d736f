"""Every address of the office. The language is the first part of each page's path, so no cookie is needed for it."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from arasha.people import accounts
from arasha.site import health


def choose_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the home page in the language the browser asks for; Kazakh when it asks for none of ours."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


urlpatterns = [
    path("", choose_language),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *i18n_patterns(
        path("", include("arasha.complaints.portal_urls", namespace="portal")),
        path("desk/", include("arasha.complaints.desk_urls", namespace="desk")),
        path("answer/", include("arasha.complaints.body_urls", namespace="body")),
        path("account/", include(accounts.urlpatterns)),
        path("design/", include("arasha.site.design_urls", namespace="design")),
        prefix_default_language=True,
    ),
    path("api/v1/", include("arasha.complaints.api_urls", namespace="api")),
]

handler400 = "arasha.site.errors.bad_request"
handler403 = "arasha.site.errors.permission_denied"
handler404 = "arasha.site.errors.page_not_found"
handler500 = "arasha.site.errors.server_error"
