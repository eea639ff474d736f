"""The browser's own "Back" after a refused answer finds a page of ours."""

from __future__ import annotations

from typing import Any

from tests.browser.server import Server


def test_back_after_a_mended_date_finds_the_question(browser: Any, shared_office: Server) -> None:
    context = browser.new_context(locale="ru")
    page = context.new_page()
    try:
        page.goto(f"{shared_office.url}/ru/tell/")
        page.locator("main button.primary").first.click()
        page.goto(f"{shared_office.url}/ru/tell/place/")
        page.locator("[name=date]").fill("31 02 2026")
        page.locator("main button.primary").first.click()
        assert page.locator("[name=date]").input_value() == "31 02 2026"
        assert page.locator("[aria-invalid=true]").count() == 1
        page.locator("[name=date]").fill("14 04 2026")
        page.locator("main button.primary").first.click()
        page.wait_for_url("**/tell/tried/")  # the whole page: Chromium goes back only from one that stands
        assert "/tell/tried/" in page.url
        answer = page.go_back()
        assert answer is not None
        assert answer.status == 200
        assert "/tell/place/" in page.url
        assert page.locator("[name=date]").input_value() == "14 04 2026"
    finally:
        context.close()
