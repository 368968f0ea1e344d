"""Needs that prose states: what this government should, needs to, must do."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tierbook.coding.coders.rules.recommendations.words import compile_words, load_words
from tierbook.coding.patterns import Guarded, guarded
from tierbook.errors import UnknownCountry
from tierbook.places import get_country

__all__ = ["Need", "find_need", "load_needs"]

_LITERAL = guarded(r"should|need|must|encouraged|urged|ought|required|necessary|benefit")


class Need(NamedTuple):
    """Words that ask for something.

    Attributes:
        start: offset at which the words that ask begin; what stands before is told, not asked.
        act_at: offset, in the sentence, of what is asked for; None where the words name a thing.
        why: why the words are no recommendation of the Report, or None.
    """

    start: int
    act_at: int | None
    why: str | None = None


def find_need(lower: str, home: str | None) -> Need | None:
    """Return the need that a sentence states, or None.

    Args:
        lower: the sentence, lower-cased.
        home: alpha-3 code of the narrative's country, whose name may be the subject.
    """
    if not _LITERAL.search(lower):
        return None
    words = _words()
    start, act_at = _asked(lower, home)
    if start is None:
        return None
    why = next((why for pattern, why in words.reasons if pattern.search(lower)), None)
    return Need(start, act_at, why)


def _asked(lower: str, home: str | None) -> tuple[int | None, int | None]:
    """Return where the words that ask begin, and where the act stands, if an act is named."""
    words = _words()
    match = words.need.search(lower) or _of_country(lower, home)
    if match is not None:
        return match.start(), match.end() + 1
    joined = words.joined.search(lower)
    if joined is not None:
        return joined.start("need"), joined.end() + 1
    thing = words.of_things.search(lower)
    return (None if thing is None else thing.start()), None


def _of_country(lower: str, home: str | None) -> re.Match[str] | None:
    names = _names(home)
    return next(
        (
            match
            for match in _words().of_country.finditer(lower)
            if names
            and (
                lower.endswith(names, 0, match.start())
                or (match["joined"] and lower.startswith(names))
            )
        ),
        None,
    )


class _Words(NamedTuple):
    need: Guarded
    joined: Guarded
    of_country: Guarded
    of_things: Guarded
    reasons: tuple[tuple[Guarded, str], ...]


@cache
def _words() -> _Words:
    content = load_words("items")
    names = {"asks": content["asks"]}
    return _Words(
        need=compile_words(content["need"], names),
        joined=compile_words(content["need_joined"], names),
        of_country=compile_words(content["need_of_country"], names),
        of_things=compile_words(content["need_of_things"], names),
        reasons=tuple(
            (compile_words(row["words"], names), row["why"]) for row in content["not_a_need"]
        ),
    )


@cache
def _names(home: str | None) -> tuple[str, ...]:
    try:
        country = get_country(home) if home else None
    except UnknownCountry:
        country = None
    return tuple(name.text.lower() for name in country.names) if country else ()


def load_needs() -> None:
    """Make the patterns of needs known."""
    _words()
