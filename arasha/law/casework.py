"""What a profile lists for the work on a complaint: what makes it urgent, other ways for the person, kinds of acts."""

from __future__ import annotations

from dataclasses import dataclass

from arasha.law.words import Named


@dataclass(frozen=True, kw_only=True)
class UrgentReason(Named):
    """Why a complaint cannot wait. `topics` are rights at issue with which it is proposed; nobody marks by itself."""

    code: str
    topics: frozenset[str]
    confidence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Way(Named):
    """Another remedy: what the person can do elsewhere or next. Its names are what the letter says; `code` is its text, "remedy.…".

    It is proposed on the grounds that name it, and for `topics` (a right, or every right under one). `rule` is what it rests on, where
    the profile has such a rule: a letter that gives it then cites that rule, and waits until the citation is confirmed.
    """

    code: str
    topics: frozenset[str] = frozenset()
    rule: str = ""
    confidence: str = "assumed"
    source: str = "our own advice"


@dataclass(frozen=True, kw_only=True)
class Standard(Named):
    """An article against which a right is measured. `code` is the treaty and its article, "iccpr:7"."""

    code: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class ActKind(Named):
    """A kind of act that follows findings. `letter` is its template, `purpose` that of the term for the answer ("" for none),
    `basis` the rules that its letter cites. `needs_breach`: only after a right was found breached. Without `to_body` it goes to the
    complainant."""

    code: str
    letter: str
    purpose: str
    needs_breach: bool
    to_body: bool
    basis: tuple[str, ...] = ()
