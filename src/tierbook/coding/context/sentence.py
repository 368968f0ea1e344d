"""The context of one sentence, worked out once, on demand."""

from __future__ import annotations

from tierbook.coding.context import how, said, when, whether, who
from tierbook.coding.context.clauses import clause_at, clause_starts
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["Context"]

# A modal in the same breath, with what it governs: "victims may obtain damages".
_MODAL = guarded(r"\b(?:may|might|could|can)\b[^,;:()]*$")
_PHRASE_END = guarded(r"[,;:(]\s?|\.$| – | — ")


class Context:
    """Who, when and whether over one sentence, lower-cased; each part is worked out when it is asked for, and once.

    Args:
        lower: the sentence, lower-cased.
        edition: year of the edition, or None.
        foreign: spans of other countries' names in the sentence.
        home: spans of this country's names in it.
    """

    __slots__ = (
        "_acting",
        "_actors",
        "_at",
        "_clauses",
        "_dated",
        "_denials",
        "_governed",
        "_hedges",
        "_hedging",
        "_levels",
        "_marks",
        "_needed",
        "_needs",
        "_no_act",
        "_no_acts",
        "_periods",
        "_places",
        "_quality",
        "_said",
        "_sayings",
        "_scopes",
        "edition",
        "foreign",
        "home",
        "lower",
    )

    def __init__(
        self,
        lower: str,
        edition: int | None,
        foreign: tuple[tuple[int, int], ...] = (),
        home: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.lower, self.edition, self.foreign, self.home = lower, edition, foreign, home
        self._clauses = clause_starts(lower)
        self._at: dict[int, tuple[int, int]] = {}
        self._dated: bool | None = None
        self._scopes: list[whether.Scope] | None = None
        self._denials: dict[tuple[int, int], whether.Scope | None] = {}
        self._actors: list[who.Actor] | None = None
        self._acting: dict[tuple[int, int], str | None] = {}
        self._hedges: dict[int, tuple[str, int, int] | None] = {}
        self._quality: dict[int, str | None] = {}
        self._said: list[said.Saying] | None = None
        self._hedging: tuple[tuple[str, Guarded], ...] | None = None
        self._sayings: dict[int, said.Saying | None] = {}
        self._needed: bool | None = None
        self._needs: dict[int, bool] = {}
        self._no_act: bool | None = None
        self._no_acts: dict[int, str | None] = {}
        self._periods: dict[int, str] = {}
        self._places: dict[int, str | None] = {}
        self._levels: dict[tuple[int, int], str | None] = {}
        self._governed: dict[tuple[int, int], tuple[int, int]] = {}
        self._marks: dict[tuple[int, int], tuple[int, int]] = {}

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
        if (at, end) not in self._denials:
            reaching = [s for s in self._scopes if s.start <= at < s.end or at <= s.start < end]
            self._denials[at, end] = (
                max(reaching, key=lambda s: (s.kind != "partly", s.start))
                if reaching
                else whether.object_denied(self.lower, end)
            )
        return self._denials[at, end]

    def actor(self, at: int, end: int) -> str | None:
        """Return whose act the words `at`-`end` tell of, or None where no actor is named."""
        if self._actors is None:
            self._actors = who.actors_in(self.lower, self.foreign, self.home)
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
        period = self._periods.get(at)
        if period is None:
            begin, stop = self.clause(at)
            period = when.period_at(self.lower, begin, stop, at, self.edition)
            self._periods[at] = period
        return period

    def need(self, at: int) -> bool:
        """Tell whether the words at an offset are asked for, not told."""
        if self._needed is None:
            self._needed = whether.may_be_needed(self.lower)
        if not self._needed:
            return False
        need = self._needs.get(at)
        if need is None:
            need = self._needs[at] = whether.need_before(self.lower, self.clause(at)[0], at)
        return need

    def no_act(self, at: int) -> str | None:
        """Return why the words at an offset tell of no act at all, such as a rule of law or a threat, or None."""
        if self._no_act is None:
            self._no_act = whether.may_be_no_act(self.lower)
        if not self._no_act:
            return None
        if at not in self._no_acts:
            begin, stop = self.clause(at)
            self._no_acts[at] = whether.no_act(self.lower, begin, at, stop)
        return self._no_acts[at]

    def feared(self, at: int) -> bool:
        """Tell whether an act at an offset is only feared or threatened."""
        return whether.feared(self.lower, self.clause(at)[0], at)

    def certainty(self, at: int) -> str:
        """Return stated, reported, alleged, possible or no_reports.

        That nothing was reported comes first, then a hedge on the act, then whose word it is: what is on another's
        word is reported, what that other merely claims alleged.
        """
        hedge, saying = self._hedge(at), self.saying(at)
        if hedge is not None and hedge[0] != "reported":
            return hedge[0]
        if saying is not None:
            return saying.certainty
        return hedge[0] if hedge else "stated"

    def _hedge(self, at: int) -> tuple[str, int, int] | None:
        if self._hedging is None:
            self._hedging = whether.hedges_in(self.lower)
        if not self._hedging:
            return None
        if at not in self._hedges:
            begin, stop = self.clause(at)
            self._hedges[at] = whether.hedge_over(self.lower, self._hedging, begin, at, stop)
        return self._hedges[at]

    def quality(self, at: int) -> str | None:
        """Return weak or strong where the clause says so."""
        begin, stop = self.clause(at)
        if begin not in self._quality:
            self._quality[begin] = how.quality_words(self.lower, begin, stop)
        return self._quality[begin]

    def place(self, at: int) -> str | None:
        """Return home or abroad where the clause, or the opening of the sentence, says so."""
        if at not in self._places:
            begin, stop = self.clause(at)
            self._places[at] = how.place_words(self.lower, begin, stop, at, self.foreign)
        return self._places[at]

    def level(self, at: int) -> str | None:
        """Return law or practice where the clause sets the one against the other."""
        clause = self.clause(at)
        if clause not in self._levels:
            self._levels[clause] = how.level_words(self.lower, *clause)
        return self._levels[clause]

    def extent(self, at: int) -> str | None:
        """Return policy, widespread, some or isolated where the clause says so."""
        return how.extent_words(self.lower, *self.clause(at))

    def saying(self, at: int) -> said.Saying | None:
        """Return the attribution that governs the words at an offset, the nearest, or None."""
        if self._said is None:
            self._said = said.sayings(self.lower, self._clauses)
        if not self._said:
            return None
        if at not in self._sayings:
            self._sayings[at] = self._saying_over(self._said, at)
        return self._sayings[at]

    @staticmethod
    def _saying_over(sayings: list[said.Saying], at: int) -> said.Saying | None:
        over = [s for s in sayings if s.low <= at < s.high and not s.start < at < s.end]
        named = [s for s in over if s.speaker != "unnamed"]
        return max(named or over, key=lambda s: s.start, default=None)

    def speaks(self, at: int) -> bool:
        """Tell whether the words at an offset only name who says something: "according to UNICEF"."""
        self.saying(at)
        return any(s.start <= at < s.end for s in self._said or ())

    def said_by(self, at: int) -> str:
        """Return whose statement the words are: that of the Department unless the sentence names another."""
        saying = self.saying(at)
        return saying.speaker if saying else "department"

    def mark(self, at: int, end: int) -> tuple[int, int]:
        """Return the span to underline: the words, up to the end of their phrase, and all that governs them."""
        mark = self._marks.get((at, end))
        if mark is None:
            mark = self._marks[at, end] = self._mark(at, end)
        return mark

    def _mark(self, at: int, end: int) -> tuple[int, int]:
        _, stop = self.clause(at)
        cut = _PHRASE_END.search(self.lower, end, stop)
        left, right = self.governed(at, end)
        scope = self.negation(at, end)
        right = max(
            right, cut.start() if cut else stop, scope.end if scope and scope.start <= at else 0
        )
        return left, right

    def governed(self, at: int, end: int) -> tuple[int, int]:
        """Return the words with every negation, hedge, modal and attribution that governs them, on whichever side."""
        governed = self._governed.get((at, end))
        if governed is None:
            governed = self._governed[at, end] = self._all_that_governs(at, end)
        return governed

    def _all_that_governs(self, at: int, end: int) -> tuple[int, int]:
        if self._scopes is None:
            self._scopes = whether.negations(self.lower)
        left, right = at, end
        for scope in self._scopes:
            if scope.start <= at < scope.end or at <= scope.start < end:
                left = min(left, scope.start)
        denied = whether.object_denied(self.lower, end)
        if denied is not None:
            right = max(right, denied.end)
        hedge, saying = self._hedge(at), self.saying(at)
        if hedge is not None:
            left, right = min(left, hedge[1]), max(right, hedge[2])
        if saying is not None:
            left, right = min(left, saying.start), max(right, saying.end)
        modal = _MODAL.search(self.lower, self.clause(at)[0], left)
        return (modal.start() if modal else left), right
