"""The words and patterns of `cues/profile/grammar.yaml`, compiled once.

They are data so that a linguist can read and mend them; the modules beside this one only combine them.
"""

from __future__ import annotations

from functools import cache

from tierbook.coding.compiled import cue_file
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["load_grammar", "pattern", "words"]


def load_grammar() -> None:
    """Make every pattern known."""
    for name in _grammar()["patterns"]:
        pattern(name)


@cache
def words(name: str) -> frozenset[str]:
    """Return a set of words, such as `person`: nouns for people who can be victims."""
    return frozenset(_grammar()["sets"][name].split())


@cache
def pattern(name: str) -> Guarded:
    """Return a pattern, such as `by`: words that make the next person an actor."""
    return guarded(_grammar()["patterns"][name])


@cache
def _grammar() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = cue_file("profile/grammar.yaml")
    return content
