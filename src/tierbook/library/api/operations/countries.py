"""Countries over the editions: dossier, changes, ledger, figures, scores, clock, placements."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.dossier import (
    CHANGE_COLUMNS,
    DOSSIER_COLUMNS,
    INDEX_COLUMNS,
    LEDGER_COLUMNS,
    SERIES_COLUMNS,
    change_rows,
)
from tierbook.editions import History
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import whole
from tierbook.library.api.parameters import Common, CountryCode, Tables, WithPeople, Year
from tierbook.library.api.problems import Problem
from tierbook.library.api.rows import region_of
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.address import site_of
from tierbook.library.reading.kept import kept_changes, kept_series
from tierbook.library.reading.kept_dossier import kept_dossier
from tierbook.library.reading.placements import official_history
from tierbook.library.reading.values import country_name
from tierbook.library.reading.views.changes import country_changes, country_holdings
from tierbook.library.reading.views.dossier import held_documents
from tierbook.library.reading.views.indices import scores_of
from tierbook.library.reading.views.recommendations import ledger_of
from tierbook.standards import watch_list_clock

__all__ = ["COUNTRY_COLUMNS", "PLACEMENT_COLUMNS", "country_rows", "placement_rows", "router"]

router = Router()
_TAG = "Countries"
COUNTRY_COLUMNS = ("code", "name", "region", "editions", "kinds", "sample_only")
PLACEMENT_COLUMNS = (
    "country", "edition", "tier_published", "tier_reassessed", "reassessed_on", "waiver", "waiver_status", "support",
    "source", "waiver_source", "reassessed_source", "ruling",
)  # fmt: skip
_CLOCK_COLUMNS = (
    "country", "edition", "tier", "on_list", "consecutive_years", "waivers_used", "waivers_inferred", "waiver_needed",
    "last_permitted_edition", "allowed_next", "flags", "reasons",
)  # fmt: skip


@operation(
    router, "", shape="Country", listing=True, columns=COUNTRY_COLUMNS, tag=_TAG,
    example="/countries?fields=code,name,editions",
)  # fmt: skip
def list_countries(request: HttpRequest, asked: Query[Tables]) -> Answer:
    """List the countries of which a text is held."""
    return whole(country_rows(site_of(request)), COUNTRY_COLUMNS, "countries")


def country_rows(site: str) -> list[dict[str, Any]]:
    """Return the countries held, by code."""
    held = Document.objects.exclude(country=None).order_by("country", "edition")
    found: dict[str, list[tuple[int | None, str]]] = {}
    for code, edition, kind in held.values_list("country", "edition", "text_kind"):
        found.setdefault(code or "", []).append((edition, kind))
    return [
        {
            "code": code,
            "name": country_name(code),
            "region": region_of(code),
            "editions": sorted({edition for edition, _ in texts if edition}),
            "kinds": _counts(kind for _, kind in texts),
            "sample_only": all(kind == "sample" for _, kind in texts),
            "links": _links(code, site),
        }
        for code, texts in found.items()
    ]


def _counts(words: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))


def _links(code: str, site: str) -> dict[str, str]:
    here = f"{site}/api/v1/countries/{code}"
    parts = ("changes", "ledger", "series", "indices", "clock", "placements")
    return {
        "self": here,
        "page": f"{site}/{code}/",
        "documents": f"{site}/api/v1/documents?country={code}",
        **{part: f"{here}/{part}" for part in parts},
    }


@operation(
    router, "/{country}", shape="Dossier", columns=DOSSIER_COLUMNS, tag=_TAG,
    example="/countries/JPN?fields=country,name,sample,notes",
)  # fmt: skip
def get_country(request: HttpRequest, country: CountryCode, asked: Query[Tables]) -> Answer:
    """Tell a country over the editions: held, placed, changed, asked for, counted.

    Each sentence of ours has its quotes, or the basis that it has besides them. Samples count where nothing else of the
    country is held; then `sample` says what must be said with every copy.
    """
    kept = kept_dossier(country, held_documents(country))
    return Answer(kept["whole"], lambda: kept["rows"], DOSSIER_COLUMNS, f"dossier-{country}")


@operation(
    router, "/{country}/changes", shape="ChangesPair", listing=True, tag=_TAG,
    example="/countries/JPN/changes?fields=before,after,why_not",
)  # fmt: skip
def list_changes(request: HttpRequest, country: CountryCode, asked: Query[Common]) -> Answer:
    """List what changed from edition to edition of a country, in headlines."""
    here = f"{site_of(request)}/api/v1/countries/{country}/changes"
    held_documents(country)
    rows = kept_changes(country)["pairs"]
    return whole([{**row, "links": {"self": _pair(here, row)}} for row in rows])


def _pair(here: str, row: dict[str, Any]) -> str:
    return f"{here}/{row['before']['edition']}/{row['after']['edition']}"


@operation(
    router, "/{country}/changes/{before}/{after}", shape="Changes", columns=CHANGE_COLUMNS, tag=_TAG,
    example="/countries/JPN/changes/2017/2018?fields=sample,before,after,why_not,accuracy",
)  # fmt: skip
def get_changes(
    request: HttpRequest, country: CountryCode, before: Year, after: Year, asked: Query[WithPeople]
) -> Answer:
    """Set two editions of a country beside each other: values, figures, sentences, paragraphs.

    Texts of unlike kinds are not compared; `why_not` says so. What only one text was read to say is no silence of the
    other.
    """
    if before >= after:
        raise Problem(
            "cannot-be-asked",
            f"The edition before, {before}, is not before {after}.",
            remedy="Give the earlier edition first.",
        )
    changes = country_changes(country_holdings(country, asked.people), country, before, after)
    name = f"changes-{country}-{before}-{after}"
    return Answer(
        changes.to_dict(paragraphs=True), lambda: change_rows(changes), CHANGE_COLUMNS, name
    )


@operation(
    router, "/{country}/ledger", shape="Ledger", columns=LEDGER_COLUMNS, tag=_TAG,
    example="/countries/JPN/ledger?fields=country,samples,lists",
)  # fmt: skip
def get_ledger(request: HttpRequest, country: CountryCode, asked: Query[Tables]) -> Answer:
    """Follow the recommendations of a country: new, repeated, reworded, dropped, acted upon."""
    kept = ledger_of(country)
    return Answer(
        kept["ledger"], lambda: kept["rows"], LEDGER_COLUMNS, f"recommendations-{country}"
    )


@operation(
    router, "/{country}/series", shape="Series", columns=SERIES_COLUMNS, tag=_TAG,
    example="/countries/JPN/series?fields=country,samples",
)  # fmt: skip
def get_series(request: HttpRequest, country: CountryCode, asked: Query[WithPeople]) -> Answer:
    """Give the figures of a country over the editions, with named breaks and the words behind each point.

    `joined` of the table says whether a line may lead to a point from the edition before.
    """
    held_documents(country)
    kept = kept_series(country, people=asked.people)
    record = {name: kept[name] for name in ("country", "samples", "series")}
    return Answer(record, lambda: kept["rows"], SERIES_COLUMNS, f"series-{country}")


@operation(
    router, "/{country}/indices", shape="Indices", columns=INDEX_COLUMNS, tag=_TAG,
    example="/countries/JPN/indices?fields=country",
)  # fmt: skip
def get_indices(request: HttpRequest, country: CountryCode, asked: Query[Tables]) -> Answer:
    """Score prosecution, protection and prevention after the 3P rules, each with its rule and words.

    The scores are ours, by a published rule. They are no tier.
    """
    kept = scores_of(country)
    return Answer(
        {"country": country, "scores": kept["scores"]},
        lambda: kept["rows"],
        INDEX_COLUMNS,
        f"indices-{country}",
    )


class ClockAsked(Tables):
    """Of which edition."""

    edition: Year | None = Field(
        default=None, description="The edition; the newest with a placement unless told."
    )


@operation(
    router, "/{country}/clock", shape="Clock", columns=_CLOCK_COLUMNS, tag=_TAG,
    example="/countries/DZA/clock?edition=2013",
)  # fmt: skip
def get_clock(request: HttpRequest, country: CountryCode, asked: Query[ClockAsked]) -> Answer:
    """Give the position of a country on the Watch List in an edition, and what the law allows next.

    It rests on official placements and the law of each edition. The official tier stands whatever the count says.
    """
    history = _history(country)
    newest = history.of(country).editions
    if not newest:
        raise Problem(
            "not-found",
            f"No placement of {country} is held.",
            remedy="`/api/v1/countries` lists others.",
        )
    position = watch_list_clock(history, asked.edition or newest[-1], country)
    record = position.to_dict()
    return Answer(record, lambda: [record], _CLOCK_COLUMNS, f"clock-{country}")


@operation(
    router, "/{country}/placements", shape="Placement", listing=True, columns=PLACEMENT_COLUMNS, tag=_TAG,
    example="/countries/JPN/placements?fields=edition,tier_published,source",
)  # fmt: skip
def list_placements(request: HttpRequest, country: CountryCode, asked: Query[Tables]) -> Answer:
    """List the official placements of a country with their sources.

    An edition without a row is one of which no placement is held. It is not *unranked*.
    """
    return whole(
        placement_rows(_history(country), country), PLACEMENT_COLUMNS, f"placements-{country}"
    )


def placement_rows(history: History, country: str) -> list[dict[str, Any]]:
    """Return the placements of a country, with what each source says."""
    return [
        {**placement.to_dict(), "claims": [claim.to_dict() for claim in placement.claims]}
        for placement in history.of(country)
    ]


def _history(country: str) -> History:
    return official_history(Document.objects.filter(country=country))
