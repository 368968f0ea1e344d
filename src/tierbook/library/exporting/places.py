"""Where a page of the site stands in an export, and what is left out of it by name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, resolve

__all__ = [
    "FINDINGS",
    "LEFT_OUT",
    "LEFT_OUT_PAGE",
    "PARTS",
    "SEARCH_PAGE",
    "Places",
    "is_own",
    "relative",
]

FINDINGS = "Pages of single findings"
LEFT_OUT_PAGE, SEARCH_PAGE = "left-out.html", "search.html"
# What is left out, and why: each is a form of a server, or is made anew by each asking.
LEFT_OUT = (
    ("Compare, panel, packs", "They are made of what a reader chooses, by a server."),
    ("Sign in, account, desk, reports", "They belong to the people of one library on one server."),
    ("Citation files and exhibits", "They are made for the place that a reader asks for."),
    ("The interface for programs, feeds", "Programs read the JSON files beside the pages instead."),
    (
        "Filters and other orders of a list",
        "A list stands here as it stands when nothing is chosen.",
    ),
    (
        "Tables that the interface makes, descriptions of tables, the clock as a file",
        "Those of a country, a digest, a chart and the like stand here as CSV and JSON.",
    ),
    ("Charts as PNG and as pages", "They stand here as SVG, CSV and JSON."),
    (
        FINDINGS,
        "Their links lead to the finding in its document. `--findings` takes the pages in.",
    ),
)
_KEPT = frozenset(
    """home countries edition document document-json beside variables variable laws law law-entry law-compare law-beside
    statute statute-law statute-entry statute-compare statute-beside clock clock-of charts chart method flows flows-of
    digests digest recommendations recommendations-file country-recommendations country-recommendations-file country
    dossier-json dossier-csv series series-file indices indices-json indices-csv changes changes-between changes-json
    changes-csv errata erratum erratum-json releases releases-json help variable-file flows-file digest-file
    chart-file errata-file history history-json""".split()
)
_OWN = re.compile(r"/(?:start|left-out|words|words/\w+)\.html|/search/documents\.js")
# Parts that a copy may do without; the charts that stand in pages are always taken.
PARTS = {
    "charts": frozenset({"charts", "chart"}),
    "changes": frozenset({"changes", "changes-between", "changes-json", "changes-csv", "beside"}),
    "clock": frozenset({"clock", "clock-of"}),
    "digests": frozenset({"digests", "digest", "digest-file"}),
    "flows": frozenset({"flows", "flows-of", "flows-file"}),
    "json": frozenset(name for name in _KEPT if name.endswith("-json")),
    "law": frozenset(name for name in _KEPT if name.startswith(("law", "statute"))),
    "variables": frozenset({"variables", "variable", "variable-file"}),
}
_FORMS = {
    "flows-file": frozenset({"csv", "json", "graphml", "gexf"}),
    "digest-file": frozenset({"csv", "json", "md"}),
    "chart-file": frozenset({"svg", "csv", "json"}),
    "errata-file": frozenset({"csv", "json"}),
}
_QUERIES = frozenset({"page", "edition", "bare", "narrow"})
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


class Places:
    """Addresses of the site to files of the export.

    Args:
        findings: whether each finding has a page of its own.
        without: names of `PARTS` that are left out.
    """

    def __init__(self, *, findings: bool = False, without: Collection[str] = ()) -> None:
        kept = _KEPT | {"finding", "finding-json"} if findings else _KEPT
        self._kept = kept.difference(*(PARTS[name] for name in without))
        self.findings, self.without = findings, tuple(sorted(without))
        self._known: dict[str, str | None] = {}

    def file_of(self, address: str) -> str | None:
        """Return the file of an address, None where it is left out.

        Args:
            address: path and query, without the part behind `#`.
        """
        if address not in self._known:
            self._known[address] = self._find(address)
        return self._known[address]

    def _find(self, address: str) -> str | None:
        parts = urlsplit(address)
        if parts.path == "/search/":
            return SEARCH_PAGE
        if is_own(parts.path):
            return parts.path.lstrip("/")
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        form = match.kwargs.get("form")
        if match.url_name not in self._kept:
            return None
        if form is not None and form not in _FORMS.get(match.url_name, {form}):
            return None
        query = parse_qsl(parts.query, keep_blank_values=True)
        if any(name not in _QUERIES or not set(value) <= _PLAIN for name, value in query):
            return None
        path = parts.path.lstrip("/")
        path = f"{path}index.html" if not path or path.endswith("/") else path
        asked = "".join(f"-{name}{f'-{value}' if value else ''}" for name, value in sorted(query))
        stem, dot, ending = path.rpartition(".")
        return f"{stem}{asked}{dot}{ending}"


def is_own(path: str) -> bool:
    """Tell whether an address is one of a page that the export alone has."""
    return _OWN.fullmatch(path) is not None


def relative(target: str, page: str) -> str:
    """Return the way from one file of the export to another."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
