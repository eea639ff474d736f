"""People in front of a screen: each has a browser of their own, types, presses, and what they see is watched."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
SHOWN = """() => [document.body.innerText,
  ...[...document.querySelectorAll('textarea')].map(one => one.value),
  ...[...document.querySelectorAll('input:not([type=hidden]):not([type=password])')].map(one => one.value),
  ...[...document.querySelectorAll('details:not([open])')].map(one => one.textContent)].join('\\n')"""
PATIENCE = 60_000  # milliseconds that a busy machine is given for one page
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Person:
    """One person's browser, in one language. `look` is called on every page they come to."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        language: str,
        look: Callable[[Person], None],
        *,
        screen: dict[str, int] = DESKTOP,
        script: bool = True,
    ) -> None:
        self.url, self.language, self.look, self.screen, self.script = url, language, look, screen, script
        self.context = browser.new_context(
            viewport=screen, java_script_enabled=script, locale=language, has_touch=screen is PHONE, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def go(self, path: str, *, expect: int = 200) -> None:
        """Open an address of the office, without the language in front."""
        self.open(f"{self.url}/{self.language}/{path}", expect=expect)

    def open(self, url: str, *, expect: int = 200) -> None:
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.status == expect, f"{url}: {answer.status}\n{self.text()}"
        self.look(self)

    def press(self, selector: str, *, expect: int = 200) -> None:
        """Press what leads to another page, and look at that."""
        with self.page.expect_navigation() as led:
            self.page.locator(selector).first.click()
        answer = led.value
        assert answer is None or answer.status == expect, f"{selector} led to {self.page.url}: {answer.status}\n{self.text()}"
        self.look(self)

    def send(self, form: str, *, expect: int = 200) -> None:
        """Press the main button of a form."""
        self.press(f"form#{form} .actions button.primary", expect=expect)

    def type(self, **values: str) -> None:
        for name, value in values.items():
            self.field(name).fill(value)

    def choose(self, **values: str) -> None:
        """Choose by the value behind it: of a list, or one of several circles."""
        for name, value in values.items():
            circle = self.page.locator(f'input[type=radio][name="{name}"][value="{value}"]')
            if circle.count():
                self.tick(circle)
            else:
                self.field(name).select_option(value)

    def tick(self, box: Locator) -> None:
        """Press the label of a circle or a box, as people do: it covers the whole line."""
        self.page.locator(f'label[for="{box.first.get_attribute("id")}"]').click()
        assert box.first.is_checked()

    def field(self, name: str) -> Locator:
        return self.page.locator(f':is(main, aside) [name="{name}"]:not([type=hidden])')

    def text(self) -> str:
        """What the page says, what stands in its fields, and what is folded away."""
        if self.script:
            return str(self.page.evaluate(SHOWN))
        fields = self.page.locator("textarea, input:not([type=hidden]):not([type=password])")
        return "\n".join([self.page.locator("body").inner_text(), *(one.input_value() for one in fields.all())])

    def download(self, selector: str) -> bytes:
        """The file behind a link, with this browser's session."""
        return self.get(str(self.page.locator(selector).first.get_attribute("href")))

    def get(self, href: str) -> bytes:
        """What stands at an address, with this browser's session."""
        answer = self.context.request.get(f"{self.url}{href}")
        assert answer.status == 200, href
        return answer.body()

    @property
    def kind(self) -> str:
        """Which page it is: its address without language and identifiers."""
        parts = urlsplit(self.page.url)
        path = IDENTIFIER.sub("-", parts.path.partition(f"/{self.language}/")[2])
        path = re.sub(r"^answer/[^/]+", "answer/-", path)
        return f"{path}?{parts.query}" if parts.query else path

    @property
    def heading(self) -> str:
        found = self.page.locator("h1")
        return found.first.inner_text() if found.count() else ""

    def close(self) -> None:
        self.context.close()


def jpeg(remark: bytes = b"") -> bytes:
    """A real photograph's bytes: 640 by 480, with a remark in its data, as cameras and programs put it there: EXIF and comment."""
    import io

    from PIL import Image

    made, out = Image.effect_noise((640, 480), 40).convert("RGB"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = remark  # ImageDescription
    options: dict[str, Any] = {"comment": remark, "exif": exif} if remark else {}
    made.save(out, "JPEG", quality=80, **options)
    return out.getvalue()
