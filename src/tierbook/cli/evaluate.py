"""`tierbook evaluate GOLD...`: a coder against labelled texts, labelled passages, or indices that people coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.coders import Asking, ReadyCoder, asks_model, tell_model
from tierbook.cli.guard import Messages
from tierbook.cli.options import Format, FormatOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.agreement import Evaluation, WrongUnit
    from tierbook.errors import Problem

__all__ = ["evaluate"]


@reads_pages
@asks_model
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
    asking: Asking,
    reading: Reading,
) -> None:
    """Measure the coder: precision, recall and F1 for each variable, with 95 % intervals.

    A file of labelled passages (one passage, one variable, code or do not code) gives recall and specificity instead.
    With --view the arguments are pages, and what is measured is agreement with a table that people coded.
    Texts on which a model fails are in no score; they are counted and named, and the exit status is 1.
    """
    from tierbook.agreement import evaluate as run
    from tierbook.agreement import looks_like_passages
    from tierbook.cli.scores import print_evaluation

    if view is not None:
        _refuse_model(asking)
        from tierbook.cli.scores_of_views import print_view

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
        chosen = [error_variable] if error_variable else wanted
        _with_coder(asking, reading, lambda ready: _passages(gold, form, chosen, count, ready))
        return
    facets = [name.strip() for part in by or () for name in part.split(",") if name.strip()]

    def score(ready: ReadyCoder) -> None:
        coder = "rules" if ready.model is None else ready.coder
        result = run(gold, coder, variables=wanted or None, by=facets)
        _say_left_out(len(result.left_out), "text")
        print_evaluation(result, form, _chosen(result, errors, error_variable), confusion=confusion)
        _tell_failed(result.failed, "text", result.texts)

    _with_coder(asking, reading, score)


def _with_coder(asking: Asking, reading: Reading, work: Callable[[ReadyCoder], None]) -> None:
    ready = asking.ready(1 if asking.by_rules else reading.jobs)
    try:
        work(ready)
    finally:
        tell_model(ready, asking.model_report)


def _refuse_model(asking: Asking) -> None:
    if not asking.by_rules:
        from tierbook.errors import WrongUse

        raise WrongUse(
            "scores of indices are seen from codings by rules",
            where="--coder",
            remedy="leave out --coder, or --view",
        )


def _say_left_out(count: int, noun: str) -> None:
    if count:
        from tierbook.cli.guard import say

        say(
            f"{count} {noun}{'' if count == 1 else 's'} left out: the model was shown their labels as examples"
        )


def _passages(
    gold: list[Path], form: Format, wanted: list[str], errors: int | None, ready: ReadyCoder
) -> None:
    from tierbook.agreement import evaluate_passages
    from tierbook.cli.scores_of_passages import print_passages
    from tierbook.errors import WrongUse

    if len(gold) > 1:
        raise WrongUse(
            "labelled passages are scored alone",
            where=", ".join(map(str, gold)),
            remedy="give one file of passages, or files of labelled texts",
        )
    if ready.model is None:
        result = evaluate_passages(gold[0], variables=wanted or None)
    else:
        result = evaluate_passages(
            gold[0],
            variables=wanted or None,
            code=ready.coder.code,
            coder=ready.coder.name,
            was_shown=ready.coder.was_shown,
        )
    _say_left_out(result.left_out, "passage")
    print_passages(result, form, errors)
    decided = result.total.recall.n + result.total.specificity.n
    _tell_failed(result.failed, "passage", decided)


def _tell_failed(failed: Sequence[Problem], noun: str, done: int) -> None:
    """Name the texts on which a model failed, and end with status 1 where there are any."""
    if failed:
        messages = Messages()
        for problem in failed:
            messages.tell(problem)
        messages.done = done
        messages.finish(noun)


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
