"""Which of the figures nominated for one variable stand: each once, and nought only where no number is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tierbook.coding.coders.rules.figures.periods import CURRENT, PREVIOUS
from tierbook.coding.coders.rules.reading import Candidate

__all__ = ["settle_figures"]


def settle_figures(
    rows: Iterable[Candidate],
) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Return the candidates that stand, and the others each with the reason in words.

    A figure told twice is one, with all its places as evidence; its unit, comparison and whole are those of the place
    that says most. "Did not convict any" beside a number of the same thing is of a part that the words do not name.
    "Did not report how many" gives way to any figure.
    """
    figures = [c for c in rows if isinstance(c.value, dict)]
    unknown = [c for c in rows if not isinstance(c.value, dict)]
    counted = {
        _value(c)["what"] for c in figures if _value(c)["n"] and _value(c)["period"] == CURRENT
    }
    out: list[tuple[Candidate, str]] = []
    kept: list[Candidate] = []
    fullest: dict[tuple[object, ...], dict[str, Any]] = {}
    for c in figures:
        value = _value(c)
        if (
            not value["n"]
            and not value["n_max"]
            and value["what"] in counted
            and value["period"] == CURRENT
        ):
            out.append((c, "a figure is given elsewhere"))
            continue
        key = (value["what"], value["n"], value["n_max"], value["period"])
        known = fullest.get(key)
        if known is None or known["unit"] in (None, value["unit"]) or value["unit"] is None:
            if known is None:
                fullest[key] = value
            else:
                for name, content in value.items():
                    if known.get(name) is None:
                        known[name] = content
                c.value = known
        kept.append(c)
    if not any(_value(c)["period"] in (CURRENT, PREVIOUS) for c in kept):
        out.extend((c, "only a figure of still earlier years is given") for c in kept)
        kept = []
    if kept:
        out.extend((c, "a figure is given elsewhere") for c in unknown)
        return kept, out
    return unknown, out


def _value(c: Candidate) -> dict[str, Any]:
    assert isinstance(c.value, dict)
    return c.value
