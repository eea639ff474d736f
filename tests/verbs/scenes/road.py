"""A fictitious complaint brought along the road in one language, so that its letters can be read aloud."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from arasha.bodies.models import BodyContact
from arasha.complaints.actions import decision, examination
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Complaint
from arasha.letters.models import Counter
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import READY, again, link_to, registered, told

TOPIC = "CIV-TORT"
SUMMARY = {
    "kk": "Бір адам ұсталғаннан кейінгі екінші күні оны ұрғанын және дәрігер шақырмағанын айтады.",
    "ru": "Человек сообщает, что на второй день после задержания его били и не позвали врача.",
    "en": "A person says that on the second day after the arrest he was beaten and no doctor was called.",
}
QUESTIONS = {
    "kk": "Сол күні кім кезекшілікте болды? Дәрігер неге шақырылмады?",
    "ru": "Кто дежурил в тот день? Почему не позвали врача?",
    "en": "Who was on duty on that day? Why was no doctor called?",
}
REASONING = {
    "kk": "Екі куәнің айтқаны бір-біріне сай келеді, ал орган бейнежазбаны көрсетпеді.",
    "ru": "Рассказы двух свидетелей совпадают, а видеозапись орган не представил.",
    "en": "Two witnesses say the same, and the body did not show the video.",
}
ASKED_OF_BODY = {
    "kk": "Болған жағдайды тексеріп, нәтижесін бізге хабарлаңыз.",
    "ru": "Проверить, что произошло, и сообщить нам, что выяснилось.",
    "en": "Look into what happened and tell us what you found.",
}


def in_examination(office: TestOffice, language: str = "ru", **changes: Any) -> Complaint:
    return example.in_examination(office, **told(language, **changes))


def asked(office: TestOffice, language: str = "ru", who: BodyContact | None = None, **changes: Any) -> Complaint:
    """The body was asked, by post or through the link of `who`."""
    complaint = in_examination(office, language, **changes)
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=who, summary=SUMMARY[language],
        questions=QUESTIONS[language], named=False,
    )  # fmt: skip
    return again(complaint)


def answered(office: TestOffice, language: str = "ru", who: BodyContact | None = None, **changes: Any) -> Complaint:
    complaint = asked(office, language, who or example.contact_of(office.body), **changes)
    link = link_to(complaint, "inquiry")
    examination.answer_inquiry(link.target_id, by=BodyContactPerson(link), at=AT + timedelta(days=1), text="Example answer.")
    return again(complaint)


def found(office: TestOffice, language: str = "ru", result: str = "breach", who: BodyContact | None = None) -> Complaint:
    """Answered on Tuesday, the finding recorded on the same day."""
    complaint = answered(office, language, who)
    examination.record_finding(
        complaint.id,
        by=office.by("officer"),
        at=AT + timedelta(days=1),
        topic=TOPIC,
        result=result,
        reasoning=REASONING[language],
    )
    return again(complaint)


def decision_proposed(
    office: TestOffice, language: str = "ru", *, recommend: bool = True, who: BodyContact | None = None
) -> Complaint:
    """With or without a recommendation to the body; `who` gets it."""
    complaint = found(office, language, "breach" if recommend else "no_breach", who)
    usual: dict[str, Any] = {"by": office.by("officer"), "at": AT + timedelta(days=1)}
    if recommend:
        decision.draft_recommendation(
            complaint.id, **usual, body=office.body, contact=who, topic=TOPIC,
            text=ASKED_OF_BODY[who.language if who else language],
        )  # fmt: skip
    decision.propose_decision(complaint.id, **usual)
    return again(complaint)


def make_ready(office: TestOffice) -> None:
    """One complaint at each step, once for all scenes. Afterwards numbers begin at 101, so that one more here changes no letter."""
    for step in (registered, in_examination, asked, answered, found, decision_proposed, decided):
        READY[step.__name__] = step(office).id
    Counter.objects.update(value=100)


def decided(office: TestOffice, language: str = "ru", *, recommend: bool = True, who: BodyContact | None = None) -> Complaint:
    """Signed on Tuesday: followed up, or decided without a recommendation."""
    complaint = decision_proposed(office, language, recommend=recommend, who=who)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT + timedelta(days=1))
    return again(complaint)
