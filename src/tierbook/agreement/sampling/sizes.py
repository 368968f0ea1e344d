"""How many units an interval of a certain width needs.

Sources: W. Cochran, Sampling Techniques (1977), chapter 4, for the normal interval and the finite population; E. Wilson
(1927) for the interval that is printed with accuracy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tierbook.agreement.proportion import Z95, wilson
from tierbook.errors import WrongUse

__all__ = ["Needed", "units_needed"]


@dataclass(frozen=True, slots=True)
class Needed:
    """Units for an interval of 95 % that reaches `half_width` to each side of a share of about `expected`.

    `normal` by the normal interval, `wilson` by Wilson's, both for a frame without end; `units` is the larger of the
    two after the correction for a frame of `population` units.
    """

    half_width: float
    expected: float
    population: int
    normal: int
    wilson: int
    units: int

    def to_dict(self) -> dict[str, float | int]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}

    def explain(self) -> str:
        """Say it in a sentence."""
        return (
            f"{self.units:,} of these {self.population:,} texts are to be coded by people, if the program's answers "
            f"are about {self.expected * 100:g} % right and the interval of 95 % is to reach {self.half_width:g} to "
            f"each side of that. (Of texts without end it would be {self.normal:,} by the normal interval, "
            f"{self.wilson:,} by Wilson's; the larger counts, and is less where few texts are held.) That is for all "
            "texts together: an era or tier that is to have such an interval of its own needs about as many again."
        )


def units_needed(half_width: float, expected: float, population: int) -> Needed:
    """Return how many units are needed.

    Args:
        half_width: of the interval of 95 %, above 0 and below 0.5.
        expected: the share that is expected, between 0 and 1.
        population: units in the frame.

    Raises:
        WrongUse: a number lies outside its range.
    """
    if not 0 < half_width < 0.5 or not 0 <= expected <= 1:
        raise WrongUse(
            f"no interval is {half_width:g} wide about {expected:g}",
            remedy="give --half-width above 0 and below 0.5, --expected between 0 and 1",
        )
    spread = expected * (1 - expected)
    normal = max(ceil(Z95 * Z95 * spread / half_width**2), 1)
    low, high = 1, 1
    while _reach(expected, high) > half_width:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _reach(expected, middle) <= half_width else (middle + 1, high)
    raw = max(normal, low)
    units = min(ceil(raw / (1 + (raw - 1) / population)), population) if population else 0
    return Needed(half_width, expected, population, normal, low, units)


def _reach(share: float, n: int) -> float:
    """Return how far Wilson's interval reaches from the share on its longer side; it is not centred on the share."""
    middle, half = wilson(share, n)
    return max(share - max(middle - half, 0.0), min(middle + half, 1.0) - share)
