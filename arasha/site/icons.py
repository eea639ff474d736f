"""The icons, drawn on a grid of 16 and written into the page, so that they cost no request and follow the text's colour."""

from __future__ import annotations

_LINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.75"/>'


def _line(path: str) -> str:
    return f'<path {_LINE} d="{path}"/>'


ICONS: dict[str, str] = {
    # states
    "dashed": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.75" stroke-dasharray="2.2 2.2"/>',
    "ring": _RING,
    "quarter": _RING + '<path fill="currentColor" d="M8 8V3.6A4.4 4.4 0 0 1 12.4 8z"/>',
    "half": _RING + '<path fill="currentColor" d="M8 3.6a4.4 4.4 0 0 1 0 8.8z"/>',
    "most": _RING + '<path fill="currentColor" d="M8 8V3.6A4.4 4.4 0 1 1 3.6 8z"/>',
    "full": '<circle cx="8" cy="8" r="6.9" fill="currentColor"/>',
    "square": '<rect x="2" y="2" width="12" height="12" rx="1" fill="none" stroke="currentColor" stroke-width="1.75"/>'
    '<path fill="currentColor" d="M5 8h6v3H5z"/>',
    "pause": '<path fill="currentColor" d="M3.5 2h3v12h-3zM9.5 2h3v12h-3z"/>',
    "pen": _line("M3 13l.8-3.2L10.6 3a1.7 1.7 0 0 1 2.4 2.4L6.2 12.2zM9 14h5"),
    "arrow": _line("M2 8h11M9 4l4 4-4 4"),
    "minus": _RING + _line("M5.2 8h5.6"),
    "question": _RING + _line("M6.3 6.4c.2-2 3.4-2 3.4-.1 0 1.2-1.7 1.3-1.7 2.6M8 11.3v.1"),
    "back": _line("M6 3L2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 7H7"),
    "check": _line("M2.5 8.5l3.7 4L13.5 4"),
    # terms and marks
    "clock": _RING + _line("M8 4.8V8l2.2 1.6"),
    "late": '<path fill="currentColor" d="M8 1.2L15.4 14.5H.6z"/><path class="inset" d="M7.1 5.6h1.8v4.6H7.1zM7.1 11.2h1.8v1.8H7.1z"/>',
    "urgent": '<path fill="currentColor" d="M9.5 1L3 9.2h4L6.2 15 13 6.6H8.8z"/>',
    "sealed": '<path fill="currentColor" d="M3 7.2h10V15H3z"/>' + _line("M5 7V4.8a3 3 0 0 1 6 0V7"),
    "lock": _line("M3.2 7.4h9.6v6.8H3.2zM5 7.2V5a3 3 0 0 1 6 0v2.2"),
    "mask": _RING + _line("M4.8 7.4h2.1M9.1 7.4h2.1"),
    "child": _line("M8 5.4a2 2 0 1 1 0-.1M8 7.2v4M5 8.4l3-1 3 1M8 11l-2 3.4M8 11l2 3.4"),
    # things and doings
    "cross": _line("M3.5 3.5l9 9M12.5 3.5l-9 9"),
    "left": _line("M10 3L5 8l5 5"),
    "right": _line("M6 3l5 5-5 5"),
    "down": _line("M3.5 6L8 10.5 12.5 6"),
    "search": '<circle cx="6.8" cy="6.8" r="4.3" fill="none" stroke="currentColor" stroke-width="1.75"/>' + _line("M10.2 10.2L14 14"),
    "letter": _line("M1.8 3.5h12.4v9H1.8zM2 4l6 5 6-5"),
    "note": _line("M3 2h7l3 3v9H3zM5.5 8h5M5.5 11h5"),
    "message": _line("M2 3h12v8H7l-3 3v-3H2z"),
    "file": _line("M4 1.8h5L12.5 5v9.2H4zM9 2v3.2h3.3"),
    "picture": _line("M2 3h12v10H2zM2.5 12l3.5-4 3 3 2-1.6 2.8 2.6M10.6 6.2v.1"),
    "inquiry": _line("M2 13.5V6l6-3.5L14 6v7.5M2 13.5h12M5.5 13V9M8 13V9M10.5 13V9"),
    "phone": _line("M3.2 2.5l2.3-.4 1.3 3-1.5 1.3c.8 1.7 2.1 3 3.9 3.9l1.3-1.5 3 1.3-.4 2.3C8 13.8 2.2 8 3.2 2.5z"),
    "place": _line("M8 14.5S3 10 3 6.5a5 5 0 0 1 10 0C13 10 8 14.5 8 14.5zM8 6.4v.2"),
    "person": _line("M8 7.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.8 14.2c.7-3 2.7-4.4 5.2-4.4s4.5 1.4 5.2 4.4"),
    "eye": _line("M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8zM8 9.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2z"),
    "print": _line("M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z"),
    "plus": _line("M8 3v10M3 8h10"),
    "info": _RING + _line("M8 7.4v3.8M8 4.8v.1"),
    "link": _line("M6.5 9.5l3-3M7 4.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"),
}  # fmt: skip

# Three upright strokes, the middle one stepping forward: heads on one line, the nearer one larger, its foot lower.
MARK = (
    '<path class="mark-back" d="M3.5 2.5h3.3v14H3.5zM17.2 2.5h3.3v14h-3.3z"/><path class="mark-front" d="M9.7 2.5h4.6v19H9.7z"/>'
)


def draw(name: str, label: str = "", css: str = "") -> str:
    """An inline SVG. Without a label it is decoration, hidden from screen readers. Raises KeyError for an unknown name."""
    spoken = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return f'<svg class="{f"icon {css}".strip()}" viewBox="0 0 16 16" width="16" height="16" {spoken}>{ICONS[name]}</svg>'
