"""Lists of bodies and regions: in the order of the alphabet, and without the entry that names nobody."""

from __future__ import annotations

import pytest
from django.utils import translation

from arasha.alphabet import alphabetical
from arasha.bodies.models import Body
from arasha.complaints.book import current_book
from arasha.complaints.forms.desk_choices import body_choices
from arasha.complaints.queries.portal import directory
from arasha.complaints.terms import office_day
from tests import office as example
from tests.office import AT


@pytest.mark.parametrize(
    "names", [["Ақмола", "Атырау"], ["Алматы", "Әулиеата"], ["Ёлка", "Жук"], ["Ель", "Ёлка"], ["Қостанай", "Лепсі"], ["a", "B"]]
)
def test_names_stand_in_the_order_of_the_alphabet(names):
    first, second = names
    assert alphabetical(first) < alphabetical(second)


@pytest.mark.django_db
def test_nobody_can_write_to_a_body_that_is_not_known():
    example.open_office()
    Body.objects.get_or_create(
        code="unknown", defaults={"name_kk": "Анықталмаған", "name_ru": "Не установлен", "name_en": "Not known"}
    )
    book, day = current_book(), office_day(AT)
    assert "unknown" not in [one.code for one in directory(book, day, "kk").bodies]
    assert "unknown" not in _codes(body_choices(book, "kk", day, near="", addressees=True))
    assert "unknown" in _codes(body_choices(book, "kk", day, near=""))  # of whom a complaint speaks may be unknown


def _codes(groups):
    return [code for _name, rows in groups for code, _label in rows]


@pytest.mark.django_db
def test_bodies_stand_in_groups_the_own_region_first_then_the_whole_country():
    example.open_office()
    book, day = current_book(), office_day(AT)
    regions = {region.code: region.name("en") for region in book.regions}
    whole = "Whole country, and kinds of bodies"
    with translation.override("en"):
        at_home = [name for name, _rows in body_choices(book, "en", day, near="31")]
        in_the_centre = [name for name, _rows in body_choices(book, "en", day, near="")]
    assert at_home[:2] == [regions["31"], whole]
    assert set(at_home[2:]) == set(regions.values()) - {regions["31"]}
    assert in_the_centre[0] == whole
    assert [name for name in at_home if name not in (regions["31"], whole)] == [
        name for name in in_the_centre if name not in (regions["31"], whole)
    ]
