"""`tierbook export`: the whole library as files that need no server."""

from __future__ import annotations

import sys
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["export"]


def export(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Where to: a folder that is new or empty, or an earlier copy."
        ),
    ],
    home: HomeOption = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the copy; today unless told."),
    ] = None,
    findings: Annotated[
        bool,
        typer.Option(
            "--findings", help="Write a page for each finding too: some hundred a document."
        ),
    ] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="PART",
            help="Leave a part out, such as charts or json; may be given again.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; compare a copy with its manifest.")
    ] = False,
) -> None:
    """Write the whole library as pages that open from a stick, with a search that needs no server."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home, setting

    if check:
        _check(folder)
        return
    left_out = _parts(without or [])
    from tierbook.library import migrate_home, prepare_pages

    where = find_home(home)
    migrate_home(where)
    from tierbook.library.exporting import export_library

    prepare_pages()
    counts = export_library(
        folder,
        date=_date(date),
        findings=findings,
        without=left_out,
        site=setting("site_url", None, where) or "",
        progress=_told,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for address in counts.missing:
        say(f"{address} answered with an error; a page in the copy says so")
    print(
        f"{counts.documents} documents, {counts.files} files, {counts.bytes / 1e6:.1f} MB in {folder}"
    )
    say(f"open {folder}/start.html")


def _date(text: str | None) -> Date:
    from tierbook.errors import WrongUse

    if text is None:
        from django.utils.timezone import localdate

        return localdate()
    try:
        return Date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"{text!r} is no date", remedy="give it as 2026-03-31") from error


def _parts(names: list[str]) -> list[str]:
    from tierbook.errors import WrongUse
    from tierbook.library.exporting import PARTS

    for name in names:
        if name not in PARTS:
            raise WrongUse(f"{name!r} is no part of a copy", remedy=f"one of: {', '.join(PARTS)}")
    return names


def _told(done: int, known: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {known} pages known so far", end="", file=sys.stderr, flush=True)


def _check(folder: Path) -> None:
    from tierbook.cli.guard import say
    from tierbook.library.exporting import check_export

    files, faults = check_export(folder)
    for fault in faults:
        say(fault)
    print(f"{files} files, {len(faults)} faults")
    if faults:
        raise typer.Exit(1)
