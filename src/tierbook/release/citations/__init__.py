"""Citations: of a text, a paragraph or a sentence, in the styles and formats that readers use.

Takes: the record of a coding, a place in its text. Gives: a `Citation` with its pinpoint, in words and as records for
reference managers. Touches: nothing.
"""

from tierbook.release.citations.citation import Citation, citation_of
from tierbook.release.citations.pinpoint import (
    NUMBERING,
    Pinpoint,
    find_words,
    headings_of,
    locate,
    opening_words,
    pinpoint_at,
    place_in_words,
)
from tierbook.release.citations.place import (
    Place,
    anchor_of,
    find_place,
    parse_place,
    place_at,
    short_place,
)
from tierbook.release.citations.source import (
    Source,
    edition_date,
    name_text,
    source_of,
    web_address,
)
from tierbook.release.citations.styles import STYLES

__all__ = [
    "NUMBERING",
    "STYLES",
    "Citation",
    "Pinpoint",
    "Place",
    "Source",
    "anchor_of",
    "citation_of",
    "edition_date",
    "find_place",
    "find_words",
    "headings_of",
    "locate",
    "name_text",
    "opening_words",
    "parse_place",
    "pinpoint_at",
    "place_at",
    "place_in_words",
    "short_place",
    "source_of",
    "web_address",
]
