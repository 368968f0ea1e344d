"""One figure while its sentence is read."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.coding.coders.rules.figures.tokens import Number

__all__ = ["Figure"]


@dataclass(slots=True)
class Figure:
    """One figure: `what` names it, `whole` that of which it is a part; `start`, `end` are offsets in the sentence.

    `head` is the class of what it counts, None where the number stands alone.
    """

    what: str
    parts: tuple[str, ...]
    number: Number
    unit: str | None
    period: str
    actor: str
    start: int
    end: int
    own: bool
    whole: str | None = None
    compared_with: int | None = None
    stretch: int | None = None
    base: str = ""
    law: str | None = None
    head: str | None = None
