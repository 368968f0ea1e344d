"""Words of documents for a language model: between marks, so that they are taken for data whatever they say.

The mark of a quotation holds a hash of its words. A narrative that wants to end its own quotation would have to hold
the hash of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tierbook.files import short_hash
from tierbook.library.reading.places_in_text import short_place
from tierbook.release import anchor_of

__all__ = ["MOST", "Reply", "permalink", "quote", "source_line"]

MOST = 16_000  # characters of a reply
_SIGNS = re.compile(r"[⟦⟧]|[\x00-\x08\x0b-\x1f\x7f]")


def quote(words: str) -> str:
    """Return words between marks; signs that could be taken for marks are replaced."""
    plain = _SIGNS.sub("�", " ".join(words.split()))
    mark = short_hash(plain, 10)
    return f"⟦quote {mark}⟧ {plain} ⟦end {mark}⟧"


def permalink(site: str, document: str, paragraph: int | None, sentence: int | None = None) -> str:
    """Return the address of a sentence, a paragraph, or a whole text."""
    page = f"{site}/documents/{document}/"
    if paragraph is None:
        return page
    return f"{page}#{anchor_of(paragraph, sentence or None)}"


def source_line(document: Mapping[str, Any]) -> str:
    """Return whose words follow, in a line; a sample is named as what it is."""
    where = f"{document.get('country') or 'country not known'} {document.get('edition') or 'edition not known'}"
    kind = document["text_kind"]
    if kind == "sample":
        return f"SAMPLE, not a quotation and no source ({where}; restated by tierbook): {document['id']}"
    return f"stated in: {document['id']} ({where}; {kind}; {document.get('publisher') or 'publisher not known'})"


class Reply:
    """A reply that grows line by line and says where it was cut."""

    def __init__(self, *lines: str) -> None:
        self._lines: list[str] = []
        self._size = 0
        self.cut = False
        self.add(*lines)

    def add(self, *lines: str) -> bool:
        """Add lines together, or none of them where they don't fit; return whether they did."""
        size = sum(len(line) + 1 for line in lines)
        if self.cut or self._size + size > MOST:
            self.cut = True
            return False
        self._lines += lines
        self._size += size
        return True

    def add_quote(self, words: str, place: str, link: str) -> bool:
        """Add a quotation with its place and permalink."""
        return self.add(f"{place} | {link}", quote(words))

    def add_evidence(self, rows: Iterable[Mapping[str, Any]], document: str, site: str) -> None:
        """Add the sentences that something rests on."""
        for row in rows:
            place = short_place(row["paragraph"], row["sentence"])
            link = permalink(site, document, row["paragraph"], row["sentence"])
            if not self.add_quote(row["text"], place, link):
                return

    def text(self, more: str = "Ask for less, or for a part.") -> str:
        """Return the reply."""
        end = [f"[cut here: a reply has at most {MOST} characters. {more}]"] if self.cut else []
        return "\n".join([*self._lines, *end])
