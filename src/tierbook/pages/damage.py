"""What is wrong with a page as a whole: found once, before its lines are mended one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tierbook.pages.change import Change
from tierbook.pages.lost_letters import lost_letters
from tierbook.pages.words import PageWords

__all__ = ["Damage", "doubts_of", "examine"]

_CERTAIN_DASH = re.compile(r"Š(?<=[a-z)]Š)[a-z]")
_PRIVATE = re.compile("[\ue000-\uf8ff\x81\x8d\x8f\x90\x9d]")
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Damage:
    """Signs of damage that only the whole page shows.

    `dashes`: the page has U+0160 where a long dash was printed. `lost`: words that lost a ligature, in the order of
    their places. `words`: the page's own words. `notes`: what looks damaged and is left as it is.
    """

    dashes: bool
    lost: tuple[Change, ...]
    words: PageWords
    notes: tuple[str, ...] = ()


def examine(source: str) -> Damage:
    """Look a page over for damage."""
    lost, notes = lost_letters(source)
    dashes = not source.isascii() and _CERTAIN_DASH.search(source) is not None
    return Damage(dashes, lost, PageWords(source), notes)


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
