"""Figures of the year: what is counted, how many, of which unit, compared with what.

Units are never added: cases, persons, prosecutions and convictions are different things, as the Report itself prints
them. The figure of the year stands with the verb; the figure in brackets or after *compared with* is the earlier one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["code_figures", "read_number"]

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {**{w: i for i, w in enumerate(_UNITS)}, **{w: 20 + 10 * i for i, w in enumerate(_TENS)}}
_WORDED = (
    r"(?:"
    + "|".join(sorted(_SMALL, key=len, reverse=True))
    + r")(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
)
_N = rf"(\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORDED})(?![\w.%]|-year|-day|,\d|\.\d)"
_ABOUT = r"(?:(?:approximately|at least|about|nearly|more than|over|some|almost|around|a total of|only|an additional|another|up to|the|all|both) )*"
_GAP = r"(?:(?!compar|which|includ|while|but|and\b)[\w'’/-]+ ){0,%d}"
_ADJ = r"(?:(?!in\b|compar|involv|from|for\b|of\b|and\b|during|under|cases|investigat|prosecut|convict|victims|traffickers|suspects|defendants|offenders|\d)[\w'’/-]+ (?:and |or )?){0,4}?"
_CASES = r"(?:cases?|investigations?|prosecutions?|incidents?|reports?)"
_PEOPLE = r"(?:suspects?|suspected|alleged|individuals|persons?|people|defendants?|offenders?|traffickers?|perpetrators?|men|women|nationals|accused|others)"


@dataclass(frozen=True, slots=True)
class _Kind:
    what: str
    literals: tuple[str, ...]
    pattern: Guarded
    unit: str | None
    unless: Guarded | None = None
    zero: str | None = None


_ZEROS = {
    "investigations": r"\binvestigat",
    "prosecutions": r"\bprosecut",
    "convictions": r"\bconvict",
    "victims_identified": r"\bidentif[^;.]{0,30}victims",
}


def _kind(
    what: str, literals: str, pattern: str, unit: str | None, unless: str | None = None
) -> _Kind:
    return _Kind(
        what,
        tuple(literals.split("|")),
        guarded(pattern),
        unit,
        guarded(unless) if unless else None,
        _ZEROS.get(what),
    )


_OFFICIAL = r"smuggl|prostitut(?:ion|es)|labor violations|officials?\b|police officers?|employees|soldiers|complicit|peacekeep"
_KINDS = (
    _kind("investigations", "investigat|opened|initiated|launched", rf"\binvestigat(?:ed|ing|ions? (?:of|into|in|against|involving))\s+{_ABOUT}{_N}|{_ABOUT}{_N} (?:new |separate |ongoing |formal |{_ADJ})?(?:\w+ )?investigations?\b|\b(?:opened|initiated|launched)\s+{_ABOUT}{_N} {_ADJ}(?:cases?|inquiries|investigations?)", None, _OFFICIAL),
    _kind("prosecutions", "prosecut|charged|indict", rf"\bprosecut(?:ed|ing|ions? (?:of|against|in|for))\s+{_ABOUT}{_N}|{_ABOUT}{_N} (?:new |{_ADJ})?prosecutions?\b|\b(?:charged|indicted|charging|indicting)\s+{_ABOUT}{_N}", None, _OFFICIAL),
    _kind("convictions", "convict", rf"\bconvict(?:ed|ing|ions? (?:of|for|against|in))\s+{_ABOUT}{_N}|{_ABOUT}{_N} (?:{_ADJ})?convictions?\b|{_ABOUT}{_N} {_ADJ}(?:was|were) convicted|\b{_N} convicted traffickers", None, _OFFICIAL),
    _kind("victims_identified", "identif", rf"\bidentif(?:ied|ying|ication of)(?: and \w+(?: \w+){{0,3}}?)?\s+{_ABOUT}{_N} {_ADJ}(?:victims?|children|women|girls|boys|people|persons|individuals|men|adults|cases|minors|nationals|citizens|survivors)?|{_ABOUT}{_N} {_ADJ}(?:victims?|children|persons|people|individuals|women) (?:\w+ ){{0,2}}(?:were |was )?identified", "persons", r"identified (?:\w+ ){0,3}(?:cases?|incidents)\b"),
    _kind("victims_assisted", "assist|provided|services|benefit", rf"\b(?:assisted|assisting|provided (?:\w+,? ){{1,8}}?(?:to|for)|supported|sheltered|served)\s+{_ABOUT}{_N} {_ADJ}(?:victims?|survivors|children|women|girls)", "persons"),
    _kind("victims_referred", "referr", rf"\breferr(?:ed|ing)\s+{_ABOUT}{_N} {_ADJ}(?:victims?|children|women|persons|individuals|people|of|survivors)|{_ABOUT}{_N} {_ADJ}(?:victims|children) (?:were )?referred", "persons"),
    _kind("victims_repatriated", "repatriat", rf"\brepatriat(?:ed|ing|ion of)\s+{_ABOUT}{_N} {_ADJ}(?:victims?|children|women|nationals|citizens|persons|workers)", "persons"),
    _kind("arrests", "arrest", rf"\barrest(?:ed|ing|s? of)\s+{_ABOUT}{_N}|{_ABOUT}{_N} {_ADJ}arrests?\b", "persons", _OFFICIAL),
    _kind("hotline_calls", "call", rf"\breceived\s+{_ABOUT}{_N} {_ADJ}calls?\b|{_ABOUT}{_N} {_ADJ}calls? to (?:the )?hotline", "calls"),
    _kind("labor_inspections", "inspect", rf"\bconduct(?:ed|ing)\s+{_ABOUT}{_N} {_ADJ}inspections?\b|\binspected\s+{_ABOUT}{_N}", "inspections"),
    _kind("officials_trained", "train", rf"\btrain(?:ed|ing)(?: for| of| to)?\s+{_ABOUT}{_N} {_ADJ}(?:police|officials|officers|prosecutors|judges|inspectors|personnel|participants|members|magistrates)", "persons"),
    _kind("extraditions", "extradit", rf"\bextradit(?:ed|ing|ion of)\s+{_ABOUT}{_N}", "persons"),
    _kind("officials_convicted", "convict", rf"\bconvict(?:ed|ing)\s+{_ABOUT}{_N} {_ADJ}(?:officials?|police officers?|employees|soldiers|officers)", "persons"),
    _kind("officials_prosecuted", "prosecut", rf"\bprosecut(?:ed|ing|ion of)\s+{_ABOUT}{_N} {_ADJ}(?:officials?|police officers?|employees|soldiers|officers)", "persons"),
)  # fmt: skip
_COMPARED = guarded(
    rf"^[^;.()]{{0,90}}?(?:\((?:compared (?:with|to) )?{_N}(?: [\w ]{{0,30}})? in (?:20\d\d|the previous)|,? (?:compared (?:with|to)|down from|up from|an? (?:\w+ )?(?:increase|decrease|decline) (?:from|compared (?:with|to)))\s+(?:\w+ )?{_N}|\({_N} in (?:20\d\d|the))"
)
_EARLIER_VERB = guarded(
    r"\b(?:compared|in comparison)\s+(?:with|to)\b[^.;]*$|\([^)]*$|\b(?:down|up) from\b[^.;]*$|\b(?:increase|decrease|decline|drop)\b[^.;]{0,30}\bfrom\b[^.;]*$"
)
_NONE_OF = guarded(
    r"\b(?:did|has|have) not (?=\w+(?:,? (?:\w+,? )?(?:or|and) \w+)? any\b|secure any|convict|prosecute|identify any|investigate or|investigate,)|\bno (?=(?:new )?(?:convictions|prosecutions|investigations))"
)
_NOT_HERE = guarded(r"\b(?:ngos?|iom|international organi[sz]ations?|civil society)\b[^.;]{0,40}$")


_YEARS_TERM = rf"{_N}(?: and a half)?(?: (months?|years?))?"
_RANGE = guarded(
    rf"\b(?:sentences?|terms?|imprisonment|sentenced|prison)\b[^.;]{{0,60}}?\b(?:ranging from|ranged from|from|between|of)\s+{_YEARS_TERM}\s+(?:to|and)\s+{_YEARS_TERM}"
)
_UNKNOWN = guarded(
    r"\b(?:did|does|has|have) not (?:\w+ )?(?:report|provide|disclose|share|publish)\b[^;.]{0,40}\b(?:how many|the (?:total )?number|(?:data|statistics|information|figures) on)\b[^;.]{0,80}"
)


def read_number(words: str) -> int | None:
    """Return the number that digits ("1,381") or words ("twenty-one") print, or None."""
    plain = words.replace(",", "")
    if plain.isdigit():
        return int(plain)
    tens, _, unit = plain.partition("-")
    if tens not in _SMALL:
        return None
    return _SMALL[tens] + (_SMALL.get(unit, 0) if unit else 0)


def code_figures(reading: Reading) -> list[Candidate]:
    """Return candidates of the `figures.*` variables; each value is one count of the contract."""
    found: list[Candidate] = []
    for unit in reading.units:
        if unit.paragraph == 0 or unit.pillar in ("recommendations", "profile"):
            continue
        for kind in _KINDS:
            if any(literal in unit.lower for literal in kind.literals):
                found.extend(_counts(unit, kind, reading.edition))
        if "sentence" in unit.lower or "prison" in unit.lower or "imprisonment" in unit.lower:
            found.extend(_sentences(unit))
    return found


def _sentences(unit: Unit) -> list[Candidate]:
    """Return the shortest and longest sentence given, in months, where the words give a range."""
    match = _RANGE.search(unit.lower)
    if match is None or re.search(
        r"prescrib|the law|penal code|article|punishable", unit.lower[: match.start() + 20]
    ):
        return []
    low, low_unit, high, high_unit = match.groups()
    if high_unit is None:
        return []
    rows: list[Candidate] = []
    for what, printed, unit_of in (
        ("sentences_months_min", low, low_unit or high_unit),
        ("sentences_months_max", high, high_unit),
    ):
        n = read_number(printed)
        if n is None:
            continue
        months = n * 12 if unit_of.startswith("year") else n
        kind = _Kind(what, (), _RANGE, "months")
        row = _candidate(unit, kind, match.span(), months, "current", None, "", None)
        row.variable = "figures.sentences"
        rows.append(row)
    return rows


def _counts(unit: Unit, kind: _Kind, edition: int | None) -> list[Candidate]:
    rows: list[Candidate] = []
    for match in kind.pattern.finditer(unit.lower):
        printed = next((g for g in match.groups() if g), "")
        n = read_number(printed)
        if n is None or (1990 <= n <= 2030 and "," not in printed):
            continue
        before, after = unit.lower[: match.start()], unit.lower[match.end() :]
        why = None
        if kind.unless is not None and kind.unless.search(match.group() + after[:40].split(",")[0]):
            why = "the figure counts something else"
        elif kind.what in ("victims_identified", "hotline_calls") and _NOT_HERE.search(before):
            why = "counted by an organisation outside the state"
        period = _period(before, after, edition)
        compared = _COMPARED.match(after) if period == "current" else None
        earlier = read_number(next(g for g in compared.groups() if g)) if compared else None
        words = match.group() + after[:40]
        rows.append(_candidate(unit, kind, match.span(), n, period, earlier, words, why))
        if compared is not None and earlier is not None and why is None:
            span = (match.start(), match.end() + compared.end())
            rows.append(_candidate(unit, kind, span, earlier, "previous", None, words, None))
    unknown = _UNKNOWN.search(unit.lower)
    if unknown and kind.zero and re.search(kind.zero, unknown.group()):
        span = (unit.start + unknown.start(), unit.start + unknown.end())
        rows.append(
            Candidate(
                f"figures.{kind.what}",
                "not_reported",
                unit,
                *span,
                f"figure.{kind.what}.not-reported",
            )
        )
    none = _NONE_OF.search(unit.lower)
    if none and kind.zero and re.search(kind.zero, unit.lower[none.end() : none.end() + 60]):
        span = (none.start(), min(none.end() + 40, len(unit.lower)))
        if not re.search(_OFFICIAL, unit.lower[none.end() : none.end() + 120]):
            rows.append(_candidate(unit, kind, span, 0, "current", None, "", None))
    return rows


def _period(before: str, after: str, edition: int | None) -> str:
    if _EARLIER_VERB.search(before):
        return "previous"
    year = re.search(r"\b(?:in|during|since) (20\d\d)\b", before[-60:] + after[:50])
    if (
        edition
        and year
        and int(year[1]) < edition - 1
        and not re.search(r"compared|\(", after[:50])
    ):
        return "previous"
    return "current"


def _candidate(
    unit: Unit,
    kind: _Kind,
    span: tuple[int, int],
    n: int,
    period: str,
    compared_with: int | None,
    words: str,
    why: str | None,
) -> Candidate:
    value = {
        "what": kind.what,
        "n": n,
        "n_max": None,
        "unit": kind.unit or _unit(words),
        "period": period,
        "compared_with": compared_with,
        "actor": "government",
        "law": None,
    }
    return Candidate(
        f"figures.{kind.what}",
        value,
        unit,
        unit.start + span[0],
        unit.start + span[1],
        f"figure.{kind.what}",
        counts=why is None,
        why=why,
        actor="government",
    )


def _unit(words: str) -> str | None:
    cases, people = re.search(_CASES, words), re.search(_PEOPLE, words)
    if cases and (people is None or cases.start() < people.start()):
        return "cases"
    return "persons" if people else None
