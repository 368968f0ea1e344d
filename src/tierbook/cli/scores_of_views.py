"""How `tierbook evaluate --view` codes pages, and prints how they agree with a table that people coded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierbook.cli.options import Format, Reading

if TYPE_CHECKING:
    from tierbook.agreement import PairAgreement, View, ViewAgreement
    from tierbook.pages import Document

__all__ = ["print_view"]

_VIEWS = ("hti", "three-p")
_NUMBERS = ("exact", "within_one", "kappa", "low", "high", "rho", "rho_low", "rho_high")


def print_view(name: str, table: Path, pages: list[str], form: Format, reading: Reading) -> None:
    """Code pages, see them as scores, and print the agreement with the table; exit as every verb does.

    Args:
        name: hti or three-p.
        table: the file that people coded.
        pages: what to code.
        form: table, json, jsonl (one pair a line) or csv (one cell a row).
        reading: how the pages are read.
    """
    from tierbook.agreement import compare_views, load_people
    from tierbook.cli.guard import Messages
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json
    from tierbook.corpus import expand_inputs, run_batch
    from tierbook.errors import WrongUse

    people = load_people(table)
    if name not in _VIEWS or people.kind != name:
        raise WrongUse(
            f"--view {name} does not fit {table}, a table of: {people.name}",
            remedy=f"give --view {' or '.join(_VIEWS)} with a table of the same",
        )
    messages = Messages()
    batch = run_batch(
        expand_inputs(pages),
        partial(_view, name),
        options=reading.options,
        jobs=reading.jobs,
    )
    result = compare_views(messages.told(batch), people)
    if form is Format.json:
        print_json(result.to_dict())
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for row in result.rows:
                out.write(row)
    elif form is Format.csv:
        cells = CsvTable(
            ("document", "country", "edition", "text_kind", "column", "ours", "people")
        )
        for row in result.rows:
            for column, ours in row["scores"].items():
                cells.write(
                    {**row, "column": column, "ours": ours, "people": row["people"][column]}
                )
    else:
        _print(result)
    messages.finish()


def _view(name: Any, document: Document) -> View:
    from tierbook.agreement import view_coding
    from tierbook.coding import code_narrative
    from tierbook.narrative import parse_document

    return view_coding(code_narrative(parse_document(document)), name)


def _print(result: ViewAgreement) -> None:
    from tierbook.cli.printing import print_line, print_table

    hti = result.name == "hti"
    more = ("both state", "exact") if hti else ()
    rows = []
    for column, row in result.columns.items():
        both = result.stated.get(column)
        tail = (str(both.n if both else 0), _number(both.share if both else None))
        rows.append((column, str(row.n), *_cells(row), *(tail if hti else ())))
    heads = ("exact", "within 1", "kappa", "low", "high", "rho", "low", "high")
    print_table(("column", "pairs", *heads, *more), rows, numbers=9 + len(more))
    print_line()
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(result.kinds.items()))
    years = f"{result.editions[0]} to {result.editions[-1]}" if result.editions else "none"
    print_line(
        f"{result.table}: {result.pairs} texts of the same country and edition ({kinds or 'none'}; editions {years}); "
        f"{result.alone} texts are not in it, {result.set_aside} are shorter ones of the same country and edition."
    )
    print_line(
        "low, high: 95 % over 2,000 resamples of the texts. Below 30 pairs the number alone is printed."
    )
    if "summary" in result.kinds:
        print_line(
            "A summary leaves out most of what people read in the narrative: its silence proves nothing."
        )
    print_line("Rules of the view (ours, not those of the table's authors):")
    for rule in result.rules:
        print_line(f"  {rule}")


def _cells(row: PairAgreement) -> list[str]:
    record = row.to_dict()
    return [_number(record[name]) for name in _NUMBERS]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
