"""Inputs as items of work that can be handed to another machine, each page and record once.

The bytes of every page are read here once, so that it is known by its hash: which pages are the same, and whether a
page that a worker reads later is still the one that was listed. What has been seen is kept on disk, so memory does not
grow with the number of pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO

import orjson

from tierbook.corpus.inputs import Input
from tierbook.corpus.portions import Portion, cut_portions
from tierbook.corpus.unpacking import cannot_open, unpack_inputs
from tierbook.errors import Problem, TierbookError
from tierbook.files import canonical_json, content_hash, hash_file
from tierbook.pages import ReadOptions

__all__ = ["Item", "Listed", "list_items"]


@dataclass(frozen=True, slots=True)
class Item:
    """One page, some fifty records of a table, or a problem met on the way to one.

    Attributes:
        source: the number of the input from 0; the items of one input follow one another.
        given: the input, without its bytes.
        sha256: of the bytes that will be read; of what is said, where there is a problem.
        size: how many bytes they are.
        documents: how many documents to expect at the least: records, or 1.
        portion: what will be read; None for a problem, and for the end of a container.
        problem: why the input is not read.
        same: whether it stands for what was there already.
    """

    source: int
    given: Input
    sha256: str
    size: int = 0
    documents: int = 1
    portion: Portion | None = None
    problem: Problem | None = None
    same: bool = False


@dataclass(slots=True)
class Listed:
    """Counts of what `list_items` has passed so far.

    Attributes:
        inputs: files, and members of containers.
        same: pages and records that were there already, and are not coded again.
    """

    inputs: int = 0
    same: int = 0


def list_items(
    inputs: Iterable[Input], options: ReadOptions, listed: Listed | None = None
) -> Generator[Item]:
    """Yield the items of inputs in their order; pages and records with the same content once.

    Args:
        inputs: what `walk_inputs` gives.
        options: how the pages will be read.
        listed: counts that grow meanwhile.
    """
    listed = listed if listed is not None else Listed()
    with closing(_Seen()) as seen:
        for source, found in enumerate(unpack_inputs(inputs, options)):
            given = _printable(found)
            listed.inputs += not given.closed
            light = replace(given, data=None, stream=None, problem=None)
            if given.problem is not None or given.closed:
                yield _no_page(source, light, given.problem)
                continue
            try:
                for portion in cut_portions(source, given, given.options or options):
                    yield from _known(Item(source, light, "", portion=portion), seen, listed)
            except OSError as error:
                yield _no_page(source, light, cannot_open(given.name, error))
            except TierbookError as error:
                yield _no_page(source, light, Problem.of(error, given.name))


def _printable(given: Input) -> Input:
    """Return the input with a name that files can hold: bytes of a name that are no UTF-8 become `�`."""
    name, problem = _plain(given.name), given.problem
    if problem is not None:
        problem = replace(problem, where=_plain(problem.where))
    return replace(given, name=name, problem=problem)


def _plain(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _known(item: Item, seen: _Seen, listed: Listed) -> Iterator[Item]:
    """Yield a portion with its hash; what was seen before is told in its place and not read again."""
    portion = item.portion
    assert portion is not None
    if portion.problem is not None:
        said = canonical_json(portion.problem.to_dict())
        yield replace(item, sha256=content_hash(said))
    elif portion.rows_before is not None:
        yield from _known_rows(item, portion, seen, listed)
    else:
        digest, size = (
            (hash_file(portion.path), portion.path.stat().st_size)
            if portion.path is not None
            else (content_hash(portion.data or b""), len(portion.data or b""))
        )
        first = seen.see(digest, portion.name)
        if first is None:
            yield replace(item, sha256=digest, size=size)
        else:
            listed.same += 1
            told = _no_page(item.source, item.given, _same(portion.name, "page", first))
            yield replace(told, same=True)


def _known_rows(item: Item, portion: Portion, seen: _Seen, listed: Listed) -> Iterator[Item]:
    """Yield records; an empty line stands for one that is there already, so that rows keep their numbers."""
    lines, told = [], []
    first_row = (portion.rows_before or 0) + 1
    for number, line in enumerate(BytesIO(portion.data or b""), first_row):
        where = f"{portion.name}:{number}"
        first = seen.see(content_hash(_canonical(line)), where) if line.strip() else None
        if first is not None:
            told.append(_same(where, "record", first))
        lines.append(b"\n" if first is not None else line)
    data = b"".join(lines)
    records = sum(1 for line in lines if line.strip())
    if records:
        kept = replace(portion, data=data)
        yield replace(
            item, portion=kept, sha256=content_hash(data), size=len(data), documents=records
        )
    for problem in told:
        listed.same += 1
        said = replace(portion, data=None, problem=problem)
        digest = content_hash(canonical_json(problem.to_dict()))
        yield replace(item, portion=said, sha256=digest, documents=0, same=True)


def _canonical(line: bytes) -> bytes:
    """Return what a record is known by: its canonical JSON, as in the document that comes of it."""
    try:
        return canonical_json(orjson.loads(line))
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return line


def _no_page(source: int, given: Input, problem: Problem | None) -> Item:
    said = canonical_json(problem.to_dict() if problem is not None else given.name)
    return Item(source, given, content_hash(said), documents=0, problem=problem)


def _same(where: str, what: str, first: str) -> Problem:
    return Problem(where, f"the same {what} as {first}, which is coded once", failed=False)


class _Seen:
    """The hashes that have passed, in a temporary file that SQLite removes."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        for order in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF"):
            self._base.execute(order)
        self._base.execute(
            "CREATE TABLE seen (digest BLOB PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID"
        )

    def see(self, digest: str, name: str) -> str | None:
        """Return the name under which a hash came first, or None and keep this one."""
        key = bytes.fromhex(digest)
        kept = self._base.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?)",
            (key, name),
        )
        if kept.rowcount:
            return None
        row = self._base.execute("SELECT name FROM seen WHERE digest = ?", (key,)).fetchone()
        return str(row[0])

    def close(self) -> None:
        """Throw all of it away."""
        self._base.close()
