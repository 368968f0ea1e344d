"""The journal: JSON lines that only grow, from which every table of the record can be made again.

`corpus/published/journal.jsonl`. The first line names the format. After it stand

    {"keep": HASH, "value": ...}                     a value that lines below name by its hash; it stands once
    {"event": "book", "name", "hash", "variables"}   the codebook at work from here on: id of a variable -> HASH
    {"event": "published" | "recoded" | "removed" | "returned" | "follows", "document", "number", "date", ...}

A line is whole or it doesn't count: one that is torn, because a run was killed, is cut off when the file is next
written to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from tierbook.errors import CorpusError, TierbookError
from tierbook.files import disk_refusal, json_line, short_hash, sync_folder

__all__ = ["FORMAT", "Journal", "keep_hash"]

FORMAT = 1
_HEAD = {"format": FORMAT, "of": "what this library has published"}
_CHUNK = 1 << 20


def keep_hash(value: Any) -> str:
    """Return the hash under which a value is kept."""
    return short_hash(value, 24)


class Journal:
    """The journal of one corpus.

    Args:
        corpus: the corpus folder; nothing is made before the first line is written.
    """

    def __init__(self, corpus: Path) -> None:
        self.folder = Path(corpus) / "published"
        self.path = self.folder / "journal.jsonl"

    def size(self) -> int:
        """Return how many bytes of whole lines stand in the file."""
        try:
            with self.path.open("rb") as file:
                end = file.seek(0, os.SEEK_END)
                while end:
                    start = max(0, end - _CHUNK)
                    file.seek(start)
                    at = file.read(end - start).rfind(b"\n")
                    if at >= 0:
                        return start + at + 1
                    end = start
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise self._refusal(error, "read") from error
        return 0

    def lines(self, start: int = 0) -> Iterator[dict[str, Any]]:
        """Yield the records of the whole lines from a byte on; the head is checked and left out.

        Raises:
            CorpusError: a line is damaged, or the format is a newer one.
        """
        try:
            data = self.path.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._refusal(error, "read") from error
        with data:
            data.seek(start)
            for number, line in enumerate(data, 1):
                if not line.endswith(b"\n"):
                    return
                record = self._record(line, number, start)
                if "format" not in record:
                    yield record
                elif record["format"] != FORMAT:
                    raise CorpusError(
                        f"the journal of what was published is of format {record['format']!r}",
                        where=str(self.path),
                        why=f"this version of tierbook knows format {FORMAT}",
                        remedy="use the version that made it, or a newer one",
                    )

    def last_event(self, end: int) -> dict[str, Any] | None:
        """Return the last event of a text among the lines that end at a byte; None where no such lines end there."""
        try:
            data = self.path.open("rb")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._refusal(error, "read") from error
        with data:
            for line in _lines_back(data, end):
                try:
                    record = orjson.loads(line)
                except orjson.JSONDecodeError:
                    return None
                if isinstance(record, dict) and "document" in record:
                    return record
        return None

    def append(self, records: Iterable[dict[str, Any]], size: int) -> int:
        """Write lines behind the whole ones, to the disk itself, and return the new size.

        Args:
            records: the lines.
            size: what the file must hold already; another size means that another run has written to it.

        Raises:
            CorpusError: the folder cannot be written, or another run is at work.
        """
        lines = b"".join(map(json_line, records))
        if not lines:
            return size
        found = self.size()
        if found != size:
            raise CorpusError(
                "another run is loading this corpus",
                where=str(self.path),
                why="its journal of what was published has grown meanwhile",
                remedy="wait until it has ended, then run the same command again",
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.truncate(found)
                if not found:
                    lines = json_line(_HEAD) + lines
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
            if not found:
                sync_folder(self.folder)
        except OSError as error:
            raise self._refusal(error, "written") from error
        return found + len(lines)

    def _record(self, line: bytes, number: int, start: int) -> dict[str, Any]:
        try:
            record = orjson.loads(line)
            if not isinstance(record, dict):
                raise TypeError("it holds no object")
        except (orjson.JSONDecodeError, TypeError) as error:
            where = f"{self.path}:{number}" + (f" behind byte {start}" if start else "")
            raise CorpusError(
                "the journal of what was published is damaged",
                where=where,
                why=str(error),
                remedy="put back a copy of the file; without this line some addresses that were cited cannot answer",
            ) from error
        return record

    def _refusal(self, error: OSError, done: str) -> TierbookError:
        what = f"the journal of what was published cannot be {done}"
        return disk_refusal(what, self.path, error, kind=CorpusError)


def _lines_back(data: BinaryIO, end: int) -> Iterator[bytes]:
    """Yield the lines before a byte, the last one first; none where no line ends there."""
    rest = b""
    while end:
        start = max(0, end - _CHUNK)
        data.seek(start)
        rest = data.read(end - start) + rest
        if not rest.endswith(b"\n"):
            return
        lines = rest.split(b"\n")[:-1]
        rest = b"" if not start else lines.pop(0) + b"\n"
        yield from reversed(lines)
        end = start
