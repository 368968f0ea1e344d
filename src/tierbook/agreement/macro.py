"""The mean of F1 over variables: each counts alike, however often it is stated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tierbook.agreement.scoring import Score

__all__ = ["ENOUGH", "Macro", "average_f1"]

ENOUGH = 10  # below so many units one text more or less decides an F1
_LEAST = 0.7
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Macro:
    """Mean F1 of the yes/no government variables with a unit to find, and of those with ten or more.

    `weak` are those of the second whose F1 is below 0.70.
    """

    f1: float | None
    variables: int
    f1_enough: float | None
    variables_enough: int
    weak: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the means, how many variables each rests on, and the weak ones."""
        return {
            "f1": self.f1,
            "variables": self.variables,
            f"f1_of_n_{ENOUGH}": self.f1_enough,
            f"variables_of_n_{ENOUGH}": self.variables_enough,
            "weak": list(self.weak),
        }


def average_f1(scores: Mapping[str, Score], among: Collection[str]) -> Macro:
    """Average F1 over the variables of a set."""
    rows = {v: s for v, s in scores.items() if v in among and s.n > 0 and s.f1 is not None}
    enough = {v: s for v, s in rows.items() if s.n >= ENOUGH}
    return Macro(
        f1=_mean([s.f1 for s in rows.values()]),
        variables=len(rows),
        f1_enough=_mean([s.f1 for s in enough.values()]),
        variables_enough=len(enough),
        weak=tuple(v for v, s in enough.items() if s.f1 is not None and s.f1 < _LEAST),
    )


def _mean(values: Collection[float | None]) -> float | None:
    numbers = [value for value in values if value is not None]
    return round(sum(numbers) / len(numbers), _DIGITS) if numbers else None
