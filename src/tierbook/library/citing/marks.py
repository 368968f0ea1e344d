"""What the page of a document or finding bears for reference managers: `meta` elements, COinS, `Link` headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from tierbook.library.citing.asked import Asked
from tierbook.library.citing.forms import FORMS

__all__ = ["Marks", "add_links", "marks_of"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page bears; a sample bears nothing.

    Attributes:
        query: what the addresses of its citation end in, `?p=4&s=2`.
        meta: names and contents of `meta` elements.
        coins: what the title of a COinS span holds.
        links: (address, relation, type) of what programs follow.
    """

    query: str
    meta: tuple[tuple[str, str], ...] = ()
    coins: str = ""
    links: tuple[tuple[str, str, str], ...] = ()


def marks_of(
    request: HttpRequest, record: dict[str, Any], *place: int, path: str = "", finding: str = ""
) -> Marks:
    """Return what the page of a text, or of a place in it, bears.

    Args:
        request: for the address of the site.
        record: the record of the coding.
        place: paragraph and sentence in brackets; none for the whole text.
        path: the page's lasting address, where it is not the document's.
        finding: the finding whose own record this is, where the text of today has another.
    """
    asked = Asked(str(record["document"]["id"]), *place, path=path, finding=finding)
    if record["document"]["text_kind"] == "sample":
        return Marks(asked.query)
    citation = asked.cite(request, record)
    base = f"/documents/{asked.document}/cite/citation."
    files = [
        (f"{base}{form.ending}{asked.query}", "describedby", form.media_type)
        for form in FORMS.values()
        if form.ending != "txt"
    ]
    links = ((citation.permalink or "", "cite-as", ""), *files)
    return Marks(asked.query, citation.meta(), citation.coins(), links)


def add_links(response: HttpResponse, marks: Marks) -> HttpResponse:
    """Add to a page's `Link` header where its citation stands."""
    rows = [response.headers["Link"]] if response.headers.get("Link") else []
    for address, relation, kind in marks.links:
        rows.append(f'<{address}>; rel="{relation}"' + (f'; type="{kind}"' if kind else ""))
    if rows:
        response.headers["Link"] = ", ".join(rows)
    return response
