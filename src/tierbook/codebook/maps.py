"""How variables map to other codebooks of the Report: the checks of `maps` and `uncovered.yaml`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tierbook.codebook.faults import Faults
from tierbook.codebook.loading import INDICES
from tierbook.codebook.values import find_code_fault
from tierbook.codebook.variable import ANY, Variable

__all__ = ["check_maps", "check_uncovered"]

_Names = Mapping[str, Mapping[str, str]]


def check_maps(
    path: Path, variable: Variable, vocabularies: _Names, indices: _Names, faults: Faults
) -> None:
    """Find names that no index has, and values that the variable cannot take."""
    maps = variable.maps
    for index, names in (("hti", maps.hti), ("three_p", maps.three_p), ("htc", maps.htc)):
        known = indices.get(index, {})
        for name in names:
            if name not in known:
                faults.add(
                    path, ("maps", index, name), f"{index} has no name {name!r}",
                    why=f"the names stand in {INDICES}", remedy=_nearest(name, known),
                )  # fmt: skip
    for index, values in (("hti", maps.hti), ("htc", maps.htc)):
        for name, codes in values.items():
            for place, code in enumerate(codes):
                fault = None if code == ANY else find_code_fault(variable, vocabularies, code)
                if fault is not None:
                    faults.add(
                        path, ("maps", index, name, place),
                        f"{code!r} is no value of {variable.id}", why=fault.what,
                        remedy=f"{fault.remedy}; or write {ANY} for whatever value is stated",
                    )  # fmt: skip


def check_uncovered(
    path: Path, uncovered: Mapping[str, str], indices: _Names, faults: Faults
) -> None:
    """Find names listed as uncovered that the index does not have."""
    known = indices.get("htc", {})
    for name in uncovered:
        if name not in known:
            faults.add(
                path, ("htc", name), f"htc has no name {name!r}",
                why=f"the names stand in {INDICES}", remedy=_nearest(name, known),
            )  # fmt: skip


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"perhaps {' or '.join(near)} is meant" if near else f"choose a name of {INDICES}"
