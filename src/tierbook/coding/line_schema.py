"""The JSON Schema of one coding as a line, shipped in the package for whoever reads such files."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import orjson

__all__ = ["coding_line_schema"]


@cache
def coding_line_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) that every line of `tierbook code --format jsonl` fits."""
    path = resources.files("tierbook.coding") / "schema" / "coding.schema.json"
    schema: dict[str, Any] = orjson.loads(path.read_bytes())
    return schema
