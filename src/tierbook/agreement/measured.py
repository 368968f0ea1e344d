"""How often the rules coder was right, as measured when this version was made: read from `measured.json`.

The file is written by `python -m tierbook.agreement.measure`. Accuracy holds for one variable, one kind of text, and
the editions of the labelled texts it was measured on; anything else is untested.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from tierbook.agreement.scoring import Score

__all__ = ["Accuracy", "HeldOut", "Measured", "PassageAccuracy", "load_measured"]

_FILE = "measured.json"
_NOTHING = {"precision": None, "recall": None, "f1": None, "n": 0, "low": None, "high": None}
_KINDS = {"narrative": "whole narratives", "summary": "short texts (summaries)"}


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The score on those of the texts whose countries no cue was tuned on, and how many they are."""

    score: Score
    texts: int

    def to_dict(self) -> dict[str, object]:
        """Return the score's fields and the number of texts."""
        return {**self.score.to_dict(), "texts": self.texts}

    def explain(self) -> str:
        """Say it in a clause."""
        one = self.score
        if not one.n:
            return f"none of the {self.texts} of countries that no rule was tuned on states it"
        return (
            f"F1 {_share(one.f1)} ({_share(one.low)} to {_share(one.high)}), n = {one.n:,g}, on the {self.texts} of "
            "countries that no rule was tuned on"
        )


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One variable on one kind of text: scores, the units they rest on, 95 % of F1, and who made the labels.

    `editions` are those of the labelled texts, `same_era` whether the edition asked about is among their years.
    """

    variable: str
    text_kind: str
    precision: float | None
    recall: float | None
    f1: float | None
    n: float
    low: float | None
    high: float | None
    texts: int
    editions: tuple[int, ...]
    same_era: bool
    labels: str
    date: str
    held_out: HeldOut | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        record = {name: getattr(self, name) for name in self.__slots__}
        held_out = self.held_out.to_dict() if self.held_out else None
        return {**record, "editions": list(self.editions), "held_out": held_out}

    def explain(self) -> str:
        """Say it in a sentence."""
        years = _years(self.editions)
        kind = _KINDS.get(self.text_kind, self.text_kind)
        if not self.n:
            return f"Untested on {kind}: no labelled text states it."
        words = (
            f"F1 {_share(self.f1)} ({_share(self.low)} to {_share(self.high)}), precision {_share(self.precision)}, "
            f"recall {_share(self.recall)}, n = {self.n:g}, on {self.texts} {kind} of {years}; "
            f"{f'{self.held_out.explain()}; ' if self.held_out else ''}labels made by {self.labels}"
        )
        return words + (
            "." if self.same_era else ". This edition lies outside those years: untested here."
        )


@dataclass(frozen=True, slots=True)
class PassageAccuracy:
    """One variable on single passages of whole narratives whose coding people decided.

    `recall` of `n_code` passages to code for it, `specificity` of `n_do_not_code` others.
    """

    variable: str
    recall: float | None
    n_code: int
    specificity: float | None
    n_do_not_code: int
    editions: tuple[int, ...]
    labels: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        record = {name: getattr(self, name) for name in self.__slots__}
        return {**record, "editions": list(self.editions)}

    def explain(self) -> str:
        """Say it in a sentence."""
        parts = []
        if self.n_code:
            coded = round((self.recall or 0) * self.n_code)
            parts.append(f"{coded} of {self.n_code} passages to code are coded")
        if self.n_do_not_code:
            left = round((self.specificity or 0) * self.n_do_not_code)
            parts.append(f"{left} of {self.n_do_not_code} passages not to code are left alone")
        return (
            f"On passages of {_years(self.editions)}: {', '.join(parts)}; decided by {self.labels}."
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """The packaged record: kinds of text with their scores, passages, the versions measured, and the day."""

    record: Mapping[str, Any]

    @property
    def variables(self) -> frozenset[str]:
        """Return the variables with labels on some kind of text."""
        kinds = self.record.get("kinds", {}).values()
        return frozenset(v for kind in kinds for v, row in kind["variables"].items() if row["n"])

    def labels(self, text_kind: str) -> str:
        """Say whose labels a kind of text was measured by, how many texts they are, and which file has the scores."""
        kind = self.record["kinds"][text_kind]
        texts = f"{kind['texts']} texts ({text_kind}, {_years(tuple(kind['editions']))})"
        scored = f"{_FILE} of tierbook.agreement, measured on {self.record['date']}"
        return f"Labels of {texts}: {kind['labels']}. Scores: {scored}."

    def accuracy(
        self, variable: str, text_kind: str, edition: int | None = None
    ) -> Accuracy | None:
        """Return how often a variable is right on a kind of text; None where no labelled text states it.

        Args:
            variable: its id.
            text_kind: `narrative` or `summary`; excerpts and samples are untested.
            edition: the edition asked about, where known.
        """
        kind = self.record.get("kinds", {}).get(text_kind)
        row = kind["variables"].get(variable) if kind else None
        if kind is None or row is None or not row["n"]:
            return None
        years = kind["editions"]
        return Accuracy(
            variable=variable,
            text_kind=text_kind,
            texts=kind["texts"],
            editions=tuple(years),
            same_era=edition is None or min(years) <= edition <= max(years),
            labels=kind["labels"],
            date=self.record["date"],
            held_out=self.held_out(variable, text_kind),
            **{name: row[name] for name in ("precision", "recall", "f1", "n", "low", "high")},
        )

    def held_out(self, variable: str | None, text_kind: str) -> HeldOut | None:
        """Return the score in countries that no cue was tuned on, of all variables where None; None without texts."""
        kind = self.record.get("held_out", {}).get("kinds", {}).get(text_kind)
        if kind is None:
            return None
        row = kind["total"] if variable is None else kind["variables"].get(variable, _NOTHING)
        return HeldOut(Score(**row), kind["texts"])

    def why_untested(self, text_kind: str) -> str:
        """Say why there is no accuracy of a variable on a kind of text."""
        if text_kind in self.record.get("kinds", {}):
            return "no labelled text of this kind states it"
        return f"no labels exist for {text_kind}s"

    def confusion(self, variable: str, text_kind: str) -> Mapping[str, Mapping[str, float]]:
        """Return label -> our value -> labelled texts of a kind; empty where it is no yes/no variable or untested.

        Two readers of one text weigh half each.
        """
        kind = self.record.get("kinds", {}).get(text_kind, {})
        table: Mapping[str, Mapping[str, float]] = kind.get("confusion", {}).get(variable, {})
        return table

    def on_passages(self, variable: str) -> PassageAccuracy | None:
        """Return how often a variable is right on passages that people decided; None without any."""
        part = self.record.get("passages")
        row = part["variables"].get(variable) if part else None
        if not part or row is None:
            return None
        return PassageAccuracy(
            variable=variable,
            recall=row["recall"],
            n_code=row["n_code"],
            specificity=row["specificity"],
            n_do_not_code=row["n_do_not_code"],
            editions=tuple(part["editions"]),
            labels=part["labels"],
        )


@cache
def load_measured() -> Measured:
    """Return the packaged record; an empty one, in which everything is untested, where it is missing."""
    path = files("tierbook.agreement") / _FILE
    return Measured(orjson.loads(path.read_bytes()) if path.is_file() else {})


def _years(editions: tuple[int, ...]) -> str:
    if not editions:
        return "unknown editions"
    if len(editions) > 4:
        return f"editions {min(editions)} to {max(editions)}"
    return f"edition{'s'[: len(editions) != 1]} {', '.join(map(str, editions))}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
