"""A citation in the forms that programs ask for: what each is called, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import orjson
from django.http import HttpResponse

from tierbook.errors import WrongUse
from tierbook.release import Citation

__all__ = ["CSL", "FORMS", "Form", "answer", "why_none"]

CSL = "application/vnd.citationstyles.csl+json"


class Form(NamedTuple):
    """A form: the ending of its file, its type on the web, its name, and what makes it."""

    ending: str
    media_type: str
    label: str
    write: Callable[[Citation], bytes]


def _csl(citation: Citation) -> bytes:
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps([citation.csl_json()], option=options)


FORMS: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("ris", "application/x-research-info-systems", "RIS", lambda c: c.ris().encode()),
        Form("bib", "application/x-bibtex", "BibTeX", lambda c: c.bibtex().encode()),
        Form("json", CSL, "CSL-JSON", _csl),
        Form("txt", "text/plain", "plain text", lambda c: f"{c.text('publisher')}\n".encode()),
    )
}


def answer(citation: Citation, form: Form, *, download: bool) -> HttpResponse:
    """Give a citation in a form; a sample has none but its words, and says why."""
    why = why_none(citation, form)
    if why is not None:
        return HttpResponse(why, status=409, content_type="text/plain; charset=utf-8")
    response = HttpResponse(form.write(citation), content_type=f"{form.media_type}; charset=utf-8")
    if download:
        name = citation_name(citation)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    return response


def why_none(citation: Citation, form: Form) -> str | None:
    """Return why a citation is not given in a form, None where it is."""
    if not citation.sample or form.ending == "txt":
        return None
    try:
        form.write(citation)
    except WrongUse as error:
        return f"{error}\n"
    return None


def citation_name(citation: Citation) -> str:
    """Return the name of a file about a citation, without its ending: ASCII letters, digits, hyphens and dots."""
    pinpoint: Any = citation.pinpoint
    place = "" if pinpoint is None else f"-p{pinpoint.paragraph}"
    place += "" if pinpoint is None or pinpoint.sentence is None else f"s{pinpoint.sentence}"
    plain = "".join(
        c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in citation.source.document
    )
    return f"{plain}{place}"
