"""A comparison as HTML for a notebook, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierbook.dossier.comparing.cells import Cell
    from tierbook.dossier.comparing.comparison import Comparison

__all__ = ["comparison_in_words", "show_comparison"]


def show_comparison(comparison: Comparison) -> str:
    """Return one block of HTML: the measure, the matrix with the words of each cell, each variable in a sentence."""
    return "".join(_parts(comparison))


def comparison_in_words(comparison: Comparison) -> str:
    """Return the measure and each variable across the units, a line for each."""
    lines = [comparison.sample_words] if comparison.samples else []
    lines += [statement.text for statement in comparison.measure]
    lines += list(comparison.unlike)
    lines += [across.statement.text for across in comparison.across]
    return "\n".join(lines)


def _parts(comparison: Comparison) -> Iterator[str]:
    yield '<div class="tierbook-comparison">'
    if comparison.samples:
        yield f"<p><strong>{escape(comparison.sample_words)}</strong></p>"
    yield "<ul>"
    for words in (*(s.text for s in comparison.measure), *comparison.unlike):
        yield f"<li>{escape(words)}</li>"
    yield "</ul><table><thead><tr><th></th>"
    for label in comparison.labels.values():
        yield f'<th scope="col">{escape(label)}</th>'
    yield "</tr></thead><tbody>"
    for row in comparison.rows:
        yield f'<tr><th scope="row">{escape(row.unit)}</th>'
        yield "".join(f"<td>{''.join(_cell(cell))}</td>" for cell in row.cells)
        yield "</tr>"
    yield "</tbody></table>"
    for across in comparison.across:
        yield f"<p>{escape(across.statement.text)}</p>"
    yield "</div>"


def _cell(cell: Cell) -> Iterator[str]:
    if cell.first is None:
        yield f"<em>{escape(cell.words)}</em>"
        return
    odd = " <em>same value, different facts</em>" if cell.same_value_different_facts else ""
    yield f"<details><summary>{escape(cell.first.brief)}{odd}</summary>"
    for quote in cell.quotes:
        yield f"<p>“{escape(' '.join(quote.text.split()))}” {escape(quote.short)}</p>"
    yield "</details>"
