"""What one document was read from: the bytes as they were served, and the document read out of them once more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

import orjson

from tierbook.errors import CorpusError, Problem
from tierbook.files import canonical_json, content_hash
from tierbook.pages import Document, ReadOptions, read_bytes, table_kind, table_rows

if TYPE_CHECKING:
    from tierbook.corpus.folder import Corpus
    from tierbook.corpus.manifest import DocumentEntry, Manifest, PageEntry

__all__ = ["Served", "load_served", "load_whole", "served_row"]

_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Served:
    """One document and what it was read from.

    Attributes:
        document: the document, read again.
        data: the bytes as they were served; for a record of a table, that record as canonical JSON. Their SHA-256 is
            the document's.
        file_sha256: hash of the file that holds the record; None where the page is the whole file.
    """

    document: Document
    data: bytes
    file_sha256: str | None = None


def load_whole(corpus: Corpus, document: str, manifest: Manifest) -> Served:
    """Return what a document was read from, however large, by a manifest that is at hand; see `load_served`."""
    served = _load(corpus, document, manifest, _LARGEST)
    assert served is not None  # it is of any size
    return served


def load_served(corpus: Corpus, document: str, *, largest: int = _LARGEST) -> Served | None:
    """Return what a document was read from, None where its page has more than `largest` bytes.

    Raises:
        CorpusError: the corpus has no such document, its page is lost or changed, or is read otherwise today.
    """
    return _load(corpus, document, corpus.manifest(), largest)


def _load(corpus: Corpus, document: str, manifest: Manifest, largest: int) -> Served | None:
    entry = manifest.documents.get(document)
    page = None if entry is None else manifest.pages.get(entry.page)
    if entry is None or page is None:
        raise CorpusError(
            f"the corpus holds no page of {document}",
            where=str(corpus.manifest_path),
            remedy="ingest its page",
        )
    path = corpus.page_path(entry.page)
    if path.is_file() and path.stat().st_size > largest:
        return None
    data = corpus.load_page(entry.page)
    served = (
        _record(data, entry, page, entry.row)
        if entry.row is not None
        else _page(data, document, page)
    )
    if served is None or content_hash(served.data) != served.document.sha256:
        raise CorpusError(
            f"the page of {document} is read otherwise today",
            where=str(corpus.page_path(entry.page)),
            why="it was read by another version, or in another way",
            remedy="run `tierbook ingest --again`",
        )
    return served


def _page(data: bytes, document: str, page: PageEntry) -> Served | None:
    result = read_bytes(data, name=page.name, options=page.read_options(_LARGEST))
    found = next((one for one in result.documents if one.id == document), None)
    return None if found is None else Served(found, data)


def _record(data: bytes, entry: DocumentEntry, page: PageEntry, number: int) -> Served | None:
    found = served_row(data, page.name, number, page.read_options(_LARGEST))
    return None if found is None else replace(found, file_sha256=entry.page)


def served_row(data: bytes, name: str, number: int, options: ReadOptions) -> Served | None:
    """Return one record of a table, the line of its number as canonical JSON; None where it is no document.

    Args:
        data: the whole table.
        name: of its file.
        number: of the line.
        options: as the table is read.
    """
    kind = table_kind(name, data[:65536], options) or "jsonl"
    for row, line in table_rows(kind, BytesIO(data), name, options):
        if row != number or isinstance(line, Problem):
            continue
        result = read_bytes(line + b"\n", name=f"{name}.jsonl", options=options)
        if not result.documents:
            return None
        found = replace(result.documents[0], row=row)
        return Served(found, canonical_json(orjson.loads(line)))
    return None
