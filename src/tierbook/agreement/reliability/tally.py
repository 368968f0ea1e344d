"""The coefficients, from sums over units, so that a resample costs additions and no second look at the answers.

Sources: J. Cohen (1960) for two coders; R. Light, Measures of response agreement for qualitative data, Psychological
Bulletin 76 (1971), the mean of Cohen's kappa over pairs; J. Fleiss, Measuring nominal scale agreement among many
raters, Psychological Bulletin 76 (1971); K. Gwet, Computing inter-rater reliability and its variance in the presence of
high agreement, British Journal of Mathematical and Statistical Psychology 61 (2008), whose treatment of missing answers
is used for Fleiss and AC1 (all answers count for chance, units with two or more for agreement); K. Krippendorff,
Content Analysis (2004), chapter 11, and Computing Krippendorff's Alpha-Reliability (2011).

Over several variables agreement, and agreement by chance, are summed up variable by variable: two answers to different
questions never meet, by chance or otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tierbook.agreement.coefficients import beyond_chance
from tierbook.agreement.reliability.items import Item
from tierbook.agreement.reliability.scales import Label, Scale

__all__ = ["COEFFICIENTS", "Layout", "Sums", "coefficients", "sort_labels"]

COEFFICIENTS = (
    "percent",
    "cohen_kappa",
    "light_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "nominal_alpha",
    "gwet_ac1",
)
_NOTHING = 1e-12
Feature = tuple[int, float]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sums:
    """What one variable adds up to over the units of a sample or resample.

    `alpha` and `nominal` are observed disagreement and that expected by chance; `pairs` of coders: (units, agreed,
    agreed by chance), both as shares.
    """

    pairable: float
    agreed: float
    chance_fleiss: float
    chance_gwet: float | None
    alpha: tuple[float, float]
    nominal: tuple[float, float]
    pairs: Mapping[Pair, tuple[float, float, float]]


class Layout:
    """Where the sums of one variable stand in a long row of numbers, and what each unit adds to them.

    Args:
        items: of one variable.
        scale: of the variable.
        start: index of the first number.
    """

    def __init__(self, items: Sequence[Item], scale: Scale, start: int = 0) -> None:
        self.scale, self.start = scale, start
        self.labels = sort_labels({label for item in items for label in item.labels.values()})
        self._place = {label: at for at, label in enumerate(self.labels)}
        points = {p for label in self.labels if (p := scale.point(label)) is not None}
        self._points = sorted(points)
        self._at = {point: at for at, point in enumerate(self._points)}
        self._width = 4 + 2 * len(self.labels)
        self._own = self._width
        self._fixed = scale.name in (
            "set",
            "ratio",
        )  # distances that do not hang on the answers given
        if self._fixed:
            # The labels that the scale places: on a ratio scale numbers alone, as words are no distance from them.
            numbers = scale.name == "ratio"
            self._placed = [not numbers or isinstance(label, float) for label in self.labels]
            self._width += 1 + len(self.labels)
            self._apart = [
                [scale.apart(one, other) for other in self.labels] for one in self.labels
            ]
        elif scale.name == "interval":
            self._width += 4
            self._middle = sum(self._points) / len(self._points) if self._points else 0.0
        elif scale.name == "ordinal":
            self._width += len(self._points) * (len(self._points) + 1)
        self._pairs: dict[Pair, int] = {}
        for item in items:
            for pair in combinations(sorted(item.labels), 2):
                if pair not in self._pairs:
                    self._pairs[pair] = self._width
                    self._width += 2 + 2 * len(self.labels)

    @property
    def end(self) -> int:
        """Return the index after the last number."""
        return self.start + self._width

    def features(self, items: Iterable[Item]) -> list[Feature]:
        """Return what the items of one unit add: pairs of index and number."""
        sums: dict[int, float] = defaultdict(float)
        for item in items:
            self._add(item, sums)
        return [(self.start + at, value) for at, value in sorted(sums.items()) if value]

    def _add(self, item: Item, sums: dict[int, float]) -> None:
        size = len(self.labels)
        counts = Counter(self._place[label] for label in item.labels.values())
        m = len(item.labels)
        if not m:
            return
        sums[1] += 1
        for place, n in counts.items():
            sums[4 + size + place] += n / m
        if m < 2:
            return
        same = sum(n * (n - 1) for n in counts.values())
        sums[0] += 1
        sums[2] += same / (m * (m - 1))
        sums[3] += (m * (m - 1) - same) / (m - 1)
        for place, n in counts.items():
            sums[4 + place] += n
        if self._fixed:
            self._add_apart(counts, sums)
        elif self.scale.name in ("interval", "ordinal"):
            self._add_points(item, sums)
        for first, second in combinations(sorted(item.labels), 2):
            at = self._pairs[first, second]
            one, other = self._place[item.labels[first]], self._place[item.labels[second]]
            sums[at] += 1
            sums[at + 1] += one == other
            sums[at + 2 + one] += 1
            sums[at + 2 + size + other] += 1

    def _add_apart(self, counts: Mapping[int, int], sums: dict[int, float]) -> None:
        placed = {at: n for at, n in counts.items() if self._placed[at]}
        m, own = sum(placed.values()), self._own
        if m < 2:
            return
        sums[own] += sum(
            n * k * self._apart[a][b] for a, n in placed.items() for b, k in placed.items()
        ) / (m - 1)
        for at, n in placed.items():
            sums[own + 1 + at] += n

    def _add_points(self, item: Item, sums: dict[int, float]) -> None:
        found = [p for label in item.labels.values() if (p := self.scale.point(label)) is not None]
        m, own = len(found), self._own
        if m < 2:
            return
        if self.scale.name == "interval":
            values = [point - self._middle for point in found]
            total, squares = sum(values), sum(value * value for value in values)
            sums[own] += 2 * (m * squares - total * total) / (m - 1)
            sums[own + 1] += m
            sums[own + 2] += total
            sums[own + 3] += squares
            return
        size = len(self._points)
        counts = Counter(self._at[point] for point in found)
        for at, n in counts.items():
            sums[own + at] += n
        for one, other in combinations(sorted(counts), 2):
            sums[own + size + one * size + other] += 2 * counts[one] * counts[other] / (m - 1)

    def read(self, row: Sequence[float]) -> Sums:
        """Return the sums that stand in a row of numbers."""
        size = len(self.labels)
        part = row[self.start : self.end]
        margins = part[4 : 4 + size]
        rows = part[1] or 1.0
        shares = [value / rows for value in part[4 + size : 4 + 2 * size]]
        chance = sum(share * share for share in shares)
        total = sum(margins)
        expected = total * total - sum(n * n for n in margins)
        nominal = (part[3], expected / (total - 1) if total > 1 else 0.0)
        pairs = {}
        for pair, at in self._pairs.items():
            n = part[at]
            if n:
                one, other = part[at + 2 : at + 2 + size], part[at + 2 + size : at + 2 + 2 * size]
                together = sum(a * b for a, b in zip(one, other, strict=True) if a and b)
                pairs[pair] = (n, part[at + 1] / n, together / (n * n))
        return Sums(
            pairable=part[0],
            agreed=part[2] / part[0] if part[0] else 0.0,
            chance_fleiss=chance,
            chance_gwet=(1 - chance) / (size - 1) if size > 1 else None,
            alpha=nominal if self.scale.name == "nominal" else self._alpha(part, margins),
            nominal=nominal,
            pairs=pairs,
        )

    def _alpha(self, part: Sequence[float], margins: Sequence[float]) -> tuple[float, float]:
        """Return disagreement observed and expected on the scale itself, the farthest two answers being 1 apart."""
        own = self._own
        if self._fixed:
            seen = [(at, n) for at, n in enumerate(part[own + 1 : own + 1 + len(margins)]) if n]
            total = sum(n for _, n in seen)
            expected = sum(n * sum(k * self._apart[a][b] for b, k in seen) for a, n in seen)
            return part[own], expected / (total - 1) if total > 1 else 0.0
        if self.scale.name == "interval":
            observed, total, added, squares = part[own : own + 4]
            expected = 2 * (total * squares - added * added)
            far = (self._points[-1] - self._points[0]) ** 2 if len(self._points) > 1 else 0.0
            if total < 2 or not far or expected < _NOTHING * total * far:
                return 0.0, 0.0
            return max(observed, 0.0) / far, expected / (total - 1) / far
        return self._ordinal(part)

    def _ordinal(self, part: Sequence[float]) -> tuple[float, float]:
        size, own = len(self._points), self._own
        counts = part[own : own + size]
        total = sum(counts)
        if total < 2:
            return 0.0, 0.0
        below = [0.0]
        for n in counts:
            below.append(below[-1] + n)
        observed = expected = far = 0.0
        for one in range(size):
            for other in range(one + 1, size):
                if counts[one] and counts[other]:
                    between = below[other + 1] - below[one]
                    squared = (between - (counts[one] + counts[other]) / 2) ** 2
                    far = max(far, squared)
                    observed += part[own + size + one * size + other] * squared
                    expected += 2 * counts[one] * counts[other] * squared
        return (observed / far, expected / (total - 1) / far) if far else (0.0, 0.0)


def coefficients(parts: Sequence[Sums], coders: int) -> dict[str, float | None]:
    """Return the coefficients over one or several variables; None where one is undefined.

    Args:
        parts: the sums of the variables.
        coders: how many coders there are; Cohen's kappa has two.
    """
    pairable = sum(part.pairable for part in parts)
    found: dict[str, float | None] = dict.fromkeys(COEFFICIENTS)
    if not pairable:
        return found
    agreed = sum(part.agreed * part.pairable for part in parts) / pairable
    found["percent"] = agreed
    fleiss = sum(part.chance_fleiss * part.pairable for part in parts) / pairable
    found["fleiss_kappa"] = beyond_chance(agreed, fleiss)
    varied = [part for part in parts if part.chance_gwet is not None]
    if varied:
        gwet = sum((part.chance_gwet or 0.0) * part.pairable for part in varied) / pairable
        # A variable with one answer alone has no chance of its own; it agrees by chance always.
        gwet += sum(part.pairable for part in parts if part.chance_gwet is None) / pairable
        found["gwet_ac1"] = beyond_chance(agreed, gwet)
    found["krippendorff_alpha"] = _alpha([part.alpha for part in parts])
    found["nominal_alpha"] = _alpha([part.nominal for part in parts])
    found["light_kappa"] = light = _light(parts)
    found["cohen_kappa"] = light if coders == 2 else None
    return found


def sort_labels(labels: Iterable[Label]) -> list[Label]:
    """Return labels in one order, whatever their kinds: numbers, words, sets."""
    return sorted(labels, key=_order)


def _order(label: Label) -> tuple[int, float, str]:
    if isinstance(label, float):
        return 0, label, ""
    if isinstance(label, frozenset):
        return 2, len(label), ";".join(sorted(map(str, label)))
    return 1, 0.0, str(label)


def _alpha(parts: Iterable[tuple[float, float]]) -> float | None:
    rows = list(parts)
    observed, expected = sum(o for o, _ in rows), sum(e for _, e in rows)
    return 1 - observed / expected if expected > _NOTHING else None


def _light(parts: Sequence[Sums]) -> float | None:
    pairs = {pair: None for part in parts for pair in part.pairs}
    values = []
    for pair in pairs:
        rows = [part.pairs[pair] for part in parts if pair in part.pairs]
        n = sum(row[0] for row in rows)
        agreed = sum(row[0] * row[1] for row in rows) / n
        kappa = beyond_chance(agreed, sum(row[0] * row[2] for row in rows) / n)
        if kappa is not None:
            values.append(kappa)
    return sum(values) / len(values) if values else None
