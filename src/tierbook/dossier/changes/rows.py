"""Changes as rows of a table: one for each value, figure, gap, recommendation and sentence, with the words of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tierbook.codebook import figure_label
from tierbook.dossier.changes.wording import (
    figure_words,
    gap_side_words,
    variable_label,
)
from tierbook.dossier.held import Quote
from tierbook.dossier.set_by_people import people_of
from tierbook.editions import split_unit

if TYPE_CHECKING:
    from tierbook.dossier.changes.changes import Changes
    from tierbook.dossier.changes.variables import VariableChange

__all__ = ["CHANGE_COLUMNS", "change_rows"]

CHANGE_COLUMNS = (
    "country",
    "before",
    "after",
    "text_kind",
    "part",
    "id",
    "label",
    "change",
    "value_before",
    "value_after",
    "period_before",
    "period_after",
    "added",
    "dropped",
    "why",
    "stock",
    "words_before",
    "place_before",
    "words_after",
    "place_after",
    "people_before",
    "people_after",
)


def change_rows(changes: Changes) -> Iterator[dict[str, object]]:
    """Yield the changes as rows under `CHANGE_COLUMNS`; one row that says why where the texts cannot be compared."""
    head: dict[str, object] = {
        "country": split_unit(changes.before.unit)[0],
        "before": changes.before.edition,
        "after": changes.after.edition,
        "text_kind": changes.after.text_kind,
    }
    if changes.why_not is not None:
        yield {**head, "part": "text", "change": "cannot be compared", "why": changes.why_not}
        return
    if changes.tier_alone:
        why = f"nothing but the tier can be compared: {changes.tier_alone}"
        yield {**head, "part": "text", "change": "tier alone", "why": why}
    for row in _rows(changes):
        yield {**head, **row}


def _rows(changes: Changes) -> Iterator[dict[str, object]]:
    for c in changes.variables:
        facts = [f"{f.name}: {f.before or 'not said'} > {f.after or 'not said'}" for f in c.facts]
        yield {
            "part": "variable",
            "id": c.variable,
            "label": variable_label(c),
            "change": c.kind,
            "value_before": None if c.before is None else c.before.value,
            "value_after": None if c.after is None else c.after.value,
            "added": list(c.added),
            "dropped": list(c.dropped),
            "why": _alone(c, changes) or "; ".join(facts) or None,
            **_words(c.before.quotes if c.before else (), c.after.quotes if c.after else ()),
            "people_before": c.people_before,
            "people_after": c.people_after,
        }
    for f in changes.figures:
        yield {
            "part": "figure",
            "id": f.what,
            "label": figure_label(f.what),
            "change": f.direction or "cannot be told",
            "value_before": None if f.before is None else figure_words(f.before),
            "value_after": None if f.after is None else figure_words(f.after),
            "period_before": (f.before and f.before.over) or None,
            "period_after": (f.after and f.after.over) or None,
            "why": f.cannot or f.note or None,
            **_words(*_sides(f.quotes, changes)),
        }
    for g in changes.gaps:
        shown = [
            None if gap is None else f"{gap_side_words(gap.on)} / {gap_side_words(gap.but)}"
            for gap in (g.before, g.after)
        ]
        yield {
            "part": "gap",
            "id": g.id,
            "label": g.label,
            "change": g.fate,
            "value_before": shown[0],
            "value_after": shown[1],
            "why": "paper and practice" if g.kind == "paper" else "abroad and at home",
            **_words(*_sides(g.quotes, changes)),
        }
    for m in changes.recommendations:
        texts = [" / ".join(item.text for item in items) or None for items in (m.before, m.after)]
        quotes = [tuple(q for item in items for q in item.quotes) for items in (m.before, m.after)]
        yield {
            "part": "recommendation",
            "change": m.fate,
            "value_before": texts[0],
            "value_after": texts[1],
            **_words(*quotes),
        }
    for carried in changes.carried:
        yield {
            "part": "sentence",
            "change": "carried over",
            "stock": carried.stock,
            **_words((carried.before,), (carried.after,)),
        }
    for shared in changes.shared:
        yield {
            "part": "sentence",
            "change": "new and stock",
            "stock": shared.stock,
            **_words((), (shared.after,)),
        }


def _alone(change: VariableChange, changes: Changes) -> str:
    """Return in which text alone a variable was read, or that one edition was not asked for it."""
    if change.kind not in ("new", "gone"):
        return ""
    if change.absence == "not_asked":
        return "not asked in the other edition"
    year = changes.after.edition if change.kind == "new" else changes.before.edition
    return f"read in {year} alone"


def _sides(quotes: Sequence[Quote], changes: Changes) -> tuple[Sequence[Quote], Sequence[Quote]]:
    before = changes.before.document
    return (
        [quote for quote in quotes if quote.document == before],
        [quote for quote in quotes if quote.document != before],
    )


def _words(before: Sequence[Quote], after: Sequence[Quote]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, quotes in (("before", before), ("after", after)):
        found[f"words_{name}"] = " | ".join(dict.fromkeys(q.text for q in quotes)) or None
        found[f"place_{name}"] = " | ".join(dict.fromkeys(q.short for q in quotes)) or None
        found[f"people_{name}"] = people_of(*quotes)
    return found
