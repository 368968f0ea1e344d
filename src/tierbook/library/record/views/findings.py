"""A finding at its lasting address: what was published there, and above it where it stands today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render

from tierbook.files import content_hash
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.citing.asked import Asked
from tierbook.library.citing.marks import add_links, marks_of
from tierbook.library.desk.people_beside import finding_set
from tierbook.library.reading.accuracy import accuracy_in_words
from tierbook.library.reading.finding_page import FindingPage, build_finding_page
from tierbook.library.reading.held import shown_assessment
from tierbook.library.record.published import Published, finding_at
from tierbook.library.record.standing_page import build_standing, document_of, find_today

__all__ = ["find", "finding", "finding_json", "old_address", "standing_json"]


def finding(request: HttpRequest, document_id: str, finding_id: str) -> HttpResponse:
    """Show one finding as it was published: question, value, words in context, reasons, how to cite it."""
    request.room = "/"  # type: ignore[attr-defined]
    content = Content.objects.select_related("document").filter(pk=document_id).first()
    coding = orjson.loads(content.coding) if content is not None else None
    try:
        published = _published(document_id, finding_id, coding)
    except Http404:
        found = finding_set(coding, finding_id) if coding is not None else None
        if found is None:
            raise
        variable = found[1]["variable"]
        return HttpResponseRedirect(f"/documents/{document_id}/why/{variable}/")
    document = content.document if content is not None else document_of(published)
    marks = marks_of(
        request,
        published.coding,
        *_place(published),
        path=published.address,
        finding="" if published.whole else finding_id,
    )
    response = render(
        request,
        "pages/finding.html",
        {
            "document": document,
            "page": _page(published, content, coding),
            "published": published,
            "accuracy": accuracy_in_words(
                document.text_kind, document.edition, published.finding["variable"]
            ),
            "standing": build_standing(published),
            "marks": marks,
            "samples": document.is_sample,
            "this_is_sample": document.is_sample,
        },
    )
    return add_links(_linked(response, published), marks)


def find(document_id: str, finding_id: str) -> tuple[dict[str, Any], Asked]:
    """Return what a program is given that asks this address for a citation."""
    published = _published(document_id, finding_id)
    return published.coding, Asked(document_id, *_place(published), path=published.address)


def _place(published: Published) -> tuple[int, ...]:
    """Return paragraph and sentence of the first words; nothing where the finding has none."""
    first = next(iter(published.finding["evidence"]), None)
    return () if first is None else (first["paragraph"], first["sentence"])


def finding_json(request: HttpRequest, document_id: str, finding_id: str) -> HttpResponse:
    """Give a finding as it was published: the same bytes for ever."""
    published = _published(document_id, finding_id)
    data = published.to_json()
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    response.headers["ETag"] = f'"{content_hash(data)[:32]}"'
    return _linked(response, published)


def standing_json(request: HttpRequest, document_id: str, finding_id: str) -> HttpResponse:
    """Give where a published finding stands today; this changes, unlike the finding."""
    published = _published(document_id, finding_id)
    data = orjson.dumps(
        build_standing(published).to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
    return _linked(HttpResponse(data, content_type="application/json; charset=utf-8"), published)


def old_address(
    request: HttpRequest, document_id: str, finding_id: str, ending: str = "/"
) -> HttpResponse:
    """Lead an address of the first libraries, `/findings/ID/FINDING/`, to the lasting one."""
    return HttpResponsePermanentRedirect(f"/documents/{document_id}/findings/{finding_id}{ending}")


def _published(
    document_id: str, finding_id: str, coding: dict[str, Any] | None = None
) -> Published:
    found = finding_at(document_id, finding_id, coding=coding)
    if found is None:
        held = coding or Document.objects.filter(pk=document_id).first()
        raise Http404(
            f"No finding {finding_id} of {document_id} was ever published here. "
            + (
                f"The document is held: /documents/{document_id}/ lists its findings."
                if held
                else "No document with that id is held; the search finds those that are."
            )
        )
    return found


def _page(
    published: Published, content: Content | None, coding: dict[str, Any] | None
) -> FindingPage:
    """Return the page of what was published; what stands around it today, where it still stands."""
    today = None
    if coding is not None and content is not None:
        today = build_finding_page(coding, shown_assessment(content), published.finding_id)
    versions = tuple(sorted(published.versions.items()))
    if today is not None and published.whole:
        return replace(today, versions=versions, coder=published.coder)
    page = build_finding_page(published.coding, None, published.finding_id)
    assert page is not None
    passages = tuple(
        replace(passage, anchor=find_today(coding, published, number))
        for number, passage in zip(_paragraph_numbers(published), page.passages, strict=True)
    )
    if today is None:
        return replace(page, passages=passages, read=())
    return replace(
        page,
        passages=passages,
        rejections=today.rejections,
        siblings=today.siblings,
        criteria=today.criteria,
        read=today.read,
    )


def _paragraph_numbers(published: Published) -> list[int]:
    return sorted({words["paragraph"] for words in published.finding["evidence"]})


def _linked(response: HttpResponse, published: Published) -> HttpResponse:
    """Add what programs follow: the newer coding, the standing, the document."""
    links = [(f"{published.address}standing.json", "version-history", "application/json")]
    links += [
        (f"/documents/{document}/findings/{name}/", "successor-version", "text/html")
        for document, name in published.standing.newer
    ]
    if published.held:
        links.append((f"/documents/{published.document_id}/", "collection", "text/html"))
    response.headers["Link"] = ", ".join(
        f'<{address}>; rel="{relation}"; type="{kind}"' for address, relation, kind in links
    )
    return response
