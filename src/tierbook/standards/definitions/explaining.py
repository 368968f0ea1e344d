"""A screened case in plain text, as a terminal and an exercise print it."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.codebook import load_case_facts
from tierbook.standards.definitions.definition import load_sheet
from tierbook.standards.definitions.rules import Branch
from tierbook.standards.definitions.screening import Outcome, Screened

__all__ = ["explain_screened", "tree_lines"]

_SIGNS = {True: "yes", False: "no", None: "not known"}


def explain_screened(screened: Screened, *, with_narrow: bool = False) -> str:
    """Return the sheet as text: notices, outcomes with what they rest on, what to ask."""
    return "\n".join(_lines(screened, with_narrow)) + "\n"


def _lines(screened: Screened, with_narrow: bool) -> Iterator[str]:  # noqa: FBT001
    for notice in screened.notices:
        yield f"{notice.title.upper()}. {notice.text}"
    yield ""
    yield f"Case {screened.case.code or 'without a code'}, {load_case_facts().name}"
    for outcome in screened.outcomes:
        yield ""
        yield from _outcome(outcome)
    if screened.asks:
        yield ""
        yield "Ask next:"
        for fact in screened.asks[:5]:
            yield f"  {fact.question} ({fact.id})"
    if screened.indicators:
        yield ""
        yield f"{screened.indicators.list.label}: {screened.indicators.in_words}"
        yield f"  {screened.indicators.list.note}"
        for row in screened.indicators.dimensions:
            labels = "; ".join(f.label for f in row.present) or "none entered"
            yield f"  {row.dimension.label}: {_SIGNS[row.truth]} ({labels})"
    if with_narrow:
        yield ""
        yield f"No part of the case sheet; each is {load_sheet().narrow}:"
        for outcome in screened.narrow:
            yield f"  {outcome.definition.label}: {outcome.in_words}"
            yield f"    {outcome.definition.says} {outcome.definition.notes[0]}"


def _outcome(outcome: Outcome) -> Iterator[str]:
    definition = outcome.definition
    yield f"{definition.label}: {outcome.in_words}"
    yield f"  {definition.says} ({definition.reference}{'' if definition.verified else '; to be verified'})"
    yield from (f"  {line}" for line in tree_lines(outcome.tree))
    if outcome.turns:
        words = (
            f"{t.fact.label} were {t.fact.in_words(t.other)} -> {load_sheet().outcomes[t.to]}"
            for t in outcome.turns[:4]
        )
        yield f"  Would change if: {'; '.join(words)}"
    elif outcome.result != "undecided":
        yield "  No other answer to a single fact would change it."


def tree_lines(branch: Branch, depth: int = 0) -> Iterator[str]:
    """Yield the explanation: each element, and below it the facts that it rests on."""
    pad = "  " * depth
    facts = [b for b in branch.below if b.op == "fact"]
    if branch.op == "fact":
        yield f"{pad}{branch.label}: {_SIGNS[branch.truth]}"
        return
    yield f"{pad}{branch.label or branch.op}: {_SIGNS[branch.truth]}{_resting(branch, facts)}"
    for below in branch.below:
        if below.op != "fact":
            yield from tree_lines(below, depth + 1)


def _resting(branch: Branch, facts: list[Branch]) -> str:
    """Return the facts that decide: those that are so, else those that are open, else that none is."""
    deciding = [b.label for b in facts if b.truth is branch.truth]
    if not deciding:
        return ""
    if branch.truth is False and branch.op == "any":
        return f" (none of {len(facts)})" if len(facts) > 1 else f" ({facts[0].label}: no)"
    if branch.op == "not":
        return f" ({facts[0].label}: {_SIGNS[facts[0].truth]})"
    shown = "; ".join(deciding[:4]) + (f"; {len(deciding) - 4} more" if len(deciding) > 4 else "")
    return f" ({'open: ' if branch.truth is None else ''}{shown})"
