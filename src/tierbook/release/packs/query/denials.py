"""Words of a sentence that may deny what the coder found in it: `denials.yaml` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from tierbook.release.packs.words import load_pack_words

__all__ = ["all_denials", "denials_before"]

_OPENING = 2  # words of what was found, of which one may be the denial: "did not open a shelter"


def denials_before(sentence: str, found: tuple[int, int], variable: str) -> tuple[str, ...]:
    """Return the words that deny what was found in a sentence, each once, in their order.

    Args:
        sentence: the whole of it.
        found: where what the coder found begins and ends in it; a denial that opens it counts.
        variable: what it was found for; of some a denial asserts them.
    """
    if variable in _asserted():
        return ()
    ends, deny, _ = _patterns()
    words = _without_what_asserts(sentence)
    opening = " ".join(words[slice(*found)].split(" ")[:_OPENING])
    before = words[: found[0]] + opening
    reach = max((end.end() for end in ends.finditer(before)), default=0)
    return tuple(dict.fromkeys(one[0] for one in deny.finditer(before, reach)))


def all_denials(words: str) -> tuple[str, ...]:
    """Return every word of a passage that denies, each once, in their order."""
    _, deny, _ = _patterns()
    return tuple(dict.fromkeys(one[0] for one in deny.finditer(_without_what_asserts(words))))


def _without_what_asserts(words: str) -> str:
    """Return words in lower case, with blanks for what looks like a denial and is none."""
    _, _, no_denial = _patterns()
    return no_denial.sub(lambda one: " " * len(one[0]), words.lower())


@cache
def _asserted() -> frozenset[str]:
    return frozenset(row["variable"] for row in load_pack_words("query/denials")["asserted"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return where a denial ends, what denies, and what only looks like it."""
    rules = load_pack_words("query/denials")
    return (
        re.compile(_any_of(rules["ends"])),
        re.compile(rf"\b(?:{_any_of(rules['deny'])})\b"),
        re.compile(rf"\b(?:{_any_of(rules['no_denial'])})\b"),
    )


def _any_of(rows: Iterable[Mapping[str, str]]) -> str:
    return "|".join(row["words"] for row in rows)
