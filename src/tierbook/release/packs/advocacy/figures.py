"""The figures of an advocacy pack: one row for each, one column for each edition or run of editions without any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tierbook.dossier import KIND_ORDER, FigureSeries, Point
from tierbook.release.drafts.model import Block, Cell, Prose, Remark, Table, sentence
from tierbook.release.packs.passages import Passages, statement_grounds
from tierbook.release.packs.words import load_pack_words

__all__ = ["figures_part", "lines_of_table"]


def figures_part(
    series: Sequence[FigureSeries], passages: Mapping[str, Passages]
) -> tuple[Block, ...]:
    """Return the main figures as a table, and where the same figure is counted otherwise than before.

    Args:
        series: of one country; those of the kind of text that comes first are shown.
        passages: of each text, by its id.
    """
    words = load_pack_words("advocacy/words")["figures"]
    shown = _chosen(series)
    if not shown:
        return (Remark(words["none"]),)
    columns = _columns(shown)
    most = int(load_pack_words("advocacy/words")["most_columns"])
    kept = columns[-most:]
    rows = tuple((Cell(one.label), *(_cell(one, run, passages) for run in kept)) for one in shown)
    caption = words["caption"].format(kind=words["kinds"][shown[0].text_kind])
    if len(columns) > len(kept):
        caption += words["earlier"].format(edition=kept[0][0])
    heads = (words["head"], *(_span(run) for run in kept))
    table = Table(caption, heads, rows)
    broken = [
        sentence(
            words["broken"].format(label=one.label, why=found.why) + ".",
            grounds=statement_grounds(
                [
                    quote
                    for year in (found.after, found.before)
                    if year is not None and (point := one.at(year)) is not None
                    for quote in point.quotes[:1]
                ],
                passages,
                2,
            ),
        )
        for one in shown
        for found in one.breaks
        if found.kinds == ("period_changed",) and (found.before or 0) >= kept[0][0]
    ]
    return (table, Prose(tuple(broken))) if broken else (table,)


def lines_of_table(blocks: Sequence[Block]) -> float:
    """Return how many lines of the page the figures take."""
    words = load_pack_words("advocacy/words")
    lines = 0.0
    for block in blocks:
        if isinstance(block, Table):
            share = float(words["page"]["characters"]) / len(block.heads)
            for row in block.rows:
                longest = max(len(c.text) + sum(len(g.short) + 2 for g in c.grounds) for c in row)
                lines += float(words["table"]["row"]) * -(-longest // share)
            lines += float(words["table"]["head"])
        elif isinstance(block, Prose):
            said = sum(
                len(s.text) + sum(len(g.short) + 2 for g in s.grounds) for s in block.sentences
            )
            lines += said / float(words["page"]["characters"]) + 1
        else:
            lines += 1.5
    return lines


def _chosen(series: Sequence[FigureSeries]) -> list[FigureSeries]:
    """Return the main figures of the kind of text that comes first and tells any."""
    most = int(load_pack_words("advocacy/words")["most_figures"])
    for kind in KIND_ORDER:
        found = [s for s in series if s.text_kind == kind and s.main and s.given]
        if found:
            return found[:most]
    return []


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
