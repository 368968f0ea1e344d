"""Routes out of many texts, one text after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tierbook.dossier.flows.network import RouteNetwork
from tierbook.dossier.flows.route import RouteEdge, RouteKind, TextRead, ToldBy
from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import reading_order

__all__ = ["RouteGathering", "collect_routes"]

Row = Mapping[str, Any]
_Unit = tuple[str, int]
_Told = tuple[tuple[int, int, str], TextRead, tuple[RouteEdge, ...]]

# Countries whose people are only at risk, and legs of a way through: variable, kind, whether the country leads here.
_LISTED: tuple[tuple[str, RouteKind, bool], ...] = (
    ("profile.at_risk_origins", "at_risk", True),
    ("profile.at_risk_destinations", "at_risk", False),
    ("profile.transit_from", "transit", True),
    ("profile.transit_to", "transit", False),
)


def collect_routes(
    texts: Iterable[HeldText],
    *,
    at_risk: bool = False,
    hedged: bool = False,
    transit: bool = False,
) -> RouteNetwork:
    """Collect the routes that texts mention.

    Of several texts of a country in one edition one is read: a narrative before an excerpt before a summary, then the
    longest. Samples are read only where there is nothing else. Texts without country or edition tell no route.

    Args:
        texts: of any countries and editions; they are let go one by one, so memory does not grow with them.
        at_risk: also people who are only called vulnerable or at risk.
        hedged: also what others report, what is alleged and what may be.
        transit: also legs of a way through a country whose other end is not named.

    Returns:
        The network; edges sorted by edition, origin, destination and text.
    """
    gathering = RouteGathering()
    for text in texts:
        gathering.add(text)
    return gathering.network().only(at_risk=at_risk, hedged=hedged, transit=transit)


class RouteGathering:
    """The ways that many texts tell, gathered text by text; see `collect_routes`."""

    def __init__(self) -> None:
        self._best: dict[_Unit, _Told] = {}
        self._samples: dict[_Unit, _Told] = {}

    def add(self, text: HeldText) -> None:
        """Take the ways of a text, unless a better one of its country and edition was taken."""
        if text.country is None or text.edition is None:
            return
        rank = reading_order(text)
        found = self._samples if text.text_kind == "sample" else self._best
        unit = (text.country, text.edition)
        if unit in found and found[unit][0] <= rank:
            return
        publisher = str(text.metadata.get("publisher") or "").replace("unknown", "")
        read = TextRead(text.country, text.edition, text.text_kind, text.document, publisher)
        found[unit] = (rank, read, tuple(_edges(text, read)))

    def network(self) -> RouteNetwork:
        """Return all that was told: people only at risk, hedged ways and legs of ways among it."""
        chosen = self._best or self._samples
        edges_of_all = [edge for _, _, edges in chosen.values() for edge in edges]
        return RouteNetwork(
            edges=tuple(sorted(edges_of_all, key=_order)),
            texts=tuple(sorted((read for _, read, _ in chosen.values()), key=_order_of_texts)),
            at_risk=True,
            hedged=True,
            transit=True,
            samples=not self._best and bool(self._samples),
        )


def _order(edge: RouteEdge) -> tuple[int, str, str, str, str]:
    return edge.edition, edge.origin, edge.destination, edge.told_in, edge.kind


def _order_of_texts(read: TextRead) -> tuple[int, str]:
    return read.edition, read.country


def _edges(text: HeldText, read: TextRead) -> Iterator[RouteEdge]:
    """Yield the ways that one text tells, each pair of ends once."""
    told: set[tuple[str, str]] = set()
    for row, finding in text.rows("flows.edges"):
        ends = (str(row["from"]), str(row["to"]))
        told.add(ends)
        yield _edge(text, read, ends, "route", row, finding)
        told |= {(ends[0], via) for via in row.get("via") or ()}
        told |= {(via, ends[1]) for via in row.get("via") or ()}
    for variable, kind, here in _LISTED:
        for finding in text.all_of(variable):
            for code in finding["value"] if isinstance(finding["value"], list) else ():
                ends = (str(code), read.country) if here else (read.country, str(code))
                if ends not in told:
                    told.add(ends)
                    yield _edge(
                        text, read, ends, kind, {"certainty": finding["certainty"]}, finding
                    )


def _edge(
    text: HeldText, read: TextRead, ends: tuple[str, str], kind: RouteKind, row: Row, finding: Row
) -> RouteEdge:
    if kind == "route":
        quotes = text.quotes_of_row(row, finding)
    else:
        quotes = text.quotes(finding, ends[0] if ends[1] == read.country else ends[1])
    return RouteEdge(
        origin=ends[0],
        destination=ends[1],
        edition=read.edition,
        kind=kind,
        told_by=_told_by(ends, read.country),
        told_in=read.country,
        text_kind=read.text_kind,
        document=read.document,
        forms=tuple(row.get("forms") or ()),
        victims=tuple(row.get("victims") or ()),
        via=tuple(row.get("via") or ()),
        certainty=str(row.get("certainty") or "stated"),
        quotes=quotes,
    )


def _told_by(ends: tuple[str, str], country: str) -> ToldBy:
    if country == ends[0]:
        return "origin"
    return "destination" if country == ends[1] else "third"
