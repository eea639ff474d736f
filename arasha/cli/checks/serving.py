"""What people meet: addresses, texts, static files, mail, jobs, the proxy."""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from arasha.cli.checks import Check, Finding, amber, green, red, strict

FILE_MAIL = "django.core.mail.backends.filebased.EmailBackend"
SMTP_MAIL = "django.core.mail.backends.smtp.EmailBackend"
SILENT = timedelta(seconds=90)
PROBE_SIZE = 300_000  # bytes: more than a proxy keeps in memory
OVERDUE = timedelta(minutes=10)


def addresses() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.PRODUCTION:
        yield amber(
            "address",
            _("a trial, not an office in production"),
            _("for an office set ARASHA_PRODUCTION=1 (docs/install.md)"),
        )
        return
    if not settings.HTTPS:
        yield red(
            "address",
            _("%(origin)s is not https") % {"origin": settings.ORIGIN},
            _("set ARASHA_ORIGIN=https://… and put a proxy in front"),
        )
    elif urlsplit(settings.ORIGIN).hostname not in settings.ALLOWED_HOSTS:
        yield red(
            "address",
            _("ARASHA_HOSTS does not name %(host)s") % {"host": urlsplit(settings.ORIGIN).hostname},
            _("add it to ARASHA_HOSTS"),
        )
    elif settings.DEMO:
        yield red("address", _("ARASHA_DEMO is set: example accounts"), _("unset it and begin with an empty ARASHA_HOME"))
    elif not os.environ.get("ARASHA_PROXY"):
        says = _("the proxy's address is not known, so the journal would hold it instead of the staff's")
        yield red("address", says, _("set ARASHA_PROXY to the address from which the proxy connects"))
    else:
        yield green("address", settings.ORIGIN)


def served() -> Iterator[Finding]:
    """Whether this office answers on the address on which it is served: a taken port may be somebody else's."""
    from django.conf import settings

    from arasha.cli.run import parse_bind, served_on

    bind = served_on(settings.HOME / "run.lock")
    if bind is None:
        yield red("served", _("nobody serves this office now"), "arasha run")
        return
    if not bind:
        says = _("could not be checked: %(why)s") % {"why": _("it is just starting")}
        yield red("served", says, _("ask again in a moment"))
        return
    address = f"http://{bind}/"
    try:
        host, port = parse_bind(bind)
        seen = probe_arrives(host, port, tls=False)
    except OSError as trouble:
        says = _("could not be checked: %(why)s") % {"why": f"{address}: {trouble}"}
        yield red("served", says, _("see the log, then start it again"))
        return
    if seen == "never":
        yield red("served", _("%(address)s does not lead to this office") % {"address": address}, _("see who has this port"))
    else:
        yield green("served", _("%(address)s answers and is this office") % {"address": address})


def contact() -> Iterator[Finding]:
    """Whether people who cannot use the pages are told an address or a telephone: nothing is promised that the profile does not say."""
    from arasha.complaints.book import current_book

    known = current_book().contact
    if known.email or known.phone:
        yield green("contact", ", ".join(filter(None, (known.email, known.phone))))
    else:
        yield amber(
            "contact",
            _("the pages name no e-mail and no telephone of the office"),
            _("write them into [contact] of the profile's profile.toml"),
        )


def catalogues() -> Iterator[Finding]:
    from arasha.cli.catalogues import catalogues as sources
    from arasha.cli.catalogues import problems, stale

    found = {source.parts[-3]: source for source in sources()}
    for language in ("kk", "ru"):
        name = f"texts {language}"
        if language not in found:
            yield red(name, _("no catalogue"), _("reinstall: the catalogue belongs to the program"))
            continue
        wrong = problems(found[language])
        if stale(found[language]):
            yield red(name, _("not compiled since it changed"), "arasha init")
        elif wrong:
            says = _("wrong entries: %(count)s; the first: %(first)s") % {"count": len(wrong), "first": wrong[0]}
            yield red(name, says, _("complete the catalogue"))
        else:
            yield green(name, _("complete"))


def static_files() -> Iterator[Finding]:
    from arasha.cli.init import static_is_current

    if static_is_current():
        yield green("static files", _("collected"))
    else:
        yield red("static files", _("not collected since they changed"), "arasha init")


def mail() -> Iterator[Finding]:
    from django.conf import settings

    production = strict(settings.PRODUCTION)
    if settings.EMAIL_BACKEND == FILE_MAIL:
        yield Finding(
            "mail",
            production,
            _("written to %(folder)s, not sent") % {"folder": settings.EMAIL_FILE_PATH},
            f"ARASHA_EMAIL_BACKEND={SMTP_MAIL}",
        )
        writable = os.access(settings.EMAIL_FILE_PATH, os.W_OK)
        yield Finding(
            "outbox", "green" if writable else "red", str(settings.EMAIL_FILE_PATH), "" if writable else _("make it writable")
        )
    elif settings.EMAIL_BACKEND == SMTP_MAIL:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            code, _answer = server.noop()
        yield Finding("mail", "green" if code == 250 else "red", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {code}")
    else:
        yield red(
            "mail",
            _("could not be checked: %(why)s") % {"why": settings.EMAIL_BACKEND},
            f"ARASHA_EMAIL_BACKEND={SMTP_MAIL}",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@example.org"):
        yield Finding("sender", production, settings.DEFAULT_FROM_EMAIL, _("set ARASHA_EMAIL_FROM to the office's own address"))


def worker() -> Iterator[Finding]:
    from arasha.jobs.models import Heartbeat, Job, State

    at = datetime.now(UTC)
    last = Heartbeat.objects.order_by("-at").first()
    if last is None or at - last.at > SILENT:
        yield red("jobs worker", _("none is at work: letters, terms and anchors wait"), _("arasha run (or arasha work)"))
    else:
        yield green("jobs worker", _("alive %(seconds)s s ago") % {"seconds": int((at - last.at).total_seconds())})
    dead = Job.objects.filter(state=State.DEAD).count()
    late = Job.objects.filter(state=State.WAITING, next_at__lt=at - OVERDUE).count()
    if dead:
        tasks = ", ".join(sorted(set(Job.objects.filter(state=State.DEAD).values_list("task", flat=True))))
        yield red(
            "jobs",
            _("%(count)s set aside after failing: %(tasks)s") % {"count": dead, "tasks": tasks},
            _("mend the cause, then arasha work --retry-dead --once"),
        )
    elif late:
        yield red(
            "jobs",
            _("%(count)s are overdue by more than ten minutes") % {"count": late},
            _("start more workers, or see the log"),
        )
    else:
        yield green("jobs", _("none overdue, none set aside"))


def proxy() -> Iterator[Finding]:
    """Whether the proxy hands an upload on while it arrives, or keeps it (on its disk, in the clear) until it is complete."""
    from django.conf import settings

    parts = urlsplit(settings.ORIGIN)
    if not settings.PRODUCTION:
        yield amber("proxy", _("a trial is served without one"), _("in production doctor tests it"))
        return
    try:
        seen = probe_arrives(parts.hostname or "", parts.port or (443 if settings.HTTPS else 80), tls=settings.HTTPS)
    except OSError as trouble:
        says = _("could not be checked: %(why)s") % {"why": f"{settings.ORIGIN}: {trouble}"}
        yield red("proxy", says, _("let this machine reach its own address, then ask again"))
        return
    if seen == "early":
        yield green("proxy", _("hands uploads on while they arrive"))
    elif seen == "late":
        mend = _("turn request buffering off (docs/install.md)")
        yield red("proxy", _("keeps uploads until they are complete, unencrypted"), mend)
    else:
        says = _("could not be checked: %(origin)s does not lead to this office") % {"origin": settings.ORIGIN}
        yield red("proxy", says, _("see where the proxy sends its requests"))


def probe_arrives(host: str, port: int, *, tls: bool, patience: float = 5.0) -> str:
    """Send a long body slowly: does the office see the request "early" (before the body is complete), "late", or "never"?

    OSError when the address cannot be reached.
    """
    from arasha.site.health import new_probe

    probe = new_probe()
    with socket.create_connection((host, port), timeout=patience) as plain:
        connection = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if tls else plain
        head = (
            f"POST /healthz?probe={probe} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
            f"Content-Type: application/octet-stream\r\nContent-Length: {PROBE_SIZE}\r\n\r\n"
        )
        connection.sendall(head.encode() + b"x")
        if _arrives(probe, patience):
            return "early"
        connection.sendall(b"x" * (PROBE_SIZE - 1))
        return "late" if _arrives(probe, patience) else "never"


def _arrives(probe: str, patience: float) -> bool:
    from arasha.site.health import probe_arrived

    limit = time.monotonic() + patience
    while not (arrived := probe_arrived(probe)) and time.monotonic() < limit:
        time.sleep(0.1)
    return arrived


CHECKS = [
    Check("address", addresses),
    Check("served", served, needs_running=True),
    Check("contact", contact),
    Check("texts", catalogues),
    Check("static files", static_files),
    Check("mail", mail),
    Check("jobs worker", worker, needs_running=True),
    Check("proxy", proxy, needs_running=True),
]
