"""Browser and office for these tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import server as offices

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium, for one module: the loop that drives it must not run when other tests use the database."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing; make chromium installs it or names the command"
        if os.environ.get("ARASHA_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office as `arasha init` leaves it, with one account a role: copied for each test, never served itself."""
    home = tmp_path_factory.mktemp("template") / "home"
    offices.make_office(home)
    return home


@pytest.fixture
def office(empty_office: Path, tmp_path: Path) -> Iterator[offices.Server]:
    """The test's own office, empty and served."""
    with offices.served(empty_office, tmp_path) as server:
        yield server


@pytest.fixture(scope="module")
def shared_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Server]:
    """One office for a module whose tests change nothing in it."""
    with offices.served(empty_office, tmp_path_factory.mktemp("shared")) as server:
        yield server
