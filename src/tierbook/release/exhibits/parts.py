"""What an exhibit says of a passage: its place in text and page, what is coded in it, and the law that uses that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from tierbook.dossier import HeldText, cell_value
from tierbook.files import load_yaml
from tierbook.text import long_date

if TYPE_CHECKING:
    from tierbook.narrative import Narrative
    from tierbook.pages import Document
    from tierbook.release.citations import Citation, Pinpoint

__all__ = ["coding_of", "exhibit_words", "law_of", "page_kind", "place_of", "taken"]

_SUFFIXES = {"html": "html", "pdf": "pdf", "json": "json", "docx": "docx", "text": "txt"}


@cache
def exhibit_words() -> Mapping[str, Any]:
    """Return the words of `words.yaml`."""
    path = resources.files("tierbook.release") / "exhibits" / "words.yaml"
    words: Mapping[str, Any] = load_yaml(path)
    return words


def page_kind(data: bytes, document: Document) -> tuple[str, str]:
    """Return the kind of a page, and the ending of its file's name."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:1024].find(b"%PDF-") >= 0:
        kind = "pdf"
    elif data[:4] == b"PK\x03\x04":
        kind = "docx"
    elif document.row is not None:
        kind = "json"
    elif (
        head.startswith((b"<!doctype", b"<html", b"<?xml")) or b"<body" in head or b"<head" in head
    ):
        kind = "html"
    else:
        kind = "text"
    return kind, _SUFFIXES[kind]


def place_of(pinpoint: Pinpoint, narrative: Narrative) -> dict[str, Any]:
    """Return where the passage stands: in the text, in the page's own text, with the paragraph around it."""
    paragraph = pinpoint.paragraph
    around = _around(narrative, paragraph)
    span = narrative.offsets.to_source(pinpoint.start, pinpoint.end)
    repairs = []
    if span is not None:
        repairs = [
            {"at": one.at, "was": one.was, "now": one.now, "why": one.why}
            for one in narrative.document.repairs
            if span[0] <= one.at < span[1] and (one.was or one.now)
        ]
    text = narrative.text
    return {
        "place": str(pinpoint.place),
        "in_words": str(pinpoint),
        "offsets": "Unicode code points from the beginning of the file, the end not included",
        "start": pinpoint.start,
        "end": pinpoint.end,
        "words": text[pinpoint.start : pinpoint.end],
        "opening": pinpoint.opening,
        "paragraph": {
            "number": paragraph,
            "heading": pinpoint.heading or None,
            "within": pinpoint.within,
        },
        "sentence": pinpoint.sentence,
        "page": pinpoint.page or None,
        "page_text": None if span is None else {"start": span[0], "end": span[1]},
        "repairs": repairs,
        "context": [
            {"start": start, "end": end, "words": text[start:end]} for start, end in around
        ],
    }


def _around(narrative: Narrative, paragraph: int) -> list[tuple[int, int]]:
    """Return the spans of a paragraph and its neighbours."""
    spans = [(one.start, one.end) for one in narrative.paragraphs]
    if narrative.tier_line is not None:
        spans.insert(0, narrative.tier_line)
    at = paragraph if narrative.tier_line is not None else paragraph - 1
    return spans[max(at - 1, 0) : at + 2]


def coding_of(record: Mapping[str, Any], pinpoint: Pinpoint) -> dict[str, Any]:
    """Return what is coded in a passage: findings that rest on it, and what was nominated in it and did not count."""
    text = HeldText.of(record)
    found = [
        {**finding, "in_words": cell_value(text, finding["variable"], finding).brief}
        for finding in record["findings"]
        if any(_touches(words, pinpoint) for words in finding["evidence"])
    ]
    turned = [row for row in record.get("rejected", ()) if _touches(row, pinpoint)]
    for silence in record.get("absences", ()):
        turned += [
            {"variable": silence["variable"], **row}
            for row in silence["rejected"]
            if _touches(row, pinpoint)
        ]
    return {
        "what": "Values that tierbook reads in the passage. They are its own, made by rules, and unofficial.",
        "coder": record["coder"],
        "versions": dict(record["versions"]),
        "document": dict(record["document"]),
        "findings": found,
        "nominated_and_not_counted": turned,
    }


def _touches(words: Mapping[str, Any], pinpoint: Pinpoint) -> bool:
    return bool(words["start"] < pinpoint.end and pinpoint.start < words["end"])


def law_of(
    assessment: Mapping[str, Any] | None, findings: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return the criteria that use findings, with the law and the reasons; None where none does."""
    ids = {finding["id"] for finding in findings}
    rows = [
        {**row, "this_passage": {side: sorted(ids & set(row[side])) for side in ("for", "against")}}
        for group in ("standards", "criteria")
        for row in (assessment or {}).get(group) or ()
        if ids & {*row["for"], *row["against"]}
    ]
    if not rows or assessment is None:
        return None
    return {
        "what": "Criteria of the law that was in force for the edition. Judgements are tierbook’s own and unofficial.",
        "law": assessment.get("law"),
        "law_version": assessment.get("law_version"),
        "criteria": rows,
    }


def taken(citation: Citation) -> str:
    """Return when the page was taken, in words."""
    words, source = exhibit_words(), citation.source
    if source.captured:
        keeper = f", kept by {source.keeper}" if source.keeper else ""
        return str(words["captured"].format(date=long_date(source.captured), keeper=keeper))
    if source.accessed:
        return str(words["on_page"].format(date=long_date(source.accessed)))
    return str(words["not_taken"])
