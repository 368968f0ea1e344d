"""Which table stands beside which page: by the address of the page, with its columns, and where its files are.

A table that the page's own views give keeps its addresses; the others are given here, from the operation of the
interface that gives the same rows. So nothing is worked out twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tierbook.dossier import (
    CHANGE_COLUMNS,
    COMPARISON_COLUMNS,
    DIGEST_COLUMNS,
    DOSSIER_COLUMNS,
    INDEX_COLUMNS,
    LEDGER_COLUMNS,
    LONGEST_COLUMNS,
    ROUTE_COLUMNS,
    SERIES_COLUMNS,
)
from tierbook.library.api.operations.countries import COUNTRY_COLUMNS
from tierbook.library.api.operations.editions import EDITION_COLUMNS
from tierbook.library.api.operations.law import LAW_COLUMNS, LAWS_COLUMNS
from tierbook.library.api.operations.reference import ACCURACY_COLUMNS, VARIABLE_COLUMNS
from tierbook.library.api.operations.searching import HIT_COLUMNS
from tierbook.library.api.rows import DOCUMENT_COLUMNS, FINDING_COLUMNS
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variable_values import VALUE_COLUMNS
from tierbook.library.record.errata import ERRATA_COLUMNS

__all__ = ["Beside", "Table", "beside_of", "table_at"]

EVIDENCE_COLUMNS = (
    "document",
    "finding",
    "variable",
    "value",
    "paragraph",
    "sentence",
    "start",
    "end",
    "text",
)
LIST_COLUMNS = ("code", "name", "years", "waivers", "last", "next_words", "must", "became_words")


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table.

    Attributes:
        id: its name.
        page: the addresses of the pages that it stands beside, as a pattern.
        stem: the address of its files without their ending, with the groups of the pattern.
        title: what it is, with the same groups; `{country}` stands in words.
        columns: its columns; a function of the subject where they depend on it.
        api: the request of the interface that gives the same rows, where no view of the page gives its files.
        query: whether the files depend on the query of the page.
        coded: whether its values were read by the coder, so that accuracy is told.
    """

    id: str
    page: str
    stem: str
    title: str
    columns: Sequence[str] | Callable[[Mapping[str, str], str], Sequence[Mapping[str, Any]]]
    api: str = ""
    query: bool = False
    coded: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """A table beside one page: what of, and the addresses of its files."""

    table: Table
    subject: Mapping[str, str]
    query: str = ""

    @property
    def stem(self) -> str:
        """Return the address of its files without their ending."""
        return self.table.stem.format(**self.subject)

    def address(self, ending: str) -> str:
        """Return the address of a file."""
        return f"{self.stem}.{ending}" + (
            f"?{self.query}" if self.query and self.table.query else ""
        )

    @property
    def title(self) -> str:
        """Return what it is."""
        words = dict(self.subject)
        if "code" in words:
            words["country"] = country_name(words["code"])
        return self.table.title.format(**words)


def _panel(subject: Mapping[str, str], query: str) -> list[dict[str, Any]]:
    from django.http import QueryDict

    from tierbook.library.reading.panel_page import AskedPanel, whole_panel

    types = {"integer": "integer", "number": "number", "date": "date"}
    made = whole_panel(AskedPanel.of(QueryDict(query or "set=core")))
    return [
        {"name": c.name, "type": types.get(c.kind, "string"), "description": c.label}
        for c in made.table.columns
    ]


def _chart(subject: Mapping[str, str], query: str) -> list[dict[str, Any]]:
    from tierbook.library.api.beside.columns import describe_column
    from tierbook.library.reading.charting import make_chart

    return [
        describe_column(str(name))
        for name in make_chart(subject["kind"], subject["subject"]).columns
    ]


@cache
def _tables() -> tuple[tuple[re.Pattern[str], Table], ...]:
    code, year, one = r"(?P<code>[A-Z]{3})", r"(?P<year>\d{4})", r"(?P<id>[^/]+)"
    document = r"(?P<document>[a-z0-9-]+)"
    tables = (
        Table("editions", r"/(?:digest/)?", "/editions", "Editions of the Report, and what is held of each",
              EDITION_COLUMNS, "/editions", coded=False),
        Table("countries", r"/countries/", "/countries", "Countries of which a text is held", COUNTRY_COLUMNS,
              "/countries", coded=False),
        Table("edition", rf"/editions/{year}/", "/editions/{year}", "Texts held of the edition of {year}",
              DOCUMENT_COLUMNS, "/documents?edition={year}"),
        Table("document", rf"/documents/{document}/", "/documents/{document}", "Values read in {document}",
              FINDING_COLUMNS, "/documents/{document}/findings"),
        Table("finding", rf"/documents/{document}/findings/(?P<finding>[0-9a-f]+)/",
              "/documents/{document}/findings/{finding}", "Words that a value of {document} rests on",
              EVIDENCE_COLUMNS),
        Table("variables", r"/variables/", "/variables", "Questions of the codebook", VARIABLE_COLUMNS, "/variables"),
        Table("variable", rf"/variables/{one}/", "/variables/{id}/values", "Values of {id} over all texts",
              VALUE_COLUMNS),
        Table("laws", r"/law/", "/law", "Forms of the statute", LAWS_COLUMNS, "/law", coded=False),
        Table("law", rf"/law/{year}/", "/law/{year}", "The statute as it stood for the edition of {year}", LAW_COLUMNS,
              "/law/{year}", coded=False),
        Table("clock", rf"/clock/{year}/", "/clock/{year}", "The Watch List of {year}, with what the clock allows next",
              LIST_COLUMNS, coded=False),
        Table("compare", r"/compare/", "/compare", "Units side by side", COMPARISON_COLUMNS, query=True),
        Table("chart", r"/charts/(?P<kind>[a-z]+)/(?:(?P<subject>[A-Za-z0-9_/-]+)/)?", "/charts/{kind}{slash}{subject}",
              "Data of the chart {kind} {subject}", _chart),
        Table("flows", rf"/flows/{year}/", "/flows/{year}",
              "Routes that texts of {year} mention; mentions, never numbers of people", ROUTE_COLUMNS, query=True),
        Table("panel", r"/panel/", "/panel", "A panel of countries and editions", _panel, query=True),
        Table("digest", rf"/digest/{year}/", "/digest/{year}", "A digest of the edition of {year}", DIGEST_COLUMNS),
        Table("recommendations", r"/recommendations/", "/recommendations", "Recommendations that stand longest",
              LONGEST_COLUMNS),
        Table("ledger", rf"/{code}/recommendations/", "/{code}/recommendations",
              "Recommendations to {country} over the editions", LEDGER_COLUMNS),
        Table("dossier", rf"/{code}/", "/{code}/dossier", "{country} over the editions", DOSSIER_COLUMNS),
        Table("series", rf"/{code}/series/", "/{code}/series", "Figures of {country} over the editions",
              SERIES_COLUMNS, query=True),
        Table("indices", rf"/{code}/indices/", "/{code}/indices",
              "Scores of {country} after the 3P rules; ours, no tier", INDEX_COLUMNS),
        Table("changes", rf"/{code}/(?P<before>\d{{4}})/(?P<after>\d{{4}})/", "/{code}/{before}/{after}",
              "{country}: what changed from {before} to {after}", CHANGE_COLUMNS, query=True),
        Table("search", r"/search/", "/search", "Passages that were found", HIT_COLUMNS, "/search", query=True),
        Table("errata", r"/errata/", "/errata", "Published values that changed", ERRATA_COLUMNS, query=True),
        Table("accuracy", r"/method/", "/accuracy", "How often the coder is right", ACCURACY_COLUMNS, "/accuracy",
              coded=False),
    )  # fmt: skip
    return tuple((re.compile(table.page), table) for table in tables)


def beside_of(path: str, query: str = "") -> Beside | None:
    """Return the table beside the page at an address, None where there is none."""
    for pattern, table in _tables():
        found = pattern.fullmatch(path)
        if found is not None:
            subject = {name: value or "" for name, value in found.groupdict().items()}
            subject["slash"] = "/" if subject.get("subject") else ""
            if table.query and table.id in ("compare", "panel", "search") and not query:
                return None
            return Beside(table, subject, query)
    return None


def table_at(stem: str, query: str = "") -> Beside | None:
    """Return the table whose files have an address without its ending, None where there is none."""
    for page in _pages_of(stem):
        found = beside_of(page, query)
        if found is not None and found.stem == stem:
            return found
    return None


def _pages_of(stem: str) -> tuple[str, ...]:
    """Return the addresses that the page of a stem may have."""
    if stem == "/editions":
        return ("/",)
    if stem == "/accuracy":
        return ("/method/",)
    if stem.endswith("/dossier"):
        return (f"{stem.removesuffix('dossier')}",)
    if stem.endswith("/values"):
        return (f"{stem.removesuffix('values')}",)
    return (f"{stem}/",)
