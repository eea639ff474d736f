"""The first page on a slow line: few requests, few bytes, nothing from anybody else, and nothing kept on the device."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.server import Server

MOST_REQUESTS, MOST_BYTES = 6, 50 * 1024


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_first_page_is_light(browser: Any, shared_office: Server, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    asked: list[str] = []
    sizes: list[float] = []
    wire.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(f"{shared_office.url}/{language}/", wait_until="networkidle")
    requests = [url for url in asked if not url.startswith("data:")]
    print(f"{language}: {len(requests)} requests, {sum(sizes):.0f} bytes")
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(shared_office.url).netloc}
    assert 0 < len(requests) <= MOST_REQUESTS, requests
    assert 1000 < sum(sizes) <= MOST_BYTES, sizes
    assert context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    context.close()


def test_the_bare_address_leads_to_the_browsers_language(browser: Any, shared_office: Server) -> None:
    for asked, shown in (("ru-RU", "ru"), ("kk-KZ", "kk"), ("en-GB", "en"), ("fr-FR", "kk")):
        context = browser.new_context(locale=asked)
        page = context.new_page()
        page.goto(shared_office.url)
        assert page.locator("html").get_attribute("lang") == shown
        context.close()
