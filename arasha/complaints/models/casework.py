"""What the office does on a complaint: steps, terms, screening, inquiries, findings, messages, notes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.complaints.models.complaint import Complaint
from arasha.ids import new_id
from arasha.people.models import User
from arasha.vault import SealedJSON, SealedText


class OfComplaint(models.Model):
    """A row of a complaint, sealed under the complaint's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    @property
    def key_id(self) -> UUID:
        return self.complaint.key_id


class Step(OfComplaint):
    """One verb done. The staff's timeline shows all, the complainant's those that the profile marks public."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    by_kind = models.CharField(max_length=8)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    book_version = models.CharField(max_length=16)
    target_id = models.UUIDField(null=True)  # the letter, inquiry, finding … that the verb made
    note = SealedText(null=True)

    class Meta:
        default_related_name = "steps"
        indexes = [models.Index(fields=["complaint", "at", "id"], name="step_in_order")]


class Term(OfComplaint):
    """A term that runs or ran. `why` keeps the sum as it was when taken, so that a later change of rules does not rewrite it.

    Dates are the office's calendar days (Asia/Almaty for `kz`); `basis` is statute or policy, never mixed.
    """

    class Basis(models.TextChoices):
        STATUTE = "statute", _("by law")
        POLICY = "policy", _("office policy")

    purpose = models.CharField(max_length=24)
    rule = models.CharField(max_length=24)
    basis = models.CharField(max_length=8, choices=Basis.choices)
    book_version = models.CharField(max_length=16)
    started_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)  # of a term in hours: the instant at which it ends
    first_due_on = models.DateField()  # before any extension
    why = models.JSONField(default=dict)
    paused_until = models.DateField(null=True)  # the last day of the pause in `why` that nobody ended, found without reading sums
    target_id = models.UUIDField(null=True)  # the inquiry or recommendation whose answer is due
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # of a term in hours
    ended_by = models.CharField(max_length=30, blank=True)

    class Meta:
        default_related_name = "terms"
        indexes = [models.Index(fields=["complaint", "purpose"], name="term_of_complaint"),
                   models.Index(fields=["due_on", "id"], condition=models.Q(ended_on=None), name="term_open_by_due"),
                   models.Index(fields=["complaint"], condition=models.Q(paused_until__isnull=False), name="term_paused")]  # fmt: skip

    @property
    def kept(self) -> bool | None:
        """Whether it ended in time: a term in hours by the instant, others by the day; None while it runs."""
        return None if self.ended_on is None else was_kept(self.due_on, self.ended_on, self.due_at, self.ended_at)


def was_kept(due_on: date, ended_on: date, due_at: datetime | None, ended_at: datetime | None) -> bool:
    """Whether what ended then ended in time."""
    return ended_at <= due_at if due_at and ended_at else ended_on <= due_on


class Screening(OfComplaint):
    """A decision on admissibility: the ground with its citation as it was shown, and the reasoning."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20)  # accepted, ask_more, redirect, decline
    outcome = models.CharField(max_length=24, blank=True)
    ground = models.CharField(max_length=24, blank=True)
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    letter_id = models.UUIDField(null=True)
    cover_letter_id = models.UUIDField(null=True)  # to the competent body, on redirecting
    book_version = models.CharField(max_length=16)
    reasoning = SealedText(null=True)
    signed_at = models.DateTimeField(null=True)
    sent_back_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "screenings"


class AdmissibilityCheck(OfComplaint):
    """What was looked at before a complaint was taken up: each ground that was in force then, whether its article was confirmed, and
    whether the person who accepted found that it speaks against it.

    A table of its own: a new column of `Screening` would change what the journal remembers of older rows.
    """

    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, related_name="check_of_grounds")
    grounds = models.JSONField()  # [{"ground": "A-TIME", "confirmed": false, "against": true}]

    class Meta:
        default_related_name = "admissibility_checks"


class Inquiry(OfComplaint):
    """An inquiry to a body: what was asked, whether the person was named, what was answered.

    `follows` is the earlier inquiry of which it is the second. `let_go_at`: the office goes on without waiting any longer; an answer
    that still comes is taken.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inquiries")
    contact = models.ForeignKey(BodyContact, on_delete=models.PROTECT, null=True, related_name="inquiries")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField()
    letter_id = models.UUIDField()
    questions = SealedText()
    answered_at = models.DateTimeField(null=True)
    came_by = models.CharField(max_length=8, choices=CameBy.choices, blank=True)  # empty until answered
    answer = SealedText(null=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "inquiries"
        default_related_name = "inquiries"
        ordering = ["sent_at", "id"]

    @property
    def is_awaited(self) -> bool:
        return self.answered_at is None and self.let_go_at is None


class Reminder(OfComplaint):
    """A body was reminded of an inquiry: once before the term ends, once after, and whenever staff do it. `due_on` is the term then."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before the term ended")
        AFTER = "after", _("After the term ended")
        BY_HAND = "by_hand", _("Sent by hand")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(BodyContact, on_delete=models.PROTECT, null=True, related_name="+")  # none: by post
    due_on = models.DateField(null=True)
    letter_id = models.UUIDField(null=True)  # of a reminder by post

    class Meta:
        default_related_name = "reminders"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "kind", "due_on"], condition=~models.Q(kind="by_hand"), name="reminded_once"
            )
        ]


class MoreTime(OfComplaint):
    """A body asks for more time to answer an inquiry, until a day; the office grants it, perhaps for less, or refuses."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="more_time")
    asked_at = models.DateTimeField()
    asked_until = models.DateField()
    reason = SealedText()
    came_by = models.CharField(max_length=8, choices=CameBy.choices)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_until = models.DateField(null=True)  # empty once decided: refused
    answer = SealedText(null=True)  # what the letter says of it
    letter_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "more time"
        default_related_name = "more_time"
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry"], condition=models.Q(decided_at=None), name="more_time_asked_once"),
            models.CheckConstraint(
                name="more_time_granted_is_decided",
                condition=models.Q(granted_until=None) | models.Q(decided_at__isnull=False),
            ),
        ]


class Finding(OfComplaint):
    """What the office found on one right."""

    class Result(models.TextChoices):
        BREACH = "breach", _("The right was breached")
        NO_BREACH = "no_breach", _("No breach was found")
        NOT_ESTABLISHED = "not_established", _("It could not be established")
        SETTLED = "settled", _("It was settled meanwhile")

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=16, choices=Result.choices)
    reasoning = SealedText()
    standards = SealedJSON(null=True)  # [{"code": "iccpr:7"}, {"typed": "…"}], see complaints/standards.py
    standards_read = models.BooleanField(default=False)  # whoever recorded it read these articles in their text

    class Meta:
        default_related_name = "findings"
        ordering = ["at"]
        indexes = [models.Index(fields=["topic"], name="finding_topic")]


class Remedy(OfComplaint):
    """What changed, for the person and for others. `people` is how many people's rights were restored (counted in the report)."""

    class Kind(models.TextChoices):
        RESTORED = "restored", _("Rights restored")
        PARTLY = "partly", _("Rights restored in part")
        APOLOGY = "apology", _("Apology or explanation by the body")
        PROCEEDINGS = "proceedings", _("Proceedings opened")
        NONE = "none", _("Nothing changed")

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    people = models.PositiveIntegerField(default=0)
    money = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # paid to people, in `currency`
    currency = models.CharField(max_length=3, blank=True)  # ISO 4217
    decisions_revoked = models.PositiveIntegerField(default=0)
    laws_changed = models.PositiveIntegerField(default=0)
    account = SealedText()

    class Meta:
        verbose_name_plural = "remedies"
        default_related_name = "remedies"
        constraints = [
            models.CheckConstraint(
                name="money_has_a_currency",
                condition=models.Q(money=None, currency="") | (models.Q(money__isnull=False) & ~models.Q(currency="")),
            )
        ]


class Proceeding(OfComplaint):
    """Proceedings that were opened after a complaint. Opened is not guilty: how they end is recorded apart, and may be nothing."""

    class Kind(models.TextChoices):
        DISCIPLINARY = "disciplinary", _("Disciplinary proceedings")
        ADMINISTRATIVE = "administrative", _("Administrative proceedings")
        CRIMINAL = "criminal", _("Criminal proceedings")

    class End(models.TextChoices):
        MEASURE = "measure", _("Ended with a measure or a sentence in force")
        NONE = "none", _("Ended without a measure")
        DROPPED = "dropped", _("Discontinued")

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    opened_on = models.DateField()
    account = SealedText(null=True)
    end = models.CharField(max_length=8, choices=End.choices, blank=True)  # empty while they last
    ended_on = models.DateField(null=True)
    end_account = SealedText(null=True)

    class Meta:
        default_related_name = "proceedings"
        ordering = ["opened_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="proceeding_end_has_a_day",
                condition=models.Q(end="", ended_on=None) | (~models.Q(end="") & models.Q(ended_on__isnull=False)),
            )
        ]


class Note(OfComplaint):
    """An internal note; never shown outside the office."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = SealedText()

    class Meta:
        default_related_name = "notes"


class Message(OfComplaint):
    """A message between the complainant and the office, sealed under the post-box key so that the code opens it."""

    at = models.DateTimeField()
    from_public = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    text = SealedText()

    class Meta:
        default_related_name = "messages"

    @property
    def key_id(self) -> UUID:
        return self.complaint.postbox_id or self.complaint.key_id


class Recusal(OfComplaint):
    """A conflict of interest: from then on this member of staff does not see the complaint."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recusals")
    at = models.DateTimeField()
    reason = SealedText()

    class Meta:
        default_related_name = "recusals"
        constraints = [models.UniqueConstraint(fields=["complaint", "user"], name="recused_once")]
