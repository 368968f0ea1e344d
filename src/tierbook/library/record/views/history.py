"""What became of a document; and the tombstone of one that is held no more."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from tierbook.library.catalogue.models import Document
from tierbook.library.reading.downloads import json_download
from tierbook.library.record.history_page import build_history, is_sample, name_now
from tierbook.library.record.published import document_history

__all__ = ["history", "history_json", "not_held"]


def history(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show the events in the life of a document, and every finding of it that stands no more."""
    return _show(request, document_id, 200)


def history_json(request: HttpRequest, document_id: str) -> HttpResponse:
    """Give the same as JSON."""
    return json_download(_page(document_id).to_dict())


def not_held(request: HttpRequest, document_id: str, ending: str = "/") -> HttpResponse:
    """Answer the address of a document that the library doesn't hold.

    One that has another id now leads there; one that was held has a tombstone, with what was published of it.

    Raises:
        Http404: it was never held.
    """
    now = name_now(document_id)
    if now != document_id:
        return HttpResponsePermanentRedirect(f"/documents/{now}{ending}")
    if ending == ".json":
        response = json_download(_page(document_id).to_dict())
        response.status_code = 410
        return response
    return _show(request, document_id, 410)


def _show(request: HttpRequest, document_id: str, status: int) -> HttpResponse:
    request.room = "/"  # type: ignore[attr-defined]
    page = _page(document_id)
    sample = is_sample(page)
    context: dict[str, Any] = {"page": page, "samples": sample, "this_is_sample": sample}
    return render(request, "record/history.html", context, status=status)


def _page(document_id: str) -> Any:
    entries = document_history(document_id)
    held = Document.objects.filter(pk=document_id).first()
    if not entries and held is None:
        raise Http404(f"No document with the id {document_id} is held, and none was.")
    return build_history(document_id, entries, held)
