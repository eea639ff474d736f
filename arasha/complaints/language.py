"""The language that is spoken to whoever is served now."""

from __future__ import annotations

from django.utils.translation import get_language


def page_language() -> str:
    """The language of this page: kk, ru or en."""
    return (get_language() or "kk")[:2]
