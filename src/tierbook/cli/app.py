"""The program and its verbs."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from tierbook.cli.guard import guarded

__all__ = ["main", "make_app"]

# The verb `read` is the function `read` of `tierbook.cli.read`.
_VERBS = {
    "read": "Documents: metadata, blocks of the body, repairs.",
    "code": "Codings: what a text says, with the words.",
    "assess": "Assessments: each criterion, explained.",
    "why": "The rule, the words, and what did not count.",
    "cite": "A sentence as a citation, in every style, or taken as exhibit.",
    "screen": "A case against the definitions of a victim; nothing is kept.",
    "track": "One country over the editions.",
    "digest": "One edition over all countries.",
    "clock": "The position on the Watch List, and what may come next.",
    "tiers": "Official placements: print, validate, merge.",
    "evaluate": "The coder against labelled texts.",
    "agree": "Coders against one another: kappas, alpha, AC1.",
    "sample": "A seeded stratified sample for blind coding.",
    "diff-codings": "Gains and losses between two runs.",
    "changes": "What changed between editions of a country, in words first.",
    "series": "Figures over the editions of a country, with their breaks.",
    "flows": "Routes that texts mention, as a table and as a network.",
    "fetch": "Editions from their publishers' sites.",
    "compare": "Countries and editions side by side, on any variables.",
    "indices": "Scores after the 3P rules, the rule shown, and beside people's.",
    "panel": "One row for each country and edition, for statistics programs.",
    "chart": "A chart as SVG, PNG or HTML, or the table behind it.",
    "works": "Which texts are one work, and how its copies differ.",
    "move": "Codings moved to another copy of their text.",
    "ledger": "Recommendations over the editions: kept, dropped, acted upon.",
    "search": "Sentences in the library, found by their words.",
    "batch": "Pages by the million into Parquet, in processes or on a cluster.",
    "ingest": "Pages into corpus and library.",
    "errata": "Published values that changed, with the reason.",
    "serve": "The library as a website on this machine.",
    "mcp": "The library as a tool for language models.",
    "release": "A citable data release: tables, codebook, checksums.",
    "export": "The whole library as files that need no server.",
    "migrate": "The tables of the database brought up to this version.",
    "check": "Whether all that a home keeps is whole.",
    "backup": "Corpus, accounts, decisions and settings of a library in one file.",
    "restore": "A library out of its back-up.",
    "demo": "Samples, or your pages, through all of it.",
}
_NO_ARGUMENTS = {
    "ingest",
    "serve",
    "demo",
    "tiers",
    "flows",
    "indices",
    "mcp",
    "migrate",
    "errata",
    "check",
}
# The verbs below `draft` are put together by `make_draft_app` of `tierbook.cli.draft`.
_GROUPS = {
    "draft": (
        "Own reports and briefings: new, build, brief.",
        "Documents for people: a form to fill in, a report from it, a page on one text.",
    ),
    "exchange": (
        "Coding tools: to, from, formats.",
        "Codings taken to NVivo, ATLAS.ti, MAXQDA, QualCoder, INCEpTION, Label Studio or a table, and brought back.",
    ),
    "people": (
        "Accounts of the library: list, add, role, link, key, disable, enable.",
        "Who may do what in a library; reading needs no account.",
    ),
    "desk": (
        "Decisions of people: sample, disputes, assign, export, import, status.",
        "What people decide of codings: blind samples, who codes what, events out and in.",
    ),
    "screening": (
        "Who may screen cases in a library: list, allow, revoke, looks, delete, expire.",
        "Leave to screen cases in the room of a library that nobody else sees.",
    ),
    "pack": (
        "Packs on a country: query, advocacy, themes.",
        "Documents on one country over its editions: excerpts for a query, two pages for advocacy.",
    ),
    "codebook": (
        "The variables: show, find, lint, diff, handbook.",
        "The questions put to a narrative, with their rules and examples.",
    ),
    "law": (
        "The statute: of an edition, between two, one entry's history.",
        "The law by which an edition is judged: `tierbook law 2003`.",
    ),
}


def main() -> None:
    """Run the program with the arguments of the process."""
    from tierbook.files import collect_seldom

    collect_seldom()
    make_app(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="tierbook")


def make_app(first: str | None = None) -> typer.Typer:
    """Put the program together.

    Args:
        first: the first argument; where it is a verb, that one alone is loaded.
    """
    app = typer.Typer(
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    names = [*_VERBS, *_GROUPS]
    for name in [first] if first in names else names:
        if name in _VERBS:
            command = app.command(
                name, short_help=_VERBS[name], no_args_is_help=name not in _NO_ARGUMENTS
            )
            command(guarded(_load(name, name)))
        else:
            short, text = _GROUPS[name]
            app.add_typer(_load(name, f"make_{name}_app")(), name=name, short_help=short, help=text)
    return app


def _load(verb: str, what: str) -> Any:
    """Return a function of the module of a verb."""
    module = import_module(f"tierbook.cli.{verb.replace('-', '_')}")
    return getattr(module, what.replace("-", "_"))


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
