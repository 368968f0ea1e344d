"""The index of words of an export: scripts that a page loads by tags, since a page of a file may not ask for others.

Sentences are numbered through all documents. A word's list holds the numbers as differences in base 36. Words are cut
into files by their first two letters, so that a search loads a file for each of its words; texts have a file each.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tierbook.library.reading.values import country_name
from tierbook.release import anchor_of

__all__ = ["Index", "WordRow", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_COMMON = 0.25  # of the sentences: a word in more of them finds nothing that reading would not
_SHOWN = 8  # sentences of a word in the list of words


class WordRow(NamedTuple):
    """A word in the list of words: in how many sentences it stands, and the first of them as (name, address)."""

    word: str
    count: int
    places: list[tuple[str, str]]


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: small letters without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(plain.lower())


class Index:
    """The index while it is made: four bytes for each word of a sentence, and the texts let go at once.

    Args:
        folder: `search` in the export; files are written into it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: list[list[Any]] = []
        self._lists: dict[str, array[int]] = {}
        self._sorted: dict[str, list[str]] = {}
        self._paragraphs, self._sentences = array("H"), array("H")

    def add(self, document: Any, narrative: Mapping[str, Any]) -> None:
        """Take the sentences of one document, and write its text."""
        first = len(self._paragraphs)
        text = narrative["text"]
        rows = []
        for row in narrative["sentences"]:
            number = len(self._paragraphs)
            words = text[row["start"] : row["end"]]
            for word in set(words_of(words)):
                self._lists.setdefault(word, array("I")).append(number)
            self._paragraphs.append(row["paragraph"])
            self._sentences.append(row["sentence"])
            rows.append([anchor_of(row["paragraph"], row["sentence"]), words])
        name = country_name(document.country, document.edition) if document.country else document.id
        self.documents.append(
            [
                f"documents/{document.id}/index.html",
                name,
                document.edition,
                document.text_kind,
                first,
                len(rows),
            ]
        )
        self._write(
            f"t/{len(self.documents) - 1}.js", "tierbookText", len(self.documents) - 1, rows
        )

    def finish(self) -> None:
        """Write the lists of words, and what a search must know first."""
        total = len(self._paragraphs)
        common = sorted(
            word
            for word, held in self._lists.items()
            if total > 200 and len(held) > total * _COMMON
        )
        shelves = self._shelves()
        for key, words in shelves.items():
            lists = {
                word: ",".join(_differences(self._lists[word]))
                for word in words
                if word not in common
            }
            self._write(f"w/{key}.js", "tierbookWords", key, lists)
        about = {
            "common": common,
            "shelves": list(shelves),
            "sentences": total,
            "documents": self.documents,
        }
        self._write("documents.js", "tierbookDocuments", about)

    def pages(self) -> Iterator[tuple[str, list[WordRow]]]:
        """Yield the list of words for readers without scripts, a page for each beginning."""
        starts = [row[4] for row in self.documents]
        for key, words in self._shelves().items():
            yield key, [self._row(word, starts) for word in words]

    def _shelves(self) -> dict[str, list[str]]:
        """Return the words in order by the name of their file; sorted once, as no text is added any more."""
        if not self._sorted:
            for word in sorted(self._lists):
                self._sorted.setdefault(_shelf(word), []).append(word)
            self._sorted = dict(sorted(self._sorted.items()))
        return self._sorted

    def _row(self, word: str, starts: list[int]) -> WordRow:
        from bisect import bisect_right

        held = self._lists[word]
        places = []
        for number in held[:_SHOWN]:
            path, name, edition, *_ = self.documents[bisect_right(starts, number) - 1]
            anchor = anchor_of(self._paragraphs[number], self._sentences[number])
            address = f"/{path.removesuffix('index.html')}#{anchor}"
            places.append((f"{name} {edition or ''}".strip(), address))
        return WordRow(word, len(held), places)

    def _write(self, name: str, call: str, *values: Any) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        said = ",".join(orjson.dumps(value).decode() for value in values)
        path.write_text(f"{call}({said});\n", encoding="utf-8")


def _shelf(word: str) -> str:
    """Return the name of the file of a word: its first two letters, in digits where a disk may not have them."""
    return "".join(c if c.isascii() else f"x{ord(c):x}" for c in word[:2])


def _differences(numbers: array[int]) -> Iterator[str]:
    before = 0
    for number in numbers:
        yield _base36(number - before)
        before = number


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
