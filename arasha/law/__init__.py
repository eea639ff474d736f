"""The law as data: one immutable rule book, the working calendar, terms, the procedure. Plain Python, no Django.

>>> from arasha.law import load_book
>>> from datetime import date
>>> load_book("kz").due("KZ-C11", date(2026, 3, 18)).due
datetime.date(2026, 3, 26)
"""

from arasha.law import explain
from arasha.law.book import RuleBook
from arasha.law.calendar import SpecialDay, WorkingCalendar
from arasha.law.casework import ActKind, Standard, UrgentReason, Way
from arasha.law.check import check_book
from arasha.law.counting import Counting, Pause, pause_on
from arasha.law.days import read_moment
from arasha.law.directory import Body, DangerNumber, Ground, Group, LegalTerm, Office, Purpose, Region, Topic
from arasha.law.errors import (
    ApplicationUnsure,
    ArticleUnsure,
    BadDate,
    BadExtension,
    BadOverlay,
    BadPause,
    BadProfile,
    DateOutOfRange,
    ExtensionTooLate,
    ExtensionTooLong,
    LawError,
    NotInForceThen,
    NotPaused,
    PausedAlready,
    PauseNotAllowed,
    PolicyCannotExtendLaw,
    RuleHasNoTerm,
    RuleNotInForce,
    TimeNeeded,
    UnknownProfile,
    UnknownPurpose,
    UnknownRule,
    UnknownVerb,
)
from arasha.law.loader import load_book, profiles
from arasha.law.overlay import OverlayEntry, check_entry
from arasha.law.procedure import REQUIREMENTS, Procedure, State, TermStart, Verb
from arasha.law.rules import APPLIES, CONFIDENCE, Act, Citation, PolicyTerm, Rule
from arasha.law.terms import Due, Extension, run_term
from arasha.law.words import speak

__all__ = [
    "APPLIES",
    "CONFIDENCE",
    "REQUIREMENTS",
    "Act",
    "ActKind",
    "ApplicationUnsure",
    "ArticleUnsure",
    "BadDate",
    "BadExtension",
    "BadOverlay",
    "BadPause",
    "BadProfile",
    "Body",
    "Citation",
    "Counting",
    "DangerNumber",
    "DateOutOfRange",
    "Due",
    "Extension",
    "ExtensionTooLate",
    "ExtensionTooLong",
    "Ground",
    "Group",
    "LawError",
    "LegalTerm",
    "NotInForceThen",
    "NotPaused",
    "Office",
    "OverlayEntry",
    "Pause",
    "PauseNotAllowed",
    "PausedAlready",
    "PolicyCannotExtendLaw",
    "PolicyTerm",
    "Procedure",
    "Purpose",
    "Region",
    "Rule",
    "RuleBook",
    "RuleHasNoTerm",
    "RuleNotInForce",
    "SpecialDay",
    "Standard",
    "State",
    "TermStart",
    "TimeNeeded",
    "Topic",
    "UnknownProfile",
    "UnknownPurpose",
    "UnknownRule",
    "UnknownVerb",
    "UrgentReason",
    "Verb",
    "Way",
    "WorkingCalendar",
    "check_book",
    "check_entry",
    "explain",
    "load_book",
    "pause_on",
    "profiles",
    "read_moment",
    "run_term",
    "speak",
]
