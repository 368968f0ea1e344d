"""`tierbook evaluate GOLD...`: a coder against labelled texts, labelled passages, or indices that people coded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.agreement import Evaluation, WrongUnit

__all__ = ["evaluate"]


@reads_pages
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...",
            help="Labelled texts, one JSON object a line, several files together; or one file of labelled passages; "
            "with --view, pages as code takes them.",
        ),
    ],
    form: FormatOption = Format.table,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", help="The coder: rules.")
    ] = "rules",
    variables: Annotated[
        list[str] | None,
        typer.Option("--variables", metavar="ID,...", help="Score these alone; may be repeated."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FACET",
            help="Split the texts by edition, publisher, region or kind; may be repeated.",
        ),
    ] = None,
    view: Annotated[
        tuple[str, Path] | None,
        typer.Option(
            "--view",
            metavar="hti|three-p TABLE",
            help="See codings of pages as scores of the Human Trafficking Indicators or of the 3P index, and how they "
            "agree with the table (CSV) that people coded.",
        ),
    ] = None,
    confusion: Annotated[
        bool,
        typer.Option("--confusion", help="Show which answer was taken for which, by variable."),
    ] = False,
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
    *,
    reading: Reading,
) -> None:
    """Measure the coder: precision, recall and F1 for each variable, with 95 % intervals.

    A file of labelled passages (one passage, one variable, code or do not code) gives recall and specificity instead.
    With --view the arguments are pages, and what is measured is agreement with a table that people coded.
    """
    from tierbook.agreement import evaluate as run
    from tierbook.agreement import looks_like_passages
    from tierbook.cli.scores import print_evaluation

    if view is not None:
        from tierbook.cli.views import print_view

        print_view(view[0], view[1], [str(page) for page in gold], form, reading)
        return
    wanted = [name.strip() for part in variables or () for name in part.split(",") if name.strip()]
    if any(map(looks_like_passages, gold)):
        if by or confusion:
            from tierbook.errors import WrongUse

            raise WrongUse(
                "passages have one variable each, so they are neither split nor shown as confusion",
                remedy="leave out --by and --confusion",
            )
        count = None if error_variable and not errors else errors
        _passages(gold, form, [error_variable] if error_variable else wanted, count)
        return
    facets = [name.strip() for part in by or () for name in part.split(",") if name.strip()]
    result = run(gold, coder, variables=wanted or None, by=facets)
    print_evaluation(result, form, _chosen(result, errors, error_variable), confusion=confusion)


def _passages(gold: list[Path], form: Format, wanted: list[str], errors: int | None) -> None:
    from tierbook.agreement import evaluate_passages
    from tierbook.cli.scores_of_passages import print_passages
    from tierbook.errors import WrongUse

    if len(gold) > 1:
        raise WrongUse(
            "labelled passages are scored alone",
            where=", ".join(map(str, gold)),
            remedy="give one file of passages, or files of labelled texts",
        )
    print_passages(evaluate_passages(gold[0], variables=wanted or None), form, errors)


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
