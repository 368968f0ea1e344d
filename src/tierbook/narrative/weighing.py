"""What the words of a paragraph say of its pillar, order left aside.

Two tables are read, and neither knows a name of a country. `pillar_words.csv` counts: how much likelier than on average
a word is in each pillar. `pillar_phrases.csv` is fitted: the weights of a multinomial regression on words, pairs of
words and first words, which tell the pillars of its own years apart better, and those of other years worse. Both are
made by `tests/narrative/weigh_words.py` from two thirds of the countries of the 2018 edition (U.S. Department of State,
Trafficking in Persons Report 2018; sections as in remco-mooij/human-trafficking @ 1209f60d). How often they are right
stands in `docs/explanation/pillars.md`.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from tierbook.narrative.narrative import PILLARS, Pillar
from tierbook.text import late

__all__ = ["EVERY", "log_sum", "normalised", "phrases", "stems", "weigh"]

EVERY = "(every paragraph)"
_WORD = late(r"[A-Za-z]+(?:-[A-Za-z]+)?|;")
_STEM = 7
# The words of one paragraph are no independent witnesses: their sum is tempered.
_TEMPER = 0.35
# How much the fitted table counts beside the counted one: in years like its own, and in others.
_NEAR_YEARS = range(2015, 2031)
_SHARE_NEAR, _SHARE_FAR = 0.75, 0.5


def weigh(words: str, *, edition: int | None) -> dict[Pillar, float]:
    """Return the log-probability of each pillar for a paragraph by its words alone.

    Args:
        words: the paragraph.
        edition: the year of its wording; None where it isn't known.
    """
    tables = _tables()
    counted = _sum(tables.counted, stems(words))
    known = [row for phrase in phrases(words) if (row := tables.fitted.get(phrase)) is not None]
    spread = math.sqrt(len(known) or 1)
    every = tables.fitted[EVERY]
    fitted = [every[i] + sum(row[i] for row in known) / spread for i in range(len(PILLARS))]
    share = _SHARE_NEAR if edition in _NEAR_YEARS else _SHARE_FAR
    by_count = normalised(dict(zip(PILLARS, (_TEMPER * score for score in counted), strict=True)))
    by_fit = normalised(dict(zip(PILLARS, fitted, strict=True)))
    return normalised({p: share * by_fit[p] + (1 - share) * by_count[p] for p in PILLARS})


def stems(words: str) -> list[str]:
    """Return the different words of a paragraph, lower case, cut to their first letters, in alphabetical order.

    A semicolon counts as a word: recommendations are lists of clauses.
    """
    return sorted({match[0].lower()[:_STEM] for match in _WORD.finditer(words)})


def phrases(words: str) -> list[str]:
    """Return the different stems, pairs of neighbouring stems, and the first one marked with `^`, in order."""
    run = [match[0].lower()[:_STEM] for match in _WORD.finditer(words)]
    found = {*run, *(f"{a} {b}" for a, b in pairwise(run))}
    if run:
        found.add(f"^{run[0]}")
    return sorted(found)


def log_sum(logs: Sequence[float]) -> float:
    """Return the logarithm of a sum of numbers given by their logarithms."""
    top = max(logs)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(log - top) for log in logs))


def normalised(logs: dict[Pillar, float]) -> dict[Pillar, float]:
    """Return log-probabilities that sum to one, or the same where none is possible."""
    total = log_sum(list(logs.values()))
    return logs if total == -math.inf else {pillar: log - total for pillar, log in logs.items()}


def _sum(table: Mapping[str, tuple[float, ...]], keys: Sequence[str]) -> list[float]:
    scores = [0.0] * len(PILLARS)
    for key in keys:
        for i, weight in enumerate(table.get(key, ())):
            scores[i] += weight
    return scores


class _Tables(NamedTuple):
    counted: dict[str, tuple[float, ...]]
    fitted: dict[str, tuple[float, ...]]


@cache
def _tables() -> _Tables:
    """Load both tables."""
    return _Tables(_read("pillar_words.csv"), _read("pillar_phrases.csv"))


def _read(name: str) -> dict[str, tuple[float, ...]]:
    text = (files("tierbook.narrative") / name).read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text))
    next(rows)
    return {row[0]: tuple(float(number) for number in row[1:]) for row in rows}
