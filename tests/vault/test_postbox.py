"""The post-box: opened by staff through the complaint, by the complainant through the code, by nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from arasha import vault
from arasha.vault import keyring
from tests.vault.rows import NOON

PLACE = "messages.text:1"
pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> vault.DerivedCode:
    return vault.derive(vault.new_code())


@pytest.fixture
def keys(code: vault.DerivedCode) -> vault.ComplaintKeys:
    return vault.create_complaint_keys(code, at=NOON)


def test_staff_and_complainant_open_the_same_box(keys: vault.ComplaintKeys, code: vault.DerivedCode) -> None:
    letter = vault.seal(keys.postbox, b"our decision", place=PLACE)
    for opened_by in [
        lambda: vault.open_postbox_with_code(keys.postbox, code),
        lambda: vault.open_postbox_with_key(keys.postbox),
    ]:
        vault.forget_keys()
        with CaptureQueriesContext(connections["keys"]) as captured:
            raw = opened_by()
            assert vault.open_sealed(letter, place=PLACE) == b"our decision"
        assert len(captured) == 1
        assert raw == vault.raw_key(keys.postbox)


def test_the_code_does_not_unlock_the_complaint(keys: vault.ComplaintKeys, code: vault.DerivedCode) -> None:
    vault.forget_keys()
    vault.open_postbox_with_code(keys.postbox, code)
    assert not keyring.knows(keys.complaint)


def test_another_code_opens_nothing(keys: vault.ComplaintKeys) -> None:
    vault.forget_keys()
    with pytest.raises(vault.CannotOpen):
        vault.open_postbox_with_code(keys.postbox, vault.derive(vault.new_code()))
    assert not keyring.knows(keys.postbox)


def test_a_new_code_replaces_the_old_one(keys: vault.ComplaintKeys, code: vault.DerivedCode) -> None:
    letter = vault.seal(keys.postbox, b"x", place=PLACE)
    vault.forget_keys()
    new = vault.derive(vault.new_code())
    vault.give_postbox_code(keys.postbox, new)
    vault.forget_keys()
    with pytest.raises(vault.CannotOpen):
        vault.open_postbox_with_code(keys.postbox, code)
    vault.open_postbox_with_code(keys.postbox, new)
    assert vault.open_sealed(letter, place=PLACE) == b"x"


def test_a_box_without_a_code_is_opened_by_staff_only(code: vault.DerivedCode) -> None:
    postbox = vault.create_complaint_keys(None, at=NOON).postbox
    vault.forget_keys()
    vault.open_postbox_with_key(postbox)
    with pytest.raises(vault.KeyErased):
        vault.open_postbox_with_code(postbox, code)
    vault.give_postbox_code(postbox, code)
    assert vault.open_postbox_with_code(postbox, code) == vault.raw_key(postbox)


def test_lists_load_complaints_and_boxes_in_one_statement(keys: vault.ComplaintKeys) -> None:
    more = [vault.create_complaint_keys(None, at=NOON) for _ in range(5)]
    vault.forget_keys()
    with CaptureQueriesContext(connections["keys"]) as captured:
        vault.load_keys([key for pair in [keys, *more] for key in (pair.complaint, pair.postbox)])
        assert len({vault.raw_key(pair.postbox) for pair in more}) == 5
    assert len(captured) == 1


def test_a_session_opens_the_box_only_with_its_cookie(keys: vault.ComplaintKeys) -> None:
    raw, token = vault.raw_key(keys.postbox), vault.new_token()
    wrapped = vault.seal_for_token(raw, token)
    assert raw not in wrapped
    assert vault.open_for_token(wrapped, token) == raw
    for wrong in [vault.new_token(), "", "nonsense ключ"]:
        with pytest.raises(vault.CannotOpen):
            vault.open_for_token(wrapped, wrong)


def test_a_draft_is_read_only_with_its_token() -> None:
    draft, token = uuid4(), vault.new_token()
    vault.add_key(draft, vault.key_of_token(token))
    sealed = vault.seal(draft, b"not sent yet", place="drafts.answers:1")
    vault.forget_keys()
    with pytest.raises(vault.KeyErased):
        vault.open_sealed(sealed, place="drafts.answers:1")
    vault.add_key(draft, vault.key_of_token(token))
    assert vault.open_sealed(sealed, place="drafts.answers:1") == b"not sent yet"
    vault.add_key(draft, vault.key_of_token(vault.new_token()))
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(sealed, place="drafts.answers:1")


def test_tokens_and_blind_hashes() -> None:
    token = vault.new_token()
    assert len(token) == 43
    assert len(vault.token_hash(token)) == 32
    assert vault.token_hash(token) == vault.token_hash(token) != vault.token_hash(vault.new_token())
    assert (
        len({vault.token_hash("a"), vault.key_of_token("a"), vault.blind("a", "a"), vault.blind("b", "a"), vault.blind("a", "b")})
        == 5
    )
    assert vault.token_hash("\udcff\0") != vault.token_hash("?\0")
    assert vault.server_secret("journal") == vault.server_secret("journal") != vault.server_secret("other")
