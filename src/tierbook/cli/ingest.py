"""`tierbook ingest PATH...`: pages into corpus and library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import (
    Format,
    HomeOption,
    Reading,
    reads_pages,
)

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.corpus import IngestReport, Input
    from tierbook.pages import ReadOptions

__all__ = ["fill_library", "ingest"]


@reads_pages
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Pages as for read; none takes what was fetched and brings what is held up to this version.",
        ),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", metavar="table|json", help="How the counts are printed.")
    ] = Format.table,
    home: HomeOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Code every page again, also what is up to date.")
    ] = False,
    remove: Annotated[
        bool,
        typer.Option(
            "--remove",
            help="Let texts leave the library though the corpus lacks most of them.",
        ),
    ] = False,
    *,
    reading: Reading,
) -> None:
    """Bring pages into the library: read, code, assess, store. The same page twice changes nothing."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.homes import find_home
    from tierbook.cli.printing import print_json, print_table
    from tierbook.corpus import Corpus, expand_inputs, fetched_inputs
    from tierbook.errors import WrongUse

    if form not in {Format.table, Format.json}:
        raise WrongUse(f"ingest prints no {form.value}", remedy="give --format table or json")
    where = find_home(home)
    messages = Messages()
    inputs = expand_inputs(paths) if paths else fetched_inputs(Corpus(where / "corpus"))
    report, loaded = fill_library(
        where, inputs, reading.options, messages, jobs=reading.jobs, again=again, remove=remove
    )
    counts = {name: value for name, value in report.to_dict().items() if name != "problems"}
    if form is Format.json:
        print_json({"home": str(where), **report.to_dict(), "library": loaded})
    else:
        rows = [(f"{part}: {name.replace('_', ' ')}", n) for part, names in
                (("corpus", counts), ("library", loaded or {})) for name, n in names.items()]  # fmt: skip
        print_table(("what", "count"), rows, numbers=1)
    messages.done = report.documents + report.pages_unchanged
    messages.finish()


def fill_library(
    home: Path,
    inputs: Sequence[Input],
    options: ReadOptions,
    messages: Messages,
    *,
    jobs: int,
    again: bool = False,
    remove: bool = False,
) -> tuple[IngestReport, dict[str, int] | None]:
    """Bring inputs into the corpus of a home and then into its database, where the site is installed.

    Returns:
        What the corpus did, and what the library then holds (None without the site's packages).
    """
    from tierbook.cli.guard import say
    from tierbook.cli.homes import flag_setting
    from tierbook.corpus import Corpus
    from tierbook.errors import MissingExtra
    from tierbook.library import load_corpus, refuse_half_restored

    refuse_half_restored(home)
    on_terminal = sys.stderr.isatty()

    def progress(done: int) -> None:
        if on_terminal:
            print(f"\r{done} documents", end="", file=sys.stderr, flush=True)

    try:
        report = Corpus(home / "corpus").ingest(
            inputs,
            options=options,
            jobs=jobs,
            again=again,
            computed=flag_setting("show_computed", home),
            progress=progress,
        )
    finally:
        if on_terminal:
            print("\r", end="", file=sys.stderr, flush=True)
    for problem in report.problems:
        messages.tell(problem)
    try:
        counts = load_corpus(
            home,
            remove=remove,
            progress=_told("documents loaded"),
            preparing=_told("countries made ready"),
        )
        return report, counts.to_dict()
    except MissingExtra as error:
        say(f"the corpus is up to date; its website is not: {error}")
        return report, None


def _told(what: str) -> Callable[[int, int], None]:
    """Return what tells progress on a terminal, on one line that is cleared at the end."""
    on_terminal = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if on_terminal:
            end = f"\r{' ' * 40}\r" if done == total else ""
            print(f"\r{done} of {total} {what}{end}", end="", file=sys.stderr, flush=True)

    return tell
