"""Pages of single documents, and the same as JSON."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from tierbook.library.catalogue.models import Content, Document
from tierbook.library.citing.marks import add_links, marks_of
from tierbook.library.reading.copies import build_beside_page, copies_of, hint_of
from tierbook.library.reading.document_around import build_around
from tierbook.library.reading.drawn import draw_text
from tierbook.library.reading.editions_beside import build_editions_beside
from tierbook.library.reading.held import shown_records
from tierbook.library.reading.known import place_or_404
from tierbook.library.record.views.history import not_held

__all__ = [
    "beside",
    "document",
    "document_json",
    "unit",
    "upper_country",
    "upper_unit",
]


def upper_country(request: HttpRequest, code: str) -> HttpResponse:
    """Lead `/jpn/` to `/JPN/`."""
    return HttpResponsePermanentRedirect(f"/{code.upper()}/")


def upper_unit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Lead `/jpn/2003/` to `/JPN/2003/`."""
    return HttpResponsePermanentRedirect(f"/{code.upper()}/{year}/")


def unit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the first document of a country in an edition: the narrative before a summary, a sample last."""
    place = place_or_404(code)
    of_country = _of_country(code)
    documents = [d for d in of_country if d.edition == int(year)]  # a part of the address
    if not documents:
        raise Http404(f"No text on {place.name} of the edition of {year} is held.")
    return _show(request, documents[0], of_country)


def document(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show one document at its lasting address; of one that is held no more, what was published of it."""
    held = Document.objects.filter(pk=document_id).first()
    if held is None:
        return not_held(request, document_id)
    of_country = _of_country(held.country) if held.country and held.edition else [held]
    return _show(request, held, of_country)


def _of_country(code: str) -> list[Document]:
    return list(Document.objects.filter(country=code).order_by("kind_order", "id"))


def _content(document_id: str) -> Content:
    try:
        return Content.objects.select_related("document").get(pk=document_id)
    except Content.DoesNotExist as error:
        raise Http404(f"No document with the id {document_id} is held.") from error


def _show(request: HttpRequest, held: Document, of_country: list[Document]) -> HttpResponse:
    request.room = "/"  # type: ignore[attr-defined]
    drawn = draw_text(held, of_country)
    others = [d for d in of_country if d.pk != held.pk and d.edition == held.edition]
    copies = copies_of(held, others)
    same = {copy.document.pk for copy in copies}
    marks = marks_of(request, {"document": drawn.record})
    response = render(
        request,
        "pages/document.html",
        {
            "document": held,
            "drawn": drawn,
            "copies": copies,
            "others": [d for d in others if d.pk not in same],
            "hint": hint_of(held),
            "around": build_around(held, of_country),
            "samples": held.is_sample,
            "this_is_sample": held.is_sample,
            "marks": marks,
        },
    )
    return add_links(response, marks)


def beside(request: HttpRequest, document_id: str, other_id: str) -> HttpResponse:
    """Show two texts side by side: copies of one text by what differs, two editions of a country as a whole."""
    request.room = "/"  # type: ignore[attr-defined]
    pair = [_content(name).document for name in (document_id, other_id)]
    context = {
        "document": pair[0],
        "samples": any(d.is_sample for d in pair),
        "this_is_sample": all(d.is_sample for d in pair),
    }
    if _two_editions(*pair):
        later, earlier = sorted(pair, key=lambda d: d.edition or 0, reverse=True)
        if later is not pair[0]:
            return HttpResponsePermanentRedirect(reverse("beside", args=[pair[1].pk, pair[0].pk]))
        page = build_editions_beside(earlier, later)
        return render(
            request,
            "pages/editions_beside.html",
            {**context, "earlier": earlier, "later": later, "page": page},
            status=200 if page.rows or not page.why_not else 404,
        )
    copies = build_beside_page(*pair) if document_id != other_id else None
    if copies is None:
        raise Http404(
            f"{document_id} and {other_id} are neither two copies of one text nor two editions of a country."
        )
    named = [("First", pair[0]), ("Second", pair[1])]
    return render(request, "pages/beside.html", {**context, "pair": named, "page": copies})


def _two_editions(one: Document, other: Document) -> bool:
    return bool(
        one.country
        and one.country == other.country
        and one.edition
        and other.edition
        and one.edition != other.edition
    )


def document_json(request: HttpRequest, document_id: str) -> HttpResponse:
    """Give the coding of a document with absences and rejected candidates, and its assessment."""
    content = Content.objects.filter(pk=document_id).first()
    if content is None:
        return not_held(request, document_id, ".json")
    coding, assessment = shown_records(content)
    return _json({**coding, "assessment": assessment})


def _json(record: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        content_type="application/json; charset=utf-8",
    )
