"""Jobs: kept with the change, run once more when they fail, set aside in the end, never with a person's words in the queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from arasha.jobs import clock, work, worker
from arasha.jobs.models import Heartbeat, Job, Scheduled, State
from arasha.jobs.tasks_api import FIRST_PAUSE, LONGEST_PAUSE
from arasha.vault import keyring
from tests.jobs import samples

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    samples.ran.clear()


def test_a_kept_job_runs_once_with_its_identifiers() -> None:
    complaint = uuid4()
    job = samples.note.enqueue(complaint, 7, at=AT)
    assert samples.ran == []
    assert work.work_off() == 1
    assert samples.ran == [(str(complaint), "7")]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 1)
    work.run_job.enqueue(str(job.pk))  # the message comes twice
    work.work_off()
    assert len(samples.ran) == 1


def test_the_job_goes_with_the_change() -> None:
    with transaction.atomic():
        samples.note.enqueue("a", at=AT)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_same_key_is_kept_once() -> None:
    first = samples.note.enqueue("a", at=AT, key="letter:1")
    second = samples.note.enqueue("b", at=AT, key="letter:1")
    assert first.pk == second.pk
    work.work_off()
    assert samples.ran == [("a", "")]


@pytest.mark.parametrize("words", ["Айгүл", "a b", "a@b.c", "x" * 81, "", 1.5, True, b"x"])
def test_only_identifiers_go_into_the_queue(words: object) -> None:
    with pytest.raises(ValueError, match="identifiers only"):
        samples.note.enqueue(words, at=AT)
    assert not Job.objects.exists()


def test_later_means_later() -> None:
    samples.note.enqueue("a", at=AT, run_after=datetime.now(UTC) + timedelta(hours=1))
    assert work.work_off() == 0
    assert samples.ran == []


def test_failing_is_tried_again_and_set_aside_in_the_end() -> None:
    job = samples.fail.enqueue("a", at=AT)
    at = AT
    for attempt in (1, 2, 3):
        assert work.perform(job.pk, clock=lambda at=at: at)
        job.refresh_from_db()
        assert job.attempts == attempt
        at = job.next_at
    assert job.state == State.DEAD
    assert not work.perform(job.pk, clock=lambda: at)
    assert len(samples.ran) == 3


def test_pauses_double_up_to_a_limit() -> None:
    pauses = [samples.note.pause_after(attempt) for attempt in range(1, 40)]
    assert pauses[0] == FIRST_PAUSE
    assert pauses[1] == 2 * FIRST_PAUSE
    assert max(pauses) == pauses[-1] == LONGEST_PAUSE


def test_no_word_of_an_exception_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    samples.fail.enqueue("a", at=AT)
    work.work_off()
    job = Job.objects.get()
    assert job.error.startswith("ValueError < samples.py:")
    rows = [repr(row) for table in (Job, DBTaskResult) for row in table.objects.values()]
    for text in (*rows, caplog.text):
        assert "Сәрсенқызы" not in text
        assert "aigul@" not in text


def test_set_aside_gets_its_attempts_back() -> None:
    job = samples.fail.enqueue("a", at=AT)
    Job.objects.update(state=State.DEAD, attempts=3)
    DBTaskResult.objects.all().delete()
    assert work.retry_dead(at=AT) == 1
    work.work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 1)


def test_a_task_that_is_no_more_is_set_aside() -> None:
    job = samples.note.enqueue("a", at=AT)
    Job.objects.filter(pk=job.pk).update(task="tests.jobs.samples.renamed")
    work.work_off()
    job.refresh_from_db()
    assert (job.state, job.error.split(" ")[0]) == (State.DEAD, "LookupError")


def test_keys_are_forgotten_after_each_job() -> None:
    samples.unlock.enqueue("a", at=AT)
    work.work_off()
    assert not keyring.knows(samples.KEY)


def test_a_stopped_worker_gives_the_job_back() -> None:
    job = samples.interrupted.enqueue("a", at=AT)
    with pytest.raises(SystemExit):
        work.perform(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.WAITING, "stopped")


def test_a_lost_worker_s_job_comes_back() -> None:
    job = samples.note.enqueue("a", at=AT)
    Job.objects.update(state=State.RUNNING, lease_until=AT + work.LEASE, attempts=1)
    DBTaskResult.objects.all().delete()  # its message died with the worker
    clock.tick(AT + timedelta(minutes=5))
    work.work_off()
    job.refresh_from_db()
    assert job.state == State.RUNNING
    clock.tick(AT + work.LEASE + timedelta(seconds=1))
    work.work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_a_job_that_runs_is_not_run_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    job = samples.note.enqueue("a", at=AT)
    Job.objects.update(state=State.RUNNING, lease_until=AT + work.LEASE)
    assert not work.perform(job.pk, clock=lambda: AT)
    assert samples.ran == []


class TestSchedule:
    @pytest.fixture(autouse=True)
    def _schedule(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "schedule", lambda: samples.SCHEDULE)

    def test_comes_round_on_the_hour_however_many_look(self) -> None:
        assert clock.tick(AT + timedelta(minutes=10)) == []
        assert clock.tick(AT + timedelta(minutes=59)) == []
        assert clock.tick(AT + timedelta(minutes=61)) == [samples.note.name]
        assert clock.tick(AT + timedelta(minutes=61)) == []
        assert Job.objects.count() == 1
        assert Scheduled.objects.get().next_at == AT + timedelta(hours=2)

    def test_what_was_missed_runs_once(self) -> None:
        clock.tick(AT)
        assert clock.tick(AT + timedelta(days=3)) == [samples.note.name]
        assert Job.objects.count() == 1


def test_daily_is_office_time() -> None:
    from zoneinfo import ZoneInfo

    from arasha import jobs

    daily = jobs.Daily(samples.note, "06:00")
    zone = ZoneInfo("Asia/Almaty")  # UTC+5
    assert daily.next_after(datetime(2026, 3, 18, 0, 59, tzinfo=UTC), zone) == datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
    assert daily.next_after(datetime(2026, 3, 18, 1, 0, tzinfo=UTC), zone) == datetime(2026, 3, 19, 1, 0, tzinfo=UTC)


def test_every_entry_of_every_room_is_in_the_schedule() -> None:
    names = {entry.task.name for entry in clock.schedule()}
    assert {"arasha.jobs.tasks.anchor", "arasha.jobs.tasks.anchor_outside"} <= names
    assert len(names) == len(clock.schedule())


def test_ended_jobs_are_forgotten_after_a_week() -> None:
    samples.note.enqueue("a", at=AT)
    work.work_off()
    ended = Job.objects.get().ended_at
    assert ended
    clock.tick(ended + timedelta(days=6))
    assert Job.objects.filter(task=samples.note.name).exists()
    clock.tick(ended + timedelta(days=8))
    assert not Job.objects.filter(task=samples.note.name).exists()


def test_the_loop_beats_ticks_and_works() -> None:
    samples.note.enqueue("a", at=AT)
    loop = worker.Loop()
    assert loop.round(AT) == 1
    assert Heartbeat.objects.get().at == AT
    assert loop.round(AT + timedelta(seconds=1)) == 0
    assert Heartbeat.objects.get().at == AT
    loop.round(AT + worker.BEAT)
    assert Heartbeat.objects.get().at == AT + worker.BEAT


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_queue_and_run_nothing_twice() -> None:
    """Threads with connections of their own, as processes have."""
    from threading import Thread

    for number in range(30):
        samples.note.enqueue(f"n{number}", at=AT)

    def work_in_thread() -> None:
        try:
            work.work_off()
        finally:
            connection.close()

    threads = [Thread(target=work_in_thread) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(first for first, _ in samples.ran) == sorted(f"n{number}" for number in range(30))
    assert not Job.objects.exclude(state=State.DONE).exists()


def test_the_message_carries_the_job_s_identifier_alone() -> None:
    job = samples.note.enqueue("a", at=AT)
    message = DBTaskResult.objects.get()
    assert message.args_kwargs == {"args": [str(job.pk)], "kwargs": {}}
    assert UUID(message.args_kwargs["args"][0])
