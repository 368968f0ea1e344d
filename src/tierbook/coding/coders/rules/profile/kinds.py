"""What victims are exploited for, in which sectors, who they are, by what means and by whom.

Hedged and at-risk mentions count, promised jobs do not. A form of exploitation gets its variant for children where the
victims that govern it are children, girls or boys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.grammar import pattern
from tierbook.coding.coders.rules.profile.phrases import Hit, Phrase
from tierbook.coding.coders.rules.profile.sentence import Clause, Parsed
from tierbook.coding.patterns import Guarded
from tierbook.text import late

__all__ = ["Kind", "find_kinds"]

_YOUNG = frozenset({"children", "girls", "boys"})
_GROUPS = _YOUNG | {"men", "women"}
_VICTIMS_OF = (
    ("sex_trafficking", "sex_victims"),
    ("forced_labor", "labor_victims"),
    ("domestic_servitude", "domestic_victims"),
)
# Victims and forms side by side: "men, women, and children subjected to forced labor and sex trafficking".
_BESIDE = late(
    r"[^.;]{0,90}\b(?:trafficked|subjected|exploited|trafficking)\b[^.;]{0,160}(?:labor\b[^.;]{0,70}\bsex|sex\w*\b[^.;]{0,70}\blabor)"
)
_SEVERAL = late(
    r"(?:[\s,]|and|or|both|as well as|to a lesser extent|sometimes|especially|mostly|adult|young|underage|particularly|in some cases|including|possibly|foreign|some|other)*"
)


class Kind(NamedTuple):
    """One value of forms, sectors, victims and so on; offsets count from the start of the sentence.

    `possible`: the words name several victims and several forms side by side, so that the pair cannot be told.
    """

    variable: str
    value: str
    parsed: Parsed
    clause: int
    start: int
    end: int
    cue: str
    why: str | None = None
    possible: bool = False


@dataclass(slots=True)
class _Subject:
    """A list of victims in a row: *women, girls, and boys*."""

    start: int
    end: int
    groups: frozenset[str]


def find_kinds(
    parsed: Parsed,
    hits: list[Hit],
    *,
    summary: bool,
    exploited: bool,
    victims_before: frozenset[str],
    people: list[tuple[int, int]],
) -> list[Kind]:
    """Return the values that the phrases of one sentence carry, those that do not count with the reason.

    Args:
        parsed: the sentence.
        hits: its phrases, offsets in the whole text.
        summary: the text is a summary.
        exploited: this sentence, or the one after it, speaks of exploitation.
        victims_before: the victims of the sentence before, to whom *they* and *some* refer.
        people: where people are named by country alone (*Haitians*), who are no group but may govern a form.
    """
    base = parsed.unit.start
    subjects = _subjects(parsed, hits, base, people)
    exploited = exploited or any(
        h.phrase.kind == "forms" and h.phrase.needs is None and h.phrase.only != "narrative"
        for h in hits
    )
    kinds: list[Kind] = []
    named: set[tuple[str, str, bool]] = set()
    for hit in hits:
        phrase = hit.phrase
        if phrase.silent:
            continue
        if phrase.only and (phrase.only == "summary") != summary:
            continue
        start, end = hit.start - base, hit.end - base
        k = parsed.clause_index(start)
        why = _refusal(parsed, parsed.clauses[k], hit, start, end, exploited=exploited)
        if why == "":
            continue
        cue = f"profile.{phrase.kind}.{phrase.id}"
        kinds.extend(
            Kind(phrase.kind, value, parsed, k, start, end, cue, why)
            for value in (phrase.code, *phrase.also)
        )
        if why is None and phrase.kind == "forms":
            for victim in _victims_of_form(parsed, hit, k, subjects, victims_before):
                key = (victim.variable, victim.value, victim.possible)
                if key not in named:
                    named.add(key)
                    kinds.append(victim)
        if phrase.children and why is None:
            kinds.extend(_for_children(parsed, hit, k, subjects, victims_before, cue))
    return kinds


def _victims_of_form(
    parsed: Parsed, hit: Hit, k: int, subjects: list[_Subject], victims_before: frozenset[str]
) -> Iterator[Kind]:
    """Yield who is exploited in a form, for sex trafficking, labor and domestic servitude, where the words say that it happens."""
    phrase, start, end = hit.phrase, hit.start - parsed.unit.start, hit.end - parsed.unit.start
    variables = [name for code, name in _VICTIMS_OF if code == phrase.code or code in phrase.also]
    if not variables or parsed.status_at(start, end) == "risk":
        return
    if phrase.needs is not None and _reaches_over(parsed, phrase, subjects, start, end):
        return
    subject = _governing(parsed, k, subjects, start, end)
    groups = victims_before if subject is None else subject.groups
    if phrase.always_children:
        groups = frozenset({"children"}) | (groups & _YOUNG)
    beside = subject is not None and bool(_BESIDE.match(parsed.unit.lower, subject.end))
    low, high = (
        (start, end) if subject is None else (min(start, subject.start), max(end, subject.end))
    )
    for variable in variables:
        for group in sorted(groups & _GROUPS):
            cue = f"profile.{variable}.{phrase.id}"
            yield Kind(variable, group, parsed, k, low, high, cue, None, beside and len(groups) > 1)


def _refusal(
    parsed: Parsed, clause: Clause, hit: Hit, start: int, end: int, *, exploited: bool
) -> str | None:
    """Return None where a phrase counts, the reason where it does not, an empty string where it was no nomination."""
    phrase, lower = hit.phrase, parsed.unit.lower
    if phrase.unless is not None:
        if phrase.unless.search(lower, max(0, start - 60), min(len(lower), end + 40)) and _touches(
            phrase.unless, lower, start, end
        ):
            return ""
        if phrase.unless.pattern.endswith("$") and phrase.unless.search(
            lower[max(0, start - 80) : start]
        ):
            return ""
    if (phrase.near or phrase.not_near) and not _stands_among(phrase, lower, start, end):
        return ""
    if phrase.needs is not None and not _near(phrase.needs, lower, start, end):
        return ""
    if phrase.kind == "vulnerable_groups" and not _singled_out(parsed, clause, start):
        return ""
    if phrase.kind in ("sectors", "victims") and not exploited:
        return (
            "nothing says that victims are exploited so"
            if phrase.kind == "sectors"
            else "the words do not speak of victims"
        )
    if (phrase.kind == "sectors" or phrase.code == "businesses" or phrase.only) and _is_promised(
        lower, clause, start
    ):
        return "only a promised job"
    if phrase.kind == "victims" and _NOT_VICTIM.search(lower[max(0, start - 40) : start]):
        return "the people named are no victims"
    if phrase.code == "men" and (
        pattern("acts").match(lower, end) or _SEX_TOURISTS.match(lower, end)
    ):
        return "the people named act, they are no victims"
    return None


def _singled_out(parsed: Parsed, clause: Clause, start: int) -> bool:
    """Tell whether words near a group call it vulnerable, or say that traffickers choose it."""
    low, high = max(0, start - 200), min(len(parsed.unit.lower), start + 200)
    return any(e.status == "risk" for e in clause.events) or any(
        w in parsed.unit.lower[low:high] for w in _CHOSEN
    )


_CHOSEN = (
    "vulnerab",
    "at risk",
    "high risk",
    "higher risk",
    "susceptib",
    "target",
    "prey on",
    "preyed",
)
_SEX_TOURISTS = late(r"[^.;]{0,60}\bsex touris")
_NOT_VICTIM = late(
    r"\b(?:to marry|marriages? (?:to|with)|by)(?: \w+[-\w]*){0,2} $|(?:traffickers|recruiters|perpetrators|offenders),? (?:many|most|some|including|often|mostly)(?: of (?:them|whom))?(?: are)? $|\bwhether $"
)


def _touches(found: Guarded, lower: str, start: int, end: int) -> bool:
    return any(
        m.start() < end and start < m.end()
        for m in found.finditer(lower, max(0, start - 60), min(len(lower), end + 40))
    )


def _stands_among(phrase: Phrase, lower: str, start: int, end: int) -> bool:
    low, high = max(0, start - 200), min(len(lower), end + 200)
    if phrase.not_near is not None and phrase.not_near.search(lower, max(0, start - 90), end + 60):
        return False
    return all(p.search(lower, low, high) for p in phrase.near)


def _near(needed: Guarded, lower: str, start: int, end: int) -> bool:
    """Tell whether a pattern matches words that include or adjoin the phrase."""
    low, high = max(0, start - 170), min(len(lower), end + 170)
    return any(m.start() <= end and start <= m.end() for m in needed.finditer(lower, low, high))


def _is_promised(lower: str, clause: Clause, start: int) -> bool:
    if pattern("but_sex").match(lower, start) and pattern("sought").search(
        lower, max(0, start - 40), start
    ):
        return True
    low = max(clause.start, start - 160)
    opened = [m.end() for m in pattern("promise_open").finditer(lower, low, start)]
    return bool(opened) and pattern("promise_close").search(lower, opened[-1], start) is None


def _subjects(
    parsed: Parsed, hits: list[Hit], base: int, people: list[tuple[int, int]]
) -> list[_Subject]:
    subjects: list[_Subject] = []
    for hit in hits:
        if hit.phrase.kind != "victims":
            continue
        start, end = hit.start - base, hit.end - base
        unless = hit.phrase.unless
        if unless is not None and _touches(unless, parsed.unit.lower, start, end):
            continue
        if subjects and _SEVERAL.fullmatch(parsed.unit.lower, subjects[-1].end, start):
            last = subjects[-1]
            subjects[-1] = _Subject(last.start, end, last.groups | {hit.phrase.code})
        elif not subjects or start >= subjects[-1].end:
            subjects.append(_Subject(start, end, frozenset({hit.phrase.code})))
    for start, end in people:
        if not any(subject.start < end and start < subject.end for subject in subjects):
            subjects.append(_Subject(start, end, frozenset({"others"})))
    subjects.sort(key=lambda subject: subject.start)
    return subjects


def _reaches_over(
    parsed: Parsed, phrase: Phrase, subjects: list[_Subject], start: int, end: int
) -> bool:
    """Tell whether other victims stand between a verb and the work that makes it forced labor."""
    found = (
        phrase.needs.search(parsed.unit.lower, max(0, start - 20), end + 120)
        if phrase.needs
        else None
    )
    return found is not None and any(end < s.start < found.end() for s in subjects)


def _for_children(
    parsed: Parsed,
    hit: Hit,
    k: int,
    subjects: list[_Subject],
    victims_before: frozenset[str],
    cue: str,
) -> Iterator[Kind]:
    phrase = hit.phrase
    start, end = hit.start - parsed.unit.start, hit.end - parsed.unit.start
    assert phrase.children is not None
    if phrase.always_children:
        yield Kind(phrase.kind, phrase.children, parsed, k, start, end, f"{cue}-children")
        return
    subject = _governing(parsed, k, subjects, start, end)
    groups = victims_before if subject is None else subject.groups
    if not groups & _YOUNG:
        return
    why, beside = None, False
    if (
        subject is not None
        and groups >= {"men", "women", "children"}
        and _SIDE_BY_SIDE.match(parsed.unit.lower, subject.end)
    ):
        beside = True
        why = "the formula names victims and purposes side by side, not which victims for which purpose"
    elif subject is None and groups >= {"men", "women", "children"}:
        why = "the sentence speaks of victims in general, not of children"
    yield Kind(phrase.kind, phrase.children, parsed, k, start, end, f"{cue}-children", why, beside)


# The formula of 2001-2009: "a destination country for men, women, and children trafficked for ...".
_SIDE_BY_SIDE = late(r",? (?:who are )?trafficked (?:[\w, ]{0,60} )?for\b")


_OF = late(r"(?: and \w+ \w+)? (?:of|involving|among|by|for)(?: [\w-]+){0,4} $")


def _governing(
    parsed: Parsed, k: int, subjects: list[_Subject], start: int, end: int
) -> _Subject | None:
    """Return the victims that a form speaks of.

    Those right after *of*, else the last ones before it, else the first ones close after it.
    """
    lower = parsed.unit.lower
    for subject in subjects:
        if end <= subject.start < end + 40 and _OF.fullmatch(lower[end : subject.start]):
            return subject
    before = [s for s in subjects if s.start < start]
    if before:
        here = [s for s in before if s.start >= parsed.clauses[k].start]
        if len(here) > 1 and here[-1].start - here[-2].end < 60 and _aside(parsed, here):
            return _Subject(here[-1].start, here[-1].end, here[-1].groups | here[-2].groups)
        return before[-1]
    after = [s for s in subjects if end <= s.start < min(end + 60, parsed.clauses[k].end)]
    return after[0] if after and "," not in lower[end : after[0].start] else None


def _aside(parsed: Parsed, here: list[_Subject]) -> bool:
    """Tell whether the last list only adds to the one before: `women, and to a lesser extent girls,`."""
    between = parsed.unit.lower[here[-2].end : here[-1].start]
    return bool(
        re.search(
            r"\b(?:extent|including|especially|particularly|mostly|primarily|some|from)\b|[(–—-]",
            between,
        )
    )
