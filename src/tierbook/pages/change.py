"""A change to a text before it is made: what becomes of a span, and why."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` becomes `now`; `why` is empty where only white space folds."""

    start: int
    end: int
    now: str
    why: str
