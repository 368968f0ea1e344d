"""One sentence of a profile, cut into words and clauses, with the words that say whether exploitation happens.

A clause carries events: words of exploitation, each *stated* or only a *risk*. `They are vulnerable to forced labor` has
one event, a risk; `they are forced to beg and vulnerable to abuse` one of each.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from tierbook.coding.coders.rules.profile.grammar import words
from tierbook.coding.coders.rules.reading import Unit
from tierbook.text import late

__all__ = ["Clause", "Event", "Parsed", "Word", "parse_unit"]

_TOKEN = late(r"[\w’'+]+|[^\w\s]")
_GLUED = late(r"(?<=[a-z])[.](?=[A-Z])")  # a lost space: "abuse.All students"


class Word(NamedTuple):
    """A word or a sign, with its offsets in the sentence."""

    text: str
    start: int
    end: int


_word = Word._make  # faster than the constructor, and called for every word


class Event(NamedTuple):
    """A word of exploitation at `at`, and whether the sentence states it or speaks of a risk."""

    at: int
    status: str


@dataclass(slots=True)
class Clause:
    """A stretch of the sentence over which one statement reaches, with its events."""

    start: int
    end: int
    events: list[Event] = field(default_factory=list)

    @property
    def status(self) -> str | None:
        """Return `stated` if any event is, `risk` if there are only risks, None without events."""
        if not self.events:
            return None
        return "stated" if any(e.status == "stated" for e in self.events) else "risk"


@dataclass(slots=True)
class Parsed:
    """A sentence with its words and clauses; all offsets count from the start of the sentence."""

    unit: Unit
    tokens: list[Word]
    clauses: list[Clause]
    starts: list[int] = field(default_factory=list)

    def clause_index(self, at: int) -> int:
        """Return the index of the clause that holds an offset."""
        found = 0
        for k, clause in enumerate(self.clauses):
            if clause.start > at:
                break
            found = k
        return found

    def status_at(self, start: int, end: int) -> str | None:
        """Return the status of the event inside some words, else of the nearest before them, else after them."""
        before: str | None = None
        for event in self.clauses[self.clause_index(start)].events:
            if event.at >= end:
                return before or event.status
            if event.at >= start:
                return event.status
            before = event.status
        return before

    def token_index(self, at: int) -> int:
        """Return the index of the word that holds an offset."""
        return max(bisect_right(self.starts, at) - 1, 0)

    @property
    def status(self) -> str | None:
        """Return the strongest status of any clause."""
        found = [c.status for c in self.clauses]
        return "stated" if "stated" in found else ("risk" if "risk" in found else None)


def parse_unit(unit: Unit) -> Parsed:
    """Cut a sentence into words and clauses and find its events."""
    tokens = [_word((m[0], *m.span())) for m in _TOKEN.finditer(unit.lower)]
    breaks = _breaks(tokens, [m.start() for m in _GLUED.finditer(unit.text)])
    clauses: list[Clause] = []
    ends = [*breaks[1:], len(tokens)]
    for first, stop in zip(breaks, ends, strict=True):
        if first >= stop:
            continue
        clause = Clause(tokens[first].start, tokens[stop - 1].end)
        clause.events = _events(tokens, first, stop)
        clauses.append(clause)
    if not clauses:
        clauses = [Clause(0, len(unit.lower))]
    return Parsed(unit, tokens, clauses, [t.start for t in tokens])


def _breaks(tokens: list[Word], glued: list[int]) -> list[int]:
    """Return the indexes of the words that open a clause."""
    split, be = words("split"), words("be") | words("verb")
    found = [0]
    seen_verb = False
    glued_at = set(glued)
    for i, token in enumerate(tokens):
        text = token.text
        if text in be:
            seen_verb = True
        if text in (";", ":", "–", "—") or token.start in glued_at:
            if text in ("–", "—") and not _spaced(tokens, i):
                continue
            found.append(i + 1)
        elif i > found[-1] and (
            text in split or (text == "but" and _next(tokens, i) not in ("also", "not"))
        ):
            found.append(i)
        elif text == "," and seen_verb and _opens_clause(tokens, i):
            found.append(i + 1)
        else:
            continue
        seen_verb = False
    return found


def _spaced(tokens: list[Word], i: int) -> bool:
    return 0 < i < len(tokens) - 1 and (
        tokens[i - 1].end < tokens[i].start and tokens[i].end < tokens[i + 1].start
    )


def _next(tokens: list[Word], i: int) -> str:
    return tokens[i + 1].text if i + 1 < len(tokens) else ""


_OPENERS = frozenset("and some many most others several fewer".split())
# `, and forced criminality are`: the last of a list of forms, not a new subject.
_FORMS_GO_ON = frozenset(
    "forced sex debt domestic commercial involuntary bonded organ labor".split()
)
_RELATIVE = frozenset("who which that , ; and or".split())


def _opens_clause(tokens: list[Word], i: int) -> bool:
    """Tell whether a comma opens a clause: `, and some of them are ...` but not `, and children are`."""
    if _next(tokens, i) not in _OPENERS:
        return False
    following = [t.text for t in tokens[i + 2 : i + 9]]
    if following and following[0] in _FORMS_GO_ON:
        return False
    for text in following:
        if text in words("finite"):
            return True
        if text in _RELATIVE:
            return False
    return False


def _events(tokens: list[Word], first: int, stop: int) -> list[Event]:
    verb, noun, risk = words("verb"), words("noun"), words("risk")
    linking, person = words("linking"), words("person")
    events: list[Event] = []
    mode: str | None = None
    since_risk = 99
    for i in range(first, stop):
        text = tokens[i].text
        if mode == "risk" and text not in linking and text not in noun:
            since_risk += 1
        if mode == "risk" and text in _ROLES:
            mode = None
        if text in risk or (text == "fraud" and i > first and tokens[i - 1].text == "recruitment"):
            follower = _next(tokens, i)
            if text == "vulnerable" and follower in person:
                continue
            mode, since_risk = "risk", 0
        elif (text in verb or text in _SOMETIMES) and _is_verb(tokens, i, verb):
            if mode == "risk" and _complement(tokens, i):
                events.append(Event(tokens[i].start, "risk"))
                continue
            mode = "stated"
            events.append(Event(tokens[i].start, "stated"))
        elif text in noun and _is_noun(tokens, i, noun):
            events.append(Event(tokens[i].start, mode or "stated"))
    if mode == "risk" and not any(e.status == "risk" for e in events):
        events.append(Event(tokens[stop - 1].start, "risk"))
    return events


_ROLES = frozenset("source origin transit destination".split())  # a formula states anew
_BE = frozenset(
    "is are was were been be being get become became and then or often sometimes also reportedly may".split()
)
_ACTORS_NEXT = frozenset(
    "offenders crimes crime cases law laws victims’ networks rings gangs groups".split()
)


def _is_noun(tokens: list[Word], i: int, noun: frozenset[str]) -> bool:
    if tokens[i].text == "sex":
        return (
            i > 0
            and tokens[i - 1].text == "commercial"
            and not words("risk") & {t.text for t in tokens[i + 1 : i + 5]}
        )
    if tokens[i].text == "begging" and not _COMPELLED & {t.text for t in tokens[max(0, i - 9) : i]}:
        return False
    return tokens[i].text in noun and _next(tokens, i) not in _ACTORS_NEXT


_COMPELLED = frozenset(
    "forced forcing force forces subjected subject exploited exploit exploits coerced compelled trafficked trafficking into".split()
)
_SOMETIMES = frozenset({"forced", "subject", "forcibly"})  # verbs only beside certain words


def _is_verb(tokens: list[Word], i: int, verb: frozenset[str]) -> bool:
    text = tokens[i].text
    if text == "forced":
        return _next(tokens, i) in ("to", "into") or (
            i > 0 and tokens[i - 1].text in _BE and _next(tokens, i) not in ("labor", "begging")
        )
    if text == "subject":
        return _next(tokens, i) == "to" or _next(tokens, i) in words("person")
    if text == "conditions":
        return _next(tokens, i) in ("of", "indicative", "that", "amounting", "including")
    if text in ("force", "forces"):
        return i > 0 and tokens[i - 1].text not in (
            "by",
            "armed",
            "security",
            "use",
            "of",
            "labor",
            "police",
            "task",
        )
    if text == "forcibly":
        return _next(tokens, i) in (
            "recruit",
            "recruited",
            "conscript",
            "conscripted",
            "abducted",
            "married",
        )
    return text in verb


def _complement(tokens: list[Word], i: int) -> bool:
    """Tell whether a verb stands in what someone is at risk of: `at risk of being exploited`."""
    linking = words("linking")
    for j in range(i - 1, max(i - 5, -1), -1):
        text = tokens[j].text
        if text in words("risk"):
            return True
        if text not in linking and text not in words("noun"):
            return False
    return False
