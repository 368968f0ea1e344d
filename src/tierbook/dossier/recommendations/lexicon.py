"""The words by which recommendations are compared: `words.yaml` and `frequencies.csv`, read once.

The lexicon finds acts, matters and groups of people in the words of a recommendation, and leaves those that belong to
none. How much a thing tells when two recommendations share it is taken from how few recommendations hold it
(`frequencies.csv`, counted over the narratives of one edition by `scripts/matcher.py`).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from tierbook.files import load_yaml
from tierbook.text import Tokens

__all__ = ["Lexicon", "Phrase", "Word", "load_lexicon", "split_words", "stem_of"]

PAUSES = (",", ";", ":", "(", ")")
_VERB_ENDINGS = ("", "e", "y", "ing", "ying")
_KINDS = ("matters", "groups")
# Endings that are taken off a word that no entry holds, the longest first.
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ions",
    "ing",
    "ion",
    "ies",
    "ed",
    "es",
    "s",
    "e",
    "y",
)
_STEM = 4


class Word(NamedTuple):
    """A word, or a sign that parts clauses, with its place in the item."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of an entry; a star at the end of a word is told by `open`."""

    words: tuple[str, ...]
    open: tuple[bool, ...]
    kind: str
    entry: str

    def matches(self, words: Sequence[Word], at: int) -> bool:
        """Tell whether the phrase stands at a place."""
        if at + len(self.words) > len(words):
            return False
        verb = self.kind == "verbs"
        for offset, (stem, is_open) in enumerate(zip(self.words, self.open, strict=True)):
            text = words[at + offset].text
            if text == stem:
                continue
            if not is_open or not text.startswith(stem):
                return False
            if verb and text[len(stem) :] not in _VERB_ENDINGS:
                return False
        return True


@dataclass(frozen=True)
class Lexicon:
    """Acts, matters and groups by the first letters of their words.

    Attributes:
        light: words that say nothing of what is asked for.
        near: pairs of acts that ask for the same, in both orders.
        within: for a group, the groups that take it in or that it takes in.
        growing: words that ask for more of something.
        background: features of nearly every recommendation, that tell nothing where they stand alone.
        listed: phrases by their first three letters, the longest first.
        weights: how much a thing tells, by `matters:shelter`, `groups:men`, or the stem of a word, which tells half.
        most: the weight of a word that was never counted.
    """

    light: frozenset[str]
    near: frozenset[tuple[str, str]]
    within: Mapping[str, frozenset[str]]
    growing: frozenset[str]
    background: frozenset[str]
    listed: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    weights: Mapping[str, int] = field(repr=False)
    most: int

    def phrases_at(self, words: Sequence[Word], at: int, *kinds: str) -> Iterator[Phrase]:
        """Yield the entries of some kinds whose words stand at a place, the longest first."""
        for phrase in self.listed.get(words[at].text[:3], ()):
            if phrase.kind in kinds and phrase.matches(words, at):
                yield phrase

    def total(self, features: Iterable[str]) -> int:
        """Return how much things tell together: in whole numbers, so that no order counts."""
        weights, most = self.weights, self.most
        return sum([weights.get(feature, most) for feature in features])


@cache
def load_lexicon() -> Lexicon:
    """Read `words.yaml` and `frequencies.csv`."""
    here = resources.files("tierbook.dossier") / "recommendations"
    content: Mapping[str, Any] = load_yaml(here / "words.yaml")
    listed: dict[str, list[Phrase]] = {}
    for phrase in _phrases(content):
        listed.setdefault(phrase.words[0][:3], []).append(phrase)
    near = {tuple(row["acts"]) for row in content["near"]}
    within: dict[str, set[str]] = {}
    for one, other in content["within"]:
        within.setdefault(one, set()).add(other)
        within.setdefault(other, set()).add(one)
    table = (here / "frequencies.csv").read_text(encoding="utf-8")
    counts = {row["feature"]: int(row["items"]) for row in csv.DictReader(table.splitlines())}
    total = max(counts.pop("", 1), 1)
    named = {f"{kind}:{name}": 1 for kind in _KINDS for name in content[kind]}
    return Lexicon(
        light=frozenset(content["light"]),
        near=frozenset((a, b) for pair in near for a, b in (pair, pair[::-1])),
        growing=frozenset(content["growing"]),
        background=frozenset(f"matters:{name}" for name in content["background"]),
        within={name: frozenset(names) for name, names in within.items()},
        listed={key: tuple(sorted(rows, key=_by_length)) for key, rows in listed.items()},
        weights={name: _weight(counts.get(name, 1), total, name) for name in {**named, **counts}},
        most=_weight(1, total, ""),
    )


def split_words(text: str) -> list[Word]:
    """Return the words of an item, lower-cased, with a comma where clauses part; hyphens part words."""
    tokens = Tokens.of(text)
    found: list[Word] = []
    for at, (key, (start, end)) in enumerate(zip(tokens.keys, tokens.spans, strict=True)):
        if key[0].isalnum():
            possessive = key in ("s", "S") and at > 0 and tokens.keys[at - 1] == "'"
            if not possessive:
                found.append(Word(key.lower(), start, end))
        elif key in PAUSES or (key == "-" and text[start - 1 : start].isspace()):
            found.append(Word(",", start, end))
    return found


def stem_of(word: str) -> str:
    """Return a word without its ending, so that its forms are one; a rule of thumb, as everything else is listed."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _phrases(content: Mapping[str, Any]) -> Iterator[Phrase]:
    for act, row in content["acts"].items():
        for kind in ("verbs", "nouns"):
            yield from (_phrase(words, kind, act) for words in row[kind])
    yield from (_phrase(words, "empty", "") for words in content["empty"])
    for kind in _KINDS:
        for entry, listed in content[kind].items():
            yield from (_phrase(words, kind, entry) for words in listed)


def _phrase(words: str, kind: str, entry: str) -> Phrase:
    parts = words.split()
    return Phrase(
        tuple(part.rstrip("*") for part in parts),
        tuple(part.endswith("*") for part in parts),
        kind,
        entry,
    )


def _by_length(phrase: Phrase) -> tuple[int, str, str]:
    return -len(phrase.words), phrase.kind, phrase.entry


def _weight(count: int, total: int, feature: str) -> int:
    weight = round(100 * math.log((total + 1) / (count + 1)))
    return weight if ":" in feature else weight // 2
