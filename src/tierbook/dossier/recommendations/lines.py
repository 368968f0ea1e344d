"""Demands followed from list to list: what a ledger is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tierbook.dossier.recommendations.items import Item
from tierbook.dossier.recommendations.likeness import compare_items
from tierbook.dossier.recommendations.matching import Match, match_items

__all__ = ["CELLS", "CellFate", "Line", "follow_items"]

CellFate = Literal[
    "new", "repeated", "reworded", "split", "merged", "not_repeated", "asked", "unknown"
]
CELLS: tuple[CellFate, ...] = get_args(CellFate)

# How like an item must be to one that an earlier list dropped, to be called the same come back.
_COME_BACK = 0.6


@dataclass(slots=True)
class Line:
    """One demand while it is followed: by edition its items, what became of it, and what needs said.

    Attributes:
        part: `/2` for the second part of a demand that was split; empty for all others.
        items: by edition, the items that ask for it.
        cells: by edition, what became of it.
        notes: by edition, what a cell needs said.
        own: the newest words that ask for this demand and for no other that is followed: once it was merged with
            another, those of the edition before.
    """

    part: str
    items: dict[int, tuple[Item, ...]]
    cells: dict[int, CellFate]
    notes: dict[int, str]
    own: str

    @property
    def first(self) -> int:
        """Return the first edition that asks."""
        return min(self.items)

    @property
    def last(self) -> int:
        """Return the last edition that asks."""
        return max(self.items)

    def add(self, year: int, cell: CellFate, items: tuple[Item, ...], note: str = "") -> None:
        """Put down what an edition asks."""
        self.cells[year] = cell
        if items:
            self.items[year] = items
        if note:
            self.notes[year] = note


def follow_items(lists: Mapping[int, tuple[Item, ...]]) -> list[Line]:
    """Follow every item through the lists that are held.

    Args:
        lists: by edition, in order; an edition that is not among them is not held, or has no list.
    """
    lines: list[Line] = []
    before: int | None = None
    for year, items in lists.items():
        if before is None:
            lines.extend(_begin(item, year, None) for item in items)
        else:
            matches = match_items(lists[before], items)
            lines.extend(_step(lines, matches, before, year))
        before = year
    return lines


def _step(lines: Sequence[Line], matches: Sequence[Match], before: int, year: int) -> list[Line]:
    """Take lines from one list to the next; return those that begin there."""
    gap = year - before > 1
    going: dict[str, list[Line]] = {}
    for line in lines:
        for item in line.items.get(before, ()):
            going.setdefault(item.id, []).append(line)
    dropped = [line for line in lines if before not in line.items]
    begun: list[Line] = []
    for match in matches:
        mine = _each_once(line for item in match.before for line in going.get(item.id, ()))
        if match.fate == "new":
            back = _come_back(match.after[0], dropped)
            if back is None:
                begun.append(_begin(match.after[0], year, before))
            else:
                note = f"asked before, last in {back.last}"
                back.add(year, "asked", match.after, note)
                back.own = match.after[0].text
                dropped.remove(back)
            continue
        begun.extend(_take_on(mine, match, year, before, gap=gap))
    return begun


def _take_on(
    mine: Sequence[Line], match: Match, year: int, before: int, *, gap: bool
) -> Iterator[Line]:
    """Take the lines of a match on; yield those that begin by a split."""
    asked = _parted(mine, match)
    for n, line in enumerate(mine):
        if match.after and not asked[n]:
            line.add(year, "not_repeated", (), f"what it was merged with in {before} goes on")
        elif match.fate == "split":
            yield from _split(line, replace(match, after=asked[n]), year, before, gap=gap)
        else:
            _go_on(line, match, year, before, gap=gap)
    if match.after and sum(map(bool, asked)) == 1:
        alone = mine[next(n for n, items in enumerate(asked) if items)]
        alone.own = alone.items[year][0].text


def _parted(mine: Sequence[Line], match: Match) -> list[tuple[Item, ...]]:
    """Return for each line what the later list asks of it: of what was merged before, its own part alone."""
    if len(mine) < 2 or match.fate in ("repeated", "merged"):
        return [match.after] * len(mine)
    likeness = [[compare_items(line.own, item.text) for item in match.after] for line in mine]
    asked = [
        tuple(
            item
            for item, like in zip(match.after, row, strict=True)
            if like.same or _by_way_of(match.before, line.own, item.text)
        )
        for line, row in zip(mine, likeness, strict=True)
    ]
    if not any(asked):
        return [match.after] * len(mine)
    left = [item for item in match.after if not any(item in items for items in asked)]
    for (
        item
    ) in left:  # a part that no line asked for by itself goes on with the one it is most like
        place = match.after.index(item)
        best = max(range(len(mine)), key=lambda n: (likeness[n][place].whole, -n))
        asked[best] = tuple(i for i in match.after if i in asked[best] or i is item)
    return asked


def _by_way_of(merged: Sequence[Item], own: str, later: str) -> bool:
    """Tell whether the part of a merged item that asks for what `own` asks is asked for later, in other words."""
    return any(
        {n for (_, n), _ in compare_items(own, item.text).pairs}
        & {n for (n, _), _ in compare_items(item.text, later).pairs}
        for item in merged
    )


def _go_on(line: Line, match: Match, year: int, before: int, *, gap: bool) -> None:
    if match.fate == "not_repeated":
        since = f"compared with {before}, the last list held before" if gap else ""
        line.add(year, "not_repeated", (), since)
    elif gap:
        line.add(year, "asked", match.after, _over_gap(match, before))
    else:
        others = [item for item in match.before if item not in line.items[before]]
        with_others = " & ".join(f"“{item.text}”" for item in others)
        line.add(year, match.fate, match.after, f"with {with_others}" if others else "")


def _split(line: Line, match: Match, year: int, before: int, *, gap: bool) -> Iterator[Line]:
    """Take a line on as the first part of a split, and yield one for each other part, with the same past."""
    for n, item in enumerate(match.after[1:], 2):
        past = dict(line.items), dict(line.cells), dict(line.notes)
        part = Line(f"{line.part}/{n}", *past, own=item.text)
        part.add(
            year, "asked" if gap else "split", (item,), _over_gap(match, before) if gap else ""
        )
        yield part
    first = match.after[:1]
    line.own = first[0].text
    line.add(year, "asked" if gap else "split", first, _over_gap(match, before) if gap else "")


def _begin(item: Item, year: int, before: int | None) -> Line:
    """Begin a line; it is new only where the list of the edition before is held."""
    if before == year - 1:
        return Line("", {year: (item,)}, {year: "new"}, {}, item.text)
    note = "whether it is new is unknown: the list of the edition before is not held"
    return Line("", {year: (item,)}, {year: "asked"}, {year: note}, item.text)


def _come_back(item: Item, dropped: Sequence[Line]) -> Line | None:
    """Return the line, of those that an earlier list dropped, that an item takes up again."""
    scores = [(compare_items(line.own, item.text).score, -n) for n, line in enumerate(dropped)]
    best = max(scores, default=(0.0, 0))
    return dropped[-best[1]] if best[0] >= _COME_BACK else None


def _over_gap(match: Match, before: int) -> str:
    words = "in the same words" if match.fate == "repeated" else "in other words"
    if match.fate in ("split", "merged"):
        words = f"before it was {match.fate}"
    return f"asked {words} in {before}, the last list held before"


def _each_once(lines: Iterator[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        if not any(line is other for other in found):
            found.append(line)
    return found
