"""`tierbook tiers`: the official history, printed, exported, validated, and merged with a newer table."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.editions import Conflict, History

__all__ = ["tiers"]

_COLUMNS = ("country", "name", "edition", "tier", "waiver", "re-assessed", "source", "remarks")
_MOST = 400  # placements that a table for people shows


class Side(StrEnum):
    """Whose tier is kept where two tables disagree."""

    ours = "ours"
    theirs = "theirs"


def tiers(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COUNTRY|EDITION...]",
            help="Countries and editions: DZA, Algeria, 2018, DZA:2018; or `validate FILE`, `merge FILE`.",
        ),
    ] = None,
    history: HistoryOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where the merged table is written; else standard output.",
        ),
    ] = None,
    keep: Annotated[
        Side,
        typer.Option(
            "--keep",
            metavar="ours|theirs",
            help="Whose tier stays where the tables disagree, in a merge.",
        ),
    ] = Side.ours,
    form: FormatOption = Format.table,
) -> None:
    """Print official placements with their sources; check a table of your own; lay it over ours."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.histories import load_history
    from tierbook.errors import WrongUse

    messages = Messages()
    given = words or []
    if out is not None and given[:1] != ["merge"]:
        raise WrongUse(
            "--out is for `tierbook tiers merge`",
            remedy="write what is printed to a file with > FILE",
        )
    if given[:1] in (["validate"], ["merge"]):
        if len(given) != 2:
            raise WrongUse(
                f"`tierbook tiers {given[0]}` takes one file",
                remedy=f"tierbook tiers {given[0]} FILE",
            )
        base = load_history(history, messages)
        if given[0] == "validate":
            _validate(Path(given[1]), base, form, messages)
        else:
            _merge(Path(given[1]), base, out, form, messages, keep=keep)
    else:
        _print(given, load_history(history, messages), form)
    messages.done = 1
    messages.finish("table")


def _print(words: list[str], history: History, form: Format) -> None:
    chosen = _choose(words, history)
    if form is Format.table:
        _print_table(chosen, words)
    else:
        _print_rows(chosen, form)


def _choose(words: list[str], history: History) -> History:
    """Return the part of a history that countries and editions ask for; all of it where nothing does."""
    from dataclasses import replace

    from tierbook.errors import WrongUse

    if not words:
        return history
    wanted = [_parse(word) for word in words]

    def holds(country: str, edition: int, asked: list[tuple[str | None, int | None]]) -> bool:
        return any(c in (None, country) and e in (None, edition) for c, e in asked)

    for word, unit in zip(words, wanted, strict=True):
        if not any(holds(p.country, p.edition, [unit]) for p in history):
            raise WrongUse(
                f"no placement of {word} is held",
                where=history.name,
                why="what is not held is not known to be unranked",
                remedy="give another, or a table that holds it with --history",
            )
    return replace(
        history,
        placements=tuple(p for p in history if holds(p.country, p.edition, wanted)),
        told_off={u: text for u, text in history.told_off.items() if holds(*u, wanted)},
    )


def _parse(word: str) -> tuple[str | None, int | None]:
    from tierbook.cli.histories import country_code

    name, mark, year = word.rpartition(":")
    if word.isdecimal():
        name, year = "", word
    elif not (mark and year.isdecimal()):
        name, year = word, ""
    return (country_code(name) if name else None), (int(year) if year else None)


def _print_table(history: History, words: list[str]) -> None:
    from tierbook.cli.guard import say
    from tierbook.cli.printing import print_line, print_table
    from tierbook.places import get_country

    shown = list(history)
    if not words:
        _print_counts(history)
        return
    rows = []
    for p in shown:
        waiver = "" if p.waiver == "unknown" else f"{p.waiver} ({p.waiver_status})"
        again = "" if p.reassessed is None else f"{p.reassessed} on {p.reassessed_on}"
        remarks = [f"{c.tier}: {c.source.title}" for c in p.disputed]
        if p.ruling:
            remarks.append(p.ruling)
        if p.support == "derived":
            remarks += [
                f"derived from {c.document or c.source.title} ({c.words})" for c in p.claims[:1]
            ]
        rows.append(
            (
                p.country,
                get_country(p.country).name,
                p.edition,
                p.tier or "disputed",
                waiver,
                again,
                p.source,
                "; ".join(remarks),
            )
        )
    print_table(_COLUMNS, rows[:_MOST])
    if len(rows) > _MOST:
        say(f"{len(rows) - _MOST} placements more; --format csv prints all")
    for country in history.countries:
        gaps = history.gaps(country)
        if gaps and any(not w.isdecimal() and ":" not in w for w in words):
            print_line(f"{country} not held: {', '.join(map(str, gaps))}")


def _print_counts(history: History) -> None:
    """Print how many placements of each edition are held."""
    from tierbook.cli.printing import print_table
    from tierbook.editions import EDITIONS, TIERS

    counts = Counter((p.edition, str(p.tier)) for p in history)
    derived = Counter(p.edition for p in history if p.support == "derived")
    editions = sorted({*(e.year for e in EDITIONS), *history.editions})
    rows = []
    for edition in editions:
        row = [counts[edition, tier] for tier in TIERS]
        whole = "yes" if edition in history.whole_lists else ""
        rows.append((edition, whole, *row, derived[edition], sum(row)))
    columns = ("edition", "lists whole", *TIERS, "of them derived", "held")
    print_table(columns, rows, numbers=len(TIERS) + 2)


def _print_rows(history: History, form: Format) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json
    from tierbook.editions import HISTORY_COLUMNS, history_rows

    if form is Format.csv:
        table = CsvTable(HISTORY_COLUMNS)
        for row in history_rows(history):
            table.write(row)
    elif form is Format.json:
        print_json(
            {
                "whole_lists": sorted(history.whole_lists),
                "placements": [
                    {**p.to_dict(), "claims": [c.to_dict() for c in p.claims]} for p in history
                ],
                "gaps": {c: list(history.gaps(c)) for c in history.countries},
            }
        )
    else:
        with JsonRecords(form) as lines:
            for p in history:
                lines.write({**p.to_dict(), "claims": [c.to_dict() for c in p.claims]})


def _validate(path: Path, base: History, form: Format, messages: Messages) -> None:
    from tierbook.cli.histories import read_history
    from tierbook.cli.printing import print_json, print_line
    from tierbook.editions import merge_histories
    from tierbook.errors import WrongUse

    if form in (Format.csv, Format.jsonl):
        raise WrongUse("`tiers validate` prints a table or JSON", remedy="give --format json")
    history, problems = read_history(path)
    for problem in problems:
        messages.tell(problem)
    _, conflicts = merge_histories(base, history)
    new = sum(base.get(p.country, p.edition) is None for p in history)
    refused = sum(p.failed for p in problems)
    if form is Format.json:
        print_json(
            {
                "file": str(path),
                "rows": len(history),
                "refused": refused,
                "countries": len(history.countries),
                "editions": list(history.editions),
                "new": new,
                "problems": [p.to_dict() for p in problems],
                "conflicts": [c.to_dict() for c in conflicts],
            }
        )
        return
    print_line(
        f"{path}: {_number(len(history), 'placement')} of {_number(len(history.countries), 'country')}, "
        f"{_number(refused, 'row')} refused"
    )
    print_line(f"editions: {', '.join(map(str, history.editions)) or 'none'}")
    print_line(f"not in {base.name}: {new}")
    print_line(f"against {base.name}: {_number(len(conflicts), 'conflict')}")
    for conflict in conflicts:
        print_line(f"  {conflict}")


def _merge(
    path: Path, base: History, out: Path | None, form: Format, messages: Messages, *, keep: Side
) -> None:
    from tierbook.cli.guard import say
    from tierbook.cli.histories import read_history
    from tierbook.cli.printing import CsvTable
    from tierbook.editions import HISTORY_COLUMNS, history_rows, merge_histories
    from tierbook.errors import WrongUse

    if form not in (Format.table, Format.csv):
        raise WrongUse("a merged table is CSV", remedy="leave out --format")
    theirs, problems = read_history(path)
    for problem in problems:
        messages.tell(problem)
    merged, conflicts = merge_histories(base, theirs, prefer_other=keep is Side.theirs)
    for conflict in conflicts:
        say(str(conflict))
    if out is None:
        table = CsvTable(HISTORY_COLUMNS)
        for row in history_rows(merged):
            table.write(row)
    else:
        _write(out, merged)
    added = len(merged) - len(base)
    say(_summary(conflicts, added, len(merged), out))


def _summary(conflicts: tuple[Conflict, ...], added: int, total: int, out: Path | None) -> str:
    found = _number(len(conflicts), "conflict")
    where = "" if out is None else f" written to {out}; use it with --history {out}"
    return f"{_number(added, 'placement')} added, {found}, {total} in all{where}"


def _number(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{count} {noun}s"


def _write(out: Path, merged: History) -> None:
    from tierbook.cli.guard import written_out
    from tierbook.editions import HISTORY_COLUMNS, history_rows
    from tierbook.errors import WrongUse
    from tierbook.files import csv_lines

    if out.exists():
        raise WrongUse(
            "the file is there already", where=str(out), remedy="give another name, or remove it"
        )
    rows = [[row[column] for column in HISTORY_COLUMNS] for row in history_rows(merged)]
    with written_out(out) as stream:
        stream.write("".join(csv_lines([HISTORY_COLUMNS, *rows])).encode())
