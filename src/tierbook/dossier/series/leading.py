"""Which of several figures of one name in one text is the total: the one that the text tells of the whole country."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tierbook.dossier.held import HeldText
from tierbook.dossier.series.packaged import load_words

__all__ = ["leading_rows"]

Row = Mapping[str, Any]


def leading_rows(
    text: HeldText, finding: Row, rows: Sequence[Row]
) -> dict[tuple[str, str | None], Row]:
    """Return the figure that leads, by name and unit; names of which several figures lead are left out.

    A figure leads that the text compares with the same of the year before, if no other of its name is larger. Where it
    compares several, the first leads if the government as a whole is its subject and none of the others stands beside
    it in its sentence outside brackets.

    Args:
        text: the text.
        finding: the finding.
        rows: its figures that count.
    """
    compared: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        if row.get("compared_with") is not None and _is_current(row) and _is_like(row, rows):
            compared.setdefault((row["what"], row.get("unit")), []).append(row)
    found: dict[tuple[str, str | None], Row] = {}
    for key, several in compared.items():
        first = several[0]
        alone = len({(row["n"], row.get("n_max")) for row in several}) == 1
        if _is_largest(first, rows) and (alone or _is_total(text, finding, first, several[1:])):
            found[key] = first
    return found


def _is_current(row: Row) -> bool:
    return (row.get("period") or "current") == "current"


def _is_like(row: Row, rows: Sequence[Row]) -> bool:
    """Tell whether the figure of the year before is of the same name: all cases beside those of children are unlike."""
    before = [
        r["what"] for r in rows if r.get("period") == "previous" and r["n"] == row["compared_with"]
    ]
    return not before or row["what"] in before


def _is_largest(row: Row, rows: Sequence[Row]) -> bool:
    same = [r for r in rows if (r["what"], r.get("unit")) == (row["what"], row.get("unit"))]
    return all(r["n"] <= row["n"] for r in same if _is_current(r))


def _is_total(text: HeldText, finding: Row, first: Row, others: Sequence[Row]) -> bool:
    places = _places(finding, first)
    if not places or not _subject().match(places[0]["text"]):
        return False
    here = {place["start"] for place in places}
    beside = [p for row in others for p in _places(finding, row) if p["start"] in here]
    return all(_in_brackets(text, place) for place in beside)


def _places(finding: Row, row: Row) -> list[Row]:
    """Return the evidence of one figure, in text order."""
    name = f"{row['what']}:{row['n']}"
    found = [place for place in finding["evidence"] if place["supports"] == name]
    return sorted(found, key=lambda place: int(place["start"]))


def _in_brackets(text: HeldText, place: Row) -> bool:
    mark = place["mark"]
    if mark is None:
        return False
    before = text.text[place["start"] : mark[1]]
    return before.count("(") > before.count(")")


@cache
def _subject() -> re.Pattern[str]:
    words = load_words("whole")
    subjects = "|".join(entry["words"] for entry in words["subjects"])
    return re.compile(rf"{words['opening']['words']}(?:{subjects})\b", re.IGNORECASE)
