"""Chips: the qualities of a finding that stand beside its value, only where words say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Chip", "chips_of"]

_SPEAKERS = {
    "government": "the government",
    "ngo": "NGOs or observers",
    "international": "international organisations",
    "media": "the media",
    "victims": "victims",
    "unnamed": "unnamed sources",
}
_CERTAINTY = {
    "reported": "reported",
    "alleged": "alleged",
    "possible": "possible",
    "no_reports": "no reports",
}
_PERIOD = {"earlier": "earlier period", "planned": "planned"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One word beside a value; `kind` is plain, odd (less than stated) or by (who says so)."""

    word: str
    kind: str = "plain"


def chips_of(finding: dict[str, Any]) -> list[Chip]:
    """Return the chips of a finding in the order of decision: how sure, how well, where, how far, which acts, who."""
    chips: list[Chip] = []
    if word := _CERTAINTY.get(finding.get("certainty") or "stated"):
        chips.append(Chip(word, "odd"))
    chips += [
        Chip(str(finding[key]).replace("_", " "))
        for key in ("quality", "level", "place", "extent")
        if finding.get(key)
    ]
    if word := _PERIOD.get(finding.get("period") or "current"):
        chips.append(Chip(word))
    chips += [Chip(code.replace("_", " ")) for code in finding.get("acts") or ()]
    chips += [Chip(code.replace("_", " ")) for code in finding.get("whom") or ()]
    if word := _SPEAKERS.get(finding.get("said_by") or "department"):
        chips.append(Chip(word, "by"))
    return chips
