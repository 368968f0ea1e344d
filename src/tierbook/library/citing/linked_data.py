"""A citation as JSON-LD: the report, the narrative as a part of it, and where it is kept (schema.org)."""

from __future__ import annotations

from typing import Any

from tierbook.release import Citation

__all__ = ["linked_data"]


def linked_data(citation: Citation) -> dict[str, Any]:
    """Return what a citation says, in the terms of schema.org."""
    source, address = citation.source, citation.permalink
    if source.sample:
        return {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "@id": address,
            "name": citation.text("publisher"),
            "creativeWorkStatus": "sample, not a quotation",
            "publisher": {"@type": "Organization", "name": "tierbook"},
        }
    author = {"@type": "GovernmentOrganization", "name": source.author}
    if source.kind == "summary":
        author = {"@type": "Organization", "name": source.author}
    item = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address,
        "name": source.name,
        "author": author,
        "publisher": author,
        "datePublished": source.published or None,
        "about": {"@type": "Country", "name": source.part} if source.part else None,
        "isPartOf": {
            "@type": "PublicationIssue",
            "name": source.work,
            "issueNumber": None if source.edition is None else str(source.edition),
        },
        "sameAs": source.address or None,
        "provider": {"@type": "Organization", "name": source.site} if source.site else None,
        "identifier": f"sha256:{source.sha256}",
        "citation": citation.text("publisher"),
        "inLanguage": "en",
    }
    return {name: value for name, value in item.items() if value is not None}
