"""The document as a page: operations by group, with parameters, answers and examples in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

__all__ = ["DocumentPage", "view_document", "with_code"]

_CODES = 12  # codes that are listed in a cell
_LONGEST = 4000  # characters of an example on the page


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter: its name, what may be given, whether it must be, what it means, what the example gives."""

    name: str
    where: str
    kind: str
    required: bool
    about: SafeString
    example: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an answer."""

    name: str
    kind: str
    about: SafeString
    link: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as the page prints it."""

    id: str
    method: str
    path: str
    summary: str
    about: SafeString
    parameters: tuple[ParameterRow, ...]
    media: tuple[str, ...]
    shape: str
    listing: bool
    fields: tuple[FieldRow, ...]
    problems: tuple[tuple[str, SafeString], ...]
    request: str
    example: str
    cut: bool


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A shape that fields of answers have."""

    name: str
    about: SafeString
    fields: tuple[FieldRow, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The whole page."""

    version: str
    about: tuple[SafeString, ...]
    groups: tuple[tuple[str, str, tuple[OperationView, ...]], ...]
    shapes: tuple[ShapeView, ...]


def view_document(document: Mapping[str, Any]) -> DocumentPage:
    """Lay out the document."""
    schemas = document["components"]["schemas"]
    groups: dict[str, list[OperationView]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            groups[one["tags"][0]].append(_operation(path, method, one, schemas))
    return DocumentPage(
        version=document["info"]["version"],
        about=tuple(with_code(part) for part in document["info"]["description"].split("\n\n")),
        groups=tuple((name, name.lower(), tuple(ones)) for name, ones in groups.items()),
        shapes=tuple(_shape(name, schema) for name, schema in schemas.items()),
    )


def with_code(words: str) -> SafeString:
    """Return words with what stands between backticks as code, and between stars as emphasis."""
    parts = words.split("`")
    drawn = (
        (format_html("<code>{}</code>", part) if n % 2 else _with_stars(part),)
        for n, part in enumerate(parts)
    )
    return format_html_join("", "{}", drawn)


def _with_stars(words: str) -> SafeString:
    parts = words.split("*")
    if len(parts) % 2 == 0:
        return format_html("{}", words)
    drawn = ((format_html("<i>{}</i>" if n % 2 else "{}", part),) for n, part in enumerate(parts))
    return format_html_join("", "{}", drawn)


def _operation(
    path: str, method: str, one: Mapping[str, Any], schemas: Mapping[str, Any]
) -> OperationView:
    good = next(code for code in one["responses"] if code.startswith("2"))
    content = one["responses"][good].get("content", {})
    body = next((part for part in content.values() if "example" in part), {})
    schema = body.get("schema", {})
    listing = "items" in schema.get("properties", {})
    ref = schema["properties"]["items"]["items"] if listing else schema
    shape = ref.get("$ref", "").rpartition("/")[2]
    words = orjson.dumps(body.get("example"), option=orjson.OPT_INDENT_2).decode()
    return OperationView(
        id=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one["summary"],
        about=with_code(one["description"]),
        parameters=tuple(_parameter(p) for p in one.get("parameters", ())),
        media=tuple(content),
        shape=shape,
        listing=listing,
        fields=tuple(_fields(schemas[shape])) if shape else (),
        problems=tuple(
            (code, with_code(answer["description"]))
            for code, answer in one["responses"].items()
            if not code.startswith("2")
        ),
        request=one.get("x-example-request", ""),
        example=words[:_LONGEST],
        cut=len(words) > _LONGEST,
    )


def _parameter(parameter: Mapping[str, Any]) -> ParameterRow:
    example = parameter.get("example", "")
    return ParameterRow(
        name=parameter["name"],
        where=parameter["in"],
        kind=_kind(parameter["schema"]),
        required=parameter["required"],
        about=with_code(parameter["description"]),
        example=",".join(map(str, example)) if isinstance(example, list) else str(example),
        link=_link(_kind(parameter["schema"])),
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a schema asks for, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        codes = [str(code) for code in schema["enum"]]
        more = f" and {len(codes) - _CODES} more" if len(codes) > _CODES else ""
        return "one of " + ", ".join(codes[:_CODES]) + more
    kind = schema.get("type", "any value")
    if isinstance(kind, list):
        return " or ".join(
            "nothing" if one == "null" else _kind({**schema, "type": one}) for one in kind
        )
    if kind == "array":
        inner = _kind(schema.get("items", {}))
        return (
            f"any of {inner.removeprefix('one of ')}"
            if inner.startswith("one of ")
            else f"list of {inner}"
        )
    if kind == "integer" and "minimum" in schema and "maximum" in schema:
        return f"number from {schema['minimum']} to {schema['maximum']}"
    return {
        "string": "text",
        "integer": "number",
        "object": "record",
        "boolean": "true or false",
    }.get(kind, kind)


def _fields(schema: Mapping[str, Any]) -> Iterator[FieldRow]:
    for name, field in schema.get("properties", {}).items():
        kind = _kind(field)
        yield FieldRow(name, kind, with_code(field.get("description", "")), _link(kind))


def _link(kind: str) -> str:
    """Return the anchor of the shape that a kind names, nothing where it names none."""
    word = kind.removeprefix("list of ").partition(" or ")[0]
    return f"#shape-{word}" if word[:1].isupper() else ""


def _shape(name: str, schema: Mapping[str, Any]) -> ShapeView:
    return ShapeView(
        name,
        with_code(schema.get("description", "")),
        tuple(_fields(schema)),
        tuple(str(code) for code in schema.get("enum", ())),
    )
