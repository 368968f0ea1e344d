"""What a table is, as a resource of a data package (Frictionless): columns, sources, rights, versions, accuracy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count

from tierbook.agreement import load_measured
from tierbook.files import VERSION
from tierbook.library.api.beside.columns import describe_column
from tierbook.library.api.beside.tables import Beside
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import codebook

__all__ = ["metadata_of"]

_RIGHTS = (
    "Words of narratives are those of the U.S. Department of State, as the publisher named served them; each "
    "publisher's own terms stand with its text. Values, counts and sentences of ours are tierbook's, under the MIT "
    "licence. Not a publication of the U.S. government, UNHCR or the United Nations."
)
_MISSING = (
    "An empty cell has no value. Absence is named in a column of its own where the table has one; it is never no and "
    "never 0."
)


def metadata_of(beside: Beside, site: str) -> dict[str, Any]:
    """Return the metadata of a table.

    Args:
        beside: the table, and what of.
        site: address of the site.
    """
    name = "-".join(part for part in beside.stem.lower().strip("/").split("/") if part)
    documents = _documents(beside)
    samples = sum(n for _, kind, n in documents if kind == "sample")
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": beside.title
        + (" (sample)" if documents and samples == sum(n for *_, n in documents) else ""),
        "description": _MISSING,
        "path": f"{site}{beside.address('csv')}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {"fields": _fields(beside), "missingValues": [""]},
        "alternates": [
            {"path": f"{site}{beside.address('json')}", "mediatype": "application/json"}
        ],
        "sources": _sources(beside, documents),
        "licenses": [
            {"name": "MIT", "path": "https://spdx.org/licenses/MIT", "title": "MIT License"}
        ],
        "rights": _RIGHTS,
        "version": VERSION,
        "codebook": codebook().name,
        "accuracy": _accuracy(beside),
        "samples": samples,
        "citation": f"tierbook {VERSION}, {beside.title}, codebook {codebook().name}, {site}{beside.stem}.csv",
    }


def _fields(beside: Beside) -> list[Mapping[str, Any]]:
    columns = beside.table.columns
    if callable(columns):
        return list(columns(beside.subject, beside.query))
    return [describe_column(name) for name in columns]


def _documents(beside: Beside) -> list[tuple[str, str, int]]:
    """Return the publishers of what the table rests on, with kind of text and how many texts."""
    rows = Document.objects.all()
    subject = beside.subject
    if "document" in subject:
        rows = rows.filter(pk=subject["document"])
    elif "code" in subject:
        rows = rows.filter(country=subject["code"])
    elif "year" in subject:
        rows = rows.filter(edition=int(subject["year"]))
    counts = rows.values_list("publisher", "text_kind").annotate(n=Count("pk"))
    return [(str(p), str(k), int(n)) for p, k, n in counts.order_by("publisher", "text_kind")]


def _sources(beside: Beside, documents: Iterable[tuple[str, str, int]]) -> list[dict[str, str]]:
    about = ""
    if "code" in beside.subject:
        about = f" on {country_name(beside.subject['code'])}"
    elif "year" in beside.subject:
        about = f" of the edition of {beside.subject['year']}"
    rows = []
    for publisher, kind, n in documents:
        if kind == "sample":
            rows.append(
                {
                    "title": f"Samples restated by tierbook{about}: {n}; no source, not to be cited as one"
                }
            )
        else:
            rows.append(
                {
                    "title": f"U.S. Department of State, Trafficking in Persons Report{about}, as served by "
                    f"{publisher}: {n} of kind {kind}"
                }
            )
    if not beside.table.coded:
        rows.append(
            {
                "title": f"Package data of tierbook {VERSION}; each row names its own source where it has one"
            }
        )
    return rows


def _accuracy(beside: Beside) -> list[str]:
    """Return what is known of how often the values of a table are right."""
    if not beside.table.coded:
        return ["The values of this table were not read by the coder."]
    measured = load_measured()
    variable = beside.subject.get("id", "")
    if variable:
        found = [measured.accuracy(variable, kind) for kind in ("narrative", "summary")]
        return [row.explain() for row in found if row is not None] or ["Untested here."]
    return [
        "Accuracy differs by variable and kind of text; /accuracy.csv lists it. A variable that is not "
        "in it is untested.",
        *(measured.labels(kind) for kind in ("narrative", "summary")),
    ]
