"""What every page has: rooms in the masthead, the chosen display, versions in the footer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tierbook.files import VERSION
from tierbook.library.reading.variables import codebook

__all__ = ["ROOMS", "THEMES", "furniture"]

ROOMS = (
    ("/", "Editions"),
    ("/digest/", "Digests"),
    ("/countries/", "Countries"),
    ("/variables/", "Variables"),
    ("/law/", "Law"),
    ("/clock/", "Clock"),
    ("/recommendations/", "Recommendations"),
    ("/compare/", "Compare"),
    ("/flows/", "Routes"),
    ("/charts/", "Charts"),
    ("/packs/", "Packs"),
    ("/search/", "Search"),
    ("/method/", "Method and limits"),
)
THEMES = ("light", "dark")


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Return the context of masthead and footer."""
    theme = request.COOKIES.get("display", "")
    return {
        "rooms": ROOMS,
        "room": getattr(request, "room", ""),
        "theme": theme if theme in THEMES else "",
        "version": VERSION,
        "codebook_name": codebook().name,
        "full_path": request.get_full_path(),
    }
