"""Edges that labels list: found, found the wrong way round, and what is said to flow along those that are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.agreement.reading import GoldReading, weighed
from tierbook.agreement.scoring import share
from tierbook.agreement.units import EDGES

__all__ = ["EdgesFound", "find_edges"]

_CARRIED = ("forms", "victims")


@dataclass(frozen=True, slots=True)
class EdgesFound:
    """Over the texts whose labels list edges; two readers of one text weigh half each.

    `reversed` are listed edges that we have the other way round alone. `forms` and `victims` are F1 of the elements on
    edges that both have, None where neither names any.
    """

    listed: float
    found: float
    reversed: float
    extra: float
    forms: float | None
    victims: float | None

    def to_dict(self) -> dict[str, float | None]:
        """Return shares of the listed edges, the number of ours that are not listed, and F1 along those found."""
        return {
            "listed": round(self.listed, 2),
            "found": share(self.found, self.listed),
            "reversed": share(self.reversed, self.listed),
            "extra": round(self.extra, 2),
            "forms": self.forms,
            "victims": self.victims,
        }


def find_edges(readings: Iterable[GoldReading]) -> EdgesFound | None:
    """Compare edges; None where no text's labels list any."""
    rows = [r for r in readings if EDGES in r.scored and r.text.edges is not None]
    listed = found = turned = extra = 0.0
    carried = {name: [0.0, 0.0] for name in _CARRIED}  # what both name, and what each names
    for row, weight in weighed(rows):
        theirs, ours = _by_ends(row.text.edges or ()), _ours(row)
        listed += weight * len(theirs)
        found += weight * len(theirs.keys() & ours.keys())
        missed = theirs.keys() - ours.keys()
        turned += weight * sum((to, start) in ours for start, to in missed)
        extra += weight * len(ours.keys() - theirs.keys())
        for ends in theirs.keys() & ours.keys():
            for name in _CARRIED:
                a, b = theirs[ends][name], ours[ends][name]
                carried[name][0] += weight * 2 * len(a & b)
                carried[name][1] += weight * (len(a) + len(b))
    if not rows or not listed + extra:
        return None
    f1 = {name: share(same, all_) for name, (same, all_) in carried.items()}
    return EdgesFound(listed, found, turned, extra, f1["forms"], f1["victims"])


def _ours(reading: GoldReading) -> dict[tuple[str, str], dict[str, set[str]]]:
    finding = reading.coding.get(EDGES)
    value = finding.value if finding else None
    return _by_ends(
        [row for row in value if isinstance(row, dict)] if isinstance(value, list | tuple) else ()
    )


def _by_ends(edges: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, set[str]]]:
    """Return what is carried along each edge, by (from, to); edges with the same ends are one."""
    made: dict[tuple[str, str], dict[str, set[str]]] = {}
    for edge in edges:
        row = made.setdefault((edge["from"], edge["to"]), {name: set() for name in _CARRIED})
        for name in _CARRIED:
            row[name] |= set(edge.get(name) or ())
    return made
