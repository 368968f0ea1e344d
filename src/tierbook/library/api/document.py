"""The OpenAPI document: made from the operations, with an example for each, and kept as `openapi.json`.

`build_document` is called by `python -m tierbook.library.api.make` and by the test that compares; what is served is the
file, so that a program reads the contract and not whatever a server happens to make of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from tierbook.library.api import API_VERSION
from tierbook.library.api.answers import ANNOTATION, CSV, JSON, PLAIN
from tierbook.library.api.assembly import api
from tierbook.library.api.door import OPERATIONS, Operation
from tierbook.library.api.parameters import SHAPES
from tierbook.library.api.problems import MEDIA_TYPE, PROBLEMS
from tierbook.library.api.shapes import field_names, load_shapes

__all__ = ["ABOUT", "build_document", "document_bytes", "load_document"]

ABOUT = """\
Everything that the pages show, for programs. Reading needs no key.

Values are told with the words they rest on. `stated_*` is what a text or an official source says; `computed_*` is \
tierbook's own and unofficial; the two never share a field. Absence has names and is never *no* and never 0. A \
sample is our own restatement, marked `sample: true`, and no source. Counts of routes are mentions in narratives, \
never numbers of people.

Lists are given page by page: follow `next`. `fields` gives fewer fields, `format=csv` (or `Accept: text/csv`) a \
table. Every answer has an `ETag`: send it as `If-None-Match`, and an answer that has not changed costs neither you \
nor the library anything. What goes wrong is `application/problem+json` with what to do. `RateLimit` says how much \
may still be asked.

Within version 1 fields, parameters and operations may be added; a program passes over what it does not know. \
Nothing is taken away or given another meaning without a new version at a new address."""

_BODIES = ("Reported",)
_EVERY = (
    "bad-request", "wrong-parameter", "no-such-format", "address-too-long", "too-many-requests", "failed", "not-ready",
)  # fmt: skip
Fetch = Callable[..., Any]


@cache
def document_bytes() -> bytes:
    """Return the committed document."""
    return (files("tierbook.library.api") / "openapi.json").read_bytes()


@cache
def load_document() -> Mapping[str, Any]:
    """Return the committed document as plain values."""
    made: Mapping[str, Any] = json.loads(document_bytes())
    return made


def build_document(fetch: Fetch) -> dict[str, Any]:
    """Make the document.

    Args:
        fetch: gives the answer to a GET of an address, as plain values; it is asked for every example.
    """
    raw = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    paths: dict[str, Any] = {}
    for path in sorted(raw["paths"]):
        methods = {}
        for method, details in raw["paths"][path].items():
            one = OPERATIONS.get(details["operationId"])
            methods[method] = _operation(details, one, fetch) if one else details
        paths[path] = methods
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tierbook",
            "version": API_VERSION,
            "summary": "The Trafficking in Persons Report as data, with the words behind every value",
            "description": ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The library that serves this document"}],
        "tags": _tags(paths),
        "paths": paths,
        "components": _components(raw),
    }


def _tags(paths: Mapping[str, Any]) -> list[dict[str, str]]:
    order = (
        "Begin",
        "Search",
        "Documents",
        "Findings",
        "Codebook",
        "Countries",
        "Editions",
        "Comparison",
        "Law",
        "Record",
        "Reports",
    )
    names = {
        tag for methods in paths.values() for one in methods.values() for tag in one.get("tags", ())
    }
    known = [name for name in order if name in names]
    return [{"name": name} for name in (*known, *sorted(names - set(known)))]


def _operation(details: dict[str, Any], one: Operation, fetch: Fetch) -> dict[str, Any]:
    """Return an operation with its answers, example and parameters as they are."""
    example = f"/api/v1{_named_example(one.example, fetch)}"
    made = {
        **details,
        "description": details.get("description", "").strip() or details["summary"] + ".",
        "parameters": [
            _parameter(p, one, example) for p in _in_order(details.get("parameters", ()))
        ],
        "responses": _responses(one, fetch(example, one.body)),
        "x-example-request": example,
    }
    if one.body:
        made["requestBody"]["content"][JSON]["example"] = dict(one.body)
    return _named(made)


def _in_order(parameters: Iterable[Any]) -> list[Any]:
    """Return parameters as people look for them: where, which, then how much and in which form."""
    last = ("limit", "cursor", "fields", "format")
    return sorted(parameters, key=lambda p: last.index(p["name"]) + 1 if p["name"] in last else 0)


def _named_example(example: str, fetch: Fetch) -> str:
    """Return the request of an example; `FINDING` stands for the stated tier of its document."""
    if "/findings/FINDING" not in example:
        return example
    listed = fetch(f"/api/v1{example.partition('/findings/')[0]}/findings?variable=tier.stated")
    return example.replace("FINDING", listed["items"][0]["id"])


def _parameter(parameter: dict[str, Any], one: Operation, example: str) -> dict[str, Any]:
    schema = {
        k: v for k, v in parameter["schema"].items() if k not in ("title", "description", "default")
    }
    made: dict[str, Any] = {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter["required"],
        "description": parameter.get("description") or _PATH.get(parameter["name"], ""),
    }
    schema = _without_null(schema)
    if schema.get("type") == "array":
        made.update(style="form", explode=parameter["name"] != "fields")
    if parameter["name"] == "fields":
        known = dict.fromkeys((*field_names(one.shape), *(c for c in one.columns if c != "…")))
        schema = {"type": "array", "items": {"type": "string", "enum": list(known)}}
        if "…" in one.columns:
            schema = {"type": "array", "items": {"type": "string", "pattern": "^[A-Za-z0-9_]+$"}}
    made["schema"] = schema
    given = _given(parameter, example, one.path)
    if given is not None:
        made["example"] = given
    return made


_PATH = {
    "document_id": "Id of a document.",
    "finding_id": "Id of a finding of that document.",
    "variable_id": "Id of a variable.",
    "country": "A country.",
    "year": "Year of an edition.",
    "before": "The earlier edition.",
    "after": "The later edition.",
    "entry_id": "Id of an entry of the statute.",
}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out: leaving it out is not sending null."""
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(options) == 1:
        rest = {k: v for k, v in schema.items() if k != "anyOf"}
        return {**options[0], **rest}
    return schema


def _given(parameter: Mapping[str, Any], example: str, path: str) -> Any:
    """Return what the example request gives for a parameter."""
    from urllib.parse import parse_qs

    asked = urlsplit(example)
    name, array = parameter["name"], parameter["schema"].get("type") == "array"
    if parameter["in"] == "path":
        names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
        fixed = [part for part in path.split("/") if part and not part.startswith("{")]
        parts = [part for part in asked.path.split("/")[4:] if part not in fixed]
        value = dict(zip(names, parts, strict=False)).get(name)
        return _number(value)
    values = parse_qs(asked.query).get(name)
    if not values:
        return None
    return [v for one in values for v in one.split(",")] if array else _number(values[0])


def _number(value: str | None) -> Any:
    return int(value) if value is not None and value.isdigit() and len(value) < 5 else value


def _responses(one: Operation, example: Any) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media in one.media:
        name = media.partition(";")[0] if media != ANNOTATION else "application/ld+json"
        if media in (CSV, PLAIN):
            content[name] = {"schema": {"type": "string"}}
        else:
            content[name] = {"schema": _schema(one), "example": example}
    headers = _ref_headers("RateLimit") if one.body else _ref_headers("ETag", "RateLimit")
    found: dict[str, Any] = {
        "201" if one.body else "200": {
            "description": load_shapes()[one.shape]["description"],
            "headers": headers,
            "content": content,
        },
    }
    if not one.body:
        found["304"] = {"description": "Nothing has changed since the `ETag` that was sent."}
    kinds = [*_EVERY, *one.problems, *(["not-found"] if "{" in one.path else [])]
    by_status: dict[int, list[str]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(PROBLEMS[kind].status, []).append(kind)
    for status in sorted(by_status):
        found[str(status)] = {
            "description": "; ".join(f"{PROBLEMS[k].title} (`{k}`)" for k in by_status[status]),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found


def _ref_headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _schema(one: Operation) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{one.shape}"}
    if not one.listing:
        return item
    beside = load_shapes()[one.more]["properties"] if one.more else {}
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item},
            "total": {"type": "integer", "description": "How many there are in all."},
            "next_cursor": {
                "type": ["string", "null"],
                "description": "Where to go on; null at the end.",
            },
            "next": {
                "type": ["string", "null"],
                "description": "Address of the next page; null at the end.",
            },
            **beside,
        },
        "required": ["items", "total", "next_cursor", "next"],
    }


def _named(value: Any) -> Any:
    """Return the value with every kind that has a name as a reference to it."""
    if isinstance(value, dict):
        if "x-shape" in value:
            return {"$ref": f"#/components/schemas/{value['x-shape']}"}
        return {k: v if k == "example" else _named(v) for k, v in value.items()}
    return [_named(one) for one in value] if isinstance(value, list) else value


def _components(raw: Mapping[str, Any]) -> dict[str, Any]:
    bodies = {name: one for name, one in raw["components"]["schemas"].items() if name in _BODIES}
    return {
        "schemas": dict(sorted({**SHAPES, **load_shapes(), **bodies}.items())),
        "headers": {
            "ETag": {
                "description": "A weak validator; send it as `If-None-Match`.",
                "schema": {"type": "string"},
            },
            "RateLimit": {
                "description": "What is left of the allowance and in how many seconds it is whole again: "
                '`"reading";r=590;t=41`.',
                "schema": {"type": "string"},
            },
        },
        **(
            {"securitySchemes": raw["components"]["securitySchemes"]}
            if "securitySchemes" in raw["components"]
            else {}
        ),
    }
