"""Links to the very words on the publisher's page: text fragments (`#:~:text=`), and `#page=` for a PDF.

After the draft "URL Fragment Text Directives" of the WICG: `#:~:text=[prefix-,]start[,end][,-suffix]`. A browser takes
the first place that fits, compares without regard to case, accents and curly or straight quotes, and wants each term
to stand in one block and to begin and end with a word. So every term here is whole words of one line of the page, in
the page's own characters, and the start (with its prefix) stands once in all the text that a browser shows.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tierbook.pages import Document
from tierbook.text import late

__all__ = ["link_to_words", "why_no_link"]

_WORD = late(r"[\w\u0300-\u036f]+(?:[.:'’‘·,;\u00ad\u2010\u2011-][\w\u0300-\u036f]+)*")
_EXACT = 80  # characters of a passage that is given whole; a longer one by its first and last words
_FEWEST = 3  # words that a term begins with, where there are so many
_MOST = 24  # words that a term may grow to
_CONTEXT = 8  # words of a prefix or suffix
_BULLETS = "•●▪◦‣·*"
_OURS = (
    "• "  # stands before an item of a list in a page's text; a browser draws it and doesn't find it
)


def why_no_link(document: Document) -> str | None:
    """Say why no link leads to a document's words, or None where one may."""
    if document.text_kind == "sample":
        return "a sample stands on no publisher’s page"
    if not document.address:
        return "the page gives no address"
    parts = urlsplit(document.address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "its address is none of the web"
    if _is_pdf(document) and not document.file_pages:
        return "where its pages stand in the PDF is not known"
    return None


def link_to_words(document: Document, start: int, end: int) -> str | None:
    """Return a link to words on the publisher's page.

    Args:
        document: the document; its `address` is where the link leads.
        start: offset of the words in `document.source`.
        end: offset behind them.

    Returns:
        The address with a text fragment, or with the number of the page in a PDF; None where there is none: see
        `why_no_link`, or the words cannot be told from others on the page.
    """
    if why_no_link(document) is not None or document.address is None:
        return None
    address, _, fragment = document.address.partition("#")
    if _is_pdf(document):
        page = document.file_page_at(start)
        return None if page is None else f"{address}#page={page}"
    fragment = fragment.partition(":~:")[0]
    text, low, high = document.source, start, end
    if document.page_text is not None and document.page_span is not None:
        # The page holds other documents too: the words must be found in all of it. What stands before the span in
        # `source` is a line of another place on the page that speaks for this part.
        first, last = document.page_span
        shift = first - (len(document.source) - (last - first))
        text, low, high = document.page_text, start + shift, end + shift
        if low < first or not document.source.endswith(text[first:last]):
            return None
    terms = _page(text).terms(low, high)
    return None if terms is None else f"{address}#{fragment}:~:text={terms}"


def _is_pdf(document: Document) -> bool:
    if document.file_pages:
        return True
    return urlsplit(document.address or "").path.lower().endswith(".pdf")


class _Span(NamedTuple):
    start: int
    end: int


@lru_cache(maxsize=8)
def _page(text: str) -> _Page:
    return _Page(text)


class _Page:
    """A page's text with its folded form: how a browser compares."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = _fold(text)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.all_words = [_Span(*match.span()) for match in _WORD.finditer(text)]

    def terms(self, start: int, end: int) -> str | None:
        """Return the directive's terms for a passage, encoded, or None where it cannot be told from others."""
        first, last = self._lines_of(start, end)
        if first is None or last is None:
            return None
        words_first = self._words(first, start, end)
        words_last = words_first if last == first else self._words(last, start, end)
        whole = _Span(words_first[0].start, words_last[-1].end)
        if first == last and whole.end - whole.start <= _EXACT:
            return self._exact(whole, start, end)
        return self._range(words_first, words_last, one_line=first == last) or (
            self._exact(whole, start, end) if first == last else None
        )

    def _exact(self, whole: _Span, start: int, end: int) -> str | None:
        """Return the passage itself, with as much around it as it takes to tell it from the same words elsewhere."""
        if self._places(whole) == 1:
            return self._encode(None, whole)
        for n in range(1, _CONTEXT + 1):
            prefix, begin = self._prefix(whole.start, n)
            suffix, stop = self._suffix(whole.end, n)
            for before, after in ((prefix, None), (None, suffix), (prefix, suffix)):
                if before is None and after is None:
                    continue
                term = _Span(
                    whole.start if before is None else begin, whole.end if after is None else stop
                )
                if self._places(term, before, after) == 1:
                    return self._encode(before, term, None, after)
        return None

    def _range(self, first: list[_Span], last: list[_Span], *, one_line: bool) -> str | None:
        """Return the first words and the last ones of a long passage."""
        room = min(len(first) - _FEWEST if one_line else len(first), _MOST)
        if room < 1:
            return None
        for k in range(min(_FEWEST, room), room + 1):
            begin = _Span(first[0].start, first[k - 1].end)
            if self._places(begin) == 1:
                return self._with_end(None, begin, last, len(first) - k if one_line else None)
        k = min(_FEWEST * 2, room)
        for n in range(1, _CONTEXT + 1):
            prefix, at = self._prefix(first[0].start, n)
            begin = _Span(at, first[k - 1].end)
            if prefix is not None and self._places(begin, prefix) == 1:
                return self._with_end(prefix, begin, last, len(first) - k if one_line else None)
        return None

    def _with_end(
        self, prefix: _Span | None, begin: _Span, last: list[_Span], room: int | None
    ) -> str:
        """Add the last words: as many as it takes that no earlier place after the start fits."""
        most = min(len(last) if room is None else room, _MOST)
        after = self.folded.at(begin.end)
        for m in range(min(_FEWEST, most), most + 1):
            end = _Span(last[-m].start, last[-1].end)
            if self.folded.text.find(self._term(end), after) == self.folded.at(end.start):
                return self._encode(prefix, begin, end)
        return self._encode(prefix, begin)

    def _places(self, term: _Span, prefix: _Span | None = None, suffix: _Span | None = None) -> int:
        """Count the places where a browser may find a term with what stands around it: two are one too many."""
        text, wanted = self.folded.text, self._term(term)
        before = "" if prefix is None else self._term(prefix)
        after = "" if suffix is None else self._term(suffix)
        count, at = 0, text.find(wanted)
        while at != -1 and count < 2:
            head = text[max(0, at - len(before) - 40) : at].rstrip(f"{_BULLETS} \n")
            tail = text[at + len(wanted) : at + len(wanted) + len(after) + 40]
            tail = tail.lstrip(f"{_BULLETS} \n") if after[:1] not in _BULLETS else tail.lstrip()
            count += (not before or head.endswith(before)) and (not after or tail.startswith(after))
            at = text.find(wanted, at + 1)
        return count

    def _prefix(self, start: int, n: int) -> tuple[_Span | None, int]:
        """Return up to n words before an offset, and where the term must begin for them to stand right before it."""
        line = self._line(start)
        begin = self._line_span(line).start
        words = self._words(line, begin, start)
        if words:
            at = words[-min(n, len(words))].start
            return _Span(at, at + len(self.text[at:start].rstrip())), start
        between = self.text[begin:start].lstrip().removeprefix(_OURS)
        if between and between[0] in _BULLETS:
            return None, start
        above = next(
            (k for k in range(line - 1, -1, -1) if self.text[slice(*self._line_span(k))].strip()),
            None,
        )
        if above is None:
            return None, start
        span = self._line_span(above)
        words = self._words(above, *span)
        if not words:
            return None, start
        stop = span.start + len(self.text[slice(*span)].rstrip())
        return _Span(words[-min(n, len(words))].start, stop), start - len(between)

    def _suffix(self, end: int, n: int) -> tuple[_Span | None, int]:
        """Return up to n words after an offset, and where the term must end for them to stand right behind it."""
        line = self._line(end - 1)
        stop = self._line_span(line).end
        words = self._words(line, end, stop)
        if words:
            rest = self.text[end : words[min(n, len(words)) - 1].end]
            return _Span(end + len(rest) - len(rest.lstrip()), end + len(rest)), end
        between = self.text[end:stop].rstrip()
        for below in range(line + 1, len(self.lines)):
            span = self._line_span(below)
            shown = self.text[slice(*span)].lstrip().removeprefix(_OURS)
            if not shown:
                continue
            words = self._words(below, *span)
            if not words or shown[0] in _BULLETS:
                break
            head = span.end - len(shown)
            return _Span(head, words[min(n, len(words)) - 1].end), end + len(between)
        return None, end

    def _encode(
        self,
        prefix: _Span | None,
        term: _Span,
        end: _Span | None = None,
        suffix: _Span | None = None,
    ) -> str:
        parts = [] if prefix is None else [f"{self._quoted(prefix)}-"]
        parts.append(self._quoted(term))
        parts += [] if end is None else [self._quoted(end)]
        parts += [] if suffix is None else [f"-{self._quoted(suffix)}"]
        return ",".join(parts)

    def _quoted(self, span: _Span) -> str:
        words = " ".join(re.split(r"[ \t\r\f\v]+", self.text[slice(*span)]))
        return quote(words, safe="").replace("-", "%2D")

    def _term(self, span: _Span) -> str:
        """Return a term as it is compared."""
        return self.folded.text[self.folded.at(span.start) : self.folded.at(span.end)]

    def _lines_of(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return the first and the last line that have a word of a passage."""
        found = [
            line
            for line in range(self._line(start), self._line(max(end - 1, start)) + 1)
            if self._words(line, start, end)
        ]
        return (found[0], found[-1]) if found else (None, None)

    def _line(self, offset: int) -> int:
        return bisect_right(self.lines, offset) - 1

    def _line_span(self, line: int) -> _Span:
        end = self.lines[line + 1] - 1 if line + 1 < len(self.lines) else len(self.text)
        return _Span(self.lines[line], end)

    def _words(self, line: int, start: int, end: int) -> list[_Span]:
        """Return the words of a line that lie in a span whole."""
        span = self._line_span(line)
        low = bisect_left(self.all_words, (max(start, span.start), 0))
        high = bisect_left(self.all_words, (min(end, span.end), 0))
        found = self.all_words[low:high]
        return found[:-1] if found and found[-1].end > end else found


class _Folded(NamedTuple):
    """A text as a browser compares it; `places` give the offset of each character in the page, None for the same."""

    text: str
    places: tuple[int, ...] | None

    def at(self, offset: int) -> int:
        """Return the place in the folded text of an offset in the page."""
        return offset if self.places is None else bisect_left(self.places, offset)


_QUOTES = {ord(sign): "'" for sign in "‘’‚‛"} | {ord(sign): '"' for sign in "“”„‟"}


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    """Return a character without case and accent; a soft hyphen is nothing; line breaks stay, blocks end at them."""
    if sign == "\n":
        return sign
    if sign.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", sign.translate(_QUOTES)).casefold()
    return "".join(s for s in plain if unicodedata.category(s) not in ("Mn", "Cf"))


def _fold(text: str) -> _Folded:
    signs = {sign: _fold_sign(sign) for sign in sorted(set(text))}
    if all(len(folded) == 1 for folded in signs.values()) and not re.search(r"[^\S\n]{2}", text):
        return _Folded(text.translate({ord(sign): now for sign, now in signs.items()}), None)
    parts: list[str] = []
    places: list[int] = []
    for offset, sign in enumerate(text):
        folded = signs[sign]
        if folded == " " and parts and parts[-1] == " ":
            continue
        parts.extend(folded)
        places.extend([offset] * len(folded))
    return _Folded("".join(parts), tuple(places))
