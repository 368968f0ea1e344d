"""Figures of one thing, in one unit, over the editions of a country: points, breaks, and the runs between breaks.

A point belongs to the edition whose own period it is of. A line may join two points only where both editions stand side
by side, are texts of one kind, and count the same thing in the same unit over the same kind of period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tierbook.dossier.held import Quote, Statement
from tierbook.dossier.set_by_people import people_of
from tierbook.text import join_words

__all__ = ["Break", "FigureSeries", "Point", "State", "Told"]

State = Literal[
    "given",
    "conflict",
    "not_reported",
    "not_stated",
    "not_in_summary",
    "not_asked",
    "other_unit",
    "not_held",
]
_EXACTNESS = {"at_least": "at least {}", "at_most": "at most {}", "about": "about {}"}


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as one edition tells it.

    Attributes:
        edition: the edition whose words these are.
        n: the number, the lower one of a range.
        n_max: the upper one.
        exactness: at_least, at_most or about, where the words say so.
        own: whether it is of the edition's own period, and not of an earlier one that it compares.
        headline: whether the text compares it with the year before and tells it of the country as a whole.
        basis: what it is counted over (calendar, fiscal, reporting, part), None where the words do not tell.
        quotes: the words.
    """

    edition: int
    n: int
    n_max: int | None
    exactness: str | None
    own: bool
    headline: bool
    basis: str | None
    quotes: tuple[Quote, ...]

    @property
    def words(self) -> str:
        """Return the number as it is told: `12`, `at least 12`, `10 to 12`."""
        shown = f"{self.n:,}" if self.n_max in (None, self.n) else f"{self.n:,} to {self.n_max:,}"
        return _EXACTNESS.get(self.exactness or "", "{}").format(shown)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "quotes"}
        return {**plain, "quotes": [quote.to_dict() for quote in self.quotes]}


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of the period of one edition, or why there is none.

    Attributes:
        edition: the edition whose own period it is.
        year: the year of the period: a calendar year, or the one in which the reporting period begins.
        state: `given`; `conflict` (several figures of one name and unit, none chosen); `not_reported` (the words say
            that the government gave none); `not_stated`, `not_in_summary`, `not_asked` (silence); `other_unit`;
            `not_held`.
        n: the number, None unless the state is `given`. Nothing is ever added up.
        n_max: the upper number of a range.
        exactness: at_least, at_most or about.
        told_by: the edition whose figure stands here.
        basis: what it is counted over.
        revised_to: what the newest later edition prints instead, where it differs.
        told: every figure of this period in this unit, the chosen one first.
        quotes: the words behind the state; empty where the text is silent or not held.
        several: the figures that are in conflict, in words.
        why: what a reader should know of the state.
    """

    edition: int
    year: int
    state: State
    n: int | None = None
    n_max: int | None = None
    exactness: str | None = None
    told_by: int | None = None
    basis: str | None = None
    revised_to: int | None = None
    told: tuple[Told, ...] = ()
    quotes: tuple[Quote, ...] = ()
    several: tuple[str, ...] = ()
    why: str = ""

    @property
    def set_by_people(self) -> str | None:
        """Return what people decided of the figure: set, contested or stale; None where nobody did."""
        return people_of(*self.quotes)

    @property
    def own(self) -> bool:
        """Tell whether the edition's own words give it."""
        return self.told_by == self.edition

    @property
    def words(self) -> str:
        """Return the figure, or its absence, in words."""
        if self.state == "given":
            return self.told[0].words
        if self.state == "conflict":
            return join_words(self.several)
        return self.state.replace("_", " ").replace("not in summary", "not in the summary")

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the words of the point."""
        plain = {
            name: getattr(self, name) for name in self.__slots__ if name not in ("told", "quotes")
        }
        return {
            **plain,
            "several": list(self.several),
            "own": self.own,
            "words": self.words,
            "set_by_people": self.set_by_people,
            "told": [told.to_dict() for told in self.told],
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Break:
    """A place that no line may cross.

    Attributes:
        after: the edition of the last figure before it, None where there is none.
        before: the edition of the first figure after it, None where there is none.
        kinds: `edition_not_held`, `not_reported`, `not_stated`, `conflict`, `unit_changed`, `period_changed`.
        why: the same as a sentence.
    """

    after: int | None
    before: int | None
    kinds: tuple[str, ...]
    why: str

    @property
    def where(self) -> str:
        """Return the place in words: `between 2015 and 2018`, `after 2015`, `before 2018`."""
        if self.after is not None and self.before is not None:
            return f"between {self.after} and {self.before}"
        return f"before {self.before}" if self.after is None else f"after {self.after}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the place in words."""
        return {
            "where": self.where,
            "after": self.after,
            "before": self.before,
            "kinds": list(self.kinds),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """One thing counted in one unit, in texts of one kind, over the editions of a country.

    Attributes:
        country: ISO 3166 alpha-3.
        text_kind: narrative, excerpt or summary; sample where nothing else is held.
        what: name of the figure.
        unit: persons, cases, months, `currency:...`; None where the words tell none.
        label: name and unit in words.
        part_of: the figure of which it is a part.
        main: whether it is one of the figures that come first.
        points: one for each edition from the first to the last that is held or told of.
        breaks: where no line may pass.
    """

    country: str
    text_kind: str
    what: str
    unit: str | None
    label: str
    part_of: str | None
    main: bool
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]

    @property
    def given(self) -> tuple[Point, ...]:
        """Return the points that have a number."""
        return tuple(point for point in self.points if point.state == "given")

    def at(self, edition: int) -> Point | None:
        """Return the point of an edition."""
        return next((point for point in self.points if point.edition == edition), None)

    def segments(self) -> tuple[tuple[Point, ...], ...]:
        """Return the runs of points that a line may join; a run of one is a lone point."""
        broken = {b.after for b in self.breaks}
        runs: list[list[Point]] = []
        for point in self.given:
            last = runs[-1][-1] if runs else None
            if (
                last is not None
                and last.edition == point.edition - 1
                and last.edition not in broken
            ):
                runs[-1].append(point)
            else:
                runs.append([point])
        return tuple(tuple(run) for run in runs)

    def statement(self) -> Statement | None:
        """Return the newest figure in words, with the one before where a line joins them; None without any."""
        runs = self.segments()
        if not runs:
            return None
        shown = runs[-1][-2:]
        words = [f"{_with_source(point)} for the edition of {point.edition}" for point in shown]
        return Statement(
            f"{self.label}: {join_words(words, conjunction='then')}.",
            tuple(quote for point in shown for quote in point.quotes),
        )

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the editions of each run."""
        plain = {
            name: getattr(self, name)
            for name in ("country", "text_kind", "what", "unit", "label", "part_of", "main")
        }
        return {
            **plain,
            "points": [point.to_dict() for point in self.points],
            "breaks": [b.to_dict() for b in self.breaks],
            "segments": [[point.edition for point in run] for run in self.segments()],
        }


def _with_source(point: Point) -> str:
    return point.words if point.own else f"{point.words} (told in {point.told_by})"
