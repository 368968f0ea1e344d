"""A chart as a page that needs nothing else: no network, no script. Of several frames a row of years chooses one.

The years are radio buttons, so that the arrow keys move through them as a slider does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from tierbook.charts.drawing import dark_rules, share_paths

__all__ = ["PageFrame", "write_page"]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What a page shows at a time: a drawing with its words and its table, all but the title and words as HTML."""

    name: str
    title: str
    subtitle: str
    notice: str
    svg: str
    alt: str
    table: str
    source: str


def write_page(title: str, frames: Sequence[PageFrame]) -> str:
    """Return the page.

    Args:
        title: of the page; with one frame, that frame's.
        frames: what is shown; of several the last comes first.
    """
    outlines, drawings = "", [frame.svg for frame in frames]
    choice = ""
    if len(frames) > 1:
        outlines, drawings = share_paths(drawings)
        choice = _choice(frames)
    shown = [
        _frame(frame, drawing, n, alone=len(frames) == 1)
        for n, (frame, drawing) in enumerate(zip(frames, drawings, strict=True))
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_style(len(frames))}</style></head><body>{outlines}"
        f"<main>{choice}{''.join(shown)}</main></body></html>\n"
    )


def _choice(frames: Sequence[PageFrame]) -> str:
    last = len(frames) - 1
    buttons = "".join(
        f'<label><input type="radio" name="frame" id="f{n}"{" checked" if n == last else ""}>'
        f"{escape(frame.name)}</label>"
        for n, frame in enumerate(frames)
    )
    return f'<fieldset class="years"><legend>Edition</legend>{buttons}</fieldset>'


def _frame(frame: PageFrame, drawing: str, n: int, *, alone: bool) -> str:
    notice = f"<p><strong>{escape(frame.notice)}</strong></p>" if frame.notice else ""
    opening = "<section>" if alone else f'<section class="frame" id="frame-{n}">'
    return (
        f"{opening}{notice}<h1>{escape(frame.title)}</h1><p class=quiet>{escape(frame.subtitle)}</p>"
        f'<figure class="drawing">{drawing}</figure><p>{escape(frame.alt)}</p>'
        f'<p class="quiet">{escape(frame.source)}</p>'
        f'<div class="table" role="region" aria-label="Table" tabindex="0">{frame.table}</div></section>'
    )


def _style(frames: int) -> str:
    chosen = ",".join(f"body:has(#f{n}:checked) #frame-{n}" for n in range(frames))
    return f"{_sheet()}{chosen}{{display:block}}{dark_rules('.drawing ')}"


@cache
def _sheet() -> str:
    return (files("tierbook.charts") / "page.css").read_text(encoding="utf-8")
