"""Every file of the folder held against what is known of it: its hash, its form, the page that it came from.

What can be made again is told apart from what only its publisher or a back-up can give back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tierbook.corpus.disk import hold_lock, is_held, make_folder
from tierbook.corpus.folder import Corpus
from tierbook.corpus.manifest import DocumentEntry, Manifest
from tierbook.errors import CorpusError, Problem
from tierbook.files import hash_file, sync_folder

__all__ = ["CorpusCheck", "check_corpus", "is_written_to", "set_aside", "verify_file"]

DAMAGED = "damaged"
_AGAIN = "run `tierbook check --mend`, which sets it aside, then `tierbook ingest`, which makes it again from its page"
_PAGE_FIRST = (
    "give its page again with `tierbook ingest PATH`, or `tierbook fetch`, or take both out of a back-up; "
    "then run the check once more"
)


@dataclass(frozen=True, slots=True)
class CorpusCheck:
    """What a look at every file of a corpus found.

    Attributes:
        pages: pages that were looked at.
        records: codings and assessments that were looked at.
        faults: what is wrong, each with its file and what to do.
        remade: files that `ingest` makes again once they are set aside: their pages are whole.
    """

    pages: int
    records: int
    faults: tuple[Problem, ...]
    remade: tuple[Path, ...]


def verify_file(path: Path, sha256: str) -> bool:
    """Tell whether a file is there and has the bytes of a hash."""
    try:
        return hash_file(path) == sha256
    except OSError:
        return False


def is_written_to(corpus: Corpus) -> bool:
    """Tell whether an ingest is at work, so that the manifest may be behind what stands in the folder."""
    return is_held(corpus.lock_path)


def check_corpus(corpus: Corpus) -> CorpusCheck:
    """Look at every file of a corpus; nothing is changed.

    Raises:
        CorpusError: the manifest is lost, damaged or of a newer format, so that nothing can be compared with it.
    """
    manifest = corpus.manifest()
    faults: list[Problem] = []
    remade: list[Path] = []
    for sha256, entry in sorted(manifest.pages.items()):
        path = corpus.page_path(sha256)
        if not verify_file(path, sha256):
            what = "is not the one that was brought in" if path.is_file() else "is lost"
            faults.append(
                Problem(
                    str(path),
                    f"the page {entry.name} {what}",
                    "its bytes do not have the hash that is its name",
                    "give it again with `tierbook ingest PATH`, or `tierbook fetch`, or take the file out of a back-up",
                )
            )
    records = 0
    for document, known in sorted(manifest.documents.items()):
        for path, sha256 in _records(corpus, document, known):
            records += 1
            if verify_file(path, sha256):
                continue
            whole = verify_file(corpus.page_path(known.page), known.page)
            faults.append(_fault_of_record(path, whole=whole))
            if whole and path.is_file():
                remade.append(path)
    faults += _strays(corpus, manifest)
    faults += _problems(corpus)
    return CorpusCheck(len(manifest.pages), records, tuple(faults), tuple(remade))


def set_aside(corpus: Corpus, files: tuple[Path, ...]) -> list[Path]:
    """Move damaged records into `damaged/`, so that the next ingest makes them again; return where they are now.

    The coding of an assessment goes with it: a document is made as a whole.

    Raises:
        CorpusError: an ingest is at work, or the folder cannot be written.
    """
    folder = corpus.folder / DAMAGED
    make_folder(folder)
    moved: list[Path] = []
    with hold_lock(corpus.lock_path):
        for name in sorted({path.stem for path in files}):
            for path in (corpus.coding_path(name), corpus.assessment_path(name)):
                if path.is_file():
                    target = folder / f"{path.parent.name}-{path.name}"
                    path.replace(target)
                    moved.append(target)
        for path in (corpus.codings, corpus.assessments, folder):
            sync_folder(path)
    return moved


def _records(corpus: Corpus, document: str, known: DocumentEntry) -> Iterator[tuple[Path, str]]:
    yield corpus.coding_path(document), known.coding
    if known.assessment is not None:
        yield corpus.assessment_path(document), known.assessment


def _fault_of_record(path: Path, *, whole: bool) -> Problem:
    """Return what is told of a record; `whole` says whether the page that it came from can give it again."""
    return Problem(
        str(path),
        f"a record {'is not the one that was written' if path.is_file() else 'is lost'}",
        None if whole else "its page is lost or damaged too, so nothing can make it again",
        _AGAIN if whole else _PAGE_FIRST,
    )


def _strays(corpus: Corpus, manifest: Manifest) -> Iterator[Problem]:
    """Yield records that no page of the manifest has."""
    for folder in (corpus.codings, corpus.assessments):
        for path in sorted(folder.glob("*.json")):
            if path.stem not in manifest.documents:
                yield Problem(
                    str(path),
                    "no page of the corpus gave this record",
                    "a run was cut off, or the file was put here by hand",
                    "run `tierbook ingest`, which takes it away or makes it anew",
                )


def _problems(corpus: Corpus) -> Iterator[Problem]:
    try:
        corpus.load_problems()
    except CorpusError as error:
        yield Problem.of(error, str(corpus.problems_path))
