"""Checking the anchors: in the database one after the other, and each against what was written outside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from arasha.journal import merkle
from arasha.journal.chain_check import Saw
from arasha.journal.encoding import START, anchor_hash, leaf_data, mac
from arasha.journal.findings import Findings, Problem
from arasha.journal.models import Anchor, Leaf
from arasha.journal.outside import Damaged, OutsideAnchor, anchor_files, read_anchors


@dataclass(slots=True)
class Outside:
    """`until`: the number of the last anchor found outside that agrees. `saw`: what those that do not agree say of each chain."""

    until: int = 0
    saw: dict[UUID, list[Saw]] = field(default_factory=lambda: defaultdict(list))


def check_anchors(findings: Findings, secret: bytes) -> None:
    """Number, leaves, root, hash and authentication code of every anchor in the database; stops at the first fault."""
    prev, number = START, 0
    for anchor in Anchor.objects.order_by("number").iterator(chunk_size=500):
        number += 1
        what = _fault(anchor, number, prev, secret)
        if what is not None:
            findings.problems.append(Problem(_("anchor %(number)s: %(what)s") % {"number": number, "what": what}, anchor=number))
            return
        prev = bytes(anchor.hash)
        findings.anchors = number
    stray = Leaf.objects.filter(anchor__gt=number).order_by("anchor").values_list("anchor", flat=True).first()
    if stray is not None:
        what = _("anchor %(number)s: it is missing, but its leaves are there") % {"number": stray}
        findings.problems.append(Problem(what, anchor=stray))


def check_outside(findings: Findings, folder: Path | None) -> Outside:
    """Compares every anchor found outside with the database. Says in `findings` what could not be compared.

    A `folder` that somebody named must hold anchors; without one it is `settings.ANCHORS`, which a young office has not filled yet.
    """
    outside = Outside()
    files = _files(findings, folder)
    here = {number: bytes(hashed) for number, hashed in Anchor.objects.values_list("number", "hash")}
    differing: list[OutsideAnchor] = []
    for file in files:
        _compare_file(file, here, findings, outside, differing)
    if differing:
        findings.problems.append(_differ(differing))
    for leaves in outside.saw.values():
        leaves.sort(key=lambda leaf: leaf.seq)
    return outside


def _files(findings: Findings, named: Path | None) -> list[Path]:
    folder = Path(settings.ANCHORS) if named is None else named
    try:
        files = anchor_files(folder)
    except OSError as error:
        if named is not None or not isinstance(error, FileNotFoundError):
            findings.unchecked.append(
                _("The anchors in %(folder)s cannot be read: %(error)s") % {"folder": folder, "error": error}
            )
        return []
    if named is not None and not files:
        findings.unchecked.append(_("There is no anchor in %(folder)s.") % {"folder": folder})
    return files


def _fault(anchor: Anchor, number: int, prev: bytes, secret: bytes) -> str | None:
    if anchor.number != number:
        return _("it is missing")
    found = anchor.leaves.order_by("chain").values_list("chain", "seq", "head")
    leaves = [leaf_data(chain, seq, bytes(head)) for chain, seq, head in found]
    if len(leaves) != anchor.count or merkle.root(leaves) != bytes(anchor.root):
        return _("its leaves were altered: their root is another")
    if anchor_hash(number, anchor.at, anchor.count, bytes(anchor.root), bytes(anchor.prev)) != bytes(anchor.hash):
        return _("it was altered: its hash does not fit it")
    if mac(secret, bytes(anchor.hash)) != bytes(anchor.mac):
        return _("it was not written by this server: its authentication code is wrong")
    if bytes(anchor.prev) != prev:
        return _("it does not follow the one before it")
    return None


def _compare_file(
    file: Path, here: dict[int, bytes], findings: Findings, outside: Outside, differing: list[OutsideAnchor]
) -> None:
    try:
        for anchor in read_anchors(file):
            if here.get(anchor.number) == anchor.hash:
                if anchor.number > outside.until:
                    outside.until, findings.outside_until = anchor.number, anchor.at
                continue
            differing.append(anchor)
            for chain, seq, head in anchor.leaves:
                outside.saw[chain].append(Saw(seq, head, anchor.number, anchor.at, outside=True))
    except Damaged as error:
        findings.problems.append(Problem(_("The anchor file was altered or damaged at %(place)s.") % {"place": error}))
    except OSError as error:
        findings.unchecked.append(_("The anchor file %(file)s cannot be read: %(error)s") % {"file": file, "error": error})


def _differ(differing: list[OutsideAnchor]) -> Problem:
    first = min(differing, key=lambda anchor: anchor.number)
    values = {"number": first.number, "place": f"{first.file}:{first.line}", "count": len(differing)}
    what = _(
        "anchor %(number)s is another than the one kept outside (%(place)s), or missing; anchors that differ: %(count)s. "
        "What it covers may have been rewritten by somebody who knows the server's key."
    )
    return Problem(what % values, anchor=first.number)
