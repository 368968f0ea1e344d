"""Codings of one document one after another, in our own words."""

from __future__ import annotations

import copy
from typing import Any

from tests.library.factories import PARAGRAPHS, coding, default_findings, finding
from tierbook.files import short_hash

ID = "tip-2003-jpn-refworld-0a1b2c3d"
SHA = "0a1b2c3d" * 8
NEXT = {"tierbook": "0.2.0", "codebook": "tip/1", "cues": "2"}
FREED = "No statute bans trafficking as such. A bill is before parliament. Police opened cases, but few went to court."


def first(**more: Any) -> dict[str, Any]:
    """Return the coding that is published first."""
    return made(default_findings(), **more)


def made(findings: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a coding of the document, under its own versions where they are given."""
    versions = more.pop("versions", None)
    more = {"id": ID, "sha256": SHA, **more}
    record = coding(findings=findings, **more)
    for row in record["findings"]:
        row["id"] = short_hash([record["document"]["id"], row["id"]])
    if versions:
        record["versions"] = versions
    return record


def without(variable: str) -> list[dict[str, Any]]:
    """Return the usual findings without those of a variable."""
    return [row for row in default_findings() if row["variable"] != variable]


def law(value: str, words: str, **more: Any) -> list[dict[str, Any]]:
    """Return the usual findings with another one on the law."""
    return [
        *without("prosecution.law"),
        finding("prosecution.law", value, words, **{"level": "law", **more}),
    ]


def find(record: dict[str, Any], variable: str) -> dict[str, Any]:
    """Return the finding of a variable."""
    return next(row for row in record["findings"] if row["variable"] == variable)


def address(record: dict[str, Any], variable: str) -> str:
    """Return the address of the finding of a variable, without its ending."""
    return f"/documents/{record['document']['id']}/findings/{find(record, variable)['id']}"


def reworded(words: str, **more: Any) -> dict[str, Any]:
    """Return the page in a newer state: its third paragraph reads otherwise."""
    paragraphs = [row if row[0] != "prosecution" else (row[0], words) for row in PARAGRAPHS]
    return made(more.pop("findings"), paragraphs=tuple(paragraphs), sha256="9" * 64, **more)


def silent(record: dict[str, Any], variable: str) -> dict[str, Any]:
    """Return a coding that lists a variable among its silences."""
    record = copy.deepcopy(record)
    record["absences"].append(
        {"variable": variable, "value": None, "absence": "not_stated", "rejected": []}
    )
    return record
