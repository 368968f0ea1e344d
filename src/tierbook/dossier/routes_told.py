"""The routes that a country's own texts tell, edition by edition: to it, from it and through it.

Mentions of countries in texts, never numbers of people. What other countries' texts tell of it stands in the network
over all countries (`collect_routes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.dossier.flows import RouteEdge, RouteNetwork
from tierbook.dossier.held import Quote, Statement
from tierbook.places import country_name
from tierbook.text import join_words

__all__ = ["RoutesTold", "routes_told"]

_WORDS = {"to": "To {}", "from": "From {}", "through": "Through {}"}


@dataclass(frozen=True, slots=True)
class RoutesTold:
    """What the text of one edition tells of routes in one direction.

    Attributes:
        country: whose text it is.
        edition: its edition.
        text_kind: its kind.
        direction: to, from or through the country.
        countries: the countries named at the other end, by sentence, then by code; for through, ends of the ways.
        quotes: the sentences that name them.
    """

    country: str
    edition: int
    text_kind: str
    direction: str
    countries: tuple[str, ...]
    quotes: tuple[Quote, ...]

    def statement(self) -> Statement:
        """Say which countries the text names."""
        names = join_words([country_name(code, self.edition) for code in self.countries])
        here = _WORDS[self.direction].format(country_name(self.country, self.edition))
        kind = "" if self.text_kind == "narrative" else f", {self.text_kind}"
        return Statement(f"{here}, edition of {self.edition}{kind}: {names}.", self.quotes)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, and the sentence of ours."""
        return {
            "edition": self.edition,
            "text_kind": self.text_kind,
            "direction": self.direction,
            "countries": list(self.countries),
            "text": self.statement().text,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def routes_told(network: RouteNetwork, country: str) -> tuple[RoutesTold, ...]:
    """Return what a country's own texts tell of routes, newest edition first.

    Args:
        network: the routes of its texts.
        country: ISO 3166 alpha-3.
    """
    return tuple(_told(network, country))


def _told(network: RouteNetwork, country: str) -> Iterator[RoutesTold]:
    units = {(edge.edition, edge.text_kind) for edge in network.edges if edge.told_in == country}
    for edition, kind in sorted(units, reverse=True):
        edges = [
            edge
            for edge in network.edges
            if (edge.told_in, edge.edition, edge.text_kind) == (country, edition, kind)
        ]
        for direction in _WORDS:
            found = [(edge, _other_ends(edge, country, direction)) for edge in edges]
            ends = sorted(((edge.quotes[0].start, end) for edge, others in found for end in others))
            if ends:
                yield RoutesTold(
                    country=country,
                    edition=edition,
                    text_kind=kind,
                    direction=direction,
                    countries=tuple(dict.fromkeys(end for _, end in ends)),
                    quotes=_quotes([edge for edge, others in found if others]),
                )


def _other_ends(edge: RouteEdge, country: str, direction: str) -> tuple[str, ...]:
    if direction == "to":
        return (edge.origin,) if edge.destination == country else ()
    if direction == "from":
        return (edge.destination,) if edge.origin == country else ()
    return edge.ends if country in edge.via else ()


def _quotes(edges: list[RouteEdge]) -> tuple[Quote, ...]:
    quotes = {quote.start: quote for edge in edges for quote in edge.quotes}
    return tuple(quotes[start] for start in sorted(quotes))
