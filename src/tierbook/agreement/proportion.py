"""A share of cases, with Wilson's interval.

Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

__all__ = ["Proportion"]

_Z = 1.959963984540054  # 95 %, two sides
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
        if not self.n:
            return None
        share, z2 = self.k / self.n, _Z * _Z
        middle = (share + z2 / (2 * self.n)) / (1 + z2 / self.n)
        half = _Z * sqrt(share * (1 - share) / self.n + z2 / (4 * self.n**2)) / (1 + z2 / self.n)
        return round(max(middle - half, 0.0), _DIGITS), round(min(middle + half, 1.0), _DIGITS)

    def to_dict(self, name: str, of: str) -> dict[str, float | int | list[float] | None]:
        """Return the share as `name`, its bounds, and the cases as `n_<of>`."""
        bounds = self.interval
        return {
            name: self.share,
            f"{name}_interval": list(bounds) if bounds else None,
            f"n_{of}": self.n,
        }
