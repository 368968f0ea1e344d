"""Whether two names of a figure name the same thing: readers choose their own words for parts and kinds.

`convictions`, `convictions_sex` and `convictions_sex_trafficking` are compatible: what one says more the other does not
deny. `convictions_sex` and `convictions_labor` are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.files import load_yaml

__all__ = ["compare_figures", "same_figure", "same_number"]

_OTHER = "other_"


@dataclass(frozen=True, slots=True)
class _Names:
    phrases: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    implies: Mapping[str, str]
    ignored: frozenset[str]
    events: frozenset[str]


@cache
def _names() -> _Names:
    table = load_yaml(files("tierbook.agreement") / "figure_names.yaml")
    return _Names(
        phrases=tuple(sorted(table["phrases"].items(), key=lambda row: -len(row[0]))),
        words=table["words"],
        implies=table["implies"],
        ignored=frozenset(table["ignored"].split()),
        events=frozenset(table["events"].split()),
    )


@cache
def _words_of(name: str) -> frozenset[str]:
    names = _names()
    name = "_".join(word.removesuffix("s") for word in name.lower().split("_"))
    for phrase, word in names.phrases:
        name = name.replace(phrase, word)
    words = {names.words.get(word, word) for word in name.split("_") if word}
    words |= {names.implies[word] for word in words if word in names.implies}
    return frozenset(words - names.ignored or words)


def same_figure(ours: str, theirs: str) -> bool:
    """Tell whether our name and a reader's are compatible: one says all that the other says, and perhaps more."""
    mine, reader = _words_of(ours), _words_of(theirs)
    if ours.startswith(_OTHER):
        noun = ours.removeprefix(_OTHER).split("_")[0].removesuffix("s")
        return noun in theirs and not reader & _names().events
    return bool(mine) and bool(reader) and (mine <= reader or reader <= mine)


def same_number(row: Mapping[str, Any], n: object) -> bool:
    """Tell whether a figure of ours is a number, or a range that it ends."""
    return n is not None and n in (row.get("n"), row.get("n_max"))


def compare_figures(
    listed: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]
) -> tuple[frozenset[object], frozenset[object]]:
    """Return the figures that a reader lists and ours among those, as (what, n).

    Ours that meet a listed figure stand under the reader's name. Ours that meet none are extra where the reader lists
    figures of exactly that name, and does not give theirs as the comparison of one.
    """
    theirs = frozenset((row["what"], row["n"]) for row in listed)
    met: set[object] = set()
    kinds = {_words_of(str(row["what"])) for row in listed}
    for row in ours:
        name = str(row["what"])
        same = [g for g in listed if same_figure(name, str(g["what"]))]
        found = {(g["what"], g["n"]) for g in same if same_number(row, g["n"])}
        met |= found
        compared = any(same_number(row, g.get("compared_with")) for g in same)
        if not found and not compared and _words_of(name) in kinds:
            met.add((name, row.get("n")))
    return theirs, frozenset(met)
