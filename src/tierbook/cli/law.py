"""`tierbook law EDITION`: the statute as it stood for one edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from tierbook.standards import InForce

__all__ = ["law"]

_COLUMNS = ("paragraph", "id", "label", "asks", "in_force", "sources")


def law(
    edition: Annotated[int, typer.Argument(metavar="EDITION", help="The year: 2003.")],
    form: FormatOption = Format.table,
) -> None:
    """Show the law by which an edition is judged: standards, criteria, sources."""
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json, print_line, print_table
    from tierbook.standards import law_in_force

    found = law_in_force(edition)
    entries = [*found.standards, *found.criteria]
    rows = [_row(entry) for entry in entries]
    if form is Format.json:
        parts = {
            "standards": rows[: len(found.standards)],
            "criteria": rows[len(found.standards) :],
        }
        print_json({**found.to_dict(), **parts})
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for row in rows:
                out.write(row)
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for row in rows:
            table.write(row)
    else:
        print_line(f"{found.title} ({found.version}), as it judges the edition of {edition}")
        print_line(f"{found.citation}")
        for words in (found.scope, found.rule, *found.reservations):
            print_line(words)
        print_line()
        cells = [(r["paragraph"], r["id"], r["in_force"], r["asks"]) for r in rows]
        print_table(("paragraph", "id", "in force", "asks"), cells)


def _row(entry: InForce) -> dict[str, object]:
    criterion = entry.criterion
    return {
        "paragraph": entry.paragraph,
        "id": entry.id,
        "label": criterion.label,
        "asks": criterion.asks,
        "in_force": entry.in_force,
        "sources": [source.href for source in criterion.sources],
    }
