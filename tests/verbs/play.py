"""Plays a scene once, takes it back, and keeps what was seen: four tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import TestCase, override_settings

from arasha import journal
from arasha.complaints.actions.base import SAID_BY_BOTH, NotYours
from arasha.complaints.doers import Complainant, Doer, Staff
from arasha.complaints.models import Step
from arasha.errors import DomainError
from arasha.journal.models import Entry
from arasha.journal.queries import Row, entries_of
from arasha.letters.models import Letter
from arasha.letters.queries import get_letter
from tests.office import TestOffice
from tests.verbs import rights
from tests.verbs.picture import Picture, changed, picture, state, words
from tests.verbs.scene import SCENES, Scene


@dataclass
class Played:
    """What happened in a scene."""

    not_refused: list[str]  # who could do it and must not
    by_kind: str
    by_role: str = ""  # of a member of staff
    in_person: bool = False  # the right is theirs and not that of their role
    untouched: bool = False  # whether those who were refused changed nothing
    before: Picture | None = None
    after: Picture | None = None
    words: dict[str, str] = field(default_factory=dict)  # of the letters that the verb made or changed
    entries: list[tuple[Row, Any]] = field(default_factory=list)  # new on the chain, with the digest each gives
    elsewhere: list[str] = field(default_factory=list)  # verbs of the new entries on other chains
    steps: list[str] = field(default_factory=list)  # the complaint's, the newest first
    state: bytes | None = None  # its digest at the end
    problems: list[str] = field(default_factory=list)


class Stage:
    """One office in which every scene is played once; whoever asks again sees what was seen the first time."""

    def __init__(self, office: TestOffice) -> None:
        self.office = office
        self.seen: dict[str, Played] = {}

    def play(self, verb: str) -> Played:
        """What happened when the verb was done. Raises KeyError for a verb without a scene. It is taken back."""
        if verb not in self.seen:
            staged = SCENES[verb]
            with taken_back(), override_settings(PROFILE=staged.profile):
                self.seen[verb] = play(verb, staged.set_up(self.office), self.office)
        return self.seen[verb]

    @contextmanager
    def letter(self, verb: str, name: str) -> Iterator[Letter]:
        """A letter ("code.language") that a verb in `kz` sends, as it is kept, as long as one looks at it."""
        with taken_back():
            scene = SCENES[verb].set_up(self.office)
            scene.do(scene.by)
            code, _, language = name.rpartition(".")
            found = Letter.objects.get(subject_id=scene.complaint, code=code, language=language)
            words(found.subject_id, [])  # opens what is sealed
            yield get_letter(found.pk)


@contextmanager
def taken_back() -> Iterator[None]:
    """Both databases as they were before, whatever happens inside."""
    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.callback(_roll_back, alias, stack.enter_context(_atomic(alias)))
        yield


@contextmanager
def _atomic(alias: str) -> Iterator[None]:
    block = transaction.atomic(using=alias)
    block._from_testcase = True  # as in Django's TestCase: what must be durable may begin inside
    with block:
        yield


def _roll_back(alias: str, _entered: None) -> None:
    transaction.set_rollback(True, using=alias)


def play(verb: str, scene: Scene, office: TestOffice) -> Played:
    """First everybody who must not, then whoever may. What waits for the commit runs at the end, as it does after a request."""
    about = scene.about or ("complaint", str(scene.complaint or ""))
    at_first = picture(scene.complaint)
    played = Played(not_refused=_try_all(verb, scene, office), by_kind=scene.by.actor.kind, in_person=scene.in_person)
    played.by_role = scene.by.user.roles[0] if isinstance(scene.by, Staff) else ""
    before = picture(scene.complaint)
    played.untouched = _is_as_it_was(at_first, before, about)
    with TestCase.captureOnCommitCallbacks(using="default") as waiting:
        made = scene.do(scene.by)
    complaint = scene.complaint or made
    about = scene.about or ("complaint", str(complaint))
    _look(played, before, picture(complaint), complaint, about)
    for run in waiting:
        run()
    played.state = state(about)
    played.problems = [str(problem) for problem in journal.examine().problems]
    return played


def _is_as_it_was(at_first: Picture, now: Picture, about: tuple[str, str]) -> bool:
    """The same rows, no new entry, and the digest that the chain's last entry gives."""
    if replace(at_first, chains={}) != replace(now, chains={}):
        return False
    if not about[1]:
        return True
    chain = chain_of(about)
    last = Entry.objects.filter(chain=chain).order_by("-seq").values_list("digest", flat=True).first()
    return at_first.chains.get(chain) == now.chains.get(chain) and state(about) == (last and bytes(last))


def _look(played: Played, before: Picture, after: Picture, complaint: UUID, about: tuple[str, str]) -> None:
    played.before, played.after = before, after
    chain = chain_of(about)
    for key, seq in after.chains.items():
        rows = Entry.objects.filter(chain=key, seq__gt=before.chains.get(key, 0), seq__lte=seq).order_by("seq")
        if key == chain:
            opened = {row.seq: row for row in entries_of(chain).rows}
            played.entries = [(opened[row.seq], row.digest) for row in rows]
        else:
            played.elsewhere += [row.verb for row in rows]
    played.steps = [
        str(step) for step in Step.objects.filter(complaint=complaint).order_by("-at", "-id").values_list("pk", flat=True)
    ]
    played.words = words(complaint, changed(before.letters, after.letters))


def chain_of(about: tuple[str, str]) -> UUID:
    kind, identifier = about
    return UUID(identifier) if kind == "complaint" else journal.office_chain(kind, identifier)


def _try_all(verb: str, scene: Scene, office: TestOffice) -> list[str]:
    """Who could do it although they must not. What is only in vain stays, so that one sees whether it changed anything."""
    found = [_name(doer) for doer in [*_not_by(verb, scene, office), *scene.not_by] if not _is_refused(scene, doer)]
    for attempt in scene.in_vain:
        with suppress(DomainError):
            attempt()
    return found


def _not_by(verb: str, scene: Scene, office: TestOffice) -> list[Doer]:
    """Of a verb of the staff: the roles that the tables refuse, and the complainant with the code, who does some of them as well."""
    if not isinstance(scene.by, Staff):
        return []
    staff: list[Doer] = [office.by(role) for role in rights.refused(verb)]
    has_code = scene.complaint is not None and scene.about is None and verb not in SAID_BY_BOTH
    return [*staff, Complainant(scene.complaint)] if has_code and scene.complaint else staff


def _is_refused(scene: Scene, doer: Doer) -> bool:
    with taken_back():
        try:
            scene.do(doer)
        except NotYours:
            return True
    return False


def _name(doer: Doer) -> str:
    return doer.user.roles[0] if isinstance(doer, Staff) else type(doer).__name__
