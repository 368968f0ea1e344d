"""`datapackage.json` after the Frictionless standard: each CSV with its schema, keys, rights, size and hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tierbook.files import VERSION
from tierbook.release.dataset.about import KEYWORDS, About
from tierbook.release.dataset.described import DataColumn, DataTable, Rights, load_rights
from tierbook.release.dataset.formats import FOLDERS
from tierbook.release.dataset.previous import CHANGES, Changes, describe_changes

__all__ = ["write_package"]

README = "README.md"  # of the release, where the rights of every table are told
_TYPES = {
    "text": "string",
    "code": "string",
    "number": "integer",
    "decimal": "number",
    "date": "date",
}


def write_package(
    about: About, files: Mapping[str, tuple[int, str]], changes: Changes | None = None
) -> bytes:
    """Return the description of the package.

    Args:
        about: what the release says of itself.
        files: size and SHA-256 of each file, by path.
        changes: against the release before, where there is one.
    """
    resources = [_table(table, about, files) for table in about.tables]
    if changes is not None:
        path = f"{CHANGES}.csv"
        resources.append(_resource(describe_changes(), path, changes.lines, files[path], set()))
    record: dict[str, Any] = {
        "profile": "data-package",
        "name": about.name,
        **({"id": f"https://doi.org/{about.doi}"} if about.doi else {}),
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": f"{about.day}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "contributors": [{"title": creator.name, "role": "author"} for creator in about.creators],
        "licenses": [_licence(load_rights()["ours"])],
        "tierbook": VERSION,
        "samples": about.samples,
        "resources": resources,
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: DataTable, about: About, files: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    path = f"csv/{table.name}.csv"
    held = {one.name for one in about.tables}
    others = [f"{FOLDERS[form]}/{table.name}.{form}" for form in about.formats if form in FOLDERS]
    made = _resource(table, path, about.counts[table.name], files[path], held)
    schema = made.pop("schema")
    return {**made, "sameAs": [path for path in others if path in files], "schema": schema}


def _resource(
    table: DataTable, path: str, rows: int, file: tuple[int, str], held: set[str]
) -> dict[str, Any]:
    size, digest = file
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": f"A row is {table.grain}. {table.rights_told}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "licenses": [_licence(table.rights)],
        "schema": _schema(table, held),
    }


def _schema(table: DataTable, held: set[str]) -> dict[str, Any]:
    references = [
        {"fields": list(r.columns), "reference": {"resource": r.table, "fields": list(r.key)}}
        for r in table.references
        if r.table in held
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": references} if references else {}),
    }


def _field(column: DataColumn) -> dict[str, Any]:
    shape = column.shape
    limits: dict[str, Any] = {"required": True} if column.needed else {}
    if shape.codes:
        limits["enum"] = [code.code for code in shape.codes]
    return {
        "name": column.name,
        "type": _TYPES[shape.kind],
        "title": shape.label,
        **({"constraints": limits} if limits else {}),
        **({"codes": {code.code: code.label for code in shape.codes}} if shape.codes else {}),
    }


def _licence(rights: Rights) -> dict[str, str]:
    """Return a licence: by its id where the Open Definition has one, else by where its words stand."""
    named = {"name": rights.licence} if rights.registered else {}
    return {**named, "path": rights.licence_href or README, "title": rights.licence_title}
