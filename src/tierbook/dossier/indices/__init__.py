"""Scores of the three pillars from our codings, with the rule that gave each, beside those that people gave."""

from tierbook.dossier.indices.comparing import IndexComparison, IndexDifference, compare_index
from tierbook.dossier.indices.pillars import PillarScore, PillarScores, score_pillars

__all__ = [
    "IndexComparison",
    "IndexDifference",
    "PillarScore",
    "PillarScores",
    "compare_index",
    "score_pillars",
]
