"""Descriptions for machines, made from the forms themselves: the fields of a verb, and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from arasha.complaints.api.body import LARGEST
from arasha.complaints.api.by_hand import why_by_hand
from arasha.complaints.api.gate import endpoint
from arasha.complaints.api.problem import answer
from arasha.complaints.desk.frame import page_language
from arasha.complaints.desk.verbs import VerbPage, verb_pages
from arasha.complaints.forms.desk import RecommendationForm, RemedyForm
from arasha.complaints.queries.desk_filters import Filters

# How the desk's page remembers a letter that was edited and a button that was pressed; a program sends its words as `text`, and an
# Idempotency-Key.
NEVER = ("proposed", "press")
NAMES = tuple(Filters.__dataclass_fields__)
ERROR = {
    "type": "object",
    "required": ["status", "code", "message"],
    "properties": {
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "the same in every language, such as not_yours or changed_meanwhile"},
        "message": {"type": "string", "description": "a sentence in the asked language"},
        "fields": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "version": {"type": "integer"},
        "state": {"type": "string"},
    },
}


@endpoint("desk", "GET", "HEAD")
def index(request: HttpRequest) -> HttpResponse:
    """What there is, in one look."""
    paths = _paths()
    endpoints = [
        {"method": method.upper(), "path": path, "what": operation["summary"]}
        for path, operations in paths.items()
        for method, operation in operations.items()
    ]
    return answer({"name": "Arasha", "version": "1", "openapi": reverse("api:openapi"), "endpoints": endpoints})


@endpoint("desk", "GET", "HEAD")
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1. What may be chosen only on a certain complaint (a body, an officer) is told by the verb's own address."""
    doable = {name: page for name, page in verb_pages().items() if not why_by_hand(page)}
    bodies = {f"verb_{name}": _body_schema(page) for name, page in doable.items()}
    return answer(
        {
            "openapi": "3.1.0",
            "info": {"title": "Arasha", "version": "1", "license": {"name": "AGPL-3.0-or-later"}},
            "security": [{"token": []}],
            "paths": {**_paths(), **{path: {"post": post} for path, post in _verb_paths(doable).items()}},
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "schemas": {"error": ERROR, **bodies},
            },
        }
    )


def form_fields(fields: Mapping[str, forms.Field]) -> dict[str, dict[str, Any]]:
    """Each field as a program needs it: label, help, whether it must be sent, its JSON Schema with what may be chosen."""
    return {
        name: {
            "label": str(field.label or ""),
            "help": str(field.help_text),
            "required": field.required,
            "schema": _schema(field),
        }
        for name, field in fields.items()
        if name not in NEVER
    }


def _schema(field: forms.Field) -> dict[str, Any]:
    """The JSON Schema of one field's value."""
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.IntegerField):
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string", **_one_of(field)}}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", **_one_of(field)}
    longest = getattr(field, "max_length", None)
    kind = {"format": "email"} if isinstance(field, forms.EmailField) else {}
    return {"type": "string", **kind, **({"maxLength": longest} if longest else {})}


def _one_of(field: forms.ChoiceField) -> dict[str, Any]:
    """What may be chosen, with its words; nothing where it hangs on the complaint and is not known yet."""
    offered: Any = field.choices
    flat = [one for value, label in offered for one in (label if isinstance(label, list | tuple) else [(value, label)])]
    return {"oneOf": [{"const": str(value), "title": str(label)} for value, label in flat]} if flat else {}


def _body_schema(page: VerbPage) -> dict[str, Any]:
    """What the verb's form takes on any complaint."""
    fields = form_fields(_declared(page.form))
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: {"title": one["label"], **one["schema"]} for name, one in fields.items()},
        "required": [name for name, one in fields.items() if one["required"]],
        "additionalProperties": False,
    }
    if issubclass(page.form, RemedyForm):  # one more for each recommendation of the complaint
        schema["patternProperties"] = {"^assess-": {"type": "string"}}
    return schema


def _declared(form: type[forms.Form]) -> dict[str, forms.Field]:
    """The fields of the class, without the one that a recommendation's form inherits and takes out: it has no letter of its own."""
    fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
    return {name: field for name, field in fields.items() if not (name == "text" and issubclass(form, RecommendationForm))}


def _paths() -> dict[str, dict[str, Any]]:
    which = _parameter("complaint", "path", gettext("Identifier or number of the complaint"))
    verb = _parameter("verb", "path", gettext("Code of the verb"))
    query = [_parameter(name, "query", "") for name in (*NAMES, "before", "after")]
    one = f"{reverse('api:complaints')}/{{complaint}}"
    return {
        reverse("api:index"): {"get": _operation(gettext("This description"))},
        reverse("api:openapi"): {"get": _operation(gettext("OpenAPI 3.1, made from the forms"))},
        reverse("api:complaints"): {"get": _operation(gettext("The list, as the desk shows it"), *query)},
        one: {"get": _operation(gettext("One complaint: header, terms, what can be done now"), which)},
        f"{one}/verbs/{{verb}}": {
            "get": _operation(gettext("The fields of a verb, with what may be chosen now"), which, verb),
            "post": _operation(gettext("Do the verb"), which, verb, _parameter("Idempotency-Key", "header", "")),
        },
    }


def _verb_paths(pages: Mapping[str, VerbPage]) -> dict[str, dict[str, Any]]:
    """One path a verb, so that each has the schema of its own body."""
    which = _parameter("complaint", "path", gettext("Identifier or number of the complaint"))
    key = _parameter("Idempotency-Key", "header", "")
    paths = {}
    for name, page in pages.items():
        body = {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/verb_{name}"}}}}
        described = {"description": gettext("At most %(kb)s KB.") % {"kb": LARGEST // 1024}}
        operation = _operation(str(page.lead), which, key)
        paths[f"{reverse('api:complaints')}/{{complaint}}/verbs/{name}"] = {
            "operationId": name, **operation, "requestBody": {**body, **described},
        }  # fmt: skip
    return paths


def _operation(summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}}}
    return {
        "summary": summary,
        "parameters": [*parameters, _parameter("lang", "query", "", {"enum": ["kk", "ru", "en"], "default": page_language()})],
        "responses": {"200": {"description": gettext("Done")}, "default": {"description": gettext("Refused"), **error}},
    }


def _parameter(name: str, place: str, about: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    described = {"description": about} if about else {}
    return {"name": name, "in": place, "required": place == "path", **described, "schema": {"type": "string", **(schema or {})}}
