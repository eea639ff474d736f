"""The look in a real browser: accessibility by axe-core, no sideways scrolling, keys, print. No server: the test client answers."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from arasha.site.design.views import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("at_work")]
AXE = (Path(__file__).resolve().parents[1] / "browser" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESSES = ["", *(f"pages/{name}/" for name in sorted(PAGES))]
HOST = "http://arasha.test"


def answer(route: Route) -> None:
    """A page from Django's test client, a static file from its finders."""
    path = route.request.url.removeprefix(HOST)
    if path.startswith("/static/"):
        found = Path(str(finders.find(path.removeprefix("/static/"))))
        route.fulfill(body=found.read_bytes(), content_type=mimetypes.guess_type(found.name)[0])
    else:
        response = Client().get(path)
        route.fulfill(status=response.status_code, body=response.content, headers=dict(response.headers))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield running
        running.close()


def opened(browser: Browser, **options: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(**{"bypass_csp": True, "viewport": {"width": 1440, "height": 900}, **options})  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/*", answer)
    return context, page


def wrong(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{item['id']}: {node['html'][:160]}" for item in found["violations"] for node in item["nodes"]]


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("kk", "dark"), ("ru", "light"), ("en", "dark")])
def test_axe_finds_nothing(browser: Browser, language: str, scheme: str) -> None:
    context, page = opened(browser, color_scheme=scheme)
    for address in ADDRESSES if (language, scheme) == ("kk", "light") else ADDRESSES[:1]:
        page.goto(f"{HOST}/{language}/design/{address}")
        page.evaluate("document.querySelectorAll('main details, .specimens details').forEach(one => { one.open = !one.name; })")
        assert wrong(page) == [], address
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_scrolls_sideways(browser: Browser, width: int) -> None:
    context, page = opened(browser, viewport={"width": width, "height": 800})
    for address in ADDRESSES if width in (320, 1440) else ADDRESSES[:1]:
        page.goto(f"{HOST}/kk/design/{address}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    context.close()


def test_twice_the_text_size_still_fits_a_phone(browser: Browser) -> None:
    context, page = opened(browser, viewport={"width": 360, "height": 740})
    for name in ("home", "question", "code", "letter", "work"):
        page.goto(f"{HOST}/kk/design/pages/{name}/")
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    context.close()


def test_an_error_summary_takes_the_focus_without_a_script(browser: Browser) -> None:
    context, page = opened(browser, java_script_enabled=True)
    page.goto(f"{HOST}/en/design/pages/question-wrong/")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.get_by_role("link", name="What happened?").click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    context.close()


def test_keys_of_the_work_list(browser: Browser) -> None:
    context, page = opened(browser)
    page.goto(f"{HOST}/en/design/pages/work/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".row.here .row-number").inner_text() == "2026-004512"
    page.keyboard.press("k")
    assert page.locator(".row.here .row-number").inner_text() == "2026-004377"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("jk?")
    assert page.locator("[data-find]").input_value() == "jk?", "keys do nothing while one types"
    page.locator("[data-find]").blur()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    context.close()


def test_x_selects_the_row(browser: Browser) -> None:
    context, page = opened(browser)
    page.goto(f"{HOST}/en/design/")
    page.locator(".row-link").first.focus()
    page.keyboard.press("x")
    assert page.locator(".row-tick").first.is_checked()
    context.close()


def test_a_letter_prints_alone(browser: Browser) -> None:
    context, page = opened(browser)
    page.goto(f"{HOST}/en/design/pages/letter/")
    page.emulate_media(media="print")
    assert page.locator(".sheet").is_visible()
    for around in (".head", ".foot", ".exit", ".actions"):
        assert not page.locator(around).first.is_visible(), around
    context.close()
