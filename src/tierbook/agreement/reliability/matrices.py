"""Which values met: Krippendorff's coincidences over all coders, and the cross table of two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tierbook.agreement.reliability.items import Item
from tierbook.agreement.reliability.scales import Label
from tierbook.agreement.reliability.tally import sort_labels

__all__ = ["Matrix", "coincidences", "confusion", "label_text"]

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Labels, and a number for each two.

    `rows` and `columns` name the coders of a cross table; both are None for coincidences, which are the same both ways.
    """

    labels: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]
    rows: str | None = None
    columns: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return labels, cells, and the coders where there are two."""
        record: dict[str, object] = {
            "labels": list(self.labels),
            "cells": [list(row) for row in self.cells],
        }
        return {**record, "rows": self.rows, "columns": self.columns} if self.rows else record


def coincidences(items: Sequence[Item]) -> Matrix:
    """Return how often values met within units: each unit of m answers adds m in all."""
    met: Counter[tuple[Label, Label]] = Counter()
    for item in items:
        counts = Counter(item.labels.values())
        m = sum(counts.values())
        if m < 2:
            continue
        for one, n in counts.items():
            for other, k in counts.items():
                met[one, other] += n * (k - (one == other)) / (m - 1)  # type: ignore[assignment]
    return _matrix(met)


def confusion(items: Sequence[Item], first: str, second: str) -> Matrix:
    """Return how often the first coder (rows) said one thing where the second (columns) said another."""
    met = Counter(
        (item.labels[first], item.labels[second])
        for item in items
        if first in item.labels and second in item.labels
    )
    return _matrix(met, first, second)


def label_text(label: Label) -> str:
    """Return a label as words: a set's elements joined by semicolons."""
    if isinstance(label, frozenset):
        return "; ".join(sorted(_element(part) for part in label)) or "(none)"
    return f"{label:,.15g}" if isinstance(label, float) else str(label)


def _element(part: object) -> str:
    if isinstance(part, tuple):
        return " · ".join(str(value) for _, value in part)
    return str(part)


def _matrix(
    met: Counter[tuple[Label, Label]], rows: str | None = None, columns: str | None = None
) -> Matrix:
    labels = sort_labels({label for pair in met for label in pair})
    cells = tuple(
        tuple(round(met[one, other], _DIGITS) + 0.0 for other in labels) for one in labels
    )
    return Matrix(tuple(map(label_text, labels)), cells, rows, columns)
