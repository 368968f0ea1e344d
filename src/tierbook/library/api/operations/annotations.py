"""Findings as W3C Web Annotations."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from tierbook.library.api.annotations import annotation_of, annotations_of
from tierbook.library.api.answers import ANNOTATION, Answer
from tierbook.library.api.door import operation
from tierbook.library.api.parameters import Common, DocumentId, FindingId
from tierbook.library.api.rows import content_of, digest_of, find_finding
from tierbook.library.operating.address import site_of
from tierbook.library.reading.held import shown_records

__all__ = ["router"]

router = Router()
_TAG = "Findings"
_DOCUMENT = "tip-2018-jpn-sample-f4a0320b"


@operation(
    router, "/{document_id}/annotations", shape="AnnotationCollection", digest=digest_of, media=(ANNOTATION,), tag=_TAG,
    example=f"/documents/{_DOCUMENT}/annotations?fields=@context,id,type,label,total",
)  # fmt: skip
def list_annotations(request: HttpRequest, document_id: DocumentId, asked: Query[Common]) -> Answer:
    """Give all findings of a text as a W3C Web Annotation collection with one page."""
    coding, _ = shown_records(content_of(document_id))
    return Answer(annotations_of(coding, site_of(request)))


@operation(
    router, "/{document_id}/findings/{finding_id}/annotation", shape="Annotation",
    media=(ANNOTATION,), tag=_TAG, example=f"/documents/{_DOCUMENT}/findings/FINDING/annotation",
)  # fmt: skip
def get_annotation(
    request: HttpRequest, document_id: DocumentId, finding_id: FindingId, asked: Query[Common]
) -> Answer:
    """Give one finding as a W3C Web Annotation.

    The value is the body; the sentences that it rests on are the targets, by quotation with what stands before and
    after, by position in the plain text, and by fragment of the page.
    """
    coding, finding = find_finding(document_id, finding_id)
    return Answer(annotation_of(coding, finding, site_of(request)))
