"""Two addresses for whatever watches the office: is the process alive, can it serve. Neither tells anything else."""

from __future__ import annotations

import hmac
import secrets

from django.core.cache import cache
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from arasha import vault

PROBE_SECONDS = 60


@csrf_exempt
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers. Never reads a body, so that a probe is seen while its body is still on the way."""
    if probe := request.GET.get("probe"):
        note_probe(probe)
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when both databases answer, otherwise 503 with the name of the one that does not."""
    for alias in connections:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return HttpResponse(f"database {alias} does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def new_probe() -> str:
    """A mark that only this office can make. `arasha doctor` sends it through the proxy to see when it arrives."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_mac(nonce)}"


def note_probe(probe: str) -> None:
    """Note that one of our probes arrived; anything else is passed over."""
    nonce, _, mac = probe.partition(".")
    if hmac.compare_digest(mac.encode(), _mac(nonce).encode()):
        cache.set(f"probe:{probe}", True, PROBE_SECONDS)


def probe_arrived(probe: str) -> bool:
    return bool(cache.get(f"probe:{probe}"))


def _mac(nonce: str) -> str:
    return vault.blind("probe", nonce).hex()
