"""The secret code: what is tolerated, what is noticed before any work is done, and what it derives."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from unittest.mock import patch

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from arasha import vault
from arasha.vault import codes

digits = st.text("0123456789", min_size=20, max_size=20)
whole_codes = digits.map(lambda body: f"{body}{98 - int(body) * 100 % 97:02d}")
SEPARATORS = [
    " ",
    "-",
    "\N{NO-BREAK SPACE}",
    "\N{EN DASH}",
    "\N{NON-BREAKING HYPHEN}",
    "\N{MINUS SIGN}",
    "\t",
    "\n",
    "\u200b",
    "\u202e",
    "\ufeff",
    "_",
]


def test_new_codes_are_whole_and_differ() -> None:
    made = {vault.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(code) == 22 and vault.read_code(code) == code for code in made)


@given(whole_codes, st.lists(st.sampled_from(SEPARATORS), min_size=21, max_size=21))
def test_separators_of_any_kind_are_passed_over(code: str, separators: list[str]) -> None:
    assert vault.read_code("".join(a + b for a, b in zip(code, [*separators, ""], strict=True))) == code


@given(whole_codes, st.sampled_from([0xFF10, 0x0660, 0x06F0, 0x0966]))
def test_digits_of_other_scripts_are_read(code: str, zero: int) -> None:
    assert vault.read_code("".join(chr(zero + int(digit)) for digit in code)) == code


@given(whole_codes, st.integers(0, 21), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code: str, at: int, by: int) -> None:
    wrong = code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :]
    with pytest.raises(vault.CodeMistyped):
        vault.read_code(wrong)


@given(whole_codes, st.integers(0, 20))
def test_two_neighbours_that_changed_places_are_noticed(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(vault.CodeMistyped):
            vault.read_code(swapped)


@given(st.text(max_size=300))
def test_nothing_a_person_types_breaks_it(text: str) -> None:
    with suppress(vault.CodeMistyped):
        assert len(vault.read_code(text)) == 22


@pytest.mark.parametrize("text", ["", "1234", "1" * 23, "1" * 5000, "O" * 22, "12345678901234567890 ab", "½" * 22, "\0" * 22])
def test_what_is_no_code_is_mistyped(text: str) -> None:
    with pytest.raises(vault.CodeMistyped):
        vault.read_code(text)


def test_the_message_tells_what_is_wrong() -> None:
    with translation.override("en"):
        with pytest.raises(vault.CodeMistyped, match="You typed 4 digits"):
            vault.read_code("1234")
        with pytest.raises(vault.CodeMistyped, match="digits only"):
            vault.read_code("O" * 22)
        with pytest.raises(vault.CodeMistyped, match="changed places"):
            vault.read_code("1" * 22)


def test_a_mistyped_code_is_told_before_any_derivation() -> None:
    code = vault.new_code()
    wrong = code[:3] + str((int(code[3]) + 1) % 10) + code[4:]
    with patch.object(codes, "hash_secret_raw", side_effect=AssertionError("derived")), pytest.raises(vault.CodeMistyped):
        vault.derive(wrong)


def test_shown_in_groups_of_four() -> None:
    assert vault.show_code("1234567890123456789012") == "1234 5678 9012 3456 7890 12"


def test_a_code_always_derives_the_same_and_another_something_else() -> None:
    code, other = vault.new_code(), vault.new_code()
    first, second = vault.derive(code), vault.derive(vault.show_code(code))
    assert first == second
    assert len(first.locator) == len(first.key) == 32
    assert len({first.locator, first.key, vault.derive(other).locator, vault.derive(other).key}) == 4
    assert first.key.hex() not in repr(first)


def test_a_code_derives_something_else_in_another_office(other_office: object, settings: object) -> None:
    code = vault.new_code()
    here = vault.derive(code)
    settings.KEYS = other_office.parent / "third"  # type: ignore[attr-defined]
    assert vault.derive(code).locator != here.locator


def test_at_most_two_derivations_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def slow(*args: object, **kwargs: object) -> bytes:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.03)
        with lock:
            running -= 1
        return b"s" * 32

    with patch.object(codes, "hash_secret_raw", slow):
        threads = [threading.Thread(target=vault.derive, args=[vault.new_code()]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == 2


def test_the_tests_derive_cheaply_and_production_does_not(settings: object) -> None:
    assert not vault.kdf_is_production()
    del settings.ARASHA_KDF  # type: ignore[attr-defined]
    assert vault.kdf_is_production()
    assert vault.kdf_parameters() == {"memory_kib": 19456, "time_cost": 2, "parallelism": 1, "version": 19, "at_once": 2}
    start = time.perf_counter()
    vault.derive(vault.new_code())
    assert time.perf_counter() - start > 0.005
