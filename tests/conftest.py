"""What every test may rely on: both databases, an empty cache, an empty keyring."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

BOTH = ["default", "keys"]


def pytest_configure(config: pytest.Config) -> None:
    """A new clone has only the sources of the translations: compiled here, once, before the workers start."""
    if not hasattr(config, "workerinput"):
        from arasha.cli.catalogues import compile_catalogues

        compile_catalogues()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A database test uses the office's database and the key store unless it says otherwise."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "databases": BOTH}), append=False)


def pytest_collection_finish() -> None:
    """The modules stay to the end: not looked through again and again for what could be let go (a fifteenth of all the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _clean_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Counters, keys and the language of one test must not reach the next one."""
    from django.core.cache import caches
    from django.utils import translation

    from arasha import vault
    from tests import remembered

    remembered.begin(lambda: [(of, name) for of, name, *_ in (*monkeypatch._setattr, *monkeypatch._setitem)])
    for cache in caches.all(initialized_only=True):
        cache.clear()
    vault.forget_keys()
    translation.activate("en")  # what a test reads is the source; pages choose their own language
    yield
    translation.deactivate()


@pytest.fixture
def office() -> Any:
    """The example office, open and with its staff; the test asks for the database."""
    from tests import office as example

    return example.open_office()
