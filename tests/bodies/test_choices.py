"""Lists of bodies and regions: in the order of the alphabet, and without the entry that names nobody."""

from __future__ import annotations

import pytest

from arasha.alphabet import alphabetical
from arasha.bodies.models import Body
from arasha.complaints.book import current_book
from arasha.complaints.forms.desk_choices import bodies_in_groups
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
    assert "unknown" not in _codes(bodies_in_groups(book, "kk", day, addressees=True))
    assert "unknown" in _codes(bodies_in_groups(book, "kk", day))  # of whom a complaint speaks may be unknown


def _codes(groups):
    return [code for _name, rows in groups for code, _label in rows]


@pytest.mark.django_db
def test_the_bodies_of_the_own_region_stand_first_then_those_of_the_country_then_the_other_regions():
    example.open_office()
    book, day = current_book(), office_day(AT)
    regions = {region.code: region.name("kk") for region in book.regions}
    own = list(regions)[3]
    groups = bodies_in_groups(book, "kk", day, region=own)
    assert groups[0][0] == regions[own]
    assert _codes(groups[:1]) == [code for code in _codes(groups) if code.endswith(f":{own}")]
    assert "police_dept" in _codes(groups[1:2])
    others = [name for name, _rows in groups[2:]]
    assert others == sorted(others, key=alphabetical)
    assert len(others) == len(set(others)) == len(regions) - 1
    assert _codes(bodies_in_groups(book, "kk", day))[: len(groups[1][1])] == _codes(groups[1:2])  # nowhere in particular
