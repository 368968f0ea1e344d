"""Findings over all texts, and one at its lasting address."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from ninja import Field, Query, Router
from pydantic import StringConstraints

from tierbook.agreement import load_measured
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.operations.documents import TextFilters, texts_asked
from tierbook.library.api.paging import page_of
from tierbook.library.api.parameters import Common, DocumentId, FindingId, Names, Pillars, Variables
from tierbook.library.api.rows import (
    FINDING_COLUMNS,
    content_of,
    finding_links,
    finding_row,
    no_finding,
)
from tierbook.library.catalogue.models import Finding
from tierbook.library.operating.address import site_of
from tierbook.library.reading.variables import codebook, describe_variable
from tierbook.library.record.published import finding_at
from tierbook.library.record.standing_page import build_standing

__all__ = ["finding_detail", "of_document", "router"]

router = Router()
of_document = Router()
_TAG = "Findings"
_DOCUMENT = "tip-2018-jpn-sample-f4a0320b"
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


class FindingFilters(TextFilters):
    """Which findings."""

    variable: Variables = Field(default=[], description="Variables; any of them.")
    value: list[Code] = Field(
        default=[],
        max_length=20,
        description="Values, or codes that stand in a value (a country of a list, the end of a route); any of them.",
    )
    level: Literal["law", "practice"] | None = Field(
        default=None, description="On paper or in practice, where the words say which."
    )
    place: Literal["home", "abroad"] | None = Field(
        default=None, description="At home or abroad, where the words say which."
    )
    pillar: Pillars = Field(default=[], description="Pillars; any of them.")
    coder: Names = Field(default=[], description="Coders, as `rules/1`; any of them.")


@operation(
    router, "", shape="Finding", listing=True, columns=FINDING_COLUMNS, tag=_TAG, problems=("bad-cursor",),
    example="/findings?variable=tier.stated&country=THA&edition=2018",
)  # fmt: skip
def list_findings(request: HttpRequest, asked: Query[FindingFilters]) -> Answer:
    """List values over all texts, each with its first whole sentence.

    Filters of one name widen, filters of different names narrow. `kind=narrative` leaves out summaries, excerpts and
    samples, which say less by their silence. What a text does not say has no finding: ask its absences.
    """
    rows = Finding.objects.filter(texts_asked(asked, "document__")).select_related("document")
    if asked.variable:
        rows = rows.filter(variable__in=sorted(set(asked.variable)))
    if asked.pillar:
        known = [v for v in codebook().variables if describe_variable(v).pillar in asked.pillar]
        rows = rows.filter(variable__in=known)
    if asked.coder:
        rows = rows.filter(document__coder__in=asked.coder)
    if asked.value:
        rows = rows.annotate(value_text=Cast("value", TextField())).filter(_holds(asked.value))
    for word in filter(None, (asked.level, asked.place)):
        rows = rows.annotate(chips_text=Cast("chips", TextField()))
        rows = rows.filter(chips_text__contains=f'"{word}"')
    return page_of(
        request, asked, rows, keys=("document_id", "position"), make=finding_row, columns=FINDING_COLUMNS,
        name="findings",
    )  # fmt: skip


def _holds(values: list[str]) -> Q:
    """Return what holds where a value, as JSON, is one of some codes or has one in it; names of fields are no codes."""
    condition = Q()
    for value in values:
        quoted = f'"{value}"'
        condition |= Q(value_text=quoted)
        for end in (",", "]", "}"):
            condition |= Q(value_text__contains=quoted + end)
    return condition


@operation(
    of_document, "/{document_id}/findings/{finding_id}", shape="FindingDetail", tag=_TAG,
    example=f"/documents/{_DOCUMENT}/findings/FINDING"
    "?fields=versions,coder,sample,finding,variable,accuracy_in_words,links",
)  # fmt: skip
def get_finding(
    request: HttpRequest, document_id: DocumentId, finding_id: FindingId, asked: Query[Common]
) -> Answer:
    """Give one finding with all its evidence, at its lasting address.

    What was published here never changes, whatever coding came after; `standing` says where it stands today.
    """
    return Answer(finding_detail(document_id, finding_id, site_of(request)))


def finding_detail(document_id: str, finding_id: str, site: str) -> dict[str, Any]:
    """Return one finding as plain values.

    Raises:
        Problem: it is not held.
    """
    published = finding_at(document_id, finding_id)
    if published is None:
        content_of(document_id)
        raise no_finding(document_id, finding_id)
    head, row = published.document, published.finding
    facts = describe_variable(row["variable"])
    accuracy = load_measured().accuracy(row["variable"], head["text_kind"], head["edition"])
    first = row["evidence"][0] if row["evidence"] else {"paragraph": None, "sentence": None}
    return {
        "versions": dict(published.versions),
        "coder": published.coder,
        "sample": head["text_kind"] == "sample",
        "document": dict(head),
        "finding": dict(row),
        "variable": {
            "id": facts.id,
            "label": facts.label,
            "question": facts.variable.question if facts.variable else None,
        },
        "accuracy": accuracy.to_dict() if accuracy else None,
        "accuracy_in_words": accuracy.explain() if accuracy else "Untested here.",
        "standing": build_standing(published).to_dict(),
        "links": finding_links(
            document_id,
            finding_id,
            row["variable"],
            first["paragraph"],
            first["sentence"],
            site=site,
        ),
    }
