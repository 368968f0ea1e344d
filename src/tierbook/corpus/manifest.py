"""The manifest: which pages the corpus holds, how they were read, and what was made of them.

Format 1, canonical JSON:

    {"format": 1,
     "pages": {SHA-256: {"name", "options": {...}, "versions", "complete", "documents": [id, ...]}},
     "documents": {id: {"page", "row", "versions", "coding": SHA-256, "assessment": SHA-256 or null}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from tierbook.errors import CorpusError
from tierbook.pages import ReadOptions

__all__ = ["FORMAT", "DocumentEntry", "Manifest", "PageEntry", "load_manifest", "options_given"]

FORMAT = 1
_DEFAULTS = ReadOptions()
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_APPEND_NEWLINE


@dataclass(slots=True)
class PageEntry:
    """One page: the name it first came under, the options it was read with, its documents.

    `complete` is False while a run is at work on the page, and after a run that was cut off.
    """

    name: str
    options: dict[str, object]
    versions: str
    complete: bool = False
    documents: list[str] = field(default_factory=list)

    def read_options(self, max_size: int, more: Mapping[str, object] | None = None) -> ReadOptions:
        """Return the options to read the page with again, and what is said of it now."""
        options: dict[str, Any] = {**self.options, **(more or {})}
        return ReadOptions(**options, max_size=max_size)


@dataclass(slots=True)
class DocumentEntry:
    """One document: its page and row, and the hashes of what was made of it."""

    page: str
    row: int | None
    versions: str
    coding: str
    assessment: str | None


@dataclass(slots=True)
class Manifest:
    """The pages by hash and the documents by id."""

    pages: dict[str, PageEntry] = field(default_factory=dict)
    documents: dict[str, DocumentEntry] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the file's bytes; keys are sorted, so the same corpus gives the same bytes.

        An entry is turned into a record when its turn comes: there is no second manifest in memory.
        """
        record = {"format": FORMAT, "pages": self.pages, "documents": self.documents}
        return orjson.dumps(record, default=_plain, option=_CANONICAL)


def options_given(options: ReadOptions) -> dict[str, object]:
    """Return the options that change what is read and were set by the person."""
    given = {f.name: getattr(options, f.name) for f in fields(ReadOptions) if f.name != "max_size"}
    return {name: value for name, value in given.items() if value != getattr(_DEFAULTS, name)}


def load_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        CorpusError: it is damaged, or of a newer format than this version knows.
    """
    try:
        record = orjson.loads(path.read_bytes())
        number = record["format"]
        if not isinstance(number, int):
            raise TypeError(f"format {number!r}")
        if number > FORMAT:
            raise CorpusError(
                f"the corpus is of format {number}",
                where=str(path),
                why=f"this version of tierbook knows formats up to {FORMAT}",
                remedy="use the version that made it, or a newer one; or ingest the pages into a new home",
            )
        return Manifest(
            {key: PageEntry(**entry) for key, entry in record["pages"].items()},
            {key: DocumentEntry(**entry) for key, entry in record["documents"].items()},
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            "the manifest of the corpus is damaged",
            where=str(path),
            why=f"{type(error).__name__}: {error}",
            remedy="put back a copy of it, or move the corpus folder away and ingest the pages again",
        ) from error


def _plain(entry: PageEntry | DocumentEntry) -> Mapping[str, object]:
    return {f.name: getattr(entry, f.name) for f in fields(entry)}
