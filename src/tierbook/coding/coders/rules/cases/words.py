"""The words of `coding/cues/figures/cases.yaml`, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tierbook.coding.compiled import cue_file

__all__ = ["CaseWords", "load_case_words"]


class CaseWords(NamedTuple):
    """Roles by word, the marks beside a general word, outcomes by word, and what opens and goes on with a story."""

    roles: Mapping[str, str]
    role_marks: Mapping[str, str]
    outcomes: Mapping[str, str]
    steps: tuple[str, ...]
    pending: frozenset[str]
    opener: re.Pattern[str]
    next_sentence: re.Pattern[str]
    offences: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load_case_words() -> CaseWords:
    """Return the tables of the package."""
    table = cue_file("figures/cases.yaml")
    return CaseWords(
        roles={word: role for role, words in table["roles"].items() for word in words.split()},
        role_marks={word: role for role, words in table["role_marks"].items() for word in words},
        outcomes={
            word: name for name, words in table["outcomes"].items() for word in words.split()
        },
        steps=tuple(table["outcomes"]),
        pending=frozenset(table["pending"]),
        opener=re.compile(" ".join(table["openers"].split())),
        next_sentence=re.compile(table["next_sentence"].strip()),
        offences=tuple(
            (name, re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b"))
            for name, phrases in table["offences"].items()
        ),
    )
