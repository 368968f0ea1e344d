"""Texts in our own words for tests of works: a narrative, the same from another publisher, the next edition."""

from __future__ import annotations

from tierbook.narrative import Narrative, parse_document
from tierbook.pages import ReadOptions, read_bytes

FIRST = """FREEDONIA: TIER 2

The Government of Freedonia keeps few of its promises, though it has begun to try. It opened \
“two” shelters near the harbor. However, prosecutors seldom charged anyone.

PROSECUTION

Police arrested 14 men for forced labor on tea estates – the first such arrests in a decade. The \
courts convicted nobody. A draft law stayed with the committee.

PROTECTION

Officials found 31 victims, most of them children from the delta. The courts convicted nobody of \
visa fraud either. Nurses gave the children medical care and a bed for the night.

PREVENTION

The ministry’s final campaign reached the ports. It printed leaflets in four languages. \
Inspectors visited 60 farms and fined three owners.

TRAFFICKING PROFILE

Girls from the hills are sold into domestic work in the capital. Boys break stones in quarries \
owned by officers. Fishermen from abroad work without pay on trawlers.
"""


def parse(text: str, *, country: str | None = "THA", edition: int | None = 2018) -> Narrative:
    """Parse a text as a page that says no more than these."""
    options = ReadOptions(country=country, edition=edition)
    (document,) = read_bytes(text.encode(), name="page.txt", options=options).documents
    return parse_document(document)


def other_setting(text: str = FIRST) -> str:
    """Return a text as another publisher sets it: straight quotes, hyphens for dashes, ligatures."""
    for sign, now in (("“", '"'), ("”", '"'), ("’", "'"), ("–", "-"), ("fi", "ﬁ")):
        text = text.replace(sign, now)
    return text


def without(text: str, *words: str) -> str:
    """Return a text without some of its words."""
    for some in words:
        assert some in text
        text = text.replace(some, "")
    return text
