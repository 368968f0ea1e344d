"""A panel: one row for each country and edition, with keys, dates, and chosen variables as columns.

What is empty says why. A text of another kind than a whole narrative is marked in its row, because its silence says
less. A sample is left out wherever anything else is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tierbook.codebook import Variable, load_codebook
from tierbook.dossier.comparing import choose_variables
from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import hold_texts
from tierbook.dossier.indices import score_pillars
from tierbook.dossier.panel.cells import CellReader, missing_cells
from tierbook.dossier.panel.columns import (
    FACETS,
    IDENTITY,
    PLACEMENT,
    SCORES,
    USUAL_FACETS,
    variable_columns,
)
from tierbook.dossier.panel.methods import describe_panel
from tierbook.dossier.panel.table import Missing, Table, TableCell, TableColumn
from tierbook.editions import EDITIONS, History, get_edition
from tierbook.errors import WrongUse
from tierbook.places import existed, get_country, keys_in

__all__ = ["Panel", "PanelHoldings", "build_panel", "identity_cells"]

_KNOWN = frozenset(edition.year for edition in EDITIONS)
SAMPLE_LINE = "Sample, not a quotation"
_Read = tuple[
    str, str, tuple[TableCell, ...]
]  # kind and id of the text that is read, and its cells


@dataclass(frozen=True, slots=True)
class PanelHoldings:
    """What a panel was made of.

    Attributes:
        countries: those with a row.
        kinds: number of rows by kind of text; `not_held` for the rows of a balanced panel without a text.
        undated: number of texts whose country or edition is not known; they have no row.
        samples_left_out: number of samples that other texts stand before.
        samples: whether nothing but samples was there, and the panel is one of samples.
        versions: versions of software, codebook and cues, with the coder, each once.
        set_by_people: number of its values and silences that people set over those of the coder.
    """

    countries: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    undated: int
    samples_left_out: int
    samples: bool
    versions: tuple[str, ...]
    set_by_people: int = 0

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "countries": list(self.countries),
            "rows_by_kind": dict(self.kinds),
            "undated": self.undated,
            "samples_left_out": self.samples_left_out,
            "samples": self.samples,
            "versions": list(self.versions),
            "set_by_people": self.set_by_people,
        }


@dataclass(frozen=True)
class Panel:
    """One row for each country and edition.

    Attributes:
        table: columns with labels and codes, and rows.
        variables: what was asked, by id.
        editions: those that may have rows.
        balanced: whether each country has a row for each of these editions in which it existed, held or not.
        holdings: what it was made of.
        methods: a paragraph that says how it was made and what it cannot carry.
    """

    table: Table
    variables: tuple[str, ...]
    editions: tuple[int, ...]
    balanced: bool
    holdings: PanelHoldings
    methods: str = field(repr=False)

    def __len__(self) -> int:
        return len(self.table)

    def to_dict(self) -> dict[str, object]:
        """Return what the panel is, its columns, and its rows; a cell without a value is null."""
        return {
            "title": self.table.title,
            "methods": self.methods,
            "balanced": self.balanced,
            "editions": list(self.editions),
            "variables": list(self.variables),
            "holdings": self.holdings.to_dict(),
            "columns": [column.to_dict() for column in self.table.columns],
            "rows": list(self.table.records()),
        }


def build_panel(
    texts: Iterable[HeldText],
    variables: Sequence[str],
    *,
    editions: Collection[int] | None = None,
    balanced: bool | Collection[str] = False,
    history: History | None = None,
    facets: Collection[str] = USUAL_FACETS,
    elements: bool = False,
    indices: bool = False,
) -> Panel:
    """Make a panel of texts that are held.

    Args:
        texts: of any countries and editions; an iterator gives them country by country, so that one country alone is
            in memory.
        variables: ids, patterns (`prosecution.*`) or names of sets (`penalised`), in the order of the columns.
        editions: the years that may have a row; all that are held where none are given.
        balanced: whether a country has a row also for editions of which nothing is held, as long as it existed; or the
            codes of the countries that have, whether or not any text of them is held.
        history: official placements, for the column of the published tier; without it there is none.
        facets: which sides of each variable are wanted, of `FACETS`; all but `people_value` unless told.
        elements: whether each code of a list has a column of its own.
        indices: whether the scores after the 3P rules have columns; only whole narratives are scored.

    Returns:
        The panel, rows by country and edition.

    Raises:
        WrongUse: no variable fits, there is no such edition or facet, no row is left, or an iterator names a country
            twice.
        UnknownCountry: `balanced` has a code of none.
    """
    book = load_codebook()
    chosen = [book.variables[name] for name in choose_variables(variables)]
    if not chosen:
        raise WrongUse("a panel has at least one variable", remedy="give --variables prosecution.*")
    wanted = _facets(facets)
    years = None if editions is None else frozenset(get_edition(year).year for year in editions)
    asked = tuple(
        (variable, variable_columns(variable, book, wanted, elements=elements))
        for variable in chosen
    )
    maker = _Maker(asked, history, SCORES if indices else ())
    held = maker.read(texts, years)
    named = () if isinstance(balanced, bool) else tuple(balanced)
    balanced = bool(balanced)
    span = years or _span(held)
    shown = _filled(held, span, named) if balanced else held
    if not shown:
        raise WrongUse(
            f"no {'row' if named else 'text'} is left for a panel",
            why=f"{maker.undated} have no known country or edition"
            if maker.undated
            else "none is of these editions",
            remedy="give other editions, or texts whose country and edition are known",
        )
    rows = tuple(maker.row(country, year, text) for country, year, text in shown)
    holdings = PanelHoldings(
        countries=tuple(dict.fromkeys(country for country, _, _ in shown)),
        kinds=tuple(sorted(Counter(_kind(text) for _, _, text in shown).items())),
        undated=maker.undated,
        samples_left_out=maker.samples_left_out,
        samples=maker.samples,
        versions=tuple(sorted(maker.versions)),
        set_by_people=maker.set_by_people,
    )
    editions_shown = tuple(sorted(span if balanced else {year for _, year, _ in shown}))
    methods = describe_panel(
        holdings,
        [v.id for v in chosen],
        editions_shown,
        rows=len(rows),
        balanced=balanced,
        placed=history is not None,
        beside="people_value" in wanted,
    )
    title = f"Country panel of {len(rows)} country-editions"
    if holdings.samples:
        title = f"{SAMPLE_LINE}. {title}"
    return Panel(
        table=Table(maker.columns, rows, title, methods),
        variables=tuple(v.id for v in chosen),
        editions=editions_shown,
        balanced=balanced,
        holdings=holdings,
        methods=methods,
    )


class _Maker:
    """Reads texts country by country, and keeps what the rows and the methods paragraph need."""

    def __init__(
        self,
        asked: tuple[tuple[Variable, tuple[TableColumn, ...]], ...],
        history: History | None,
        scores: tuple[TableColumn, ...],
    ) -> None:
        self.asked, self.history, self.scores = asked, history, scores
        self.undated = self.samples_left_out = self.set_by_people = 0
        self.samples = False
        self.versions: set[str] = set()
        placement = PLACEMENT if history is not None else ()
        asked_columns = (c for _, columns in asked for c in columns)
        self.columns = (*IDENTITY, *placement, *scores, *asked_columns)

    def read(
        self, texts: Iterable[HeldText], years: frozenset[int] | None
    ) -> list[tuple[str, int, _Read]]:
        """Return country, edition, and kind, document and cells of the text that is read, in order."""
        if isinstance(texts, Sequence):
            texts = sorted(texts, key=lambda text: text.country or "")
        real: list[tuple[str, int, _Read]] = []
        samples: list[tuple[str, int, _Read]] = []
        seen: set[str] = set()
        for country, group in groupby(texts, key=lambda text: text.country):
            if country is None:
                self.undated += sum(1 for _ in group)
                continue
            if country in seen:
                raise WrongUse(
                    f"texts of {country} come in two places",
                    remedy="give texts country by country, or as a list",
                )
            seen.add(country)
            given = list(group)
            held = hold_texts(given)
            self.undated += sum(text.edition not in _KNOWN for text in given)
            self.samples_left_out += (
                0 if held.samples else sum(t.text_kind == "sample" for t in given)
            )
            rows = [self._row(country, text) for text in held if text.edition in (years or _KNOWN)]
            (samples if held.samples else real).extend(rows)
        if real:
            self.samples_left_out += len(samples)
            return sorted(real, key=lambda row: row[:2])
        self.samples = bool(samples)
        return sorted(samples, key=lambda row: row[:2])

    def _row(self, country: str, text: HeldText) -> tuple[str, int, _Read]:
        cells: list[TableCell] = []
        if self.scores:
            missing = (Missing.not_in_summary,) * len(self.scores)
            cells += score_pillars(text).scores.values() if text.whole else missing
        reader = CellReader(text)
        for variable, columns in self.asked:
            cells += reader.cells(variable, columns)
            people = text.people_on(variable.id)
            self.set_by_people += people is not None and people.state == "set"
        versions = text.record.get("versions", {})
        said = " ".join(
            f"{name} {version}"
            for name, version in sorted(versions.items(), reverse=True)
            if name != "people"
        )
        self.versions.add(f"{text.record.get('coder', 'unknown coder')} ({said})")
        return country, int(text.edition or 0), (text.text_kind, text.document, tuple(cells))

    def row(self, country: str, year: int, text: _Read | None) -> tuple[TableCell, ...]:
        """Return a whole row: keys, dates, holdings, the published tier, the variables."""
        named, tier = identity_cells(country, year), self._tier(country, year)
        if text is not None:
            kind, document, cells = text
            return (*named[:-3], "yes", kind, document, *tier, *cells)
        unscored = (Missing.not_held for _ in self.scores)
        missing = (c for _, columns in self.asked for c in missing_cells(columns, Missing.not_held))
        return (*named, *tier, *unscored, *missing)

    def _tier(self, country: str, year: int) -> Iterator[TableCell]:
        if self.history is not None:
            # That a placement is not held, or disputed, is no reason of the text: the cell has none.
            placed = self.history.get(country, year)
            yield None if placed is None else placed.tier


def _facets(facets: Collection[str]) -> tuple[str, ...]:
    unknown = [name for name in facets if name not in FACETS]
    if unknown:
        raise WrongUse(
            f"a variable has no side {unknown[0]!r}", remedy=f"give some of {', '.join(FACETS)}"
        )
    return tuple(name for name in FACETS if name in facets)


def identity_cells(country: str, year: int) -> tuple[TableCell, ...]:
    """Return the cells of the columns that name a row: keys and dates, and as yet no text.

    Raises:
        UnknownCountry: no country has the code.
    """
    place = get_country(country)
    start, end = get_edition(year).period
    keys = keys_in(country, year).values()
    named = (country, place.name_in(year), *keys, place.region, year, start, end, year - 1)
    return (*named, "no", Missing.not_held, None)


def _span(held: Collection[tuple[str, int, object]]) -> frozenset[int]:
    years = [year for _, year, _ in held] or _KNOWN
    return frozenset(e.year for e in EDITIONS if min(years) <= e.year <= max(years))


def _filled(
    held: Sequence[tuple[str, int, _Read]], span: Collection[int], countries: Collection[str]
) -> list[tuple[str, int, _Read | None]]:
    """Return a row for each country and edition in which it existed, and for every text that is held."""
    found = {(country, year): text for country, year, text in held}
    named = sorted({*countries, *(country for country, _, _ in held)})
    return [
        (country, year, found.get((country, year)))
        for country in named
        for year in sorted(span)
        if (country, year) in found or existed(country, year)
    ]


def _kind(text: _Read | None) -> str:
    return "not_held" if text is None else text[0]
