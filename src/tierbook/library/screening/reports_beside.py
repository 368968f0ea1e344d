"""In which reports that are held officials were found to read the definition narrowly: findings, by concept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tierbook.library.catalogue.models import Finding
from tierbook.standards import Definition

__all__ = ["Telling", "reports_telling"]

VARIABLE = "protection.victim_concept"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """One report that tells of a reading: where its finding stands."""

    document: str
    country: str
    edition: int | None
    finding: str


def reports_telling(
    readings: Sequence[Definition],
) -> dict[str, tuple[list[Telling], int]]:
    """Return for each concept of the readings the newest findings and how many there are; samples are left out."""
    wanted = {concept for reading in readings for concept in reading.concepts}
    found: dict[str, list[Telling]] = {concept: [] for concept in wanted}
    rows = Finding.objects.filter(variable=VARIABLE).exclude(document__text_kind="sample")
    rows = rows.order_by("-document__edition", "document__country", "document_id", "position")
    fields = ("document_id", "document__country", "document__edition", "finding", "value")
    for document, country, edition, finding, value in rows.values_list(*fields):
        for concept in wanted.intersection(value if isinstance(value, list) else ()):
            found[concept].append(Telling(document, country or "", edition, finding))
    return {concept: (tellings[:SHOWN], len(tellings)) for concept, tellings in found.items()}
