"""How often a process looks for garbage."""

from __future__ import annotations

import gc

__all__ = ["collect_briefly", "collect_seldom"]

_NEW = 100_000  # objects between two looks; Python's own 700 are passed hundreds of times in one document
_OLDER = 20
_A_FEW = 5_000  # looked through in some milliseconds; 100,000 take more than a hundred


def collect_seldom() -> None:
    """Let the process look for cycles of garbage seldom: what is read, coded and written makes hardly any.

    It is for processes that are ours, the program and its workers; who imports the package keeps what they have set.
    """
    gc.set_threshold(_NEW, _OLDER, _OLDER)


def collect_briefly() -> None:
    """Let the process look for cycles of garbage in short looks: for one that answers, where somebody waits meanwhile.

    It is for processes that are ours, as `collect_seldom` is.
    """
    gc.set_threshold(_A_FEW, _OLDER, _OLDER)
