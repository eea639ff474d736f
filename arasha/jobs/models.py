"""What waits to be done, what comes round again, and who is at work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from arasha.ids import new_id


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # failed as often as it may; a person decides


class Job(models.Model):
    """One task to run. `args` are identifiers; `error` names the exception and the lines of code, never its message."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    key = models.CharField(max_length=200, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["next_at"]
        indexes = [models.Index(fields=["state", "next_at"], name="jobs_job_state_next")]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="jobs_job_key_not_empty")]

    def __str__(self) -> str:
        return f"{self.task}({', '.join(self.args)})"


class Scheduled(models.Model):
    """When a task that comes round is due next. The row is the lock: whoever moves `next_at` enqueues the task."""

    name = models.CharField(max_length=200, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """A worker that is alive writes its name here every few seconds."""

    worker = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.worker
