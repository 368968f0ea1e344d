"""Kinds of text in words, with their number."""

from __future__ import annotations

__all__ = ["counted_kind", "kind_plural"]

_WORDS = {
    "narrative": ("narrative", "narratives"),
    "excerpt": ("excerpt", "excerpts"),
    "summary": ("summary by another agency", "summaries by another agency"),
    "sample": ("sample", "samples"),
}


def counted_kind(kind: str, number: int) -> str:
    """Return `1 narrative`, `2 summaries by another agency`."""
    one, many = _WORDS.get(kind, (kind, f"{kind}s"))
    return f"{number} {one if number == 1 else many}"


def kind_plural(kind: str) -> str:
    """Return `narratives`, `summaries by another agency`."""
    return _WORDS.get(kind, (kind, f"{kind}s"))[1]
