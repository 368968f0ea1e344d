"""A share of cases, with Wilson's interval.

Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

__all__ = ["Z95", "Proportion", "wilson", "wilson_bounds"]

Z95 = 1.959963984540054  # of the normal distribution, two sides
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of `n` cases are so."""

    k: int
    n: int

    @classmethod
    def of(cls, cases: Iterable[bool]) -> Proportion:
        """Count cases."""
        seen = list(cases)
        return cls(sum(seen), len(seen))

    @property
    def share(self) -> float | None:
        """Return the share, None of nothing."""
        return round(self.k / self.n, _DIGITS) if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the bounds of 95 %, None of nothing."""
        return wilson_bounds(self.k / self.n, self.n) if self.n else None

    def to_dict(self, name: str, of: str) -> dict[str, float | int | list[float] | None]:
        """Return the share as `name`, its bounds, and the cases as `n_<of>`."""
        bounds = self.interval
        return {
            name: self.share,
            f"{name}_interval": list(bounds) if bounds else None,
            f"n_{of}": self.n,
        }


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the middle of the interval of 95 % about a share of `n` units, and how far it reaches to each side."""
    z2 = Z95 * Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    return middle, Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n**2)) / (1 + z2 / n)


def wilson_bounds(share: float, n: float) -> tuple[float, float]:
    """Return the bounds of that interval, rounded, within 0 and 1."""
    middle, half = wilson(share, n)
    return round(max(middle - half, 0.0), _DIGITS), round(min(middle + half, 1.0), _DIGITS)
