"""A chart: its finding as title, the data as a table and in words, and the drawing as SVG, PNG and a page of HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tierbook.charts.drawing import draw_html, draw_png, draw_svg
from tierbook.charts.look import Theme, config, wrapped
from tierbook.files import canonical_json

__all__ = ["SAMPLE_NOTICE", "Chart", "titled"]

SAMPLE_NOTICE = "Sample, not a quotation"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True, repr=False)
class Chart:
    """A chart of values that are held.

    Attributes:
        kind: what is drawn: `tiers`, `map`, `heat`, `figures`, `flows`, `clock`, `pillars`, `agreement`.
        title: the finding, as a sentence.
        subtitle: what is drawn, of which editions.
        source: what the values rest on.
        alt: the data in words, for who does not see the drawing.
        columns: header of the table.
        rows: the table; None is an empty cell.
        spec: the drawing in the grammar of Vega-Lite 6, colours by name (`tierbook.charts.look`).
        sample: whether the values come from samples, which are no source.
    """

    kind: str
    title: str
    subtitle: str
    source: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    spec: Mapping[str, Any] = field(repr=False)
    sample: bool = False

    def to_svg(self, theme: Theme = "light") -> str:
        """Return the drawing as SVG, with its words for who does not see it.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        return draw_svg(self.spec, theme, title=self.title, alt=self.alt)

    def to_png(self, theme: Theme = "light", scale: float = 2.0) -> bytes:
        """Return the drawing as PNG.

        Args:
            theme: light or dark.
            scale: pixels of the picture for one of the drawing.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        return draw_png(self.to_svg(theme), scale)

    def to_html(self) -> str:
        """Return a page that needs nothing else: the drawing, its words, its table; about 1 MB.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        notice = f"<p><strong>{SAMPLE_NOTICE}.</strong></p>" if self.sample else ""
        words = f"{notice}<h1>{escape(self.title)}</h1><p>{escape(self.subtitle)}</p>"
        beside = (
            f'<p>{escape(self.alt)}</p>{self.table_html()}<p class="source">{escape(self.source)}</p>'
        )
        return draw_html(self.spec, title=self.title, before=words, after=beside)

    def table_html(self) -> str:
        """Return the table as HTML."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return (
            f"<table><caption>{escape(self.subtitle)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )

    def to_csv(self) -> str:
        """Return the table as CSV (RFC 4180 quoting, line feeds), the header first."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_shown(cell) for cell in row] for row in self.rows)
        return buffer.getvalue()

    def to_dict(self) -> dict[str, object]:
        """Return the words, the table and the specification."""
        return {
            "kind": self.kind,
            "title": self.title,
            "subtitle": self.subtitle,
            "source": self.source,
            "alt": self.alt,
            "sample": self.sample,
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "spec": dict(self.spec),
        }

    def to_json(self) -> str:
        """Return `to_dict()` as JSON, the same bytes on every run."""
        return canonical_json(self.to_dict()).decode() + "\n"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the drawing and the table, folded."""
        return f"{self.to_svg()}<details><summary>Table</summary>{self.table_html()}</details>"

    def __repr__(self) -> str:
        return f"<Chart {self.kind}: {self.title}>"


def titled(
    body: Mapping[str, Any], *, title: str, subtitle: str, source: str, width: int, sample: bool
) -> dict[str, Any]:
    """Return a whole specification: a body with its finding above and its source below.

    Args:
        body: the marks.
        title: the finding.
        subtitle: what is drawn.
        source: what it rests on.
        width: of the body, in pixels.
        sample: whether to begin with the notice of samples.
    """
    above: Sequence[str] = wrapped(title, width + 60)
    notice = [f"{SAMPLE_NOTICE}."] if sample else []
    below = wrapped(source, width + 60, size=0.75)
    foot = {
        "width": width,
        "height": 13 * len(below),
        "data": {"values": [{"line": line, "n": n} for n, line in enumerate(below)]},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 10},
        "encoding": {
            "x": {"value": 0},
            "y": {
                "field": "n",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, len(below)], "range": [0, 13 * len(below)]},
            },
            "text": {"field": "line"},
            "color": {"value": "$ink2"},
        },
    }
    return {
        "$schema": _SCHEMA,
        "config": config(),
        "title": {
            "text": list(above),
            "subtitle": [*notice, *wrapped(subtitle, width + 60, size=0.8)],
        },
        "vconcat": [dict(body), foot],
        "spacing": 14,
    }


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return ";".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
