"""What `/panel/` is asked for, the first rows of the answer, and the answer whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from tierbook.dossier import (
    KIND_ORDER,
    PEOPLE_LEGEND,
    USUAL_FACETS,
    HeldText,
    Missing,
    Panel,
    TableCell,
    build_panel,
    choose_variables,
    countries_of_region,
    variable_sets,
)
from tierbook.editions import EDITIONS, FIRST_EDITION, LAST_EDITION, load_placements
from tierbook.errors import UnknownCountry, WrongUse
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.accepted import mode_of
from tierbook.library.reading.held import held_of
from tierbook.places import existed, resolve_country

__all__ = ["AskedPanel", "Preview", "PreviewRow", "preview", "sets", "whole_panel"]

ROWS = 20
_LONGEST = 400
_SHOWN = ("iso3", "edition", "text_kind", "tier_published")
_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class AskedPanel:
    """The fields of the form, as they were filled in."""

    named: str
    variables: str
    first: int
    last: int
    countries: str
    kind: str
    sides: str
    balanced: bool
    indices: bool
    elements: bool
    people: str
    query: str

    @classmethod
    def of(cls, given: QueryDict) -> AskedPanel:
        """Read the fields; what cannot be read is as if it were not given."""

        def field(name: str) -> str:
            return " ".join(given.get(name, "").split())[:_LONGEST]

        def year(name: str, default: int) -> int:
            word = field(name)
            found = int(word) if word.isascii() and word.isdigit() else default
            return found if FIRST_EDITION <= found <= LAST_EDITION else default

        kind = field("kind")
        return cls(
            named=field("set"),
            variables=field("variables"),
            first=year("from", FIRST_EDITION),
            last=year("to", LAST_EDITION),
            countries=field("countries"),
            kind=kind if kind in KIND_ORDER else "",
            sides="values" if field("sides") == "values" else "all",
            balanced=field("balanced") == "1",
            indices=field("indices") == "1",
            elements=field("elements") == "1",
            people=mode_of(field("people")),
            query=given.urlencode(),
        )

    @property
    def asks(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.named or self.variables)

    @property
    def editions(self) -> tuple[int, ...]:
        """Return the editions that may have a row."""
        return tuple(e.year for e in EDITIONS if self.first <= e.year <= self.last)

    def chosen(self) -> tuple[str, ...]:
        """Return the variables: those written, else the set.

        Raises:
            WrongUse: a name fits none.
        """
        written = [part for part in self.variables.split(",") if part.strip()]
        return choose_variables(written or [self.named])

    def codes(self) -> tuple[str, ...]:
        """Return the countries that are named; empty where none is, which asks for all.

        Raises:
            WrongUse: a name is of no country and no region.
        """
        found: list[str] = []
        for part in filter(None, (part.strip() for part in self.countries.split(","))):
            try:
                found += countries_of_region(part) or (resolve_country(part).code,)
            except UnknownCountry as error:
                raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
        return tuple(dict.fromkeys(found))

    def documents(self) -> QuerySet[Document]:
        """Return what is held of it."""
        found = Document.objects.filter(edition__gte=self.first, edition__lte=self.last)
        found = found.exclude(country=None)
        if codes := self.codes():
            found = found.filter(country__in=codes)
        return found.filter(text_kind=self.kind) if self.kind else found


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: country, edition, the address of its text, and its cells.

    A cell is (word, whether it is a reason, address of the page that says why, state of what people set); the last two
    may be empty.
    """

    country: str
    edition: int
    link: str
    cells: tuple[tuple[str, bool, str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a panel, and what fits it in the library."""

    panel: Panel
    heads: tuple[tuple[str, str], ...]
    rows: tuple[PreviewRow, ...]
    texts: int
    countries: int
    kinds: tuple[tuple[str, int], ...]
    partial: bool


def preview(asked: AskedPanel) -> Preview:
    """Make the first rows of what is asked for, from as few texts as give them.

    Raises:
        WrongUse: a field holds what cannot be asked, or nothing is held of it.
    """
    held = asked.documents()
    by_country = held.order_by("country").values_list("country").annotate(n=Count("id"))
    counts = [(str(code), int(n)) for code, n in by_country]
    coming = _rows_by_country(asked, counts)
    first: list[str] = []
    total = 0
    for code, n in coming:
        first.append(code)
        total += n
        if total >= ROWS:
            break
    panel = _build(asked, first)
    shown = _columns(panel)
    places = [panel.table.names.index(name) for name in shown]
    at = {name: panel.table.names.index(name) for name in ("iso3", "edition", "document")}
    variables = {column.name: column.variable for column in panel.table.columns}
    theirs = {column.name for column in panel.table.columns if column.facet == "people_value"}
    states = {
        column.variable: place
        for place, column in enumerate(panel.table.columns)
        if column.facet == "people"
    }
    rows = tuple(
        PreviewRow(
            str(row[at["iso3"]]),
            int(str(row[at["edition"]])),
            f"/documents/{row[at['document']]}/" if row[at["document"]] else "",
            tuple(
                (
                    *_word(row[place]),
                    _why(row[at["document"]], variables[name]) if row[place] is not None else "",
                    "" if name in theirs else _state(row, states.get(variables[name] or "")),
                )
                for name, place in zip(shown, places, strict=True)
            ),
        )
        for row in panel.table.rows[:ROWS]
    )
    labels = {column.name: column.label for column in panel.table.columns}
    kinds = held.order_by("text_kind").values_list("text_kind").annotate(n=Count("id"))
    return Preview(
        panel=panel,
        heads=tuple((name, labels[name]) for name in shown),
        rows=rows,
        texts=sum(n for _, n in counts),
        countries=len(counts),
        kinds=tuple((str(kind), int(n)) for kind, n in kinds),
        partial=len(first) < len(coming) or len(panel) > ROWS,
    )


def _rows_by_country(asked: AskedPanel, texts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return how many rows each country has at most: by its texts, in a balanced panel by the years it existed."""
    if not asked.balanced:
        return list(texts)
    codes = sorted(asked.codes() or (code for code, _ in texts))
    return [(code, sum(existed(code, year) for year in asked.editions)) for code in codes]


def whole_panel(asked: AskedPanel) -> Panel:
    """Make all that is asked for, country by country.

    Raises:
        WrongUse: a field holds what cannot be asked, or nothing is held of it.
    """
    return _build(asked, asked.codes() or None)


def _build(asked: AskedPanel, codes: Sequence[str] | None) -> Panel:
    def texts() -> Iterator[HeldText]:
        for text in held_of(codes, asked.editions, people=asked.people):
            if not asked.kind or text.text_kind == asked.kind:
                yield text

    facets: Any = [*(("value", "absence", "people") if asked.sides == "values" else USUAL_FACETS)]
    if asked.people == "beside":
        facets.append("people_value")
    return build_panel(
        texts(),
        asked.chosen(),
        editions=asked.editions,
        balanced=asked.balanced and ((asked.codes() and codes) or True),
        history=load_placements(),
        facets=facets,
        elements=asked.elements,
        indices=asked.indices,
    )


def _columns(panel: Panel) -> list[str]:
    wanted = [c.name for c in panel.table.columns if c.facet in ("value", "index", "people_value")]
    return [name for name in (*_SHOWN[2:], *wanted) if name in panel.table.names][:_COLUMNS]


def _word(cell: TableCell) -> tuple[str, bool]:
    words = "" if cell is None else str(cell).replace("_", " ").replace(";", "; ")
    return words, isinstance(cell, Missing)


def _state(row: tuple[TableCell, ...], place: int | None) -> str:
    """Return what people decided of a value, empty where nobody did."""
    state = None if place is None else row[place]
    return state if isinstance(state, str) and state in PEOPLE_LEGEND else ""


def _why(document: object, variable: str | None) -> str:
    return f"/documents/{document}/why/{variable}/" if document and variable else ""


def sets() -> list[tuple[str, str]]:
    """Return the sets of variables that the form offers: id and label."""
    return [(chosen.id, chosen.label) for chosen in variable_sets().values()]
