"""Documents: lists, one, its words, values, silences, assessment."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.agreement import explain_value
from tierbook.dossier import countries_of_region
from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.library.api.answers import JSON, PLAIN, Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import page_of, whole
from tierbook.library.api.parameters import (
    Common,
    Countries,
    DocumentId,
    Kinds,
    Names,
    Paged,
    Regions,
    Tables,
    Tiers,
    VariableId,
    Variables,
    WholeCoding,
    WhyAsked,
    Year,
    Years,
)
from tierbook.library.api.rows import (
    DOCUMENT_COLUMNS,
    FINDING_COLUMNS,
    SAMPLE_NOTICE,
    content_of,
    digest_of,
    digest_with_people,
    document_links,
    document_row,
    finding_row,
    region_of,
)
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.desk.people_beside import lay_people_over
from tierbook.library.operating.address import site_of
from tierbook.library.reading.held import shown_records
from tierbook.library.reading.places_in_text import Layout
from tierbook.library.reading.values import absence_in_words, country_name
from tierbook.library.reading.variables import describe_variable
from tierbook.release import anchor_of

__all__ = ["TextFilters", "router", "texts_asked"]

router = Router()
_TAG = "Documents"
_ID = "tip-2018-jpn-sample-f4a0320b"
_TEXT_COLUMNS = ("document", "paragraph", "sentence", "pillar", "start", "end", "text", "permalink")
_ABSENCE_COLUMNS = ("document", "variable", "label", "pillar", "absence", "in_words", "read")
_CRITERION_COLUMNS = (
    "document",
    "part",
    "id",
    "paragraph",
    "label",
    "judgement",
    "for",
    "against",
    "reasons",
)


class TextFilters(Paged):
    """Which texts: every list of texts and of findings takes these."""

    country: Countries = Field(default=[], description="Countries; any of them.")
    region: Regions = Field(default=[], description="Regions of the world; any of them.")
    edition: Years = Field(default=[], description="Editions; any of them.")
    edition_from: Year | None = Field(default=None, description="The first edition.")
    edition_to: Year | None = Field(default=None, description="The last edition.")
    tier: Tiers = Field(
        default=[], description="Tiers as the text itself states them; any of them."
    )
    kind: Kinds = Field(
        default=[],
        description="Kinds of text; any of them. Samples are in unless kinds are named without them.",
    )
    publisher: Names = Field(
        default=[], description="Publishers, by their whole name; any of them."
    )


def texts_asked(asked: TextFilters, at: str = "") -> Q:
    """Return the condition of the filters; `at` is the way to the document, as `document__`."""
    condition = Q()
    codes = [*asked.country, *(code for name in asked.region for code in countries_of_region(name))]
    if asked.country and asked.region:
        inside = {code for name in asked.region for code in countries_of_region(name)}
        codes = [code for code in asked.country if code in inside]
    if asked.country or asked.region:
        condition &= Q(**{f"{at}country__in": sorted(set(codes))})
    for name, values in (
        ("edition", asked.edition),
        ("stated_tier", asked.tier),
        ("text_kind", asked.kind),
        ("publisher", asked.publisher),
    ):
        if values:
            condition &= Q(**{f"{at}{name}__in": sorted(set(values))})
    if asked.edition_from is not None or asked.edition_to is not None:
        span = (asked.edition_from or FIRST_EDITION, asked.edition_to or LAST_EDITION)
        condition &= Q(**{f"{at}edition__range": span})
    return condition


@operation(
    router, "", shape="Document", listing=True, columns=DOCUMENT_COLUMNS, tag=_TAG, problems=("bad-cursor",),
    example="/documents?country=THA&limit=20",
)  # fmt: skip
def list_documents(request: HttpRequest, asked: Query[TextFilters]) -> Answer:
    """List the texts that are held.

    Filters of one name widen, filters of different names narrow. The order is that of the ids: edition, country,
    publisher.
    """
    rows: QuerySet[Document] = Document.objects.filter(texts_asked(asked))
    return page_of(
        request,
        asked,
        rows,
        keys=("id",),
        make=document_row,
        columns=DOCUMENT_COLUMNS,
        name="documents",
    )


@operation(
    router, "/{document_id}", shape="DocumentDetail", digest=digest_of, tag=_TAG, example=f"/documents/{_ID}",
)  # fmt: skip
def get_document(request: HttpRequest, document_id: DocumentId, asked: Query[Common]) -> Answer:
    """Give one text with all that its page says of itself, without its words."""
    content = content_of(document_id)
    coding, _ = shown_records(content)
    held, head = content.document, coding["document"]
    sample = held.is_sample
    known = (
        "text_author", "publisher", "issuer", "title", "author", "published", "cite_as", "address", "disclaimer",
        "work", "sha256", "notes",
    )  # fmt: skip
    return Answer(
        {
            "id": held.id,
            "sample": sample,
            "notice": SAMPLE_NOTICE if sample else None,
            "country": held.country,
            "country_name": country_name(held.country, held.edition) if held.country else None,
            "region": region_of(held.country),
            "edition": held.edition,
            "text_kind": held.text_kind,
            **{name: head.get(name) for name in known},
            "stated_tier": held.stated_tier,
            "coder": held.coder,
            "versions": coding["versions"],
            "paragraphs": held.paragraphs,
            "sentences": held.sentences,
            "findings": held.findings_count,
            "digest": held.digest,
            "links": document_links(held.id, site_of(request)),
        }
    )


class TextAsked(Common):
    """In which form."""

    format: Literal["json", "csv", "txt"] | None = Field(
        default=None,
        description="`json`, `csv` (a row for each sentence), or `txt`: the one text that offsets count in.",
    )


@operation(
    router, "/{document_id}/text", shape="Text", digest=digest_of, columns=_TEXT_COLUMNS, tag=_TAG,
    media=(JSON, PLAIN), example=f"/documents/{_ID}/text?fields=document,sample,notice,tier_line",
)  # fmt: skip
def get_text(request: HttpRequest, document_id: DocumentId, asked: Query[TextAsked]) -> Answer:
    """Give the words of a text by paragraph and sentence.

    Paragraph numbers are ours. Paragraph 0 is the tier line. Offsets count Unicode code points of the one text that
    evidence points into.
    """
    coding, _ = shown_records(content_of(document_id))
    head, page = coding["document"], f"{site_of(request)}/documents/{document_id}/"
    layout = Layout(coding["narrative"])
    sample = head["text_kind"] == "sample"
    paragraphs = [_paragraph(row, layout, page) for row in layout.paragraphs]
    line = layout.tier_line

    def rows() -> Any:
        for paragraph in paragraphs:
            for sentence in paragraph["sentences"]:
                known = {
                    "document": document_id,
                    "paragraph": paragraph["number"],
                    "pillar": paragraph["pillar"],
                }
                yield {**sentence, **known, "sentence": sentence["number"]}

    return Answer(
        {
            "document": document_id,
            "sample": sample,
            "notice": SAMPLE_NOTICE if sample else None,
            "tier_line": None if line is None else _span(line, layout),
            "paragraphs": paragraphs,
        },
        rows,
        _TEXT_COLUMNS,
        f"text-{document_id}",
        plain=layout.text,
    )


def _span(span: dict[str, int], layout: Layout) -> dict[str, Any]:
    start, end = span["start"], span["end"]
    return {"start": start, "end": end, "text": layout.text[start:end]}


def _paragraph(row: dict[str, Any], layout: Layout, page: str) -> dict[str, Any]:
    number = row["n"]
    return {
        "number": number,
        "pillar": row["pillar"],
        "heading": _heading(row),
        "start": row["start"],
        "end": row["end"],
        "permalink": f"{page}#{anchor_of(number)}",
        "sentences": [
            {
                "number": s["sentence"],
                **_span(s, layout),
                "permalink": f"{page}#{anchor_of(number, s['sentence'])}",
            }
            for s in layout.sentences.get(number, ())
        ],
    }


def _heading(row: dict[str, Any]) -> str | None:
    heading = row.get("heading")
    return heading if isinstance(heading, str) or heading is None else str(heading.get("text", ""))


class OfVariables(Tables):
    """Of which variables."""

    variable: Variables = Field(default=[], description="Variables; any of them.")


@operation(
    router, "/{document_id}/findings", shape="Finding", listing=True, digest=digest_of, columns=FINDING_COLUMNS,
    tag=_TAG, example=f"/documents/{_ID}/findings?variable=tier.stated,profile.origins&fields=id,variable,value,quote",
)  # fmt: skip
def list_findings_of_document(
    request: HttpRequest, document_id: DocumentId, asked: Query[OfVariables]
) -> Answer:
    """List every value that was read in a text, in the order of its page."""
    site = site_of(request)
    rows = Finding.objects.filter(document_id=document_id).select_related("document")
    if asked.variable:
        rows = rows.filter(variable__in=sorted(set(asked.variable)))
    items = [finding_row(row, site) for row in rows.order_by("position")]
    return whole(items, FINDING_COLUMNS, f"findings-{document_id}")


@operation(
    router, "/{document_id}/absences", shape="Absence", listing=True, digest=digest_of, columns=_ABSENCE_COLUMNS,
    tag=_TAG, example=f"/documents/{_ID}/absences?variable=protection.victims_deported",
)  # fmt: skip
def list_absences(
    request: HttpRequest, document_id: DocumentId, asked: Query[OfVariables]
) -> Answer:
    """List the variables of which a text gives no value, each with the name of that absence.

    Silence is evidence only where a whole narrative was read: its paragraphs are named. `not_reported` is a value and
    stands with the findings.
    """
    coding, _ = shown_records(content_of(document_id))
    rows = [*coding["absences"]]
    named = {row["variable"] for row in rows}
    rows += [
        {"variable": v, "absence": "not_asked", "rejected": []}
        for v in coding["not_asked"]
        if v not in named
    ]
    items = []
    for row in rows:
        if asked.variable and row["variable"] not in asked.variable:
            continue
        facts = describe_variable(row["variable"])
        asked_there = row["absence"] != "not_asked"
        items.append(
            {
                "document": document_id,
                "variable": row["variable"],
                "label": facts.label,
                "pillar": facts.pillar,
                "absence": row["absence"],
                "in_words": absence_in_words(row["absence"]).word,
                "read": coding["read"] if asked_there else [],
                "rejected": row["rejected"],
            }
        )
    return whole(items, _ABSENCE_COLUMNS, f"absences-{document_id}")


@operation(
    router, "/{document_id}/assessment", shape="Assessment", digest=digest_of, columns=_CRITERION_COLUMNS, tag=_TAG,
    example=f"/documents/{_ID}/assessment?fields=edition,law_version,stated_tier,computed_tier",
)  # fmt: skip
def get_assessment(request: HttpRequest, document_id: DocumentId, asked: Query[Tables]) -> Answer:
    """Judge a text by the law of its edition, criterion by criterion, with findings on both sides.

    It explains a text and is no finding of law. `stated_tier` is the text's own; `computed_tier` is ours, unofficial,
    and null unless this library shows it.
    """
    from tierbook.library.api.problems import Problem

    _, assessment = shown_records(content_of(document_id))
    if assessment is None:
        raise Problem(
            "not-found",
            f"{document_id} is not assessed: its country or edition is not known, or no law is on file for it.",
            remedy="`/api/v1/documents` with `edition` and `country` lists texts that are.",
        )

    def rows() -> Any:
        for part in ("standards", "criteria"):
            for row in assessment[part]:
                yield {"document": document_id, "part": part, **row}

    return Answer(assessment, rows, _CRITERION_COLUMNS, f"assessment-{document_id}")


@operation(
    router, "/{document_id}/coding", shape="Coding", digest=digest_with_people, tag=_TAG,
    example=f"/documents/{_ID}/coding?fields=versions,coder,not_asked,read",
)  # fmt: skip
def get_coding(request: HttpRequest, document_id: DocumentId, asked: Query[WholeCoding]) -> Answer:
    """Give everything that is held of a text at once, as `tierbook code --all --format json` prints it.

    With `people=over` it is the coding with what people decided over it.
    """
    coding, assessment = shown_records(content_of(document_id))
    if asked.people != "none":
        coding = lay_people_over(coding, asked.people)
    return Answer({"people": None, **coding, "assessment": assessment})


@operation(
    router, "/{document_id}/why/{variable_id}", shape="Why", digest=digest_with_people, tag=_TAG,
    example=f"/documents/{_ID}/why/protection.victims_penalised?fields=variable,question,value,absence,rules",
)  # fmt: skip
def explain(
    request: HttpRequest, document_id: DocumentId, variable_id: VariableId, asked: Query[WhyAsked]
) -> Answer:
    """Say why a variable has its value in a text, or none: the rule, the words, and what did not count.

    `people` lists what people decided of it, with the machine's value beside each decision.
    """
    coding, _ = shown_records(content_of(document_id))
    if asked.people != "none":
        coding = lay_people_over(coding, asked.people)
    return Answer(explain_value(coding, variable_id).to_dict())
