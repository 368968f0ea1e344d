"""Variables found by words: in their ids, labels, questions, codes, rules, and words that callers add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tierbook.codebook.variable import Codebook, Variable

__all__ = ["FoundVariable", "find_variables"]

_WORD = re.compile(r"[a-z0-9]+")
_STEM = (
    5  # letters in which two forms of a word must agree: victim, victims; identify, identification
)
_COMMON = frozenset(
    "a an and are by did do does for how in is it its of on or that the this to was were what which who with".split()
)


@dataclass(frozen=True, slots=True)
class FoundVariable:
    """A variable, and how well it fits; the greater the better."""

    variable: Variable
    score: float


def find_variables(
    codebook: Codebook, words: str, also: Mapping[str, Iterable[str]] | None = None
) -> tuple[FoundVariable, ...]:
    """Return the variables that words may mean, best first.

    A word in the label weighs more than one in the question, that more than one in the rule. A variable that has
    more of the words asked for stands before one that has fewer.

    Args:
        codebook: where to look.
        words: what a reader would call it: `victims deported`, `fines instead of prison`.
        also: further words of a variable, such as those by which a coder finds it.
    """
    wanted = [w for w in _WORD.findall(words.lower()) if w not in _COMMON] or _WORD.findall(
        words.lower()
    )
    found = []
    for variable in codebook.variables.values():
        fields = [
            (weight, set(_WORD.findall(text.lower())))
            for weight, text in _fields(codebook, variable)
        ]
        fields.append(
            (1.0, set(_WORD.findall(" ".join((also or {}).get(variable.id, ())).lower())))
        )
        scores = [
            max((w * _likeness(word, there) for w, there in fields), default=0.0) for word in wanted
        ]
        hits = sum(score > 0 for score in scores)
        if hits:
            found.append(FoundVariable(variable, round(hits * 100 / len(wanted) + sum(scores), 2)))
    order = {name: place for place, name in enumerate(codebook.variables)}
    return tuple(sorted(found, key=lambda f: (-f.score, order[f.variable.id])))


def _fields(codebook: Codebook, variable: Variable) -> Iterator[tuple[float, str]]:
    yield 8.0, variable.label
    yield 7.0, variable.id.replace(".", " ").replace("_", " ")
    yield 5.0, variable.question
    codes = codebook.vocabularies.get(variable.vocabulary or "", {})
    if variable.vocabulary not in (None, "figures", "variables"):
        yield 4.0, " ".join([*codes, *codes.values()]).replace("_", " ")
    yield 3.0, variable.rule
    yield 1.5, variable.not_this or ""
    yield 1.0, " ".join(e.text for e in variable.examples if e.kind == "positive")
    names = [n for index in ("hti", "htc") for n in getattr(variable.maps, index)]
    yield 2.0, " ".join(names).replace("_", " ")


def _likeness(word: str, there: set[str]) -> float:
    if word in there:
        return 1.0
    if len(word) < _STEM:
        return 0.8 if f"{word}s" in there or word.removesuffix("s") in there else 0.0
    stem = word[: max(_STEM, len(word) - 3)]
    return 0.7 if any(other.startswith(stem) for other in there) else 0.0
