"""The law that words name: "under the 2009 anti-trafficking act", "article 226"; words of law alone, never a name."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.text import late

__all__ = ["find_law", "find_laws"]

_WORDS = (
    r"(?:anti-?|counter-?|trafficking|human|in|persons|people|women|children|child|victims?|protection|prevention|suppression"
    r"|of|and|the|against|comprehensive|slavery|prostitution|smuggling|penal|criminal|labou?r|immigration|sexual|offenses"
    r"|offences|organized|crime|crimes|domestic|violence|national|federal|state|modern|new|other|tip|rights|employment"
    r"|migration|migrants?|foreign|workers|military|juvenile|family|bribery|corruption|exploitation|control|\d{4})"
)
_LAW = late(
    rf"\b(?:under|using|pursuant to|violat\w+|in violation of|of violating|by)\s+(?:the\s+)?((?:(?:articles?|sections?)\s+\d+(?:\.\d+)*[a-z]?(?:[\s,]+(?:and|or|to|through)\s+\d+(?:\.\d+)*[a-z]?)*(?:\s+of\s+the)?\s*)?"
    rf"(?:{_WORDS}[\s-]?){{0,9}}(?:laws?|acts?|codes?|statutes?|ordinances?|decrees?|legislation)\b(?:\s+of\s+\d{{4}})?"
    rf"|(?:articles?|sections?)\s+\d+(?:\.\d+)*[a-z]?(?:[\s,]+(?:and|or|to|through)\s+\d+(?:\.\d+)*[a-z]?)*)"
)
_POSSIBLE = (
    "law",
    "act",
    "code",
    "statute",
    "article",
    "section",
    "ordinance",
    "decree",
    "legislation",
)


def find_laws(lower: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each law that the words of a lower-cased sentence act under."""
    if any(word in lower for word in _POSSIBLE):
        for match in _LAW.finditer(lower):
            start, end = match.span(1)
            yield start, start + len(lower[start:end].rstrip())


def find_law(text: str, lower: str) -> str | None:
    """Return the first law that a sentence acts under, as printed, or None."""
    span = next(find_laws(lower), None)
    return " ".join(text[slice(*span)].split()) if span else None
