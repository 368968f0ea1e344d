"""Scores and differences as flat rows, each with the words it rests on or what else it does."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.dossier.held import Statement
from tierbook.dossier.indices.comparing import IndexComparison, IndexDifference
from tierbook.dossier.indices.pillars import PillarScores

__all__ = ["DIFFERENCE_COLUMNS", "INDEX_COLUMNS", "difference_rows", "index_rows"]

_SAID = ("statement", "paragraph", "sentence", "start", "end", "text", "basis", "set_by_people")
_DIFFERENCE = ("country", "edition", "document", "pillar", "ours", "theirs", "rule")
INDEX_COLUMNS = ("unit", "document", "text_kind", "pillar", "score", "overall", "rule", *_SAID)
DIFFERENCE_COLUMNS = ("text_kind", *_DIFFERENCE, *_SAID)


def index_rows(scores: PillarScores) -> Iterator[dict[str, object]]:
    """Yield a row for each quotation that a score rests on, and for each ground without one."""
    unit = {name: getattr(scores, name) for name in ("unit", "document", "text_kind", "overall")}
    for pillar in scores.pillars:
        known = {**unit, "pillar": pillar.pillar, "score": pillar.score, "rule": pillar.rule}
        grounds = pillar.grounds or (Statement(pillar.rule, basis="the paragraphs that were read"),)
        for statement in grounds:
            yield from _statement_rows(known, statement)


def difference_rows(
    comparison: IndexComparison, difference: IndexDifference
) -> Iterator[dict[str, object]]:
    """Yield a row for each quotation behind a difference, and for each ground without one."""
    said = {name: getattr(difference, name) for name in _DIFFERENCE}
    for statement in (*difference.grounds, *difference.short_of):
        yield from _statement_rows({"text_kind": comparison.text_kind, **said}, statement)


def _statement_rows(known: dict[str, object], statement: Statement) -> Iterator[dict[str, object]]:
    said = {**known, "statement": statement.text, "basis": statement.basis or None}
    if not statement.quotes:
        yield said
    for quote in statement.quotes:
        yield {**quote.to_dict(), **said}
