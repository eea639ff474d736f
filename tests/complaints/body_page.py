"""A body's contact before their page: whoever has the link and the code."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.bodies import codes
from arasha.bodies.models import SecureLink

CODE = "1234 5678"


def with_code(link: SecureLink) -> SecureLink:
    """The link as it is once the office has told the contact CODE."""
    link.code_hash = codes.code_hash(link, codes.read_code(CODE))
    link.save(update_fields=["code_hash"])
    return link


class Contact:
    """A browser that types the code to see the page, and then sends its form with the pass that the page carries."""

    def __init__(self, client: Client | None = None) -> None:
        self.browser = client or Client()

    def get(self, path: str, **more: Any) -> Any:
        return self.browser.post(path, {"code": CODE}, **more) if self._open(path) else self.browser.get(path, **more)

    def post(self, path: str, typed: dict[str, Any], **more: Any) -> Any:
        link = self._open(path)
        given = {"pass": codes.pass_for(link, at=timezone.now())} if link else {}
        return self.browser.post(path, {**given, **typed}, **more)

    @property
    def cookies(self) -> Any:
        return self.browser.cookies

    def _open(self, path: str) -> SecureLink | None:
        """The link behind an address of the answer; none for the page that says that it was sent."""
        parts = path.strip("/").split("/")
        if len(parts) != 3:
            return None
        link = SecureLink.objects.filter(token_hash=vault.token_hash(parts[2]), used_at=None, revoked_at=None).first()
        return with_code(link) if link and link.code_hash is None else link
