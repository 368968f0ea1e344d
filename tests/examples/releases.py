"""Small releases for the examples: a few tables of codings that are handed over, as CSV unless told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tierbook import code, read
from tierbook.coding import Coding
from tierbook.editions import load_placements
from tierbook.pages import sample_pages
from tierbook.release import LibraryContent, Wishes, make_release

TABLES = (
    "narratives", "findings", "quotes", "findings_consensus", "accuracy", "confusion", "variables",
    "sample_units", "sample_decisions", "decisions", "documents",
)  # fmt: skip


def write_release(
    codings: Iterable[Coding],
    folder: Path,
    *,
    samples: bool = False,
    formats: tuple[str, ...] = (),
    decisions: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    sample_lines: Sequence[Mapping[str, Any]] = (),
) -> Path:
    """Write a release of codings, and return its folder."""
    by_country: dict[str, list[Any]] = {}
    for coding in codings:
        record = coding.to_dict()
        by_country.setdefault(record["document"]["country"], []).append((record, None))
    content = LibraryContent(
        countries=sorted(by_country),
        texts_of=lambda country: by_country[country],
        history=load_placements(),
        decisions=decisions or {},
        sample_lines=sample_lines,
    )
    make_release(content, folder, Wishes(formats=formats, tables=TABLES, samples=samples))
    return folder


def code_samples() -> list[Coding]:
    """Code the samples that come with tierbook."""
    documents = [read(data) for _, data in sample_pages()]
    return [code(d) for d in documents if not isinstance(d, list)]
