"""What a member of staff may choose from: topics, regions, bodies, officers, contacts, grounds, in their language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from arasha.alphabet import alphabetical
from arasha.bodies.models import Body
from arasha.bodies.queries import addressees_on, bodies_on, contacts_of
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_filters import OPEN_STATES
from arasha.complaints.queries.desk_words import cited_in_words
from arasha.complaints.reviews import reviewers, took_part_before_reopening
from arasha.law import CONFIDENCE, Ground, RuleBook, Way
from arasha.people.models import Role, User

Pairs = list[tuple[str, Any]]


def topic_choices(book: RuleBook, language: str) -> Pairs:
    """Rights at issue, grouped under the topic above them."""
    names = {topic.code: topic.name(language) for topic in book.topics}
    groups: dict[str, Pairs] = defaultdict(list)
    for topic in book.topics:
        groups[topic.parent or topic.code].append((topic.code, topic.name(language)))
    return [(names.get(parent, parent), rows) for parent, rows in groups.items()]


def region_choices(book: RuleBook, language: str) -> Pairs:
    return sorted(((region.code, region.name(language)) for region in book.regions), key=lambda pair: alphabetical(pair[1]))


def body_choices(
    book: RuleBook, language: str, day: date, *, near: str, addressees: bool = False, without: Collection[str] = ()
) -> Pairs:
    """Bodies that exist on `day`, those `without` left out, in groups: the region `near` first, then the whole country, then the other
    regions; one statement. `addressees`: whom one can write to."""
    groups: dict[str, Pairs] = defaultdict(list)
    found = addressees_on(day) if addressees else bodies_on(day)
    for body in found.only("code", "region", "name_kk", "name_ru", "name_en"):
        if body.code not in without:
            groups[body.region].append((body.code, body.name(language)))
    regions = sorted(book.regions, key=lambda region: region.code != near)  # the others keep the order of the profile
    ordered = [(region.name(language), groups.pop(region.code)) for region in regions if region.code in groups]
    whole_country = (gettext("Whole country, and kinds of bodies"), groups.pop("", []))
    ordered.insert(1 if near and ordered and regions[0].code == near else 0, whole_country)
    ordered += list(groups.items())
    return [(name, sorted(rows, key=lambda row: alphabetical(row[1]))) for name, rows in ordered if rows]


def contact_choices(body: Body | None) -> Pairs:
    """People who answer for the body; two statements."""
    contacts = contacts_of(body) if body else []
    return [(str(contact.id), "\n".join(filter(None, [contact.name, contact.position]))) for contact in contacts]


def officer_choices(complaint: Complaint, *, today: date) -> Pairs:
    """Officers of the complaint's office with what they have on their desk; nobody who declared a conflict of interest or, once
    it was reopened, who took part in the first decision."""
    mine = Q(complaints__state__in=OPEN_STATES)
    staff = User.objects.filter(office=complaint.office_id, is_active=True).exclude(recusals__complaint=complaint.pk)
    counted = staff.annotate(
        open=Count("complaints", filter=mine, distinct=True),
        late=Count("complaints", filter=mine & Q(complaints__due_on__lt=today), distinct=True),
    )
    decided = took_part_before_reopening(complaint)
    officers = [user for user in counted if user.has_role(Role.OFFICER) and user.pk not in decided]
    officers.sort(key=lambda user: (user.open, user.name))
    return [(str(user.id), f"{user.name}\n{load_in_words(user.open, user.late)}") for user in officers]


def reviewer_choices(complaint: Complaint, language: str) -> Pairs:
    """Who can do the review of the decision: who took no part in it, in the office and in the centre."""
    return [
        (str(user.id), f"{user.name}\n{user.office.name(language) if user.office else ''}")
        for user in reviewers(complaint)
        if user.pk != complaint.reviewer_id
    ]


def load_in_words(open_count: int, late: int) -> str:
    """What somebody has on their desk: "12 open, 3 late"."""
    words = ngettext("%(count)s open complaint", "%(count)s open complaints", open_count) % {"count": open_count}
    if late:
        words += ", " + ngettext("%(count)s late", "%(count)s late", late) % {"count": late}
    return words


def ground_choices(grounds: Iterable[Ground], language: str, day: date) -> Pairs:
    """Grounds with their article and how sure it is."""
    return [(ground.code, f"{ground.name(language)}\n{citation_in_words(ground, language, day)}") for ground in grounds]


def citation_in_words(ground: Ground, language: str, day: date) -> str:
    """The article a ground rests on, and whether somebody confirmed it."""
    sure = gettext("confirmed") if ground.citation.confirmed_on(day) else gettext("not confirmed yet: it blocks signing")
    return f"{cited_in_words(ground.citation, language)} · {sure}"


def against_choices(book: RuleBook, language: str, day: date) -> Pairs:
    """The grounds that could stand in the way of a complaint: what each leads to, its article and how sure that is."""
    return [
        (ground.code, f"{ground.name(language)}\n{' · '.join(_against(ground, book, language, day))}")
        for ground in book.grounds_against(day)
    ]


def _against(ground: Ground, book: RuleBook, language: str, day: date) -> list[str]:
    outcome = book.procedure.outcomes.get(ground.effect)
    never = [group.name(language) for group in book.groups if group.code in ground.not_for]
    cited = ground.citation
    sure = gettext("confirmed") if cited.confirmed_on(day) else gettext("not confirmed yet") if cited.article_known else ""
    said = [
        outcome.name(language) if outcome else "", cited_in_words(cited, language), sure,
        gettext("may be waived for a good reason") if ground.may_be_waived else "",
        gettext("never used against: %(groups)s") % {"groups": ", ".join(never)} if never else "",
    ]  # fmt: skip
    return [words for words in said if words]


def way_in_words(way: Way, book: RuleBook, language: str, day: date) -> str:
    """Another remedy as the letter gives it, with what it rests on and how sure that is."""
    cited = book.citation(way.rule, day) if way.rule else None
    if cited is None:
        sure = gettext("checked against the source") if way.confidence == "verified" else gettext(CONFIDENCE[way.confidence])
        return f"{way.name(language)}\n{sure}"
    sure = gettext("confirmed") if cited.confirmed_on(day) else gettext("not confirmed yet: it blocks signing")
    return f"{way.name(language)}\n{cited_in_words(cited, language)} · {sure}"
