"""Recording a change: in the transaction of the change itself, on the chain of what is changed."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections

from arasha import vault
from arasha.journal.actors import Actor
from arasha.journal.encoding import HASHED, entry_hash, head_mac, mac, microseconds
from arasha.journal.errors import DetailsNotSealed, JournalError, OutsideTransaction
from arasha.journal.models import Chain, ChainKind, Entry
from arasha.journal.writing import begin_chain, insert, locked_head, move_head

log = logging.getLogger(__name__)

CLEAR = b"\0"  # begins a payload in the clear; a sealed one begins with the vault's version byte
LONGEST = {"verb": 64, "subject_kind": 64, "subject_id": 200}  # characters, as the columns hold them
OFFICE_CHAINS = UUID("6f1d3a52-5c0e-4d0c-9d53-1b7a4c1f2e90")


def office_chain(kind: str, id: str) -> UUID:
    """The chain of an object that is no complaint: an account, a rule of law, a body, the settings.

    One chain an object: its history is one range of the index, and two writers wait for each other only where they change the same
    object, which they would do without a journal too.
    """
    return uuid5(OFFICE_CHAINS, f"{kind}:{id}")


def record(
    verb: str,
    *,
    by: Actor,
    chain: UUID,
    subject: tuple[str, str],
    key_id: UUID | None,
    details: dict[str, Any],
    at: datetime,
    digest: bytes | None = None,
) -> Entry:
    """Adds an entry to `chain`, inside the caller's transaction on `default`, and returns it.

    `chain` is the complaint's id, or `office_chain(…)` for what concerns no complaint. The first entry says which of the two it is:
    with a key it is a complaint's. `details` (JSON) are sealed under `key_id`; without a key they stay in the clear, which only an
    office's chain takes. `at` is aware UTC. `digest` is that of the state, after the change, of what the chain is about (the subject
    of its first entry): see `register_digest`. Whoever records on several chains in one transaction does so in the order of their ids.

    Raises OutsideTransaction, DetailsNotSealed, ValueError (texts too long, time without zone), vault.KeyErased.
    """
    if not in_transaction():
        raise OutsideTransaction(f"“{verb}” must be recorded in the transaction of the change.")
    head = _locked_head(chain, ChainKind.COMPLAINT if key_id else ChainKind.OFFICE)
    if key_id is None and details and head.kind != ChainKind.OFFICE:
        raise DetailsNotSealed(f"“{verb}”: the details of a complaint are sealed; give its key.")
    if head.kind == ChainKind.READING:
        raise JournalError("A chain of readings takes no changes.")
    seq = head.seq + 1
    entry = make_entry(
        head.id,
        seq,
        bytes(head.head),
        by=by,
        verb=verb,
        subject=subject,
        key_id=key_id,
        payload=payload_of(details, key_id, chain, seq),
        digest=digest,
        at=at,
    )
    insert(entry)
    _move_head(head, entry)
    return entry


def in_transaction() -> bool:
    """Whether the caller itself opened a transaction on `default`; the one a test case wraps around everything does not count.

    The same distinction that Django's `atomic(durable=True)` makes.
    """
    return any(not getattr(block, "_from_testcase", False) for block in connections["default"].atomic_blocks)


def payload_place(chain: UUID, seq: int) -> str:
    """Where a payload belongs; sealed there, it opens nowhere else."""
    return f"journal_entry.payload:{chain}:{seq}"


def clear_payload(details: dict[str, Any]) -> bytes:
    return CLEAR + _as_json(details)


def make_entry(
    chain: UUID,
    seq: int,
    prev: bytes,
    *,
    by: Actor,
    verb: str,
    subject: tuple[str, str],
    key_id: UUID | None,
    payload: bytes,
    digest: bytes | None,
    at: datetime,
) -> Entry:
    """An entry, hashed and authenticated but not saved. Raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("The time of a journal entry needs a zone.")
    check_texts(verb, subject)
    entry = Entry(
        chain_id=chain,
        seq=seq,
        at=at,
        actor_kind=by.kind,
        actor_id=by.id,
        address=by.address,
        verb=verb,
        subject_kind=subject[0],
        subject_id=subject[1],
        key_id=key_id,
        payload=payload,
        digest=digest,
        prev=prev,
    )
    entry.hash = entry_hash(hashed_values(entry))
    entry.mac = mac(journal_secret(), entry.hash)
    return entry


def hashed_values(entry: Entry) -> list[Any]:
    """What `entry_hash` takes of an entry."""
    values = {name: getattr(entry, name) for name in HASHED}
    values["at"] = microseconds(entry.at)
    values["key_id"] = entry.key_id and entry.key_id.bytes
    return list(values.values())


def journal_secret() -> bytes:
    return vault.server_secret("journal")


def check_texts(verb: str, subject: tuple[str, str]) -> None:
    """Raises ValueError. SQLite would take a longer text, PostgreSQL would not; a NUL only SQLite: the same answer on both."""
    for name, value in (("verb", verb), ("subject_kind", subject[0]), ("subject_id", subject[1])):
        if len(value) > LONGEST[name] or "\0" in value:
            raise ValueError(f"{name} of a journal entry has at most {LONGEST[name]} characters and no NUL.")


def _as_json(details: dict[str, Any]) -> bytes:
    return json.dumps(details, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def payload_of(details: dict[str, Any], key_id: UUID | None, chain: UUID, seq: int) -> bytes:
    if key_id is None:
        return clear_payload(details)
    return vault.seal(key_id, _as_json(details), place=payload_place(chain, seq))


def _locked_head(chain: UUID, kind: str) -> Chain:
    head = locked_head(chain)
    if head is None:
        begin_chain(chain, kind, journal_secret())
        head = locked_head(chain)
    if head is None:
        raise JournalError(f"The head of chain {chain} cannot be read back.")
    return head


def _move_head(head: Chain, entry: Entry) -> None:
    """Never heals a head that was tampered with: work goes on, but its MAC stays wrong and `verify` will name the chain."""
    secret = journal_secret()
    sound = head.mac == head_mac(secret, head.id, head.kind, head.seq, bytes(head.head))
    if not sound:
        log.error("The head of journal chain %s was altered behind the application's back.", head.id)
    code = head_mac(secret, head.id, head.kind, entry.seq, bytes(entry.hash)) if sound else b""
    if not move_head(head, Chain(id=head.id, kind=head.kind, seq=entry.seq, head=entry.hash, mac=code)):
        raise JournalError(f"The head of chain {head.id} moved although it was locked.")
