"""Countries and editions side by side, as a page and as files; pinned passages as documents."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tierbook.dossier import COMPARISON_COLUMNS, comparison_rows
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.days import today
from tierbook.library.reading.by_people import switch_of
from tierbook.library.reading.comparing_page import AskedPage, ComparePage, build_compare_page
from tierbook.library.reading.downloads import csv_download, file_download, json_download
from tierbook.release import (
    compose_pins,
    find_pins,
    parse_pin,
    pins_of_comparison,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
    write_pins_csv,
)

__all__ = ["compare", "compare_file", "passages_file"]

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
_EXAMPLES = 3


def compare(request: HttpRequest) -> HttpResponse:
    """Show units side by side; without any, the form and some to begin with."""
    request.room = "/compare/"  # type: ignore[attr-defined]
    page = build_compare_page(AskedPage.of(request.GET))
    samples = any(text.text_kind == "sample" for text in page.texts.values())
    return render(
        request,
        "pages/compare.html",
        {
            "page": page,
            "asked": page.asked,
            "examples": [] if page.asked.units else _examples(),
            "samples": samples,
            "this_is_sample": samples,
            "switch": switch_of("/compare/", request.GET, page.people, page.asked.people),
        },
        status=400 if page.errors and page.comparison is None else 200,
    )


def compare_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole comparison as CSV or JSON."""
    page = build_compare_page(AskedPage.of(request.GET))
    comparison = _whole(page).comparison
    if comparison is None:
        raise Http404("An address of a comparison names units: ?units=JPN:2003+JPN:2018.")
    if form == "json":
        return json_download(comparison.to_dict())
    if form == "csv":
        return csv_download(COMPARISON_COLUMNS, comparison_rows(comparison), "comparison.csv")
    raise Http404(f"A comparison is given as CSV or JSON, not as {form}.")


def passages_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the pinned passages as a document or table; without pins, all that the cells rest on."""
    if form not in _TYPES:
        raise Http404(f"Passages are given as {', '.join(_TYPES)}, not as {form}.")
    page = _whole(build_compare_page(AskedPage.of(request.GET)))
    pins = [parse_pin(pin) for pin in page.asked.pins]
    comparison = page.comparison
    if comparison is not None and not pins:
        chosen, variables = pins_of_comparison(comparison), comparison.variables
    else:
        chosen, variables = tuple(pins), ()
    if not chosen:
        raise Http404("No passage is pinned.")
    pinned = find_pins(chosen, page.texts, variables=variables)
    name = f"passages.{form}"
    if form == "csv":
        return file_download(write_pins_csv(pinned, page.texts).encode(), _TYPES[form], name)
    draft = compose_pins(
        pinned,
        page.texts,
        measure=() if comparison is None else comparison.measure,
        date=today().isoformat(),
    )
    written = {"docx": write_docx, "pdf": write_pdf, "html": write_html, "md": write_markdown}
    content = written[form](draft)
    data = content.encode() if isinstance(content, str) else content
    return file_download(data, _TYPES[form], name)


def _whole(page: ComparePage) -> ComparePage:
    """Refuse a file where a part of what is asked for could not be read."""
    if page.errors:
        raise Http404(" ".join(page.errors))
    return page


def _examples() -> list[tuple[str, str]]:
    """Return units to begin with: countries that are held in several editions, then the newest edition held."""
    held = Document.objects.exclude(country=None).exclude(edition=None)
    real = held.exclude(text_kind="sample")
    rows = (real if real.exists() else held).values_list("country", "edition", "text_kind")
    by_kind: dict[tuple[str, str], set[int]] = {}
    for country, edition, kind in rows:
        by_kind.setdefault((country, kind), set()).add(edition)
    ordered = sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    found = [
        f"{country}:{min(editions)} {country}:{max(editions)}"
        for (country, _), editions in ordered[:_EXAMPLES]
        if len(editions) > 1
    ]
    newest = max((edition for _, edition, _ in rows), default=None)
    if newest is not None:
        found.append(str(newest))
    return [(units, AskedPage(units=units).query) for units in found]
