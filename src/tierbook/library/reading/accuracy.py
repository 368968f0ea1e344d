"""How often the coder is right, in words for a page: of a kind of text and its era, of one variable, and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.agreement import ANSWERS, Accuracy, load_measured
from tierbook.library.reading.variables import codebook
from tierbook.text import join_words

__all__ = [
    "UNTESTED",
    "AccuracyRow",
    "TakenFor",
    "VariableAccuracy",
    "accuracy_in_words",
    "accuracy_of_all",
    "accuracy_rows",
    "kind_in_words",
    "taken_for",
]

UNTESTED = "untested here"
KINDS = {"narrative": "whole narratives", "summary": "summaries"}


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """One kind of text: where it was measured, with what result; `tested` is False where nothing was."""

    kind: str
    editions: str
    tested: bool
    f1: str = ""
    precision: str = ""
    recall: str = ""
    n: str = ""
    texts: int = 0
    labels: str = ""


@dataclass(frozen=True, slots=True)
class VariableAccuracy:
    """One variable in one line of the table of all: F1 and n on each kind of text, or that it is untested."""

    id: str
    label: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenFor:
    """Which answer was taken for which on one kind of text: each label with the coder's answers and their texts."""

    kind: str
    answers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def taken_for(variable: str) -> list[TakenFor]:
    """Return a table for each kind of text on which a yes/no variable has labels."""
    found = []
    for kind, name in KINDS.items():
        table = load_measured().confusion(variable, kind)
        ours = [a for a in ANSWERS if any(a in row for row in table.values())]
        rows = [
            (
                _plain(label),
                tuple(
                    (_plain(a), f"{table[label][a]:g}" if a in table[label] else "") for a in ours
                ),
            )
            for label in ANSWERS
            if label in table
        ]
        if rows:
            found.append(TakenFor(name, tuple(map(_plain, ours)), tuple(rows)))
    return found


def _plain(answer: str) -> str:
    return answer.replace("_", " ")


def accuracy_of_all() -> list[VariableAccuracy]:
    """Return a line for every variable of the codebook, in its order; columns are those of `KINDS`."""
    measured = load_measured()
    rows = []
    for variable in codebook().variables.values():
        found = [measured.accuracy(variable.id, kind) for kind in KINDS]
        scores = (_in_a_cell(one) if one else UNTESTED for one in found)
        rows.append(VariableAccuracy(variable.id, variable.label, tuple(scores)))
    return rows


def _in_a_cell(one: Accuracy) -> str:
    words = f"{_share(one.f1)}, n = {one.n:,g}"
    apart = one.held_out
    if apart is None or not apart.score.n:
        return words
    return f"{words}; {_share(apart.score.f1)}, n = {apart.score.n:,g}"


def accuracy_rows(variable: str | None = None) -> list[AccuracyRow]:
    """Return the rows of each kind of text; of all variables together where none is named.

    A second row has those of its texts whose countries no rule was tuned on, where there are any.
    """
    record = load_measured().record
    apart = record.get("held_out", {}).get("kinds", {})
    rows = []
    for kind, name in KINDS.items():
        rows.append(_row(name, record.get("kinds", {}).get(kind), variable))
        if kind in apart and rows[-1].tested:
            name = f"{name}, of them in countries that no rule was tuned on"
            rows.append(_row(name, apart[kind], variable))
    return [*rows, AccuracyRow("excerpts and samples", "", tested=False)]


def _row(name: str, part: dict[str, Any] | None, variable: str | None) -> AccuracyRow:
    """Return one row, from the scores of texts of one kind; untested where there are no texts, or none states it."""
    if part is None:
        return AccuracyRow(name, "", tested=False)
    scores = part["total"] if variable is None else part["variables"].get(variable)
    editions = join_words([str(year) for year in part["editions"]])
    if not scores or not scores["n"]:
        return AccuracyRow(name, editions, tested=False, texts=part["texts"])
    return AccuracyRow(
        name,
        editions,
        tested=True,
        f1=f"{_share(scores['f1'])} ({_share(scores['low'])} to {_share(scores['high'])})",
        precision=_share(scores["precision"]),
        recall=_share(scores["recall"]),
        n=f"{scores['n']:,g}",
        texts=part["texts"],
        labels=part["labels"],
    )


def accuracy_in_words(text_kind: str, edition: int | None, variable: str | None = None) -> str:
    """Return a clause on accuracy that stands beside findings; it begins `untested here` where nothing was measured.

    Args:
        text_kind: kind of the text whose findings it stands beside.
        edition: its edition; outside the labelled years the figures are told and called untested.
        variable: its id; all variables together where None.
    """
    measured = load_measured()
    part = measured.record.get("kinds", {}).get(text_kind)
    scores = part and (part["total"] if variable is None else part["variables"].get(variable))
    if not scores or not scores["n"]:
        return f"{UNTESTED}: {measured.why_untested(text_kind)}"
    years = part["editions"]
    apart = measured.held_out(variable, text_kind)
    words = (
        f"F1 {_share(scores['f1'])} ({_share(scores['low'])} to {_share(scores['high'])})"
        f"{' over all variables' if variable is None else ''}, n = {scores['n']:,g}, on {part['texts']} "
        f"{kind_in_words(text_kind)} of {_span(years)}; {f'{apart.explain()}; ' if apart else ''}"
        f"labels made by {part['labels']}"
    )
    if edition is None or min(years) <= edition <= max(years):
        return words
    return f"{UNTESTED}, for this edition lies outside the labelled years. There: {words}"


def kind_in_words(text_kind: str) -> str:
    """Return the plural of a kind of text: `whole narratives`."""
    return KINDS.get(text_kind, f"{text_kind}s")


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{min(years)} to {max(years)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
