"""Documents and findings as plain values: the rows of lists, and the links between them."""

from __future__ import annotations

from typing import Any

from tierbook.errors import UnknownCountry
from tierbook.files import content_hash
from tierbook.library.api.problems import Problem
from tierbook.library.catalogue.models import Content, Document, Finding
from tierbook.library.desk.models import Decided
from tierbook.library.reading.held import shown_records
from tierbook.library.reading.values import country_name, value_in_words
from tierbook.library.reading.variables import describe_variable
from tierbook.library.record import finding_at
from tierbook.places import get_country
from tierbook.release import anchor_of

__all__ = [
    "DOCUMENT_COLUMNS",
    "FINDING_COLUMNS",
    "SAMPLE_NOTICE",
    "content_of",
    "digest_of",
    "digest_with_people",
    "document_links",
    "document_row",
    "find_finding",
    "finding_links",
    "finding_page",
    "finding_row",
    "no_finding",
    "region_of",
]

SAMPLE_NOTICE = "Sample, not a quotation. This text is restated in our own words and is no source."
DOCUMENT_COLUMNS = (
    "id", "sample", "country", "country_name", "region", "edition", "text_kind", "publisher", "title", "stated_tier",
    "coder", "paragraphs", "sentences", "findings", "digest",
)  # fmt: skip
FINDING_COLUMNS = (
    "id", "document", "sample", "country", "edition", "text_kind", "reference", "variable", "label", "pillar", "value",
    "value_in_words", "level", "place", "quote", "paragraph", "sentence", "cue", "coder",
)  # fmt: skip
_LEVELS, _PLACES = ("law", "practice"), ("home", "abroad")


def region_of(code: str | None) -> str | None:
    """Return the region of a country, None where it has none or is not known."""
    try:
        return get_country(code).region or None if code else None
    except UnknownCountry:
        return None


def document_row(document: Document, site: str) -> dict[str, Any]:
    """Return a document for a list."""
    return {
        "id": document.id,
        "sample": document.is_sample,
        "country": document.country,
        "country_name": _name(document),
        "region": region_of(document.country),
        "edition": document.edition,
        "text_kind": document.text_kind,
        "publisher": document.publisher,
        "title": document.title,
        "stated_tier": document.stated_tier,
        "coder": document.coder,
        "paragraphs": document.paragraphs,
        "sentences": document.sentences,
        "findings": document.findings_count,
        "digest": document.digest,
        "links": document_links(document.id, site),
    }


def _name(document: Document) -> str | None:
    return country_name(document.country, document.edition) if document.country else None


def document_links(document_id: str, site: str) -> dict[str, str]:
    """Return the addresses of what belongs to a document."""
    here = f"{site}/api/v1/documents/{document_id}"
    return {
        "self": here,
        "page": f"{site}/documents/{document_id}/",
        "text": f"{here}/text",
        "findings": f"{here}/findings",
        "absences": f"{here}/absences",
        "assessment": f"{here}/assessment",
        "annotations": f"{here}/annotations",
        "coding": f"{here}/coding",
    }


def finding_row(row: Finding, site: str) -> dict[str, Any]:
    """Return a finding for a list; its document is loaded."""
    document, facts = row.document, describe_variable(row.variable)
    chips = [word for word, kind in row.chips if kind == "plain"]
    return {
        "id": row.finding,
        "document": document.id,
        "sample": document.is_sample,
        "country": document.country,
        "edition": document.edition,
        "text_kind": document.text_kind,
        "reference": row.reference,
        "variable": row.variable,
        "label": facts.label,
        "pillar": facts.pillar,
        "value": row.value,
        "value_in_words": value_in_words(row.variable, row.value).word,
        "level": next((word for word in chips if word in _LEVELS), None),
        "place": next((word for word in chips if word in _PLACES), None),
        "quote": row.quote,
        "paragraph": row.paragraph,
        "sentence": row.sentence,
        "cue": row.cue,
        "coder": document.coder,
        "links": finding_links(
            document.id, row.finding, row.variable, row.paragraph, row.sentence, site=site
        ),
    }


def finding_page(document_id: str, finding_id: str) -> str:
    """Return the lasting address of a finding's page on the site."""
    return f"/documents/{document_id}/findings/{finding_id}/"


def finding_links(
    document_id: str,
    finding_id: str,
    variable: str,
    paragraph: int | None,
    sentence: int | None,
    *,
    site: str,
) -> dict[str, str | None]:
    """Return the addresses of a finding."""
    here = f"{site}/api/v1/documents/{document_id}"
    page = f"{site}/documents/{document_id}/"
    anchored = paragraph is not None and sentence is not None
    return {
        "self": f"{here}/findings/{finding_id}",
        "page": f"{site}{finding_page(document_id, finding_id)}",
        "document": here,
        "sentence": f"{page}#{anchor_of(paragraph, sentence)}" if anchored else None,  # type: ignore[arg-type]
        "why": f"{here}/why/{variable}",
        "annotation": f"{here}/findings/{finding_id}/annotation",
    }


def content_of(document_id: str) -> Content:
    """Return a document with its records.

    Raises:
        Problem: none of that id is held.
    """
    try:
        return Content.objects.select_related("document").get(pk=document_id)
    except Content.DoesNotExist as error:
        raise _not_held(document_id) from error


def digest_of(document_id: str, **_: Any) -> str:
    """Return the digest of a document; one light query.

    Raises:
        Problem: none of that id is held.
    """
    digest = Document.objects.filter(pk=document_id).values_list("digest", flat=True).first()
    if digest is None:
        raise _not_held(document_id)
    return digest


def digest_with_people(document_id: str, asked: Any, **rest: Any) -> str:
    """Return the digest of a document, together with what people decided of it where that is asked for.

    Raises:
        Problem: none of that id is held.
    """
    if asked.people == "none":
        return digest_of(document_id, **rest)
    decided = Decided.objects.filter(document=document_id).values_list("event", "state")
    return content_hash(repr([digest_of(document_id, **rest), sorted(decided)]).encode())


def _not_held(document_id: str) -> Problem:
    return Problem(
        "not-found",
        f"No document with the id {document_id} is held.",
        remedy="`/api/v1/documents` lists what is held.",
    )


def find_finding(document_id: str, finding_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a finding as it was published, behind the coding that it is of.

    Where the coding of today has it no more, or the text is held no more, the coding holds that finding alone.

    Raises:
        Problem: no such finding was ever published.
    """
    published = finding_at(document_id, finding_id)
    if published is None:
        content_of(document_id)
        raise no_finding(document_id, finding_id)
    if published.whole and published.held:
        coding, _ = shown_records(content_of(document_id))
        return coding, dict(published.finding)
    return published.coding, dict(published.finding)


def no_finding(document_id: str, finding_id: str) -> Problem:
    """Return that a text has no such finding, and had none."""
    return Problem(
        "not-found",
        f"The coding of {document_id} has no finding {finding_id}.",
        remedy=f"`/api/v1/documents/{document_id}/findings` lists those it has. What people set has no address of its "
        f"own: `/api/v1/documents/{document_id}/why/VARIABLE` tells it.",
    )
