"""Scores of the three pillars from our codings, with the rule that gave each, beside those that people gave."""

from tierbook.dossier.indices.comparing import IndexComparison, IndexDifference, compare_index
from tierbook.dossier.indices.pillars import PillarScore, PillarScores, score_pillars
from tierbook.dossier.indices.rows import (
    DIFFERENCE_COLUMNS,
    INDEX_COLUMNS,
    difference_rows,
    index_rows,
)

__all__ = [
    "DIFFERENCE_COLUMNS",
    "INDEX_COLUMNS",
    "IndexComparison",
    "IndexDifference",
    "PillarScore",
    "PillarScores",
    "compare_index",
    "difference_rows",
    "index_rows",
    "score_pillars",
]
