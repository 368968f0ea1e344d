"""Packs on a country: a form, the pack as a page, and the same as a file to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tierbook.dossier import KIND_ORDER, HeldText
from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Document
from tierbook.library.operating.days import today
from tierbook.library.reading.downloads import file_download
from tierbook.library.reading.drafted import view_draft
from tierbook.library.reading.held import held_of
from tierbook.library.reading.values import country_name
from tierbook.release import (
    Draft,
    Query,
    QueryPack,
    compose_advocacy_pack,
    compose_query_pack,
    get_theme,
    load_themes,
    make_theme,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
    write_query_csv,
    write_query_json,
)

__all__ = ["advocacy", "advocacy_file", "packs", "query", "query_file"]

_LONGEST = 200  # characters of a field that are read
_MOST_WORDS = 12
_DRAFTS: Mapping[str, tuple[str, Callable[[Draft], str | bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
    "pdf": ("application/pdf", write_pdf),
    "html": ("text/html; charset=utf-8", write_html),
    "md": ("text/markdown; charset=utf-8", write_markdown),
}
_DATA: Mapping[str, tuple[str, Callable[[QueryPack], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", write_query_csv),
    "json": ("application/json; charset=utf-8", write_query_json),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The fields of the form, as they were filled in."""

    country: str
    theme: str
    words: str
    asked: str
    first: str
    last: str
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest) -> _Asked:
        def field(name: str, default: str = "") -> str:
            return " ".join(request.GET.get(name, default).split())[:_LONGEST]

        kinds = tuple(k for k in KIND_ORDER if k in request.GET.getlist("kind"))
        return cls(
            field("country").upper(),
            field("theme"),
            field("words"),
            field("asked"),
            field("from", str(FIRST_EDITION)),
            field("to", str(LAST_EDITION)),
            kinds,
        )

    def query(self) -> Query:
        """Return what is asked.

        Raises:
            WrongUse: a field holds what cannot be asked.
        """
        theme = get_theme(self.theme) if self.theme else None
        words = [part.strip() for part in self.words.split(",") if part.strip()][:_MOST_WORDS]
        if theme is None or words or self.asked:
            theme = make_theme(words=words, theme=theme, asked=self.asked)
        return Query(self.country, theme, _year(self.first), _year(self.last), self.kinds)


def packs(request: HttpRequest) -> HttpResponse:
    """Show the forms of a query pack and an advocacy pack, and what each theme searches."""
    return _form(request, _Asked.of(request))


def query(request: HttpRequest) -> HttpResponse:
    """Show a query pack; what cannot be asked is said above the form."""
    asked = _Asked.of(request)
    try:
        pack, draft = _query_pack(asked)
    except WrongUse as error:
        return _form(request, asked, str(error))
    return _page(
        request,
        draft,
        nothing=pack.nothing,
        files=[
            (name, f"/packs/query.{name}?{request.GET.urlencode()}") for name in (*_DRAFTS, *_DATA)
        ],
        again=f"/packs/?{request.GET.urlencode()}",
    )


def query_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give a query pack as a file."""
    asked = _Asked.of(request)
    try:
        pack, draft = _query_pack(asked)
    except WrongUse as error:
        return _form(request, asked, str(error))
    name = f"query-{asked.country.lower()}-{pack.query.theme.id}.{form}"
    if form in _DATA:
        content_type, write = _DATA[form]
        return _file(write(pack), content_type, name)
    content_type, write_draft = _DRAFTS[form]
    return _file(write_draft(draft), content_type, name)


def advocacy(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show two pages on a country; without a code in the address, lead to those of the form's country."""
    if not code:
        return HttpResponseRedirect(f"/packs/advocacy/{_Asked.of(request).country}/")
    draft = _advocacy_pack(code)
    files = [(name, f"/packs/advocacy/{code}.{name}") for name in _DRAFTS]
    return _page(request, draft, nothing=None, files=files, again="/packs/")


def advocacy_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give two pages on a country as a file."""
    content_type, write = _DRAFTS[form]
    return _file(write(_advocacy_pack(code)), content_type, f"advocacy-{code.lower()}.{form}")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FIRST_EDITION <= int(text) <= LAST_EDITION + 15):
        raise WrongUse(f"{text!r} is no edition", remedy=f"give years from {FIRST_EDITION} on")
    return int(text)


def _query_pack(asked: _Asked) -> tuple[QueryPack, Draft]:
    given = asked.query()
    texts = _held(given.country)
    return compose_query_pack(given, texts, date=_today())


def _advocacy_pack(code: str) -> Draft:
    try:
        return compose_advocacy_pack(_held(code), date=_today())
    except WrongUse as error:
        raise Http404(str(error)) from error


def _held(code: str) -> tuple[HeldText, ...]:
    texts = tuple(held_of(countries=[code])) if code else ()
    if not texts:
        raise WrongUse(
            f"nothing is held of {code or 'no country'}", remedy="choose a country that is held"
        )
    return texts


def _today() -> str:
    return today().isoformat()


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return file_download(data, content_type, name)


def _page(
    request: HttpRequest,
    draft: Draft,
    *,
    nothing: str | None,
    files: list[tuple[str, str]],
    again: str,
) -> HttpResponse:
    request.room = "/packs/"  # type: ignore[attr-defined]
    context = {
        "draft": draft,
        "parts": view_draft(draft),
        "nothing": nothing,
        "files": files,
        "again": again,
        "samples": draft.sample,
        "this_is_sample": draft.sample,
    }
    return render(request, "pages/pack.html", context)


def _form(request: HttpRequest, asked: _Asked, fault: str = "") -> HttpResponse:
    request.room = "/packs/"  # type: ignore[attr-defined]
    codes = set(Document.objects.exclude(country=None).values_list("country", flat=True))
    countries = sorted(((country_name(code), code) for code in codes), key=lambda row: row[0])
    context: dict[str, Any] = {
        "asked": asked,
        "fault": fault,
        "countries": [(code, name) for name, code in countries],
        "themes": load_themes().values(),
        "years": range(FIRST_EDITION, LAST_EDITION + 1),
        "kinds": [kind for kind in KIND_ORDER if kind != "sample"],
    }
    return render(request, "pages/packs.html", context, status=400 if fault else 200)
