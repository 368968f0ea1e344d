"""What stands alike for every reader on the page of a text, drawn once and kept: all that is made of the text alone.

Who is signed in, copies, neighbours and what changed since the last edition are no part of it; they stand in the
page's own template, which is drawn at every visit. Nothing here may know of a request or a person.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.reading.accuracy import accuracy_in_words
from tierbook.library.reading.clock_beside import clock_beside
from tierbook.library.reading.document_around import sections_of
from tierbook.library.reading.document_page import build_document_page
from tierbook.library.reading.drawing import draw_findings, draw_nominations, draw_paragraph_row
from tierbook.library.reading.held import shown_records
from tierbook.library.reading.placements import official_history

__all__ = ["DrawnText", "draw_text", "kept_markup"]

_QUICK = 3  # of zlib: a page of 200 kB becomes 40 kB in two milliseconds
_CAPTION = "One row for each variable, level and place."


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text as its page shows it.

    Attributes:
        record: the coding's `document`, which a citation is made of.
        meta: the block of metadata.
        body: from the list of its sections to the assessment.
        clock: its clock, beside what the text says.
        about: what was noticed while it was read, and the versions at work.
        disputed: the text states a tier in one place and another in another.
    """

    record: dict[str, Any]
    meta: SafeString
    body: SafeString
    clock: SafeString
    about: SafeString
    disputed: bool


def draw_text(held: Document, of_country: Sequence[Document]) -> DrawnText:
    """Return a text as its page shows it, as it was kept or drawn now.

    Args:
        held: the document.
        of_country: all documents of its country, whose tiers its clock rests on.
    """
    computed = "computed" if settings.TIERBOOK_SHOW_COMPUTED else "text"
    texts = kept_markup(
        f"drawn/{held.pk}/{computed}",
        lambda: _draw(held),
        of=[f"people/{held.pk}"],
        version=held.digest,
    )
    record = orjson.loads(texts["record"])
    clock: str = derived(
        f"drawn/{held.pk}/clock",
        lambda: _draw_clock(record, texts, of_country),
        of=[held.country] if held.country else (),
        version=held.digest,
    )
    return DrawnText(
        record,
        SafeString(texts["meta"]),
        SafeString(texts["body"]),
        SafeString(clock),
        SafeString(texts["about"]),
        bool(texts["disputed"]),
    )


def kept_markup(
    key: str,
    make: Callable[[], dict[str, Any]],
    *,
    of: Sequence[str | int] | None,
    version: str = "",
) -> dict[str, Any]:
    """Return pieces of HTML as they were kept, or make and keep them; they are kept small, as they repeat themselves.

    Args:
        key: as `derived` takes it, and so are `of` and `version`.
        make: draws the pieces, of what the library holds alone: what is kept is shown to everybody.
        of: countries and editions whose texts they are made of.
        version: what else they are made of.
    """

    def pack() -> str:
        return b64encode(zlib.compress(orjson.dumps(make()), _QUICK)).decode()

    kept: str = derived(key, pack, of=of, version=version)
    found: dict[str, Any] = orjson.loads(zlib.decompress(b64decode(kept)))
    return found


def _draw(held: Document) -> dict[str, str]:
    from tierbook.library.desk.people_beside import add_people, draw_people

    coding, assessment = shown_records(Content.objects.get(pk=held.pk))
    people = add_people(held.pk, coding)
    page = build_document_page(coding, assessment, show_computed=settings.TIERBOOK_SHOW_COMPUTED)
    context = {
        "document": held,
        "coding": coding,
        "page": page,
        "sections": sections_of(page.paragraphs),
        "narrative": SafeString(
            "".join([draw_paragraph_row(paragraph, held.pk) for paragraph in page.paragraphs])
        ),
        "findings": draw_findings(page.groups, held.pk, _CAPTION),
        "nominations": draw_nominations(page.nominations),
        "accuracy": accuracy_in_words(held.text_kind, held.edition),
    }
    return {
        "record": orjson.dumps(coding["document"]).decode(),
        "meta": render_to_string("parts/meta.html", context),
        "body": render_to_string("parts/document_body.html", context) + draw_people(held, people),
        "about": render_to_string("parts/document_about.html", context),
        "disputed": "yes" * page.tier_disputed,
        "parts": "yes" * bool(page.assessment and page.assessment.clock_parts),
        "tiers": orjson.dumps(
            [row for row in coding["findings"] if row["variable"].startswith("tier.")]
        ).decode(),
    }


def _draw_clock(
    record: dict[str, Any], texts: dict[str, str], of_country: Sequence[Document]
) -> str:
    said = {"document": record, "findings": orjson.loads(texts["tiers"])}
    view = clock_beside(said, official_history(of_country))
    return render_to_string(
        "parts/clock_beside.html", {"view": view, "parts": bool(texts["parts"])}
    )
