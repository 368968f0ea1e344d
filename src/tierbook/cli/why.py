"""`tierbook why UNIT VARIABLE [PAGE...]`: why a variable has its value in a narrative, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.held import PeopleMode, PeopleOption, laying
from tierbook.cli.options import Format, FormatOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.agreement import PeopleTable, Why
    from tierbook.cli.units import Unit
    from tierbook.pages import Document

__all__ = ["why"]

_COLUMNS = (
    "document",
    "country",
    "edition",
    "variable",
    "value",
    "role",
    "paragraph",
    "sentence",
    "start",
    "end",
    "text",
    "cue",
    "why",
)


@reads_pages
def why(
    unit: Annotated[
        str,
        typer.Argument(
            metavar="UNIT",
            help="JPN:2018, JPN, 2018 or a document's id among the pages, else in the library; or a path.",
        ),
    ],
    variable: Annotated[
        str, typer.Argument(metavar="VARIABLE", help="As protection.victims_penalised.")
    ],
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="PAGE", help="Where to look for the unit, as code takes them."),
    ] = None,
    form: FormatOption = Format.table,
    people: Annotated[
        list[Path] | None,
        typer.Option(
            "--people",
            metavar="FILE",
            help="A table that people coded (HTI, 3P, Human Trafficking Index), as CSV; may be repeated.",
        ),
    ] = None,
    set_by_people: PeopleOption = PeopleMode.over,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--home", metavar="DIR", help="Folder of the library, asked where no page is given."
        ),
    ] = None,
    *,
    reading: Reading,
) -> None:
    """Explain a value: the rule, the words, what else was nominated and why it did not count.

    With --format json one document is an object, several are an array.
    """
    from tierbook.agreement import find_variable, load_people
    from tierbook.cli.guard import Messages
    from tierbook.cli.units import parse_unit
    from tierbook.corpus import expand_inputs, run_batch

    asked = find_variable(variable).id
    tables = [load_people(path) for path in people or ()]
    messages = Messages()
    is_path = os.path.lexists(unit)
    wanted = None if is_path else parse_unit(unit)
    if is_path or pages:
        work = partial(_explain, wanted, asked, tables)
        inputs = expand_inputs([unit] if is_path else pages or [])
        batch = run_batch(inputs, work, options=reading.options, jobs=reading.jobs)
        found = [row for row in messages.told(batch) if row is not None]
    else:
        assert wanted is not None
        found = list(_from_library(wanted, asked, tables, folder, set_by_people))
        messages.done += len(found)
    if not found and not messages.failed:
        _refuse(unit, given=bool(pages))
    _print(found, form)
    messages.finish()


def _explain(
    unit: Unit | None, variable: str, tables: list[PeopleTable], document: Document
) -> Why | None:
    from tierbook.agreement import explain_value
    from tierbook.coding import code_narrative
    from tierbook.narrative import parse_document

    if unit is not None and not unit.holds(document.metadata()):
        return None
    coding = code_narrative(parse_document(document))
    return explain_value(coding.to_dict(everything=True), variable, people=tables)


def _from_library(
    unit: Unit, variable: str, tables: list[PeopleTable], folder: Path | None, people: str
) -> Iterator[Why]:
    """Explain the codings that the library of this home holds."""
    from tierbook.agreement import explain_value
    from tierbook.cli.homes import find_home
    from tierbook.corpus import Corpus

    home = find_home(folder)
    corpus, lay = Corpus(home / "corpus"), laying(home, people)
    names = corpus.documents()
    chosen = [unit.document] if unit.document in names else names
    for name in chosen:
        record = corpus.load_coding(name)
        if unit.holds(record["document"]):
            yield explain_value(lay(record), variable, people=tables)


def _refuse(unit: str, *, given: bool) -> None:
    from tierbook.errors import WrongUse

    where = "among these pages" if given else "in the library"
    raise WrongUse(
        f"{unit} is not {where}",
        remedy="tierbook read PAGE... shows what pages hold"
        if given
        else "give pages after the variable, a path as UNIT, or another --home",
    )


def _print(found: list[Why], form: Format) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json, print_line

    if form is Format.json and len(found) == 1:
        print_json(found[0].to_dict())
    elif form in (Format.json, Format.jsonl):
        with JsonRecords(form) as out:
            for one in found:
                out.write(one.to_dict())
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for one in found:
            for row in _rows(one):
                table.write(row)
    else:
        for i, one in enumerate(found):
            if i:
                print_line()
            print_line(one.explain())


def _rows(one: Why) -> Iterator[dict[str, Any]]:
    document = one.document
    base = {
        "document": document["id"],
        "country": document["country"],
        "edition": document["edition"],
        "variable": one.variable.id,
    }
    for finding in one.findings:
        for row in finding["evidence"]:
            places = {k: row[k] for k in ("paragraph", "sentence", "start", "end", "text")}
            more = {"value": finding["value"], "role": "for", "cue": finding["cue"]}
            yield {**base, **places, **more}
    for role, rows in (("against", one.against), ("did not count", one.others)):
        for nominee in rows:
            yield {**base, "value": None, "role": role, **nominee.to_dict()}
    if one.absence:
        yield {**base, "role": one.absence}
