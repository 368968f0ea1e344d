"""Citations of a text, a paragraph or a sentence, in every form."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.errors import WrongUse
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.parameters import (
    MOST_PARAGRAPHS,
    MOST_SENTENCES,
    Common,
    Count,
    DocumentId,
)
from tierbook.library.api.problems import problem_of
from tierbook.library.api.rows import content_of, digest_of
from tierbook.library.citing.asked import Asked
from tierbook.library.citing.served import link_to
from tierbook.library.operating.address import site_of
from tierbook.library.reading.held import shown_records

__all__ = ["router"]

router = Router()
_ID = "tip-2018-jpn-sample-f4a0320b"


class CitationAsked(Common):
    """Of which place."""

    paragraph: Annotated[Count, Field(ge=0, le=MOST_PARAGRAPHS)] | None = Field(
        default=None,
        description="Number of a paragraph; 0 is the tier line. Without one, the whole text.",
    )
    sentence: Annotated[Count, Field(ge=1, le=MOST_SENTENCES)] | None = Field(
        default=None, description="Number of a sentence in it."
    )


@operation(
    router, "/{document_id}/citation", shape="Citation", digest=digest_of, tag="Documents",
    problems=("cannot-be-asked",),
    example=f"/documents/{_ID}/citation?paragraph=3&sentence=2&fields=document,sample,pinpoint,permalink",
)  # fmt: skip
def get_citation(
    request: HttpRequest, document_id: DocumentId, asked: Query[CitationAsked]
) -> Answer:
    """Cite a text, a paragraph or a sentence in the styles of the field, and as records for reference managers.

    A sample is cited as what it is and has no record. Paragraph numbers are ours; the pinpoint says how to find the
    words on the official page.
    """
    content = content_of(document_id)
    coding, _ = shown_records(content)
    place = Asked(document_id, asked.paragraph, asked.sentence)
    link = link_to(coding, content.document.digest, asked.paragraph, asked.sentence)
    try:
        cited = place.citation(site_of(request), coding, link)
    except WrongUse as error:
        raise problem_of(error) from error
    return Answer(cited.to_dict())
