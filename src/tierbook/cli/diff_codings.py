"""`tierbook diff-codings A B`: what the second of two runs has gained, lost and changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import Format, FormatOption

__all__ = ["diff_codings"]

_COLUMNS = ("document", "variable", "level", "place", "kind", "before", "after", "words")
_WORDS = 14


def diff_codings(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="Codings of the first run, JSON lines.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="Codings of the second run.")],
    form: FormatOption = Format.table,
) -> None:
    """Compare two runs of code: gains, losses and changes by document and variable."""
    from tierbook.agreement import diff_codings as run
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    result = run(before, after)
    if form is Format.json:
        print_json(result.to_dict())
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for difference in result.differences:
                out.write(difference.to_dict())
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for difference in result.differences:
            table.write(difference.to_dict())
    else:
        from tierbook.cli.printing import print_line, print_table, shorten

        def shown(value: object) -> str:
            parts = value if isinstance(value, list) else [] if value is None else [value]
            return " ".join(map(str, parts))

        rows = []
        for d in result.differences:
            values = (shown(d.before), shown(d.after), shorten(d.words, _WORDS))
            rows.append((d.document, d.variable, d.level, d.place, d.kind, *values))
        if rows:
            print_table(_COLUMNS, rows)
            print_line()
        totals = [(v, *counts.values()) for v, counts in result.by_variable().items()]
        all_rows = [*totals, ("all", *result.totals().values())]
        print_table(("variable", "gains", "losses", "changes"), all_rows, numbers=3)
        print_line()
        print_line(f"{result.documents} documents in both runs")
        for name, only in (("first", result.only_before), ("second", result.only_after)):
            if only:
                print_line(f"{len(only)} documents in the {name} run alone: {', '.join(only)}")
