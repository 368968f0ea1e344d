"""Codings taken to the coding tools that people have, and brought back: REFI-QDA, UIMA CAS, Label Studio, others.

Takes: codings and decisions as records; a file of a tool. Gives: a file; what people coded in it, with what could not
be taken. Touches: package data.

    codings, decisions ─▶ Project ─▶ pieces ─▶ a file ─▶ pieces ─▶ Project ─▶ decisions, codings, answers
"""

from tierbook.release.exchange.codes import CodeMap
from tierbook.release.exchange.forms import (
    EXCHANGE_FORMATS,
    ExchangeFormat,
    carried_table,
    read_exchange,
    read_map,
    write_exchange,
)
from tierbook.release.exchange.listing import ListedCode, list_codes
from tierbook.release.exchange.project import Imported, Project, Said, Text, Words
from tierbook.release.exchange.records import (
    answers_of,
    answers_table,
    codings_of,
    decisions_of,
    project_of,
    text_of,
)
from tierbook.release.exchange.web_annotation import ANNOTATION_CONTEXT, selectors_of

__all__ = [
    "ANNOTATION_CONTEXT",
    "EXCHANGE_FORMATS",
    "CodeMap",
    "ExchangeFormat",
    "Imported",
    "ListedCode",
    "Project",
    "Said",
    "Text",
    "Words",
    "answers_of",
    "answers_table",
    "carried_table",
    "codings_of",
    "decisions_of",
    "list_codes",
    "project_of",
    "read_exchange",
    "read_map",
    "selectors_of",
    "text_of",
    "write_exchange",
]
