"""Mending of characters: what copying, PDF extraction and wrong encodings did to a page, put right and listed.

Nothing is dropped in silence: each change but the folding of spaces and line breaks is a `Repair` with its place. The
text that comes out keeps a map back to the page, so evidence can be shown on the very words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tierbook.pages.country import running_heads
from tierbook.pages.document import Repair
from tierbook.text import OffsetMap

__all__ = ["Mended", "mend"]

Mended = tuple[str, OffsetMap, list[Repair]]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Windows-1252 bytes that a PDF reader took for PDFDocEncoding: 0x97, a dash, shows as S with caron, and so on.
_PDF_SIGNS = {"Š": "—", "Œ": "–", "‚": "‘", "ƒ": "†", "•": "€"}
_SPECIAL = re.compile(
    r"(?P<invisible>[\u00ad\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<double>[ÂÃâ][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2})"
    r"|(?P<space>[^\S ]\s*| \s+)"
    r"|(?P<ligature>[ﬀ-ﬆ])"
    r"|(?P<sign>(?<=[a-z0-9)’'\"”ﬂ.,%\]])Š|(?<=[A-Z])Š(?=[a-z])|(?<=\s)Š(?=\s|[a-z]{2,})"
    r"|•(?=\d)|(?<=[ \d])Œ(?=[ \d])|(?<![^\s(])‚(?=\w)|(?<!\S)ƒ(?!\d))"
    r"|(?P<control>[\x80-\x9f])"
    r"|(?P<lost>\bft(?=[a-z])|(?<=[nf])ft(?=[a-z])|(?<=\bre)ft(?=e)|(?<=\blea)ft(?=e))"
)
_ODD = re.compile(r"[^ -~]")
_CERTAIN_DASH = re.compile(r"[a-z)]Š[a-z]")
_STRAY = re.compile(r"[:;,]\s*(?=\w)")
_CLOSING = frozenset(".,;:)%\"'’”")
_QUOTE_REACH = 400


@dataclass(frozen=True, slots=True)
class _Cut:
    """A change to `source[start:end]`; `why` is empty where only white space folds."""

    start: int
    end: int
    now: str
    why: str


class _Writer:
    """The mended text under construction, with its map and its repairs."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        self.repairs: list[Repair] = []
        self.at = 0

    def keep(self, start: int, end: int) -> None:
        """Take over characters of the page."""
        if start < end:
            self.parts.append(self.source[start:end])
            self.segments.append((self.at, start, end - start))
            self.at += end - start

    def change(self, cut: _Cut) -> None:
        """Put characters in the place of the page's; as many as there were are mapped one to one."""
        if cut.why:
            self.repairs.append(
                Repair(cut.start, self.source[cut.start : cut.end], cut.now, cut.why)
            )
        if cut.now:
            self.parts.append(cut.now)
            if cut.end - cut.start == len(cut.now):
                self.segments.append((self.at, cut.start, len(cut.now)))
            self.at += len(cut.now)


def mend(source: str, spans: Sequence[tuple[int, int]]) -> Mended:
    """Return the text of spans of a page joined by spaces, its map to the page, and the repairs made.

    Args:
        source: the page as text.
        spans: spans in reading order, without outer white space.
    """
    writer = _Writer(source)
    for i, (start, end) in enumerate(spans):
        if i:
            writer.change(_joint(source, spans[i - 1][1], start))
        low = start
        for cut in _cuts(source, start, end, first=not i):
            if cut.start >= low:
                writer.keep(low, cut.start)
                writer.change(cut)
                low = cut.end
        writer.keep(low, end)
    return "".join(writer.parts), OffsetMap.of(writer.segments), writer.repairs


def _joint(source: str, end: int, start: int) -> _Cut:
    """Return what stands between two lines of a paragraph: a space, or nothing after a hyphen within a word."""
    if source[end - 1] == "-" and source[end - 2 : end - 1].isalpha() and source[start].islower():
        return _Cut(end, start, "", "line break after a hyphen")
    return (
        _Cut(start - 1, start, " ", "")
        if source[start - 1].isspace()
        else _Cut(start, start, " ", "")
    )


def _cuts(source: str, start: int, end: int, *, first: bool) -> list[_Cut]:
    """Return the changes to a span in their order; of two that overlap the first counts."""
    cuts: list[_Cut] = []
    stray = _STRAY.match(source, start, end) if first else None
    if stray is not None:
        cuts.append(_Cut(start, stray.end(), "", "stray sign at the head of a paragraph"))
    low = start
    for at in _odd_places(source, start, end):
        match = _SPECIAL.match(source, at, end) if at >= low else None
        if match is not None and match.lastgroup is not None:
            cut = _MENDERS[match.lastgroup](source, match, start, end)
            if cut is not None:
                cuts.append(cut)
                low = cut.end
    heads = list(_heads(source, start, end))
    return sorted([*cuts, *heads], key=lambda cut: (cut.start, -cut.end)) if heads else cuts


def _odd_places(source: str, start: int, end: int) -> list[int]:
    """Return where something may need mending; three plain scans are much quicker than one clever one."""
    places = [match.start() for match in _ODD.finditer(source, start, end)]
    places = [
        at - 1 if at > start and source[at - 1] == " " and source[at].isspace() else at
        for at in places
    ]
    for words in ("  ", "ft"):
        at = source.find(words, start, end)
        while at != -1:
            places.append(at)
            at = source.find(words, at + 1, end)
    places.sort()
    return places


def _heads(source: str, start: int, end: int) -> Iterator[_Cut]:
    """Yield the running heads, with a space in their place where they stood between two words."""
    for low, high in running_heads(source, start, end):
        before = source[low - 1] if low > start else ""
        after = source[high] if high < end else ""
        apart = before in _CLOSING or before.isalnum()
        glue = " " if before and after and apart and not after.isspace() else ""
        yield _Cut(low, high, glue, "running head of the printed page")


def _space(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    odd = match[0].strip(" \t\r\n\x0b\x0c")
    return _Cut(*match.span(), " ", "no-break or odd space" if odd else "")


def _invisible(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    return _Cut(*match.span(), "", "invisible character")


def _lost(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    return _Cut(*match.span(), "fl", "ligature lost in PDF text")


def _sign(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    at = match.start()
    before_word = source[at - 1].isspace() and not source[at + 1 : at + 2].isspace()
    if match[0] == "Š" and before_word and not _CERTAIN_DASH.search(source):
        return None  # the first letter of a name, such as that of a Slovak town
    return _Cut(*match.span(), _PDF_SIGNS[match[0]], "sign of another encoding in PDF text")


def _control(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    try:
        now = match[0].encode("latin-1").decode("cp1252")
    except UnicodeError:
        return None
    return _Cut(*match.span(), now, "Windows-1252 character left undecoded")


def _double(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    at = match.start()
    for size in (3, 2):
        now = _undouble(source[at : at + size]) if at + size <= end else None
        if now is not None:
            return _Cut(at, at + size, now, "UTF-8 decoded as Windows-1252")
    return None


def _undouble(signs: str) -> str | None:
    """Return the character whose UTF-8 bytes these signs are in Windows-1252, or None."""
    raw = bytearray()
    for sign in signs:
        try:
            raw += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 255:
                return None
            raw.append(ord(sign))
    try:
        now = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return now if len(now) == 1 else None


def _ligature(source: str, match: re.Match[str], start: int, end: int) -> _Cut | None:
    """Tell a true ligature from a quotation mark that PDF text shows as one (0x93 and 0x94 of Windows-1252)."""
    sign, at = match[0], match.start()
    before = source[at - 1] if at > start else " "
    after = source[at + 1] if at + 1 < end else " "
    now = _LIGATURES[sign]
    if sign == "ﬂ" and not before.isspace() and not _goes_on(after):
        now = "”"
    elif (
        sign == "ﬁ" and not _goes_on(before) and after.isalnum() and _is_closed(source, at + 1, end)
    ):
        now = "“"
    why = "ligature" if now == _LIGATURES[sign] else "sign of another encoding in PDF text"
    return _Cut(at, at + 1, now, why)


def _goes_on(sign: str) -> bool:
    return sign.isalpha() and sign not in _PDF_SIGNS


def _is_closed(source: str, at: int, end: int) -> bool:
    """Tell whether a closing quotation mark, shown as a ligature at a word's end, follows."""
    reach = min(end, at + _QUOTE_REACH)
    closing = source.find("ﬂ", at, reach)
    while closing != -1:
        if closing + 1 >= end or not _goes_on(source[closing + 1]):
            return True
        closing = source.find("ﬂ", closing + 1, reach)
    return False


_Mender = Callable[[str, re.Match[str], int, int], _Cut | None]
_MENDERS: dict[str, _Mender] = {
    "invisible": _invisible,
    "double": _double,
    "space": _space,
    "ligature": _ligature,
    "sign": _sign,
    "control": _control,
    "lost": _lost,
}
