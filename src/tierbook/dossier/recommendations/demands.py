"""An item of recommendations as the demands it makes: what is to be done, of what, towards whom.

"Open shelters for adult victims and fund the care of male victims" makes two. A demand begins where a verb stands after
"and", a comma or the beginning; verbs with nothing between them ("investigate, prosecute, and convict") are one demand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tierbook.dossier.recommendations.lexicon import (
    Lexicon,
    Word,
    load_lexicon,
    split_words,
    stem_of,
)

__all__ = ["Demand", "demands_of", "features_of"]

_JOINTS = frozenset((",", "and", "or", "then", "also", "while"))
# After these, "to" leads to the verb of the demand and not to a purpose.
_LEADS = frozenset(
    (
        "efforts effort steps measures action actions resources continue continued continuing begin work "
        "seek agencies initiatives"
    ).split()
)
_NEVER = frozenset(("not", "never"))


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that an item asks for.

    Attributes:
        start: where its words begin, in code points of the item.
        end: where they end.
        acts: what is to be done, ids of `words.yaml`; none where the words name no act.
        groups: towards whom.
        features: `matters:shelter`, `groups:men`, and stems of words that no entry holds.
    """

    start: int
    end: int
    acts: frozenset[str]
    groups: frozenset[str]
    features: frozenset[str]


@lru_cache(maxsize=8192)  # an item that is repeated is read once
def demands_of(text: str) -> tuple[Demand, ...]:
    """Return the demands of an item, in the order of its words; one at least.

    Args:
        text: the item as the narrative prints it.
    """
    lexicon = load_lexicon()
    words = split_words(text)
    found = [_demand(lexicon, words, span) for span in _spans(lexicon, words)]
    return tuple(found) or (Demand(0, len(text), frozenset(), frozenset(), frozenset()),)


@lru_cache(maxsize=8192)
def features_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a sentence of prose is about, as the features of a demand, and the groups of people in it."""
    lexicon = load_lexicon()
    words = split_words(text)
    names = {name for name, _, _ in _entries(lexicon, words)}
    rest = {stem_of(word.text) for word in words if _says(lexicon, word.text)}
    return frozenset(names | rest), _groups(names)


def _groups(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.partition(":")[2] for name in names if name.startswith("groups:"))


def _spans(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words of each demand."""
    begin, filled = 0, False
    at = 0
    while at < len(words):
        length = _verb_at(lexicon, words, at) if _opens(lexicon, words, at) else 0
        if length:
            if filled:
                yield begin, at
                begin, filled = at, False
            at += length
            continue
        if words[at].text not in _JOINTS and words[at].text not in lexicon.light:
            filled = True
        at += 1
    if begin < len(words):
        yield begin, len(words)


def _opens(lexicon: Lexicon, words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb at a place would be that of a demand: at the beginning, after a joint or "efforts to"."""
    back = at - 1
    while back >= 0 and words[back].text.endswith("ly"):
        back -= 1
    if back < 0 or words[back].text in _JOINTS:
        return True
    if words[back].text in _NEVER:
        return True
    if words[back].text == "to" and back:
        return words[back - 1].text in _LEADS or words[back - 1].text in _JOINTS
    before = words[back].text
    return before in ("continue", "by") and (before != "by" or back == 0)


def _verb_at(lexicon: Lexicon, words: Sequence[Word], at: int) -> int:
    """Return how many words the verb at a place has, 0 where none stands there."""
    phrase = next(lexicon.phrases_at(words, at, "verbs", "empty"), None)
    return 0 if phrase is None else len(phrase.words)


def _demand(lexicon: Lexicon, words: Sequence[Word], span: tuple[int, int]) -> Demand:
    begin, end = span
    while begin < end - 1 and words[begin].text in _JOINTS:
        begin += 1
    last = end
    while last > begin + 1 and words[last - 1].text in _JOINTS:
        last -= 1
    part = words[begin:last]
    found = list(_entries(lexicon, part))
    held = {place for _, at, length in found for place in range(at, at + length)}
    verbs = {
        place for place, length in _verbs(lexicon, part) for place in range(place, place + length)
    }
    acts = frozenset(_acts(lexicon, part))
    verbs.update(_nouns_of(lexicon, part, acts))
    rest = {
        stem_of(word.text)
        for place, word in enumerate(part)
        if place not in held and place not in verbs and _says(lexicon, word.text)
    }
    names = {name for name, _, _ in found}
    return Demand(
        part[0].start,
        part[-1].end,
        acts,
        _groups(names),
        frozenset(names | rest),
    )


def _entries(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """Yield each matter and group with its place and its length in words; what a longer one holds is passed over."""
    at = 0
    while at < len(words):
        longest = 0
        for phrase in lexicon.phrases_at(words, at, "matters", "groups"):
            if len(phrase.words) >= longest:
                longest = len(phrase.words)
                yield f"{phrase.kind}:{phrase.entry}", at, longest
        at += max(longest, 1)


def _verbs(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(words):
        length = _verb_at(lexicon, words, at) if _opens(lexicon, words, at) else 0
        if length:
            yield at, length
        at += max(length, 1)


def _acts(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[str]:
    """Yield what is to be done: by the verbs; by the first noun of an act where the verbs say nothing."""
    verbs = [
        next(lexicon.phrases_at(words, at, "verbs", "empty")) for at, _ in _verbs(lexicon, words)
    ]
    said = [phrase.entry for phrase in verbs if phrase.kind == "verbs"]
    if said:
        yield from said
        return
    for at in range(len(words)):
        noun = next(lexicon.phrases_at(words, at, "nouns"), None)
        if noun is not None:
            yield noun.entry
            return


def _nouns_of(lexicon: Lexicon, words: Sequence[Word], acts: frozenset[str]) -> Iterator[int]:
    """Yield the places of nouns that say the demand's own act once more."""
    for at in range(len(words)):
        for phrase in lexicon.phrases_at(words, at, "nouns"):
            if phrase.entry in acts:
                yield from range(at, at + len(phrase.words))


def _says(lexicon: Lexicon, word: str) -> bool:
    return word not in lexicon.light and word not in _JOINTS and not word.endswith("ly")
