"""What every test may rely on: both databases, an empty cache, an empty keyring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

BOTH = ["default", "keys"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A database test uses the office's database and the key store unless it says otherwise."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "databases": BOTH}), append=False)


@pytest.fixture(autouse=True)
def _clean_process() -> Iterator[None]:
    """Counters, keys and the language of one test must not reach the next one."""
    from django.core.cache import caches
    from django.utils import translation

    from arasha import vault

    for cache in caches.all(initialized_only=True):
        cache.clear()
    vault.forget_keys()
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The profile's offices and bodies are loaded once a run; every test begins with them, in a transaction of its own."""
    from tests.office import load_profile

    with django_db_blocker.unblock():
        load_profile()
