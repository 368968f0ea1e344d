"""`tierbook evaluate GOLD`: a coder against labelled texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from tierbook.agreement import Evaluation, Score, WrongUnit

__all__ = ["evaluate"]

_SCORES = ("precision", "recall", "f1", "n", "low", "high")


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Labelled texts, one JSON object a line.")
    ],
    form: FormatOption = Format.table,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", help="The coder: rules.")
    ] = "rules",
    variables: Annotated[
        list[str] | None,
        typer.Option("--variables", metavar="ID,...", help="Score these alone; may be repeated."),
    ] = None,
    errors: Annotated[
        int,
        typer.Option("--errors", metavar="N", min=0, help="List N wrong units with their words."),
    ] = 0,
    error_variable: Annotated[
        str | None,
        typer.Option(
            "--error-variable", metavar="ID", help="List the wrong units of one variable."
        ),
    ] = None,
) -> None:
    """Measure the coder: precision, recall and F1 for each variable, with 95 % intervals.

    A file of labelled passages (one passage, one variable, code or do not code) gives recall and specificity instead.
    """
    from tierbook.agreement import evaluate as run
    from tierbook.agreement import evaluate_passages, looks_like_passages
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    wanted = [name.strip() for part in variables or () for name in part.split(",") if name.strip()]
    if looks_like_passages(gold):
        from tierbook.cli.passages import print_passages

        chosen = [error_variable] if error_variable else wanted or None
        print_passages(
            evaluate_passages(gold, variables=chosen, coder=coder),
            form,
            None if error_variable and not errors else errors,
        )
        return
    result = run(gold, coder, variables=wanted or None)
    wrong = _chosen(result, errors, error_variable)
    if form is Format.json:
        record = result.to_dict()
        if wrong:
            record["errors"] = [unit.to_dict() for unit in wrong]
        print_json(record)
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for name, score in [*result.variables.items(), ("_all", result.total)]:
                out.write({"variable": name, **score.to_dict()})
    elif form is Format.csv:
        table = CsvTable(("variable", *_SCORES))
        for name, score in [*result.variables.items(), ("_all", result.total)]:
            table.write({"variable": name, **score.to_dict()})
    else:
        _print(result)
        _print_errors(wrong)


def _chosen(result: Evaluation, count: int, variable: str | None) -> list[WrongUnit]:
    if variable is None:
        return list(result.wrong[:count])
    from tierbook.errors import WrongUse

    if variable not in result.variables:
        raise WrongUse(
            f"{variable} was not scored",
            where="--error-variable",
            remedy=f"give one of {', '.join(result.variables)}",
        )
    chosen = [unit for unit in result.wrong if unit.variable == variable]
    return chosen[:count] if count else chosen


def _print(result: Evaluation) -> None:
    from tierbook.cli.printing import print_line, print_table

    order = sorted(
        result.variables.items(), key=lambda item: (item[1].f1 is None, item[1].f1 or 0.0, item[0])
    )
    rows = [(name, *_cells(score)) for name, score in order]
    print_table(
        ("variable", *_SCORES), [*rows, ("all", *_cells(result.total))], numbers=len(_SCORES)
    )
    print_line()
    readers = ", ".join(result.readers)
    print_line(
        f"{result.texts} texts of {result.gold}, labelled by: {readers}. Coder: {result.coder}."
    )
    share = result.evidence["share"]
    if share is not None:
        print_line(
            f"Evidence: where values agree, the words share a word in {share:.3f} of {result.evidence['n']}."
        )
    print_line(
        "low, high: 95 % of F1 over 2,000 resamples of the texts. Who made the labels stands with the file."
    )


def _cells(score: Score) -> list[str]:
    record = score.to_dict()
    return [
        "-" if record[k] is None else f"{record[k]}" if k == "n" else f"{record[k]:.3f}"
        for k in _SCORES
    ]


def _print_errors(wrong: list[WrongUnit]) -> None:
    from tierbook.cli.printing import print_line

    for unit in wrong:
        print_line()
        print_line(
            f"{unit.variable}  {unit.country or '?'}:{unit.edition or '?'}  {unit.text} ({unit.reader})"
        )
        for head, values, words in (
            ("labelled", unit.gold, unit.gold_words),
            ("ours", unit.ours, unit.our_words),
        ):
            if values:
                print_line(f"  {head}: {'; '.join(values)}")
                for sentence in words:
                    print_line(f"    “{' '.join(sentence.split())}”")
