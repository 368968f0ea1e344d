"""The list of countries: by region, with the names that they have had, and what is held of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import years_listed
from tierbook.editions import History
from tierbook.errors import UnknownCountry
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.holdings import REGIONLESS, counts_in_words, region_of, sorting_name
from tierbook.library.reading.placements import official_history
from tierbook.library.reading.values import country_name
from tierbook.places import Country, get_country

__all__ = ["CountryRow", "RegionRows", "countries", "names_through_time"]

_OTHER_NAMES = 2
_SHORT = 4  # letters; shorter words make no two names alike


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country of the list: names, what is held in words, the last tier that a text held here states."""

    code: str
    name: str
    names: str
    held: str
    years: str
    tier: str
    tier_edition: int | None
    placed: int


@dataclass(frozen=True, slots=True)
class RegionRows:
    """A region with its countries by name."""

    name: str
    anchor: str
    rows: tuple[CountryRow, ...]


def countries(request: HttpRequest) -> HttpResponse:
    """List every country of which a text or a placement is held, by region; `region` and `held` narrow the list."""
    request.room = "/countries/"  # type: ignore[attr-defined]
    documents = list(Document.objects.all())
    rows = _rows(documents, official_history(documents))
    regions = sorted({region_of(row.code) for row in rows}, key=lambda n: (n == REGIONLESS, n))
    asked = request.GET.get("region", "")
    asked = asked if asked in regions else ""
    texts_only = request.GET.get("held") == "texts"
    shown = [row for row in rows if row.held or not texts_only]
    return render(
        request,
        "pages/countries.html",
        {
            "regions": [
                RegionRows(
                    name,
                    name.lower().replace(" ", "-"),
                    tuple(row for row in shown if region_of(row.code) == name),
                )
                for name in regions
                if asked in ("", name)
            ],
            "names": regions,
            "region": asked,
            "texts_only": texts_only,
            "held": sum(1 for row in rows if row.held),
            "placed_only": sum(1 for row in rows if not row.held),
            "samples": any(d.is_sample for d in documents),
        },
    )


def _rows(documents: Sequence[Document], history: History) -> list[CountryRow]:
    held: dict[str, list[Document]] = {}
    for document in documents:
        if document.country:
            held.setdefault(document.country, []).append(document)
    rows = [_row(code, held.get(code, []), history) for code in {*held, *history.countries}]
    return sorted(rows, key=lambda row: sorting_name(row.name))


def _row(code: str, documents: Sequence[Document], history: History) -> CountryRow:
    dated = [d.edition for d in documents if d.edition]
    stated = [d for d in documents if d.stated_tier and d.edition and not d.is_sample]
    last = max(stated, key=lambda d: (d.edition or 0, -d.kind_order), default=None)
    years = years_listed(sorted(set(dated)))
    undated = len(documents) - len(dated)
    if undated:
        years = f"{years}, {undated} undated" if years else "undated"
    return CountryRow(
        code=code,
        name=country_name(code),
        names=names_through_time(code),
        held=counts_in_words(documents),
        years=years,
        tier=(last.stated_tier or "") if last else "",
        tier_edition=last.edition if last else None,
        placed=len(history.of(code)),
    )


@cache
def names_through_time(code: str) -> str:
    """Return a country's other names in words: those of earlier editions with their years, and what others call it.

    Example:
        `names_through_time("SWZ")` gives `Swaziland to 2017`.
    """
    try:
        place = get_country(code)
    except UnknownCountry:
        return ""
    dated = [
        f"{name.text} {_years(name.first, name.last)}"
        for name in place.names
        if name.kind == "report" and name.last is not None
    ]
    words = [*dated, *_others(place)]
    if place.dissolved:
        words.append(f"dissolved in {place.dissolved}")
    return "; ".join(words)


def _years(first: int | None, last: int | None) -> str:
    return f"to {last}" if first is None else f"{first} to {last}"


def _others(place: Country) -> list[str]:
    """Return the first names by which others call it and that share no word with those of the Report."""
    known = set().union(*(_words(name.text) for name in place.names if name.kind == "report"))
    found: list[str] = []
    for name in place.names:
        words = _words(name.text)
        abbreviated = name.text.upper() == name.text
        if (
            name.kind == "other"
            and name.use == "any"
            and not abbreviated
            and words
            and not words & known
        ):
            found.append(name.text)
            known |= words
    return [f"also {' or '.join(found[:_OTHER_NAMES])}"] if found else []


def _words(name: str) -> set[str]:
    return {
        word[:6]
        for word in sorting_name(name).replace("/", " ").replace("-", " ").split()
        if len(word) >= _SHORT
    }
