"""What the page of routes shows of one edition: rows of pairs with their words, countries, and the editions beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from tierbook.codebook import load_codebook
from tierbook.dossier import CountryInRoutes, RouteEdge, RouteNetwork, RoutePair
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import code_label

__all__ = ["Asked", "CountryRow", "PairRow", "country_rows", "options_of", "pair_rows", "tellers"]

_TOLD_BY = {
    "origin": "the origin",
    "destination": "the destination",
    "third": "a third country",
}
_SWITCHES = {
    "hedged": "reported, alleged, possible",
    "at_risk": "people only at risk",
    "transit": "legs of ways through a country",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks the page for; empty fields ask for all."""

    form: str = ""
    victims: str = ""
    country: str = ""
    told_by: str = ""
    hedged: bool = False
    at_risk: bool = False
    transit: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Read the query of a request.

        Raises:
            Http404: a value is no code of its vocabulary.
        """
        known = load_codebook().vocabularies
        places: Mapping[str, Iterable[str]] = {
            "form": known["forms"],
            "victims": known["victims"],
            "told_by": _TOLD_BY,
        }
        for name, codes in places.items():
            if query.get(name, "") not in ("", *codes):
                raise Http404(f"{query[name]} is no code that routes are filtered by.")
        return cls(
            form=query.get("form", ""),
            victims=query.get("victims", ""),
            country=query.get("country", "")[:3].upper(),
            told_by=query.get("told_by", ""),
            hedged=bool(query.get("hedged")),
            at_risk=bool(query.get("at_risk")),
            transit=bool(query.get("transit")),
        )

    @property
    def query(self) -> str:
        """Return it as the query of an address, empty where nothing is asked."""
        query = QueryDict(mutable=True)
        for name in self.__slots__:
            value = getattr(self, name)
            if value:
                query[name] = "1" if value is True else value
        return query.urlencode()

    @property
    def chosen(self) -> list[str]:
        """Return in words what the routes are filtered by, the country left out."""
        known = load_codebook().vocabularies
        words = [code_label(self.form, known["forms"]), code_label(self.victims, known["victims"])]
        told = f"told by {_TOLD_BY[self.told_by]}" if self.told_by else ""
        return [part for part in (*words, told) if part]

    @property
    def switches(self) -> list[tuple[str, str, bool]]:
        """Return name, words and state of what is off unless asked for."""
        return [(name, words, getattr(self, name)) for name, words in _SWITCHES.items()]

    @property
    def left_out(self) -> list[str]:
        """Return in words what is left out."""
        return [words for name, words in _SWITCHES.items() if not getattr(self, name)]

    def apply(self, network: RouteNetwork) -> RouteNetwork:
        """Return the part of a network that is asked for."""
        kept = network.only(at_risk=self.at_risk, hedged=self.hedged, transit=self.transit)
        return kept.filter(
            forms=[self.form] if self.form else (),
            victims=[self.victims] if self.victims else (),
            countries=[self.country] if self.country else (),
            told_by=[self.told_by] if self.told_by else (),
        )


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair of countries: who tells it, for what, who, and the words of each text."""

    origin: str
    origin_name: str
    destination: str
    destination_name: str
    told: str
    marks: tuple[str, ...]
    forms: str
    victims: str
    via: str
    quotes: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country's place in the network, for the page."""

    code: str
    name: str
    row: CountryInRoutes


def options_of(
    network: RouteNetwork, asked: Asked, edition: int
) -> dict[str, list[tuple[str, str, bool]]]:
    """Return what each filter offers: code, words, whether it is chosen; only codes that some route has.

    Args:
        network: all routes of the edition.
        asked: what is chosen.
        edition: whose names countries have.
    """
    known = load_codebook().vocabularies
    forms = {form for edge in network.edges for form in edge.forms} | {asked.form}
    victims = {who for edge in network.edges for who in edge.victims} | {asked.victims}
    codes = sorted({*network.countries, asked.country} - {""})
    ends = sorted(((code, country_name(code, edition)) for code in codes), key=lambda end: end[1])
    return {
        "forms": [
            (c, code_label(c, known["forms"]), c == asked.form)
            for c in known["forms"]
            if c in forms
        ],
        "victims": [
            (c, code_label(c, known["victims"]), c == asked.victims)
            for c in known["victims"]
            if c in victims
        ],
        "countries": [(c, name, c == asked.country) for c, name in ends],
        "tellers": [(c, words, c == asked.told_by) for c, words in _TOLD_BY.items()],
    }


def pair_rows(pairs: Iterable[RoutePair], everything: Iterable[RoutePair]) -> list[PairRow]:
    """Return the rows of the table, by the names of origin and destination.

    Args:
        pairs: what is asked for.
        everything: the same edition with nothing left out, to tell whether an end that is not among the tellers tells
            the way in other words.
    """
    tellers_of_all = {(pair.origin, pair.destination): pair.told_by for pair in everything}
    rows = [_pair(pair, tellers_of_all.get((pair.origin, pair.destination), ())) for pair in pairs]
    return sorted(rows, key=lambda row: (row.origin_name, row.destination_name))


def country_rows(network: RouteNetwork, edition: int) -> list[CountryRow]:
    """Return the countries of a network under their names in an edition, most origins and destinations first."""
    return [
        CountryRow(row.country, country_name(row.country, edition), row)
        for row in network.centrality()
    ]


def tellers(pairs: Sequence[RoutePair]) -> list[tuple[str, int]]:
    """Return how many pairs both ends tell, one end alone, and how many have an end of which no text is held."""
    counts = {
        "told by both ends": "both",
        "told in this way by the origin alone; the destination’s text is held and was not read so": "origin alone",
        "told in this way by the destination alone; the origin’s text is held and was not read so": "destination alone",
        "told by a third country alone": "third alone",
        "one end has no text here, so nobody can tell": "not_held",
    }
    return [
        (words, sum(pair.agreement == name for pair in pairs)) for words, name in counts.items()
    ]


def _pair(pair: RoutePair, tellers_of_all: Collection[str]) -> PairRow:
    known = load_codebook().vocabularies
    return PairRow(
        origin=pair.origin,
        origin_name=country_name(pair.origin, pair.edition),
        destination=pair.destination,
        destination_name=country_name(pair.destination, pair.edition),
        told=_told(pair, tellers_of_all),
        marks=tuple(dict.fromkeys(mark for edge in pair.edges for mark in _marks(edge))),
        forms=", ".join(code_label(code, known["forms"]) for code in pair.forms),
        victims=", ".join(code_label(code, known["victims"]) for code in pair.victims),
        via=", ".join(
            country_name(c, pair.edition)
            for c in dict.fromkeys(c for e in pair.edges for c in e.via)
        ),
        quotes=tuple(quote.to_dict() for edge in pair.edges for quote in edge.quotes),
    )


def _told(pair: RoutePair, tellers_of_all: Collection[str]) -> str:
    if pair.agreement == "both":
        return "both"
    if pair.told_by == ("third",):
        return country_name(pair.edges[0].told_in, pair.edition)
    told = " and ".join(name for name in pair.told_by if name != "third")
    if pair.agreement == "not_held":
        return f"{told}; the other not held"
    if {"origin", "destination"} <= set(tellers_of_all):
        return f"{told}; the other in words left out here"
    return f"{told} alone"


def _marks(edge: RouteEdge) -> list[str]:
    marks = [] if edge.kind == "route" else [edge.kind.replace("_", " ")]
    return [*marks, edge.certainty] if edge.hedged else marks
