"""Drafts: a form to fill in, a country report from it, and a briefing from a coding alone."""

from tierbook.release.drafts.briefing import compose_briefing
from tierbook.release.drafts.citing import name_document
from tierbook.release.drafts.form import compose_form
from tierbook.release.drafts.model import (
    Block,
    Cell,
    Draft,
    Ground,
    Part,
    Points,
    Prose,
    Remark,
    Run,
    Sentence,
    Table,
    Unsupported,
    grounds_of,
    sentence,
    sentences_of,
)
from tierbook.release.drafts.report import compose_report

__all__ = [
    "Block",
    "Cell",
    "Draft",
    "Ground",
    "Part",
    "Points",
    "Prose",
    "Remark",
    "Run",
    "Sentence",
    "Table",
    "Unsupported",
    "compose_briefing",
    "compose_form",
    "compose_report",
    "grounds_of",
    "name_document",
    "sentence",
    "sentences_of",
]
