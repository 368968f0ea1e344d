"""What the page of a variable shows: definition, accuracy, distribution, each country by edition, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from tierbook.agreement import PassageAccuracy, load_measured
from tierbook.codebook import Example
from tierbook.dossier import years_listed
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.desk.accepted import mode_of
from tierbook.library.reading.accuracy import AccuracyRow, TakenFor, accuracy_rows, taken_for
from tierbook.library.reading.by_people import mark_of
from tierbook.library.reading.holdings import LETTERS as KINDS
from tierbook.library.reading.holdings import region_of
from tierbook.library.reading.values import ValueInWords, value_in_words
from tierbook.library.reading.variable_values import (
    CLASSES,
    CountryRow,
    EditionRow,
    Filters,
    Told,
    collect_held,
    country_rows,
    edition_rows,
    most_named,
    not_held_years,
    values_named,
)
from tierbook.library.reading.variables import VariableFacts, codebook

__all__ = ["Elsewhere", "VariablePage", "build_variable_page"]

ROWS_A_PAGE = 50
COUNTRIES_A_PAGE = 60
TYPES = {
    "yes_no": "yes, no, mixed or not reported",
    "category": "one of a list",
    "categories": "any of a list",
    "countries": "countries",
    "regions": "regions, as the Report writes them",
    "integer": "a number",
    "counts": "figures, each with its unit and period",
    "edges": "routes from one country to another",
    "cases": "cases told one by one, without names",
    "recommendations": "recommendations, each with its topic",
    "text": "words",
}
DATA_SETS = {
    "hti": "Human Trafficking Indicators (Frank 2013)",
    "three_p": "3P Anti-trafficking Policy Index (Cho, Dreher and Neumayer)",
    "htc": "Human Trafficking Index (Human Trafficking Center, University of Denver)",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The variable's name in another data set, what that one calls it, and which of our values mean it."""

    data_set: str
    name: str
    label: str
    values: str


@dataclass(frozen=True, slots=True)
class VariablePage:
    """What the page of a variable shows."""

    facts: VariableFacts
    type_words: str
    vocabulary: list[tuple[str, str]]
    examples: list[tuple[Example, ValueInWords]]
    counters: list[tuple[Example, ValueInWords]]
    silences: list[tuple[Example, ValueInWords]]
    accuracy: list[AccuracyRow]
    taken_for: list[TakenFor]
    passages: PassageAccuracy | None
    distribution: list[EditionRow]
    classes: list[tuple[str, str]]
    not_held: str
    most_named: list[tuple[str, str, int]]
    editions: list[int]
    countries: Page[CountryRow]
    asked: Filters
    query: str
    regions: list[str]
    kinds: list[str]
    values: list[tuple[str, str]]
    elsewhere: list[Elsewhere]
    shown: Page[Any]
    found: int
    people: list[str]


def build_variable_page(
    params: QueryDict,
    facts: VariableFacts,
    documents: Sequence[Document],
    findings: Sequence[Finding],
    decided: Mapping[str, Sequence[Told]],
) -> VariablePage:
    """Return the page of a variable.

    Args:
        params: filters (`region`, `value`, `kind`) and pages (`countries`, `page`) of the address; what is none of
            those that occur asks for everything.
        facts: the variable.
        documents: all texts held.
        findings: its findings.
        decided: what people decided of it, by text.
    """
    people = mode_of(params.get("people"))
    held = collect_held(facts, documents, findings, decided, people)
    distribution = edition_rows(held)
    values = values_named(facts, held)
    regions = sorted({region_of(one.document.country or "") for one in held})
    kinds = [kind for kind in KINDS if any(one.document.text_kind == kind for one in held)]
    asked = Filters(
        _one_of(params.get("region"), regions),
        _one_of(params.get("value"), [code for code, _ in values]),
        _one_of(params.get("kind"), kinds),
        people,
    )
    editions, rows = country_rows(facts, held, asked)
    told = {kind for row in distribution for kind in row.counts}
    examples = _examples(facts)
    return VariablePage(
        facts=facts,
        type_words=TYPES.get(facts.type or "", facts.type or ""),
        vocabulary=sorted(facts.vocabulary.items()),
        examples=[(e, v) for e, v in examples if e.value != "not_stated"],
        counters=[(e, v) for e, v in examples if e.value == "not_stated" and e.why],
        silences=[(e, v) for e, v in examples if e.value == "not_stated" and not e.why],
        accuracy=accuracy_rows(facts.id),
        taken_for=taken_for(facts.id),
        passages=load_measured().on_passages(facts.id),
        distribution=distribution,
        classes=[(kind, words) for kind, words in CLASSES.items() if kind in told],
        not_held=years_listed(not_held_years(distribution)),
        most_named=most_named(facts, held),
        editions=editions,
        countries=Paginator(rows, COUNTRIES_A_PAGE).get_page(params.get("countries")),
        asked=asked,
        query=_query(params),
        regions=regions,
        kinds=kinds,
        values=values,
        elsewhere=_elsewhere(facts),
        shown=_sentences(params, facts, documents, findings, asked),
        found=len(findings),
        people=[mark.state for one in held if (mark := mark_of(facts.id, one.people, people))],
    )


def _one_of(text: str | None, known: Sequence[str]) -> str:
    return text if text in known else ""


def _query(params: QueryDict) -> str:
    """Return the filters of the address without its pages, ready to be put before one."""
    rest = params.copy()
    for name in ("page", "countries"):
        rest.pop(name, None)
    return f"{rest.urlencode()}&" if rest else ""


def _examples(facts: VariableFacts) -> list[tuple[Example, ValueInWords]]:
    found = facts.variable.examples if facts.variable else ()
    return [
        (e, value_in_words(facts.id, None if e.value == "not_stated" else e.value)) for e in found
    ]


def _sentences(
    params: QueryDict,
    facts: VariableFacts,
    documents: Sequence[Document],
    findings: Sequence[Finding],
    asked: Filters,
) -> Page[Any]:
    """Return one page of the findings with their sentences: by code of the country, the newest edition first."""
    of = {d.pk: d for d in documents}
    left = [f for f in findings if _fits(of[f.document_id], f, asked)]
    left.sort(key=lambda f: _order(of[f.document_id], f))
    page = Paginator([f.pk for f in left], ROWS_A_PAGE).get_page(params.get("page"))
    rows = Finding.objects.select_related("document").in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    return page


def _order(document: Document, finding: Finding) -> tuple[bool, str, int, int, str]:
    country = document.country or ""
    return not country, country, -(document.edition or 0), finding.position, document.pk


def _fits(document: Document, finding: Finding, asked: Filters) -> bool:
    if asked.kind and document.text_kind != asked.kind:
        return False
    if asked.region and (not document.country or region_of(document.country) != asked.region):
        return False
    value = finding.value
    return (
        not asked.value
        or value == asked.value
        or (isinstance(value, list) and asked.value in value)
    )


def _elsewhere(facts: VariableFacts) -> list[Elsewhere]:
    if facts.variable is None:
        return []
    maps, indices = facts.variable.maps, codebook().indices
    rows = []
    for data_set, title in DATA_SETS.items():
        for name, mapped in getattr(maps, data_set).items():
            label = indices.get(data_set, {}).get(name, name)
            values = (
                mapped
                if isinstance(mapped, str)
                else ", ".join(value_in_words(facts.id, v).word for v in mapped)
            )
            rows.append(Elsewhere(title, name, label, values))
    return rows
