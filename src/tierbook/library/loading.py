"""Load a corpus folder into the database: the same folder twice changes nothing.

The corpus is the truth; rows here can be thrown away and made again. A document is written again only when the bytes
of its coding or assessment, or the way rows are made (`ROWS_VERSION`), have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from tierbook.errors import CorpusError
from tierbook.files import content_hash
from tierbook.library.configure import configure
from tierbook.library.operating.tables import migrate_home

__all__ = ["ROWS_VERSION", "LoadCounts", "load_corpus", "load_folder", "migrate_home"]

ROWS_VERSION = "2"
BATCH = 200
Record = tuple[str, str, bytes, bytes | None]  # document id, digest, coding, assessment


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What one loading did, in documents; and what the library then holds."""

    documents: int
    added: int
    changed: int
    unchanged: int
    removed: int
    paragraphs: int
    findings: int

    def to_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def load_corpus(home: Path) -> LoadCounts:
    """Bring the database of a home up to its corpus folder.

    Args:
        home: the folder that holds `corpus/`.

    Returns:
        Counts of documents added, changed, unchanged and removed.

    Raises:
        CorpusError: a record of the corpus is damaged; the database stays as it was.
    """
    home = Path(home)
    configure(home)
    migrate_home(home)
    return load_folder(home / "corpus")


def load_folder(corpus: Path) -> LoadCounts:
    """Bring the configured database up to a corpus folder, in one transaction."""
    from django.db import transaction

    from tierbook.library.catalogue.acquired import Acquired
    from tierbook.library.catalogue.derived import forget_derived
    from tierbook.library.catalogue.models import Document, Finding, Paragraph
    from tierbook.library.catalogue.search import touch_index

    known = dict(Document.objects.values_list("id", "digest"))
    acquired = Acquired(corpus, dict(Document.objects.values_list("id", "acquired")))
    seen: set[str] = set()
    fresh: list[Record] = []
    added = changed = 0
    with transaction.atomic():
        for document, digest, coding, assessment in _records(corpus):
            seen.add(document)
            if known.get(document) == digest:
                continue
            if document in known:
                changed += 1
            else:
                added += 1
            fresh.append((document, digest, coding, assessment))
            if len(fresh) == BATCH:
                _write(fresh, acquired)
                fresh = []
        _write(fresh, acquired)
        gone = sorted(set(known) - seen)
        for start in range(0, len(gone), BATCH):
            Document.objects.filter(id__in=gone[start : start + BATCH]).delete()
        if added or changed or gone:
            forget_derived()
            touch_index()
    return LoadCounts(
        documents=len(seen),
        added=added,
        changed=changed,
        unchanged=len(seen) - added - changed,
        removed=len(gone),
        paragraphs=Paragraph.objects.count(),
        findings=Finding.objects.count(),
    )


def _records(corpus: Path) -> Iterator[Record]:
    """Yield (document id, digest, coding, assessment) of every coding in the folder, by file name."""
    folder = corpus / "codings"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        coding = path.read_bytes()
        beside = corpus / "assessments" / path.name
        assessment = beside.read_bytes() if beside.is_file() else None
        digest = content_hash(b"\0".join([ROWS_VERSION.encode(), coding, assessment or b""]))
        yield path.stem, digest, coding, assessment


def _write(records: list[Record], acquired: Any) -> None:
    from tierbook.library.catalogue.models import Content, Document, Finding, Paragraph
    from tierbook.library.catalogue.rows import make_rows
    from tierbook.library.catalogue.search import index_texts

    if not records:
        return
    documents, contents, paragraphs, findings, texts = [], [], [], [], []
    for name, digest, coding, assessment in records:
        try:
            record = orjson.loads(coding)
            rows = make_rows(record, digest, coding, assessment)
            rows.document.acquired = acquired.day_of(record["document"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"a coding of the corpus cannot be read: {type(error).__name__} {error}",
                where=f"codings/{name}.json",
                remedy="run `tierbook ingest` again on the page it came from",
            ) from error
        texts.append((rows.document.pk, record))
        documents.append(rows.document)
        contents.append(rows.content)
        paragraphs += rows.paragraphs
        findings += rows.findings
    Document.objects.filter(id__in=[d.id for d in documents]).delete()
    Document.objects.bulk_create(documents, batch_size=500)
    Content.objects.bulk_create(contents, batch_size=100)
    Paragraph.objects.bulk_create(paragraphs, batch_size=500)
    Finding.objects.bulk_create(findings, batch_size=500)
    index_texts(texts)
