"""What is wrong with a page as a whole: found once, before its lines are mended one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tierbook.pages.change import Change
from tierbook.pages.lost_letters import lost_letters
from tierbook.pages.mojibake import may_be_mojibake
from tierbook.pages.words import PageWords
from tierbook.text import late

__all__ = ["Damage", "doubts_of", "examine"]

# Signs that call for a look. Typographic quotation marks, dashes and the letters of western Europe don't.
_ODD = late(r"[^ -~’“”‘–—…À-ÖØ-öø-ÿ]")
_ODD_ASCII = late(r"[\x00-\x1f\x7f]")
_TELLING = ("  ", "ft", "&", "andor", "247", "HIVAIDS")
# A digit that touches capitals, or more than a few small letters.
_GLUED = late(r"[0-9](?:(?=[A-ZÀ-Þ]{2})|(?<=[A-ZÀ-Þ]{3}[0-9])|(?=[a-z]{4})|(?<=[a-z]{2}[0-9]))")
_CERTAIN_DASH = late(r"Š(?<=[a-z)]Š)[a-z]")
_PRIVATE = late("[\ue000-\uf8ff\x81\x8d\x8f\x90\x9d]")
_AROUND = 20


class Damage(NamedTuple):
    """What the whole page shows: where to look, and what one line alone cannot tell.

    Attributes:
        places: offsets of signs and words that call for a look, in order.
        glued: offsets of digits that touch a letter, in order.
        hyphens: offsets of hyphens with a space behind them, in order.
        encoding: whether a line may be wrongly decoded.
        dashes: whether the page has U+0160 where a long dash was printed.
        lost: words that lost a ligature, in the order of their places.
        words: the page's own words.
        notes: what looks damaged and is left as it is.
    """

    places: Sequence[int]
    glued: Sequence[int]
    hyphens: Sequence[int]
    encoding: bool
    dashes: bool
    lost: Sequence[Change]
    words: PageWords
    notes: tuple[str, ...] = ()


def examine(source: str, start: int = 0, end: int | None = None) -> Damage:
    """Look over what is read of a page once; scans for one thing each are much quicker than one clever scan for all.

    Args:
        source: the page's text.
        start: offset where what is read begins; menus before it are nobody's text.
        end: offset behind it.
    """
    stop = len(source) if end is None else end
    text = source[start:stop]
    plain = text.isascii()
    lost, notes = lost_letters(text)
    odd = (_ODD_ASCII if plain else _ODD).finditer(source, start, stop)
    places = [match.start() for match in odd]
    for words in _TELLING:
        places += _finds(source, words, start, stop)
    places.sort()
    return Damage(
        places=places,
        glued=[match.start() for match in _GLUED.finditer(source, start, stop)],
        hyphens=_finds(source, "- ", start, stop),
        encoding=may_be_mojibake(text),
        dashes=not plain and _CERTAIN_DASH.search(text) is not None,
        lost=[
            replace(change, start=change.start + start, end=change.end + start) for change in lost
        ],
        words=PageWords(source),
        notes=notes,
    )


def _finds(source: str, words: str, start: int, stop: int) -> list[int]:
    found = []
    at = source.find(words, start, stop)
    while at != -1:
        found.append(at)
        at = source.find(words, at + 1, stop)
    return found


def doubts_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return notes on characters of mended texts that nothing can put right."""
    notes: list[str] = []
    odd = [text for text in texts if not text.isascii()]
    lost = [text for text in odd if "\ufffd" in text]
    if lost:
        times = sum(text.count("\ufffd") for text in lost)
        at = lost[0].index("\ufffd")
        notes.append(
            f"{_times(times, 'character')} lost before the page was saved (U+FFFD), first in {_around(lost[0], at)}"
        )
    unknown = [(text, match.start()) for text in odd if (match := _PRIVATE.search(text))]
    if unknown:
        times = sum(len(_PRIVATE.findall(text)) for text in odd)
        notes.append(
            f"{_times(times, 'character')} of a font's own, which says nothing elsewhere, first in"
            f" {_around(*unknown[0])}"
        )
    return tuple(notes)


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _around(text: str, at: int) -> str:
    return repr(text[max(at - _AROUND, 0) : at + _AROUND])
