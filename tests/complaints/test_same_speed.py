"""“Perhaps the same” among 100,000 people: a fixed number of statements, within its time. Slow to fill, so it runs with the slow tests."""

from __future__ import annotations

import random
import statistics
import time

import pytest

from arasha import vault
from arasha.complaints import parties, tasks
from arasha.complaints.models import Complaint, Party
from arasha.complaints.queries.desk_same import together
from arasha.ids import new_id
from arasha.parties.models import Person, Token
from arasha.parties.tokens import token_values
from tests import office as example
from tests.complaints.desk import counted
from tests.office import AT

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.slow]
PEOPLE, LIMIT_MS = 100_000, 50
# As unlike as in life: few names that many bear, many that few bear.
FIRST = [f"Name{n}" for n in range(300)]
LAST = [f"Family{n}" for n in range(3000)]


def fill(office) -> None:
    chance, key = random.Random(7), vault.create_key("complaint", AT)
    weights = [1 / rank for rank in range(1, len(LAST) + 1)]
    for start in range(0, PEOPLE, 5000):
        people, rows, complaints, tokens = [], [], [], []
        for number in range(start, start + 5000):
            name = f"{chance.choice(FIRST)} {chance.choices(LAST, weights)[0]}"
            person = Person(key_id=key, language="kk", made_at=AT, name=name, contact={})
            person.same = person.id
            complaint = Complaint(
                key_id=key, number=f"B-{number}", office=office.office, complainant=person, channel="post", language="kk",
                identity="named", state="closed", received_at=AT, story={},
            )  # fmt: skip
            people.append(person)
            complaints.append(complaint)
            rows.append(
                Party(id=new_id(), complaint=complaint, person=person, role="complainant", added_at=AT, name=name, said={})
            )
            values = token_values(name, {"phone": f"+7 7{number:09}"})
            tokens += [Token(person=person, kind=kind, value=value) for kind, value in values.items()]
        Person.objects.bulk_create(people)
        Complaint.objects.bulk_create(complaints)
        Party.objects.bulk_create(rows)
        Token.objects.bulk_create(tokens)


def test_who_may_be_the_same_is_found_within_its_time(office_of_many):
    office, mine = office_of_many
    people = parties.parties_of(mine)
    took = []
    for role in ("registrar", "commissioner") * 15:
        begun = time.perf_counter()
        found = together(office.staff[role], mine, people)
        took.append((time.perf_counter() - begun) * 1000)
    assert found.likely
    print(f"likely the same: median {statistics.median(took):.1f} ms, worst {max(took):.1f} ms, {len(found.likely)} shown")
    assert sorted(took)[int(len(took) * 0.95)] <= LIMIT_MS, took
    vault_keys = [mine.complainant.key_id]
    with counted() as statements:
        vault.load_keys(vault_keys)
        together(office.staff["registrar"], mine, people)
    assert len(statements) == 2


@pytest.fixture
def office_of_many():
    office = example.open_office()
    fill(office)
    tasks.refresh_statistics()
    mine = example.received(office, name=f"{FIRST[5]} {LAST[0]}", phone="8 700 000 00 77", affected_name="")
    return office, Complaint.objects.get(pk=mine.pk)
