"""Words that cannot stand alone: they begin with what points to the sentence before, or turns it."""

from __future__ import annotations

from tierbook.text.compiling import late

__all__ = ["leans_back"]

# A sentence that points back, and a clause of a list that turns on the one before.
_LEANS_BACK = late(
    r"(?:This|These|Those|Such|They|Their|He|His|She|Her|It|Its)\b"
    r"|(?:however|but|yet|nevertheless|nonetheless|it|its|they|their|this|these|those|such|which|who)\b"
)


def leans_back(words: str) -> bool:
    """Tell whether words cannot stand alone: they begin with what points to the sentence before."""
    return _LEANS_BACK.match(words) is not None
