"""Findings as W3C Web Annotations: a value as body, the sentences that it rests on as targets.

Each sentence is two targets of the same words: in the plain text of the narrative, by position, and on the page of
the document, by its anchor; both by quotation with what stands before and after. Where the official page is known its
quotation is a third, never for a sample. Every key is a term of the model's own context, so that nothing is lost when
an annotation is read as JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import describe_variable
from tierbook.release import ANNOTATION_CONTEXT, anchor_of, selectors_of

__all__ = ["CONTEXT", "annotation_of", "annotations_of"]

CONTEXT = ANNOTATION_CONTEXT
_OF_TEXT = "http://tools.ietf.org/rfc/rfc5147"  # fragments of plain text
_OF_PAGE = "http://tools.ietf.org/rfc/rfc3236"  # fragments of HTML
_RIGHTS = "https://spdx.org/licenses/MIT"


def annotations_of(coding: Mapping[str, Any], site: str) -> dict[str, Any]:
    """Return all findings of a coding as a collection with one page."""
    document = coding["document"]["id"]
    here = f"{site}/documents/{document}/annotations.json"
    items = [_annotation(coding, finding, site) for finding in coding["findings"]]
    return {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": f"Values read in {document}" + _sample(coding),
        "total": len(items),
        "first": {"id": f"{here}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def annotation_of(
    coding: Mapping[str, Any], finding: Mapping[str, Any], site: str
) -> dict[str, Any]:
    """Return one finding as an annotation that stands alone."""
    return {"@context": CONTEXT, **_annotation(coding, finding, site)}


def _sample(coding: Mapping[str, Any]) -> str:
    return " (sample, not a quotation)" if coding["document"]["text_kind"] == "sample" else ""


def _annotation(coding: Mapping[str, Any], finding: Mapping[str, Any], site: str) -> dict[str, Any]:
    document, variable = coding["document"]["id"], finding["variable"]
    words = value_in_words(variable, finding["value"]).word
    versions = coding["versions"]
    return {
        "id": f"{site}/documents/{document}/findings/{finding['id']}.annotation.json",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {
            "type": "Software",
            "name": f"{coding['coder']}, codebook {versions['codebook']}",
        },
        "generator": {
            "type": "Software",
            "name": f"tierbook {versions['tierbook']}",
            "homepage": f"{site}/",
        },
        "rights": _RIGHTS,
        "body": [
            {
                "type": "SpecificResource",
                "source": f"{site}/variables/{variable}/",
                "purpose": "classifying",
            },
            {
                "type": "TextualBody",
                "value": f"{describe_variable(variable).label}: {words}{_sample(coding)}",
                "format": "text/plain",
                "language": "en",
                "purpose": "describing",
            },
            {
                "id": f"{site}/api/v1/documents/{document}/findings/{finding['id']}",
                "type": "Dataset",
                "format": "application/json",
            },
        ],
        "target": list(_targets(coding, finding, site)),
    }


def _targets(
    coding: Mapping[str, Any], finding: Mapping[str, Any], site: str
) -> Iterator[dict[str, Any]]:
    head, text = coding["document"], coding["narrative"]["text"]
    document = head["id"]
    for words in finding["evidence"]:
        start, end = words["start"], words["end"]
        quote, position = selectors_of(text, start, end)
        yield _specific(
            f"{site}/api/v1/documents/{document}/text?format=txt",
            "text/plain",
            quote,
            position,
            {"type": "FragmentSelector", "conformsTo": _OF_TEXT, "value": f"char={start},{end}"},
        )
        anchor = anchor_of(words["paragraph"], words["sentence"])
        yield _specific(
            f"{site}/documents/{document}/",
            "text/html",
            quote,
            {"type": "FragmentSelector", "conformsTo": _OF_PAGE, "value": anchor},
        )
        address = head.get("address") or ""
        if head["text_kind"] != "sample" and address.startswith(("https://", "http://")):
            yield _specific(address, "text/html", quote)


def _specific(source: str, media: str, *selectors: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": {"id": source, "type": "Text", "format": media},
        "selector": selectors[0] if len(selectors) == 1 else list(selectors),
    }
