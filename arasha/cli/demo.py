"""Example data for `arasha demo`: an office with staff and complaints on every part of the road. All of it is invented.

It goes through the same actions as real work, at the times at which the steps would have happened.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password

from arasha import journal
from arasha.bodies.models import Body, BodyContact, SecureLink
from arasha.cli.demo_people import add_people
from arasha.complaints.actions import (
    decision,
    directory,
    examination,
    examination_acts,
    follow_up,
    intake,
    plan,
    registration,
    review,
    screening,
    translations,
)
from arasha.complaints.actions.arrivals import sort_waiting
from arasha.complaints.actions.remedies import Counted
from arasha.complaints.book import current_book
from arasha.complaints.doers import BodyContactPerson, Complainant, Staff
from arasha.complaints.models import Complaint
from arasha.complaints.terms import office_day
from arasha.journal import Actor
from arasha.mailbox.actions import keep_mail
from arasha.people import actions as people
from arasha.people.models import Office, Role, User

CONTENT = Path(__file__).parent / "demo_content" / "complaints.toml"
PASSWORD = "step in between 26"  # noqa: S105  the example office only, on 127.0.0.1
HOME_REGION = "10"
OTHER_REGIONS = ("75", "71", "27")
# user name, name, role, language; regional accounts first, then those of the centre
REGIONAL = (
    ("registrar", "Үлгі Тіркеуші", Role.REGISTRAR, "kk"),
    ("lawyer", "Образец Юристов", Role.LAWYER, "ru"),
    ("officer", "Мысал Қызметкер", Role.OFFICER, "kk"),
    ("head", "Образцова Руководителева", Role.HEAD, "ru"),
    ("representative", "Үлгі Өкілова", Role.REPRESENTATIVE, "kk"),
)
CENTRAL = (
    ("commissioner", "Мысал Уәкіл", Role.COMMISSIONER, "kk"),
    ("deputy", "Пример Заместителев", Role.DEPUTY, "ru"),
    ("expert", "Образцов Экспертов", Role.LEGAL_EXPERT, "ru"),
    ("administrator", "Example Administrator", Role.ADMINISTRATOR, "en"),
    ("auditor", "Example Auditor", Role.AUDITOR, "en"),
)
# Their rooms are not built yet: they have no page of their own and no verb.
WITHOUT_WORK = (Role.NPM_MEMBER, Role.COOPERATION, Role.PRESS, Role.TRANSLATOR, Role.ANALYST)


@dataclass(frozen=True)
class Account:
    """What `arasha demo` prints."""

    username: str
    name: str
    role: str


def fill(at: datetime) -> list[Account]:
    """Fill an empty office with example data as of `at` (aware, UTC). The profile's offices and bodies must be loaded."""
    _staff(at - timedelta(days=90))
    for row in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["complaint"]:
        _Road(row, at).walk()
    _mails(at - timedelta(hours=2))
    journal.export_anchor(at)  # so that the example office verifies, past dates and all
    return accounts()


def _mails(at: datetime) -> None:
    """Two messages as they come by e-mail: one that goes into the tray, and an automatic answer that is put aside."""
    office = Office.objects.get(region=HOME_REGION)
    for path in sorted((CONTENT.parent / "mail").glob("*.eml.txt")):
        raw = path.read_bytes()
        keep_mail(raw, size=len(raw), at=at, office=office)
    sort_waiting(at=at)


def accounts() -> list[Account]:
    """The accounts to try, those of the centre last."""
    return [Account(username, name, str(role)) for username, name, role, _ in (*REGIONAL, *CENTRAL)]


def _staff(at: datetime) -> None:
    """The accounts to try, and whoever works in the other offices that have example complaints. One password, hashed once."""
    hashed = make_password(PASSWORD)
    for office in Office.objects.filter(region__in=("", HOME_REGION, *OTHER_REGIONS)):
        suffix = "" if office.region == HOME_REGION else f".{office.code.lower()}"
        rows = [(username + suffix, *rest) for username, *rest in REGIONAL]
        for username, name, role, language in rows if office.region else (*rows, *CENTRAL):
            people.add_user(
                username, name=name, office=office, roles=[role], password=None, at=at, by=Actor("system"), language=language
            )
    User.objects.update(password=hashed)


def _in_office_hours(at: datetime) -> datetime:
    """`at`, or the morning of the next working day when nobody is at the office then (hours and calendar of the office)."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    day = current_book().counting.calendar.next_working_day(local.date() + timedelta(days=local.hour >= 18))
    if day > local.date() or local.hour < 9:
        local = local.replace(year=day.year, month=day.month, day=day.day, hour=9)
    return local.astimezone(UTC)


class _Road:
    """One complaint carried as far as its row says, step by step, each some hours after the one before."""

    def __init__(self, row: dict[str, Any], now: datetime) -> None:
        self.row, self.now = row, now
        self.at = now - timedelta(days=row["days"], hours=2)
        self.complaint: Complaint

    def walk(self) -> None:
        self._submit()
        for step in _STEPS[self.row["road"]]:
            later = self.at + timedelta(days=max(self.row["days"] // 12, 0), hours=3)
            self.at = min(_in_office_hours(later), self.now)
            getattr(self, f"_{step}")()

    def _submit(self) -> None:
        draft, _token = intake.start_draft(language=self.row["language"], at=self.at)
        answers = {key: value for key, value in self.row.items() if key not in {"road", "days", "language", "people", "examined"}}
        intake.save_answers(draft, {"safe": True, **answers}, language=self.row["language"], at=self.at)
        self.complaint = intake.submit(draft, at=self.at)
        intake.discard_draft(draft)
        if people := self.row.get("people"):
            self.at = min(_in_office_hours(self.at), self.now)
            add_people(self.complaint, people, self._doing("registrar"))

    def _by(self, role: str) -> Staff:
        office = self.complaint.office
        leader = role in {"commissioner", "deputy"}
        place = Office.objects.get(region="") if leader else office
        user = next(one for one in User.objects.filter(office=place) if role in one.roles)
        return Staff(user, "127.0.0.1")

    def _doing(self, role: str) -> dict[str, Any]:
        return {"by": self._by(role), "at": self.at}

    def _register(self) -> None:
        row = self.row
        registration.register_complaint(
            self.complaint.id, subject=row["subject"], topic=row["topic"], region=row["region"], **self._doing("registrar")
        )
        if row.get("urgent"):
            registration.mark_urgent(
                self.complaint.id, reasons=[row.get("urgent_reason", "irreparable")], **self._doing("registrar")
            )

    def _accept(self) -> None:
        screening.accept(self.complaint.id, **self._doing("lawyer"), looked=True)

    def _ask(self) -> None:
        screening.ask_more(self.complaint.id, questions=self.row["questions"], **self._doing("lawyer"))

    def _decline(self) -> None:
        row = self.row
        screening.propose_decline(self.complaint.id, ground=row["ground"], reasoning=row["reasoning"], **self._doing("lawyer"))

    def _redirect(self) -> None:
        row = self.row
        screening.propose_redirect(
            self.complaint.id, ground=row["ground"], to_body=Body.objects.get(code=row["to_body"]), summary=row["summary"],
            reasoning=row["reasoning"], **self._doing("lawyer"),
        )  # fmt: skip

    def _assign(self) -> None:
        examination.assign(self.complaint.id, officer=self._by("officer").user, **self._doing("head"))

    def _body(self) -> Body:
        return Body.objects.get(code=self.row["body"])

    def _contact(self) -> BodyContact:
        known = BodyContact.objects.filter(body__code=self.row["body"]).select_related("body").first()
        return known or directory.add_contact(
            self._body(),
            name="Example Contact",
            email="contact@example.org",
            language=self.row["language"],
            **self._doing("officer"),
        )

    def _inquire(self) -> None:
        row = self.row
        examination.send_inquiry(
            self.complaint.id, body=self._body(), contact=self._contact(), summary=row["summary"], questions=row["questions"],
            named=row["identity"] == "named", **self._doing("officer"),
        )  # fmt: skip

    def _examine(self) -> None:
        """A plan with a line that is late, a call, an opinion that is awaited, a working translation of what was told."""
        row, today, officer = self.row["examined"], office_day(self.now), self._doing("officer")
        for line in row["plan"]:
            due = today + timedelta(days=line["days"])
            words = {"question": line["question"], "evidence": line["evidence"]}
            plan.add_plan_line(self.complaint.id, **words, who=officer["by"].user, due_on=due, **officer)
        examination_acts.record_examination_act(
            self.complaint.id, kind="call", held_on=office_day(self.at), people=row["people"], record=row["call"], **officer
        )
        examination_acts.order_expert_opinion(
            self.complaint.id, expert=row["expert"], question=row["asked"], due_on=today + timedelta(days=6), **officer
        )
        translations.add_translation(
            self.complaint.id, of="story", target_id=self.complaint.id, language_from=self.row["language"], language_to="kk",
            text=row["translation"], **officer,
        )  # fmt: skip

    def _answer(self) -> None:
        link = SecureLink.objects.get(complaint_id=self.complaint.id, purpose="inquiry")
        examination.answer_inquiry(link.target_id, by=BodyContactPerson(link, "127.0.0.1"), at=self.at, text=self.row["answer"])

    def _find(self) -> None:
        row = self.row
        examination.record_finding(
            self.complaint.id,
            topic=row["topic"],
            result=row.get("result", "breach"),
            reasoning=row["finding"],
            **self._doing("officer"),
        )

    def _recommend(self) -> None:
        decision.draft_recommendation(
            self.complaint.id, body=self._body(), contact=self._contact(), topic=self.row["topic"], text=self.row["recommendation"],
            **self._doing("officer"),
        )  # fmt: skip

    def _propose(self) -> None:
        decision.propose_decision(self.complaint.id, **self._doing("officer"))

    def _sign(self) -> None:
        decision.sign_decision(self.complaint.id, **self._doing("commissioner"))

    def _report(self) -> None:
        link = SecureLink.objects.get(complaint_id=self.complaint.id, purpose="recommendation")
        by = BodyContactPerson(link, "127.0.0.1")
        follow_up.report_measures(link.target_id, by=by, at=self.at, accepted=True, text=self.row["report"])

    def _close(self) -> None:
        link = SecureLink.objects.get(complaint_id=self.complaint.id, purpose="recommendation")
        follow_up.close_follow_up(
            self.complaint.id, assessments={link.target_id: "done"}, remedy=self.row["remedy"], account=self.row["account"],
            counted=Counted(people=1), disciplinary=1 if self.row["topic"] == "CIV-TORT" else 0, **self._doing("officer"),
        )  # fmt: skip

    def _ask_review(self) -> None:
        review.ask_review(self.complaint.id, by=Complainant(self.complaint.id), at=self.at, text=self.row["review"])


_TO_EXAMINATION = ("register", "accept", "assign")
_TO_FINDINGS = (*_TO_EXAMINATION, "inquire", "answer", "find")
_TO_DECISION = (*_TO_FINDINGS, "recommend", "propose", "sign")
_STEPS: dict[str, tuple[str, ...]] = {
    "received": (),
    "screening": ("register",),
    "asked": ("register", "ask"),
    "declining": ("register", "decline"),
    "redirecting": ("register", "redirect"),
    "accepted": ("register", "accept"),
    "examination": _TO_EXAMINATION,
    "inquiry": (*_TO_EXAMINATION, "inquire", "examine"),
    "findings": _TO_FINDINGS,
    "awaiting_signature": (*_TO_FINDINGS, "recommend", "propose"),
    "decided": (*_TO_FINDINGS, "propose", "sign"),
    "follow_up": _TO_DECISION,
    "follow_up_reported": (*_TO_DECISION, "report"),
    "closed": (*_TO_DECISION, "report", "close"),
    "review": (*_TO_DECISION, "report", "close", "ask_review"),
}
