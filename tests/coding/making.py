"""Narratives and codings out of a few words, for tests of the coder."""

from __future__ import annotations

import json
from dataclasses import replace

from tierbook.coding import Coding, code_narrative
from tierbook.narrative import Narrative, Pillar, parse_document
from tierbook.pages import read_bytes


def narrative_of(
    text: str,
    *,
    country: str = "JPN",
    edition: int = 2018,
    kind: str = "narrative",
    pillar: Pillar | None = None,
) -> Narrative:
    """Make a narrative of a text; `pillar` sets that of all its paragraphs."""
    record = {"text": text, "country": country, "edition": edition, "text_kind": kind}
    result = read_bytes(json.dumps(record).encode(), name="example.jsonl")
    assert result.documents, result.problems
    narrative = parse_document(result.documents[0])
    if pillar is not None:
        narrative = replace(
            narrative, paragraphs=tuple(replace(p, pillar=pillar) for p in narrative.paragraphs)
        )
    return narrative


def coding_of(
    text: str,
    *,
    country: str = "JPN",
    edition: int = 2018,
    kind: str = "narrative",
    pillar: Pillar | None = None,
) -> Coding:
    """Code a text."""
    return code_narrative(
        narrative_of(text, country=country, edition=edition, kind=kind, pillar=pillar)
    )
