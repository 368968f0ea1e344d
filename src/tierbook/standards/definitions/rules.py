"""A definition's rule as a tree, read from YAML, and what it comes to on the facts of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tierbook.codebook import load_case_facts
from tierbook.errors import StatuteInvalid
from tierbook.standards.definitions.kleene import Truth, all_of, any_of, not_of

__all__ = ["Branch", "Rule", "evaluate", "facts_of", "open_facts", "read_rule"]

Op = Literal["fact", "any", "all", "not"]
_JOIN = {"any": any_of, "all": all_of}


@dataclass(frozen=True, slots=True)
class Rule:
    """One knot of a rule: a fact with the answer that makes it true, or *any*, *all*, *not* of the knots below."""

    op: Op
    label: str = ""
    fact: str = ""
    wanted: str = ""
    below: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """What a knot comes to on the facts of one case: the explanation is this tree."""

    op: Op
    label: str
    truth: Truth
    fact: str = ""
    answer: str | None = None
    below: tuple[Branch, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the knot as plain values."""
        row: dict[str, Any] = {"op": self.op, "label": self.label, "truth": self.truth}
        if self.op == "fact":
            return {**row, "fact": self.fact, "answer": self.answer}
        return {**row, "below": [branch.to_dict() for branch in self.below]}


def evaluate(rule: Rule, facts: Mapping[str, str]) -> Branch:
    """Return what a rule comes to; a fact that is missing is not known."""
    if rule.op == "fact":
        answer = facts.get(rule.fact)
        truth = None if answer is None else answer == rule.wanted
        return Branch("fact", rule.label, truth, rule.fact, answer)
    below = tuple(evaluate(knot, facts) for knot in rule.below)
    truths = (branch.truth for branch in below)
    truth = not_of(next(truths)) if rule.op == "not" else _JOIN[rule.op](truths)
    return Branch(rule.op, rule.label, truth, below=below)


def facts_of(rule: Rule) -> Iterator[str]:
    """Yield the facts that a rule asks for, in its order; one may come twice."""
    if rule.op == "fact":
        yield rule.fact
    for knot in rule.below:
        yield from facts_of(knot)


def open_facts(branch: Branch) -> Iterator[str]:
    """Yield the facts that are not known and can still matter: all above them is undecided too."""
    if branch.truth is not None:
        return
    if branch.op == "fact":
        yield branch.fact
    for below in branch.below:
        yield from open_facts(below)


def read_rule(content: Any, parts: Mapping[str, Rule], where: str) -> Rule:
    """Read a rule.

    Args:
        content: a name of a fact, or a mapping with `fact`, `any`, `all`, `not`, `part` or `definition`.
        parts: what `part` and `definition` may name.
        where: the file, for errors.

    Raises:
        StatuteInvalid: it names a fact or a part that does not exist, or is none of these.
    """
    if isinstance(content, str):
        content = {"fact": content}
    if not isinstance(content, dict):
        raise _invalid(f"{content!r} is no rule", where)
    label = content.get("label", "")
    kinds = content.keys() & {"fact", "any", "all", "not", "part", "definition"}
    if len(kinds) != 1 or content.keys() - kinds - {"label", "is"}:
        raise _invalid(f"a rule has {', '.join(sorted(content))}", where)
    kind = kinds.pop()
    if kind == "fact":
        return _fact(content, where)
    if kind in {"part", "definition"}:
        named = parts.get(content[kind])
        if named is None:
            raise _invalid(f"there is no {kind} {content[kind]!r}", where)
        return named
    inner = content[kind] if kind != "not" else [content[kind]]
    below = tuple(read_rule(row, parts, where) for row in inner)
    if not below:
        raise _invalid(f"{kind} is empty", where)
    return Rule(kind, label, below=below)


def _fact(content: Mapping[str, str], where: str) -> Rule:
    fact = load_case_facts().facts.get(content["fact"])
    if fact is None:
        raise _invalid(f"there is no fact {content['fact']!r}", where)
    wanted = content.get("is", "yes")
    if wanted not in fact.codes:
        raise _invalid(f"{wanted!r} is no answer to {fact.id}", where)
    words = fact.label if wanted == "yes" else f"{fact.label}: {fact.codes[wanted]}"
    return Rule("fact", content.get("label", words), fact.id, wanted)


def _invalid(what: str, where: str) -> StatuteInvalid:
    return StatuteInvalid(what, where=where, remedy="mend the rule in this file")
