"""Pages into the corpus: idempotent, resumable, one broken page never in the way of the others.

Order of writing: a page, its codings and assessments, the manifest. A run that is killed leaves whole files alone;
the next run finds in the manifest what is done and does the rest. What was coded by other versions is coded again.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from tierbook.codebook import load_codebook
from tierbook.coding import CUES_VERSION, code_narrative
from tierbook.corpus.batches import run_portions
from tierbook.corpus.disk import write_atomically
from tierbook.corpus.folder import Corpus
from tierbook.corpus.inputs import Input
from tierbook.corpus.manifest import DocumentEntry, Manifest, PageEntry, options_given
from tierbook.corpus.portions import Portion, cut_portions
from tierbook.corpus.report import IngestReport
from tierbook.corpus.unpacking import Emptiness, cannot_open, open_input, unpack_inputs
from tierbook.errors import CorpusError, Problem, TierbookError
from tierbook.files import VERSION, canonical_json, content_hash, json_line, sync_folder
from tierbook.narrative import parse_document
from tierbook.pages import Document, ReadOptions, look_ahead, read_whole, table_kind
from tierbook.standards import STATUTES_VERSION, add_computed, assess_coding, load_fitted

__all__ = ["ingest"]

log = logging.getLogger(__name__)

_CHECKPOINT = 200


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker made of one document. `notice` says why there is no assessment."""

    id: str
    row: int | None
    coding: str
    assessment: str | None
    written: bool
    notice: Problem | None = None


@dataclass(frozen=True, slots=True)
class MakeRecords:
    """The work on one document: code it, assess it, write both. Runs in any process."""

    folder: Path
    done: frozenset[str]
    computed: bool = False

    def __call__(self, document: Document) -> Made | str:
        """Return what was made, or the id alone where the corpus has it already."""
        corpus = Corpus(self.folder)
        if document.id in self.done and _is_told(corpus, document):
            return document.id
        coding = code_narrative(parse_document(document))
        data = canonical_json(coding.to_dict(everything=True, links=True))
        corpus.keep_replaced(document.id, data)
        written = write_atomically(corpus.coding_path(document.id), data)
        beside = corpus.assessment_path(document.id)
        assessment, notice = None, None
        try:
            made = assess_coding(coding)
            judged = canonical_json((add_computed(made) if self.computed else made).to_dict())
        except TierbookError as error:
            notice = Problem(
                document.id, f"not assessed: {error.what}", error.why, error.remedy, failed=False
            )
            beside.unlink(missing_ok=True)
        else:
            written = write_atomically(beside, judged) or written
            assessment = content_hash(judged)
        return Made(document.id, document.row, content_hash(data), assessment, written, notice)


@dataclass(slots=True)
class _Run:
    """One page while it is worked on."""

    name: str
    named: bool
    options: ReadOptions
    sha256: str | None
    stored: bool = False
    documents: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    given: Input | None = None
    unchanged: bool = False
    renamed: bool = False
    page: bool = False  # a document was found in it
    damaged: bool = False  # a member of a container that cannot be unpacked


def ingest(
    corpus: Corpus,
    inputs: Iterable[Input],
    *,
    options: ReadOptions,
    jobs: int = 1,
    again: bool = False,
    computed: bool = False,
    progress: Callable[[int], None] | None = None,
) -> IngestReport:
    """Bring pages into a corpus, and code again what other versions coded.

    Args:
        corpus: the folder.
        inputs: what `expand_inputs` gave; none brings what is held up to this version.
        options: how the pages are read.
        jobs: number of processes.
        again: code every page again, also what is up to date.
        computed: add the computed tier, which is unofficial, to the assessments; what was made without is made again,
            and the other way round.
        progress: called with the number of documents done so far.

    Raises:
        CorpusError: the folder cannot be written, is damaged, or another run is at work. What was done is kept.
    """
    with corpus.writing() as manifest:
        run = _Ingest(corpus, manifest, options, progress, again=again, computed=computed)
        return run.run(list(inputs), jobs)


class _Ingest:
    """The state of one run."""

    def __init__(
        self,
        corpus: Corpus,
        manifest: Manifest,
        options: ReadOptions,
        progress: Callable[[int], None] | None,
        *,
        again: bool,
        computed: bool,
    ) -> None:
        self.corpus, self.manifest, self.options = corpus, manifest, options
        self.again, self.progress = again, progress
        self.computed = computed
        self.versions = current_versions(computed=computed)
        self.report = IngestReport()
        self.runs: list[_Run] = []
        self.holders = Counter(d for page in manifest.pages.values() for d in page.documents)
        coded = {path.stem for path in corpus.codings.glob("*.json")}
        assessed = {path.stem for path in corpus.assessments.glob("*.json")}
        self.fresh = frozenset(
            key
            for key, entry in manifest.documents.items()
            if entry.versions == self.versions
            and key in coded
            and (entry.assessment is None or key in assessed)
            and not again
        )
        self.since_checkpoint = 0
        self.emptiness = Emptiness()

    def run(self, inputs: list[Input], jobs: int) -> IngestReport:
        work = MakeRecords(self.corpus.folder, self.fresh, self.computed)
        at = 0
        try:
            for outcome in run_portions(self._portions(inputs), work, jobs=jobs):
                while at < outcome.source:
                    self._close(self.runs[at])
                    at += 1
                run = self.runs[outcome.source]
                run.page = run.page or outcome.of_document
                result = outcome.result
                if isinstance(result, Problem):
                    run.problems.append(result)
                elif isinstance(result, Made):
                    self._record(run, result)
                else:
                    run.documents.append(result)
            while at < len(self.runs):
                self._close(self.runs[at])
                at += 1
        except BaseException:
            with suppress(TierbookError):  # keep what was done; the first error is the one to tell
                self._checkpoint()
            raise
        self._sweep()
        self._write_problems()
        self._checkpoint()
        return self.report

    def _portions(self, inputs: list[Input]) -> Iterator[Portion]:
        """Yield the portions that must be worked on; every input leaves a run behind, in order."""
        given: set[str] = set()
        for item in unpack_inputs(inputs, self.options):
            light = replace(item, data=None, stream=None)
            run = _Run(item.name, item.named, item.options or self.options, None, given=light)
            self.runs.append(run)
            if item.problem is not None:
                run.problems.append(item.problem)
            if item.problem is not None or item.closed:
                continue
            try:
                yield from self._portions_of(item, run, given)
            except OSError as error:
                run.problems.append(cannot_open(item.name, error))
            except CorpusError:
                raise
            except TierbookError as error:
                run.damaged = True
                run.problems.append(Problem.of(error, item.name))
        for sha256, entry in list(self.manifest.pages.items()):
            if sha256 not in given and not self._is_fresh(entry):
                options = entry.read_options(self.options.max_size)
                run = _Run(entry.name, named=True, options=options, sha256=sha256)
                self.runs.append(run)
                if not self.corpus.has_page(sha256):
                    run.problems.append(_lost(entry.name, self.corpus.page_path(sha256)))
                    continue
                held = Input(entry.name, self.corpus.page_path(sha256))
                yield from cut_portions(len(self.runs) - 1, held, options)

    def _portions_of(self, item: Input, run: _Run, given: set[str]) -> Iterator[Portion]:
        source = len(self.runs) - 1
        if not self._store(item, run):
            yield from cut_portions(
                source, item, run.options
            )  # reading says why; nothing is stored
            return
        assert run.sha256 is not None
        if run.sha256 in given:  # the same bytes under two names in one run
            run.unchanged = True
            self.report.pages_unchanged += 1
            return
        given.add(run.sha256)
        name = item.name
        entry = self.manifest.pages.get(run.sha256)
        if entry is not None:
            more = self._says_more(item, run.options, entry)
            run.options = entry.read_options(self.options.max_size, more)
            if more is None:
                name = entry.name
                if self._is_fresh(entry):
                    run.unchanged = True
                    run.documents = list(entry.documents)
                    self.report.pages_unchanged += 1
                    return
            else:
                run.renamed = _unknown(entry)
                name = item.name if run.renamed else entry.name
        page = self.corpus.page_path(run.sha256)
        yield from cut_portions(source, Input(name, page), run.options)

    def _is_fresh(self, entry: PageEntry) -> bool:
        return (
            not self.again
            and entry.complete
            and entry.versions == self.versions
            and all(document in self.fresh for document in entry.documents)
        )

    def _store(self, item: Input, run: _Run) -> bool:
        """Bring a page into the folder, its hash into the run; False where it is too long to be a page.

        Raises:
            OSError: the file cannot be read.
            PageUnreadable: it is a member of a container, and damaged or too long.
        """
        opened = open_input(item)
        with opened if item.path is not None else nullcontext(opened) as stream:
            head, stream = look_ahead(stream)
            if not _is_table(item.name, head, run.options):
                if item.path is not None and item.path.stat().st_size > run.options.limit(head):
                    return False
                if item.path is None:
                    stream = io.BytesIO(read_whole(stream, item.name, run.options))
            if stream.seekable():
                run.sha256 = _hash(stream)
            if run.sha256 is None or not self.corpus.has_page(run.sha256):
                run.sha256, run.stored = self.corpus.store_page(stream)
        return True

    def _says_more(
        self, item: Input, options: ReadOptions, entry: PageEntry
    ) -> dict[str, object] | None:
        """Return what the person, the container or the file's name says more of a known page than was known.

        What a container says counts where nothing was known: the same page may be captured twice.
        """
        said = options_given(self.options)
        known = entry.options
        new = {name: v for name, v in options_given(options).items() if name not in known}
        more = new | {name: v for name, v in said.items() if known.get(name) != v}
        if more or (_unknown(entry) and _short_name(item.name) != entry.name):
            return more
        return None

    def _record(self, run: _Run, made: Made) -> None:
        assert run.sha256 is not None
        entry = DocumentEntry(run.sha256, made.row, self.versions, made.coding, made.assessment)
        self.manifest.documents[made.id] = entry
        run.documents.append(made.id)
        if made.notice is not None:
            where = run.name if made.row is None else f"{run.name}:{made.row}"
            run.problems.append(replace(made.notice, where=where))
        self.report.documents += 1
        self.report.written += made.written
        self.since_checkpoint += 1
        if self.progress is not None:
            self.progress(self.report.documents)
        if self.since_checkpoint >= max(_CHECKPOINT, len(self.manifest.documents) // 10):
            self._checkpoint()

    def _close(self, run: _Run) -> None:
        """Settle a page whose last document is done."""
        self._see_container(run)
        if run.unchanged:
            return
        if not run.documents:
            if run.problems and not run.named and not run.page and not run.damaged:
                first = run.problems[0]
                if first.failed:
                    what = f"passed over: {first.what}"
                    run.problems = [Problem(run.name, what, first.why, failed=False)]
            if run.stored and run.sha256 is not None:
                with suppress(OSError):
                    self.corpus.page_path(run.sha256).unlink()
            run.sha256 = None
            return
        assert run.sha256 is not None
        documents = list(dict.fromkeys(run.documents))
        before = self.manifest.pages.get(run.sha256)
        old = before.documents if before is not None else []
        self.report.pages += before is None
        self.report.pages_again += before is not None
        name = before.name if before is not None and not run.renamed else _short_name(run.name)
        options = options_given(run.options)
        entry = PageEntry(name, options, self.versions, complete=True, documents=documents)
        self.manifest.pages[run.sha256] = entry
        self.holders.update(documents)
        self.holders.subtract(old)
        for document in old:
            if self.holders[document] <= 0:
                self._remove(document)

    def _see_container(self, run: _Run) -> None:
        """Tell of a container that gave nothing."""
        if run.given is None:
            return
        gave = bool(
            run.unchanged or run.documents or any(p.failed and run.named for p in run.problems)
        )
        gave = gave or run.damaged or (run.given.problem is not None and run.given.problem.failed)
        empty = self.emptiness.see(run.given, gave=gave)
        if empty is not None:
            run.problems.append(empty)

    def _remove(self, document: str) -> None:
        self.manifest.documents.pop(document, None)
        self.corpus.keep_replaced(document, None)
        removed = False
        for path in (self.corpus.coding_path(document), self.corpus.assessment_path(document)):
            if path.is_file():
                path.unlink()
                removed = True
        self.report.removed += removed

    def _sweep(self) -> None:
        """Remove what a run that was cut off, or a lost page, left without a page."""
        held = {d for page in self.manifest.pages.values() for d in page.documents}
        for document in [d for d in self.manifest.documents if d not in held]:
            self._remove(document)
        for folder in (self.corpus.codings, self.corpus.assessments):
            for path in sorted(folder.glob("*.json")):
                if path.stem not in held:
                    self._remove(path.stem)

    def _write_problems(self) -> None:
        worked = {run.sha256 for run in self.runs if not run.unchanged and run.sha256}
        given = {run.name for run in self.runs if run.given is not None}
        opened = tuple(f"{run.name}/" for run in self.runs if run.given and run.given.closed)
        kept = [
            record
            for record in self.corpus.load_problems()
            if record["page"] not in worked
            and not (
                record["page"] is None
                and (record["where"] in given or record["where"].startswith(opened))
            )
        ]
        for run in self.runs:
            if run.unchanged:
                old = (record for record in kept if record["page"] == run.sha256)
                self.report.problems += [_problem_of(record) for record in old]
            else:
                self.report.problems += run.problems
                records = ({**p.to_dict(), "page": run.sha256} for p in run.problems)
                kept += [r for r in records if r["failed"] or r["page"]]
        kept.sort(key=_place)
        data = b"".join(json_line(record) for record in kept)
        if data or self.corpus.problems_path.exists():
            write_atomically(self.corpus.problems_path, data)

    def _checkpoint(self) -> None:
        for folder in (self.corpus.pages, self.corpus.codings, self.corpus.assessments):
            sync_folder(folder)  # the manifest names nothing that a loss of power could take away
        write_atomically(self.corpus.manifest_path, self.manifest.to_bytes())
        self.since_checkpoint = 0


def _lost(name: str, path: Path) -> Problem:
    there = path.is_file()
    return Problem(
        name,
        f"its page in the corpus is {'not the one that was brought in' if there else 'lost'}",
        f"{path} does not have the bytes of its hash; what was made of it stays as it is",
        "give the page again: `tierbook ingest PATH` puts it in the place of the damaged one",
    )


def current_versions(*, computed: bool = False) -> str:
    """Return the versions that a coding of today carries, as one line; and the card's, where tiers are computed."""
    parts = {
        "tierbook": VERSION,
        "codebook": load_codebook().name,
        "cues": CUES_VERSION,
        "statutes": STATUTES_VERSION,
        **({"computed": load_fitted().card.replace(" ", "/")} if computed else {}),
    }
    return " ".join(f"{name}={version}" for name, version in sorted(parts.items()))


def _problem_of(record: dict[str, Any]) -> Problem:
    return Problem(**{name: value for name, value in record.items() if name != "page"})


def _place(record: dict[str, object]) -> tuple[str, int, str]:
    where = str(record["where"])
    name, _, row = where.rpartition(":")
    return (name, int(row), "") if row.isdigit() else (where, 0, str(record["what"]))


def _short_name(name: str) -> str:
    """Return the last two parts of a path: what a reader may take edition and country from."""
    return "/".join(PurePath(name).parts[-2:])


def _is_told(corpus: Corpus, document: Document) -> bool:
    """Tell whether the coding that is held says where and when the page was taken, as the document does."""
    if document.address is None and document.captured is None:
        return True
    held = corpus.load_coding(document.id)["document"]
    said = (held.get("address"), held.get("captured"))
    return said == (document.address, document.captured)


def _is_table(name: str, head: bytes, options: ReadOptions) -> bool:
    try:
        return table_kind(name, head, options) is not None
    except TierbookError:
        return False


def _unknown(entry: PageEntry) -> bool:
    """Tell whether edition or country of one of a page's documents is not known."""
    return any("x" in document.split("-")[1:3] for document in entry.documents)


def _hash(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while data := stream.read(1 << 20):
        digest.update(data)
    stream.seek(0)
    return digest.hexdigest()
