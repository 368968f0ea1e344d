"""One cell of a comparison: what a text says of a variable, at each level and place, or which silence it keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.coding import item_in_words
from tierbook.dossier.comparing.naming import naming_quotes
from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.set_by_people import PeopleSaid, people_cells
from tierbook.places import country_name
from tierbook.text import name_in_sentence

__all__ = [
    "ABSENCES",
    "Cell",
    "CellValue",
    "cell_of",
    "cell_value",
    "code_words",
    "not_held_cell",
    "place_name",
    "same_key",
]

ABSENCES = {
    "not_stated": "not stated",
    "not_in_summary": "not in the summary",
    "not_asked": "not asked",
    "not_held": "not held",
    "not_read": "named, but no value read",
}
_ITEMS_IN_WORDS = 6
_LISTS = (list, tuple)


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value at one level and place, as a finding has it.

    Attributes:
        value: as the codebook writes it.
        level: law (on paper) or practice, None where words don't say.
        place: home or abroad, None where words don't say.
        quality: weak or strong, None where words don't say.
        extent: policy, widespread, some or isolated, None where words don't say.
        certainty: stated, reported, alleged, possible or no_reports.
        said_by: who says so: department, government, ngo, international, media, victims, unnamed.
        acts: what was done, against or for victims.
        whom: to whom.
        finding: id of the finding.
        quotes: its words.
        items: the elements of the value in words, countries by the names of the edition; one, where it is no list.
        people: what people decided where it stands, None where nobody did.
    """

    value: Any
    level: str | None
    place: str | None
    quality: str | None
    extent: str | None
    certainty: str
    said_by: str
    acts: tuple[str, ...]
    whom: tuple[str, ...]
    finding: str
    quotes: tuple[Quote, ...]
    items: tuple[str, ...]
    people: PeopleSaid | None = None

    @property
    def words(self) -> str:
        """Return the value in a few words: `yes`, `sex trafficking, debt bondage`, `12 persons`."""
        more = len(self.items) - _ITEMS_IN_WORDS
        shown = self.items if more <= 1 else (*self.items[:_ITEMS_IN_WORDS], f"{more} more")
        return "; ".join(shown)

    @property
    def facts(self) -> tuple[str, ...]:
        """Return what stands beside the value, in words: how far, how sure, which acts, to whom, who says so."""
        found = [("level", self.level), ("place", self.place), ("quality", self.quality)]
        found += [("extent", self.extent)]
        found += [("certainty", self.certainty)] if self.certainty != "stated" else []
        found += [("acts", act) for act in self.acts] + [("whom", code) for code in self.whom]
        said = (
            []
            if self.said_by == "department"
            else [f"said by {code_words('said_by', self.said_by)}"]
        )
        return (*(code_words(name, code) for name, code in found if code), *said)

    @property
    def brief(self) -> str:
        """Return the value with its facts: `yes (some, reported, deported)`."""
        return f"{self.words} ({', '.join(self.facts)})" if self.facts else self.words

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "value": self.value,
            "level": self.level,
            "place": self.place,
            "quality": self.quality,
            "extent": self.extent,
            "certainty": self.certainty,
            "said_by": self.said_by,
            "acts": list(self.acts),
            "whom": list(self.whom),
            "finding": self.finding,
            "quotes": [quote.to_dict() for quote in self.quotes],
            **people_cells(self.people),
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit says of one variable.

    Attributes:
        unit: `JPN:2018`.
        variable: its id.
        values: one for each level and place; the one to read first (practice before law, home before abroad).
        absence: not_stated, not_in_summary, not_asked, not_held or not_read (no value, and sentences that were read for
            other variables name the matter); None where there is a value.
        named: the sentences that name the matter of a variable that was not read.
        people: what people decided of a variable without a value; beside a value it stands there.
        same_value_different_facts: facts (extent, certainty, acts ...) in which this cell and others of its variable
            with the same value are not alike.
    """

    unit: str
    variable: str
    values: tuple[CellValue, ...] = ()
    absence: str | None = None
    same_value_different_facts: tuple[str, ...] = ()
    named: tuple[Quote, ...] = ()
    people: PeopleSaid | None = None

    @property
    def first(self) -> CellValue | None:
        """Return the value to read where one is wanted."""
        return self.values[0] if self.values else None

    @property
    def value(self) -> Any:
        """Return the value to read, None where there is none."""
        return self.values[0].value if self.values else None

    @property
    def words(self) -> str:
        """Return the value, or the silence, in words."""
        if self.first is None:
            return ABSENCES.get(str(self.absence), str(self.absence))
        return self.first.words

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the words of all its values, each sentence once; of a matter that was not read those that name it."""
        quotes = (*(q for v in self.values for q in v.quotes), *self.named)
        found = {(q.document, q.start, q.end): q for q in quotes}
        return tuple(found.values())

    @property
    def agreeing(self) -> tuple[CellValue, ...]:
        """Return the values, at whatever level and place, that are the value to read."""
        return tuple(v for v in self.values if same_key(v.value) == same_key(self.value))

    @property
    def said_by_people(self) -> PeopleSaid | None:
        """Return what people decided of what the cell shows, None where nobody did."""
        return self.people if self.first is None else self.first.people

    def to_dict(self) -> dict[str, object]:
        """Return the value to read with its facts, the variants beside it, the silence."""
        head: Mapping[str, object] = {} if self.first is None else self.first.to_dict()
        return {
            "unit": self.unit,
            "variable": self.variable,
            **{name: head.get(name) for name in _FIELDS},
            **people_cells(self.said_by_people),
            "absence": self.absence,
            "named": [quote.to_dict() for quote in self.named],
            "variants": [value.to_dict() for value in self.values[1:]],
            "same_value_different_facts": list(self.same_value_different_facts),
        }


_FIELDS = (
    "value", "level", "place", "quality", "extent", "certainty", "said_by", "acts", "whom", "finding", "quotes",
)  # fmt: skip


def cell_of(text: HeldText, variable: str, unit: str) -> Cell:
    """Return what a text says of a variable."""
    found = text.all_of(variable)
    if not found:
        absence, people = text.absence(variable), text.people_on(variable)
        settled = people is not None and people.state == "set"
        named = () if absence == "not_asked" or settled else naming_quotes(text, variable)
        read = "not_read" if named else absence
        return Cell(unit, variable, absence=read, named=named, people=people)
    first = text.get(variable)
    ordered = sorted(found, key=lambda finding: finding is not first)
    return Cell(unit, variable, values=tuple(cell_value(text, variable, f) for f in ordered))


def not_held_cell(unit: str, variable: str) -> Cell:
    """Return the cell of a unit of which no text is held."""
    return Cell(unit, variable, absence="not_held")


def same_key(value: Any) -> object:
    """Return what two values must have in common to be the same value.

    The order of a list counts for nothing. Rows of figures are the same by what was counted and how many, routes by
    where from and where to; in what else they differ is a fact beside the value.
    """
    if not isinstance(value, _LISTS):
        return value
    return frozenset(_row_key(row) for row in value)


def _row_key(row: Any) -> object:
    if not isinstance(row, Mapping):
        return row
    for names in (("what", "n", "n_max"), ("from", "to"), ("role", "outcome", "sentence_months")):
        if names[0] in row:
            return tuple((name, row.get(name)) for name in names)
    return tuple((name, str(row.get(name))) for name in ("topic", "text"))


def cell_value(
    text: HeldText, variable: str, finding: Mapping[str, Any], rows: Sequence[Any] | None = None
) -> CellValue:
    """Return what a finding says, or a part of it.

    Args:
        text: whose finding it is.
        variable: its variable.
        finding: one of `text.findings`.
        rows: of a value that is a list, these elements alone.
    """
    value = finding["value"] if rows is None else list(rows)
    items = value if isinstance(value, _LISTS) else [value]
    return CellValue(
        value=value,
        level=finding["level"],
        place=finding["place"],
        quality=finding["quality"],
        extent=finding["extent"],
        certainty=finding["certainty"] or "stated",
        said_by=finding["said_by"] or "department",
        acts=tuple(finding["acts"]),
        whom=tuple(finding["whom"]),
        finding=finding["id"],
        quotes=text.quotes(finding),
        items=tuple(dict.fromkeys(_item(text, variable, item) for item in items)),
        people=text.people_at(finding),
    )


def _item(text: HeldText, variable: str, item: Any) -> str:
    """Return an element of a value in words: a country by its name, a figure without what its variable says already."""
    known = load_codebook("tip").variables.get(variable)
    if isinstance(item, Mapping) and "n" in item:
        return _figure(variable.rpartition(".")[2], item)
    if known is not None and known.type == "countries":
        return place_name(item, text.edition)
    return item_in_words(item).replace("_", " ")


def _figure(stem: str, row: Mapping[str, Any]) -> str:
    """Return a figure in words: `26 persons`, `4 cases (ongoing)`, `43 persons the year before`."""
    exactness = row.get("exactness")
    if row["n"] is None:
        words = ["number not reported"]
    elif exactness == "none_reported":
        words = [code_words("exactness", exactness)]
    else:
        most = row.get("n_max")
        number = f"{row['n']:,}" if most in (None, row["n"]) else f"{row['n']:,} to {most:,}"
        unit = str(row.get("unit") or "").removeprefix("currency:").replace("_", " ")
        how = code_words("exactness", exactness) if exactness else ""
        words = [how, number, unit.removesuffix("s") if number == "1" else unit]
    what = str(row.get("what") or "")
    rest = "" if what == stem else what.removeprefix(f"{stem}_").replace("_", " ")
    rest = "" if rest == row.get("unit") else rest
    period = str(row.get("period") or "current")
    when = {"current": "", "previous": "the year before"}.get(period, period.replace("_", " "))
    return " ".join(part for part in (*words, rest and f"({rest})", when) if part)


def place_name(country: str | None, edition: int | None) -> str:
    """Return a country as an edition names it, by its newest name where the edition is not known."""
    if country is None:
        return "country not known"
    return country_name(country, edition)


def code_words(vocabulary: str, code: str) -> str:
    """Return a code of a vocabulary in running text: `in practice`, `NGOs`, `migrant workers`."""
    label = load_codebook("tip").vocabularies.get(vocabulary, {}).get(code, code.replace("_", " "))
    return name_in_sentence(label)
