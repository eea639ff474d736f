"""Alike texts: sketched by jobs, found within one's rights, gone when the complaint is erased; a killed backfill goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from arasha import vault
from arasha.complaints import sketches, tasks_sketch
from arasha.complaints.actions import correspondence, erasure
from arasha.complaints.models import Band, Complaint, Sketch
from arasha.complaints.queries.desk_alike import alike
from tests import office as example
from tests.complaints.desk import counted
from tests.complaints.test_sketching import RU
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(hours=1)
OTHER = "Меня уволили в марте без приказа, зарплату за два месяца не выплатили. В инспекции сказали ждать, прошло уже полгода."
EDITED = RU.replace("14", "21").replace("понедельнику", "среде")


def sketch_all():
    while sketches.sketch_missing(at=LATER):
        pass


@pytest.fixture
def three(office):
    """Two letters of one campaign and another story, each sketched."""
    made = [example.received(office, story=text, when=f"{n} Mart") for n, text in enumerate((RU, EDITED, OTHER))]
    sketch_all()
    vault.forget_keys()
    return [Complaint.objects.get(pk=one.pk) for one in made]


def numbers(user, complaint):
    return [(one.id, one.percent) for one in alike(user, complaint)]


def test_the_edited_letter_is_found_and_the_other_story_is_not(office, three):
    first, second, other = three
    (found,) = numbers(office.staff["registrar"], first)
    assert found[0] == second.pk
    assert 70 <= found[1] < 100
    assert [pk for pk, _ in numbers(office.staff["registrar"], second)] == [first.pk]
    assert numbers(office.staff["registrar"], other) == []


def test_only_what_the_reader_may_read_is_offered(office, three):
    first, second, _ = three
    assert numbers(office.staff["officer"], first) == []  # theirs is none of them
    assert numbers(office.staff["commissioner"], first)
    correspondence.recuse(second.pk, by=office.by("registrar"), at=LATER, reason="A cousin.")
    assert numbers(office.staff["registrar"], first) == []
    Complaint.objects.filter(pk=second.pk).update(about_office=True)
    assert numbers(office.staff["lawyer"], first) == []


def test_a_fixed_number_of_statements(office, three):
    for n in range(4):
        example.received(office, story=RU.replace("14", str(n)), when=f"{n + 9} Mart")
    sketch_all()
    vault.forget_keys()
    with counted() as statements:
        found = alike(office.staff["registrar"], three[0])
    assert len(found) == 5
    assert len(statements) == 2


def test_an_erased_complaint_leaves_no_sketch_and_gets_none(office, three):
    first, second, _ = three
    Complaint.objects.filter(pk=second.pk).update(state="closed")
    erasure.erase(second.pk, by=office.by("commissioner"), at=LATER, reason="Asked for.")
    assert not Band.objects.filter(complaint=second).exists()
    assert not Sketch.objects.filter(complaint=second).exists()
    assert sketches.sketch_missing(at=LATER) == 0
    assert not Sketch.objects.filter(complaint=second).exists()
    assert numbers(office.staff["registrar"], first) == []


def test_a_backfill_that_was_killed_goes_on_where_it_was(office, three, monkeypatch):
    Sketch.objects.all().delete()
    Band.objects.all().delete()
    monkeypatch.setattr(sketches, "AT_ONCE", 2)
    keep = sketches._keep

    def killed(made, at):
        keep(made, at)
        raise KeyboardInterrupt

    assert sketches.sketch_missing(at=LATER) == 2
    monkeypatch.setattr(sketches, "_keep", killed)
    with pytest.raises(KeyboardInterrupt):
        sketches.sketch_missing(at=LATER)
    assert Sketch.objects.count() == 2  # the batch under way left nothing half done
    monkeypatch.setattr(sketches, "_keep", keep)
    assert sketches.sketch_missing(at=LATER) == 1
    assert sketches.sketch_missing(at=LATER) == 0
    assert [pk for pk, _ in numbers(office.staff["registrar"], three[0])] == [three[1].pk]


def test_the_job_of_every_minute_takes_what_is_new_and_the_night_s_the_rest(office):
    new = example.received(office, story=RU, at=datetime.now(UTC) - timedelta(days=1))
    old = example.received(office, story=RU, when="9 Mart", at=datetime.now(UTC) - timedelta(days=60))
    tasks_sketch.sketch_new()
    assert list(Sketch.objects.values_list("complaint", flat=True)) == [new.pk]
    tasks_sketch.sketch_missing()
    assert set(Sketch.objects.values_list("complaint", flat=True)) == {new.pk, old.pk}
