"""A matcher of text fragments that follows the draft's steps, to check links with: nothing of the program is in it.

The page is a string with a line break between blocks. A term is looked for within one block; case, accents, curly and
straight quotes don't count, and white space collapses. Words are runs of letters and digits. A bullet before an item is
drawn and can't be found.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text as it is compared, and for each character of that its place in the text."""
    folded, places = [], []
    drawn = {k for found in re.finditer(r"^• ", text, re.M) for k in range(*found.span())}
    for place, sign in enumerate(text):
        if place in drawn:
            continue
        if sign != "\n" and sign.isspace():
            sign = " "
            if folded and folded[-1] == " ":
                continue
        sign = {"“": '"', "”": '"', "‘": "'", "’": "'"}.get(sign, sign)
        for part in unicodedata.normalize("NFKD", sign).casefold():
            if unicodedata.category(part) not in ("Mn", "Cf"):
                folded.append(part)
                places.append(place)
    return "".join(folded), places


class Page:
    """A page's text, and the places that a directive finds in it."""

    def __init__(self, text: str) -> None:
        self.text, self.places = fold(text)

    def find(self, term: str, start: int, *, head: bool, tail: bool) -> tuple[int, int] | None:
        """The draft's "find a string in range": the first place from `start` on, bounded by words as asked."""
        wanted = fold(term)[0]
        at = self.text.find(wanted, start)
        while at != -1:
            end = at + len(wanted)
            if (not head or self.bounded(at)) and (not tail or self.bounded(end)):
                return at, end
            at = self.text.find(wanted, at + 1)
        return None

    def bounded(self, at: int) -> bool:
        return not re.fullmatch(r"\w\w", self.text[max(at - 1, 0) : at + 1])

    def shown_from(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def all_matches(self, directive: str) -> list[tuple[int, int]]:
        """Return every span of the page that the directive may mean; a browser shows the first."""
        found, at = [], 0
        while (match := self.first(directive, at)) is not None:
            found.append((self.places[match[0]], self.places[match[1] - 1] + 1))
            at = match[0] + 1
        return found

    def first(self, directive: str, at: int = 0) -> tuple[int, int] | None:
        """The draft's "find a range from a text directive", beginning at a place of the folded text."""
        prefix, start, end, suffix = parse(directive)
        must_end = end is not None or suffix is None
        while at < len(self.text):
            if prefix is None:
                match = self.find(start, at, head=True, tail=must_end)
                if match is None:
                    return None
                at = match[0] + 1
            else:
                before = self.find(prefix, at, head=True, tail=False)
                if before is None:
                    return None
                at = before[0] + 1
                begin = self.shown_from(before[1])
                match = self.find(start, begin, head=False, tail=must_end)
                if match is None:
                    return None
                if match[0] != begin:
                    continue
            whole = self.to_end(match, end, suffix)
            if whole is not None or end is not None:
                return whole
        return None

    def to_end(
        self, match: tuple[int, int], end: str | None, suffix: str | None
    ) -> tuple[int, int] | None:
        """The inner loop of the draft: from the start that was found to an end, and what must follow it."""
        rest = match[1]
        while rest < len(self.text):
            if end is not None:
                last = self.find(end, rest, head=True, tail=suffix is None)
                if last is None:
                    return None
                match = match[0], last[1]
            if suffix is None:
                return match
            behind = self.shown_from(match[1])
            after = self.find(suffix, behind, head=False, tail=True)
            if after is None:
                return None
            if after[0] == behind:
                return match
            if end is None:
                return None
            rest = match[1]
        return None


def parse(directive: str) -> tuple[str | None, str, str | None, str | None]:
    """Return prefix, start, end and suffix of a directive, decoded."""
    terms = directive.split(",")
    prefix = suffix = None
    if terms[0].endswith("-"):
        prefix = unquote(terms.pop(0)[:-1])
    if terms[-1].startswith("-"):
        suffix = unquote(terms.pop()[1:])
    assert 1 <= len(terms) <= 2, directive
    assert all("-" not in term for term in terms), directive
    start, *end = (unquote(term) for term in terms)
    assert all("\n" not in term for term in (prefix or "", start, *end, suffix or ""))
    return prefix, start, end[0] if end else None, suffix
