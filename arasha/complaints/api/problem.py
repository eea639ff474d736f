"""What went wrong, for a machine: JSON with the status, a code that is the same in every language, and a sentence for a person."""

from __future__ import annotations

import re
from typing import Any

from django.http import JsonResponse

from arasha.errors import DomainError


def refused(refusal: DomainError, **more: Any) -> JsonResponse:
    """The domain's refusal: its own name is the code, its sentence is in the language of the request."""
    return problem(refusal.status, _code(type(refusal).__name__), str(refusal), **more)


def problem(status: int, code: str, message: str, **more: Any) -> JsonResponse:
    return answer({"status": status, "code": code, "message": message, **more}, status=status)


def answer(content: dict[str, Any], *, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def _code(name: str) -> str:
    """NotYours → not_yours."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
