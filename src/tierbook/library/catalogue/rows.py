"""Make the rows of one document from its coding, as the corpus has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.dossier import KIND_ORDER
from tierbook.library.catalogue.models import Content, Document, Finding, Paragraph
from tierbook.library.reading.chips import chips_of
from tierbook.library.reading.references import number_findings

__all__ = ["Rows", "make_rows"]


@dataclass(frozen=True, slots=True)
class Rows:
    """Unsaved rows of one document, and the record that they are made from."""

    record: dict[str, Any]
    document: Document
    content: Content
    paragraphs: list[Paragraph]
    findings: list[Finding]


def make_rows(coding: dict[str, Any], digest: str, raw: bytes, assessment: bytes | None) -> Rows:
    """Return the unsaved rows of one coding.

    Args:
        coding: the record of the contract, with absences and rejected candidates.
        digest: hash of everything the rows are made from.
        raw: the record's bytes, kept as they are.
        assessment: bytes of the assessment, when there is one.

    Raises:
        KeyError: a field of the contract is missing.
        ValueError: evidence does not display the words it claims.
    """
    head, narrative = coding["document"], coding["narrative"]
    text = narrative["text"]
    numbered = number_findings(coding)
    document = Document(
        id=head["id"],
        digest=digest,
        country=head["country"],
        edition=head["edition"],
        text_kind=head["text_kind"],
        kind_order=KIND_ORDER.index(head["text_kind"])
        if head["text_kind"] in KIND_ORDER
        else len(KIND_ORDER),
        publisher=head["publisher"],
        title=head["title"],
        stated_tier=_stated_tier(coding),
        coder=coding["coder"],
        paragraphs=len(narrative["paragraphs"]),
        sentences=sum(1 for s in narrative["sentences"] if s["paragraph"]),
        findings_count=len(coding["findings"]),
    )
    content = Content(
        document_id=document.pk,
        coding=raw.decode(),
        assessment=None if assessment is None else assessment.decode(),
    )
    return Rows(
        coding,
        document,
        content,
        [
            _paragraph(document.pk, row, text, narrative["sentences"])
            for row in narrative["paragraphs"]
        ],
        [_finding(document.pk, text, place, row) for place, row in enumerate(numbered)],
    )


def _stated_tier(coding: dict[str, Any]) -> str | None:
    for finding in coding["findings"]:
        if finding["variable"] == "tier.stated" and isinstance(finding["value"], str):
            return finding["value"]
    return None


def _paragraph(
    document: str, row: dict[str, Any], text: str, sentences: list[dict[str, Any]]
) -> Paragraph:
    start = row["start"]
    return Paragraph(
        document_id=document,
        number=row["n"],
        pillar=row["pillar"],
        text=text[start : row["end"]],
        sentences=[
            [s["sentence"], s["start"] - start, s["end"] - start]
            for s in sentences
            if s["paragraph"] == row["n"]
        ],
    )


def _finding(document: str, text: str, place: int, numbered: Any) -> Finding:
    finding = numbered.finding
    for words in finding["evidence"]:
        if text[words["start"] : words["end"]] != words["text"]:
            raise ValueError(
                f"{document}: evidence of {finding['variable']} at {words['start']} does not display its words"
            )
    first = finding["evidence"][0] if finding["evidence"] else None
    return Finding(
        document_id=document,
        finding=finding["id"],
        position=place,
        reference=numbered.reference,
        variable=finding["variable"],
        value=finding["value"],
        chips=[[chip.word, chip.kind] for chip in chips_of(finding)],
        paragraph=first["paragraph"] if first else None,
        sentence=first["sentence"] if first else None,
        quote=first["text"] if first else "",
        cue=finding["cue"],
    )
