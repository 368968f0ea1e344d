"""`CITATION.cff` and `datacite.json`: how a release is cited, for people and for registries of DOIs."""

from __future__ import annotations

import json
from typing import Any

from tierbook.files import VERSION
from tierbook.release.dataset.about import KEYWORDS, UNNAMED, About, Creator
from tierbook.release.dataset.described import load_rights

__all__ = ["write_cff", "write_datacite"]

_UNKNOWN = "(:unav)"  # DataCite's word for what is not known
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "dta": "application/x-stata-dta",
    "sav": "application/x-spss-sav",
    "sqlite": "application/vnd.sqlite3",
}
_REPORT = "U.S. Department of State, Trafficking in Persons Report"


def write_cff(about: About) -> bytes:
    """Return the citation in the Citation File Format 1.2."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('Cite the release with its version, and the document of the Report for every value.')}",
        "type: dataset",
        f"title: {_quoted(about.title)}",
        f"version: {_quoted(about.version)}",
        f"date-released: {about.day}",
        *([f"doi: {_quoted(about.doi)}"] if about.doi else []),
        "license: CC-BY-4.0",
        "authors:",
        *(line for creator in about.creators for line in _author(creator)),
        "keywords:",
        *(f"  - {_quoted(word)}" for word in KEYWORDS),
        f"abstract: {_quoted(about.description)}",
    ]
    return ("\n".join(lines) + "\n").encode()


def write_datacite(about: About) -> bytes:
    """Return the metadata after DataCite 4.5 as JSON."""
    rights = load_rights()
    record: dict[str, Any] = {
        **({"doi": about.doi} if about.doi else {}),
        "creators": [_creator(creator) for creator in about.creators],
        "titles": [{"title": about.title}],
        "publisher": {"name": _publisher(about)},
        "publicationYear": str(about.year),
        "types": {"resourceType": "Data set with codebook", "resourceTypeGeneral": "Dataset"},
        "subjects": [{"subject": word} for word in KEYWORDS],
        "dates": [{"date": about.day, "dateType": "Issued"}],
        "language": "en",
        "version": about.version,
        "formats": [*dict.fromkeys(_MEDIA[form] for form in ("csv", *about.formats))],
        "rightsList": [
            {
                "rights": f"{one.licence_title}. {one.statement}",
                **({"rightsUri": one.licence_href} if one.licence_href else {}),
                **(
                    {"rightsIdentifier": one.licence, "rightsIdentifierScheme": "SPDX"}
                    if one.registered
                    else {}
                ),
            }
            for one in rights.values()
        ],
        "descriptions": [
            {"description": about.description, "descriptionType": "Abstract"},
            {"description": about.methods or about.made_of, "descriptionType": "Methods"},
            {
                "description": f"Coded by tierbook {VERSION} from pages of the {_REPORT}, whose ids, publishers and "
                "hashes stand in the table documents.",
                "descriptionType": "TechnicalInfo",
            },
        ],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _publisher(about: About) -> str:
    """Return the first creator where it is an institution; a person who makes a release need not publish it."""
    first = about.creators[0]
    return _UNKNOWN if first.is_person or first.name == UNNAMED else first.name


def _creator(creator: Creator) -> dict[str, Any]:
    if creator.name == UNNAMED:
        return {"name": _UNKNOWN}
    if not creator.is_person:
        return {"name": creator.name, "nameType": "Organizational"}
    record: dict[str, Any] = {
        "name": creator.name,
        "nameType": "Personal",
        "givenName": creator.given,
        "familyName": creator.family,
    }
    if creator.orcid:
        record["nameIdentifiers"] = [
            {
                "nameIdentifier": f"https://orcid.org/{creator.orcid}",
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
    return record


def _author(creator: Creator) -> list[str]:
    if not creator.is_person:
        return [f"  - name: {_quoted(creator.name)}"]
    lines = [
        f"  - family-names: {_quoted(creator.family)}",
        f"    given-names: {_quoted(creator.given)}",
    ]
    return [*lines, f"    orcid: https://orcid.org/{creator.orcid}"] if creator.orcid else lines


def _quoted(words: str) -> str:
    """Return words as a scalar of YAML: JSON's form of a string is one."""
    return json.dumps(words, ensure_ascii=False)
