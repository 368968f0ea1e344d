"""Needs that prose states: what this government should, needs to, must do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tierbook.coding.coders.rules.recommendations.words import compile_words, load_words
from tierbook.coding.patterns import Guarded, guarded
from tierbook.errors import UnknownCountry
from tierbook.places import get_country

__all__ = ["Need", "find_need"]


@dataclass(frozen=True, slots=True)
class Need:
    """Words that ask for something.

    Attributes:
        act_at: offset, in the sentence, of what is asked for; None where the words name a thing.
        why: why the words are no recommendation of the Report, or None.
    """

    act_at: int | None
    why: str | None = None


_LITERAL = guarded(r"should|need|must|encouraged|urged|ought|required|necessary|benefit")


def find_need(lower: str, home: str | None, edition: int | None) -> Need | None:
    """Return the need that a sentence states, or None.

    Args:
        lower: the sentence, lower-cased.
        home: alpha-3 code of the narrative's country, whose name may be the subject.
        edition: decides how the country was called.
    """
    if not _LITERAL.search(lower):
        return None
    need, of_things, reasons = _patterns(home)
    match = need.search(lower)
    thing = None if match else of_things.search(lower)
    if match is None and thing is None:
        return None
    why = next((why for pattern, why in reasons if pattern.search(lower)), None)
    return Need(match.end() + 1 if match else None, why)


@cache
def _patterns(
    home: str | None,
) -> tuple[Guarded, Guarded, tuple[tuple[Guarded, str], ...]]:
    content = load_words("items")
    names = {"home": _names(home)}
    return (
        compile_words(content["need"], names),
        compile_words(content["need_of_things"], names),
        tuple((compile_words(row["words"], names), row["why"]) for row in content["not_a_need"]),
    )


def _names(home: str | None) -> str:
    try:
        country = get_country(home) if home else None
    except UnknownCountry:
        country = None
    return re.escape(country.name.lower()) if country else r"(?!)"
