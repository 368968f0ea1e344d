"""What was fetched: pages in the corpus like any others, and beside them where each came from.

`fetch/state.jsonl` grows by a line for each page that was taken, and for each that was found unchanged; the last line
of an address counts. A page's bytes are stored before its line is written, so a run that is killed leaves nothing half
done: a line that is torn is cut off when the file is next opened, and its page is asked for once more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import orjson

from tierbook.corpus.disk import hold_lock, make_folder
from tierbook.corpus.folder import Corpus
from tierbook.corpus.inputs import Input
from tierbook.errors import CorpusError, TierbookError
from tierbook.files import append_piece, disk_refusal, json_line
from tierbook.pages import ReadOptions

if TYPE_CHECKING:
    from tierbook.pages import Capture, Held

__all__ = ["FetchedPages", "fetched_inputs"]

FORMAT = 1
_HEAD = {"format": FORMAT, "of": "pages that were fetched"}


class FetchedPages:
    """The fetched pages of a corpus, open for one run that adds to them. Use it with `with`.

    Args:
        corpus: the corpus.

    Raises:
        CorpusError: another run of fetch is at work, the folder cannot be written, or its records are damaged.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.folder = corpus.folder / "fetch"
        self.path = self.folder / "state.jsonl"
        self.warc_path = self.folder / "pages.warc.gz"
        self._held: dict[str, Held] = {}
        self._file: io.FileIO | None = None
        self._open = ExitStack()

    def __enter__(self) -> FetchedPages:
        """Take the lock, read what is held, and cut off a torn last line."""
        make_folder(self.folder)
        with ExitStack() as stack:
            stack.enter_context(hold_lock(self.folder / ".lock"))
            self._held, whole = _read(self.path)
            try:
                file = stack.enter_context(self.path.open("ab", buffering=0))
                file.truncate(whole)
            except OSError as error:
                raise _unwritable(self.path, error) from error
            self._file = file
            if not whole:
                self._append(_HEAD)
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file and give the lock back."""
        self._file = None
        self._open.close()

    def find(self, asked: str) -> Held | None:
        """Return what is held under an address, None where its bytes are gone or damaged."""
        held = self._held.get(asked)
        if held is None:
            return None
        try:
            self.corpus.load_page(held.sha256)
        except CorpusError:
            return None
        return held

    def load(self, held: Held) -> bytes:
        """Return the bytes of a page."""
        return self.corpus.load_page(held.sha256)

    def keep(self, capture: Capture) -> None:
        """Store a page, then write its line."""
        held = capture.held
        damaged = self.corpus.page_path(held.sha256)
        if damaged.is_file() and damaged.stat().st_size != len(capture.page):
            damaged.unlink()
        try:
            self.corpus.store_page(io.BytesIO(capture.page))
        except CorpusError:  # an ingest that began at this moment swept our unfinished file away
            self.corpus.store_page(io.BytesIO(capture.page))
        self._write("page", held)

    def confirm(self, held: Held) -> None:
        """Write that a page was found unchanged."""
        self._write("same", held)

    def _write(self, event: str, held: Held) -> None:
        self._append({"event": event, **asdict(held)})
        self._held[held.asked] = held

    def _append(self, record: object) -> None:
        assert self._file is not None, "the file is open within `with`"
        try:
            append_piece(self._file, json_line(record))
        except OSError as error:
            raise _unwritable(self.path, error) from error


def fetched_inputs(corpus: Corpus) -> list[Input]:
    """Return the pages that were fetched, indexes left out, as inputs of `ingest`; none where nothing was fetched.

    Each page goes with what is known of it from its address: edition, country, and where and when it was taken. That
    counts where the page itself doesn't say. A page that lies under two addresses is given once.

    Raises:
        CorpusError: the records are damaged.
    """
    held, _ = _read(corpus.folder / "fetch" / "state.jsonl")
    pages: dict[str, Held] = {}
    for one in held.values():
        if one.role == "index" or not corpus.page_path(one.sha256).is_file():
            continue
        before = pages.setdefault(one.sha256, one)
        if before.country != one.country:
            pages[one.sha256] = replace(before, country=None)
    return [_input(corpus, one) for one in pages.values()]


def _input(corpus: Corpus, held: Held) -> Input:
    options = ReadOptions(
        country=held.country,
        edition=held.edition,
        address=held.address,
        captured=held.captured[:10],
    )
    name = held.address.removeprefix("https://").rstrip("/")
    return Input(name, corpus.page_path(held.sha256), options=options)


def _read(path: Path) -> tuple[dict[str, Held], int]:
    """Return what is held by address, and how many bytes of the file are whole lines."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}, 0
    except OSError as error:
        raise _unwritable(path, error) from error
    from tierbook.pages import Held

    whole = data.rfind(b"\n") + 1
    held: dict[str, Held] = {}
    for number, record in _records(path, data[:whole]):
        if number == 1:
            if record.get("format") != FORMAT:
                raise CorpusError(
                    f"the records of fetch are of format {record.get('format')!r}",
                    where=str(path),
                    why=f"this version of tierbook knows format {FORMAT}",
                    remedy="use the version that made it, or a newer one",
                )
            continue
        try:
            record.pop("event")
            one = Held(**record)
        except (KeyError, TypeError) as error:
            raise _damaged(path, number, str(error)) from error
        held[one.asked] = one
    return held, whole


def _records(path: Path, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(data.splitlines(), 1):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise _damaged(path, number, str(error)) from error
        if not isinstance(record, dict):
            raise _damaged(path, number, "it holds no object")
        yield number, record


def _damaged(path: Path, number: int, why: str) -> CorpusError:
    return CorpusError(
        "the records of what was fetched are damaged",
        where=f"{path}:{number}",
        why=why,
        remedy="remove the line: the page it speaks of is asked for again",
    )


def _unwritable(path: Path, error: OSError) -> TierbookError:
    return disk_refusal(
        "the records of what was fetched cannot be written", path, error, kind=CorpusError
    )
