"""The program and its verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from tierbook.cli.assess import assess
from tierbook.cli.clock import clock
from tierbook.cli.code import code
from tierbook.cli.codebook import make_codebook_app
from tierbook.cli.demo import demo
from tierbook.cli.diff_codings import diff_codings
from tierbook.cli.draft import make_draft_app
from tierbook.cli.evaluate import evaluate
from tierbook.cli.fetch import fetch
from tierbook.cli.guard import guarded
from tierbook.cli.ingest import ingest
from tierbook.cli.law import make_law_app
from tierbook.cli.move import move
from tierbook.cli.read import read
from tierbook.cli.serve import serve
from tierbook.cli.tiers import tiers
from tierbook.cli.why import why
from tierbook.cli.works import works

__all__ = ["main", "make_app"]

_VERBS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("read", read, "Documents: metadata, blocks of the body, repairs."),
    ("code", code, "Codings: what a text says, with the words."),
    ("assess", assess, "Assessments: each criterion, explained."),
    ("why", why, "The rule, the words, and what did not count."),
    ("clock", clock, "The position on the Watch List, and what may come next."),
    ("tiers", tiers, "Official placements: print, validate, merge."),
    ("evaluate", evaluate, "The coder against labelled texts."),
    ("diff-codings", diff_codings, "Gains and losses between two runs."),
    ("fetch", fetch, "Editions from their publishers' sites."),
    ("works", works, "Which texts are one work, and how its copies differ."),
    ("move", move, "Codings moved to another copy of their text."),
    ("ingest", ingest, "Pages into corpus and library."),
    ("serve", serve, "The library as a website on this machine."),
    ("demo", demo, "Samples, or your pages, through all of it."),
)
_NO_ARGUMENTS = {"ingest", "serve", "demo", "tiers"}


def main() -> None:
    """Run the program with the arguments of the process."""
    from tierbook.files import collect_seldom

    collect_seldom()
    make_app()(prog_name="tierbook")


def make_app() -> typer.Typer:
    """Put the program together."""
    app = typer.Typer(
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for name, verb, short in _VERBS:
        command = app.command(name, short_help=short, no_args_is_help=name not in _NO_ARGUMENTS)
        command(guarded(verb))
    app.add_typer(
        make_draft_app(),
        name="draft",
        short_help="Own reports and briefings: new, build, brief.",
        help="Documents for people: a form to fill in, a report from it, a page on one text.",
    )
    app.add_typer(
        make_codebook_app(),
        name="codebook",
        short_help="The variables: show, find, lint, handbook.",
        help="The questions put to a narrative, with their rules and examples.",
    )
    app.add_typer(
        make_law_app(),
        name="law",
        short_help="The statute: of an edition, between two, one entry's history.",
        help="The law by which an edition is judged: `tierbook law 2003`.",
    )
    return app


def _show_version(value: bool) -> None:
    if value:
        from tierbook.files import VERSION

        print(f"tierbook {VERSION}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and end.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Read the Trafficking in Persons Report as data, with the words behind every value."""
