"""Comparing what a chain says of the state of its rows with the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from arasha.journal.chain_check import Walked
from arasha.journal.changes import office_chain
from arasha.journal.digests import digester, digesters, present
from arasha.journal.findings import Findings, Problem
from arasha.journal.models import Chain, Entry

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Claim:
    chain: UUID
    id: str
    digest: bytes


class DigestCheck:
    """Collects what sound chains claim and compares it in bulk. A chain is about the subject of its first entry."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.claims: dict[str, list[_Claim]] = {}
        self.failed: set[str] = set()  # kinds whose room could not compute a digest

    def add(self, chain: UUID, walked: Walked) -> None:
        if walked.subject is None or walked.digest is None or digester(walked.subject[0]) is None:
            self.findings.without_digest += 1
            return
        kind, id = walked.subject
        claims = self.claims.setdefault(kind, [])
        claims.append(_Claim(chain, id, bytes(walked.digest)))
        if len(claims) >= AT_ONCE:
            self._compare(kind, self.claims.pop(kind))

    def finish(self) -> None:
        for kind, claims in self.claims.items():
            self._compare(kind, claims)
        self.claims = {}
        for kind, how in digesters().items():
            if how.ids is not None:
                self._rows_without_chain(kind, how.ids())

    def _compare(self, kind: str, claims: list[_Claim]) -> None:
        now = self._present(kind, [claim.id for claim in claims])
        if now is None:
            return
        for claim in claims:
            if now.get(claim.id) != claim.digest:
                self._confirm(kind, claim)

    def _present(self, kind: str, ids: list[str]) -> dict[str, bytes] | None:
        if kind in self.failed:
            return None
        try:
            return present(kind, ids)
        except DatabaseError:
            raise
        except Exception as error:  # whatever a room's function stumbles over on altered rows, the rest is still checked
            self.failed.add(kind)
            text = _("The state of the rows of the kind “%(kind)s” cannot be computed: %(error)s")
            self.findings.unchecked.append(text % {"kind": kind, "error": error})
            return None

    def _confirm(self, kind: str, claim: _Claim) -> None:
        """Looks again with the head locked, so that no change is on its way between the row and its entry."""
        with transaction.atomic(using="default"):
            head = Chain.objects.select_for_update().filter(pk=claim.chain).first()
            if head is None:
                return
            says = Entry.objects.filter(chain=head, seq=head.seq).values_list("digest", flat=True).first()
            now = self._present(kind, [claim.id])
        if says is None or now is None or now.get(claim.id) == bytes(says):
            return
        what = _("the state of %(kind)s %(id)s differs from its journal") if claim.id in now else _("%(kind)s %(id)s is gone")
        self.findings.problems.append(Problem(what % {"kind": kind, "id": claim.id}, claim.chain, head.seq))

    def _rows_without_chain(self, kind: str, ids: Iterable[str]) -> None:
        rest = iter(ids)
        while some := list(islice(rest, AT_ONCE)):
            chains = {id: _possible_chains(kind, id) for id in some}
            known = set(Chain.objects.filter(pk__in=[c for both in chains.values() for c in both]).values_list("pk", flat=True))
            for id in some:
                if not known & chains[id]:
                    text = _("%(kind)s %(id)s has no journal: its row was not written by this application")
                    self.findings.problems.append(Problem(text % {"kind": kind, "id": id}))


def _possible_chains(kind: str, id: str) -> set[UUID]:
    chains = {office_chain(kind, id)}
    with suppress(ValueError):
        chains.add(UUID(id))
    return chains
