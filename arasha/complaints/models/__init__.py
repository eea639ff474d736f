"""What is stored of a complaint, one file an aggregate."""

from arasha.complaints.models.alike import Band, Joining, Relation, Sketch
from arasha.complaints.models.approval import Approval
from arasha.complaints.models.casework import (
    AdmissibilityCheck,
    Finding,
    Inquiry,
    Message,
    MoreTime,
    Note,
    Proceeding,
    Recusal,
    Remedy,
    Reminder,
    Screening,
    Step,
    Term,
)  # fmt: skip
from arasha.complaints.models.complaint import Attachment, Channel, Complaint, Identity, ReviewStage
from arasha.complaints.models.draft import Draft, DraftFile, PortalSession
from arasha.complaints.models.examination import ExaminationAct, PlanLine, Translation
from arasha.complaints.models.export import Export
from arasha.complaints.models.front_office import Advice, Appointment, Incoming, ReceptionDay
from arasha.complaints.models.interim import InterimMeasure
from arasha.complaints.models.issue import IssueLink, SystemicIssue
from arasha.complaints.models.overlay import OverlayRow
from arasha.complaints.models.parties import MatterToken, Party, SafetyNote
from arasha.complaints.models.review import Review
from arasha.complaints.models.told import TermWarning

__all__ = [
    "AdmissibilityCheck", "Advice", "Appointment", "Approval", "Attachment", "Band", "Channel", "Complaint", "Draft",
    "DraftFile", "ExaminationAct", "Export", "Finding", "Identity", "Incoming", "Inquiry", "InterimMeasure", "IssueLink",
    "Joining", "MatterToken", "Message", "MoreTime", "Note", "OverlayRow", "Party", "PlanLine", "PortalSession", "Proceeding",
    "ReceptionDay", "Recusal", "Relation", "Remedy", "Reminder", "Review", "ReviewStage", "SafetyNote", "Screening", "Sketch",
    "Step", "SystemicIssue", "Term", "TermWarning", "Translation",
]  # fmt: skip
