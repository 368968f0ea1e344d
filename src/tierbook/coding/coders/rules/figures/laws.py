"""The law that words name: "under the 2009 anti-trafficking act", "article 226"; words of law alone, never a name."""

from __future__ import annotations

import re

__all__ = ["find_law"]

_WORDS = (
    r"(?:anti-?|counter-?|trafficking|human|in|persons|people|women|children|child|victims?|protection|prevention|suppression"
    r"|of|and|the|against|comprehensive|slavery|prostitution|smuggling|penal|criminal|labou?r|immigration|sexual|offenses"
    r"|offences|organized|crime|crimes|domestic|violence|national|federal|state|modern|new|other|tip|rights|employment"
    r"|migration|migrants?|foreign|workers|military|juvenile|family|bribery|corruption|exploitation|control|\d{4})"
)
_LAW = re.compile(
    rf"\b(?:under|using|pursuant to|violat\w+|in violation of|of violating|by)\s+(?:the\s+)?((?:(?:articles?|sections?)\s+[\d.]+[a-z]?(?:[\s,]+(?:and|or|to|through)\s+[\d.]+[a-z]?)*(?:\s+of\s+the)?\s*)?"
    rf"(?:{_WORDS}[\s-]?){{0,9}}(?:laws?|acts?|codes?|statutes?|ordinances?|decrees?|legislation)\b(?:\s+of\s+\d{{4}})?"
    rf"|(?:articles?|sections?)\s+[\d.]+[a-z]?(?:[\s,]+(?:and|or|to|through)\s+[\d.]+[a-z]?)*)"
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


def find_law(lower: str, start: int = 0, end: int | None = None) -> str | None:
    """Return the first law that the words between two offsets of a lower-cased sentence act under, or None."""
    stop = len(lower) if end is None else end
    if not any(word in lower for word in _POSSIBLE):
        return None
    match = _LAW.search(lower, start, stop)
    return " ".join(match[1].split()) if match else None
