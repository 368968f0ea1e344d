"""Names of members as labels for messages, and what is passed over, gathered by kind."""

from __future__ import annotations

import re

from tierbook.errors import Problem
from tierbook.text import late

__all__ = ["Passed", "clean_label", "odd_name"]

_CONTROL = late("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 300


def clean_label(name: str) -> str:
    """Return a name fit for a message: signs that steer a terminal or turn its writing round show as a mark."""
    name = _CONTROL.sub("\ufffd", name)
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def odd_name(name: str) -> str | None:
    """Return what is odd about the name of a member, or None. Names are only labels here, so none is dangerous."""
    parts = re.split(r"[/\\]", name)
    if ".." in parts:
        return "leads out of the archive"
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[/\\]", name):
        return "begins at the root of a disk"
    if "\x00" in name:
        return "holds a zero byte"
    if _CONTROL.search(name):
        return "holds signs that cannot be seen"
    return None


class Passed:
    """What was passed over in one container: counted by kind, each kind told once with its first example."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._kinds: dict[str, tuple[int, str]] = {}

    def add(self, kind: str, where: str) -> None:
        """Count one."""
        count, first = self._kinds.get(kind, (0, where.removeprefix(f"{self._name}/")))
        self._kinds[kind] = (count + 1, first)

    def problems(self) -> list[Problem]:
        """Return a notice for each kind."""
        return [
            Problem(self._name, f"passed over: {kind} ({_counted(count, first)})", failed=False)
            for kind, (count, first) in self._kinds.items()
        ]


def _counted(count: int, first: str) -> str:
    return first if count == 1 else f"{count:,} of them, the first {first}"
