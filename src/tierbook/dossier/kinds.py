"""Kinds of text in words, alone and with their number; which of them are whole."""

from __future__ import annotations

__all__ = ["WHOLE_KINDS", "counted_kind", "kind_plural", "one_of_kind"]

# The kinds of which silence can be told: all that the Report, or our restatement of it, says of a country.
WHOLE_KINDS = ("narrative", "sample")
_WORDS = {
    "narrative": ("a narrative", "narratives"),
    "excerpt": ("an excerpt", "excerpts"),
    "summary": ("a summary by another agency", "summaries by another agency"),
    "sample": ("a sample", "samples"),
}


def one_of_kind(kind: str) -> str:
    """Return `a narrative`, `a summary by another agency`."""
    return _WORDS[kind][0] if kind in _WORDS else f"a {kind}"


def kind_plural(kind: str) -> str:
    """Return `narratives`, `summaries by another agency`."""
    return _WORDS[kind][1] if kind in _WORDS else f"{kind}s"


def counted_kind(kind: str, number: int) -> str:
    """Return `1 narrative`, `2 summaries by another agency`."""
    if number == 1:
        return f"1 {one_of_kind(kind).partition(' ')[2]}"
    return f"{number} {kind_plural(kind)}"
