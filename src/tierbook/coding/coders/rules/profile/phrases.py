"""The phrases for forms, sectors, victims, methods, traffickers and what else a profile lists: a YAML file each, one automaton.

A phrase matches whole words of the lower-cased text; a trailing `*` stands for any ending. Where phrases overlap, each
counts: *forced labor in domestic service* names a form and a sector.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import ahocorasick_rs

from tierbook.coding.compiled import cue_file
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["Hit", "Phrase", "find_phrases", "load_phrases"]

KINDS = (
    "forms",
    "sectors",
    "victims",
    "methods",
    "traffickers",
    "marriages",
    "child_soldier_users",
    "child_pornography",
    "vulnerable_groups",
)


class Phrase(NamedTuple):
    """One rule of a YAML file.

    Attributes:
        id: name of the rule.
        kind: the file, one of `KINDS`.
        code: the value.
        also: wider values that the words always imply.
        children: the value added where victims are children, girls or boys.
        always_children: the words speak of children themselves.
        silent: the value is none of the vocabulary and only serves to read the sentence.
        only: `summary` or `narrative` where the rule holds for one kind of text alone.
        needs: what the words that hold the phrase, or adjoin it, must say.
        near: what must stand somewhere in the words around it, each of them.
        not_near: what must not stand there.
        unless: what the words before and around it must not say.
    """

    id: str
    kind: str
    code: str
    also: tuple[str, ...]
    children: str | None
    always_children: bool
    silent: bool
    only: str | None
    needs: Guarded | None
    near: tuple[Guarded, ...]
    not_near: Guarded | None
    unless: Guarded | None


class Hit(NamedTuple):
    """A phrase in a text, with offsets in that text."""

    phrase: Phrase
    start: int
    end: int


def find_phrases(lower: str, base: int = 0) -> list[Hit]:
    """Return the phrases in a lower-cased text, in its order; of one rule only the longest at a place.

    `base` is added to the offsets.
    """
    automaton, entries = _automaton()
    size = len(lower)
    hits: list[Hit] = []
    for index, start, end in automaton.find_matches_as_indexes(lower, overlapping=True):
        if start and (lower[start - 1].isalnum() or lower[start - 1] == "_"):
            continue
        for phrase, open_end in entries[index]:
            stop = end
            if open_end:
                while stop < size and lower[stop].isalpha():
                    stop += 1
            elif end < size and lower[end].isalnum():
                continue
            hits.append(Hit(phrase, base + start, base + stop))
    hits.sort(key=lambda h: (h.start, -h.end, h.phrase.kind, h.phrase.id))
    return _longest(hits)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop a hit that lies inside another one of the same rule."""
    kept: list[Hit] = []
    last: dict[tuple[str, str], int] = {}
    for hit in hits:
        key = (hit.phrase.kind, hit.phrase.id)
        if last.get(key, -1) >= hit.end:
            continue
        last[key] = hit.end
        kept.append(hit)
    return kept


def load_phrases() -> None:
    """Make every pattern known."""
    _automaton()


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[tuple[Phrase, bool], ...], ...]]:
    table: dict[str, list[tuple[Phrase, bool]]] = {}
    for kind in KINDS:
        for row in cue_file(f"profile/{kind}.yaml"):
            phrase = _phrase(kind, row)
            for words in row["phrases"]:
                literal = words.rstrip("*").lower()
                table.setdefault(literal, []).append((phrase, words.endswith("*")))
    keys = list(table)
    return ahocorasick_rs.AhoCorasick(keys), tuple(tuple(table[k]) for k in keys)


def _phrase(kind: str, row: dict[str, Any]) -> Phrase:
    return Phrase(
        id=row["id"],
        kind=kind,
        code=row["code"],
        also=tuple(row.get("also", ())),
        children=row.get("children"),
        always_children=row.get("always_children") == "yes",
        silent=row.get("silent") == "yes",
        only=row.get("only"),
        needs=guarded(row["needs"]) if "needs" in row else None,
        near=tuple(guarded(p) for p in row.get("near", ())),
        not_near=guarded(row["not_near"]) if "not_near" in row else None,
        unless=guarded(row["unless"]) if "unless" in row else None,
    )
