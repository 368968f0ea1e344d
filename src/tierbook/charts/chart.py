"""A chart: its finding as title, the data as a table and in words, and the drawing as SVG, PNG and a page of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tierbook.charts.drawing import draw_png, draw_svg, dressed
from tierbook.charts.look import Theme, config, paint, wrapped
from tierbook.charts.pages import PageFrame, write_page
from tierbook.files import canonical_json, csv_lines

__all__ = ["SAMPLE_NOTICE", "Chart"]

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
        body: the drawing in the grammar of Vega-Lite 6 without its words, colours by name (`tierbook.charts.look`).
        width: of the body, in pixels, without what stands beside its axes.
        sample: whether the values come from samples, which are no source.
        name: what tells this chart from others of a row: the edition of a map.
        frames: charts of a row of which one is shown at a time; this one is drawn as the last of them.
    """

    kind: str
    title: str
    subtitle: str
    source: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    body: Mapping[str, Any] = field(repr=False)
    width: int
    sample: bool = False
    name: str = ""
    frames: tuple[Chart, ...] = ()

    @property
    def spec(self) -> dict[str, Any]:
        """Return the specification with title and source line, to draw elsewhere; nothing is hatched there."""
        return {**paint(self._whole(), "light"), "description": self.alt}

    def _whole(self) -> dict[str, Any]:
        return _titled(self, self.frames[-1].body if self.frames else self.body)

    def to_svg(self, theme: Theme | None = None) -> str:
        """Return the drawing as SVG with title and source line, and the data in words for who does not see it.

        Args:
            theme: light or dark; by the reader's display unless told.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        svg = draw_svg(self._whole(), theme or "light", title=self.title, alt=self.alt)
        return svg if theme else dressed(svg)

    def to_figure(self) -> str:
        """Return the drawing alone as SVG, to stand in a page that prints title, source and table around it.

        Its colours are those of the light display; a page gives its own by rules on `fill` and `stroke`.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        room = {"left": 12, "right": 6, "top": 5, "bottom": 5}  # a page may set wider letters
        spec = {"config": config(), **self.body, "background": "transparent", "padding": room}
        return draw_svg(spec, "light", title=self.title, alt=self.alt)

    def to_picture(self) -> str:
        """Return the drawing alone as SVG in the colours of the reader's display, as the picture in a page.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        return dressed(self.to_figure())

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
        """Return a page that needs nothing else, neither network nor script: the drawing, its words, its table.

        Raises:
            MissingExtra: the packages for charts are not installed.
        """
        return write_page(self.title, [_page_frame(chart) for chart in self.frames or (self,)])

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
        return "".join(csv_lines([self.columns, *self.rows]))

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
            "spec": self.spec,
        }

    def to_json(self) -> str:
        """Return `to_dict()` as JSON, the same bytes on every run."""
        return canonical_json(self.to_dict()).decode() + "\n"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the drawing and the table, folded."""
        return (
            f"{self.to_svg('light')}<details><summary>Table</summary>{self.table_html()}</details>"
        )

    def __repr__(self) -> str:
        return f"<Chart {self.kind}: {self.title}>"


def _page_frame(chart: Chart) -> PageFrame:
    return PageFrame(
        chart.name,
        chart.title,
        chart.subtitle,
        f"{SAMPLE_NOTICE}." if chart.sample else "",
        chart.to_figure(),
        chart.alt,
        chart.table_html(),
        chart.source,
    )


def _titled(chart: Chart, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole specification: a body with its finding above and its source below."""
    width = chart.width
    above: Sequence[str] = wrapped(chart.title, width)
    notice = [f"{SAMPLE_NOTICE}."] if chart.sample else []
    below = wrapped(chart.source, width + 60, size=0.75)
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
    subtitle = wrapped(chart.subtitle, width + 60, size=0.8)
    return {
        "$schema": _SCHEMA,
        "config": config(),
        "title": {"text": list(above), "subtitle": [*notice, *subtitle]},
        "vconcat": [dict(body), foot],
        "spacing": 14,
    }


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return ";".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
