"""A case against every definition: what is met, what cannot be decided, and on which facts each answer rests.

An outcome speaks of a definition and of the facts that were entered. It is never a finding about a person; there is no
score and no order of outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tierbook.codebook import CaseFact, load_case_facts
from tierbook.standards.definitions.case import Case
from tierbook.standards.definitions.definition import (
    Definition,
    Notice,
    load_definitions,
    load_sheet,
)
from tierbook.standards.definitions.indicators import IndicatorResult, load_indicators
from tierbook.standards.definitions.kleene import Truth
from tierbook.standards.definitions.rules import Branch, Rule, evaluate, facts_of, open_facts

__all__ = ["Ask", "Outcome", "Screened", "Turn", "outcome_of", "screen"]

Result = Literal["met", "undecided", "not_met"]
RESULTS: dict[Truth, Result] = {True: "met", None: "undecided", False: "not_met"}
SHOWN_ASKS = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that is not known and could settle an outcome: which answers alone would."""

    fact: CaseFact
    settles: Mapping[str, Result]


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact whose other answer alone would change an outcome."""

    fact: CaseFact
    now: str
    other: str
    to: Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one definition comes to.

    Attributes:
        definition: which.
        result: met, undecided or not_met.
        tree: the rule with what each knot came to.
        asks: facts that could settle it, the most useful first; empty where it is settled.
        turns: single facts whose other answer would change it.
        differ: how many definitions of the law come to something else.
    """

    definition: Definition
    result: Result
    tree: Branch
    asks: tuple[Ask, ...]
    turns: tuple[Turn, ...]
    differ: int

    @property
    def in_words(self) -> str:
        """The outcome as it is said everywhere."""
        words = load_sheet().outcomes[self.result]
        if self.result == "met":
            return words
        if self.result == "undecided":
            names = [ask.fact.label for ask in self.asks[:SHOWN_ASKS]]
            more = len(self.asks) - len(names)
            return f"{words}: ask {'; '.join(names)}{f'; {more} more' if more else ''}"
        verb = "definition differs" if self.differ == 1 else "definitions differ"
        return f"{words} ({self.differ} {verb})"

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as plain values."""
        d = self.definition
        return {
            "definition": d.id,
            "label": d.label,
            "says": d.says,
            "narrow": d.narrow,
            "reading": load_sheet().narrow if d.narrow else None,
            "reference": d.reference or None,
            "verified": d.verified,
            "notes": list(d.notes),
            "concepts": list(d.concepts),
            "outcome": self.result,
            "in_words": self.in_words,
            "definitions_that_differ": self.differ,
            "ask": [
                {"fact": a.fact.id, "question": a.fact.question, "settles": dict(a.settles)}
                for a in self.asks
            ],
            "would_change": [
                {"fact": t.fact.id, "now": t.now, "other": t.other, "outcome": t.to}
                for t in self.turns
            ],
            "rests_on": self.tree.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Screened:
    """A case against all definitions.

    Attributes:
        case: as it was entered.
        notices: what the sheet opens with: safety and non-punishment before all.
        child: whether the person was a child; None is treated as possibly.
        outcomes: by the definitions of the law.
        narrow: by readings that the reports criticise, for comparison; never alone and never on a sheet.
        indicators: the operational list; None where no indicator was entered.
        asks: facts that could settle an outcome, over all definitions of the law, the most useful first.
    """

    case: Case
    notices: tuple[Notice, ...]
    child: Truth
    outcomes: tuple[Outcome, ...]
    narrow: tuple[Outcome, ...]
    indicators: IndicatorResult | None
    asks: tuple[CaseFact, ...]

    @property
    def treat_as_child(self) -> bool:
        """Whether the person is a child, or possibly one."""
        return self.child is not False

    def to_dict(self, *, with_narrow: bool = False) -> dict[str, Any]:
        """Return everything as plain values; narrow readings only where they are asked for."""
        row: dict[str, Any] = {
            "codebook": load_case_facts().name,
            "case": self.case.code or None,
            "notices": [{"id": n.id, "title": n.title, "text": n.text} for n in self.notices],
            "child": self.child,
            "treat_as_possibly_a_child": self.treat_as_child,
            "facts": dict(self.case.facts),
            "outcomes": [o.to_dict() for o in self.outcomes],
            "ask_next": [f.id for f in self.asks],
            "indicators": self.indicators.to_dict() if self.indicators else None,
        }
        if with_narrow:
            row["for_comparison"] = {
                "what": load_sheet().narrow,
                "readings": [o.to_dict() for o in self.narrow],
            }
        return row


def screen(case: Case) -> Screened:
    """Hold a case against every definition; pure, and the same for the same facts."""
    definitions = load_definitions().values()
    child = evaluate(_child_rule(), case.facts).truth
    law = [d for d in definitions if not d.narrow]
    results = {d.id: RESULTS[evaluate(d.rule, case.facts).truth] for d in law}
    trees = {d.id: evaluate(d.rule, case.facts) for d in definitions}
    bears = _bearing([trees[d.id] for d in law])
    outcomes = tuple(_outcome(d, trees[d.id], case.facts, results, bears) for d in definitions)
    settling: dict[str, int] = {}
    for outcome in outcomes:
        if not outcome.definition.narrow:
            for ask in outcome.asks:
                settling[ask.fact.id] = settling.get(ask.fact.id, 0) + len(ask.settles)
    known = load_case_facts().facts
    asks = sorted(bears, key=lambda name: (-settling.get(name, 0), -bears[name]))
    return Screened(
        case=case,
        notices=tuple(_notices(case, child)),
        child=child,
        outcomes=tuple(o for o in outcomes if not o.definition.narrow),
        narrow=tuple(o for o in outcomes if o.definition.narrow),
        indicators=load_indicators().apply(case.indicators, child) if case.indicators else None,
        asks=tuple(known[name] for name in asks),
    )


def outcome_of(definition: Definition, facts: Mapping[str, str]) -> Result:
    """Return what one definition comes to, and nothing else."""
    return RESULTS[evaluate(definition.rule, facts).truth]


def _child_rule() -> Rule:
    ages = ("case.age_recruited", "case.age_exploited")
    return Rule("any", below=tuple(Rule("fact", fact=age, wanted="under_18") for age in ages))


def _bearing(trees: list[Branch]) -> dict[str, int]:
    """Return for each open fact how many undecided definitions it bears on, in the order of the codebook."""
    found: dict[str, int] = {}
    for tree in trees:
        for name in set(open_facts(tree)):
            found[name] = found.get(name, 0) + 1
    return {name: found[name] for name in load_case_facts().facts if name in found}


def _outcome(
    definition: Definition,
    tree: Branch,
    facts: Mapping[str, str],
    results: Mapping[str, Result],
    bears: Mapping[str, int],
) -> Outcome:
    result = RESULTS[tree.truth]
    return Outcome(
        definition=definition,
        result=result,
        tree=tree,
        asks=_asks(definition, tree, facts, bears),
        turns=tuple(_turns(definition, result, facts)),
        differ=sum(r != result for name, r in results.items() if name != definition.id),
    )


def _asks(
    definition: Definition, tree: Branch, facts: Mapping[str, str], bears: Mapping[str, int]
) -> tuple[Ask, ...]:
    known = load_case_facts().facts
    found = []
    for name in dict.fromkeys(open_facts(tree)):
        settles = {}
        for answer in known[name].codes:
            result = outcome_of(definition, {**facts, name: answer})
            if result != "undecided":
                settles[answer] = result
        found.append(Ask(known[name], settles))
    found.sort(key=lambda ask: (-len(ask.settles), -bears.get(ask.fact.id, 0)))
    return tuple(found)


def _turns(definition: Definition, result: Result, facts: Mapping[str, str]) -> Iterator[Turn]:
    """Yield each single known fact whose other answer would bring another outcome."""
    known = load_case_facts().facts
    for name in dict.fromkeys(facts_of(definition.rule)):
        now = facts.get(name)
        if now is None:
            continue
        for other in known[name].codes:
            to = outcome_of(definition, {**facts, name: other})
            if other != now and to != result:
                yield Turn(known[name], now, other, to)


def _notices(case: Case, child: Truth) -> Iterator[Notice]:
    words = load_sheet()
    yield from words.opening
    if child:
        yield words.child
    elif child is None:
        yield words.maybe_child
    if case.facts.get("case.consent_claimed") == "yes":
        yield words.consent
