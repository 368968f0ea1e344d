"""Stata (14 and later), written row by row: labelled numbers, `.a` to `.g` for the reasons, long words once each.

The layout is that of the file format 118 (`help dta` of Stata): a header, a map of where each part begins, types,
names, formats, labels, the rows in fixed width, words that are too long for a row, the labels of numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from tierbook.dossier import Missing
from tierbook.release.dataset.described import DataColumn
from tierbook.release.dataset.spool import ColumnFacts, Spool

__all__ = ["write_stata"]

_PARTS = (
    "stata_dta", "map", "variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels",
    "characteristics", "data", "strls", "value_labels", "stata_data_close", "end",
)  # fmt: skip
_LONG, _DOUBLE, _STRL = 65528, 65526, 32768
_WIDEST = 244  # bytes of words in a row; longer ones stand apart, once each
_NAME, _LABEL, _FORMAT = 129, 321, 57  # bytes that a name, a label and a format take
_TEXT = 130  # the kind of long words that end in a zero byte
_SIGNS = 80  # signs of a label
_LONGEST_CODE_LABEL = 32_000
_HIGHEST = 2_147_483_620  # the largest number that a `long` holds
_EPOCH = date(1960, 1, 1)
_STAMP = b"01 Jan 2000 00:00"  # the format wants a time; this one says nothing
_LETTERS = {why: n for n, why in enumerate(Missing, 1)}
_LONG_MISSING = 2_147_483_621
_DOUBLE_MISSING, _DOUBLE_STEP = 0x7FE0000000000000, 0x0000010000000000


def write_stata(spool: Spool, path: Path, title: str) -> None:
    """Write a table as a Stata data set."""
    columns = [_Column(c, f) for c, f in zip(spool.table.columns, spool.facts, strict=True)]
    with path.open("wb") as stream:
        _Writer(spool, columns, stream).write(title)


class _Column:
    """How one column is written."""

    def __init__(self, column: DataColumn, facts: ColumnFacts) -> None:
        self.name, self.label = column.name, _short(column.shape.label)
        self.shape, self.facts = column.shape, facts
        kind = column.shape.kind
        self.labels = f"{self.name}_l"[:32] if column.shape.codes or facts.missing else ""
        if kind == "text":
            self.long = facts.widest > _WIDEST
            self.type = _STRL if self.long else max(facts.widest, 1)
            self.width = 8 if self.long else self.type
            self.format = "%9s" if self.long else f"%-{min(self.type, 40)}s"
            return
        self.long = False
        double = (
            kind == "decimal" or not facts.whole or max(abs(facts.lowest), facts.highest) > _HIGHEST
        )
        self.type = _DOUBLE if double else _LONG
        self.width = 8 if double else 4
        self.format = "%td" if kind == "date" else "%10.0g" if double else "%12.0g"
        self.numbers = {code.code: code.number for code in column.shape.codes}

    def pack(self, cell: object, apart: _Apart) -> bytes:
        """Return a cell in the width of the column."""
        if self.long:
            return apart.place(str(cell)) if cell is not None else apart.nothing()
        if self.shape.kind == "text":
            return ("" if cell is None else str(cell)).encode().ljust(self.width, b"\0")
        if cell is None or isinstance(cell, Missing):
            letter = 0 if cell is None else _LETTERS[cell]
            if self.type == _LONG:
                return struct.pack("<i", _LONG_MISSING + letter)
            return struct.pack("<Q", _DOUBLE_MISSING + letter * _DOUBLE_STEP)
        if self.shape.kind == "code":
            return struct.pack("<i", self.numbers[str(cell)])
        if self.shape.kind == "date":
            return struct.pack("<i", (date.fromisoformat(str(cell)) - _EPOCH).days)
        if self.type == _LONG:
            return struct.pack("<i", int(str(cell)))
        return struct.pack("<d", float(str(cell)))


class _Apart:
    """Words that are too long for a row, each once, on disk until their part of the file comes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.known: dict[bytes, tuple[int, int]] = {}
        self.at = (0, 0)

    def place(self, words: str) -> bytes:
        """Return where the words stand first."""
        data = words.encode() + b"\0"
        digest = blake2b(data, digest_size=16).digest()
        if digest not in self.known:
            self.known[digest] = self.at
            self.stream.write(b"GSO" + struct.pack("<IQBI", *self.at, _TEXT, len(data)) + data)
        column, row = self.known[digest]
        return struct.pack("<H", column) + row.to_bytes(6, "little")

    def nothing(self) -> bytes:
        """Return that there are none."""
        return bytes(8)


class _Writer:
    """One file on its way."""

    def __init__(self, spool: Spool, columns: list[_Column], stream: BinaryIO) -> None:
        self.spool, self.columns, self.stream = spool, columns, stream
        self.places: dict[str, int] = {}

    def write(self, title: str) -> None:
        """Write every part in its order, then the map, which is known by then."""
        self._here("stata_dta")
        label = _short(title).encode()
        self.stream.write(
            b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>"
            + struct.pack("<H", len(self.columns))
            + b"</K><N>"
            + struct.pack("<Q", self.spool.count)
            + b"</N><label>"
            + struct.pack("<H", len(label))
            + label
            + b"</label><timestamp>\x11"
            + _STAMP
            + b"</timestamp></header>"
        )
        self._part("map", bytes(8 * len(_PARTS)))
        types = b"".join(struct.pack("<H", c.type) for c in self.columns)
        self._part("variable_types", types)
        self._part("varnames", b"".join(_padded(c.name, _NAME) for c in self.columns))
        self._part("sortlist", bytes(2 * (len(self.columns) + 1)))
        self._part("formats", b"".join(_padded(c.format, _FORMAT) for c in self.columns))
        labels = b"".join(_padded(c.labels, _NAME) for c in self.columns)
        self._part("value_label_names", labels)
        self._part("variable_labels", b"".join(_padded(c.label, _LABEL) for c in self.columns))
        self._part("characteristics", b"")
        with TemporaryFile() as words:
            self._rows(_Apart(words))
            self._here("strls")
            words.seek(0)
            self.stream.write(b"<strls>")
            copyfileobj(words, self.stream)
            self.stream.write(b"</strls>")
        self._part("value_labels", b"".join(_value_labels(c) for c in self.columns if c.labels))
        self._here("stata_data_close")
        self.stream.write(b"</stata_dta>")
        self._here("end")
        self.stream.seek(self.places["map"] + len(b"<map>"))
        self.stream.write(b"".join(struct.pack("<Q", self.places[part]) for part in _PARTS))

    def _rows(self, apart: _Apart) -> None:
        self._here("data")
        self.stream.write(b"<data>")
        for n, row in enumerate(self.spool.rows(), 1):
            packed = []
            for place, (column, cell) in enumerate(zip(self.columns, row, strict=True), 1):
                apart.at = (place, n)
                packed.append(column.pack(cell, apart))
            self.stream.write(b"".join(packed))
        self.stream.write(b"</data>")

    def _part(self, name: str, content: bytes) -> None:
        self._here(name)
        self.stream.write(f"<{name}>".encode() + content + f"</{name}>".encode())

    def _here(self, name: str) -> None:
        self.places[name] = self.stream.tell()


def _value_labels(column: _Column) -> bytes:
    """Return the labels of a column's numbers, and of the reasons that stand in its cells."""
    rows = [(code.number, code.label) for code in column.shape.codes]
    rows += [
        (_LONG_MISSING + _LETTERS[why], why.label) for why in Missing if why in column.facts.missing
    ]
    words = [label.encode()[:_LONGEST_CODE_LABEL] + b"\0" for _, label in rows]
    starts = _starts(words)
    table = (
        struct.pack("<II", len(rows), sum(map(len, words)))
        + b"".join(struct.pack("<I", at) for at in starts)
        + b"".join(struct.pack("<i", number) for number, _ in rows)
        + b"".join(words)
    )
    return (
        b"<lbl>"
        + struct.pack("<I", len(table))
        + _padded(column.labels, _NAME)
        + bytes(3)
        + table
        + b"</lbl>"
    )


def _starts(words: list[bytes]) -> Iterator[int]:
    at = 0
    for one in words:
        yield at
        at += len(one)


def _padded(words: str, width: int) -> bytes:
    return words.encode().ljust(width, b"\0")


def _short(label: str) -> str:
    return label if len(label) <= _SIGNS else f"{label[: _SIGNS - 1]}…"
