"""A panel: one row for each country and edition, with keys, dates, and chosen variables as columns.

What is empty says why. A text of another kind than a whole narrative is marked in its row, because its silence says
less. A sample is left out wherever anything else is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import groupby

from tierbook.codebook import Codebook, Variable, load_codebook
from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import hold_texts
from tierbook.dossier.panel.cells import cells_of, missing_cells
from tierbook.dossier.panel.columns import FACETS, IDENTITY, PLACEMENT, variable_columns
from tierbook.dossier.panel.methods import describe_panel
from tierbook.dossier.panel.table import Cell, Column, Missing, Table
from tierbook.editions import EDITIONS, History, get_edition
from tierbook.errors import WrongUse
from tierbook.places import get_country, keys_in

__all__ = ["Panel", "PanelHoldings", "build_panel", "choose_variables"]

SAMPLE_LINE = "Sample, not a quotation"


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
    """

    countries: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    undated: int
    samples_left_out: int
    samples: bool
    versions: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "countries": list(self.countries),
            "rows_by_kind": dict(self.kinds),
            "undated": self.undated,
            "samples_left_out": self.samples_left_out,
            "samples": self.samples,
            "versions": list(self.versions),
        }


@dataclass(frozen=True)
class Panel:
    """One row for each country and edition.

    Attributes:
        table: columns with labels and codes, and rows.
        variables: what was asked, by id.
        editions: those that may have rows.
        balanced: whether each country has a row for each of these editions, held or not.
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
    balanced: bool = False,
    history: History | None = None,
    facets: Collection[str] = tuple(FACETS),
    elements: bool = False,
) -> Panel:
    """Make a panel of texts that are held.

    Args:
        texts: of any countries and editions; an iterator gives them country by country, so that one country alone is
            in memory.
        variables: ids or patterns (`prosecution.*`), in the order of the columns.
        editions: the years that may have a row; all that are held where none are given.
        balanced: whether a country has a row also for editions of which nothing is held.
        history: official placements, for the column of the published tier; without it there is none.
        facets: which sides of each variable are wanted, of `FACETS`.
        elements: whether each code of a list has a column of its own.

    Returns:
        The panel, rows by country and edition.

    Raises:
        WrongUse: no variable fits, there is no such edition or facet, no text is left, or an iterator names a country
            twice.
    """
    book = load_codebook()
    chosen = choose_variables(variables, book)
    wanted = _facets(facets)
    years = None if editions is None else frozenset(get_edition(year).year for year in editions)
    asked = tuple(
        (variable, variable_columns(variable, book, wanted, elements=elements))
        for variable in chosen
    )
    maker = _Maker(asked, history)
    held = maker.read(texts, years)
    if not held:
        raise WrongUse(
            "no text is left for a panel",
            why=f"{maker.undated} have no known country or edition"
            if maker.undated
            else "none is of these editions",
            remedy="give other editions, or texts whose country and edition are known",
        )
    span = years or _span(held)
    shown = _filled(held, span) if balanced else held
    rows = tuple(maker.row(country, year, text) for country, year, text in shown)
    holdings = PanelHoldings(
        countries=tuple(dict.fromkeys(country for country, _, _ in shown)),
        kinds=tuple(sorted(Counter(_kind(text) for _, _, text in shown).items())),
        undated=maker.undated,
        samples_left_out=maker.samples_left_out,
        samples=maker.samples,
        versions=tuple(sorted(maker.versions)),
    )
    editions_shown = tuple(sorted(span if balanced else {year for _, year, _ in shown}))
    methods = describe_panel(
        holdings,
        [v.id for v in chosen],
        editions_shown,
        rows=len(rows),
        balanced=balanced,
        placed=history is not None,
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


def choose_variables(patterns: Sequence[str], book: Codebook | None = None) -> tuple[Variable, ...]:
    """Return the variables that ids and patterns name, each once, in the order in which they are named.

    Args:
        patterns: `prosecution.law`, `prosecution.*`, `*shelter*`.
        book: where they are looked up.

    Raises:
        WrongUse: a pattern fits none.
    """
    known = (book or load_codebook()).variables
    found: dict[str, Variable] = {}
    for pattern in patterns:
        fitting = [name for name in known if fnmatchcase(name, pattern.strip())]
        if not fitting:
            from tierbook.codebook import find_variables

            near = find_variables(book or load_codebook(), pattern.replace(".", " "))[:3]
            raise WrongUse(
                f"no variable is called {pattern!r}",
                remedy=f"perhaps {' or '.join(f.variable.id for f in near)}"
                if near
                else "tierbook codebook find WORDS",
            )
        found.update((name, known[name]) for name in fitting)
    if not found:
        raise WrongUse("a panel has at least one variable", remedy="give --variables prosecution.*")
    return tuple(found.values())


class _Maker:
    """Reads texts country by country, and keeps what the rows and the methods paragraph need."""

    def __init__(
        self,
        asked: tuple[tuple[Variable, tuple[Column, ...]], ...],
        history: History | None,
    ) -> None:
        self.asked, self.history = asked, history
        self.undated = self.samples_left_out = 0
        self.samples = False
        self.versions: set[str] = set()
        placement = PLACEMENT if history is not None else ()
        self.columns = (*IDENTITY, *placement, *(c for _, columns in asked for c in columns))

    def read(
        self, texts: Iterable[HeldText], years: frozenset[int] | None
    ) -> list[tuple[str, int, tuple[str, str, tuple[Cell, ...]]]]:
        """Return country, edition, and kind, document and cells of the text that is read, in order."""
        if isinstance(texts, Sequence):
            texts = sorted(texts, key=lambda text: text.country or "")
        real: list[tuple[str, int, tuple[str, str, tuple[Cell, ...]]]] = []
        samples: list[tuple[str, int, tuple[str, str, tuple[Cell, ...]]]] = []
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
            self.undated += sum(text.edition is None for text in given)
            self.samples_left_out += (
                0 if held.samples else sum(t.text_kind == "sample" for t in given)
            )
            rows = [
                self._row(country, text) for text in held if years is None or text.edition in years
            ]
            (samples if held.samples else real).extend(rows)
        if real:
            self.samples_left_out += len(samples)
            return sorted(real, key=lambda row: row[:2])
        self.samples = bool(samples)
        return sorted(samples, key=lambda row: row[:2])

    def _row(
        self, country: str, text: HeldText
    ) -> tuple[str, int, tuple[str, str, tuple[Cell, ...]]]:
        cells: list[Cell] = []
        for variable, columns in self.asked:
            cells += cells_of(text, variable, columns)
        versions = text.record.get("versions", {})
        said = " ".join(f"{name} {version}" for name, version in versions.items())
        self.versions.add(f"{text.record.get('coder', 'unknown coder')} ({said})")
        return country, int(text.edition or 0), (text.text_kind, text.document, tuple(cells))

    def row(
        self, country: str, year: int, text: tuple[str, str, tuple[Cell, ...]] | None
    ) -> tuple[Cell, ...]:
        """Return a whole row: keys, dates, holdings, the published tier, the variables."""
        kind: Cell = Missing.not_held if text is None else text[0]
        document: Cell = None if text is None else text[1]
        cells: Iterable[Cell]
        if text is not None:
            cells = text[2]
        else:
            cells = (
                c for _, columns in self.asked for c in missing_cells(columns, Missing.not_held)
            )
        return (
            *_keys(country, year),
            "no" if text is None else "yes",
            kind,
            document,
            *self._tier(country, year),
            *cells,
        )

    def _tier(self, country: str, year: int) -> Iterator[Cell]:
        if self.history is not None:
            placed = self.history.get(country, year)
            yield Missing.not_held if placed is None or placed.tier is None else placed.tier


def _facets(facets: Collection[str]) -> tuple[str, ...]:
    unknown = [name for name in facets if name not in FACETS]
    if unknown:
        raise WrongUse(
            f"a variable has no side {unknown[0]!r}", remedy=f"give some of {', '.join(FACETS)}"
        )
    return tuple(name for name in FACETS if name in facets)


def _keys(country: str, year: int) -> tuple[Cell, ...]:
    place = get_country(country)
    start, end = get_edition(year).period
    keys = keys_in(country, year).values()
    return (country, place.name_in(year), *keys, place.region, year, start, end, year - 1)


def _span(held: Collection[tuple[str, int, object]]) -> frozenset[int]:
    years = [year for _, year, _ in held]
    return frozenset(e.year for e in EDITIONS if min(years) <= e.year <= max(years))


def _filled(
    held: Sequence[tuple[str, int, tuple[str, str, tuple[Cell, ...]]]], span: Collection[int]
) -> list[tuple[str, int, tuple[str, str, tuple[Cell, ...]] | None]]:
    """Return a row for each country and edition, except for years in which no system of keys knows the country."""
    found = {(country, year): text for country, year, text in held}
    countries = dict.fromkeys(country for country, _, _ in held)
    return [
        (country, year, found.get((country, year)))
        for country in countries
        for year in sorted(span)
        if (country, year) in found or any(keys_in(country, year).values())
    ]


def _kind(text: tuple[str, str, tuple[Cell, ...]] | None) -> str:
    return "not_held" if text is None else text[0]
