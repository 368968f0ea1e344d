"""When: in the period that the edition covers, in an earlier one, or only planned.

The edition of year E covers April of E-1 to March of E (22 U.S.C. 7107(b)(1) as practised), so the calendar years E-1
and E are current. Years that are given for comparison date the comparison, not the statement.
"""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["period_at", "speaks_of_time"]

_COMPARISON = guarded(
    r"\bdat(?:es|ed|ing) (?:from|back to) (?:\w+ )?\d{4}|(?:,\s*)?(?:compared|in comparison|as opposed)\s+(?:with|to)\b[^;.]*|\([^()]*\)|\b(?:in contrast (?:to|with)|in line with|consistent with|(?:in )?an? (?:change|departure|shift) from|similar to|unlike|(?:as|like) in|as (?:it )?did in|(?:the )?same (?:[\w-]+ ){0,2}as(?: in)?)\b[^,;]*|\bdown from\b[^,;]*|\bup from\b[^,;]*"
    r"|,?\s*(?:an?|the same)\s+(?:\w+\s+)?(?:decrease|increase|decline|rise|drop|reduction)\s+(?:from|compared|over)\b[^;]*"
    r"|\bunlike in\b[^,;]*|\bfrom \d[\d,]* (?:\w+ ){0,4}in \d{4}\b|\bthan (?:in )?(?:the )?(?:previous|prior|last)\b[^,;]*|\bfor the first time since \d{4}"
    r"|\b(?:lowest|highest|largest|fewest|first|only)\b[^,;]*?\b(?:years?|decade)\b|\bsince \d{4}\b|\bfirst\b[^,;]{0,30}\bsince\b[^,;]*"
)
_VERSUS = guarded(
    r"\b(?:compared|in comparison)\s+(?:with|to)\b[^;.]*|\b(?:down|up) from\b[^,;]*"
    r"|\b(?:an?|the same)\s+(?:\w+\s+)?(?:decrease|increase|decline|rise|drop|reduction)\s+from\b[^;]*|\bunlike in\b[^,;]*"
)
_OPENING = guarded(
    r"(?:in|during|over|by|since|throughout|until|before|prior to|from|between|as of|back in|under)\b[^,;]{0,45},\s*$|(?:historically|previously|formerly|earlier),\s*$"
)
_THIS_PERIOD = guarded(
    r"\b(?:during|in|over|for|by the end of|at the end of|throughout) (?:the|this) (?:current )?(?:reporting (?:period|year)|year)\b"
    r"|\b(?:during|in|over|within|for) the (?:past|last) (?:year|(?:twelve|12) months)\b|\bthis year\b"
)
_DATED = guarded(
    r"\b(?:in|during|by|throughout|between|until|from|as of|since|before|prior to|\w+uary of|march of|april of|may of|june of|july of|august of|\w+ber of|end of|half of|quarter of)\s+(?:\w+\s+){0,2}((?:19|20)\d\d)\b(?!\s*(?:-\d{4}\s+)?(?:law|bill|amendments|act|anti|penal|criminal|national|code|plan|constitution|legislation|amendment|un |palermo|protocol|immigration|decree|labor|child))"
)
_EARLIER = guarded(
    r"\b(?:in|during|from|over|under) (?:the )?(?:previous|prior|past|preceding|last|earlier|recent|former) (?:(?:\w+ )?(?:reporting (?:period|year|periods|cycle)|years?|editions?|five years|two years|government|administration|decades?))\b"
    r"|\bpreviously\b|\bin the past\b|\bhistorically\b|\bformerly\b|\bprior to the reporting period\b|\bbefore the reporting period\b"
    r"|\b(?:the )?previous (?:year|government|administration|reporting period)['’]?s?\b"
)
_PLANNED = guarded(
    r"\bplan(?:s|ned|ning)? to\b|\bwill\b|\bintend(?:s|ed)? to\b|\bpledged?\b|\bpromised?\b|\bcommitted to\b|\bis considering\b|\bwas considering\b"
    r"|\bwere considering\b|\bexpect(?:s|ed) to\b|\bhop(?:es?|ed|ing) to\b|\baim(?:s|ed)? to\b|\bseeks to\b|\b(?:is|are|was|were) to be\b|\b(?:cabinet|parliament|government|ministry|court|council|it) (?:is|was) to\b|\bset to\b|\bdue to (?=open|begin|start|take|enter|be )|\bproposed\b|\bannounced (?:plans|its intention|that it would)\b|\bagreed to\b|\bscheduled to\b|\bwould\b(?! not| benefit)"
    r"|\bupcoming\b|\bin the process of\b"
)

_STOP = guarded(r", |\b(?:that|which|who|whom) (?!(?:in|during) \d)")
_AND = guarded(r"\b(?:and|but) (?:\w+ly |then |also |instead )?$")
_AND_PAST = guarded(
    r"(?:\w{2,}ed|did|made|held|took|gave|ran|led|built|sent|paid|kept|put|set|began|brought|found)\b"
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
    plan = _PLANNED.search(lower, begin, at)
    if plan and not _done(lower, plan.end(), at):
        return "planned"
    for match in _VERSUS.finditer(lower, begin, end):
        if match.start() < at < match.end():
            return "earlier"
    if not (_EARLIER.possible(lower) or _DATED.possible(lower)):
        return "current"
    opening = _OPENING.search(lower, 0, begin) if begin else None
    begin = opening.start() if opening else begin
    words = _without_comparisons(lower, 0 if opening else begin, end)
    if _THIS_PERIOD.search(words, begin, end):
        return "current"
    reach = _reach(words, at, end)
    if _EARLIER.search(words, begin, reach):
        return "earlier"
    if edition is None:
        return "current"
    years = [int(m[1]) for m in _DATED.finditer(words, begin, reach)]
    return "earlier" if years and max(years) < edition - 1 else "current"


def _done(lower: str, begin: int, at: int) -> bool:
    """Tell whether the words after a plan are told as done: "planned to close the camp and opened a house"."""
    return (
        _AND_PAST.match(lower, at) is not None
        and _AND.search(lower, begin, at) is not None
        and not lower.startswith((" be ", " have "), begin)
    )


def _without_comparisons(lower: str, begin: int, end: int) -> str:
    """Return the sentence with the comparisons between two offsets blanked out."""
    words = lower
    for match in _COMPARISON.finditer(lower, begin, end):
        low, high = match.span()
        words = f"{words[:low]}{' ' * (high - low)}{words[high:]}"
    return words


def _reach(words: str, at: int, end: int) -> int:
    """Return how far a date after the nominated words still dates them: to the next comma, or to a relative clause."""
    cut = _STOP.search(words, at, end)
    return cut.start() if cut else end
