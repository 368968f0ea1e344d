"""Prison terms: those that courts imposed, and those that the law prescribes; always in months."""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.tokens import Number, Tokens
from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["OFFICIALS", "Term", "read_terms"]

_IMPOSED = frozenset(
    "sentence sentences sentenced sentencing imprisonment prison jail imprisoned incarceration incarcerated received jailed"
    " term terms".split()
)
_PRESCRIBED = frozenset(
    "liable prescribe prescribes prescribed prescribing punishable punishes punished penalty penalties carries carry carried"
    " stipulates stipulated provides mandates criminalized criminalizes criminalize prohibits prohibited maximum minimum"
    " punishment punishments allows sanctions".split()
)
_JUDGED = frozenset("sentenced received sentencing imposed served given convicted".split())
_NO_PRISON = frozenset(
    "probation supervised community service release house suspended conditional".split()
)
_LAW = frozenset(
    "law code act article articles section legislation statute decree ordinance provisions".split()
)
OFFICIALS = "officials"
_THEM = frozenset("them him her both all".split())
_OFFICE = frozenset(
    "official officials officer officers policeman policemen soldier soldiers mayor minister diplomat diplomats guard"
    " guards inspector inspectors colonel".split()
)
_ENDS = frozenset("; . but while".split())


class Term(NamedTuple):
    """One term or range of terms, in months; `low` or `high` is None where the words give one end alone.

    `kind` is `imposed`, `average`, `suspended` or `prescribed`; tokens `first` to `last` (exclusive).
    """

    kind: str
    low: int | None
    high: int | None
    first: int
    last: int
    parts: frozenset[str]


def read_terms(tokens: Tokens, numbers: list[Number], known: FigureWords) -> list[Term]:
    """Return the prison terms of a sentence."""
    words = tokens.words
    if not any(w in _IMPOSED or w in _PRESCRIBED for w in words):
        return []
    times = _in_months([n for n in numbers if n.kind == "time"], words)
    found: list[Term] = []
    k = 0
    while k < len(times):
        low, high, first, last = times[k]
        if k + 1 < len(times) and _joined(words, first, last, times[k + 1][2]):
            high, last = times[k + 1][1], times[k + 1][3]
            k += 1
        k += 1
        begin, end = _clause(words, first)
        kind = _kind(words, begin, first, last, end)
        if kind is None:
            continue
        bound = _bound(words, first)
        top: int | None = high
        bottom: int | None = low
        if bound == "at_most":
            bottom = None
        elif bound == "at_least":
            top = None
        elif bound == "above":
            continue  # "more than one year" bounds a term and gives none
        parts = frozenset({"attempted"} if "attempted" in words[begin:end] else ())
        if kind == "prescribed":
            parts = _offence(words, begin, first, last, end, known)
        elif kind == "imposed" and _on_officials(words, begin, first, known):
            parts |= {OFFICIALS}
        found.append(Term(kind, bottom, top, first, last, parts))
    return found


def _on_officials(words: list[str], begin: int, first: int, known: FigureWords) -> bool:
    """Tell whether a term was imposed on officials: "a police officer was sentenced to", "sentenced two soldiers to"."""
    j = first - 1
    while j > begin and words[j] not in ("sentenced", "sentencing", "received"):
        j -= 1
    if words[j] not in ("sentenced", "sentencing", "received"):
        return False
    passive = words[j] == "received" or words[j - 1] in ("was", "were", "been", "and")
    told = words[max(begin, j - 14) : j] if passive else words[j:first]
    if not passive and _THEM.intersection(told):
        tried = [i for i in range(begin, j) if words[i] in ("convicted", "convicting")]
        told = words[tried[-1] : j] if tried else told
    kinds = {known.heads.get(w) for w in told}
    return not _OFFICE.isdisjoint(told) and "accused" not in kinds and "victim" not in kinds


def _in_months(times: list[Number], words: list[str]) -> list[tuple[int, int, int, int]]:
    """Return (low, high, first token, token after) in months; "one year and one month" as one."""
    found: list[tuple[int, int, int, int]] = []
    for k, number in enumerate(times):
        unit = number.unit
        own = words[number.last : number.last + 1] == [unit]
        following = words[number.last + 1] if number.last + 1 < len(words) else ""
        if following in ("old", "older", "younger") or words[number.last + 1 : number.last + 3] == [
            "of",
            "age",
        ]:
            continue
        if unit[:4] == "year":
            low, high = round(number.size * 12), round((number.n_max or number.size) * 12)
        elif unit[:5] == "month":
            low, high = number.n, number.n_max or number.n
        else:
            continue
        last = number.last + (1 if own else 0)
        if found and _adds_months(words, found[-1], number, unit, last=k + 1 == len(times)):
            old = found.pop()
            found.append((old[0] + low, old[1] + high, old[2], last))
            continue
        found.append((low, high, number.first, last))
    return found


def _adds_months(
    words: list[str], old: tuple[int, int, int, int], number: Number, unit: str, *, last: bool
) -> bool:
    """Tell whether months go on a term of years: "one year and one month"."""
    return (
        unit[:5] == "month"
        and number.n < 12
        and number.first - old[3] == 1
        and words[number.first - 1] == "and"
        and old[0] % 12 == 0
        and (words[old[2] - 1] != "between" or not last)
    )


def _joined(words: list[str], first: int, last: int, following: int) -> bool:
    """Tell whether two terms are the ends of a range: "from six months to 21 years"."""
    between = words[last:following]
    opened = first > 0 and words[first - 1] in ("between", "from")
    between = [
        w
        for w in between
        if w not in ("imprisonment", "in", "prison", "of", "conditional", "sentence")
    ]
    return between in (["to"], ["up", "to"]) or (
        between == ["and"] and opened and words[first - 1] == "between"
    )


def _clause(words: list[str], i: int) -> tuple[int, int]:
    begin = i
    while begin > 0 and words[begin - 1] not in _ENDS:
        begin -= 1
    end = i
    while end < len(words) and words[end] not in _ENDS:
        end += 1
    return begin, end


def _kind(words: list[str], begin: int, first: int, last: int, end: int) -> str | None:
    clause = words[begin:end]
    near = words[max(begin, first - 6) : min(last + 5, end)]
    judged = any(w in _JUDGED for w in words[begin:first])
    if not judged and any(w in _PRESCRIBED for w in words[begin : min(last + 3, end)]):
        return "prescribed"
    if not any(w in _IMPOSED for w in clause):
        return None
    if any(w in ("compared", "comparison") for w in words[begin:first]):
        return None
    if (
        "probation" in words[last : min(last + 3, end)]
        or "probation" in words[max(begin, first - 2) : first]
    ):
        return None
    if "suspended" in near:
        return "suspended"
    if any(w in _NO_PRISON for w in words[last : min(last + 4, end)]):
        return None
    if words[last - 1] in ("ago",) or (
        last < end and words[last] in ("ago", "old", "later", "after", "before")
    ):
        return None
    if not any(w in _IMPOSED for w in words[max(begin, first - 24) : min(last + 4, end)]):
        return None
    if any(
        w in ("last", "past", "next", "within", "over", "after", "least-one")
        for w in words[first - 2 : first]
    ) and (last >= end or words[last] not in ("imprisonment", "in")):
        return None
    return "average" if "average" in words[max(begin, first - 8) : first] else "imposed"


def _bound(words: list[str], first: int) -> str | None:
    pair = tuple(words[max(0, first - 2) : first])
    near = words[max(0, first - 4) : first]
    if near[-3:] in (["no", "less", "than"], ["not", "less", "than"], ["no", "fewer", "than"]):
        return "at_least"
    if "maximum" in near or "minimum" in near:
        return "at_most" if "maximum" in near else "at_least"
    if pair in (
        ("up", "to"),
        ("less", "than"),
        ("fewer", "than"),
        ("maximum", "of"),
        ("no", "more"),
    ):
        return "at_most"
    if pair == ("more", "than") or (pair and pair[-1] in ("over", "exceeding")):
        return "above"
    if pair in (("at", "least"), ("minimum", "of")):
        return "at_least"
    return None


def _offence(
    words: list[str], begin: int, first: int, last: int, end: int, known: FigureWords
) -> frozenset[str]:
    """Return the offence that a prescribed term is for, where it is one: sex, labor, children."""
    stop = last
    while stop < end and not (words[stop][0].isdigit() or words[stop] in (",", "and")):
        stop += 1
    after = [known.parts[w] for w in words[last : min(stop + 8, end)] if w in known.parts]
    before = [known.parts[w] for w in words[begin:first] if w in known.parts]
    names = set(after) or set(before)
    kept = names & {"sex", "labor", "forced_begging", "domestic_servitude", "children", "adults"}
    if {"sex", "labor"} <= kept:
        kept -= {"sex", "labor"}
    if {"adults", "children"} <= kept:
        kept -= {"adults", "children"}
    return frozenset(kept)
