"""A Dossier as text for a terminal, and as one block of HTML for a notebook.

Both print the same: what stands out first, then each part with the words that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from tierbook.dossier.held import Quote, Statement
from tierbook.dossier.kinds import kind_plural
from tierbook.dossier.placements import gaps_in_words, placements_in_words
from tierbook.editions import EDITIONS
from tierbook.text import counted, fold_paragraph, join_words

if TYPE_CHECKING:
    from tierbook.dossier.dossier import Dossier

__all__ = ["dossier_html", "show_dossier"]

_LETTERS = {"narrative": "N", "excerpt": "E", "summary": "S", "sample": "R"}
_TIERS = {"1": "1", "2": "2", "2WL": "WL", "3": "3", "special": "sp", None: "?"}
_KEY = "N narrative, E excerpt, S summary by another agency, R sample, - not held; WL Watch List, sp special case"
_PLACE = re.compile(r"\b\d{4}, \[\d+\] s\. \d+|\[\d+\] s\. \d+")
_LABEL, _CELL = 9, 3
_PLACES = 3  # of a sentence of the opening, whose words stand below
_ENTRIES = 6  # recommendations that are shown


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
        yield from _fold(f"{statement.text}{_places(statement.quotes)}", mark="- ")
    yield from _heading("Held, and placed")
    yield from _strip(dossier)
    yield from _paragraph(_placements(dossier))
    yield from _heading("Watch-list clock")
    if dossier.clock.quiet:
        yield from _paragraph(dossier.clock.quiet)
    else:
        yield from _paragraph(f"{dossier.clock.short} Open next: {dossier.clock.next_words}.")
        for reason in dossier.clock.reasons:
            yield from _fold(reason, "  ", mark="- ")
    yield from _changes(dossier)
    yield from _gaps(dossier)
    yield from _recommendations(dossier)
    yield from _figures(dossier)
    yield from _routes(dossier)
    yield from _scores(dossier)
    yield ""
    for note in STANDING_NOTES:
        yield from _paragraph(note)


def _changes(dossier: Dossier) -> Iterator[str]:
    yield from _heading("What changed")
    if not dossier.changes:
        yield from _paragraph("One text is held, and nothing to set beside it.")
    for changes in dossier.changes:
        one, two = changes.before, changes.after
        yield from _paragraph(f"{one.edition} to {two.edition} ({two.text_kind})")
        for statement in changes.headline():
            yield from _statement(statement, "  ")
        if changes.why_not is None:
            yield from _paragraph(f"More: tierbook changes {one.unit} {two.unit}")


def _gaps(dossier: Dossier) -> Iterator[str]:
    if dossier.gaps:
        yield from _heading("Paper and practice, abroad and at home")
        for gap in dossier.gaps:
            yield from _statement(gap.statement(), "  ")


def _recommendations(dossier: Dossier) -> Iterator[str]:
    entries = dossier.ledger.entries
    if not entries:
        return
    from tierbook.dossier.dossier import ask_in_words

    yield from _heading("Recommendations, in the words of the texts")
    lists = dossier.ledger.lists
    if len(lists) == 1:
        yield from _paragraph(
            f"The list of {lists[0]} alone is held: how long each has been asked for is not known."
        )
    for entry in entries[:_ENTRIES]:
        said = ask_in_words(entry)
        done = tuple(quote for acted in entry.acted for quote in acted.quotes)
        text = f"{said.text} {entry.newest.quotes[0].short}"
        yield from _statement(Statement(text, done), "  ")
    if len(entries) > _ENTRIES:
        more = len(entries) - _ENTRIES
        yield from _paragraph(f"{more} more: tierbook ledger {dossier.country}")


def _figures(dossier: Dossier) -> Iterator[str]:
    if not dossier.figures:
        return
    yield from _heading("Figures")
    kind = kind_plural(dossier.figures[0].text_kind)
    yield from _paragraph(
        f"By edition, from {kind}. A stroke is a break: no line joins what stands "
        "on its two sides. A star: told by a later edition, beside its own figure."
    )
    for series in dossier.figures:
        runs = [
            ", ".join(f"{p.edition}: {p.words}{'' if p.own else '*'}" for p in run)
            for run in series.segments()
        ]
        yield from _fold(f"{series.label}  {' | '.join(runs)}", "  ", hang="    ")
        for point in series.points:
            if point.state == "conflict":
                words = f"{point.edition}: {point.words} are told, and none is chosen"
                yield from _fold(words, "      ", hang="")
    yield from _paragraph(f"Breaks and words: tierbook series {dossier.country}")


def _routes(dossier: Dossier) -> Iterator[str]:
    told = dossier.routes_told
    if not told:
        return
    yield from _heading("Routes, as its own texts tell them")
    if dossier.routes_note:
        yield from _paragraph(dossier.routes_note)
    newest = told[0].edition
    for routes in told:
        if routes.edition == newest:
            yield from _statement(routes.statement(), "  ")
    editions = sorted({routes.edition for routes in told} - {newest}, reverse=True)
    if editions:
        years = join_words([str(edition) for edition in editions])
        yield from _paragraph(f"Earlier editions that tell routes: {years} (tierbook flows)")


def _scores(dossier: Dossier) -> Iterator[str]:
    from tierbook.dossier.dossier import score_in_words

    if dossier.scores is not None:
        yield from _heading("Scores after the 3P rules")
        yield from _paragraph(
            f"How much the text of {dossier.scores.unit} tells, by rules of ours after the published scale; "
            "no tier, and no verdict on a country."
        )
        for score in dossier.scores.pillars:
            said = score_in_words(score)
            yield from _fold(f"{said.text}{_places(said.quotes)}", "  ", mark="- ")


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words.upper()


def _paragraph(words: str) -> list[str]:
    return _fold(words, "  ", hang="")


def _fold(words: str, indent: str = "", *, hang: str = "  ", mark: str = "") -> list[str]:
    """Fold a paragraph, the place of a sentence never torn apart."""
    kept = _PLACE.sub(lambda match: match[0].replace(" ", "\u00a0"), words)
    lines = fold_paragraph(kept, indent, hang=hang, mark=mark)
    return [line.replace("\u00a0", " ") for line in lines]


def _places(quotes: Sequence[Quote]) -> str:
    """Return where words stand, in brackets: those of the first texts and the number of others."""
    shown = list(dict.fromkeys(quote.short for quote in quotes))
    more = f"; {len(shown) - _PLACES} more" if len(shown) > _PLACES else ""
    return f" ({'; '.join(shown[:_PLACES])}{more})" if shown else ""


def _statement(statement: Statement, indent: str) -> Iterator[str]:
    """Yield a sentence with the first of its quotes under it, one of each text."""
    quotes = list({(q.document, q.start, q.end): q for q in statement.quotes}.values())
    shown = _one_of_each(quotes)
    yield from _fold(statement.text, indent, mark="- ")
    for quote in shown:
        words = " ".join(quote.text.split())
        yield from _fold(f"“{words}” {quote.short}", f"{indent}    ", hang="")
    rest = len(quotes) - len(shown)
    if rest:
        yield f"{indent}    and {counted(rest, 'sentence')} more"


def _one_of_each(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the first quote of each text; two where there is one text alone."""
    first = {quote.document: quote for quote in reversed(quotes)}
    return (
        [first[d] for d in dict.fromkeys(q.document for q in quotes)]
        if len(first) > 1
        else list(quotes[:2])
    )


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
    gaps = gaps_in_words(dossier.history, missing)
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
