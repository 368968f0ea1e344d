"""What leaves tierbook for people: briefings, country reports, packs, pinned passages, citations.

Takes: a `Coding` or its record; held texts of a country; an own file with its institution's findings and judgements;
the law. Gives: a `Draft` whose every sentence has its evidence, and its Markdown, HTML, DOCX or PDF; a `Citation` of a
place in a text. Touches: reads package data.

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
    "STYLES",
    "TABLE_FORMATS",
    "Citation",
    "Draft",
    "Ground",
    "Pin",
    "PinnedPassage",
    "Pinpoint",
    "Place",
    "Points",
    "Prose",
    "Query",
    "QueryPack",
    "Sentence",
    "Table",
    "TableFormat",
    "Theme",
    "Unsupported",
    "anchor_of",
    "citation_of",
    "compose_advocacy_pack",
    "compose_briefing",
    "compose_form",
    "compose_pins",
    "compose_query_pack",
    "compose_report",
    "draft_query_pack",
    "find_pins",
    "find_words",
    "get_theme",
    "grounds_of",
    "load_themes",
    "locate",
    "make_exhibit",
    "make_theme",
    "name_document",
    "opening_words",
    "parse_pin",
    "parse_place",
    "pinpoint_at",
    "pins_of_comparison",
    "place_at",
    "search_texts",
    "sentences_of",
    "short_place",
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
    from tierbook.release.citations import (
        STYLES,
        Citation,
        Pinpoint,
        Place,
        anchor_of,
        citation_of,
        find_words,
        locate,
        opening_words,
        parse_place,
        pinpoint_at,
        place_at,
        short_place,
    )
    from tierbook.release.exhibits import make_exhibit
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

# Load these on their first use: a briefing needs none of them.
__getattr__ = load_later(__name__, __all__, "citations", "exhibits", "packs", "pins", "tables")
