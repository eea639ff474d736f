"""The whole road again with scripts switched off in every browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.road import Road
from tests.browser.server import Server
from tests.browser.test_road import checked, walk
from tests.browser.watch import Watch


@pytest.mark.parametrize(
    "language", [pytest.param("kk", marks=pytest.mark.slow), "ru", pytest.param("en", marks=pytest.mark.slow)]
)
def test_the_road_needs_no_script(browser: Any, office: Server, tmp_path: Path, language: str) -> None:
    road = Road(browser, office, Watch(language), tmp_path, script=False)
    try:
        walk(road)
    finally:
        road.close()
    checked(road, office)
