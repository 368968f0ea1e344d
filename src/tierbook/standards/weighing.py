"""Findings for and against one question, put in order and weighed: by the steps of `weighing.yaml`, without numbers.

Source of the order: what courts ask of evidence (an answer before a sign, an act before a paper, what is said before
what is heard); the statutes give no weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml
from tierbook.standards.rules import Bearer, Rule

__all__ = ["Counted", "Weighed", "Weighing", "count_findings", "load_weighing", "weigh"]

_FILE = "weighing.yaml"


@dataclass(frozen=True, slots=True)
class Counted:
    """A finding that counts on one side, with the values that do.

    `supports` are the values that the rules ask for: of a mixed finding, the words that support one of them count here.
    `presumed` where only the statute makes it count; `beside` where it is a sign from the side and no answer.
    """

    finding: Bearer
    values: tuple[str, ...]
    supports: tuple[str, ...] = ()
    presumed: bool = False
    beside: bool = False
    place: int = 0  # of the first rule that counts it: the order in which a lawyer would tell them


@dataclass(frozen=True, slots=True)
class Step:
    """One question put to both sides: the verdict's variables, or a field with its words from the strongest down."""

    id: str
    variables: tuple[str, ...]
    field: str
    order: tuple[str, ...]
    unstated: str
    says: Mapping[str, str]

    def rank(self, finding: Bearer) -> int:
        """Return how strong a finding is on this step; 0 is the strongest."""
        if self.variables:
            return int(finding.variable not in self.variables)
        word = getattr(finding, self.field) or self.unstated
        return self.order.index(word) if word in self.order else len(self.order)


@dataclass(frozen=True, slots=True)
class Weighing:
    """`weighing.yaml`: the steps, what is said where none decides and of verdicts, how many sentences are quoted."""

    steps: tuple[Step, ...]
    even: str
    verdicts: Mapping[str, str]
    quotes: int

    def strength(self, counted: Counted) -> tuple[int, ...]:
        """Return what findings of one side are ordered by, the strongest first."""
        return (int(counted.beside), *(step.rank(counted.finding) for step in self.steps))


@dataclass(frozen=True, slots=True)
class Weighed:
    """Both sides, the strongest first, the situation they make, and which way it leans and why.

    `situation` is a key of `combine` in the statute's `judgements.yaml`. `leaning` is for, against or even where both
    sides have answers, else None.
    """

    in_favor: tuple[Counted, ...]
    against: tuple[Counted, ...]
    situation: str
    leaning: str | None
    because: str | None


def count_findings(findings: Sequence[Bearer], rules: Sequence[Rule]) -> list[Counted]:
    """Return the findings that some rule counts, each once; one that some rule takes for an answer is no sign."""
    counted: dict[str, Counted] = {}
    for place, rule in enumerate(rules):
        for finding in findings:
            values = rule.counted(finding)
            if not values:
                continue
            before = counted.get(finding.id)
            made = Counted(finding, values, rule.values, beside=rule.beside, place=place)
            if before is None or (before.beside and not rule.beside):
                counted[finding.id] = made
            elif before.beside == rule.beside:
                counted[finding.id] = replace(
                    made,
                    values=tuple(dict.fromkeys((*before.values, *values))),
                    supports=tuple(dict.fromkeys((*before.supports, *rule.values))),
                    place=before.place,
                )
    return list(counted.values())


def weigh(in_favor: Sequence[Counted], against: Sequence[Counted], weighing: Weighing) -> Weighed:
    """Weigh both sides. The order in which findings are given changes nothing."""
    ours, theirs = (
        tuple(sorted(side, key=lambda c: _key(c, weighing))) for side in (in_favor, against)
    )
    leaning, because = None, None
    situation = _situation(ours, theirs)
    if situation == "both":
        answers = [[c for c in side if not c.beside] for side in (ours, theirs)]
        leaning, because = _lean(answers[0], answers[1], weighing)
    return Weighed(ours, theirs, situation, leaning, because)


@cache
def load_weighing() -> Weighing:
    """Return the rules of the package.

    Raises:
        StatuteInvalid: the file breaks its own rules.
    """
    content = load_yaml(resources.files("tierbook.standards") / _FILE)
    steps = []
    for i, row in enumerate(content["steps"]):
        variables, order = tuple(row.get("variables", ())), tuple(row.get("order", ()))
        if bool(variables) is bool(order) or not {"id", "for", "against"} <= row.keys():
            raise StatuteInvalid(
                f"step {i + 1} needs an id, variables or a field with its order, and words for both sides",
                where=_FILE,
                remedy="write it like its neighbours",
            )
        says = {"for": row["for"], "against": row["against"]}
        steps.append(
            Step(row["id"], variables, row.get("field", ""), order, row.get("unstated", ""), says)
        )
    return Weighing(
        tuple(steps), content["even"], content["verdicts"], int(content["quotes_on_a_side"])
    )


def _key(counted: Counted, weighing: Weighing) -> tuple[tuple[int, ...], int, str]:
    return (weighing.strength(counted), counted.place, counted.finding.id)


def _situation(ours: Sequence[Counted], theirs: Sequence[Counted]) -> str:
    """Return what kind of case two sides make: answers decide, signs from the side are told."""
    if not ours and not theirs:
        return "neither"
    match [any(not c.beside for c in side) for side in (ours, theirs)]:
        case [True, True]:
            return "both"
        case [True, False]:
            return "for outweighs" if theirs else "only for"
        case [False, True]:
            return "against outweighs" if ours else "only against"
    return "no answer"


def _lean(
    ours: Sequence[Counted], theirs: Sequence[Counted], weighing: Weighing
) -> tuple[str, str]:
    for step in weighing.steps:
        best = [min(step.rank(c.finding) for c in side) for side in (ours, theirs)]
        if best[0] != best[1]:
            side = "for" if best[0] < best[1] else "against"
            return side, step.says[side]
    return "even", weighing.even
