"""What every page has: rooms in the masthead, the chosen display, versions in the footer."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest

from tierbook.files import VERSION
from tierbook.library.catalogue.search import LONGEST_QUERY
from tierbook.library.reading.variables import codebook

__all__ = ["ROOMS", "THEMES", "furniture"]

# What the texts tell, and what they are read by; the search is a form of its own beside them.
ROOMS = (
    (
        ("/", "Editions"),
        ("/digest/", "Digests"),
        ("/countries/", "Countries"),
        ("/compare/", "Compare"),
        ("/flows/", "Routes"),
        ("/recommendations/", "Recommendations"),
        ("/charts/", "Charts"),
        ("/panel/", "Panel"),
        ("/packs/", "Packs"),
    ),
    (
        ("/variables/", "Variables"),
        ("/law/", "Law"),
        ("/clock/", "Clock"),
        ("/method/", "Method"),
    ),
)
THEMES = ("light", "dark")
SCRIPTS = (
    "django_htmx/htmx-2.min.js",
    "django_htmx/ext/hx-head-2.min.js",
    "tierbook/tierbook.js",
    "tierbook/parts.js",
    "tierbook/keys.js",
    "tierbook/wrong.js",
    "tierbook/citing.js",
)
# No inline style, no code made from text: the policy of the site refuses both. Going back loads the page anew, so that
# it is what its address says.
HTMX = orjson.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "includeIndicatorStyles": False,
        "refreshOnHistoryMiss": True,
        "selfRequestsOnly": True,
    }
).decode()


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Return the context of masthead and footer."""
    theme = request.COOKIES.get("display", "")
    return {
        "rooms": ROOMS,
        "longest_query": LONGEST_QUERY,
        "room": getattr(request, "room", ""),
        "scripts": SCRIPTS,
        "htmx_config": HTMX,
        "keys_off": request.COOKIES.get("keys") == "off",
        "theme": theme if theme in THEMES else "",
        "version": VERSION,
        "codebook_name": codebook().name,
        "full_path": request.get_full_path(),
    }
