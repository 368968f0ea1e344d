"""What a document promises to programs, as single sentences that can be compared.

What one version takes away from the one before is what breaks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["broken_promises"]


def _promises_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what is promised to what kind it is of."""
    return dict(_promises(document))


def broken_promises(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return what the first document promises and the second does not keep."""
    old, new = _promises_of(before), _promises_of(after)
    broken = [
        f"{name}: {kind} before, {new.get(name, 'gone')} now"
        for name, kind in old.items()
        if not _keeps(kind, new.get(name))
    ]
    asked = [
        f"{name}: must be given now"
        for name in new
        if name.startswith("must ") and name not in old and _operation_of(name) in old
    ]
    return [*broken, *asked]


def _keeps(before: str, after: str | None) -> bool:
    """Tell whether a kind still is what it was; of codes there may be more."""
    if after == before:
        return True
    if after is None:
        return before == "must be given"  # what need no longer be given breaks nobody
    if before.startswith("one of ") and after.startswith("one of "):
        return set(before[7:].split()) <= set(after[7:].split())
    return False


def _operation_of(name: str) -> str:
    return name.removeprefix("must ").partition(" ?")[0]


def _promises(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            operation = f"{method.upper()} {path}"
            yield operation, one["operationId"]
            for parameter in one.get("parameters", ()):
                if parameter["name"] == "fields":
                    continue
                yield f"{operation} ?{parameter['name']}", _kind(parameter["schema"])
                if parameter["required"]:
                    yield f"must {operation} ?{parameter['name']}", "must be given"
            for status, answer in one["responses"].items():
                for media, content in answer.get("content", {}).items():
                    if status.startswith("2"):
                        yield f"{operation} gives {media}", _kind(content.get("schema", {}))
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            yield name, _kind(schema)
        for field, kind in schema.get("properties", {}).items():
            yield f"{name}.{field}", _kind(kind)


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "one of " + " ".join(str(code).replace(" ", "_") for code in schema["enum"])
    if "const" in schema:
        return f"one of {schema['const']}"
    for word in ("allOf", "anyOf"):
        if word in schema:
            return " or ".join(_kind(one) for one in schema[word])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if "properties" in schema:
        return "record of " + " ".join(f"{k}={_kind(v)}" for k, v in schema["properties"].items())
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
