"""Pages and files of citations, and exhibits."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tierbook.errors import TierbookError
from tierbook.library.citing.asked import Asked, BadRequest, asked_of, records_of
from tierbook.library.citing.forms import FORMS, answer, citation_name, why_none
from tierbook.library.citing.served import link_to, served_of
from tierbook.library.reading.downloads import file_download
from tierbook.library.reading.places_in_text import Layout
from tierbook.release import STYLES, make_exhibit, opening_words

__all__ = ["citation_file", "cite", "exhibit"]

_NO_EXHIBIT = (
    "An exhibit packs the page with the coding of today, and this finding is of an earlier one. Cite it by its "
    "address, which keeps its words; or take the sentence as exhibit from the text, where it still stands."
)
_LARGEST = 60_000_000  # bytes of a page that is packed while a reader waits


@require_safe
def cite(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show every form of the citation of a place, with its files, and the places beside it."""
    request.room = "/"  # type: ignore[attr-defined]
    try:
        asked = asked_of(request, document_id)
    except BadRequest as error:
        return refuse(request, str(error))
    content, record, _ = records_of(document_id, asked.finding)
    link = (
        None
        if asked.finding
        else link_to(record, content.document.digest, asked.paragraph, asked.sentence)
    )
    citation = asked.cite(request, record, link)
    context = {
        "document": content.document,
        "asked": asked,
        "citation": citation,
        "styles": [
            (name, label, citation.text(name), citation.html(name))
            for name, label in STYLES.items()
        ],
        "sample_words": citation.text("publisher"),
        "pinpoint": citation.pinpoint,
        "files": [(form.label, f"citation.{form.ending}{asked.query}") for form in FORMS.values()],
        "sentences": _sentences(record, asked),
        "paragraphs": [row["n"] for row in record["narrative"]["paragraphs"]],
        "tier_line": bool(record["narrative"].get("tier_line")),
        "samples": content.document.is_sample,
        "this_is_sample": content.document.is_sample,
    }
    response = render(request, "citing/cite.html", context)
    if not citation.sample:
        response.headers["Link"] = f'<{citation.permalink}>; rel="cite-as"'
    return response


@require_safe
def citation_file(request: HttpRequest, document_id: str, form: str) -> HttpResponse:
    """Give the citation of a place as a file."""
    try:
        asked = asked_of(request, document_id)
    except BadRequest as error:
        return refuse(request, str(error))
    _, record, _ = records_of(document_id, asked.finding)
    citation = asked.cite(request, record)
    why = why_none(citation, FORMS[form])
    if why is not None:
        return refuse(request, why.strip(), status=409)
    return answer(citation, FORMS[form], download=True)


@require_safe
def exhibit(request: HttpRequest, document_id: str) -> HttpResponse:
    """Give a place as exhibit, or say why it cannot be one."""
    try:
        asked = asked_of(request, document_id)
    except BadRequest as error:
        return refuse(request, str(error))
    if asked.finding:
        return refuse(request, _NO_EXHIBIT, status=409)
    _, record, assessment = records_of(document_id)
    citation = asked.cite(request, record)
    if asked.paragraph is None:
        return refuse(
            request, "An exhibit is of a passage: name its paragraph, and its sentence: ?p=4&s=2"
        )
    try:
        served = None if citation.sample else served_of(document_id, largest=_LARGEST)
        if served is None and not citation.sample:
            why = "The page as it was served is not at hand here, or is too large to be packed while you wait."
            return refuse(
                request,
                f"{why} Take the exhibit where the corpus is: tierbook cite --exhibit.",
                status=409,
            )
        data = make_exhibit(
            record,
            served.document if served else None,
            served.data if served else b"",
            asked.paragraph,
            asked.sentence,
            assessment=assessment,
            accessed=asked.accessed or None,
            permalink=citation.permalink,
        )
    except TierbookError as error:
        return refuse(request, str(error), status=409)
    response = file_download(data, "application/zip", f"exhibit-{citation_name(citation)}.zip")
    digest = hashlib.sha256(data)
    response.headers["ETag"] = f'"{digest.hexdigest()}"'
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    return response


def refuse(request: HttpRequest, why: str, status: int = 400) -> HttpResponse:
    """Answer with a page that says why not, and what to do."""
    heading = "This cannot be given" if status == 409 else "This request was not understood"
    return render(request, "pages/error.html", {"heading": heading, "reason": why}, status=status)


def _sentences(record: dict[str, Any], asked: Asked) -> list[dict[str, Any]]:
    """Return the sentences of the paragraph that is cited, each with its address."""
    if not asked.paragraph:
        return []
    layout = Layout(record["narrative"])
    day = f"&accessed={asked.accessed}" if asked.accessed else ""
    return [
        {
            "number": row["sentence"],
            "opening": opening_words(layout.text[row["start"] : row["end"]], 12),
            "query": f"?p={asked.paragraph}&s={row['sentence']}{day}",
            "chosen": row["sentence"] == asked.sentence,
        }
        for row in layout.sentences.get(asked.paragraph, ())
    ]
