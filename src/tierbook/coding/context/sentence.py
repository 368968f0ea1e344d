"""The context of one sentence, worked out once, on demand."""

from __future__ import annotations

from tierbook.coding.context import when, whether, who
from tierbook.coding.context.clauses import clause_at, clause_starts
from tierbook.coding.patterns import guarded

__all__ = ["Context"]

_PHRASE_END = guarded(r"[,;:(]\s?|\.$| – | — ")
_ABROAD = guarded(
    r"\babroad\b|\boverseas\b|\bin (?:source|destination|other|foreign|neighboring) countries\b|\binternational funding\b|\bits embass(?:y|ies)\b|\bforeign assistance\b"
)
_AT_HOME = guarded(r"\bat home\b|\bdomestically\b|\bwithin the country\b")
_SAID = (
    (
        "ngo",
        guarded(
            r"\b(?:ngos?|civil society|observers|experts|advocates|activists|human rights groups)\b[^,;.]{0,40}?\b(?:report(?:ed|s)?|said|stated|noted|alleged|claimed|asserted|indicated|expressed|argued|criticized|estimated|believed|maintained)\b|\baccording to (?:an? |local |several )?(?:ngos?|observers|experts|civil society)"
        ),
    ),
    (
        "international",
        guarded(
            r"\b(?:international organi[sz]ations?|iom|unicef|ilo|unodc|unhcr|the un|united nations)\b[^,;.]{0,40}?\b(?:report(?:ed|s)?|said|stated|noted|indicated|estimated)\b|\baccording to (?:an? )?(?:international|iom|unicef|the un)"
        ),
    ),
    (
        "media",
        guarded(
            r"\b(?:media|press|newspapers?|journalists?)\b[^,;.]{0,20}?\breport(?:ed|s)?\b|\b(?:media|press) reports?\b"
        ),
    ),
    ("victims", guarded(r"\bvictims\b[^,;.]{0,20}?\b(?:reported|said|stated|told)\b")),
    (
        "government",
        guarded(
            r"\b(?:government|authorities|officials|police|ministry)\b[^,;.]{0,20}?\b(?:reported|stated|claimed|said|noted|acknowledged|indicated|asserted)\b(?! (?:no|that no))"
        ),
    ),
    (
        "unnamed",
        guarded(
            r"\breportedly\b|\bthere (?:are|were|have been) (?:\w+ )?(?:reports|allegations)\b|\bsome reports?\b|\breports? (?:indicate|suggest|of)"
        ),
    ),
)


class Context:
    """Who, when and whether over one sentence, lower-cased; each part is worked out when it is asked for, and once.

    Args:
        lower: the sentence, lower-cased.
        edition: year of the edition, or None.
        foreign: spans of other countries' names in the sentence.
    """

    __slots__ = (
        "_acting",
        "_actors",
        "_at",
        "_certainty",
        "_clauses",
        "_dated",
        "_denials",
        "_placed",
        "_quality",
        "_said",
        "_scopes",
        "edition",
        "foreign",
        "lower",
    )

    def __init__(
        self, lower: str, edition: int | None, foreign: tuple[tuple[int, int], ...] = ()
    ) -> None:
        self.lower, self.edition, self.foreign = lower, edition, foreign
        self._clauses = clause_starts(lower)
        self._at: dict[int, tuple[int, int]] = {}
        self._dated: bool | None = None
        self._placed: bool | None = None
        self._scopes: list[whether.Scope] | None = None
        self._denials: dict[tuple[int, int], whether.Scope | None] = {}
        self._actors: list[who.Actor] | None = None
        self._acting: dict[tuple[int, int], str | None] = {}
        self._certainty: dict[int, str] = {}
        self._quality: dict[int, str | None] = {}
        self._said: list[tuple[int, str]] | None = None

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause that holds an offset."""
        clause = self._at.get(at)
        if clause is None:
            clause = self._at[at] = clause_at(self._clauses, at, len(self.lower))
        return clause

    def negation(self, at: int, end: int) -> whether.Scope | None:
        """Return the scope of negation that reaches the words `at`-`end`, the nearest trigger first."""
        if self._scopes is None:
            self._scopes = whether.negations(self.lower)
        if not self._scopes:
            return None
        if (at, end) not in self._denials:
            reaching = [s for s in self._scopes if s.start <= at < s.end or at <= s.start < end]
            self._denials[at, end] = max(
                reaching, key=lambda s: (s.kind != "partly", s.start), default=None
            )
        return self._denials[at, end]

    def actor(self, at: int, end: int) -> str | None:
        """Return whose act the words `at`-`end` tell of, or None where no actor is named."""
        if self._actors is None:
            self._actors = who.actors_in(self.lower, self.foreign)
        if not self._actors:
            return None
        if (at, end) not in self._acting:
            begin, _ = self.clause(at)
            starts = [start for _, start in self._clauses]
            self._acting[at, end] = who.actor_at(self.lower, self._actors, starts, begin, at, end)
        return self._acting[at, end]

    def period(self, at: int) -> str:
        """Return current, earlier or planned for the words at an offset."""
        if self._dated is None:
            self._dated = when.speaks_of_time(self.lower)
        if not self._dated:
            return "current"
        begin, stop = self.clause(at)
        return when.period_at(self.lower, begin, stop, at, self.edition)

    def need(self, at: int) -> bool:
        """Tell whether the words at an offset are asked for, not told."""
        return whether.need_before(self.lower, self.clause(at)[0], at)

    def certainty(self, at: int) -> str:
        """Return stated, reported, alleged, possible or no_reports."""
        begin, stop = self.clause(at)
        if whether.unreported_before(self.lower, begin, at):
            return "no_reports"
        if begin not in self._certainty:
            self._certainty[begin] = whether.hedge_in(self.lower, begin, stop)
        return self._certainty[begin]

    def quality(self, at: int) -> str | None:
        """Return weak or strong where the clause says so."""
        begin, stop = self.clause(at)
        if begin not in self._quality:
            self._quality[begin] = whether.quality_words(self.lower, begin, stop)
        return self._quality[begin]

    def place(self, at: int) -> str | None:
        """Return home or abroad where the clause, or the opening of the sentence, says so."""
        if self._placed is None:
            self._placed = _ABROAD.possible(self.lower) or _AT_HOME.possible(self.lower)
        if not self._placed:
            return None
        begin, stop = self.clause(at)
        if _ABROAD.search(self.lower, begin, stop):
            return "abroad"
        if _AT_HOME.search(self.lower, begin, stop) or _AT_HOME.search(self.lower, 0, 60):
            return "home"
        return None

    def said_by(self, at: int) -> str:
        """Return whose statement the words are: that of the Department unless the sentence names another."""
        if self._said is None:
            found = ((p.search(self.lower), name) for name, p in _SAID)
            self._said = [(m.end(), name) for m, name in found if m]
        if not self._said:
            return "department"
        begin, stop = self.clause(at)
        for end, name in self._said:
            if end <= at + 1 or (name == "unnamed" and begin <= end <= stop):
                return name
        return "department"

    def mark(self, at: int, end: int) -> tuple[int, int]:
        """Return the span to underline: the words, up to the end of their phrase.

        Where a negation, a hedge or a reporting verb governs them the mark starts with it: at the clause, or earlier.
        """
        begin, stop = self.clause(at)
        scope = self.negation(at, end)
        left = at if scope is None else min(at, scope.start)
        if begin < left and (
            scope is not None or self.certainty(at) != "stated" or self.said_by(at) != "department"
        ):
            left = begin
        cut = _PHRASE_END.search(self.lower, end, stop)
        right = cut.start() if cut else stop
        return left, max(right, end)
