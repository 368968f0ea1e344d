"""A place in a text as tierbook numbers it."""

from __future__ import annotations

__all__ = ["place_of"]


def place_of(paragraph: int, first: int, last: int) -> str:
    """Return a place as we number it: `[4] s. 2`, `[4] s. 2-3`, or the tier line."""
    if paragraph == 0:
        return "tier line"
    return f"[{paragraph}] s. {first}" if first == last else f"[{paragraph}] s. {first}-{last}"
