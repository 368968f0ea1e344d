"""Routes of victims over countries and editions, as narratives mention them: never numbers of people."""

from tierbook.dossier.flows.collecting import RouteGathering, collect_routes
from tierbook.dossier.flows.network import (
    COUNTS,
    CountryInRoutes,
    RouteNetwork,
    RoutePair,
    RoutesOfEdition,
)
from tierbook.dossier.flows.route import RouteEdge, TextRead
from tierbook.dossier.flows.rows import ROUTE_COLUMNS, route_rows

__all__ = [
    "COUNTS",
    "ROUTE_COLUMNS",
    "CountryInRoutes",
    "RouteEdge",
    "RouteGathering",
    "RouteNetwork",
    "RoutePair",
    "RoutesOfEdition",
    "TextRead",
    "collect_routes",
    "route_rows",
]
