"""`tierbook batch PAGE... --out DIR`: pages by the million, in processes or on a cluster."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, PageArguments, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.corpus import ShardReport

__all__ = ["batch"]

_TOLD = 20
_EVERY = 30.0  # seconds between two lines of progress, where no bar can be drawn


@reads_pages
def batch(
    pages: PageArguments,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Folder of the shards. What stands there and is up to date is not coded again.",
        ),
    ],
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Scheduler of a Dask cluster that does the work in place of --jobs: tcp://127.0.0.1:8786.",
        ),
    ] = None,
    partition: Annotated[
        int | None,
        typer.Option(
            "--partition", metavar="N", help="Documents in a shard: N to 3 N; 100, at least 50."
        ),
    ] = None,
    patience: Annotated[
        float | None,
        typer.Option(
            "--patience", metavar="SECONDS", min=1, help="Longest work on one document: 300."
        ),
    ] = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="Put the shards together at the end, a file a table.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Code everything again, also what is up to date.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", metavar="table|json", help="How the counts are printed.")
    ] = Format.table,
    *,
    reading: Reading,
) -> None:
    """Code pages by the million into Parquet, one row for each document; a run that was stopped goes on."""
    from tierbook.cli.guard import Messages, say
    from tierbook.cli.printing import print_json, print_table
    from tierbook.corpus import (
        LEAST,
        PARTITION,
        PATIENCE,
        ShardSettings,
        code_shards,
        merge_shards,
        walk_inputs,
    )
    from tierbook.errors import WrongUse

    if form not in {Format.table, Format.json}:
        raise WrongUse(f"batch prints no {form.value}", remedy="give --format table or json")
    least = PARTITION if partition is None else partition
    if least < LEAST:
        raise WrongUse(
            f"{least} documents are no partition",
            where="--partition",
            why="handing over fewer costs more than coding them",
            remedy=f"give {LEAST} or more",
        )
    _check_apart(pages, out)
    with _progress(pages) as tell:
        report = code_shards(
            walk_inputs(pages),
            out,
            options=reading.options,
            jobs=reading.jobs,
            cluster=cluster,
            settings=ShardSettings(
                least=least, patience=PATIENCE if patience is None else patience, again=again
            ),
            progress=tell,
        )
    messages = Messages()
    for problem in report.failures[:_TOLD]:
        messages.tell(problem)
    if report.failed > min(len(report.failures), _TOLD):
        say(f"all {report.failed} failures, and what was passed over, stand in {out / 'problems'}")
    if merge:
        for path in merge_shards(out):
            say(f"wrote {path}")
    if form is Format.json:
        print_json({"out": str(out), **report.to_dict()})
    else:
        rows = [(name.replace("_", " "), count) for name, count in report.to_dict().items()]
        print_table(("what", "count"), rows, numbers=1)
    messages.failed, messages.done = report.failed, report.documents
    messages.finish()


def _check_apart(pages: list[str], out: Path) -> None:
    """Refuse a folder of shards that lies in a folder of pages: the shards would be read as tables."""
    from tierbook.errors import WrongUse

    target = os.path.realpath(out)
    for name in pages:
        folder = os.path.realpath(name)
        if os.path.isdir(folder) and os.path.commonpath([folder, target]) == folder:  # noqa: PTH112
            raise WrongUse(
                "the folder of the shards lies in a folder of pages",
                where=f"--out {out}",
                why=f"what is written there would be read as pages of {name}",
                remedy="give a folder beside it",
            )


@contextmanager
def _progress(pages: list[str]) -> Iterator[Callable[[ShardReport], None]]:
    """Give what tells how far a run is: a bar on a terminal, now and then a line elsewhere."""
    from tierbook.cli.guard import say
    from tierbook.corpus import walk_inputs

    shown: list[str] = []

    def tell_dashboard(report: ShardReport) -> None:
        if report.dashboard is not None and not shown:
            shown.append(report.dashboard)
            say(f"the cluster at work is shown at {report.dashboard}")

    if not sys.stderr.isatty():
        begin = last = time.monotonic()

        def tell(report: ShardReport) -> None:
            nonlocal last
            tell_dashboard(report)
            now = time.monotonic()
            if now - last >= _EVERY:
                last = now
                say(f"{_words(report)} after {now - begin:.0f} s")

        yield tell
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TextColumn("/"),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        row = bar.add_task("listing pages", total=None)
        total = sum(1 for _ in walk_inputs(pages)) if "-" not in pages else 0

        def draw(report: ShardReport) -> None:
            tell_dashboard(report)
            # Members of containers and rows of tables are inputs that nobody has counted: then no end is in sight.
            known = total if report.settled <= total else None
            bar.update(row, total=known, completed=report.settled, description=_words(report))

        yield draw


def _words(report: ShardReport) -> str:
    parts = f"{report.partitions:,} partition{'s' if report.partitions != 1 else ''}"
    failed = f", {report.failed:,} failed" if report.failed else ""
    return f"{report.documents:,} documents in {parts}{failed}"
