"""The values of one variable over all texts held, by edition and kind, and by country; each absence by its name.

Of a text with several findings on a variable one leads: practice before law, home before abroad. Texts of unlike kinds
stand in rows of their own, and a sample in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.dossier import PEOPLE_COLUMNS, PeopleSaid, is_said_at, said_at
from tierbook.editions import EDITIONS
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.reading.by_people import PeopleMark, mark_of
from tierbook.library.reading.holdings import best_of_units, region_of, sorting_name
from tierbook.library.reading.values import country_name, value_in_words
from tierbook.library.reading.variables import VariableFacts

__all__ = [
    "CLASSES",
    "VALUE_COLUMNS",
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

# The file of the values of a variable, and what stands beside its page.
VALUE_COLUMNS = (
    "country", "name", "edition", "text_kind", "document", "value", "absence", "finding", *PEOPLE_COLUMNS,
)  # fmt: skip

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
Told = Mapping[str, Any]
_MOST = 10


@dataclass(frozen=True, slots=True)
class Held:
    """One text: its document, the finding that leads, the class of its value, and what people decided of it.

    `finding` is None where there is no value, and empty where people set one that the machine did not read.
    """

    document: Document
    finding: str | None
    value: Any
    kind: str
    people: PeopleSaid | None = None

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
    people: PeopleMark | None = None


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
    people: str = "over"


def collect_held(
    facts: VariableFacts,
    documents: Iterable[Document],
    findings: Iterable[Finding],
    decided: Mapping[str, Sequence[Told]] | None = None,
    people: str = "over",
) -> list[Held]:
    """Return every text of a known country and edition with its leading value; samples are left out.

    Args:
        facts: the variable.
        documents: all texts held.
        findings: the machine's findings on the variable.
        decided: what people decided of it, by text, as `decided_on` gives it.
        people: how that is shown: over the machine's values, beside them, or none.
    """
    of_text: dict[str, list[Finding]] = {}
    for finding in findings:
        of_text.setdefault(finding.document_id, []).append(finding)
    said: dict[str, PeopleSaid | None] = {}
    for name, rows in (decided or {}).items() if people != "none" else ():
        mine = of_text.get(name, [])
        told = [{**row, "machine": [_plain(f) for f in mine if _is_at(f, row)]} for row in rows]
        laid = [row for row in rows if row["state"] == "laid"] if people == "over" else []
        of_text[name] = _laid(facts, mine, laid)
        lead = min(of_text[name], key=_rank, default=None)
        place = (rows[-1]["level"], rows[-1]["place"]) if lead is None else _slot(lead)
        said[name] = said_at(told, *place)
    leading = {name: min(rows, key=_rank) for name, rows in of_text.items() if rows}
    found = []
    for document in documents:
        if document.is_sample or not document.country or not document.edition:
            continue
        lead = leading.get(document.pk)
        value = None if lead is None else lead.value
        kind = _absence(facts, document) if lead is None else _class(facts, value)
        name = None if lead is None else lead.finding
        found.append(Held(document, name, value, kind, said.get(document.pk)))
    return found


def _laid(facts: VariableFacts, mine: Sequence[Finding], laid: Iterable[Told]) -> list[Finding]:
    """Return findings of one text with what people set in the place of the machine's."""
    found = list(mine)
    for row in laid:
        here = [f for f in found if _is_at(f, row)]
        if here and here[0].value == row["value"]:
            continue
        found = [f for f in found if f not in here]
        if row["value"] not in (None, "not_stated"):
            words = [word for word in (row["level"], row["place"]) if word]
            position = here[0].position if here else len(found)
            chips = [[word, "plain"] for word in words]
            made = {"variable": facts.id, "value": row["value"], "position": position}
            found.append(Finding(finding="", chips=chips, **made))
    return found


def _is_at(finding: Finding, row: Told) -> bool:
    return is_said_at(row["value"], (row["level"], row["place"]), _slot(finding))


def _slot(finding: Finding) -> tuple[str | None, str | None]:
    words = [chip[0] for chip in finding.chips if chip[1] == "plain"]
    level = next((word for word in words if word in ("law", "practice")), None)
    return level, next((word for word in words if word in ("home", "abroad")), None)


def _plain(finding: Finding) -> dict[str, Any]:
    return {"id": finding.finding, "value": finding.value}


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
        cells = tuple(_cell(facts, one, asked.people) for one in units)
        rows.append(CountryRow(code, country_name(code), cells))
    return editions, sorted(rows, key=lambda row: sorting_name(row.name))


def _cell(facts: VariableFacts, held: Held | None, people: str) -> ValueCell:
    if held is None:
        return ValueCell("not held", "", "", "", "not_held")
    kind = held.document.text_kind
    mark, why = mark_of(facts.id, held.people, people), f"why/{facts.id}/"
    if held.finding is None:
        link = f"/documents/{held.document.pk}/{why if mark else '#silences'}"
        return ValueCell(CLASSES[held.kind], "silent", link, "", held.kind, mark)
    view = value_in_words(facts.id, held.value)
    words = view.brief
    if isinstance(held.value, list) and len(held.value) > _IN_CELL:
        first = value_in_words(facts.id, held.value[:_IN_CELL]).brief
        words = f"{first} and {len(held.value) - _IN_CELL} more"
    place = f"findings/{held.finding}/" if held.finding else why
    return ValueCell(
        words, view.shape, f"/documents/{held.document.pk}/{place}", kind, held.kind, mark
    )


def not_held_years(rows: Sequence[EditionRow]) -> list[int]:
    """Return the editions of which no text is held."""
    known = {row.edition for row in rows}
    return [edition.year for edition in EDITIONS if edition.year not in known]
