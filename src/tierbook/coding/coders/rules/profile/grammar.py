"""The words and patterns of `cues/profile/grammar.yaml`, compiled once.

They are data so that a linguist can read and mend them; the modules beside this one only combine them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tierbook.coding.patterns import Guarded, guarded
from tierbook.files import load_yaml

__all__ = ["cue_folder", "pattern", "words"]


def cue_folder() -> Traversable:
    """Return the folder that holds the cues of the profile."""
    return files("tierbook.coding") / "cues" / "profile"


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
    content: dict[str, dict[str, str]] = load_yaml(cue_folder() / "grammar.yaml")
    return content
