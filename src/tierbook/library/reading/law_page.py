"""The law for the pages: as it stood for one edition, then and now side by side, and each entry's history as a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tierbook.editions import EDITIONS
from tierbook.errors import NotInForce
from tierbook.standards import (
    Law,
    LawDiff,
    LawHistory,
    all_histories,
    editions_in_words,
    in_force_words,
    law_diff,
    law_head,
    law_history,
    law_in_force,
    law_parts,
    load_statutes,
    notes_of,
    sources_of,
)

__all__ = [
    "Cell",
    "EntryPage",
    "LawPage",
    "LawVersion",
    "Line",
    "SideBySide",
    "build_entry_page",
    "build_law_page",
    "compare_laws",
    "law_lines",
    "law_versions",
]

_HOW = {
    "added": "New",
    "widened": "Asks more",
    "narrowed": "Asks less",
    "reworded": "Reworded",
    "renumbered": "Moved",
    "dropped": "Gone",
    "passed": "Came and went",
}
_LINES = ("standards", "criteria")  # parts whose entries are drawn as lines on the first page


@dataclass(frozen=True, slots=True)
class LawPage:
    """The law of one edition: what is said above it, its parts with their rows, notes and sources.

    A row is what `Law` gives of an entry, with `cites`: the numbers of its sources in `sources`.
    """

    law: Law
    head: tuple[str, ...]
    parts: tuple[tuple[str, str, tuple[dict[str, Any], ...]], ...]
    sources: tuple[dict[str, object], ...]

    @property
    def base(self) -> str:
        """Return the address that the pages of this statute begin with."""
        return _base(self.law.statute)


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One form of the law and the editions that it judges."""

    title: str
    citation: str
    criteria: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """An entry in one edition: `in`, `check` (in force, to check) or `out`; `mark` where it changed in that edition."""

    year: int
    state: str
    mark: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the law as a line over the editions, and the same in words."""

    id: str
    label: str
    asks: str
    cells: tuple[Cell, ...]
    words: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry: its line, where it stood, each change with its Act, what is open, its sources."""

    history: LawHistory
    line: Line
    spans: tuple[tuple[str, str, str, str], ...]
    base: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two laws side by side: for each part the rows `(label, id, then, now, how, acts)`, and what stayed."""

    diff: LawDiff
    parts: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    same: tuple[tuple[str, str], ...]
    base: str

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many entries changed in which way, in words, in the order in which a reader asks."""
        return [(_HOW[how].lower(), n) for how in _HOW if (n := self.diff.counts.get(how))]


def _base(statute: str) -> str:
    return "/law/" if statute == "tvpa" else f"/law/{statute}/"


def build_law_page(year: int, statute: str = "tvpa") -> LawPage | None:
    """Return the law of an edition, or None where none is on file."""
    try:
        law = law_in_force(year, statute)
    except NotInForce:
        return None
    parts = law_parts(law)
    sources = sources_of(row for _, _, rows in parts for row in rows)
    numbers = {source["id"]: n for n, source in enumerate(sources, 1)}
    notes = dict(notes_of(row for _, _, rows in parts for row in rows))
    return LawPage(
        law=law,
        head=tuple(law_head(law)[3:]),
        parts=tuple(
            (title, about, tuple(_row(row, numbers, notes) for row in rows))
            for title, about, rows in parts
        ),
        sources=tuple(sources),
    )


def _row(row: dict[str, Any], numbers: dict[object, int], notes: dict[str, str]) -> dict[str, Any]:
    return {
        **row,
        "cites": [numbers[s["id"]] for s in row["sources"]],
        "said": notes.get(str(row["id"]), ""),
    }


def law_versions(years: Iterable[int], statute: str = "tvpa") -> list[LawVersion]:
    """Return the forms of the law in the order of their editions."""
    forms: dict[str, list[Law]] = {}
    for year in years:
        try:
            law = law_in_force(year, statute)
        except NotInForce:
            continue
        forms.setdefault(law.version, []).append(law)
    return [
        LawVersion(
            laws[0].title,
            laws[0].citation,
            len(laws[0].criteria),
            tuple(law.edition for law in laws),
        )
        for laws in forms.values()
    ]


@cache
def law_lines(statute: str = "tvpa") -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Return the standards and criteria as lines, by part."""
    parts: dict[str, list[Line]] = {}
    for history in all_histories(load_statutes(statute)):
        if history.part in _LINES:
            parts.setdefault(history.part_title, []).append(_line(history))
    return tuple((title, tuple(lines)) for title, lines in parts.items())


def _line(history: LawHistory) -> Line:
    marks = {step.edition: step.how for step in history.steps}
    first = EDITIONS[0].year
    cells = []
    for edition in EDITIONS:
        span = history.at(edition.year)
        state = "out" if span is None else "in" if span.confidence == "verified" else "check"
        mark = marks.get(edition.year) if edition.year > first else None
        cells.append(Cell(edition.year, state, mark))
    return Line(history.id, history.label, history.asks, tuple(cells), _in_words(history))


def _in_words(history: LawHistory) -> str:
    """Return a line in words: `(b)(3) 2008; (b)(11) 2009 to 2012; (b)(12)(A) since 2013`."""
    runs: list[tuple[str, int, int | None]] = []
    for span in history.spans:
        if runs and runs[-1][0] == span.paragraph:
            runs[-1] = (span.paragraph, runs[-1][1], span.last_edition)
        else:
            runs.append((span.paragraph, span.first_edition, span.last_edition))
    return "; ".join(f"{paragraph} {editions_in_words(a, b)}" for paragraph, a, b in runs)


def build_entry_page(entry_id: str, statute: str = "tvpa") -> EntryPage | None:
    """Return the history of one entry, or None where the statute has none of that id."""
    try:
        history = law_history(entry_id, statute)
    except NotInForce:
        return None
    spans = tuple(
        (
            editions_in_words(span.first_edition, span.last_edition),
            span.paragraph,
            span.text,
            in_force_words(span.confidence, history.kind),
        )
        for span in history.spans
    )
    return EntryPage(history, _line(history), spans, _base(statute))


def compare_laws(one: int, other: int, statute: str = "tvpa") -> SideBySide | None:
    """Return two laws side by side, the earlier first; None where one is not on file."""
    try:
        diff = law_diff(one, other, statute)
    except NotInForce:
        return None
    parts: dict[str, list[dict[str, Any]]] = {}
    for change in diff.changes:
        parts.setdefault(change.history.part_title, []).append(
            {
                "id": change.id,
                "label": change.history.label,
                "before": change.before,
                "after": change.after,
                "how": ", ".join(_HOW.get(how, how) for how in change.how).capitalize(),
                "acts": [(act.act, _cites(change.steps, act.id)) for act in change.acts],
                "check": any(step.confidence != "verified" for step in change.steps),
                "steps": [
                    step.says
                    for step in change.steps
                    if step.how in ("widened", "narrowed", "reworded")
                ],
            }
        )
    return SideBySide(
        diff=diff,
        parts=tuple((title, tuple(rows)) for title, rows in parts.items()),
        same=tuple((history.id, history.label) for history in diff.same),
        base=_base(statute),
    )


def _cites(steps: Iterable[Any], act: str) -> str:
    return next((s.citation for s in steps if s.act is not None and s.act.id == act), "")
