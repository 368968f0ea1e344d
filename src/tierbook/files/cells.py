"""Cells of a table that a spreadsheet would work out instead of showing, written as words and read again."""

from __future__ import annotations

__all__ = ["bare_cell", "guard_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard_cell(words: str) -> str:
    """Return words with an apostrophe before them where they look like a formula, or like guarded words."""
    return f"'{words}" if words.lstrip("'").startswith(_FORMULA) else words


def bare_cell(cell: str) -> str:
    """Return the words that were guarded."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
