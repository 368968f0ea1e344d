"""One country, or all, over the editions: what is held, what changed, what was asked for and dropped, what came of it.

Takes: texts as they are held (`HeldText`: the records of codings), official placements. Gives: `Holdings` and what
follows from them, each sentence with its words. Touches: reads package data.

Texts of unlike kinds are never compared as if they were like, nothing is drawn over an edition that is not held, and a
sample is no source.
"""

from tierbook.dossier.held import HeldText, Quote, Statement, why_unlike
from tierbook.dossier.holdings import KIND_ORDER, Holdings, hold_texts, texts_by_country

__all__ = [
    "KIND_ORDER",
    "HeldText",
    "Holdings",
    "Quote",
    "Statement",
    "hold_texts",
    "texts_by_country",
    "why_unlike",
]
