"""A Dossier as text for a terminal, and as one block of HTML for a notebook.

Both print the same: what stands out first, then each part with the words that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from tierbook.dossier.held import Quote, Statement
from tierbook.dossier.placements import gaps_in_words, placements_in_words
from tierbook.editions import EDITIONS
from tierbook.text import fold_paragraph

if TYPE_CHECKING:
    from tierbook.dossier.dossier import Dossier

__all__ = ["dossier_html", "show_dossier"]

_LETTERS = {"narrative": "N", "excerpt": "E", "summary": "S", "sample": "R"}
_TIERS = {"1": "1", "2": "2", "2WL": "WL", "3": "3", "special": "sp", None: "?"}
_KEY = "N narrative, E excerpt, S summary of another agency, R sample, - not held; WL Watch List, sp special case"
_LABEL, _CELL = 9, 3


def show_dossier(dossier: Dossier) -> str:
    """Return the dossier as text, lines of at most 92 characters."""
    return "\n".join(_lines(dossier)) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    from tierbook.dossier.dossier import SAMPLE_NOTICE, STANDING_NOTES

    if dossier.is_sample:
        yield f"{SAMPLE_NOTICE} These texts are restated in our own words."
        yield ""
    title = f"{dossier.name} ({dossier.country})"
    yield title
    yield "=" * len(title)
    for statement in dossier.summary():
        yield from _statement(statement)
    yield from _heading("Held, and placed")
    yield from _strip(dossier)
    yield from _paragraph(_placements(dossier))
    yield from _heading("Watch-list clock")
    if dossier.clock.quiet:
        yield from _paragraph(dossier.clock.quiet)
    else:
        yield from _paragraph(f"{dossier.clock.short} Open next: {dossier.clock.next_words}.")
        for reason in dossier.clock.reasons:
            yield from fold_paragraph(reason, "  ", mark="- ")
    yield ""
    for note in STANDING_NOTES:
        yield from _paragraph(note)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words.upper()


def _paragraph(words: str) -> list[str]:
    return fold_paragraph(words.replace("\u00a0", " "), "  ", hang="")


def _statement(statement: Statement, most: int = 2) -> Iterator[str]:
    """Yield a sentence with the first of its quotes under it."""
    yield from fold_paragraph(statement.text.replace("\u00a0", " "), mark="- ")
    for quote in statement.quotes[:most]:
        yield from _quote(quote)
    if len(statement.quotes) > most:
        yield f"    and {len(statement.quotes) - most} more"


def _quote(quote: Quote) -> list[str]:
    words = " ".join(quote.text.split())
    return fold_paragraph(f"“{words}” {quote.short}", "    ", hang="")


def _strip(dossier: Dossier) -> Iterator[str]:
    """Yield editions, what is held of each, and the tier, one under the other."""
    years = [edition.year for edition in EDITIONS]
    yield (
        "  " + "edition".ljust(_LABEL) + "".join(f"{year % 100:02d}".rjust(_CELL) for year in years)
    )
    held = (_LETTERS.get(dossier.holdings.kind(year), "-") for year in years)
    yield "  " + "held".ljust(_LABEL) + "".join(letter.rjust(_CELL) for letter in held)
    placed = (dossier.history.get(dossier.country, year) for year in years)
    tiers = ("-" if place is None else _TIERS[place.tier] for place in placed)
    yield "  " + "tier".ljust(_LABEL) + "".join(tier.rjust(_CELL) for tier in tiers)
    yield from _paragraph(_KEY)


def _placements(dossier: Dossier) -> str:
    if not len(dossier.history):
        return "No placement is held."
    missing = [e.year for e in EDITIONS if dossier.history.get(dossier.country, e.year) is None]
    gaps = gaps_in_words(dossier.history, dossier.country, missing)
    return f"{placements_in_words(dossier.history)}.{f' {gaps}.' if gaps else ''}"


def dossier_html(dossier: Dossier) -> str:
    """Return one block of HTML without scripts or addresses: the opening as a list, and the text below it."""
    from tierbook.dossier.dossier import SAMPLE_NOTICE

    sample = f"<p><strong>{SAMPLE_NOTICE}</strong></p>" if dossier.is_sample else ""
    items = "".join(map(_item, dossier.summary()))
    whole = escape(dossier.show())
    return (
        f'<div class="tierbook-dossier">{sample}<h4>{escape(dossier.name)}</h4><ul>{items}</ul>'
        f"<details><summary>The whole dossier</summary><pre>{whole}</pre></details></div>"
    )


def _item(statement: Statement) -> str:
    quotes = (
        f"<br><q>{escape(' '.join(quote.text.split()))}</q> <small>{escape(quote.short)}</small>"
        for quote in statement.quotes[:2]
    )
    return f"<li>{escape(statement.text)}{''.join(quotes)}</li>"
