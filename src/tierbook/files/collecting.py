"""How often a process looks for garbage."""

from __future__ import annotations

import gc

__all__ = ["collect_seldom"]

_NEW = 100_000  # objects between two looks; Python's own 700 are passed hundreds of times in one document
_OLDER = 20


def collect_seldom() -> None:
    """Let the process look for cycles of garbage seldom: what is read, coded and written makes hardly any.

    It is for processes that are ours, the program and its workers; who imports the package keeps what they have set.
    """
    gc.set_threshold(_NEW, _OLDER, _OLDER)
