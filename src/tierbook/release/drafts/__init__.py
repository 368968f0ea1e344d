"""Drafts: a form to fill in, a country report from it, and a briefing from a coding alone."""

from tierbook.release.drafts.briefing import compose_briefing
from tierbook.release.drafts.model import (
    Block,
    Draft,
    Ground,
    Points,
    Prose,
    Remark,
    Sentence,
    Table,
    Unsupported,
    grounds_of,
    sentences_of,
)

__all__ = [
    "Block",
    "Draft",
    "Ground",
    "Points",
    "Prose",
    "Remark",
    "Sentence",
    "Table",
    "Unsupported",
    "compose_briefing",
    "grounds_of",
    "sentences_of",
]
