"""Clauses of a sentence: the stretch of words over which a subject, a negation or a time can reach."""

from __future__ import annotations

from bisect import bisect_right

from tierbook.coding.patterns import guarded

__all__ = ["clause_at", "clause_starts"]

# A subject that opens a new clause after a comma.
SUBJECT = (
    r"(?:it|they|he|she|there|this|these|those|the|an?|some|most|many|several|no|none|authorities|officials?|police|courts?"
    r"|prosecutors|judges|ngos?|victims?|observers|experts|media|traffickers|government|local|law|civil|international"
    r"|foreign|labor|women|men|children|two|three|one)"
)
_BOUNDARY = guarded(
    r";\s*(?:however[,;]?\s*)?"
    r"|,?\s+(?:but|although|though|whereas|while|(?<!has )(?<!have )(?<!had )(?<!not )yet(?! to\b))\b[,]?\s+(?!also\b)"
    r"|(?<!not),?\s+however\b[,]?\s+"
    r"|,\s+and\s+(?=" + SUBJECT + r"\b)"
    r"|,\s+(?=(?:it|they|the government|authorities|officials|police|courts|prosecutors|ngos|judges) (?:\w+ly |also |still )?(?:\w+ed|did|was|were|had|has|have|made|held|took|ran|began)\b)"
    r"|\s+–\s+|\s+—\s+|:\s+|—(?=(?:the|it|they|authorities|officials|police|ngos) )"
    r"|,\s+(?:because|since|as|until|unless|despite|even though|even as)\s+"
    r"|\s+(?:because|even though|even as)\s+"
    r"|,\s+(?:which|who|whom|whose|where|leaving|resulting|making|causing|leading|including)\s+"
)


def clause_starts(lower: str) -> list[tuple[int, int]]:
    """Return (end of the clause before, start of the clause) for each clause; the first is (0, 0)."""
    return [(0, 0), *((m.start(), m.end()) for m in _BOUNDARY.finditer(lower))]


def clause_at(starts: list[tuple[int, int]], offset: int, length: int) -> tuple[int, int]:
    """Return the span of the clause that holds an offset of a sentence of that length."""
    i = max(bisect_right(starts, (offset, 1 << 60)) - 1, 0)
    begin = starts[i][1]
    if begin > offset:  # the offset lies on the boundary's own words
        begin = starts[i][0]
    end = starts[i + 1][0] if i + 1 < len(starts) else length
    return begin, end
