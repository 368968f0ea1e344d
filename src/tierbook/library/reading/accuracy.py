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
    """Which answer was taken for which on one kind of text: what labels say, by what the coder says; texts."""

    kind: str
    answers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


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
    return f"{words}; {_share(apart.f1)}, n = {apart.n:,g}" if apart and apart.n else words


def accuracy_rows(variable: str | None = None) -> list[AccuracyRow]:
    """Return a row for each kind of text; of all variables together where none is named."""
    measured = load_measured()
    rows = []
    for kind, name in KINDS.items():
        part = measured.record.get("kinds", {}).get(kind)
        if part is None:
            rows.append(AccuracyRow(name, "", tested=False))
            continue
        scores = part["total"] if variable is None else part["variables"].get(variable)
        editions = join_words([str(year) for year in part["editions"]])
        if not scores or not scores["n"]:
            rows.append(AccuracyRow(name, editions, tested=False, texts=part["texts"]))
            continue
        rows.append(_row(name, editions, scores, part))
        apart = measured.record.get("held_out", {}).get("kinds", {}).get(kind)
        if apart is not None:
            scores = apart["total"] if variable is None else apart["variables"].get(variable)
            rows.append(
                _apart(f"{name}, of them in countries that no rule was tuned on", scores, apart)
            )
    rows.append(AccuracyRow("excerpts and samples", "", tested=False))
    return rows


def _apart(name: str, scores: dict[str, Any] | None, part: dict[str, Any]) -> AccuracyRow:
    editions = join_words([str(year) for year in part["editions"]])
    if not scores or not scores["n"]:
        return AccuracyRow(name, editions, tested=False, texts=part["texts"])
    return _row(name, editions, scores, part)


def _row(name: str, editions: str, scores: dict[str, Any], part: dict[str, Any]) -> AccuracyRow:
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
    part = load_measured().record.get("kinds", {}).get(text_kind)
    if part is None:
        return f"{UNTESTED}: no labels exist for {kind_in_words(text_kind)}"
    if variable is not None:
        return _of_variable(load_measured().accuracy(variable, text_kind, edition))
    years = part["editions"]
    scores = part["total"]
    words = (
        f"F1 {_share(scores['f1'])} ({_share(scores['low'])} to {_share(scores['high'])}) over all variables, "
        f"n = {scores['n']:,g}, on {part['texts']} {kind_in_words(text_kind)} of {_span(years)}; "
        f"labels made by {part['labels']}"
    )
    if edition is None or min(years) <= edition <= max(years):
        return words
    return f"{UNTESTED}, for this edition lies outside the labelled years. There: {words}"


def kind_in_words(text_kind: str) -> str:
    """Return the plural of a kind of text: `whole narratives`."""
    return KINDS.get(text_kind, f"{text_kind}s")


def _of_variable(found: Accuracy | None) -> str:
    if found is None:
        return f"{UNTESTED}: no labelled text of this kind states it"
    words = (
        f"F1 {_share(found.f1)} ({_share(found.low)} to {_share(found.high)}), n = {found.n:,g}, on {found.texts} "
        f"{kind_in_words(found.text_kind)} of {_span(list(found.editions))}; "
        f"{f'{found.held_out.explain()}; ' if found.held_out else ''}labels made by {found.labels}"
    )
    if found.same_era:
        return words
    return f"{UNTESTED}, for this edition lies outside the labelled years. There: {words}"


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{min(years)} to {max(years)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
