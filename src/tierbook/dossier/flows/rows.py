"""Routes as rows of a table, in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tierbook.dossier.flows.network import RouteNetwork
from tierbook.dossier.flows.route import RouteEdge
from tierbook.dossier.set_by_people import people_of
from tierbook.files import csv_lines
from tierbook.places import get_country

__all__ = ["ROUTE_COLUMNS", "route_rows", "write_csv"]

ROUTE_COLUMNS = (
    "edition",
    "origin",
    "origin_name",
    "destination",
    "destination_name",
    "kind",
    "told_by",
    "told_in",
    "text_kind",
    "forms",
    "victims",
    "via",
    "certainty",
    "document",
    "paragraph",
    "sentence",
    "words",
    "set_by_people",
)


def route_rows(network: RouteNetwork) -> Iterator[dict[str, object]]:
    """Yield a row for each mention: lists joined by semicolons, paragraph and sentence those of its first words."""
    for edge in network.edges:
        yield _row(edge)


def write_csv(network: RouteNetwork) -> str:
    """Return the rows as CSV (RFC 4180 quoting, line feeds), the header first."""
    rows = ([row[column] for column in ROUTE_COLUMNS] for row in route_rows(network))
    return "".join(csv_lines(chain([ROUTE_COLUMNS], rows)))


def _row(edge: RouteEdge) -> dict[str, object]:
    first = edge.quotes[0]
    return {
        "edition": edge.edition,
        "origin": edge.origin,
        "origin_name": get_country(edge.origin).name_in(edge.edition),
        "destination": edge.destination,
        "destination_name": get_country(edge.destination).name_in(edge.edition),
        "kind": edge.kind,
        "told_by": edge.told_by,
        "told_in": edge.told_in,
        "text_kind": edge.text_kind,
        "forms": ";".join(edge.forms),
        "victims": ";".join(edge.victims),
        "via": ";".join(edge.via),
        "certainty": edge.certainty,
        "document": edge.document,
        "paragraph": first.paragraph,
        "sentence": first.sentence,
        "words": " ".join(quote.text for quote in edge.quotes),
        "set_by_people": people_of(*edge.quotes),
    }
