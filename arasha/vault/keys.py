"""The key store: making, loading, re-wrapping and erasing keys."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding, aes_key_wrap_with_padding
from django.conf import settings
from django.db import connections
from django.db.models import Q
from django.utils import timezone

from arasha.vault import keyring
from arasha.vault.codes import DerivedCode
from arasha.vault.errors import CannotOpen, KeyErased, MasterKeyWrong
from arasha.vault.models import Key
from arasha.vault.tokens import key_of_token, master_mark, wrapping_key

KEY_BYTES = 32
_stores_met: set[tuple[str, bytes]] = set()  # key stores whose master key was compared with ours in this process


class ComplaintKeys(NamedTuple):
    """The keys of a new complaint. `person` is None unless it was asked for."""

    complaint: UUID
    postbox: UUID
    person: UUID | None = None


def create_key(purpose: str, at: datetime) -> UUID:
    """A new 256-bit data key, wrapped (AES-KWP, RFC 5649) and committed in the key store; also unlocked in this keyring.

    Commits on its own, before the caller's transaction on the office's database: a key without rows is harmless, not the reverse.
    """
    return create_keys(purpose, 1, at)[0]


def create_keys(purpose: str, n: int, at: datetime) -> list[UUID]:
    """`n` new keys in one transaction."""
    return _store([_new(purpose, at) for _ in range(n)])


def create_complaint_keys(derived: DerivedCode | None, *, with_person: bool = False, at: datetime) -> ComplaintKeys:
    """All keys of a new complaint in one transaction: its own, its post-box's (which a code opens too), perhaps a person's."""
    complaint = _new("complaint", at)
    made = [complaint, _new_postbox(complaint[0].id, complaint[1], derived, at)]
    if with_person:
        made.append(_new("person", at))
    return ComplaintKeys(*_store(made))


def create_many_complaint_keys(n: int, *, at: datetime) -> list[ComplaintKeys]:
    """Keys for `n` complaints that no code opens (an import, a benchmark), in one transaction."""
    made = []
    for _ in range(n):
        complaint = _new("complaint", at)
        made += [complaint, _new_postbox(complaint[0].id, complaint[1], None, at)]
    ids = _store(made)
    return [ComplaintKeys(ids[first], ids[first + 1]) for first in range(0, len(ids), 2)]


def load_keys(ids: Iterable[UUID]) -> None:
    """Unlock these keys, post-box keys included, in one statement (none if all are known). Those not found count as erased.

    Raises MasterKeyWrong, CannotOpen (a wrapped key was altered).
    """
    wanted = {key_id for key_id in ids if not keyring.knows(key_id)}
    if not wanted:
        return
    rows: Iterable[tuple[Any, ...]] = Key.objects.filter(pk__in=wanted).values_list(
        "id", "wrapped", "master", "under_id", "under__wrapped"
    )
    for key_id, wrapped, master, under_id, under_wrapped in rows:
        _check_master(bytes(master))
        wanted.discard(key_id)
        if under_id is None:
            keyring.add_key(key_id, _unwrap(wrapping_key(), wrapped, key_id))
        elif under_wrapped is None:
            keyring.note_erased(key_id)
        else:
            keyring.add_key(key_id, _unwrap(_unwrap(wrapping_key(), under_wrapped, under_id), wrapped, key_id))
    for key_id in wanted:
        keyring.note_erased(key_id)


def existing_keys(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these keys the key store still holds."""
    return set(Key.objects.filter(pk__in=set(ids)).values_list("id", flat=True))


def erase_keys(ids: Iterable[UUID]) -> None:
    """Delete keys for good, and the post-box keys that stand under them. Keys that are gone already are passed over."""
    gone = set(ids)
    Key.objects.filter(Q(pk__in=gone) | Q(under__in=gone)).delete()
    for key_id in gone:
        keyring.note_erased(key_id)
    _clear_disk()


def final_on(erased_at: datetime) -> date:
    """The day (office time) on which the last backup of the key store that held keys erased at `erased_at` expires, KEY_BACKUP_DAYS
    calendar days later: from then on nobody can restore them."""
    return timezone.localdate(erased_at) + timedelta(days=settings.KEY_BACKUP_DAYS)


def open_postbox_with_key(postbox_id: UUID) -> bytes:
    """For staff: unlock a post-box through its complaint's key; answers the raw key. Raises KeyErased, CannotOpen."""
    return keyring.raw_key(postbox_id)


def open_postbox_with_code(postbox_id: UUID, derived: DerivedCode) -> bytes:
    """For the complainant: unlock a post-box with the secret code; answers the raw key (for `seal_for_token`).

    The complaint's key is not touched. Raises KeyErased, CannotOpen (another code).
    """
    wrapped = Key.objects.filter(pk=postbox_id).values_list("code_wrapped", flat=True).first()
    if wrapped is None:
        raise KeyErased
    raw = _unwrap(derived.key, wrapped, postbox_id)
    keyring.add_key(postbox_id, raw)
    return raw


def give_postbox_code(postbox_id: UUID, derived: DerivedCode) -> None:
    """Let this code open the post-box from now on, and no earlier one. Who may have a new code is not decided here.

    Raises KeyErased.
    """
    wrapped = aes_key_wrap_with_padding(derived.key, keyring.raw_key(postbox_id))
    if not Key.objects.filter(pk=postbox_id).update(code_wrapped=wrapped):
        raise KeyErased


def seal_for_token(raw: bytes, token: str) -> bytes:
    """A raw key wrapped so that only this token opens it (40 bytes): what a portal session keeps."""
    return aes_key_wrap_with_padding(key_of_token(token), raw)


def open_for_token(wrapped: bytes, token: str) -> bytes:
    """The raw key back. Raises CannotOpen (another token, or altered)."""
    return _unwrap(key_of_token(token), wrapped, "of a session")


def _new(purpose: str, at: datetime) -> tuple[Key, bytes]:
    raw = secrets.token_bytes(KEY_BYTES)
    return Key(purpose=purpose, wrapped=aes_key_wrap_with_padding(wrapping_key(), raw), master=master_mark(), made_at=at), raw


def _new_postbox(complaint_key_id: UUID, complaint_raw: bytes, derived: DerivedCode | None, at: datetime) -> tuple[Key, bytes]:
    raw = secrets.token_bytes(KEY_BYTES)
    wrapped = aes_key_wrap_with_padding(complaint_raw, raw)
    by_code = aes_key_wrap_with_padding(derived.key, raw) if derived else None
    key = Key(purpose="postbox", under_id=complaint_key_id, wrapped=wrapped, code_wrapped=by_code, made_at=at)
    key.master = master_mark()
    return key, raw


def _store(made: list[tuple[Key, bytes]]) -> list[UUID]:
    _check_store()
    Key.objects.bulk_create([key for key, _ in made])
    for key, raw in made:
        keyring.add_key(key.id, raw)
    return [key.id for key, _ in made]


def _clear_disk() -> None:
    """SQLite keeps an older copy of the page in its log until it is written back; then secure_delete has overwritten the row.

    PostgreSQL has nothing of the kind: the row's bytes, still wrapped by the master key, stay in the page until it is reused.
    """
    connection = connections[Key.objects.db]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_store() -> None:
    """Before the first key is made: never mix keys of two master keys in one store (a lost key, an office started anew)."""
    met = (str(settings.DATABASES["keys"]["NAME"]), master_mark())
    if met in _stores_met:
        return
    first = Key.objects.order_by("id").values_list("master", flat=True).first()
    if first is not None:
        _check_master(bytes(first))
    _stores_met.add(met)


def _check_master(mark: bytes) -> None:
    if mark != master_mark():
        raise MasterKeyWrong(
            f"The master key in {settings.KEYS} is not the one that this key store was made with."
            " Put back the copy that was kept apart."
        )


def _unwrap(by: bytes, wrapped: bytes | memoryview, whose: object) -> bytes:
    try:
        return aes_key_unwrap_with_padding(by, bytes(wrapped))
    except InvalidUnwrap:
        raise CannotOpen(f"The key {whose} was altered, or this is not what opens it.") from None
