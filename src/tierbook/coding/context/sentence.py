"""The context of one sentence, worked out once, on demand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.coding.context import when, whether, who
from tierbook.coding.context.clauses import clause_at, clause_starts

__all__ = ["Context", "Settled"]

_ABROAD = re.compile(
    r"\babroad\b|\boverseas\b|\bin (?:source|destination|other|foreign|neighboring) countries\b|\binternational funding\b|\bits embass(?:y|ies)\b|\bforeign assistance\b"
)
_AT_HOME = re.compile(r"\bat home\b|\bdomestically\b|\bwithin the country\b")
_SAID = (
    ("ngo", re.compile(r"\b(?:ngos?|civil society|observers|experts|advocates|activists|human rights groups)\b[^,;.]{0,40}?\b(?:report(?:ed|s)?|said|stated|noted|alleged|claimed|asserted|indicated|expressed|argued|criticized|estimated|believed|maintained)\b|\baccording to (?:an? |local |several )?(?:ngos?|observers|experts|civil society)")),
    ("international", re.compile(r"\b(?:international organi[sz]ations?|iom|unicef|ilo|unodc|unhcr|the un|united nations)\b[^,;.]{0,40}?\b(?:report(?:ed|s)?|said|stated|noted|indicated|estimated)\b|\baccording to (?:an? )?(?:international|iom|unicef|the un)")),
    ("media", re.compile(r"\b(?:media|press|newspapers?|journalists?)\b[^,;.]{0,20}?\breport(?:ed|s)?\b|\b(?:media|press) reports?\b")),
    ("victims", re.compile(r"\bvictims\b[^,;.]{0,20}?\b(?:reported|said|stated|told)\b")),
    ("government", re.compile(r"\b(?:government|authorities|officials|police|ministry)\b[^,;.]{0,20}?\b(?:reported|stated|claimed|said|noted|acknowledged|indicated|asserted)\b(?! (?:no|that no))")),
    ("unnamed", re.compile(r"\breportedly\b|\bthere (?:are|were|have been) (?:\w+ )?(?:reports|allegations)\b|\bsome reports?\b|\breports? (?:indicate|suggest|of)")),
)


@dataclass(frozen=True, slots=True)
class Settled:
    """Who, when and whether of one nomination; `negation` is None, denied, not_reported or partly."""

    actor: str | None
    period: str
    negation: str | None
    need: bool
    certainty: str
    said_by: str
    quality: str | None
    place: str | None
    clause: tuple[int, int]
    mark: tuple[int, int]


class Context:
    """Who, when and whether over one sentence, lower-cased; each part is worked out at most once.

    Args:
        lower: the sentence, lower-cased.
        edition: year of the edition, or None.
        foreign: spans of other countries' names in the sentence.
    """

    __slots__ = ("_actors", "_clauses", "_scopes", "edition", "foreign", "lower")

    def __init__(
        self, lower: str, edition: int | None, foreign: tuple[tuple[int, int], ...] = ()
    ) -> None:
        self.lower, self.edition, self.foreign = lower, edition, foreign
        self._clauses: list[tuple[int, int]] | None = None
        self._scopes: list[whether.Scope] | None = None
        self._actors: list[who.Actor] | None = None

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause that holds an offset."""
        if self._clauses is None:
            self._clauses = clause_starts(self.lower)
        return clause_at(self._clauses, at, len(self.lower))

    def negation(self, at: int, end: int) -> whether.Scope | None:
        """Return the scope of negation that reaches the words `at`-`end`, the nearest trigger first."""
        if self._scopes is None:
            self._scopes = whether.negations(self.lower)
        reaching = [s for s in self._scopes if s.start <= at < s.end or at <= s.start < end]
        return max(reaching, key=lambda s: (s.kind != "partly", s.start), default=None)

    def settle(self, at: int, end: int) -> Settled:
        """Settle who, when and whether for the words `at`-`end`."""
        begin, stop = self.clause(at)
        if self._actors is None:
            self._actors = who.actors_in(self.lower, self.foreign)
        scope = self.negation(at, end)
        place = None
        if _ABROAD.search(self.lower, begin, stop):
            place = "abroad"
        elif _AT_HOME.search(self.lower, begin, stop) or _AT_HOME.search(self.lower[:60]):
            place = "home"
        said = "department"
        for name, pattern in _SAID:
            if pattern.search(self.lower, 0, at + 1) or (
                name == "unnamed" and pattern.search(self.lower, begin, stop)
            ):
                said = name
                break
        left = min(begin, at) if scope is None else min(begin, at, scope.start)
        return Settled(
            actor=who.actor_at(
                self.lower, self._actors, [s for _, s in self._clauses or ()], begin, at, end
            ),
            period=when.period_at(self.lower, begin, stop, at, self.edition),
            negation=scope.kind if scope else None,
            need=whether.need_before(self.lower, begin, at),
            certainty=whether.certainty_before(self.lower, begin, at, stop),
            said_by=said,
            quality=whether.quality_words(self.lower, begin, stop),
            place=place,
            clause=(begin, stop),
            mark=(left, max(stop, end)),
        )
