"""Editions, their digests, routes, and the demands that stand longest."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Count
from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.codebook import load_codebook
from tierbook.dossier import DIGEST_COLUMNS, LONGEST_COLUMNS, ROUTE_COLUMNS, route_rows
from tierbook.editions import EDITIONS, Edition
from tierbook.errors import NotInForce
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import whole
from tierbook.library.api.parameters import CountryCode, Tables, VariableId, Year
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.address import site_of
from tierbook.library.reading.kept import kept_longest
from tierbook.library.reading.routes_page import Asked
from tierbook.library.reading.views.digests import digest_of
from tierbook.library.reading.views.flows import network_of
from tierbook.standards import law_in_force

__all__ = ["EDITION_COLUMNS", "digests", "edition_rows", "flows", "recommendations", "router"]

router = Router()
digests = Router()
flows = Router()
recommendations = Router()
_TAG = "Editions"
EDITION_COLUMNS = (
    "year",
    "number",
    "published",
    "date_checked",
    "period",
    "law",
    "documents",
    "kinds",
)
_KNOWN = load_codebook("tip").vocabularies


@operation(
    router, "", shape="Edition", listing=True, columns=EDITION_COLUMNS, tag=_TAG,
    example="/editions?fields=year,published,documents",
)  # fmt: skip
def list_editions(request: HttpRequest, asked: Query[Tables]) -> Answer:
    """List the editions of the Report, with what is held of each."""
    return whole(edition_rows(site_of(request)), EDITION_COLUMNS, "editions")


@operation(
    router, "/{year}", shape="Edition", tag=_TAG, columns=EDITION_COLUMNS, example="/editions/2018"
)
def get_edition(request: HttpRequest, year: Year, asked: Query[Tables]) -> Answer:
    """Give one edition: its date and period, the law that judges it, and what is held of it."""
    row = next(row for row in edition_rows(site_of(request)) if row["year"] == year)
    return Answer(row, lambda: [row], EDITION_COLUMNS, f"edition-{year}")


def edition_rows(site: str) -> list[dict[str, Any]]:
    """Return every edition with what is held of it."""
    held: dict[int, dict[str, int]] = {}
    counts = Document.objects.exclude(edition=None).values_list("edition", "text_kind")
    for year, kind, number in counts.annotate(n=Count("pk")).order_by("edition", "text_kind"):
        held.setdefault(year or 0, {})[kind] = number
    return [_edition(edition, held.get(edition.year, {}), site) for edition in EDITIONS]


def _edition(edition: Edition, kinds: dict[str, int], site: str) -> dict[str, Any]:
    year, api = edition.year, f"{site}/api/v1"
    try:
        law = law_in_force(year).version
    except NotInForce:
        law = None
    return {
        "year": year,
        "number": edition.number,
        "published": edition.published,
        "date_checked": edition.date_checked,
        "period": list(edition.period),
        "law": law,
        "documents": sum(kinds.values()),
        "kinds": kinds,
        "links": {
            "self": f"{api}/editions/{year}",
            "page": f"{site}/editions/{year}/",
            "documents": f"{api}/documents?edition={year}",
            "findings": f"{api}/findings?edition={year}",
            "digest": f"{api}/digests/{year}",
            "flows": f"{api}/flows/{year}",
            "law": f"{api}/law/{year}",
        },
    }


@operation(
    digests, "/{year}", shape="Digest", columns=DIGEST_COLUMNS, tag=_TAG,
    example="/digests/2018?fields=edition,title,published,date_checked,lists_followed",
)  # fmt: skip
def get_digest(request: HttpRequest, year: Year, asked: Query[Tables]) -> Answer:
    """Digest an edition over all countries: who moved, whose clock runs out, what is called a first.

    Moves go by official placements. Computed tiers and samples have no part in it.
    """
    kept = digest_of(year)
    return Answer(kept["whole"], lambda: kept["rows"], DIGEST_COLUMNS, f"digest-{year}")


class RoutesAsked(Tables):
    """Which routes; what is unsure is left out unless it is asked for."""

    form: Literal[*_KNOWN["forms"]] | None = Field(default=None, description="Form of trafficking.")  # type: ignore[valid-type]
    victims: Literal[*_KNOWN["victims"]] | None = Field(
        default=None, description="Who the victims are."
    )  # type: ignore[valid-type]
    country: CountryCode | None = Field(
        default=None, description="Routes that begin, end or are told there."
    )
    told_by: Literal["origin", "destination", "third"] | None = Field(
        default=None, description="Whose text tells of it."
    )
    hedged: Literal["1"] | None = Field(
        default=None, description="`1` takes in what is reported, alleged or possible."
    )
    at_risk: Literal["1"] | None = Field(
        default=None, description="`1` takes in people only at risk."
    )
    transit: Literal["1"] | None = Field(
        default=None, description="`1` takes in legs of ways through a country."
    )


@operation(
    flows, "/{year}", shape="Flows", columns=ROUTE_COLUMNS, tag=_TAG,
    example="/flows/2018?fields=counts,samples,editions,texts",
)  # fmt: skip
def get_flows(request: HttpRequest, year: Year, asked: Query[RoutesAsked]) -> Answer:
    """Give the routes that the texts of an edition mention, each with who tells it and the words.

    They are mentions in narratives, never numbers of people, and cannot be added up.
    """
    network = Asked.of(request.GET).apply(network_of(year))
    return Answer(network.to_dict(), lambda: route_rows(network), ROUTE_COLUMNS, f"routes-{year}")


class StandingAsked(Tables):
    """Of which topic."""

    topic: VariableId | None = Field(
        default=None, description="The variable that a demand would change."
    )


@operation(
    recommendations, "", shape="Standing", listing=True, columns=LONGEST_COLUMNS, tag=_TAG, example="/recommendations",
)  # fmt: skip
def list_standing(request: HttpRequest, asked: Query[StandingAsked]) -> Answer:
    """List the demands that stand in two lists or more, of every country, the longest first.

    A list is a section of a narrative; where fewer than two lists of a country are held, nothing of it stands here.
    """
    rows = [
        r for r in kept_longest()["entries"] if asked.topic is None or r["topic"] == asked.topic
    ]
    return whole(rows, LONGEST_COLUMNS, "recommendations")
