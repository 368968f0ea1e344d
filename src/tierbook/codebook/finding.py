"""Variables and facts of a case found by words: in ids, labels, questions, codes, rules, and words that callers add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tierbook.codebook.case_facts import CaseFact, CaseFacts
from tierbook.codebook.variable import Codebook, Variable

__all__ = ["FoundFact", "FoundVariable", "find_case_facts", "find_variables"]

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


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact of an individual case, and how well it fits; scores are of the same kind as those of variables."""

    fact: CaseFact
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
    wanted = _wanted(words)
    found = []
    for variable in codebook.variables.values():
        more = (1.0, " ".join((also or {}).get(variable.id, ())))
        if score := _score(wanted, [*_fields(codebook, variable), more]):
            found.append(FoundVariable(variable, score))
    return tuple(sorted(found, key=lambda f: -f.score))  # alike ones stay in the codebook's order


def find_case_facts(facts: CaseFacts, words: str) -> tuple[FoundFact, ...]:
    """Return the facts of a case that words may mean, best first.

    Args:
        facts: the codebook of screening.
        words: what a reader would call it: `passport taken away`.
    """
    wanted = _wanted(words)
    found = [
        FoundFact(fact, score)
        for group in facts.groups
        for fact in group.facts
        if (score := _score(wanted, [*_fields_of_fact(fact), (2.0, group.label)]))
    ]
    return tuple(sorted(found, key=lambda f: -f.score))


def _wanted(words: str) -> list[str]:
    every = _WORD.findall(words.lower())
    return [word for word in every if word not in _COMMON] or every


def _score(wanted: Sequence[str], fields: Iterable[tuple[float, str]]) -> float:
    """Return how well weighed texts fit words: how many of them are there first, then where."""
    texts = [(weight, set(_WORD.findall(text.lower()))) for weight, text in fields]
    scores = [max(weight * _likeness(word, there) for weight, there in texts) for word in wanted]
    hits = sum(score > 0 for score in scores)
    return round(hits * 100 / len(wanted) + sum(scores), 2) if hits else 0.0


def _fields_of_fact(fact: CaseFact) -> Iterator[tuple[float, str]]:
    yield 8.0, fact.label
    yield 7.0, fact.id.replace(".", " ").replace("_", " ")
    yield 5.0, fact.question
    if fact.type == "choice":
        yield 4.0, " ".join([*fact.codes, *fact.codes.values()]).replace("_", " ")
    yield 3.0, fact.help


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
