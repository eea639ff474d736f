"""What a letter to a body tells of a person, before it leaves: to whom, which facts, what the person allows, what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils.text import Truncator
from django.utils.translation import gettext

from arasha.bodies.models import Body, BodyContact
from arasha.bodies.queries import is_part_of
from arasha.complaints.carried import Carried, carried, contact_of, may_be_named, not_allowed, person_name, quoted_against
from arasha.complaints.models import Channel, Complaint, Identity, Party
from arasha.complaints.queries.desk_files import FileView
from arasha.parties.models import Consent, Purpose

FILES_NAMED = 5  # of more files only how many
PASSAGE_SHOWN = 30  # words


@dataclass(frozen=True)
class Going:
    """A letter on its way to a body. `texts` are what was typed for it or the whole letter; `named`: whether it has a line with the
    complainant's name where that may go; `by_link`: whether the contact gets a secure link, else it goes by post."""

    body: Body | None
    contact: BodyContact | None
    texts: Sequence[str]
    named: bool
    by_link: bool = True


@dataclass(frozen=True)
class Known:
    """What is known of the people of a complaint, its keys and its complainant's loaded."""

    complaint: Complaint
    parties: Sequence[Party]
    files: Sequence[FileView]
    consents: Mapping[str, Consent]


@dataclass(frozen=True)
class Disclosure:
    """`blocked` is why it cannot go, empty when it can; `consents` the newest word on each purpose that matters (None: never asked),
    nothing where there is nobody to ask."""

    to: str
    mark: str
    contact: str
    how: str
    told: list[str]
    withheld: list[str]
    follows: str
    blocked: str = ""
    consents: list[tuple[str, Consent | None]] = field(default_factory=list)


def disclose(known: Known, going: Going, language: str) -> Disclosure:
    """What `going` would tell today; a statement for each body between the addressee and the body complained of."""
    tells = carried(known.complaint, known.parties, *going.texts)
    named = bool(tells.name) or (going.named and may_be_named(known.consents) and bool(person_name(known.complaint)))
    blocked = _blocked(tells, known, named)
    told, withheld = _sides(known, tells, named)
    return Disclosure(
        to=going.body.name(language) if going.body else gettext("the body"),
        mark=_mark(known.complaint, going.body),
        contact=", ".join(filter(None, [going.contact.name, going.contact.position])) if going.contact else "",
        how=_how(going),
        told=told,
        withheld=withheld,
        follows=blocked or _follows(known, named),
        blocked=blocked,
        consents=_consents(known, tells),
    )


def _mark(complaint: Complaint, body: Body | None) -> str:
    """A word where the complaint is about this very body, or about one above it."""
    if body is None or not is_part_of(body, complaint.body):
        return ""
    if body.pk == complaint.body_id:
        return gettext("The complaint is about this body.")
    return gettext("It stands below the body that the complaint is about.")


def _how(going: Going) -> str:
    if not going.by_link:
        return gettext("By post.")
    if going.contact is None:
        return gettext("Nobody who answers for the body is chosen: the letter goes by post.")
    return gettext("By a secure link to the e-mail address of the contact; the e-mail itself says nothing of the matter.")


def _sides(known: Known, tells: Carried, named: bool) -> tuple[list[str], list[str]]:
    """(told, withheld): every fact about a person stands on one of the sides."""
    name = _line(gettext("the name: %(name)s"), name=person_name(known.complaint))
    affected = gettext("the name of the affected person: %(name)s")
    told = [
        gettext("the number of the complaint"),
        gettext("what stands in the text"),
        name if named else "",
        *(affected % {"name": one} for one in tells.affected),
        _line(gettext("how to reach the person: %(contact)s"), contact=", ".join(tells.contact)),
        _line(gettext("the person's own words: “%(words)s”"), words=" … ".join(_short(one) for one in tells.passages)),
    ]
    withheld = [
        "" if named else name,
        *(affected % {"name": one} for one in _affected(known) if one not in tells.affected),
        gettext("their telephone, e-mail and address") if _reachable(known) and not tells.contact else "",
        _untold(known, tells),
        _files(known.files),
    ]
    return [one for one in told if one], [one for one in withheld if one]


def _line(template: str, **values: str) -> str:
    return template % values if all(values.values()) else ""


def _short(passage: str) -> str:
    return Truncator(passage).words(PASSAGE_SHOWN)


def _untold(known: Known, tells: Carried) -> str:
    if not known.complaint.story:
        return ""
    return gettext("the rest of what the person wrote") if tells.passages else gettext("what the person wrote, word for word")


def _affected(known: Known) -> list[str]:
    return [party.name for party in known.parties if party.role == Party.Role.AFFECTED and party.name]


def _reachable(known: Known) -> bool:
    contact = contact_of(known.complaint)
    return any(contact.get(name) for name in ("email", "phone", "address", "iin"))


def _files(files: Sequence[FileView]) -> str:
    """Files go with no letter: those that stay, with their size."""
    if len(files) > FILES_NAMED:
        return gettext("the files, %(count)s of them") % {"count": len(files)}
    names = ", ".join(f"{file.name} ({filesizeformat(file.size)})" for file in files)
    return _line(gettext("the files: %(names)s"), names=names)


def _blocked(tells: Carried, known: Known, named: bool) -> str:
    if word := not_allowed(tells, known.consents):
        said = gettext(
            "It cannot go like this: the text tells “%(word)s”, and that may not leave. Take it out, or ask the person first."
        )
        return said % {"word": word}
    if words := quoted_against(tells, known.consents, named=named):
        said = gettext(
            "It cannot go like this: it repeats the person's own words (“%(words)s”), and they allowed no copy. Say it in other words."
        )
        return said % {"words": _short(words)}
    return ""


def _follows(known: Known, named: bool) -> str:
    complaint = known.complaint
    if complaint.channel == Channel.OWN:
        return gettext("The office began this itself: there is no complainant who could be named.")
    if complaint.identity == Identity.ANONYMOUS:
        return gettext("The complaint is anonymous: nobody's name is known, and none is told.")
    if named:
        return gettext("The letter names the person. If they take their word back before it goes, the name does not go.")
    if may_be_named(known.consents):
        return gettext("The person agreed, but this letter leaves the name out.")
    if complaint.identity == Identity.CONFIDENTIAL:
        return gettext(
            "The complaint is confidential: the name is left out. If the body cannot act without it, ask the person first."
        )
    return gettext("The name is left out. If the body cannot act without it, ask the person first.")


def _consents(known: Known, tells: Carried) -> list[tuple[str, Consent | None]]:
    if known.complaint.identity == Identity.ANONYMOUS:
        return []
    asked = [Purpose.NAME_TO_BODY]
    if tells.passages or Purpose.COPY_TO_BODY in known.consents:
        asked.append(Purpose.COPY_TO_BODY)
    return [(str(purpose.value), known.consents.get(purpose)) for purpose in asked]
