"""How well letters of one campaign are found, and how fast among how many: precision, recall, milliseconds."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from arasha import vault
from arasha.bodies.models import Body
from arasha.cli.bench.campaigns import STRENGTHS, Told, made
from arasha.cli.bench.fill import Filler
from arasha.cli.bench.pages import percentile
from arasha.cli.bench.words import LANGUAGES
from arasha.complaints import sketches
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_alike import alike
from arasha.people.models import Office, User

Cell = tuple[str, str]  # kind, language


def measure(count: int, *, seed: int, reader: User, settle: Any) -> dict[str, Any]:
    """The set of docs/near-duplicates.md among `count` further complaints, asked from every letter of the set."""
    now = datetime.now(UTC)
    Filler(count, seed=seed, now=now).run()
    told = _keep(list(made(seed)), now)
    begun = time.perf_counter()
    while sketches.sketch_missing(at=now):
        vault.forget_keys()
    sketched = time.perf_counter() - begun
    settle()
    return {
        "complaints": count, "set": len(told), "seed": seed,
        "sketching": {"seconds": round(sketched, 1), "per_second": round((count + len(told)) / sketched)},
        **_asked(told, reader),
    }  # fmt: skip


def _keep(letters: list[Told], now: datetime) -> dict[UUID, Told]:
    keys = vault.create_many_complaint_keys(len(letters), at=now)
    office, body = Office.objects.get(region=""), Body.objects.order_by("code").first()
    rows = [
        Complaint(key_id=key.complaint, postbox_id=key.postbox, office=office, body=body, channel="post", language=one.language,
                  identity="named", state="received", received_at=now, story={"story": one.text})
        for one, key in zip(letters, keys, strict=True)
    ]  # fmt: skip
    Complaint.objects.bulk_create(rows)
    vault.forget_keys()
    return {row.pk: one for row, one in zip(rows, letters, strict=True)}


def _asked(told: dict[UUID, Told], reader: User) -> dict[str, Any]:
    pairs, found, offered, threads, letters = (Counter[Cell]() for _ in range(5))
    took: list[float] = []
    statements: set[int] = set()
    size = Counter((one.campaign, one.language) for one in told.values())
    for complaint in Complaint.objects.filter(pk__in=told):
        one = told[complaint.pk]
        vault.forget_keys()
        with CaptureQueriesContext(connection) as captured:
            begun = time.perf_counter()
            hits = alike(reader, complaint)
            took.append(time.perf_counter() - begun)
        statements.add(len(captured))
        cell = (one.kind, one.language)
        offered[cell] += len(hits)
        if one.campaign:
            pairs[cell] += size[one.campaign, one.language] - 1
            right = sum(_together(one, told.get(hit.id)) for hit in hits)
            found[cell] += right
            letters[cell] += 1
            threads[cell] += bool(right)
    return {
        "recall": {_name(cell): round(found[cell] / pairs[cell], 3) for cell in pairs},
        "precision": {_name(cell): round(found[cell] / offered[cell], 3) for cell in pairs if offered[cell]},
        "found_one": {_name(cell): round(threads[cell] / letters[cell], 3) for cell in pairs},
        "offered_falsely": {_name(cell): offered[cell] for cell in offered if cell not in pairs},
        "overall": {"recall": round(found.total() / pairs.total(), 3), "precision": round(found.total() / offered.total(), 3),
                    "found_one": round(threads.total() / letters.total(), 3)},
        "query": {"p50_ms": round(percentile(took, 50) * 1000, 1), "p95_ms": round(percentile(took, 95) * 1000, 1),
                  "worst_ms": round(max(took) * 1000, 1), "statements": sorted(statements)},
    }  # fmt: skip


def _together(one: Told, other: Told | None) -> bool:
    return other is not None and (one.campaign, one.language) == (other.campaign, other.language)


def _name(cell: Cell) -> str:
    return f"{cell[0]}, {cell[1]}"


def table(report: dict[str, Any]) -> str:
    """Recall, precision and who found at least one, by strength and language, as Markdown."""
    figures = [report[name] for name in ("recall", "precision", "found_one")]
    lines = ["| recall / precision / found at least one | " + " | ".join(LANGUAGES) + " |", "|---|" + "---|" * len(LANGUAGES)]
    for kind in STRENGTHS:
        cells = [" / ".join(f"{figure.get(f'{kind}, {one}', 0):.3f}" for figure in figures) for one in LANGUAGES]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for kind in ("hard", "unrelated"):
        cells = [str(report["offered_falsely"].get(f"{kind}, {one}", 0)) for one in LANGUAGES]
        lines.append(f"| falsely offered from {kind} letters | " + " | ".join(cells) + " |")
    whole, query, sketching = report["overall"], report["query"], report["sketching"]
    head = f"{report['database']}, the set of {report['set']:,} among {report['complaints']:,} further complaints, seed {report['seed']}."
    foot = (
        f"Overall recall {whole['recall']}, precision {whole['precision']}, found at least one {whole['found_one']}. Asking: median "
        f"{query['p50_ms']} ms, p95 {query['p95_ms']} ms, worst {query['worst_ms']} ms, {max(query['statements'])} statements on the "
        f"office's database. Sketching: {sketching['per_second']} complaints a second."
    )
    return "\n".join([f"{head} {report['machine']}, load {report['load']:.1f}.", "", *lines, "", foot])
