"""What is stored of a complaint, one file an aggregate."""

from arasha.complaints.models.casework import Finding, Inquiry, Message, Note, Recusal, Remedy, Screening, Step, Term
from arasha.complaints.models.complaint import Attachment, Channel, Complaint, Identity
from arasha.complaints.models.draft import Draft, DraftFile, PortalSession
from arasha.complaints.models.overlay import OverlayRow

__all__ = [
    "Attachment", "Channel", "Complaint", "Draft", "DraftFile", "Finding", "Identity", "Inquiry", "Message", "Note",
    "OverlayRow", "PortalSession", "Recusal", "Remedy", "Screening", "Step", "Term",
]  # fmt: skip
