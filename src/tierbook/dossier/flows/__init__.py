"""Routes of victims over countries and editions, as narratives mention them: never numbers of people."""

from tierbook.dossier.flows.collecting import collect_routes
from tierbook.dossier.flows.network import CountryInRoutes, RouteNetwork, RoutePair, RoutesOfEdition
from tierbook.dossier.flows.route import RouteEdge, TextRead

__all__ = [
    "CountryInRoutes",
    "RouteEdge",
    "RouteNetwork",
    "RoutePair",
    "RoutesOfEdition",
    "TextRead",
    "collect_routes",
]
