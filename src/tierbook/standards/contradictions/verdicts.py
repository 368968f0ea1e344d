"""A section's verdict against the figures that it compares with the year before: a tension, for both can be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tierbook.standards.contradictions.counts import NUMBER
from tierbook.standards.contradictions.quoting import Contradiction, say_finding
from tierbook.text import late, read_number

if TYPE_CHECKING:
    from tierbook.coding import Finding

__all__ = ["check_verdicts"]

_FIGURES = {
    "effort.prosecution": ("investigations", "prosecutions", "convictions"),
    "effort.protection": ("victims_identified", "victims_referred", "victims_assisted"),
}
_THEN = late(
    rf"[^();]*?\((?P<bracket>{NUMBER})\s(?:[^()\d]*\s)?in\b"
    rf"|.*?\b(?:compared (?:with|to)|down from|up from|(?:in|de)crease from)\b[^\d(;]{{0,40}}?\b(?P<after>{NUMBER})",
    re.I,
)
_WRONG_WAY = {"increased": -1, "decreased": 1}
_SAYS = {"increased": ("increased", "fell"), "decreased": ("decreased", "rose")}


def check_verdicts(findings: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield a verdict of more (or less) effort where every total compared with the year before went the other way."""
    by_variable = {f.variable: f for f in findings}
    for variable, names in _FIGURES.items():
        verdict = by_variable.get(variable)
        way = None if verdict is None else _WRONG_WAY.get(str(verdict.value))
        if verdict is None or way is None or not verdict.evidence:
            continue
        rows = [
            (f, row) for name in names for f, row in _compared(by_variable.get(f"figures.{name}"))
        ]
        if any(_way(row) != way for _, row in rows):
            continue
        rows = [(f, row) for f, row in rows if _is_total(f, row)]
        if not rows:
            continue
        effort, moved = _SAYS[str(verdict.value)]
        shown = ", ".join(
            f"{row['what'].replace('_', ' ')} from {row['compared_with']} to {row['n']}"
            for _, row in rows
        )
        sides = {s.start: s for s in (_said(f, row) for f, row in rows)}
        yield Contradiction(
            id="verdict.figures",
            kind="tension",
            says=f"The section says that efforts {effort}, and every total compared with the year before {moved}: "
            f"{shown}. Both can be right: a verdict may rest on other acts.",
            findings=(verdict.id, *dict.fromkeys(f.id for f, _ in rows)),
            quotes=(say_finding(verdict), *sides.values()),
        )


def _compared(finding: Finding | None) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Yield the figures of this period, parts too, that the text sets against an earlier one."""
    if finding is None or not isinstance(finding.value, list):
        return
    for row in finding.value:
        if row.get("period") in (None, "current") and row.get("compared_with") is not None:
            yield finding, row


def _is_total(finding: Finding, row: dict[str, Any]) -> bool:
    """Tell whether a figure is of the whole, and the earlier one is the first that is printed after the comparison."""
    if row["what"] != finding.variable.partition(".")[2] or row.get("part_of") or row.get("n_max"):
        return False
    marks = [e for e in finding.evidence if e.supports == f"{row['what']}:{row['n']}"]
    for number in re.finditer(rf"\b{NUMBER}", marks[0].text, re.I) if marks else ():
        if read_number(number[0]) == row["n"]:
            then = _THEN.match(marks[0].text, number.end())
            earlier = None if then is None else then["bracket"] or then["after"]
            return earlier is not None and read_number(earlier) == row["compared_with"]
    return False


def _way(row: dict[str, Any]) -> int:
    n, before = int(row["n"]), int(row["compared_with"])
    return (n > before) - (n < before)


def _said(finding: Finding, row: dict[str, Any]) -> Any:
    mark = f"{row['what']}:{row['n']}"
    shown = next((e for e in finding.evidence if e.supports == mark), finding.evidence[0])
    return say_finding(finding, shown)
