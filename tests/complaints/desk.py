"""Helpers of the desk's tests: somebody signed in, pages fetched, statements counted, complaints on every part of the road."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import decision, examination, follow_up, screening
from arasha.complaints.book import current_book
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Complaint
from tests import office as example
from tests.office import AT, TestOffice
from tests.remembered import remembered


def sign_in(office: TestOffice, role: str) -> Client:
    client = Client(headers={"host": "testserver"})
    client.force_login(office.staff[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *args: Any, query: str = "", language: str = "en") -> str:
    from django.utils import translation

    with translation.override(language):
        return reverse(f"desk:{name}", args=args) + query


def text_of(response: Any) -> str:
    """What a reader sees: no tags, single spaces."""
    words = re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", words)


@contextmanager
def counted():
    """Statements on both databases between request and response, without BEGIN, COMMIT and savepoints."""
    vault.forget_keys()
    with CaptureQueriesContext(connections["default"]) as office, CaptureQueriesContext(connections["keys"]) as keys:
        statements: list[str] = []
        yield statements
    for query in [*office.captured_queries, *keys.captured_queries]:
        if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(query["sql"])


def topic() -> str:
    return current_book().topics[-1].code


@remembered
def decline_proposed(office: TestOffice, ground: str = "A-TIME", *, when: datetime = AT) -> Complaint:
    complaint = example.registered(office, at=when)
    return screening.propose_decline(complaint.id, by=office.by("lawyer"), at=when, ground=ground, reasoning="It came too late.")


@remembered
def asked(office: TestOffice, *, when: datetime = AT, **changes: Any) -> Complaint:
    """In examination, the body asked through a contact."""
    complaint = example.in_examination(office, at=when, **changes)
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=when, body=office.body, contact=example.contact_of(office.body),
        summary="A beating.", questions="What happened there?", named=False,
    )  # fmt: skip
    return Complaint.objects.get(pk=complaint.id)


@remembered
def answered(office: TestOffice, *, when: datetime = AT, **changes: Any) -> Complaint:
    complaint = asked(office, when=when, **changes)
    link = SecureLink.objects.get(complaint_id=complaint.id, purpose="inquiry")
    examination.answer_inquiry(
        link.target_id, by=BodyContactPerson(link), at=when + timedelta(days=1), text="The body denies it."
    )
    return Complaint.objects.get(pk=complaint.id)


@remembered
def found(office: TestOffice, result: str = "breach", **changes: Any) -> Complaint:
    complaint = answered(office, **changes)
    examination.record_finding(
        complaint.id, by=office.by("officer"), at=AT, topic=topic(), result=result, reasoning="Two witnesses agree."
    )
    return Complaint.objects.get(pk=complaint.id)


@remembered
def decision_proposed(office: TestOffice, *, recommend: bool = True, **changes: Any) -> Complaint:
    complaint = found(office, "breach" if recommend else "no_breach", **changes)
    if recommend:
        contact = office.body.contacts.select_related("body").first()
        decision.draft_recommendation(
            complaint.id,
            by=office.by("officer"),
            at=AT,
            body=office.body,
            contact=contact,
            topic=topic(),
            text="Open proceedings.",
        )
    return decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)


@remembered
def followed(office: TestOffice, *, reported: bool = True, **changes: Any) -> Complaint:
    complaint = decision_proposed(office, **changes)
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    if reported:
        link = SecureLink.objects.get(complaint_id=complaint.id, purpose="recommendation")
        follow_up.report_measures(
            link.target_id, by=BodyContactPerson(link), at=AT, accepted=True, text="Proceedings were opened."
        )
    return Complaint.objects.get(pk=complaint.id)


def many(office: TestOffice, count: int, **fields: Any) -> list[Complaint]:
    """Registered complaints without their road, a minute apart, the last one the newest: what a long list needs."""
    key = vault.create_key("complaint", AT)
    taken = Complaint.objects.filter(number__startswith="2026-9").count()
    given = {"state": "screening", "office": office.office, "body": office.body, "officer": office.staff["officer"], **fields}
    made = [
        Complaint(
            key_id=key, number=f"2026-9{taken + index:05d}", channel="post", language="kk", identity="named", registered_at=AT,
            received_at=AT + timedelta(minutes=index), subject=f"Synthetic matter {index}", story={"story": "Something."}, **given,
        )
        for index in range(count)
    ]  # fmt: skip
    Complaint.objects.bulk_create(made)
    return made


def numbers(response: Any) -> list[str]:
    """The numbers of the rows, in order."""
    return re.findall(r'class="row-number(?: none)?">([^<]*)<', response.content.decode())


def link(response: Any, rel: str) -> str:
    """The address of the pager's link; empty at an end."""
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


AT_NO_COMPLAINT = "00000000-0000-7000-8000-000000000000"
