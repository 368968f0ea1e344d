"""An item of recommendations as the demands it makes: what is to be done, of what, towards whom.

"Open shelters for adult victims and fund the care of male victims" makes two. A demand begins where a verb stands after
"and", a comma or the beginning; verbs with nothing between them ("investigate, prosecute, and convict") are one demand,
and what an act is for ("train police to identify victims and refer them") is part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tierbook.dossier.recommendations.lexicon import (
    Lexicon,
    Phrase,
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
        grows: whether it asks that something grow: "increase", "more".
        head: the first matter that is not in nearly every recommendation; without one the first group; or None.
        features: `matters:shelter`, `groups:men`, and stems of words that no entry holds.
        weight: how much these tell together.
    """

    start: int
    end: int
    acts: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    grows: bool = False
    head: str | None = None
    features: frozenset[str] = frozenset()
    weight: int = 0


@lru_cache(maxsize=8192)  # an item that is repeated is read once
def demands_of(text: str) -> tuple[Demand, ...]:
    """Return the demands of an item, in the order of its words; one at least.

    Args:
        text: the item as the narrative prints it.
    """
    lexicon = load_lexicon()
    words = split_words(text)
    found = [_demand(lexicon, words, span) for span in _spans(lexicon, words)]
    return tuple(found) or (Demand(0, len(text)),)


@lru_cache(maxsize=8192)
def features_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a stretch of prose is about, as the features of a demand, and the groups of people in it."""
    lexicon = load_lexicon()
    words = split_words(text)
    names = {name for name, _, _ in _entries(lexicon, words)}
    rest = {stem_of(word.text) for word in words if _says(lexicon, word.text)}
    return frozenset(names | rest), _groups(names)


@dataclass(slots=True)
class _Span:
    """The words of a demand, from `begin` up to `end`, and the verbs that open it, by place."""

    begin: int
    end: int = 0
    verbs: dict[int, Phrase] = field(default_factory=dict)


def _spans(lexicon: Lexicon, words: Sequence[Word]) -> Iterator[_Span]:
    span, filled, purpose, chain = _Span(0), False, False, False
    at = 0
    while at < len(words):
        word = words[at].text
        verb = next(lexicon.phrases_at(words, at, "verbs", "empty"), None)
        if verb is not None and _opens(words, at):
            aims = purpose and (chain or _joins_bare(words, at))
            if not aims:
                if filled:
                    span.end = at
                    yield span
                    span, filled, purpose = _Span(at), False, False
                span.verbs[at] = verb
            at += len(verb.words)
            continue
        begins_aim = filled and word == "to" and not purpose
        purpose = purpose or begins_aim
        chain = begins_aim or (
            chain and (verb is not None or word in _JOINTS or word.endswith("ly"))
        )
        filled = filled or (word not in _JOINTS and word not in lexicon.light)
        at += 1
    span.end = len(words)
    if span.begin < span.end:
        yield span


def _opens(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb at a place would be that of a demand: at the beginning, after a joint or "efforts to"."""
    back = _before(words, at)
    if back < 0 or words[back].text in _NEVER:
        return True
    before = words[back].text
    if words[at].text.endswith("ing"):  # items are imperatives
        return before == "continue" or (before == "by" and back == 0)
    if before == "to" and back:
        return words[back - 1].text in _LEADS or words[back - 1].text in _JOINTS
    return before == "continue" or before in _JOINTS


def _joins_bare(words: Sequence[Word], at: int) -> bool:
    """Tell whether nothing but "and" joins a verb to what stands before: in a purpose, it is part of that."""
    back = _before(words, at)
    return back > 0 and words[back].text in ("and", "or") and words[back - 1].text != ","


def _before(words: Sequence[Word], at: int) -> int:
    """Return the place of the word before one, adverbs passed over; -1 at the beginning."""
    back = at - 1
    while back >= 0 and words[back].text.endswith("ly"):
        back -= 1
    return back


def _demand(lexicon: Lexicon, words: Sequence[Word], span: _Span) -> Demand:
    begin, end = span.begin, span.end
    while begin < end - 1 and words[begin].text in _JOINTS:
        begin += 1
    while end > begin + 1 and words[end - 1].text in _JOINTS:
        end -= 1
    part = words[begin:end]
    verbs = {at - begin: phrase for at, phrase in span.verbs.items()}
    acts = _acts(lexicon, part, verbs)
    found = list(_entries(lexicon, part))
    names = {name for name, _, _ in found}
    spoken = {place for _, at, length in found for place in range(at, at + length)}
    spoken.update(p for at, phrase in verbs.items() for p in range(at, at + len(phrase.words)))
    spoken.update(_nouns_of(lexicon, part, acts))
    rest = {
        stem_of(word.text)
        for place, word in enumerate(part)
        if place not in spoken and _says(lexicon, word.text)
    }
    features = frozenset(names | rest)
    return Demand(
        start=part[0].start,
        end=part[-1].end,
        acts=acts,
        groups=_groups(names),
        grows=any(word.text in lexicon.growing for word in part),
        head=next(
            (n for test in (_is_particular, _is_group) for n, _, _ in found if test(lexicon, n)),
            None,
        ),
        features=features,
        weight=lexicon.total(features),
    )


def _acts(lexicon: Lexicon, words: Sequence[Word], verbs: Mapping[int, Phrase]) -> frozenset[str]:
    """Return what is to be done: by the verbs; by the first noun of an act where the verbs say nothing."""
    said = frozenset(phrase.entry for phrase in verbs.values() if phrase.kind == "verbs")
    if said:
        return said
    nouns = (p for at in range(len(words)) for p in lexicon.phrases_at(words, at, "nouns"))
    first = next(nouns, None)
    return frozenset() if first is None else frozenset((first.entry,))


def _nouns_of(lexicon: Lexicon, words: Sequence[Word], acts: frozenset[str]) -> Iterator[int]:
    """Yield the places of nouns that say the demand's own act once more."""
    for at in range(len(words)):
        for phrase in lexicon.phrases_at(words, at, "nouns"):
            if phrase.entry in acts:
                yield from range(at, at + len(phrase.words))


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


def _groups(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.partition(":")[2] for name in names if name.startswith("groups:"))


def _is_particular(lexicon: Lexicon, name: str) -> bool:
    return name.startswith("matters:") and name not in lexicon.background


def _is_group(_: Lexicon, name: str) -> bool:
    return name.startswith("groups:")


def _says(lexicon: Lexicon, word: str) -> bool:
    return word not in lexicon.light and word not in _JOINTS and not word.endswith("ly")
