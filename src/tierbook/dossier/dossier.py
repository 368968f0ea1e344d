"""The Dossier of one country: holdings, placements, clock, changes, gaps, recommendations, figures, routes, scores.

It puts together what the other modules of this room say of the texts held, and opens with the most telling of it in
words. Nothing is said here that does not carry its words, or name what else it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tierbook.dossier.changes import Changes, StockSentences, compare_editions, pairs_over
from tierbook.dossier.clocks import ClockView, view_clock
from tierbook.dossier.flows import RouteNetwork, collect_routes
from tierbook.dossier.held import HeldText, Statement, why_unlike
from tierbook.dossier.holdings import KIND_ORDER, Holdings, hold_texts
from tierbook.dossier.indices import PillarScore, PillarScores, score_pillars
from tierbook.dossier.placements import complete_history, stated_tier
from tierbook.dossier.recommendations import Entry, Ledger, build_ledger
from tierbook.dossier.routes_told import RoutesTold, routes_told
from tierbook.dossier.series import FigureSeries, build_series
from tierbook.dossier.standing_gaps import StandingGap, standing_gaps, text_to_read
from tierbook.editions import EDITIONS, LAST_EDITION, History
from tierbook.places import country_name

__all__ = [
    "DOSSIER_COLUMNS",
    "SAMPLE_NOTICE",
    "STANDING_NOTES",
    "Dossier",
    "ask_in_words",
    "build_dossier",
    "score_in_words",
]

DOSSIER_COLUMNS = (
    "part", "edition", "text", "quote", "place", "document", "basis", "set_by_people",
)  # of `rows`  # fmt: skip
SAMPLE_NOTICE = "Sample, not a quotation."
STANDING_NOTES = (
    "Not a publication of the U.S. government, UNHCR or the United Nations.",
    "Placements are the Department's. What a text leaves out is not stated; it is never a no.",
    "Routes and their numbers are mentions in texts, never numbers of people.",
)


@dataclass(frozen=True)
class Dossier:
    """One country over the editions.

    Attributes:
        holdings: which text of each edition is read.
        history: its official placements, editions that the table lacks filled by what texts held here state.
        clock: the clock of the Watch List in the newest edition.
        changes: for each kind of text, the newest edition held beside the one held before it; where no two texts are of
            one kind, the newest two with why they cannot be compared.
        gaps: between paper and practice, abroad and at home, over the texts of the best kind held.
        ledger: its recommendations over the editions.
        series: its figures over the editions, with breaks.
        routes: the routes that its own texts tell.
        scores: of the text to read, after the 3P rules; None where it is no whole text.
    """

    holdings: Holdings
    history: History
    clock: ClockView
    changes: tuple[Changes, ...]
    gaps: tuple[StandingGap, ...]
    ledger: Ledger
    series: tuple[FigureSeries, ...]
    routes: RouteNetwork
    scores: PillarScores | None

    @property
    def country(self) -> str:
        """Return the country, ISO 3166 alpha-3."""
        return self.holdings.country

    @property
    def name(self) -> str:
        """Return the name of the country, as the newest editions print it."""
        return country_name(self.country)

    @property
    def is_sample(self) -> bool:
        """Tell whether nothing but samples, our own restatements, is held."""
        return self.holdings.samples

    @property
    def figures(self) -> tuple[FigureSeries, ...]:
        """Return the main series that have a number at all: those of narratives, or of the best kind that has any."""
        main = [series for series in self.series if series.main and series.given]
        kinds = {series.text_kind for series in main}
        best = next((kind for kind in KIND_ORDER if kind in kinds), None)
        return tuple(series for series in main if series.text_kind == best)

    @property
    def routes_told(self) -> tuple[RoutesTold, ...]:
        """Return what its own texts tell of routes, newest edition first."""
        return routes_told(self.routes, self.country)

    @property
    def routes_note(self) -> str:
        """Return that the text to read tells no route, where that is so; empty where it tells one, or none is held."""
        read = text_to_read(self.holdings)
        if read is None or any(told.edition == read.edition for told in self.routes_told):
            return ""
        return (
            f"The text of {read.edition} names no country at the other end of a route; "
            "what is only reported, alleged or possible is left out."
        )

    def summary(self) -> tuple[Statement, ...]:
        """Say in a few sentences what stands out, each with its words or with what else it rests on."""
        from tierbook.dossier.opening import open_dossier

        return open_dossier(self)

    def to_dict(self) -> dict[str, object]:
        """Return everything, as plain values; `leading` marks the series of `figures`."""
        leading = {id(series) for series in self.figures}
        return {
            "country": self.country,
            "name": self.name,
            "sample": SAMPLE_NOTICE if self.is_sample else None,
            "summary": [statement.to_dict() for statement in self.summary()],
            "holdings": self.holdings.to_dict(),
            "placements": [placement.to_dict() for placement in self.history],
            "placements_not_held": [
                edition.year
                for edition in EDITIONS
                if self.history.get(self.country, edition.year) is None
            ],
            "clock": self.clock.to_dict(),
            "changes": [changes.to_dict() for changes in self.changes],
            "gaps": [gap.to_dict() for gap in self.gaps],
            "recommendations": self.ledger.to_dict(),
            "series": [
                {**series.to_dict(), "leading": id(series) in leading} for series in self.series
            ],
            "routes_note": self.routes_note or None,
            "routes": [told.to_dict() for told in self.routes_told],
            "scores": None if self.scores is None else self.scores.to_dict(),
            "notes": list(STANDING_NOTES),
        }

    def parts(self) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        """Yield each part with its sentences: first what stands out, then what it was taken from."""
        yield "summary", self.summary()
        for changes in self.changes:
            yield "changes", changes.statements()
        yield "gaps", tuple(gap.statement() for gap in self.gaps)
        yield "recommendations", tuple(map(ask_in_words, self.ledger.entries))
        said = (series.statement() for series in self.series)
        yield "figures", tuple(statement for statement in said if statement is not None)
        yield "routes", tuple(told.statement() for told in self.routes_told)
        if self.scores is not None:
            yield "scores", tuple(map(score_in_words, self.scores.pillars))

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield every sentence as rows, one for each of its quotes."""
        for part, statements in self.parts():
            for statement in statements:
                row: dict[str, object] = {
                    "part": part,
                    "text": statement.text,
                    "basis": statement.basis or None,
                }
                if not statement.quotes:
                    yield row
                for quote in statement.quotes:
                    yield {
                        **row,
                        "edition": quote.edition,
                        "quote": quote.text,
                        "place": quote.short,
                        "document": quote.document,
                        "set_by_people": quote.set_by_people,
                    }

    def show(self) -> str:
        """Return the dossier as text for a terminal, lines of at most 92 characters."""
        from tierbook.dossier.showing import show_dossier

        return show_dossier(self)

    def _repr_html_(self) -> str:
        from tierbook.dossier.showing import dossier_html

        return dossier_html(self)

    def __repr__(self) -> str:
        return f"<Dossier {self.country}: {len(self.holdings)} of {len(EDITIONS)} editions held>"


def build_dossier(
    texts: Iterable[HeldText],
    *,
    history: History | None = None,
    stock: StockSentences | None = None,
    ledger: Ledger | None = None,
) -> Dossier:
    """Put together what the texts of one country say over the editions.

    Args:
        texts: of one country, of any editions and kinds; samples count only where nothing else is held.
        history: official placements; those of the package where none are given.
        stock: sentences that several countries share, from `stock_sentences`, so that they are marked.
        ledger: what `build_ledger` made of the same texts, where it is at hand.

    Returns:
        A Dossier, which says itself as text, HTML and plain values.

    Raises:
        WrongUse: there are no texts, one has no country, or they are of several countries.
    """
    given = list(texts)
    held = hold_texts(given)
    stated = (stated_tier(text) for text in given)
    read = text_to_read(held)
    placed = complete_history((s for s in stated if s is not None), history)
    return Dossier(
        holdings=held,
        history=placed.of(held.country),
        clock=view_clock(placed, held.country, LAST_EDITION),
        changes=_newest_changes(held, stock),
        gaps=standing_gaps(held),
        ledger=ledger or build_ledger(held),
        series=build_series(held),
        routes=collect_routes(held),
        scores=score_pillars(read) if read is not None and read.whole else None,
    )


def _newest_changes(held: Holdings, stock: StockSentences | None) -> tuple[Changes, ...]:
    """Compare the newest pair of each kind of text, whole narratives first; tier lines alone only for want of more."""
    pairs = sorted(pairs_over(held), key=lambda pair: not any(text.tier_only for text in pair))
    like = {two.text_kind: (one, two) for one, two in pairs if why_unlike(one, two) is None}
    kinds = sorted(like, key=KIND_ORDER.index)
    chosen = [like[kind] for kind in kinds] or pairs[-1:]
    return tuple(compare_editions(one, two, stock=stock) for one, two in chosen)


def score_in_words(score: PillarScore) -> Statement:
    """Say the score of a pillar with the rule that gave it, and the words that meet the rule."""
    quotes = {(q.document, q.start): q for ground in score.grounds for q in ground.quotes}
    text = f"{score.pillar.capitalize()}: {score.score} of 5, {score.rule}."
    return Statement(
        text, tuple(quotes.values()), "the 3P rules, as far as a coding can follow them"
    )


def ask_in_words(entry: Entry) -> Statement:
    """Say one recommendation in the words of the Report, how long it has been asked for, and what was done about it."""
    done = "".join(f"; {acted.in_words}, by a finding of {acted.edition}" for acted in entry.acted)
    _, lists = entry.in_editions
    asked = "" if lists == 1 else f": {entry.in_words()}"
    asked += "" if entry.stands else ", not in the newest list held"
    quotes = (*entry.newest.quotes, *(quote for acted in entry.acted for quote in acted.quotes))
    return Statement(f"“{entry.text}”{asked}{done}.", quotes)
