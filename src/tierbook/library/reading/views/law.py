"""Pages on the law: all forms with their lines, one edition, two side by side, one entry over all editions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tierbook.editions import EDITIONS
from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.known import check_edition
from tierbook.library.reading.law_page import (
    build_entry_page,
    build_law_page,
    compare_laws,
    law_lines,
    law_versions,
)
from tierbook.standards import load_statutes, statute_ids

__all__ = ["compare", "entry", "law", "laws"]


def _statute(request: HttpRequest, statute: str) -> None:
    """Mark the room, and refuse a statute that is none."""
    request.room = "/law/"  # type: ignore[attr-defined]
    try:
        load_statutes(statute)
    except WrongUse as error:
        raise Http404(f"There is no statute {statute}.") from error


def laws(request: HttpRequest, statute: str = "tvpa") -> HttpResponse:
    """List the forms of a statute with the editions that each judges, and every criterion as a line."""
    _statute(request, statute)
    years = [edition.year for edition in EDITIONS]
    identity = load_statutes(statute).identity
    versions = law_versions(years, statute)
    others = [load_statutes(i).identity for i in statute_ids() if i != statute]
    return render(
        request,
        "pages/laws.html",
        {
            "identity": identity,
            "base": "/law/" if statute == "tvpa" else f"/law/{statute}/",
            "versions": versions,
            "years": years,
            "asked": [year for version in versions for year in version.years],
            "lines": law_lines(statute),
            "others": [(other.id, other.title) for other in others],
        },
    )


def law(request: HttpRequest, year: int, statute: str = "tvpa") -> HttpResponse:
    """Show a statute as it stood for one edition."""
    _statute(request, statute)
    check_edition(year)
    page = build_law_page(year, statute)
    if page is None:
        raise Http404(f"No law is on file for the edition of {year}.")
    known = [y for v in law_versions([e.year for e in EDITIONS], statute) for y in v.years]
    return render(
        request,
        "pages/law.html",
        {
            "page": page,
            "year": year,
            "others": [y for y in known if y != year],
            "held": Document.objects.filter(edition=year).exists(),
        },
    )


def compare(
    request: HttpRequest, one: int = 0, other: int = 0, statute: str = "tvpa"
) -> HttpResponse:
    """Show two editions' laws side by side; years in the query lead to their own address."""
    _statute(request, statute)
    base = "/law/" if statute == "tvpa" else f"/law/{statute}/"
    if not one:
        years = (request.GET.get("one", ""), request.GET.get("other", ""))
        if not all(year.isdecimal() and len(year) == 4 for year in years):
            raise Http404("Two editions are compared, each given as a year.")
        return HttpResponseRedirect(f"{base}{years[0]}/{years[1]}/")
    if one > other:
        return HttpResponseRedirect(f"{base}{other}/{one}/")
    page = compare_laws(one, other, statute)
    if page is None:
        raise Http404(f"No law is on file for the editions of {one} and {other}.")
    return render(request, "pages/law_compare.html", {"page": page, "one": one, "other": other})


def entry(request: HttpRequest, entry_id: str, statute: str = "tvpa") -> HttpResponse:
    """Show one entry over all editions: a line, and each change with its Act."""
    _statute(request, statute)
    page = build_entry_page(entry_id, statute)
    if page is None:
        raise Http404(f"The statute has no entry {entry_id}.")
    return render(request, "pages/law_entry.html", {"page": page, "history": page.history})
