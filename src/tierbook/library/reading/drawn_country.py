"""What stands alike for every reader on the page of a country, drawn once and kept until a text of it changes.

The head of the page, with who is signed in, is no part of it. Nothing here may know of a request or a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tierbook.dossier import HeldText, view_clock
from tierbook.editions import LAST_EDITION, History
from tierbook.files import short_hash
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.desk.accepted import decisions_of, lay_accepted
from tierbook.library.reading.apparatus import finding_rows, list_silences, pillar_groups
from tierbook.library.reading.by_people import mark_of
from tierbook.library.reading.document_page import paragraphs_read
from tierbook.library.reading.drawing import draw_sayings
from tierbook.library.reading.drawn import kept_markup
from tierbook.library.reading.fates import FATES
from tierbook.library.reading.holdings import best_of_units, country_boxes
from tierbook.library.reading.kept_dossier import kept_dossier_page
from tierbook.library.reading.placements import official_history, view_placements
from tierbook.library.reading.references import number_findings
from tierbook.places import get_country
from tierbook.standards import ClockPosition, clock_timeline

__all__ = ["draw_country"]


def draw_country(code: str, documents: Sequence[Document]) -> SafeString:
    """Return the page of a country below its head, as it was kept or drawn now.

    Args:
        code: the country.
        documents: all documents of it.
    """
    kept = kept_markup(
        f"drawn/{code}",
        lambda: {"body": _draw(code, documents)},
        of=[code],
        version=short_hash([[d.pk, d.digest] for d in documents]),
    )
    return SafeString(kept["body"])


def _draw(code: str, documents: Sequence[Document]) -> str:
    """Draw what is held of a country, its placements and clock, its dossier, and what its latest narrative says."""
    best = best_of_units(documents)
    latest = _latest(documents)
    boxes = country_boxes(code, documents, latest.edition if latest else None)
    history = official_history(documents)
    timeline = _timeline(history.of(code))
    context: dict[str, Any] = {
        "code": code,
        "place": get_country(code),
        "documents": documents,
        "boxes": boxes,
        "held": len(best),
        "editions": len(boxes),
        "kinds": _kinds(documents, len(boxes), len(best)),
        "placements": view_placements(code, documents, history, timeline),
        "clock": view_clock(history, code, LAST_EDITION, timeline),
        "dossier": kept_dossier_page(code, documents) if documents else None,
        "fates": FATES,
        "latest": latest,
        "samples": any(d.is_sample for d in documents),
    }
    if latest is not None:
        coding = _said_by(latest)
        groups = pillar_groups(finding_rows(number_findings(coding)))
        context["sayings"] = draw_sayings(groups, latest.pk)
        context["silences"] = list_silences(coding)
        context["read"] = paragraphs_read(coding["read"])
    return render_to_string("parts/country_body.html", context)


def _said_by(document: Document) -> dict[str, Any]:
    """Return the coding of a text with what people set over it; `mark` of a finding says that they did."""
    decided = decisions_of([document.pk]).get(document.pk, ())
    coding = lay_accepted(orjson.loads(Content.objects.get(pk=document.pk).coding), decided)
    text = HeldText.of(coding)
    for finding in coding["findings"] if decided else ():
        finding["mark"] = mark_of(finding["variable"], text.people_at(finding), "over")
    return coding


def _timeline(own: History) -> tuple[ClockPosition, ...]:
    """Return the clock of a country in every edition; nothing where no placement of it is held."""
    if not len(own):
        return ()
    return clock_timeline(own, until=max(LAST_EDITION, own.editions[-1]))


def _latest(documents: Sequence[Document]) -> Document | None:
    """Return the newest whole narrative; where there is none the newest text of the best kind held."""
    return min(
        (d for d in documents if d.edition),
        key=lambda d: (d.kind_order, -(d.edition or 0), d.id),
        default=None,
    )


def _kinds(documents: Sequence[Document], editions: int, held: int) -> list[tuple[str, str]]:
    best = best_of_units(documents).values()
    counts = [
        ("N", "narrative, {} held", "narrative"),
        ("E", "excerpt, {} held: silence in it means nothing", "excerpt"),
        ("S", "summary by another agency, {} held: silence in it means nothing", "summary"),
        ("R", "sample, {} held: restated by us, no source", "sample"),
    ]
    rows = [
        (letter, words.format(sum(1 for d in best if d.text_kind == kind)))
        for letter, words, kind in counts
        if any(d.text_kind == kind for d in best)
    ]
    return [*rows, ("–", f"not held, {editions - held}")]
