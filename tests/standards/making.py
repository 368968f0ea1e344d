"""Codings with defaults, so that a test states only what is special about its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tierbook.coding import Coding, Evidence, Finding
from tierbook.narrative import Narrative, Paragraph, Sentence
from tierbook.pages import Document
from tierbook.text import OffsetMap


def make_document(**special: Any) -> Document:
    """A narrative of Japan, edition of 2018."""
    fields: dict[str, Any] = {
        "id": "tip-2018-jpn-x-00000000",
        "work": "tip-2018-jpn",
        "row": None,
        "publisher": "Refworld",
        "issuer": None,
        "title": None,
        "author": None,
        "published": None,
        "edition": 2018,
        "country": "JPN",
        "text_kind": "narrative",
        "text_author": None,
        "cite_as": None,
        "address": None,
        "disclaimer": None,
        "last_updated": None,
        "accessed": None,
        "sha256": "0" * 64,
        "blocks": (),
        "source": "",
    }
    return Document(**{**fields, **special})


def make_coding(findings: Sequence[Mapping[str, Any]] = (), **document: Any) -> Coding:
    """A coding with one sentence for each finding, all in paragraph 1.

    A finding gives `variable`, `value`, and whatever of Finding's other fields is special; `words` is its sentence.
    """
    sentences = [
        row.get("words") or f"Sentence {i} of the case." for i, row in enumerate(findings, 1)
    ]
    text = " ".join(sentences) or "Nothing is said."
    spans, at = [], 0
    for sentence in sentences or [text]:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    narrative = Narrative(
        document=make_document(**document),
        text=text,
        tier_line=None,
        headings=(),
        paragraphs=(Paragraph(1, 0, len(text), "prosecution", None, "content", 0.5),),
        sentences=tuple(Sentence(1, n, a, b) for n, (a, b) in enumerate(spans, 1)),
        offsets=OffsetMap(),
    )
    made = []
    for n, (row, (start, end)) in enumerate(zip(findings, spans, strict=False), 1):
        rest = {k: v for k, v in row.items() if k not in {"variable", "value", "words"}}
        for key in ("acts", "whom"):
            if key in rest:
                rest[key] = tuple(rest[key])
        evidence = Evidence(start, end, 1, n, text[start:end])
        made.append(Finding(f"f{n}", row["variable"], row["value"], (evidence,), "case", **rest))
    return Coding(
        versions=(("tierbook", "0"), ("codebook", "tip/1"), ("cues", "1")),
        coder="case",
        narrative=narrative,
        not_asked=(),
        read=(1,),
        findings=tuple(made),
    )
