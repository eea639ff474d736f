"""Inside an examination: the plan, the acts by which something is learned, translations beside the original. All of it stays in the
office, unless somebody says otherwise of an act or a translation is certified."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body
from arasha.complaints.models.casework import OfComplaint
from arasha.complaints.models.complaint import Attachment
from arasha.people.models import User
from arasha.vault import SealedText


class ExaminationAct(OfComplaint):
    """One act of the examination. When it took place is a calendar day of the office, with its time of day where it is known.

    An expert opinion is an act that is ordered first (`question`, `due_on`) and has its day once it is received. A hearing is the chance
    of one body to explain itself; `way` says how it had it.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        CALL = "call", _("Call")
        INTERVIEW = "interview", _("Interview")
        SITE_CHECK = "site_check", _("Site check")
        DOCUMENT = "document", _("Document examined")
        OPINION = "opinion", _("Expert opinion")
        HEARING = "hearing", _("The body is heard")

    class Way(models.TextChoices):
        WRITTEN = "written", _("It explained itself in writing")
        ORAL = "oral", _("It was heard in person or by telephone")
        SILENCE = "silence", _("It was asked and let its term pass in silence")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True)  # empty while an opinion is awaited
    held_at = models.TimeField(null=True)  # office time
    place = SealedText(null=True)
    people = SealedText(null=True)  # who took part; of an opinion, the expert
    record = SealedText(null=True)
    disclosable = models.BooleanField(default=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    inquiry_id = models.UUIDField(null=True)  # the one that was met with silence
    question = SealedText(null=True)
    due_on = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    @property
    def is_awaited(self) -> bool:
        """Whether it is an expert opinion that has not come and was not cancelled."""
        return self.kind == self.Kind.OPINION and self.held_on is None and self.cancelled_at is None

    class Meta:
        default_related_name = "examination_acts"
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="hearing_names_its_body",
                condition=models.Q(kind="hearing", body__isnull=False) & ~models.Q(way="")
                | ~models.Q(kind="hearing") & models.Q(body=None, way=""),
            ),
            models.CheckConstraint(
                name="opinion_has_a_day",
                condition=models.Q(kind="opinion", due_on__isnull=False) | ~models.Q(kind="opinion") & models.Q(due_on=None),
            ),
        ]  # fmt: skip


class PlanLine(OfComplaint):
    """One question that the examination has to settle. `due_on` is the office's own day, never a term of law."""

    class End(models.TextChoices):
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    question = SealedText()
    evidence = SealedText(null=True)  # that is wanted
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="plan_lines")
    due_on = models.DateField()
    end = models.CharField(max_length=8, choices=End.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    end_text = SealedText(null=True)  # what was found, or why it was dropped
    act = models.ForeignKey(ExaminationAct, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_related_name = "plan_lines"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["complaint", "due_on", "id"], condition=models.Q(ended_at=None), name="plan_open_of_complaint"),
            models.Index(fields=["who", "due_on", "id"], condition=models.Q(ended_at=None), name="plan_open_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_end_has_a_time",
                condition=models.Q(end="", ended_at=None) | (~models.Q(end="") & models.Q(ended_at__isnull=False)),
            )
        ]


class Translation(OfComplaint):
    """A translation of what somebody wrote, beside the original. Working until somebody certifies it. A newer one takes its place in
    what pages show; none is thrown away."""

    class Of(models.TextChoices):
        STORY = "story", _("What was told")
        MESSAGE = "message", _("A message")
        ANSWER = "answer", _("A body’s answer")
        REPORT = "report", _("A body’s report")
        FILE = "file", _("A file")

    of = models.CharField(max_length=8, choices=Of.choices)
    target_id = models.UUIDField()  # the complaint, message, inquiry, report or attachment
    language_from = models.CharField(max_length=8)
    language_to = models.CharField(max_length=8)
    text = SealedText(null=True)  # empty where the translation is a file alone
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    certified_by = SealedText(null=True)  # a translator's name
    certified_on = models.DateField(null=True)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who saw the certificate
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "translations"
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="certified_has_a_day",
                condition=models.Q(certified_on=None, certified_by=None)
                | models.Q(certified_on__isnull=False, certified_by__isnull=False),
            )
        ]
