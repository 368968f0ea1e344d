"""The folder on disk: where each thing stands, and reading it back.

`manifest.json`: which pages, how read, what was made of them (written last). `pages/<aa>/<SHA-256>`: the bytes as they
came, by their hash. `codings/<document>.json`: `Coding.to_dict(everything=True, links=True)` as canonical JSON.
`assessments/<document>.json`: `Assessment.to_dict()`, the same. `problems.jsonl`: what could not be read.
`published/journal.jsonl`: what a library published from here; only the library writes it. `replaced/`: codings that it
has yet to note there.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from tierbook.corpus.disk import hold_lock, make_folder, sweep_parts, write_atomically
from tierbook.corpus.inputs import Input
from tierbook.corpus.manifest import Manifest, load_manifest
from tierbook.corpus.report import IngestReport
from tierbook.errors import CorpusError, TierbookError
from tierbook.files import PART, content_hash, disk_refusal, sync_folder
from tierbook.pages import ReadOptions

__all__ = ["Corpus"]

_CHUNK = 1 << 20


class Corpus:
    """The corpus in one folder. Reading needs no lock; `ingest` takes it.

    Args:
        folder: the folder itself (`<home>/corpus`); it is made at the first ingest.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.manifest_path = self.folder / "manifest.json"
        self.problems_path = self.folder / "problems.jsonl"
        self.lock_path = self.folder / ".lock"  # whoever writes to the folder holds it
        self.loading_path = self.folder / ".loading"  # whoever brings a database up to it
        self.pages = self.folder / "pages"
        self.codings = self.folder / "codings"
        self.assessments = self.folder / "assessments"
        self.replaced = self.folder / "replaced"

    def page_path(self, sha256: str) -> Path:
        """Return where the page of a hash stands."""
        return self.pages / sha256[:2] / sha256

    def coding_path(self, document: str) -> Path:
        """Return where the coding of a document stands."""
        return self.codings / f"{document}.json"

    def assessment_path(self, document: str) -> Path:
        """Return where the assessment of a document stands."""
        return self.assessments / f"{document}.json"

    def manifest(self) -> Manifest:
        """Return the manifest; an empty one where the folder is new.

        Raises:
            CorpusError: the manifest is damaged, of a newer format, or lost while codings stand beside it.
        """
        if self.manifest_path.is_file():
            return load_manifest(self.manifest_path)
        if self.codings.is_dir() and any(self.codings.glob("*.json")):
            raise CorpusError(
                "the corpus has codings and no manifest",
                where=str(self.manifest_path),
                why="without it nobody knows which pages they came from",
                remedy="put back a copy of it, or move the corpus folder away and ingest the pages again",
            )
        return Manifest()

    def documents(self) -> list[str]:
        """Return the ids of the documents, sorted."""
        return sorted(self.manifest().documents)

    def select(
        self, countries: Collection[str] = (), editions: Collection[int] = ()
    ) -> Iterator[dict[str, Any]]:
        """Yield the codings of some countries and editions by document id; of all where none are named.

        An id names country and edition where they are known, so only the records asked for are opened.
        """
        for name in self.documents():
            _, edition, country, *_ = f"{name}---".split("-")
            known = country.upper() in countries or not countries
            if known and (not editions or edition in {str(year) for year in editions}):
                record = self.load_coding(name)
                of = record["document"]
                if (not countries or of["country"] in countries) and (
                    not editions or of["edition"] in editions
                ):
                    yield record

    def keep_replaced(self, document: str, data: bytes | None) -> None:
        """Keep the coding that stands in a document's place before another one takes it, or none.

        A library that publishes from this folder keeps a journal in `published/`, and writes there what a new coding
        replaces; until it has done so, the old one stands in `replaced/`. Without a journal nothing is kept.
        """
        path = self.coding_path(document)
        if not (self.folder / "published").is_dir() or not path.is_file():
            return
        held = path.read_bytes()
        if held != data:
            write_atomically(self.replaced / f"{document}.{content_hash(held)[:12]}.json", held)

    def load_coding(self, document: str) -> dict[str, Any]:
        """Return the coding of a document as the record that was written."""
        return self._load(self.coding_path(document))

    def load_assessment(self, document: str) -> dict[str, Any] | None:
        """Return the assessment of a document, or None where it has none."""
        path = self.assessment_path(document)
        return self._load(path) if path.is_file() else None

    def load_page(self, sha256: str) -> bytes:
        """Return the bytes of a page.

        Raises:
            CorpusError: they are not those of the hash.
        """
        path = self.page_path(sha256)
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CorpusError(
                "a page of the corpus is lost or changed",
                where=str(path),
                remedy="ingest the page again from where it came",
            )
        return data

    def has_page(self, sha256: str) -> bool:
        """Tell whether a page is here and whole."""
        from tierbook.corpus.checking import verify_file

        return verify_file(self.page_path(sha256), sha256)

    def load_problems(self) -> list[dict[str, Any]]:
        """Return what could not be read, as records.

        Raises:
            CorpusError: a line of the list is damaged.
        """
        if not self.problems_path.is_file():
            return []
        records: list[dict[str, Any]] = []
        for number, line in enumerate(self.problems_path.read_bytes().splitlines(), 1):
            if not line:
                continue
            try:
                record = orjson.loads(line)
                _ = record["page"], record["where"], record["what"]
            except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                raise CorpusError(
                    "the list of what could not be read is damaged",
                    where=f"{self.problems_path}:{number}",
                    why=f"{type(error).__name__}: {error}",
                    remedy="remove the line, or the file: `tierbook ingest --again` writes it anew",
                ) from error
            records.append(record)
        return records

    def ingest(
        self,
        inputs: Iterable[Input],
        *,
        options: ReadOptions | None = None,
        jobs: int = 1,
        again: bool = False,
        computed: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> IngestReport:
        """Bring pages into the corpus; see `tierbook.corpus.ingest.ingest`."""
        from tierbook.corpus.ingest import ingest

        return ingest(
            self,
            inputs,
            options=options or ReadOptions(),
            jobs=jobs,
            again=again,
            computed=computed,
            progress=progress,
        )

    @contextmanager
    def writing(self) -> Iterator[Manifest]:
        """Hold the lock, clean up after a run that was killed, and give the manifest.

        Raises:
            CorpusError: another run is at work, or the folder cannot be written.
        """
        make_folder(self.folder)
        with hold_lock(self.lock_path):
            manifest = self.manifest()
            for folder in (
                self.folder,
                self.codings,
                self.assessments,
                self.pages,
                *self.pages.glob("*"),
            ):
                sweep_parts(folder)
            write_atomically(self.manifest_path, manifest.to_bytes())
            yield manifest

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Hold the lock of those that bring a database up to this folder; `ingest` may go on meanwhile.

        Raises:
            CorpusError: another run is loading, or the folder cannot be written.
        """
        if not self.folder.is_dir():
            yield
            return
        with hold_lock(self.loading_path):
            yield

    def store_page(self, stream: BinaryIO) -> tuple[str, bool]:
        """Copy a page into the folder; return its hash, and whether it is new there.

        Raises:
            CorpusError: the folder cannot be written.
        """
        make_folder(self.pages)
        # Nobody else's, on any machine.
        temporary = self.pages / f".page.{secrets.token_hex(8)}{PART}"
        digest = hashlib.sha256()
        try:
            with temporary.open("xb") as copy:
                while data := stream.read(_CHUNK):
                    digest.update(data)
                    copy.write(data)
                copy.flush()
                os.fsync(copy.fileno())
            path = self.page_path(digest.hexdigest())
            held = path.is_file()
            if held and self.has_page(digest.hexdigest()):
                temporary.unlink()
                return digest.hexdigest(), False
            path.parent.mkdir(exist_ok=True)
            temporary.replace(path)  # in the place of one that was damaged, too
            sync_folder(path.parent)
        except TierbookError:  # the page cannot be unpacked
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise disk_refusal(
                "the page cannot be stored",
                self.pages,
                error,
                kind=CorpusError,
                again="then run the same command again: it goes on where it stopped",
            ) from error
        return digest.hexdigest(), not held

    def _load(self, path: Path) -> dict[str, Any]:
        try:
            record: dict[str, Any] = orjson.loads(path.read_bytes())
        except (OSError, orjson.JSONDecodeError) as error:
            raise CorpusError(
                f"a record of the corpus cannot be read: {error}",
                where=str(path),
                remedy="run `tierbook ingest --again`",
            ) from error
        return record
