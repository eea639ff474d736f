"""What a scene is: a complaint where the verb is possible, who does the verb, and who must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from arasha.bodies.models import Body, BodyContact, SecureLink
from arasha.complaints.actions import directory
from arasha.complaints.doers import BodyContactPerson, Complainant, Doer
from arasha.complaints.models import Complaint
from arasha.ids import new_id
from tests import office as example
from tests.office import AT, TestOffice

# Everything before the verb happens on Monday, 16 March 2026 (AT), the verb itself on Wednesday, 11:00 in the office.
WEDNESDAY = AT + timedelta(days=2)
TODAY = date(2026, 3, 18)

# A fictitious person who tells a fictitious story, in the language of the letters of the scene.
TOLD: dict[str, dict[str, Any]] = {
    "kk": {
        "name": "Мысал Өтінішов",
        "affected_name": "Мысал Ұлгіұлы",
        "story": "Ойдан шығарылған оқиға: екінші күні оны сызғышпен ұрып, дәрігер шақырмаған.",
    },
    "ru": {
        "name": "Пример Заявителев",
        "affected_name": "Пример Пострадавшев",
        "story": "Вымышленная история: на второй день его били линейкой и не позвали врача.",
    },
    "en": {
        "name": "Example Complainantova",
        "affected_name": "Example Affectedov",
        "story": "An invented story: on the second day they beat him with a ruler and called no doctor.",
    },
}


@dataclass(frozen=True)
class Scene:
    """One verb about to be done. `do` takes who does it; it answers the complaint where there was none before (`complaint` None).

    `not_by`: who is refused beside the roles that the tables of tests/rights refuse. `in_vain`: tries that need not be refused aloud
    but change nothing. `about`: (kind, id) of what the journal's chain is about where that is no complaint. `in_person`: the right is
    that of one member of staff to whom the work was given, and of no role.
    """

    by: Doer
    do: Callable[[Doer], Any]
    complaint: UUID | None = None
    not_by: tuple[Doer, ...] = ()
    in_vain: tuple[Callable[[], Any], ...] = ()
    about: tuple[str, str] | None = None
    in_person: bool = False


@dataclass(frozen=True)
class Staged:
    """A scene with the profile it is played in."""

    set_up: Callable[[TestOffice], Scene]
    profile: str


SCENES: dict[str, Staged] = {}
READY: dict[str, UUID] = {}  # complaints from which many scenes begin, by the step they stand at; `scenes/road.py` makes them


def ready(step: str) -> Complaint:
    """The complaint that stands at `step` already, for scenes in `kz` whose letters nobody reads. What a scene does to it is taken back."""
    return stored(READY[step])


def scene(set_up: Callable[[TestOffice], Scene] | None = None, *, profile: str = "kz") -> Any:
    """Keep a function as the scene of the verb whose name it has."""
    if set_up is None:
        return lambda function: scene(function, profile=profile)
    name = set_up.__name__
    assert name not in SCENES, f"two scenes for {name}"
    SCENES[name] = Staged(set_up, profile)
    return set_up


def on(complaint: Complaint, by: Doer, do: Callable[[Doer], Any], **more: Any) -> Scene:
    """A scene on a complaint that is there already."""
    return Scene(by=by, do=do, complaint=complaint.id, **more)


def of_the_person(office: TestOffice, complaint: Complaint, do: Callable[[Doer], Any], **more: Any) -> Scene:
    """A verb of whoever holds the code: another's code does not do it, nor the staff, nor a body."""
    not_by = (
        Complainant(new_id()),
        office.by("commissioner"),
        office.by("officer"),
        BodyContactPerson(a_link(office, complaint)),
    )
    return on(complaint, Complainant(complaint.id), do, not_by=not_by, **more)


def of_the_body(office: TestOffice, complaint: Complaint, link: SecureLink, do: Callable[[Doer], Any]) -> Scene:
    """A verb of whoever holds the link: another link of the same complaint does not do it, nor the staff, nor the complainant."""
    not_by = (BodyContactPerson(a_link(office, complaint)), office.by("commissioner"), Complainant(complaint.id))
    return on(complaint, BodyContactPerson(link, "192.0.2.9"), do, not_by=not_by)


def a_link(office: TestOffice, complaint: Complaint) -> SecureLink:
    """A link of the other body to something else on the same complaint."""
    return SecureLink.objects.create(
        token_hash=new_id().bytes * 2, purpose="inquiry", target_id=new_id(), complaint_id=complaint.id, body=office.other_body,
        made_at=AT, expires_at=AT + timedelta(days=60),
    )  # fmt: skip


def link_to(complaint: Complaint, purpose: str) -> SecureLink:
    """The link that was sent for `purpose`."""
    return SecureLink.objects.get(complaint_id=complaint.id, purpose=purpose)


def told(language: str, **changes: Any) -> dict[str, Any]:
    """What `tests.office` and `tests.complaints.desk` take for a complaint in `language`."""
    return {"language": language, **TOLD[language], **changes}


def registered(office: TestOffice, language: str = "ru", **changes: Any) -> Complaint:
    return example.registered(office, **told(language, **changes))


def contact(office: TestOffice, language: str, body: Body | None = None) -> BodyContact:
    """Who answers for the body, with the language of what we write to them."""
    return directory.add_contact(
        body or office.body,
        by=office.by("lawyer"),
        at=AT,
        name="Example Contactov",
        email="contact@example.org",
        language=language,
    )


def again(complaint: Complaint) -> Complaint:
    """The complaint as it is stored now."""
    return stored(complaint.pk)


def stored(complaint: UUID) -> Complaint:
    return Complaint.objects.select_related("office", "body", "officer", "complainant").get(pk=complaint)
