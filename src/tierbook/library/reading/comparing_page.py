"""Everything that the comparison page prints: the form as it was filled in, the matrix, odd pairs, pins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from tierbook.dossier import (
    SORTS,
    AskedUnits,
    Cell,
    CellValue,
    Comparison,
    HeldText,
    Quote,
    ask_units,
    choose_variables,
    compare_units,
    units_in_words,
    variable_sets,
)
from tierbook.editions import load_placements
from tierbook.errors import TierbookError
from tierbook.library.desk.accepted import mode_of
from tierbook.library.reading.by_people import PeopleMark, mark_of
from tierbook.library.reading.held import decided_of, held_of
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.values import ValueInWords, absence_in_words, value_in_words
from tierbook.release import Pin, PinnedPassage, anchor_of, find_pins, parse_pin
from tierbook.text import join_words

__all__ = ["AskedPage", "ComparePage", "MatrixCell", "MatrixRow", "Words", "build_compare_page"]

_CELLS = 900  # cells that a page shows; the files have all
_PAIRS = 4  # units whose words stand beside each other under the matrix
_QUOTES = 4  # passages of a cell that a page opens; of many rows only the first
_FIGURES = 3  # figures of one cell that stand in it
_CALM = 10  # rows past which a frame round every other cell would say nothing


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What an address asks for.

    Attributes:
        units: as written: `JPN:2003 JPN:2018`.
        chosen: variables or patterns as written.
        named: a set of variables by its name; none where variables are written.
        sort: by which the rows are put in order.
        last_year: whether each unit has its edition of the year before beside it.
        pins: pinned passages.
        people: how values that people set are shown: over, beside or none.
    """

    units: str = ""
    chosen: str = ""
    named: str = "core"
    sort: str = "named"
    last_year: bool = False
    pins: tuple[str, ...] = ()
    people: str = "over"

    @classmethod
    def of(cls, query: QueryDict) -> AskedPage:
        """Read the query of an address."""
        pins = tuple(dict.fromkeys(pin for pin in query.getlist("pin") if pin))
        return cls(
            units=" ".join(query.get("units", "").replace(",", " ").split()),
            chosen=" ".join(query.get("variables", "").replace(",", " ").split()),
            named=query.get("set", "core") or "core",
            sort=query.get("sort", "named") or "named",
            last_year=query.get("last_year") == "1",
            pins=pins,
            people=mode_of(query.get("people")),
        )

    def address(self, *, pins: Sequence[str] | None = None) -> str:
        """Return the query of this page, with other pins where they are given."""
        return urlencode(self._fields(self.pins if pins is None else pins))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return the query of this page as names and values."""
        return self._fields(self.pins)

    def _fields(self, pins: Sequence[str]) -> list[tuple[str, str]]:
        rows = [("units", self.units), ("set", self.named)]
        rows += [("variables", self.chosen)] if self.chosen else []
        rows += [("sort", self.sort)] if self.sort != "named" else []
        rows += [("last_year", "1")] if self.last_year else []
        rows += [("people", self.people)] if self.people != "over" else []
        rows += [("pin", pin) for pin in pins]
        return [(name, value) for name, value in rows if value]

    @property
    def reverse(self) -> str:
        """Return the variable or order that the rows stand in the other way round, empty where none is."""
        return self.sort[1:] if self.sort.startswith("-") else ""

    @property
    def query(self) -> str:
        """Return the query of this page as it is."""
        return self.address()

    @property
    def names(self) -> list[str]:
        """Return the variables asked for: those written, else the set."""
        return self.chosen.split() or [self.named]


@dataclass(frozen=True, slots=True)
class Words:
    """A passage behind a cell, and where a reader goes from it.

    Attributes:
        text: the words.
        place: `[4] s. 10`.
        link: to the sentence in its text.
        pin: address of this page with the passage pinned, or with its pin taken out.
        pinned: whether it is pinned.
    """

    text: str
    place: str
    link: str
    pin: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: its value with the facts beside it, variants at other levels and places, its words.

    `why` is the address of the page that explains it, empty where no text is held; `people` marks what people set.
    """

    view: ValueInWords
    facts: tuple[str, ...]
    variants: tuple[str, ...]
    words: tuple[Words, ...]
    more: int
    finding: str
    differs: bool
    held: bool
    why: str = ""
    people: PeopleMark | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit."""

    name: str
    unit: str
    edition: int | None
    kind: str
    tier: str | None
    link: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Units with one value of a variable that differ in other facts: which these are, and the words of each unit."""

    label: str
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    sides: tuple[tuple[str, tuple[Words, ...]], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The page."""

    asked: AskedPage
    comparison: Comparison | None = None
    columns: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    cut: int = 0
    pairs: tuple[Pair, ...] = ()
    pinned: tuple[tuple[PinnedPassage, str, str], ...] = ()
    errors: tuple[str, ...] = ()
    texts: dict[str, HeldText] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """Return the states of what people set in the cells that are shown."""
        marks = (cell.people for row in self.rows for cell in row.cells)
        return [mark.state for mark in marks if mark is not None]

    @property
    def calm(self) -> bool:
        """Tell whether the rows are too many for a frame round each odd cell."""
        return len(self.rows) > _CALM

    @property
    def sets(self) -> list[tuple[str, str]]:
        """Return the sets of variables that can be chosen, with their names."""
        return [(name, chosen.label) for name, chosen in variable_sets().items()]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """Return the orders that can be chosen."""
        rows = [(name, "as named" if name == "named" else name) for name in SORTS]
        chosen = () if self.comparison is None else self.comparison.labels.items()
        return [*rows, *((variable, label) for variable, label in chosen)]

    @property
    def title(self) -> str:
        """Return what is compared: countries and editions by name, counted where they are many."""
        if self.comparison is None:
            return "Compare"
        rows = self.comparison.rows
        if len(rows) > _PAIRS:
            return f"{len(rows)} texts side by side"
        names = list(dict.fromkeys(row.name for row in rows))
        years = list(dict.fromkeys(str(row.edition or "no edition") for row in rows))
        if len(names) == 1 or len(years) == 1:
            return f"{join_words(names)}, {join_words(years)}"
        return join_words([f"{row.name} {row.edition or ''}".strip() for row in rows])


def build_compare_page(asked: AskedPage) -> ComparePage:
    """Return the page for what is asked; what cannot be understood is said on it."""
    errors: list[str] = []
    comparison, texts = None, {}
    if asked.units:
        try:
            comparison, texts = _compare(asked)
        except TierbookError as error:
            errors.append(str(error))
    pinned = tuple(_pinned(asked, texts, errors))
    if comparison is None:
        return ComparePage(asked, pinned=pinned, errors=tuple(errors), texts=texts)
    room = max(_CELLS // max(len(comparison.variables), 1), 1)
    shown = comparison.rows[:room]
    calm = len(comparison.rows) > _CALM
    return ComparePage(
        asked=asked,
        comparison=comparison,
        columns=tuple(_columns(asked, comparison)),
        rows=tuple(
            MatrixRow(
                name=row.name,
                unit=row.unit,
                edition=row.edition,
                kind=row.text_kind,
                tier=row.tier,
                link=f"/documents/{row.document}/" if row.document else "",
                cells=tuple(
                    replace(
                        _cell(asked, cell, calm=calm),
                        why=f"/documents/{row.document}/why/{cell.variable}/"
                        if row.document
                        else "",
                    )
                    for cell in row.cells
                ),
            )
            for row in shown
        ),
        cut=len(comparison.rows) - len(shown),
        pairs=tuple(_pairs(asked, comparison)),
        pinned=pinned,
        errors=tuple(errors),
        texts=texts,
    )


def _compare(asked: AskedPage) -> tuple[Comparison, dict[str, HeldText]]:
    units = ask_units(asked.units.split(), last_year=asked.last_year)
    chosen, names = units.choose(_held(units, asked.people))
    variables = choose_variables(asked.names)
    missing = units.not_held(names, load_placements())
    comparison = compare_units(chosen, variables, asked=names, missing=missing).sorted_by(
        asked.sort
    )
    return comparison, {text.document: text for text in chosen}


def _held(units: AskedUnits, people: str) -> Iterator[HeldText]:
    """Yield the texts that units ask for, each once."""
    seen: set[str] = set()
    parts = [
        (
            part.countries or None,
            None if part.edition is None else (part.edition, part.edition - units.last_year),
            (part.document,) if part.document else None,
        )
        for part in units.parts
    ]
    decided = decided_of(parts, people)
    for part in parts:
        for text in held_of(*part, people=people, decided=decided):
            if text.document not in seen:
                seen.add(text.document)
                yield text


def _pinned(
    asked: AskedPage, texts: dict[str, HeldText], errors: list[str]
) -> Iterator[tuple[PinnedPassage, str, str]]:
    """Yield what is pinned, its text's name, and the address without the pin; texts come to hold those of the pins."""
    pins: list[Pin] = []
    for words in asked.pins:
        try:
            pins.append(parse_pin(words))
        except TierbookError as error:
            errors.append(str(error))
    missing = {pin.document for pin in pins} - set(texts)
    if missing:
        texts.update(
            {text.document: text for text in held_of(documents=missing, people=asked.people)}
        )
    for pin in pins:
        try:
            one = find_pins([pin], texts)[0]
        except TierbookError as error:
            errors.append(str(error))
            continue
        without = asked.address(pins=[p for p in asked.pins if p != str(pin)])
        yield one, texts[pin.document].unit, without


def _columns(asked: AskedPage, comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Yield the id and name of each variable, and the address of the page with its rows in that order."""
    for variable, label in comparison.labels.items():
        back = "-" if asked.sort == variable else ""
        rows = AskedPage(
            asked.units,
            asked.chosen,
            asked.named,
            f"{back}{variable}",
            asked.last_year,
            asked.pins,
            asked.people,
        )
        yield variable, label, rows.query


def _cell(asked: AskedPage, cell: Cell, *, calm: bool) -> MatrixCell:
    first = cell.first
    people = mark_of(cell.variable, cell.said_by_people, asked.people)
    if first is None:
        view, held = absence_in_words(str(cell.absence)), cell.absence != "not_held"
        named = tuple(_words(asked, quote) for quote in cell.named[:_QUOTES])
        return MatrixCell(view, (), (), named, 0, "", differs=False, held=held, people=people)
    quotes, most = cell.quotes, 1 if calm else _QUOTES
    return MatrixCell(
        view=_view(cell.variable, first),
        facts=first.facts,
        variants=tuple(value.brief for value in cell.values[1:]),
        words=tuple(_words(asked, quote) for quote in quotes[:most]),
        more=max(len(quotes) - most, 0),
        finding=_finding(first),
        differs=bool(cell.same_value_different_facts) and not calm,
        held=True,
        people=people,
    )


def _view(variable: str, value: CellValue) -> ValueInWords:
    """Return a value for its cell; figures as the comparison words them, where none reported is no 0."""
    rows = value.value
    if isinstance(rows, list) and rows and isinstance(rows[0], dict) and "n" in rows[0]:
        return ValueInWords(value.words, short="; ".join(value.items[:_FIGURES]) + _more(value))
    return value_in_words(variable, rows)


def _more(value: CellValue) -> str:
    left = len(value.items) - _FIGURES
    return f" and {left} more" if left > 0 else ""


def _finding(value: CellValue) -> str:
    return (
        f"/documents/{value.quotes[0].document}/findings/{value.finding}/" if value.quotes else ""
    )


def _words(asked: AskedPage, quote: Quote) -> Words:
    pin = str(Pin.of(quote))
    pinned = pin in asked.pins
    pins = [p for p in asked.pins if p != pin] if pinned else [*asked.pins, pin]
    return Words(
        text=" ".join(quote.text.split()),
        place=short_place(quote.paragraph, quote.sentence),
        link=f"/documents/{quote.document}/#{anchor_of(quote.paragraph, quote.sentence)}",
        pin=asked.address(pins=pins),
        pinned=pinned,
    )


def _pairs(asked: AskedPage, comparison: Comparison) -> Iterator[Pair]:
    for across in comparison.across:
        for group in across.alike:
            if not group.differing:
                continue
            cells = [comparison.cell(unit, across.variable) for unit in group.units[:_PAIRS]]
            yield Pair(
                label=f"{across.label}: {group.value} in {units_in_words(group.units)}",
                facts=tuple(
                    (
                        fact.label,
                        tuple((words, units_in_words(units)) for words, units in fact.said),
                    )
                    for fact in group.differing
                ),
                sides=tuple(
                    (cell.unit, tuple(_words(asked, quote) for quote in cell.quotes[:_QUOTES]))
                    for cell in cells
                ),
                more=max(len(group.units) - _PAIRS, 0),
            )
