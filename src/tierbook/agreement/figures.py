"""Figures that labels list, and how near ours come to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.agreement.figure_names import same_figure, same_number
from tierbook.agreement.reading import GoldReading, weighed
from tierbook.agreement.scoring import share
from tierbook.agreement.units import COUNTS, our_figures

__all__ = ["FiguresFound", "find_figures"]

_MEASURES = ("listed", "found", "found_alike", "unit_listed", "found_in_unit", "near", "number")
_NEAR = 0.05  # a figure is near if it differs by at most one, or by five of a hundred


@dataclass(frozen=True, slots=True)
class FiguresFound:
    """Of the figures that labels list: how many we have.

    `found`: the same name and number, as figures are scored. `found_alike`: the same number under a name that says the
    same as far as both say it (`convictions` and `convictions_sex`). `found_in_unit`: that and the same unit (cases,
    persons), of those whose unit the label names. `near`: such a name, and a number that differs by at most one or by
    five of a hundred. `number`: the same number, whatever it is said to count. Two readers of one text weigh half each.
    `kinds` counts by `found_alike`.
    """

    listed: float
    found: float
    found_alike: float
    unit_listed: float
    found_in_unit: float
    near: float
    number: float
    kinds: Mapping[str, tuple[float, float]]

    def to_dict(self) -> dict[str, object]:
        """Return shares, what they are of, and for each thing counted how many are listed and found."""
        return {
            "listed": _number(self.listed),
            "found": share(self.found, self.listed),
            "found_alike": share(self.found_alike, self.listed),
            "unit_listed": _number(self.unit_listed),
            "found_in_unit": share(self.found_in_unit, self.unit_listed),
            "near": share(self.near, self.listed),
            "number": share(self.number, self.listed),
            "kinds": {
                kind: {"listed": _number(listed), "found": _number(found)}
                for kind, (listed, found) in self.kinds.items()
            },
        }


def find_figures(readings: Iterable[GoldReading]) -> FiguresFound | None:
    """Look for each listed figure among ours; None where no text lists any."""
    rows = [r for r in readings if COUNTS in r.scored and r.text.counts]
    sums = dict.fromkeys(_MEASURES, 0.0)
    kinds: dict[str, tuple[float, float]] = {}
    for row, weight in weighed(rows):
        ours = our_figures(row.coding.findings)
        for figure in {(f["what"], f["n"]): f for f in row.text.counts or ()}.values():
            met = set(_met(figure, ours))
            for name in met:
                sums[name] += weight
            listed, found = kinds.get(figure["what"], (0.0, 0.0))
            hit = weight if "found_alike" in met else 0.0
            kinds[figure["what"]] = (listed + weight, found + hit)
    if not sums["listed"]:
        return None
    order = sorted(kinds, key=lambda kind: (kinds[kind][1] - kinds[kind][0], kind))
    return FiguresFound(**sums, kinds={kind: kinds[kind] for kind in order})


def _met(figure: Mapping[str, Any], ours: list[dict[str, Any]]) -> Iterator[str]:
    yield "listed"
    same = [row for row in ours if same_figure(str(row["what"]), str(figure["what"]))]
    exact = [row for row in same if same_number(row, figure["n"])]
    if exact:
        yield "found_alike"
    if any((row["what"], row.get("n")) == (figure["what"], figure["n"]) for row in ours):
        yield "found"
    unit = figure.get("unit")
    if unit not in (None, "null"):
        yield "unit_listed"
        if any(row.get("unit") == unit for row in exact):
            yield "found_in_unit"
    if any(_near(row.get("n"), figure["n"]) for row in same):
        yield "near"
    if any(same_number(row, figure["n"]) for row in ours):
        yield "number"


def _near(ours: object, theirs: object) -> bool:
    if not isinstance(ours, int | float) or not isinstance(theirs, int | float):
        return ours == theirs
    return abs(ours - theirs) <= max(1, _NEAR * abs(theirs))


def _number(n: float) -> float:
    return int(n) if n == int(n) else round(n, 2)
