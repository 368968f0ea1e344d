"""A comparison as rows of a table: one for each value of each cell, and one for each silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tierbook.dossier.comparing.comparison import Comparison
from tierbook.dossier.held import Quote
from tierbook.dossier.set_by_people import PEOPLE_COLUMNS, PeopleSaid, people_cells
from tierbook.files import json_line

__all__ = ["COMPARISON_COLUMNS", "comparison_rows"]

COMPARISON_COLUMNS = (
    "unit", "country", "edition", "text_kind", "document", "variable", "value", "in_words", "level", "place", "quality",
    "extent", "certainty", "said_by", "acts", "whom", "absence", "same_value_different_facts", "paragraph", "sentence",
    "start", "end", "text", *PEOPLE_COLUMNS,
)  # fmt: skip


def comparison_rows(comparison: Comparison) -> Iterator[dict[str, object]]:
    """Yield rows under `COMPARISON_COLUMNS`; `text` and its place are the first words that a value rests on."""
    for row in comparison.rows:
        head = {
            "unit": row.unit,
            "country": row.country,
            "edition": row.edition,
            "text_kind": row.text_kind,
            "document": row.document,
        }
        for cell in row.cells:
            beside = {
                "variable": cell.variable,
                "absence": cell.absence,
                "same_value_different_facts": list(cell.same_value_different_facts),
            }
            if not cell.values:
                yield {**head, **beside, **_place(cell.named), **_people(cell.people)}
            for value in cell.values:
                yield {
                    **head,
                    **value.to_dict(),
                    "value": _plain(value.value),
                    "in_words": value.words,
                    **beside,
                    **_place(value.quotes),
                    **_people(value.people),
                }


def _place(quotes: Sequence[Quote]) -> dict[str, object]:
    """Return the first of some words and its place."""
    first = quotes[0].to_dict() if quotes else {}
    return {key: first.get(key) for key in ("paragraph", "sentence", "start", "end", "text")}


def _people(said: PeopleSaid | None) -> dict[str, object]:
    return {name: _plain(value) for name, value in people_cells(said).items()}


def _plain(value: object) -> object:
    """Return a value for a cell of a table: lists of rows (figures, routes) as JSON."""
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return json_line(value).decode().rstrip("\n")
    return value
