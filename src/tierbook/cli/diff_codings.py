"""`tierbook diff-codings A B`: what the second of two runs has gained, lost and changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from tierbook.agreement import GainsAndLosses

__all__ = ["diff_codings"]

_COLUMNS = ("document", "variable", "level", "place", "kind", "before", "after", "why", "words")
_WORDS = 14
_NAMED = 10
_ORDER = ("loss", "change", "gain")


def diff_codings(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="Codings of the first run, JSON lines.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="Codings of the second run.")],
    form: FormatOption = Format.table,
    variables: Annotated[
        list[str] | None,
        typer.Option("--variables", metavar="ID,...", help="Compare these alone; may be repeated."),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", metavar="N", min=0, help="Differences that a table lists: 40 unless told."
        ),
    ] = 40,
) -> None:
    """Compare two runs of code: gains, losses and changes by document and variable, with the kind of each.

    Run code with --all both times: what did not count tells why a value was lost or gained.
    """
    from tierbook.agreement import diff_codings as run
    from tierbook.cli.printing import print_data

    result = run(before, after)
    wanted = {name.strip() for part in variables or () for name in part.split(",") if name.strip()}
    if wanted:
        kept = tuple(d for d in result.differences if d.variable in wanted)
        result = replace(result, differences=kept)
    if not print_data(
        form,
        result.to_dict,
        (difference.to_dict() for difference in result.differences),
        _COLUMNS,
    ):
        _print(result, limit)


def _print(result: GainsAndLosses, limit: int) -> None:
    from tierbook.cli.printing import print_line, print_table, shorten

    rows = [
        (
            d.document,
            d.variable,
            " ".join(x for x in (d.level, d.place) if x),
            d.kind,
            _shown(d.before),
            _shown(d.after),
            d.why,
            shorten(d.words, _WORDS),
        )
        for d in sorted(result.differences, key=lambda d: _ORDER.index(d.kind))[:limit]
    ]
    if rows:
        print_table(("document", "variable", "at", "kind", "before", "after", "why", "words"), rows)
        if len(result.differences) > limit:
            print_line(
                f"{len(result.differences) - limit} more: --limit N, or --format jsonl or csv for all"
            )
        print_line()
    kinds = [(kind, why, n) for kind, whys in result.by_why().items() for why, n in whys.items()]
    if kinds:
        print_table(("kind", "why", "number"), kinds, numbers=1)
        print_line()
    totals = [(v, *counts.values()) for v, counts in result.by_variable().items()]
    print_table(
        ("variable", "gains", "losses", "changes"),
        [*totals, ("all", *result.totals().values())],
        numbers=3,
    )
    print_line()
    print_line(
        f"{result.documents} documents in both runs; {result.reworded} equal values rest on other words than before"
    )
    for name, only in (("first", result.only_before), ("second", result.only_after)):
        if only:
            more = f" and {len(only) - _NAMED} more" if len(only) > _NAMED else ""
            named = ", ".join(only[:_NAMED])
            print_line(f"{len(only)} documents in the {name} run alone: {named}{more}")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        if "from" in value:
            return f"{value['from']} to {value['to']}"
        if "what" in value:
            rest = [str(value[k]) for k in ("unit", "period") if value.get(k)]
            return " ".join([str(value["what"]), str(value.get("n")), *rest])
        return str(value.get("text", value))[:60]
    return "" if value is None else str(value)
