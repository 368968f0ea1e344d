"""Which names of the Human Trafficking Index the codebook covers."""

from __future__ import annotations

from tierbook.codebook.variable import Codebook

__all__ = ["covered_by", "find_gaps"]


def covered_by(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Return, for each name of the Human Trafficking Index in its order, the variables that map to it."""
    owners: dict[str, list[str]] = {name: [] for name in codebook.indices.get("htc", {})}
    for variable in codebook.variables.values():
        for name in variable.maps.htc:
            owners.setdefault(name, []).append(variable.id)
    return {name: tuple(ids) for name, ids in owners.items()}


def find_gaps(codebook: Codebook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names of the Human Trafficking Index without variable or reason, and those that have both."""
    owners = covered_by(codebook)
    neither = tuple(n for n, ids in owners.items() if not ids and n not in codebook.uncovered)
    both = tuple(n for n, ids in owners.items() if ids and n in codebook.uncovered)
    return neither, both
