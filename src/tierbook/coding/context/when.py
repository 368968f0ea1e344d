"""When: in the period that the edition covers, in an earlier one, or only planned.

The edition of year E covers April of E-1 to March of E (22 U.S.C. 7107(b)(1) as practised), so the calendar years E-1
and E are current. Years that are given for comparison date the comparison, not the statement.
"""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["period_at", "speaks_of_time"]

_COMPARISON = guarded(
    r"(?:,\s*)?(?:compared|in comparison|as opposed)\s+(?:with|to)\b[^;.]*|\([^()]*\)|\bdown from\b[^,;]*|\bup from\b[^,;]*"
    r"|,?\s*(?:an?|the same)\s+(?:\w+\s+)?(?:decrease|increase|decline|rise|drop|reduction)\s+(?:from|compared|over)\b[^;]*"
    r"|\bunlike in\b[^,;]*|\bfrom \d[\d,]* (?:\w+ ){0,4}in \d{4}\b|\bthan (?:in )?(?:the )?(?:previous|prior|last)\b[^,;]*|\bfor the first time since \d{4}"
    r"|\b(?:lowest|highest|largest|fewest|first|only)\b[^,;]*?\b(?:years?|decade)\b|\bsince \d{4}\b|\bfirst\b[^,;]{0,30}\bsince\b[^,;]*"
)
_VERSUS = guarded(
    r"\b(?:compared|in comparison)\s+(?:with|to)\b[^;.]*|\b(?:down|up) from\b[^,;]*"
    r"|\b(?:an?|the same)\s+(?:\w+\s+)?(?:decrease|increase|decline|rise|drop|reduction)\s+from\b[^;]*|\bunlike in\b[^,;]*"
)
_OPENING = guarded(r"(?:in|during|over|by|since|throughout)\b[^,;]{0,45},\s*$")
_THIS_PERIOD = guarded(
    r"\b(?:during|in|over|for|by the end of|at the end of|throughout) (?:the|this) (?:current )?(?:reporting period|year)\b"
)
_DATED = guarded(
    r"\b(?:in|during|by|throughout|between|until|from|as of|of|since)\s+(?:\w+\s+){0,2}((?:19|20)\d\d)\b(?!\s*(?:-\d{4}\s+)?(?:law|act|anti|penal|criminal|national|code|plan|constitution|legislation|amendment|un |palermo|protocol|immigration|decree|labor|child))"
)
_EARLIER = guarded(
    r"\b(?:in|during|from|over) (?:the )?(?:previous|prior|past|preceding|last|earlier|recent) (?:(?:\w+ )?(?:reporting (?:period|year|periods|cycle)|years?|editions?|five years|two years))\b"
    r"|\bpreviously\b|\bin the past\b|\bhistorically\b|\bformerly\b|\bprior to the reporting period\b|\bbefore the reporting period\b"
    r"|\b(?:the )?previous (?:year|government|administration|reporting period)['’]?s?\b"
)
_PLANNED = guarded(
    r"\bplan(?:s|ned|ning)? to\b|\bwill\b|\bintend(?:s|ed)? to\b|\bpledged?\b|\bpromised?\b|\bcommitted to\b|\bis considering\b|\bwas considering\b"
    r"|\bwere considering\b|\bexpect(?:s|ed) to\b|\bproposed\b|\bannounced (?:plans|its intention|that it would)\b|\bagreed to\b|\bscheduled to\b|\bwould\b(?! not)"
    r"|\bhas yet to\b|\bupcoming\b|\bin the process of\b"
)

_ELSEWHERE = (
    _PLANNED,
    _VERSUS,
    _EARLIER,
    _DATED,
)  # what can date words elsewhere than in the period


def speaks_of_time(lower: str) -> bool:
    """Tell whether a sentence may hold any words that date it elsewhere than in the period."""
    return any(pattern.possible(lower) for pattern in _ELSEWHERE)


def period_at(lower: str, begin: int, end: int, at: int, edition: int | None) -> str:
    """Return current, earlier or planned for the words at an offset of a clause `begin`-`end`.

    Args:
        lower: the sentence, lower-cased.
        begin: start of the clause.
        end: end of the clause.
        at: where the nominated words start.
        edition: year of the edition; without it only words such as *previously* date a clause.
    """
    if _PLANNED.search(lower, begin, at):
        return "planned"
    for match in _VERSUS.finditer(lower, begin, end):
        if match.start() < at < match.end():
            return "earlier"
    if not (_EARLIER.possible(lower) or _DATED.possible(lower)):
        return "current"
    opening = _OPENING.search(lower, 0, begin) if begin else None
    begin = opening.start() if opening else begin
    words = _without_comparisons(lower, begin, end)
    if _THIS_PERIOD.search(words, begin, end):
        return "current"
    reach = _reach(words, at, end)
    if _EARLIER.search(words, begin, reach):
        return "earlier"
    if edition is None:
        return "current"
    years = [int(m[1]) for m in _DATED.finditer(words, begin, reach)]
    return "earlier" if years and max(years) < edition - 1 else "current"


def _without_comparisons(lower: str, begin: int, end: int) -> str:
    """Return the sentence with the comparisons between two offsets blanked out."""
    words = lower
    for match in _COMPARISON.finditer(lower, begin, end):
        low, high = match.span()
        words = f"{words[:low]}{' ' * (high - low)}{words[high:]}"
    return words


def _reach(words: str, at: int, end: int) -> int:
    """Return how far a date after the nominated words still dates them: up to the next comma but one in a list."""
    cut = words.find(", ", at, end)
    return end if cut < 0 else cut
