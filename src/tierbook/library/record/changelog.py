"""What changed in codebook, cues and software, version by version: data beside this file, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.files import load_yaml

__all__ = ["Version", "entries_between", "versions_of"]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a part, in words; `variables` names those that it concerns, empty where it concerns all."""

    part: str
    version: str
    words: str
    variables: tuple[str, ...]


def versions_of(part: str) -> tuple[Version, ...]:
    """Return the versions of `codebook`, `cues` or `software`, the oldest first."""
    return tuple(v for v in _versions() if v.part == part)


def entries_between(part: str, was: str | None, now: str | None, variable: str) -> Iterator[str]:
    """Yield what the changelog says of the versions behind `was` up to `now` that concerns a variable."""
    rows = versions_of(part)
    names = [row.version for row in rows]
    if now not in names:
        return
    start = names.index(was) + 1 if was in names else names.index(now)
    for row in rows[start : names.index(now) + 1]:
        if not row.variables or not variable or variable in row.variables:
            yield f"{row.version}: {row.words}"


@cache
def _versions() -> tuple[Version, ...]:
    source = files("tierbook.library.record") / "versions.yaml"
    rows: list[dict[str, Any]] = load_yaml(source)
    return tuple(
        Version(row["part"], row["version"], row["words"], tuple(row.get("variables") or ()))
        for row in rows
    )
