"""Load a corpus folder into the database: the same folder twice changes nothing.

The corpus is the truth; rows here can be thrown away and made again. A document is written again only when the bytes
of its coding or assessment, or the way rows are made (`ROWS_VERSION`), have changed.

A transaction holds at most `BATCH` documents and is prepared before it begins, so readers never wait and other writers
wait little. A document is wholly in the database or not at all, with its index. A run that is cut off leaves whole
documents behind, and the next run does the rest.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

from tierbook.corpus import Corpus, is_written_to
from tierbook.errors import CorpusError
from tierbook.files import content_hash
from tierbook.library.configure import configure
from tierbook.library.operating.tables import migrate_home
from tierbook.library.preparing import prepare_pages

if TYPE_CHECKING:
    from tierbook.library.catalogue.rows import Rows
    from tierbook.library.record import Noting

__all__ = ["ROWS_VERSION", "LoadCounts", "load_corpus", "load_folder", "migrate_home"]

ROWS_VERSION = "3"
BATCH = 50
FEW = 5  # texts that may leave a library at once, however few it holds
Progress = Callable[[int, int], None]


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


def load_corpus(
    home: Path,
    *,
    remove: bool = False,
    progress: Progress | None = None,
    preparing: Progress | None = None,
) -> LoadCounts:
    """Bring the database of a home up to its corpus folder, and make ready what its pages show of many texts.

    Args:
        home: the folder that holds `corpus/`.
        remove: whether texts may leave the library though the corpus lacks most of them.
        progress: called after each transaction with the number of documents seen and of all.
        preparing: called while pages are made ready, with the number of countries done and of all.

    Returns:
        Counts of documents added, changed, unchanged and removed.

    Raises:
        CorpusError: a record of the corpus is damaged, most of the texts are missing, or another run is loading; see
            `load_folder`.
    """
    home = Path(home)
    configure(home)
    migrate_home(home)
    counts = load_folder(home / "corpus", remove=remove, progress=progress)
    prepare_pages(progress=preparing)
    return counts


def load_folder(
    corpus: Path, *, remove: bool = False, progress: Progress | None = None
) -> LoadCounts:
    """Bring the configured database up to a corpus folder.

    Args:
        corpus: the folder.
        remove: whether texts may leave the library though the corpus lacks most of them.
        progress: called after each transaction with the number of documents seen and of all.

    Returns:
        Counts of documents added, changed, unchanged and removed.

    Raises:
        CorpusError: a record of the corpus is damaged, and its document stays as it was while all others are loaded;
            or most texts of the library are missing from the folder, and nothing is changed; or another run is loading
            this corpus.
    """
    with Corpus(corpus).loading():
        return _Load(corpus, progress, remove=remove).run()


class _Load:
    """One run: what the folder has and the database has not, a batch of documents in each transaction."""

    def __init__(self, corpus: Path, progress: Progress | None, *, remove: bool = False) -> None:
        from tierbook.library.catalogue.acquired import Acquired
        from tierbook.library.catalogue.models import Document
        from tierbook.library.record import Noting

        self.corpus, self.progress = corpus, progress
        self.acquired = Acquired(corpus, dict(Document.objects.values_list("id", "acquired")))
        self.known = dict(Document.objects.values_list("id", "digest"))
        self.listed = _Listed(corpus)
        self.names = list(_names(corpus))
        self.missing = sorted(set(self.listed.hashes) - set(self.names))
        self.gone = sorted(set(self.known) - set(self.names) - set(self.missing))
        if not remove:
            self._refuse_another()
        self.noting: Noting = Noting(corpus)
        self.worker = f"loader {os.getpid()} on {socket.gethostname()}"
        self.added = self.changed = self.passed = 0
        self.refused: list[CorpusError] = []

    def run(self) -> LoadCounts:
        """Write what is new, remove what is gone; then tell what could not be read.

        A document that the manifest lists is not gone, though its file is: its row may be the last good copy.
        """
        from tierbook.library.catalogue.derived import loading_ends
        from tierbook.library.catalogue.models import Finding, Paragraph

        names, missing, gone = self.names, self.missing, self.gone
        batch: list[_Read] = []
        for number, name in enumerate(names, 1):
            read = _read(self.corpus, name)
            if read is None:
                self.passed += 1
            elif self.known.get(name) != read.digest:
                batch.append(read)
            if len(batch) == BATCH or (batch and number == len(names)):
                self._write(batch)
                batch = []
                self._tell(number, len(names))
        for start in range(0, len(gone), BATCH):
            self._remove(gone[start : start + BATCH])
        kept = [name for name in missing if name in self.known and self.listed.is_lost(name)]
        self.refused += [_lost(name) for name in kept]
        self.noting.finish([*names, *missing])
        loading_ends()
        if self.refused:
            raise _refusal(self.refused)
        documents = len(names) - self.passed
        return LoadCounts(
            documents=documents,
            added=self.added,
            changed=self.changed,
            unchanged=documents - self.added - self.changed,
            removed=len(gone),
            paragraphs=Paragraph.objects.count(),
            findings=Finding.objects.count(),
        )

    def _refuse_another(self) -> None:
        """Refuse a folder that lacks most of what the library holds, before a line of the journal is read or written.

        A text whose page is held under another id has not left. A folder without any text and without a journal is
        none that this library was made from, however few texts it holds.
        """
        from tierbook.library.record.journal import Journal

        if not self.gone:
            return
        held = {_page_of(name) for name in (*self.names, *self.missing)}
        lost = [name for name in self.gone if _page_of(name) not in held]
        empty = not held and not Journal(self.corpus).size()
        if not lost or not (empty or (len(lost) > FEW and 2 * len(lost) > len(self.known))):
            return
        texts = "1 text" if len(lost) == 1 else f"{len(lost)} texts"
        raise CorpusError(
            f"the corpus lacks {texts} of the {len(self.known)} that the library holds; the library stays as it is",
            where=str(self.corpus),
            why=f"its disk is not mounted, or it is the corpus of another home; the first that is missing: {lost[0]}",
            remedy="mount the disk, or name the library's own home with --home or TIERBOOK_HOME; where these texts are "
            "to leave the library, run `tierbook ingest --remove`",
        )

    def _write(self, batch: list[_Read]) -> None:
        """Put documents in the place of what the database has of them: all their rows, or none where one is damaged."""
        from django.db import transaction

        from tierbook.library.catalogue.derived import loading_begins
        from tierbook.library.catalogue.search import index_texts, touch_index
        from tierbook.library.catalogue.writing import write_rows
        from tierbook.library.desk.standing import stand_texts

        made = [rows for read in batch if (rows := self._rows_of(read)) is not None]
        documents = [rows.document for rows in made]
        known = [document.pk for document in documents if document.pk in self.known]
        with transaction.atomic():
            loading_begins(self.worker)
            before = _held_codings(known)
            for rows in made:
                name, coding = rows.document.pk, rows.content.coding.encode()
                self.noting.note_replaced(name, before.get(name), rows.record, coding)
            units = _clear(known)
            write_rows(documents)
            write_rows([rows.content for rows in made])
            write_rows([row for rows in made for row in rows.paragraphs])
            write_rows([row for rows in made for row in rows.findings])
            index_texts([(rows.document.pk, rows.record) for rows in made])
            stand_texts([(rows.document, rows.record) for rows in made])
            _touch(units | {(document.country, document.edition) for document in documents})
            touch_index()
            self.noting.write()
        self.changed += len(known)
        self.added += len(made) - len(known)

    def _remove(self, names: list[str]) -> None:
        """Take away documents that left the corpus."""
        from django.db import transaction

        from tierbook.library.catalogue.derived import forget_texts, loading_begins
        from tierbook.library.catalogue.search import touch_index

        with transaction.atomic():
            loading_begins(self.worker)
            before = _held_codings(names)
            for name in names:
                self.noting.note_replaced(name, before.get(name), None)
            _touch(_clear(names))
            forget_texts(names)
            touch_index()
            self.noting.write()

    def _rows_of(self, read: _Read) -> Rows | None:
        from tierbook.library.catalogue.rows import make_rows

        if not self.listed.has(read):
            settled = self.listed.settle(read)
            if settled is None:
                self.passed += 1
                return None
            read = settled
            if not self.listed.has(read):
                self.refused.append(_not_as_written(read.name))
                return None
        try:
            rows = make_rows(orjson.loads(read.coding), read.digest, read.coding, read.assessment)
            rows.document.acquired = self.acquired.day_of(rows.record["document"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            self.refused.append(
                CorpusError(
                    f"a coding of the corpus cannot be read: {type(error).__name__} {error}",
                    where=f"codings/{read.name}.json",
                    remedy="run `tierbook ingest` again on the page it came from",
                )
            )
            return None
        return rows

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)


def _held_codings(names: list[str]) -> dict[str, str]:
    """Return the codings that the database holds of documents; one that is damaged there counts as none."""
    from tierbook.library.catalogue.models import Content
    from tierbook.library.catalogue.packing import read_whole

    return read_whole(Content.objects.filter(pk__in=names), "coding")


def _clear(names: list[str]) -> set[tuple[str | None, int | None]]:
    """Delete documents with their rows; return their countries and editions, so that what hangs on them is told."""
    from tierbook.library.catalogue.models import Document

    rows = Document.objects.filter(pk__in=names)
    units = set(rows.values_list("country", "edition"))
    rows.delete()
    return units


def _touch(units: set[tuple[str | None, int | None]]) -> None:
    from tierbook.library.catalogue.derived import touch_derived

    if units:
        touch_derived({country for country, _ in units}, {edition for _, edition in units})


class _Read(NamedTuple):
    """The files of one document, and the hash of all that its rows are made from."""

    name: str
    digest: str
    coding: bytes
    assessment: bytes | None


class _Listed:
    """The hashes of each document's files, by the manifest; read again where an ingest has written it meanwhile.

    An ingest may go on while a load does. Then files are ahead of the manifest, or go: such a document is passed over,
    and the load that follows the ingest settles it.
    """

    def __init__(self, corpus: Path) -> None:
        self.corpus = Corpus(corpus)
        self.hashes: dict[str, tuple[str, str | None]] = {}
        self._stamp: tuple[int, int, int] | None = None
        self.renew()

    def renew(self) -> None:
        """Read the manifest, unless it is the one that was read before."""
        path = self.corpus.manifest_path
        if not path.is_file():
            return
        stat = path.stat()
        stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if stamp != self._stamp:
            known = self.corpus.manifest().documents
            self.hashes = {name: (entry.coding, entry.assessment) for name, entry in known.items()}
            self._stamp = stamp

    def has(self, read: _Read) -> bool:
        """Tell whether a document's files are those that the manifest names; where it names none, they are."""
        hashes = self.hashes.get(read.name)
        if hashes is None:
            return True
        beside = None if read.assessment is None else content_hash(read.assessment)
        return hashes == (content_hash(read.coding), beside)

    def settle(self, read: _Read) -> _Read | None:
        """Return files that differ from the manifest as they now are; None where the next load settles them."""
        if is_written_to(self.corpus):
            self.renew()
            return read if self.has(read) else None
        again = _read(self.corpus.folder, read.name)  # an ingest may have ended meanwhile
        self.renew()
        if again is None or (not self.has(again) and is_written_to(self.corpus)):
            return None
        return again

    def is_lost(self, name: str) -> bool:
        """Tell whether the manifest lists a document that has no file, and no ingest is at work on it."""
        if is_written_to(self.corpus):
            return False
        self.renew()
        return name in self.hashes and not self.corpus.coding_path(name).is_file()


def _names(corpus: Path) -> Iterator[str]:
    folder = corpus / "codings"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        yield path.stem


def _page_of(name: str) -> str:
    """Return the last part of an id, the hash of the page: it stays where a text gets another country or edition."""
    return name.rpartition("-")[2]


def _read(corpus: Path, name: str) -> _Read | None:
    """Return the files of a document; None where its coding has gone since it was listed."""
    assessment = None
    try:
        coding = (corpus / "codings" / f"{name}.json").read_bytes()
    except FileNotFoundError:
        return None
    with suppress(FileNotFoundError):
        assessment = (corpus / "assessments" / f"{name}.json").read_bytes()
    digest = content_hash(b"\0".join([ROWS_VERSION.encode(), coding, assessment or b""]))
    return _Read(name, digest, coding, assessment)


def _not_as_written(name: str) -> CorpusError:
    return CorpusError(
        "a record of the corpus is not the one that was written",
        where=f"codings/{name}.json, or the file of that name in assessments/",
        remedy="run `tierbook check --mend`, which sets it aside, then `tierbook ingest`, which makes it "
        "again from its page",
    )


def _lost(name: str) -> CorpusError:
    return CorpusError(
        "a coding that the manifest lists is lost; what the library has of its text stays",
        where=f"codings/{name}.json",
        remedy="run `tierbook ingest`, which makes it again from its page; where that is damaged too, give the page "
        "with `tierbook ingest PATH`, or take both out of a back-up",
    )


def _refusal(refused: list[CorpusError]) -> CorpusError:
    """Return the first error, and how many there are; all other documents are loaded."""
    first = refused[0]
    more = f"; {len(refused) - 1} more are damaged too" if len(refused) > 1 else ""
    return CorpusError(
        first.what,
        where=first.where,
        why=f"all other documents were loaded{more}",
        remedy=first.remedy,
    )
