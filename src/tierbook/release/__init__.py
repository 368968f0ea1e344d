"""What leaves tierbook for people: briefings, country reports, packs and pinned passages.

Takes: a `Coding`; held texts of a country; an own file with its institution's findings and judgements; the law. Gives:
a `Draft` whose every sentence has its evidence, and its Markdown, HTML, DOCX or PDF. Touches: reads package data.

No document of this room passes for one of the Department of State: the author is the institution, the title is its own,
and the standing notes say what is whose.
"""

from typing import TYPE_CHECKING

from tierbook.files import load_later
from tierbook.release.drafts import (
    Draft,
    Ground,
    Points,
    Prose,
    Sentence,
    Table,
    Unsupported,
    compose_briefing,
    compose_form,
    compose_report,
    grounds_of,
    name_document,
    sentences_of,
)
from tierbook.release.writers import write_docx, write_html, write_markdown, write_pdf

__all__ = [
    "TABLE_FORMATS",
    "Draft",
    "Ground",
    "Pin",
    "PinnedPassage",
    "Points",
    "Prose",
    "Query",
    "QueryPack",
    "Sentence",
    "Table",
    "TableFormat",
    "Theme",
    "Unsupported",
    "compose_advocacy_pack",
    "compose_briefing",
    "compose_form",
    "compose_pins",
    "compose_query_pack",
    "compose_report",
    "draft_query_pack",
    "find_pins",
    "get_theme",
    "grounds_of",
    "load_themes",
    "make_theme",
    "name_document",
    "parse_pin",
    "pins_of_comparison",
    "search_texts",
    "sentences_of",
    "write_docx",
    "write_html",
    "write_markdown",
    "write_pdf",
    "write_pins_csv",
    "write_query_csv",
    "write_query_json",
    "write_table",
]

if TYPE_CHECKING:
    from tierbook.release.packs import (
        Query,
        QueryPack,
        Theme,
        compose_advocacy_pack,
        compose_query_pack,
        draft_query_pack,
        get_theme,
        load_themes,
        make_theme,
        search_texts,
        write_query_csv,
        write_query_json,
    )
    from tierbook.release.pins import (
        Pin,
        PinnedPassage,
        compose_pins,
        find_pins,
        parse_pin,
        pins_of_comparison,
        write_pins_csv,
    )
    from tierbook.release.tables import TABLE_FORMATS, TableFormat, write_table

# Load packs, pins and tables on their first use: a briefing needs none of them.
__getattr__ = load_later(__name__, __all__, "packs", "pins", "tables")
