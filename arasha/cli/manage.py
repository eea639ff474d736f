"""`arasha manage …`: Django's own commands with the office's settings."""

from __future__ import annotations

import os


def main(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arasha.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["arasha manage", *argv])
    return 0
