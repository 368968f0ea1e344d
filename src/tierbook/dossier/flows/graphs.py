"""Routes as a graph of networkx: measures, GraphML, GEXF. The same routes give the same bytes on every day."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from tierbook.dossier.flows.network import COUNTS, CountryInRoutes, RouteNetwork
from tierbook.places import get_country

if TYPE_CHECKING:
    import networkx

__all__ = ["make_graph", "measure_centrality", "write_gexf", "write_graphml"]

_DIGITS = 6
_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def make_graph(network: RouteNetwork) -> networkx.MultiDiGraph[str]:
    """Return a node for each country and an edge for each mention; lists are joined by semicolons."""
    import networkx

    note = f"Sample, not a quotation: {COUNTS}" if network.samples else COUNTS
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(counts=note)
    held = set(network.countries_with_text)
    for code in network.countries:
        graph.add_node(code, label=get_country(code).name, text_held=code in held)
    for number, edge in enumerate(network.edges):
        graph.add_edge(
            edge.origin,
            edge.destination,
            key=number,
            edition=edge.edition,
            route=edge.kind,
            told_by=edge.told_by,
            told_in=edge.told_in,
            text_kind=edge.text_kind,
            forms=";".join(edge.forms),
            victims=";".join(edge.victims),
            via=";".join(edge.via),
            certainty=edge.certainty,
            document=edge.document,
            words=" ".join(quote.text for quote in edge.quotes),
        )
    return graph


def measure_centrality(network: RouteNetwork) -> tuple[CountryInRoutes, ...]:
    """Return the measures of each country; a pair counts once, however many texts and editions tell it."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(network.countries)
    graph.add_edges_from(sorted({edge.ends for edge in network.edges}))
    if not graph:
        return ()
    held = set(network.countries_with_text)
    between = networkx.betweenness_centrality(graph)
    into, out = networkx.in_degree_centrality(graph), networkx.out_degree_centrality(graph)
    rows = [
        CountryInRoutes(
            country=code,
            held=code in held,
            origins=graph.in_degree(code),
            destinations=graph.out_degree(code),
            passed=sum(code in edge.via for edge in network.edges),
            in_degree=round(into[code], _DIGITS),
            out_degree=round(out[code], _DIGITS),
            betweenness=round(between[code], _DIGITS),
        )
        for code in graph
    ]
    return tuple(
        sorted(rows, key=lambda r: (-r.origins - r.destinations, -r.betweenness, r.country))
    )


def write_graphml(network: RouteNetwork) -> str:
    """Return GraphML 1.0, by the writer that is the same with and without other libraries."""
    from networkx.readwrite.graphml import write_graphml_xml

    buffer = io.BytesIO()
    write_graphml_xml(make_graph(network), buffer)
    return buffer.getvalue().decode() + "\n"


def write_gexf(network: RouteNetwork) -> str:
    """Return GEXF 1.2 without the day on which it was written."""
    import networkx

    lines = networkx.generate_gexf(make_graph(network), version="1.2draft")
    return _DATE.sub("", "\n".join(lines)) + "\n"
