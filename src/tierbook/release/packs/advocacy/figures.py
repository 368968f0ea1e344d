"""The figures of an advocacy pack: one row for each, one column for each edition or run of editions without any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tierbook.dossier import KIND_ORDER, FigureSeries, Point
from tierbook.release.drafts.model import Block, Cell, Prose, Remark, Sentence, Table, sentence
from tierbook.release.packs.passages import Passages, statement_grounds
from tierbook.release.packs.words import load_pack_words

__all__ = ["figures_part", "lines_of_table"]


def figures_part(
    series: Sequence[FigureSeries], passages: Mapping[str, Passages], *, room: float
) -> tuple[Block, ...]:
    """Return the main figures as a table, and where the same figure is counted otherwise than before.

    Args:
        series: of one country; those of the kind of text that comes first are shown.
        passages: of each text, by its id.
        room: lines of the page that the other parts leave; the newest editions are shown in any case.
    """
    rules = load_pack_words("advocacy/words")
    words, shown = rules["figures"], _chosen(series)
    if not shown:
        return (Remark(words["none"]),)
    columns = _columns(shown)
    tables: list[Table] = []
    left = len(columns)
    while left:
        begin = max(left - int(rules["most_columns"]), 0)
        table = _table(shown, columns[begin:left], passages, first=not tables)
        if tables and lines_of_table((*tables, table)) > room:
            break
        tables.append(table)
        left = begin
    since = columns[left][0]
    kind = shown[0].text_kind
    others = [k for k in KIND_ORDER if k != kind and _of_kind(series, k)]
    notes = [words["others"].format(kind=words["kinds"][other]) for other in others]
    if left:
        notes.append(words["earlier"].format(edition=since))
    broken = tuple(_broken(shown, since, passages))
    return (
        *tables,
        *((Remark(" ".join(notes)),) if notes else ()),
        *((Prose(broken),) if broken else ()),
    )


def _table(
    shown: Sequence[FigureSeries],
    columns: Sequence[tuple[int, ...]],
    passages: Mapping[str, Passages],
    *,
    first: bool,
) -> Table:
    words = load_pack_words("advocacy/words")["figures"]
    kind = words["kinds"][shown[0].text_kind]
    caption = (
        words["caption"].format(kind=kind)
        if first
        else words["before"].format(first=columns[0][0], last=columns[-1][-1])
    )
    rows = tuple(
        (Cell(one.label), *(_cell(one, run, passages) for run in columns)) for one in shown
    )
    return Table(caption, (words["head"], *(_span(run) for run in columns)), rows)


def _broken(
    shown: Sequence[FigureSeries], since: int, passages: Mapping[str, Passages]
) -> Iterator[Sentence]:
    """Say where a figure is counted over another period than before."""
    words = load_pack_words("advocacy/words")["figures"]
    for one in shown:
        for found in one.breaks:
            if found.kinds == ("period_changed",) and (found.before or 0) >= since:
                points = [one.at(year) for year in (found.after, found.before) if year is not None]
                quotes = [q for point in points if point is not None for q in point.quotes[:1]]
                said = words["broken"].format(label=one.label, why=found.why)
                yield sentence(f"{said}.", grounds=statement_grounds(quotes, passages, 2))


def lines_of_table(blocks: Sequence[Block]) -> float:
    """Return how many lines of the page the figures take."""
    words = load_pack_words("advocacy/words")
    lines = 0.0
    for block in blocks:
        if isinstance(block, Table):
            rules = {name: float(value) for name, value in words["table"].items()}
            width = float(words["page"]["characters"])
            share = width * rules["width"] / len(block.heads)
            for row in block.rows:
                longest = max(math.ceil(_printed(cell) / share) for cell in row[1:])
                label = math.ceil(_printed(row[0]) / (width * rules["first"]))
                lines += max(longest, label) * rules["line"] + rules["row"]
            lines += rules["head"]
        elif isinstance(block, Prose):
            said = sum(
                len(s.text) + sum(len(g.short) + 2 for g in s.grounds) for s in block.sentences
            )
            lines += said / float(words["page"]["characters"]) + 1
        else:
            lines += 1.5
    return lines


def _printed(cell: Cell) -> int:
    return len(cell.text) + sum(len(ground.short) + 2 for ground in cell.grounds)


def _chosen(series: Sequence[FigureSeries]) -> list[FigureSeries]:
    """Return the main figures of the kind of text that comes first and tells any."""
    most = int(load_pack_words("advocacy/words")["most_figures"])
    found = (_of_kind(series, kind) for kind in KIND_ORDER)
    return next((told for told in found if told), [])[:most]


def _of_kind(series: Sequence[FigureSeries], kind: str) -> list[FigureSeries]:
    return [one for one in series if one.text_kind == kind and one.main and one.given]


def _columns(shown: Sequence[FigureSeries]) -> list[tuple[int, ...]]:
    """Return the editions from first to last; a run of which none is held, and nothing told, is one column."""
    editions = sorted({point.edition for one in shown for point in one.points})
    runs: list[tuple[int, ...]] = []
    empty = False
    for edition in editions:
        states = {point.state for one in shown if (point := one.at(edition)) is not None}
        bare = states == {"not_held"}
        if bare and empty:
            runs[-1] = (*runs[-1], edition)
        else:
            runs.append((edition,))
        empty = bare
    return runs


def _span(run: tuple[int, ...]) -> str:
    if len(run) == 1:
        return str(run[0])
    frame = load_pack_words("advocacy/words")["figures"]["span"]
    return str(frame.format(first=run[0], last=run[-1]))


def _cell(one: FigureSeries, run: tuple[int, ...], passages: Mapping[str, Passages]) -> Cell:
    """Return what a series has of some editions; it spans all texts of its kind, so outside it nothing is held."""
    points = [point for edition in run if (point := one.at(edition)) is not None]
    if not points:
        return Cell(load_pack_words("advocacy/words")["figures"]["outside"])
    words = list(dict.fromkeys(_words(point) for point in points))
    quotes = [quote for point in points for quote in point.quotes]
    grounds = statement_grounds(quotes, passages, 1)
    if len(run) == 1:  # the head of the column says the edition already
        grounds = tuple(replace(g, short=g.short.removeprefix(f"{run[0]} ")) for g in grounds)
    return Cell("; ".join(words), grounds)


def _words(point: Point) -> str:
    frames = load_pack_words("advocacy/words")["figures"]
    words = point.words
    if point.state == "conflict":
        return str(frames["conflict"].format(words=words))
    if point.state == "given" and not point.own:
        words = frames["told_by"].format(words=words, edition=point.told_by)
    if point.revised_to is not None:
        words = frames["revised"].format(words=words, n=f"{point.revised_to:,}")
    return words
