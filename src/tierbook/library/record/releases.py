"""Data releases that a home holds, and the versions that made what the library shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from tierbook.coding import CUES_VERSION, RULES_CODER
from tierbook.files import VERSION
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.variables import codebook
from tierbook.library.record.changelog import Version, versions_of
from tierbook.library.record.models import Entry
from tierbook.standards import STATUTES_VERSION

__all__ = [
    "AtWork",
    "Release",
    "codings_by_version",
    "find_releases",
    "releases_folder",
    "versions_at_work",
]


@dataclass(frozen=True, slots=True)
class Release:
    """A data release: what its `datapackage.json` says; `fault` where that cannot be read."""

    folder: str
    title: str
    version: str
    created: str
    files: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A part of tierbook that is at work, its version, and what its versions changed."""

    part: str
    label: str
    version: str
    log: tuple[Version, ...]


def releases_folder() -> Path | None:
    """Return the folder of the home in which releases lie, None where the home isn't known."""
    home = str(getattr(settings, "TIERBOOK_HOME", "") or "")
    if home:
        return Path(home) / "releases"
    database = settings.DATABASES["default"]
    name = str(database["NAME"])
    if database["ENGINE"].endswith("sqlite3") and Path(name).is_absolute():
        return Path(name).parent / "releases"
    return None


def find_releases(folder: Path | None) -> list[Release]:
    """Return the releases of a folder, the newest first.

    A release is a folder that holds a `datapackage.json`, as the data package standard names it.
    """
    if folder is None or not folder.is_dir():
        return []
    found = [_release(path) for path in sorted(folder.glob("*/datapackage.json"))]
    return sorted(found, key=lambda r: (r.created, r.version, r.folder), reverse=True)


def versions_at_work() -> tuple[AtWork, ...]:
    """Return the versions that code a text today."""
    rows = (
        ("software", "Software", VERSION),
        ("codebook", "Codebook", codebook().name),
        ("cues", "Cues", CUES_VERSION),
        ("coder", "Coder", RULES_CODER),
        ("law", "Law", str(STATUTES_VERSION)),
    )
    return tuple(
        AtWork(part, label, version, tuple(reversed(versions_of(part))))
        for part, label, version in rows
    )


def codings_by_version() -> list[tuple[str, int]]:
    """Return the versions under which documents that are held were coded last, with how many; most first."""
    return [
        (words, count) for words, count in derived("codings-by-version", _count_codings, people=())
    ]


def _count_codings() -> list[tuple[str, int]]:
    held = set(Document.objects.values_list("pk", flat=True))
    last: dict[str, str] = {}
    rows = Entry.objects.order_by("document", "number").values_list("document", "versions", "coder")
    for document, versions, coder in rows:
        if document in held:
            parts = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
            last[document] = f"{coder}, {parts}"
    return Counter(last.values()).most_common()


def _release(path: Path) -> Release:
    name = path.parent.name
    try:
        told: dict[str, Any] = orjson.loads(path.read_bytes())
        files = len(told.get("resources") or ())
        title, version = str(told.get("title") or name), str(told.get("version") or "")
        return Release(name, title, version, str(told.get("created") or "")[:10], files)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        return Release(name, name, "", "", 0, f"its datapackage.json cannot be read: {error}")
