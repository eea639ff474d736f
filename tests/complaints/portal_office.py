"""The public side driven as a browser without JavaScript does it. All people and events are made up."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
TYPED: dict[str, dict[str, Any]] = {
    "who": {"about": "other", "affected_name": "Example Affectedov", "relation": "mother"},
    "what": {"story": "Synthetic: they kept him for two days without a doctor."},
    "body": {"body": "", "body_region": "", "body_text": "the police of Testville"},
    "place": {"region": "", "place": "Testville", "when": "in spring", "date": "14 04 2026"},
    "tried": {"tried": "a letter to the head", "court": "no"},
    "want": {"want": "a doctor"},
    "reach": {"identity": "named", "name": "Example Complainantova", "email": "", "phone": "", "address": "", "safe": "yes",
              "contact_note": "", "language": "en"},
}  # fmt: skip


def begin(client: Client, language: str = "en") -> None:
    response = client.post(f"/{language}/tell/")
    assert response.status_code == 302, response.content


def fill(client: Client, language: str = "en", **changes: dict[str, Any]) -> None:
    """Answer all seven questions; `changes` by question."""
    for slug, typed in TYPED.items():
        response = client.post(f"/{language}/tell/{slug}/", {**typed, **changes.get(slug, {})})
        assert response.status_code == 302, (slug, response.status_code, response.content.decode())


def told(client: Client, language: str = "en", **changes: dict[str, Any]) -> str:
    """Tell and send; returns the code as it stood on the page."""
    begin(client, language)
    fill(client, language, **changes)
    client.get(f"/{language}/tell/check/")
    assert client.post(f"/{language}/tell/check/")["Location"] == f"/{language}/tell/code/"
    return code_on(client.get(f"/{language}/tell/code/"))


def told_from_here(client: Client, language: str = "en", skip: tuple[str, ...] = ()) -> str:
    """The rest of a draft that was begun elsewhere, and sending."""
    for slug, typed in TYPED.items():
        if slug not in skip:
            client.post(f"/{language}/tell/{slug}/", typed)
    client.get(f"/{language}/tell/check/")
    client.post(f"/{language}/tell/check/")
    return code_on(client.get(f"/{language}/tell/code/"))


def code_on(response: Any) -> str:
    return response.context["code"]


def picture(name: str = "photo.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")
