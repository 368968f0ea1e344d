"""The schema of the standard, and what in a project breaks it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from lxml import etree

__all__ = ["NS", "find_faults"]

NS = "urn:QDA-XML:project:1.0"


def find_faults(root: Any) -> list[str]:
    """Return what in a project breaks the schema of the standard, each with its line; nothing where it is sound."""
    schema = _schema()
    schema.validate(root)
    return [
        f"line {error.line}: {error.message.replace('{' + NS + '}', '')}"
        for error in schema.error_log
    ]


@cache
def _schema() -> Any:
    path = resources.files("tierbook.release.exchange.qdpx") / "Project.xsd"
    return etree.XMLSchema(
        etree.fromstring(
            path.read_bytes(), etree.XMLParser(no_network=True, resolve_entities=False)
        )
    )
