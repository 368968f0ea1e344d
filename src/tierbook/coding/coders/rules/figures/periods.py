"""Which period a number is of: the edition's own, the one before, or a year that is named.

Numbers after *compared with*, *down from*, or in a bracket with a year are those of another period.
"""

from __future__ import annotations

from tierbook.coding.coders.rules.figures.tokens import Number, Tokens, is_counted
from tierbook.coding.coding import CURRENT, PREVIOUS

__all__ = ["CURRENT", "PREVIOUS", "find_periods", "opening_period"]

_CHANGES = frozenset(
    "increase decrease decline drop rise reduction down up increased decreased declined dropped dropping rose fell"
    " falling rising reduced grew grown growing risen fallen expanded raised increasing decreasing declining fewer more higher lower".split()
)
_TURNS = frozenset("than versus against opposed double triple twice".split())
_COMPARES = frozenset("( compared comparison from".split()) | _TURNS
_CARRIED = frozenset(
    "continued continuing continue ongoing remained remain pending still carried".split()
)
_BEFORE = frozenset("previous prior last preceding earlier".split())
_LIKE = frozenset("same similar equal".split())
_SPANS = frozenset("period year years reporting cycle report month".split())
_DATED = frozenset("in during for of by since from".split())


def find_periods(
    tokens: Tokens, numbers: list[Number], edition: int | None
) -> list[tuple[str, int | None]]:
    """Return for each number its period and, where it is a comparison, an id of the stretch that compares."""
    words = tokens.words
    stretches = _stretches(words)
    opening = opening_period(words, edition)
    depths = _depths(words) if stretches else []
    found: list[tuple[str, int | None]] = []
    listed: str | None = None  # the period of the last bracket of the sentence that names one
    for k, number in enumerate(numbers):
        stop = numbers[k + 1].first if k + 1 < len(numbers) else len(words)
        inside = next(
            (s for s in stretches if s[0] <= number.first < s[1] and not s[2]),
            next((s for s in stretches if s[0] <= number.first < s[1]), None),
        )
        if inside is None:
            turns = [s[0] for s in stretches if not s[2] and number.last <= s[0] < stop]
            own = _date(words, number.last, min((stop, *turns)), edition)
            if own == PREVIOUS and _is_carried(words, number, stop):
                own = None
            clause = _opening_of_clause(words, number.first, edition)
            found.append((own or clause or opening or CURRENT, None))
            continue
        begin, _, bracket = inside
        if bracket and listed and words[begin + 2] == ")" and is_counted(words, begin):
            found.append((listed, begin))
            continue
        within = _within(numbers, inside, len(words), depths)
        dates = [_date(words, n.last, m, edition) for n, m in within]
        place = [n for n, _ in within].index(number)
        if depths[number.first] > depths[begin] + (1 if bracket else 0) and not dates[place]:
            outer = [i for i in range(place) if depths[within[i][0].first] < depths[number.first]]
            place = outer[-1] if outer else place
        until = len(dates)
        if bracket:  # "(19, compared with 33 in 2016)": the year is of the second
            turns = [s[0] for s in stretches if not s[2] and number.first < s[0] < inside[1]]
            until = sum(n.first < turns[0] for n, _ in within) if turns else until
        later = next((d for d in dates[place:until] if d), None)
        if bracket:
            listed = later if later and later != CURRENT else listed
            found.append((later, begin) if later else ((dates and opening) or CURRENT, None))
        elif later:
            found.append((later if later != CURRENT else PREVIOUS, begin))
        elif any(dates[:place]):
            found.append((opening or CURRENT, None))
        else:
            found.append((PREVIOUS, begin))
    return found


def _within(
    numbers: list[Number], stretch: tuple[int, int, bool], size: int, depths: list[int]
) -> list[tuple[Number, int]]:
    """Return the counts of a stretch, each with the token at which the next one of its bracket starts."""
    inside = [n for n in numbers if stretch[0] <= n.first < stretch[1]]
    found = []
    for k, number in enumerate(inside):
        peers = (m.first for m in inside[k + 1 :] if depths[m.first] <= depths[number.first])
        found.append((number, next(peers, min(stretch[1] + 1, size))))
    return found


def _depths(words: list[str]) -> list[int]:
    """Return for each token in how many brackets it stands."""
    depth, found = 0, []
    for word in words:
        if word == ")":
            depth -= 1
        found.append(depth)
        if word == "(":
            depth += 1
    return found


def _stretches(words: list[str]) -> list[tuple[int, int, bool]]:
    """Return where the words compare: (first token, token after, whether it is a bracket)."""
    found: list[tuple[int, int, bool]] = []
    if _COMPARES.isdisjoint(words):
        return found
    depth_start: int | None = None
    size = len(words)
    i = 0
    while i < size:
        word = words[i]
        if word == "(":
            depth_start = i
        elif word == ")" and depth_start is not None:
            found.append((depth_start, i, True))
            depth_start = None
        elif word in ("compared", "comparison") and i + 1 < size and words[i + 1] in ("with", "to"):
            end = _end(words, i)
            if i < 2 and "," in words[i:end]:
                # "Compared with 33 victims in 2016, police identified 41"
                end = words.index(",", i)
            found.append((i, end, False))
        elif word == "from" and i and _changes(words, i):
            end = _end(words, i)
            for j in range(i + 1, min(i + 12, end)):
                if words[j] == "to":
                    end = j
                    break
            found.append((i, end, False))
        elif word in _TURNS and _turns(words, i):
            found.append((i, _end(words, i), False))
        i += 1
    return found


def _turns(words: list[str], i: int) -> bool:
    """Tell whether a word sets a number against another: "versus", "as against 12", "double the 31 of 2016"."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    if word == "against":
        return i > 0 and words[i - 1] in ("as", ",")
    if word == "opposed":
        return following == "to"
    if word == "than":
        return following in ("the", "in")
    return word == "versus" or following == "the"


def _changes(words: list[str], i: int) -> bool:
    return any(word in _CHANGES for word in words[max(0, i - 5) : i])


def _end(words: list[str], i: int) -> int:
    """Return where a comparison ends: at the end of the sentence or clause, or of the bracket it stands in."""
    depth = 0
    for j in range(i + 1, len(words)):
        word = words[j]
        if word == "(":
            depth += 1
        elif word == ")":
            if depth == 0:
                return j
            depth -= 1
        elif word in (";", "—", "–", "but", "while", "however") and depth == 0:
            return j
    return len(words)


def _date(words: list[str], i: int, stop: int, edition: int | None) -> str | None:
    """Return the period that the words after a number name, up to the next number; brackets are passed over."""
    depth = 0
    for j in range(i, stop):
        word = words[j]
        if word == "(":
            depth += 1
        elif word == ")" and depth:
            depth -= 1
            continue
        if depth:
            continue
        if word in _LIKE and j + 1 < stop and words[j - 1] in ("the", "a", "an", ","):
            return None  # "33 convictions, the same number as in the previous year"
        if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20"):
            before = words[j - 1]
            if before in _DATED or before in (
                "year",
                "early",
                "late",
                "mid",
                "fiscal",
                "and",
                "or",
            ):
                if before in ("since", "from"):
                    continue
                return _period(int(word), edition)
        elif word in _BEFORE and j + 1 < len(words) and words[j + 1] in _SPANS:
            return PREVIOUS
        elif word in (";", ".") or word == ")":
            return None
    return None


def _is_carried(words: list[str], number: Number, stop: int) -> bool:
    """Tell whether earlier years only say when something began that went on: "continued 12 cases from past years"."""
    if not _CARRIED.isdisjoint(words[max(0, number.first - 3) : number.first]):
        return True
    after = words[number.last : stop]
    i = after.index("from") if "from" in after else len(after)
    return not _BEFORE.isdisjoint(after[i + 1 : i + 3]) and not _CARRIED.isdisjoint(after)


def _period(year: int, edition: int | None) -> str:
    if edition is None:
        return str(year)
    if year >= edition - 1:
        return CURRENT
    return PREVIOUS if year == edition - 2 else str(year)


def _opening_of_clause(words: list[str], at: int, edition: int | None) -> str | None:
    """Return the period that the first words after a semicolon date their clause to."""
    for j in range(at - 1, -1, -1):
        if words[j] == ";":
            return opening_period(words[j + 1 : at], edition)
    return None


def opening_period(words: list[str], edition: int | None) -> str | None:
    """Return the period that the first words date the whole sentence to."""
    head = words[:9]
    if len(head) > 1 and head[0] in ("in", "during") and len(head[1]) == 4 and head[1].isdecimal():
        return _period(int(head[1]), edition)
    if "," not in head:
        return None
    head = head[: head.index(",")]
    if not head or head[0] not in ("in", "during", "by", "for", "as", "throughout", "over"):
        return None
    if head in (["in", "comparison"], ["by", "comparison"]):
        return PREVIOUS
    for j, word in enumerate(head):
        if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20"):
            return _period(int(word), edition)
        if word in _BEFORE and j + 1 < len(head) and head[j + 1] in _SPANS:
            return PREVIOUS
    return None
