"""The columns of a panel: keys and dates first, then those of each variable, with labels and codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.agreement import PILLARS
from tierbook.codebook import Codebook, Variable
from tierbook.dossier.panel.table import Missing, TableCode, TableColumn
from tierbook.dossier.set_by_people import PEOPLE_LEGEND
from tierbook.files import load_yaml
from tierbook.places import KEY_SYSTEMS

__all__ = [
    "FACETS",
    "IDENTITY",
    "PLACEMENT",
    "SCORES",
    "USUAL_FACETS",
    "column_stem",
    "variable_columns",
]

FACETS: Mapping[str, str] = {
    "value": "the value",
    "absence": "why there is none",
    "level": "whether it is said of the law or of practice",
    "place": "whether at home or abroad",
    "quality": "whether the words call it weak or strong",
    "extent": "how far it goes",
    "certainty": "how sure the words are",
    "said_by": "who says it",
    "evidence": "number of sentences that it rests on",
    "people": "whether people set it",
    "people_value": "what people set",
}
"""What may be asked of each variable, and what it means."""

USUAL_FACETS: tuple[str, ...] = tuple(name for name in FACETS if name != "people_value")
"""The sides that a panel has unless others are asked for: where people's values stand over the machine's, they are the
values."""

LONGEST = 28  # Stata takes 32, and the writer of labels adds a number
_ROOM = 4  # the longest suffix of a column with labels
_CODED = ("level", "place", "quality", "extent", "certainty", "said_by")
_ANSWERS = ("no", "yes", "mixed")
_PEOPLE = (
    TableCode(0, "machine", "Nobody decided on it"),
    *(
        TableCode(number, state, f"{words[0].upper()}{words[1:]}")
        for number, (state, words) in enumerate(PEOPLE_LEGEND.items(), 1)
    ),
)

IDENTITY: tuple[TableColumn, ...] = (
    TableColumn("iso3", "ISO 3166 alpha-3 code (XKX Kosovo; SCG, YUG and ANT dissolved)", "text"),
    TableColumn("country", "Name of the country in that edition of the Report", "text"),
    *(
        TableColumn(name, f"{words}, as it holds in the year of the edition", "number")
        for name, words in KEY_SYSTEMS.items()
    ),
    TableColumn("region", "Region as the Department of State groups countries", "text"),
    TableColumn("edition", "Edition of the Report", "number", facet="time"),
    TableColumn(
        "period_start",
        "First day of the reporting period, by the Department's practice",
        "date",
        facet="time",
    ),
    TableColumn(
        "period_end",
        "Last day of the reporting period, by the Department's practice",
        "date",
        facet="time",
    ),
    TableColumn("year_3p", "Year of the 3P index that reads this edition", "number", facet="time"),
    TableColumn(
        "held",
        "Whether a text of this country and edition is held",
        "code",
        facet="holding",
        codes=(TableCode(0, "no", "No"), TableCode(1, "yes", "Yes")),
    ),
    TableColumn(
        "text_kind",
        "Kind of text that was read; unlike kinds are never compared as if they were like",
        "code",
        facet="holding",
        codes=(
            TableCode(1, "narrative", "Narrative"),
            TableCode(2, "summary", "Summary"),
            TableCode(3, "excerpt", "Excerpt"),
            TableCode(4, "sample", "Sample"),
        ),
    ),
    TableColumn("document", "Id of the text in tierbook", "text", facet="holding"),
)
PLACEMENT: tuple[TableColumn, ...] = (
    TableColumn(
        "tier_published",
        "Tier as published, from official placements, not from the text",
        "code",
        facet="official",
        codes=(
            TableCode(1, "1", "Tier 1"),
            TableCode(2, "2", "Tier 2"),
            TableCode(3, "2WL", "Tier 2 Watch List"),
            TableCode(4, "3", "Tier 3"),
            TableCode(5, "special", "Special case"),
        ),
    ),
)
SCORES: tuple[TableColumn, ...] = (
    *(
        TableColumn(
            f"own_{pillar}",
            f"{pillar.capitalize()}: tierbook's own score, 1 to 5",
            "number",
            facet="index",
        )
        for pillar in PILLARS
    ),
    TableColumn("own_overall", "Sum of tierbook's own scores, 3 to 15", "number", facet="index"),
)
"""Scores after the 3P rules; they are ours, and no official rating."""


def variable_columns(
    variable: Variable, book: Codebook, facets: Collection[str], *, elements: bool = False
) -> tuple[TableColumn, ...]:
    """Return the columns of one variable.

    Args:
        variable: what is asked.
        book: where its vocabularies stand.
        facets: those of `FACETS` that are wanted.
        elements: whether each code of a list has a column of its own, 1 where it is named.
    """
    made: list[TableColumn] = []
    for facet in FACETS:
        if facet not in facets:
            continue
        if facet == "value":
            made += _values(variable, book, elements=elements)
        else:
            made.append(_facet(variable, book, facet))
    return tuple(made)


def column_stem(variable_id: str) -> str:
    """Return the name of a variable's first column, short enough for every suffix: `pros_law`."""
    names = _names()
    pillar, dot, rest = variable_id.partition(".")
    stem = f"{names['pillars'].get(pillar, pillar)}{'_' if dot else ''}{rest}"
    for word, short in names["words"].items():
        if len(stem) + _ROOM <= LONGEST:
            break
        stem = stem.replace(word, short)
    return stem


def _values(variable: Variable, book: Codebook, *, elements: bool) -> Iterator[TableColumn]:
    label = variable.label
    if variable.type == "yes_no":
        words = book.vocabularies["answers"]
        codes = tuple(TableCode(n, code, words[code]) for n, code in enumerate(_ANSWERS))
        yield _column(variable, label, "code", "value", codes)
    elif variable.type == "category":
        yield _column(variable, label, "code", "value", _codes(book, variable.vocabulary))
    elif variable.type == "integer":
        yield _column(variable, label, "number", "value")
    elif variable.type == "counts":
        yield _column(variable, f"{label}: number of the reporting period", "number", "value")
        yield _column(variable, f"{label}: highest, where a range is given", "number", "most")
        yield _column(variable, f"{label}: at least, at most or about", "text", "exactness")
        yield _column(variable, f"{label}: unit that is counted", "text", "unit")
    elif variable.type in ("cases", "recommendations"):
        yield _column(variable, f"{label}: how many are told", "number", "value")
    else:
        yield _column(variable, f"{label}: those named, with semicolons", "text", "value")
        yield _column(variable, f"{label}: how many are named", "number", "count")
        if elements and variable.vocabulary:
            yield from _elements(variable, _codes(book, variable.vocabulary))


def _elements(variable: Variable, codes: Iterable[TableCode]) -> Iterator[TableColumn]:
    named = (TableCode(1, "named", "Named"),)
    for code in codes:
        yield TableColumn(
            f"{column_stem(variable.id)}_e{code.number:02}",
            f"{variable.label}: {code.label}",
            "code",
            variable.id,
            f"element:{code.code}",
            named,
        )


def _facet(variable: Variable, book: Codebook, facet: str) -> TableColumn:
    label = f"{variable.label}: {FACETS[facet]}"
    if facet == "evidence":
        return _column(variable, label, "number", facet)
    if facet == "people_value":
        return _column(variable, label, "text", facet)
    if facet == "people":
        return _column(variable, label, "code", facet, _PEOPLE)
    if facet in _CODED:
        return _column(variable, label, "code", facet, _codes(book, facet))
    reasons = (TableCode(n, why.value, why.label) for n, why in enumerate(Missing, 1))
    return _column(variable, label, "code", facet, (TableCode(0, "stated", "Stated"), *reasons))


def _column(
    variable: Variable, label: str, kind: Any, facet: str, codes: tuple[TableCode, ...] = ()
) -> TableColumn:
    name = f"{column_stem(variable.id)}{_names()['suffixes'][facet]}"
    return TableColumn(name, label, kind, variable.id, facet, codes)


def _codes(book: Codebook, vocabulary: str | None) -> tuple[TableCode, ...]:
    words = book.vocabularies[vocabulary or ""]
    return tuple(TableCode(n, code, label) for n, (code, label) in enumerate(words.items(), 1))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    content: Mapping[str, Mapping[str, str]] = load_yaml(
        files("tierbook.dossier.panel") / "names.yaml"
    )
    return content
