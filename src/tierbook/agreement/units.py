"""Values cut into units that can agree or not: (variable, element)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tierbook.agreement.gold import GoldText, variable_id
from tierbook.coding import Coding, Finding

__all__ = [
    "COUNTS",
    "EDGES",
    "FIGURES",
    "Units",
    "gold_units",
    "our_figures",
    "our_units",
    "units_of",
]

COUNTS, EDGES, FIGURES = "counts", "flows.edges", "figures."
_SCORED_APART = (EDGES, FIGURES, "recommendations")
_ARTICLE = re.compile(r"^the\s+", re.I)

# Variable to its elements: one for a single value, each for a list, pairs for counts and edges.
Units = Mapping[str, frozenset[object]]


def gold_units(gold: GoldText) -> Units:
    """Return the units that a reader stated."""
    units = {variable: _elements(variable, value) for variable, value in gold.values.items()}
    units = {k: v for k, v in units.items() if not k.startswith(_SCORED_APART)}
    if gold.figures is not None:
        units[COUNTS] = frozenset(gold.figures)
    if gold.flows is not None:
        units[EDGES] = frozenset(gold.flows)
    return units


def our_units(coding: Coding) -> Units:
    """Return the units of a coding: one value a variable, practice before law, home before abroad."""
    units: dict[str, frozenset[object]] = {}
    for variable in dict.fromkeys(finding.variable for finding in coding.findings):
        finding = coding.get(variable)
        assert finding is not None
        if variable == EDGES or not variable.startswith(_SCORED_APART):
            units[variable_id(variable)] = units_of(finding)
    # All figures count, whatever finding they stand in.
    units[COUNTS] = frozenset((row["what"], row.get("n")) for row in our_figures(coding.findings))
    return units


def units_of(finding: Finding) -> frozenset[object]:
    """Return the units of one finding: its value, its elements, its edges as (from, to), its figures as (what, n)."""
    if finding.variable == EDGES:
        return frozenset((e["from"], e["to"]) for e in _rows(finding.value))
    if finding.variable.startswith(FIGURES):
        return frozenset((row["what"], row.get("n")) for row in our_figures([finding]))
    return _elements(finding.variable, finding.value)


def our_figures(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return every figure of findings as a record with what and n."""
    rows: list[dict[str, Any]] = []
    for finding in findings:
        if not finding.variable.startswith(FIGURES):
            continue
        kind, value = finding.variable.removeprefix(FIGURES), finding.value
        if isinstance(value, int) and not isinstance(value, bool):
            rows.append({"what": kind, "n": value})
        rows.extend({**row, "what": row.get("what") or kind} for row in _rows(value))
    return rows


def _elements(variable: str, value: object) -> frozenset[object]:
    """Cut a value: lists by element; `not_reported` is `no`; regions without article and capitals."""
    items = value if isinstance(value, list | tuple) else [value]
    if variable.endswith("_regions"):
        return frozenset(_ARTICLE.sub("", str(item)).strip().lower() for item in items)
    return frozenset("no" if item == "not_reported" else _hashable(item) for item in items)


def _rows(value: object) -> list[dict[str, Any]]:
    return (
        [row for row in value if isinstance(row, dict)] if isinstance(value, list | tuple) else []
    )


def _hashable(item: object) -> object:
    return item if isinstance(item, str | int | float | bool) else repr(item)
