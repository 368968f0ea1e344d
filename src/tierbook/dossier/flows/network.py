"""Routes as a network: filtered, counted, joined into pairs, handed to a library of graphs, written as files.

Every number here counts mentions in texts that are held. None counts people, and none says that a route is larger than
another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tierbook.dossier.flows.route import RouteEdge, TextRead
from tierbook.dossier.kinds import WHOLE_KINDS
from tierbook.places import all_countries

if TYPE_CHECKING:
    import networkx

__all__ = ["COUNTS", "CountryInRoutes", "RouteNetwork", "RoutePair", "RoutesOfEdition"]

COUNTS = "mentions in texts, never numbers of people"


@dataclass(frozen=True, slots=True)
class RoutePair:
    """Two countries in one edition, with all the texts that tell a way from the one to the other.

    Attributes:
        origin: ISO 3166 alpha-3.
        destination: the same.
        edition: year.
        edges: the mentions.
        origin_held: the kind of text held of the origin in this edition, or `not_held`.
        destination_held: the same of the destination.
    """

    origin: str
    destination: str
    edition: int
    edges: tuple[RouteEdge, ...]
    origin_held: str
    destination_held: str

    @property
    def told_by(self) -> tuple[str, ...]:
        """Return whose narratives tell it: origin, destination, third."""
        told = {edge.told_by for edge in self.edges}
        return tuple(name for name in ("origin", "destination", "third") if name in told)

    @property
    def agreement(self) -> str:
        """Return `both`, `origin alone`, `destination alone` or `third alone`; `not_held` where one end is not held.

        *Alone*: told in this way by one end; the other's text is held and was not read so, no more. It may tell the
        way in words that were left out, and summaries are a fifth of a narrative.
        """
        told = [name for name in self.told_by if name != "third"]
        if len(told) == 2:
            return "both"
        if "not_held" in (self.origin_held, self.destination_held):
            return "not_held"
        return f"{told[0] if told else 'third'} alone"

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the forms of all mentions."""
        return tuple(dict.fromkeys(form for edge in self.edges for form in edge.forms))

    @property
    def victims(self) -> tuple[str, ...]:
        """Return the victims of all mentions."""
        return tuple(dict.fromkeys(who for edge in self.edges for who in edge.victims))

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "origin": self.origin,
            "destination": self.destination,
            "edition": self.edition,
            "told_by": list(self.told_by),
            "agreement": self.agreement,
            "origin_held": self.origin_held,
            "destination_held": self.destination_held,
            "forms": list(self.forms),
            "victims": list(self.victims),
            "edges": [edge.to_dict() for edge in self.edges],
        }


@dataclass(frozen=True, slots=True)
class CountryInRoutes:
    """A country's place in the network.

    Attributes:
        country: ISO 3166 alpha-3.
        held: whether a text of it is held; where none is, only other countries' texts speak of it.
        origins: countries from which routes lead here.
        destinations: countries to which routes lead from here.
        passed: routes that name it as a country passed through.
        in_degree: share of the other countries of the network that are origins here.
        out_degree: share of them that are destinations from here.
        betweenness: share of shortest ways between others that lead through it (Freeman 1977).
    """

    country: str
    held: bool
    origins: int
    destinations: int
    passed: int
    in_degree: float
    out_degree: float
    betweenness: float

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class RoutesOfEdition:
    """How much one edition tells, in texts of one kind; kinds are never added.

    Attributes:
        edition: year.
        text_kind: narrative, excerpt, summary or sample.
        texts: texts read.
        mentions: ways told.
        pairs: pairs of countries among them.
        newly_told: ways that a text tells and that of the same country in the edition before does not. None where no
            whole text of the same country is held of the edition right before: silence of a summary says nothing, and
            nothing is compared across an edition that is not held.
        no_longer_told: ways of that edition that the text of the same country does not tell in this one; None as above.
        like_texts: countries of which whole texts of both editions are held.
    """

    edition: int
    text_kind: str
    texts: int
    mentions: int
    pairs: int
    newly_told: int | None
    no_longer_told: int | None
    like_texts: int

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class RouteNetwork:
    """Routes that texts mention.

    Attributes:
        edges: one for each text and pair of countries.
        texts: the texts that were read.
        at_risk: whether people only at risk are among them.
        hedged: whether reported, alleged and possible ways are.
        transit: whether legs of ways through a country are.
        samples: whether the texts are samples, our own restatements.
    """

    edges: tuple[RouteEdge, ...]
    texts: tuple[TextRead, ...]
    at_risk: bool
    hedged: bool
    transit: bool
    samples: bool

    def __len__(self) -> int:
        """Return the number of mentions."""
        return len(self.edges)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> RouteNetwork:
        """Return the network that `to_dict` made a record of."""
        return cls(
            edges=tuple(RouteEdge.from_dict(row) for row in record["edges"]),
            texts=tuple(TextRead(**row) for row in record["texts"]),
            **{name: record[name] for name in ("at_risk", "hedged", "transit", "samples")},
        )

    @property
    def editions(self) -> tuple[int, ...]:
        """Return the editions of which texts were read."""
        return tuple(sorted({text.edition for text in self.texts}))

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries at the ends of routes and on the way."""
        return tuple(sorted({c for e in self.edges for c in (*e.ends, *e.via)}))

    @property
    def countries_with_text(self) -> tuple[str, ...]:
        """Return the countries of which a text was read."""
        return tuple(sorted({text.country for text in self.texts}))

    @property
    def countries_without_text(self) -> tuple[str, ...]:
        """Return every country of which no text was read: hatched on a map, whether or not a route names it."""
        held = {text.country for text in self.texts}
        return tuple(
            country.code
            for country in all_countries()
            if country.code not in held
            and country.region
            and any(
                country.dissolved is None or year <= country.dissolved for year in self.editions
            )
        )

    def filter(
        self,
        *,
        forms: Collection[str] = (),
        victims: Collection[str] = (),
        editions: Collection[int] = (),
        countries: Collection[str] = (),
        told_by: Collection[str] = (),
        text_kinds: Collection[str] = (),
    ) -> RouteNetwork:
        """Return the part of the network that fits; an empty argument asks for nothing.

        Args:
            forms: any of these codes; a route of which no form is told fits none.
            victims: any of these codes.
            editions: years; texts of others are left out too.
            countries: either end, or on the way.
            told_by: origin, destination, third.
            text_kinds: narrative, excerpt, summary, sample; texts of others are left out too.
        """
        return replace(
            self,
            edges=tuple(
                edge
                for edge in self.edges
                if (not forms or not set(forms).isdisjoint(edge.forms))
                and (not victims or not set(victims).isdisjoint(edge.victims))
                and (not editions or edge.edition in editions)
                and (not countries or not set(countries).isdisjoint((*edge.ends, *edge.via)))
                and (not told_by or edge.told_by in told_by)
                and (not text_kinds or edge.text_kind in text_kinds)
            ),
            texts=tuple(
                text
                for text in self.texts
                if (not editions or text.edition in editions)
                and (not text_kinds or text.text_kind in text_kinds)
            ),
        )

    def only(
        self, *, at_risk: bool = False, hedged: bool = False, transit: bool = False
    ) -> RouteNetwork:
        """Return the network without what is not asked for, as `collect_routes` would have made it.

        Args:
            at_risk: keep people only at risk, where they were collected.
            hedged: keep what is reported, alleged and possible.
            transit: keep legs of ways through a country.
        """
        kinds = {"route", *(("at_risk",) if at_risk else ()), *(("transit",) if transit else ())}
        return replace(
            self,
            edges=tuple(e for e in self.edges if e.kind in kinds and (hedged or not e.hedged)),
            at_risk=at_risk and self.at_risk,
            hedged=hedged and self.hedged,
            transit=transit and self.transit,
        )

    def pairs(self) -> tuple[RoutePair, ...]:
        """Return the mentions joined by edition, origin and destination, with who tells and who is held."""
        kinds = {(text.country, text.edition): text.text_kind for text in self.texts}
        joined: dict[tuple[int, str, str], list[RouteEdge]] = {}
        for edge in self.edges:
            joined.setdefault((edge.edition, *edge.ends), []).append(edge)
        return tuple(
            RoutePair(
                origin,
                destination,
                edition,
                tuple(edges),
                kinds.get((origin, edition), "not_held"),
                kinds.get((destination, edition), "not_held"),
            )
            for (edition, origin, destination), edges in joined.items()
        )

    def over_time(self) -> tuple[RoutesOfEdition, ...]:
        """Return what each edition tells, kind of text by kind."""
        units = sorted({(text.text_kind, text.edition) for text in self.texts})
        return tuple(self._of_edition(edition, kind) for kind, edition in units)

    def _of_edition(self, edition: int, kind: str) -> RoutesOfEdition:
        read, mine = self._told_in(edition, kind)
        before, earlier = self._told_in(edition - 1, kind)
        like = read & before if kind in WHOLE_KINDS else set()
        now, then = (
            {(e.told_in, e.ends) for e in edges if e.told_in in like} for edges in (mine, earlier)
        )
        return RoutesOfEdition(
            edition=edition,
            text_kind=kind,
            texts=len(read),
            mentions=len(mine),
            pairs=len({e.ends for e in mine}),
            newly_told=len(now - then) if like else None,
            no_longer_told=len(then - now) if like else None,
            like_texts=len(like),
        )

    def _told_in(self, edition: int, kind: str) -> tuple[set[str], list[RouteEdge]]:
        """Return the countries of which a text of a kind was read in an edition, and what these tell."""
        unit = (edition, kind)
        read = {t.country for t in self.texts if (t.edition, t.text_kind) == unit}
        return read, [e for e in self.edges if (e.edition, e.text_kind) == unit]

    def graph(self) -> networkx.MultiDiGraph[str]:
        """Return the network for networkx: an edge for each mention, with plain attributes alone."""
        from tierbook.dossier.flows.graphs import make_graph

        return make_graph(self)

    def centrality(self) -> tuple[CountryInRoutes, ...]:
        """Return the place of each country by networkx, most origins and destinations first; a pair counts once."""
        from tierbook.dossier.flows.graphs import measure_centrality

        return measure_centrality(self)

    def to_graphml(self) -> str:
        """Return the network as GraphML 1.0."""
        from tierbook.dossier.flows.graphs import write_graphml

        return write_graphml(self)

    def to_gexf(self) -> str:
        """Return the network as GEXF 1.2."""
        from tierbook.dossier.flows.graphs import write_gexf

        return write_gexf(self)

    def to_csv(self) -> str:
        """Return the mentions as CSV, a row each, with their words."""
        from tierbook.dossier.flows.rows import write_csv

        return write_csv(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what was read, the mentions, and the countries without a text."""
        return {
            "counts": COUNTS,
            "samples": self.samples,
            "at_risk": self.at_risk,
            "hedged": self.hedged,
            "transit": self.transit,
            "editions": list(self.editions),
            "texts": [text.to_dict() for text in self.texts],
            "countries_without_text": list(self.countries_without_text),
            "edges": [edge.to_dict() for edge in self.edges],
        }
