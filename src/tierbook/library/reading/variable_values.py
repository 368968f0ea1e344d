"""The values of one variable over all texts held, by edition and kind, and by country; each absence by its name.

Of a text with several findings on a variable one leads: practice before law, home before abroad. Texts of unlike kinds
stand in rows of their own, and a sample in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.editions import EDITIONS
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.reading.holdings import best_of_units, region_of, sorting_name
from tierbook.library.reading.values import country_name, value_in_words
from tierbook.library.reading.variables import VariableFacts

__all__ = [
    "CLASSES",
    "Bar",
    "CountryRow",
    "EditionRow",
    "Filters",
    "Held",
    "ValueCell",
    "collect_held",
    "country_rows",
    "edition_rows",
    "most_named",
    "not_held_years",
    "values_named",
]

# Classes of a value in the order in which a bar is drawn; what a text does not say comes last.
CLASSES = {
    "yes": "yes",
    "states": "states it",
    "mixed": "mixed",
    "no": "no",
    "not_reported": "not reported",
    "not_stated": "not stated",
    "not_in_summary": "not in the summary",
    "not_asked": "not asked",
}
_LAST = {"law": 1, "abroad": 2}
_IN_CELL = 3
_MOST = 10


@dataclass(frozen=True, slots=True)
class Held:
    """One text: its document, the finding that leads (None where there is none), and the class of its value."""

    document: Document
    finding: str | None
    value: Any
    kind: str

    @property
    def named(self) -> tuple[str, ...]:
        """Return the codes that a filter may ask for: elements of a list, or the value itself."""
        if isinstance(self.value, list):
            return tuple(v for v in self.value if isinstance(v, str))
        return (self.value,) if isinstance(self.value, str) else ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar: class, its words, number of texts, and where it is drawn in hundredths of the bar."""

    kind: str
    words: str
    count: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """Texts of one kind of one edition: how many, and how many have each value or absence."""

    edition: int
    text_kind: str
    texts: int
    counts: Mapping[str, int]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One country in one edition: what it says in words, the sign beside it, and where its evidence stands."""

    words: str
    shape: str
    link: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country over the editions."""

    code: str
    name: str
    cells: tuple[ValueCell, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the values is shown; empty words ask for everything."""

    region: str = ""
    value: str = ""
    kind: str = ""


def collect_held(
    facts: VariableFacts, documents: Iterable[Document], findings: Iterable[Finding]
) -> list[Held]:
    """Return every text of a known country and edition with its leading value; samples are left out."""
    leading: dict[str, Finding] = {}
    for finding in sorted(findings, key=_rank):
        leading.setdefault(finding.document_id, finding)
    found = []
    for document in documents:
        if document.is_sample or not document.country or not document.edition:
            continue
        lead = leading.get(document.pk)
        value = None if lead is None else lead.value
        kind = _absence(facts, document) if lead is None else _class(facts, value)
        found.append(Held(document, None if lead is None else lead.finding, value, kind))
    return found


def _rank(finding: Finding) -> tuple[int, int]:
    words = {chip[0] for chip in finding.chips}
    return sum(weight for word, weight in _LAST.items() if word in words), finding.position


def _class(facts: VariableFacts, value: Any) -> str:
    return value if isinstance(value, str) and value in CLASSES else "states"


def _absence(facts: VariableFacts, document: Document) -> str:
    if facts.variable is not None and not facts.variable.asked_in(document.edition):
        return "not_asked"
    return "not_stated" if document.text_kind == "narrative" else "not_in_summary"


def edition_rows(held: Sequence[Held]) -> list[EditionRow]:
    """Return the distribution by edition and kind of text, the newest first."""
    groups: dict[tuple[int, int, str], Counter[str]] = {}
    for one in held:
        document = one.document
        key = -(document.edition or 0), document.kind_order, document.text_kind
        groups.setdefault(key, Counter())[one.kind] += 1
    return [
        EditionRow(-edition, text_kind, counts.total(), counts, tuple(_bars(counts)))
        for (edition, _, text_kind), counts in sorted(groups.items())
    ]


def _bars(counts: Counter[str]) -> Iterator[Bar]:
    place, total = 0.0, counts.total()
    for kind, words in CLASSES.items():
        if counts[kind]:
            width = 100 * counts[kind] / total
            yield Bar(kind, words, counts[kind], f"{place:.2f}", f"{width:.2f}")
            place += width


def most_named(facts: VariableFacts, held: Sequence[Held]) -> list[tuple[str, str, int]]:
    """Return (code, words, number of texts) of the elements that most texts name; empty where values are no lists."""
    counts = Counter(code for one in held if isinstance(one.value, list) for code in one.named)
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [(code, value_in_words(facts.id, [code]).word, n) for code, n in ranked[:_MOST]]


def values_named(facts: VariableFacts, held: Sequence[Held]) -> list[tuple[str, str]]:
    """Return (code, words) of what a filter can ask for, absences last."""
    codes = {code for one in held for code in one.named if code not in CLASSES}
    words = [(code, value_in_words(facts.id, _alone(held, code)).word) for code in codes]
    classes = {one.kind for one in held} - {"states"}
    return sorted(words, key=lambda row: row[1].casefold()) + [
        (kind, name) for kind, name in CLASSES.items() if kind in classes
    ]


def _alone(held: Sequence[Held], code: str) -> Any:
    """Return a code in the shape of the values it occurs in: a list where they are lists."""
    return [code] if any(isinstance(one.value, list) for one in held) else code


def country_rows(
    facts: VariableFacts, held: Sequence[Held], asked: Filters
) -> tuple[list[int], list[CountryRow]]:
    """Return the editions that have a column, the newest first, and the countries that the filters leave, by name.

    A value that is asked for leaves the countries that have it in one of the editions shown.
    """
    left = [one for one in held if not asked.kind or one.document.text_kind == asked.kind]
    best = best_of_units(one.document for one in left)
    of_document = {one.document.pk: one for one in left}
    editions = sorted({edition for _, edition in best}, reverse=True)
    rows = []
    for code in {code for code, _ in best}:
        if asked.region and region_of(code) != asked.region:
            continue
        units = [
            of_document[best[code, year].pk] if (code, year) in best else None for year in editions
        ]
        if asked.value and not any(
            one and (asked.value in one.named or asked.value == one.kind) for one in units
        ):
            continue
        cells = tuple(_cell(facts, one) for one in units)
        rows.append(CountryRow(code, country_name(code), cells))
    return editions, sorted(rows, key=lambda row: sorting_name(row.name))


def _cell(facts: VariableFacts, held: Held | None) -> ValueCell:
    if held is None:
        return ValueCell("not held", "", "", "", "not_held")
    kind = held.document.text_kind
    if held.finding is None:
        link = f"/documents/{held.document.pk}/#silences"
        return ValueCell(CLASSES[held.kind], "silent", link, "", held.kind)
    view = value_in_words(facts.id, held.value)
    words = view.brief
    if isinstance(held.value, list) and len(held.value) > _IN_CELL:
        first = value_in_words(facts.id, held.value[:_IN_CELL]).brief
        words = f"{first} and {len(held.value) - _IN_CELL} more"
    link = f"/documents/{held.document.pk}/findings/{held.finding}/"
    return ValueCell(words, view.shape, link, kind, held.kind)


def not_held_years(rows: Sequence[EditionRow]) -> list[int]:
    """Return the editions of which no text is held."""
    known = {row.edition for row in rows}
    return [edition.year for edition in EDITIONS if edition.year not in known]
