"""What a page is about, in the terms of schema.org: for search engines and whoever gathers what libraries hold.

A block of data in the page: it is no script, so nothing of it is run, and the policy of the site lets it stand. `<` is
written as an escape, so that no text can end the block.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.safestring import SafeString, mark_safe

from tierbook.files import VERSION
from tierbook.library.api.beside.tables import Beside
from tierbook.library.reading.values import country_name
from tierbook.library.reading.variables import codebook

__all__ = ["as_block", "describe_page"]

_LAW = ("law", "laws")
_NOT_DATA = ("document", "finding")  # cited as what they are: tierbook.library.citing
_PUBLISHER = {"@type": "Organization", "name": "tierbook"}


def describe_page(beside: Beside | None, site: str, path: str) -> dict[str, Any] | None:
    """Return what a page with a table is about, None for a page without one."""
    if beside is None or beside.table.id in _NOT_DATA:
        return None
    if beside.table.id in _LAW:
        return _legislation(beside, site, path)
    return _dataset(beside, site, path)


def _dataset(beside: Beside, site: str, path: str) -> dict[str, Any]:
    address = f"{site}{path}" + (f"?{beside.query}" if beside.query and beside.table.query else "")
    made = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": beside.title,
        "description": f"{beside.title}. Values read by tierbook {VERSION} from the Trafficking in Persons Report, "
        "each with its words; not a publication of the U.S. government.",
        "license": "https://spdx.org/licenses/MIT",
        "isAccessibleForFree": True,
        "creator": _PUBLISHER,
        "version": f"tierbook {VERSION}, codebook {codebook().name}",
        "isBasedOn": {
            "@type": "Report",
            "name": "Trafficking in Persons Report",
            "author": _author(),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": f"{site}{beside.address(ending)}",
            }
            for ending, media in (("csv", "text/csv"), ("json", "application/json"))
        ],
        "subjectOf": f"{site}{beside.address('metadata.json')}",
    }
    subject = beside.subject
    if "code" in subject:
        made["spatialCoverage"] = {
            "@type": "Country", "name": country_name(subject["code"]), "identifier": subject["code"],
        }  # fmt: skip
    if "year" in subject:
        made["temporalCoverage"] = f"{int(subject['year']) - 1}-04-01/{subject['year']}-03-31"
    return made


def _legislation(beside: Beside, site: str, path: str) -> dict[str, Any]:
    from tierbook.editions import LAST_EDITION
    from tierbook.errors import NotInForce
    from tierbook.standards import law_in_force

    year = int(beside.subject.get("year") or LAST_EDITION)
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": f"{site}{path}",
        "name": beside.title,
        "legislationJurisdiction": {"@type": "Country", "name": "United States"},
        "subjectOf": f"{site}{beside.address('metadata.json')}",
    }
    try:
        law = law_in_force(year)
    except NotInForce:
        return made
    return {
        **made,
        "name": law.title,
        "legislationIdentifier": law.citation,
        "legislationDate": law.to_dict().get("signed"),
        "version": law.version,
    }


def _author() -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": "U.S. Department of State"}


def as_block(record: Mapping[str, Any] | None) -> SafeString:
    """Return a record as the block of a page, nothing for None."""
    if record is None:
        return mark_safe("")
    kept = {name: value for name, value in record.items() if value is not None}
    words = orjson.dumps(kept).decode()
    for sign, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        words = words.replace(sign, escape)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')
