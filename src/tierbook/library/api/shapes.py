"""Shapes of answers, from `shapes.yaml`: JSON Schema with what each field is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.files import load_yaml

__all__ = ["field_names", "load_shapes"]


@cache
def load_shapes() -> Mapping[str, Mapping[str, Any]]:
    """Return every shape by name, as a JSON Schema."""
    path = files("tierbook.library.api") / "shapes.yaml"
    raw = load_yaml(path)
    return {name: _schema(shape) for name, shape in raw.items()}


def field_names(shape: str) -> tuple[str, ...]:
    """Return the names of a shape's fields."""
    return tuple(load_shapes()[shape]["properties"])


def _schema(shape: Mapping[str, Any]) -> dict[str, Any]:
    """Return a shape of the file as JSON Schema: `fields` are `kind | what it is`."""
    return {
        "type": "object",
        "description": shape["about"],
        "properties": {name: _field(words) for name, words in shape["fields"].items()},
        **({"additionalProperties": False} if shape.get("closed") == "yes" else {}),
    }


def _field(words: str) -> dict[str, Any]:
    kind, _, about = words.partition("|")
    made = _kind(kind.strip())
    if about.strip():
        if "$ref" in made:
            return {"allOf": [made], "description": about.strip()}
        made["description"] = about.strip()
    return made


def _kind(kind: str) -> dict[str, Any]:
    """Return the schema of a kind: `string?` may be null, `[Finding]` is a list, a capital letter names a shape."""
    if kind.endswith("?"):
        inner = _kind(kind[:-1])
        if "type" in inner and isinstance(inner["type"], str) and "enum" not in inner:
            return {**inner, "type": [inner["type"], "null"]}
        return {"anyOf": [inner, {"type": "null"}]}
    if kind.startswith("[") and kind.endswith("]"):
        return {"type": "array", "items": _kind(kind[1:-1])}
    if kind.startswith("{") and kind.endswith("}"):
        return {"type": "object", "additionalProperties": _kind(kind[1:-1])}
    if kind == "any":
        return {}
    if kind == "uri":
        return {"type": "string", "format": "uri"}
    if kind[:1].isupper():
        return {"$ref": f"#/components/schemas/{kind}"}
    if "/" in kind:
        return {"type": "string", "enum": kind.split("/")}
    return {"type": kind}
