"""`tierbook release DIR`: a citable data release of a library; `--check DIR`: whether one is as it was published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.options import HomeOption

if TYPE_CHECKING:
    from tierbook.release import LibraryContent

__all__ = ["release"]

_EVERY = 200  # texts between two words on how far it is


def release(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder: a new one, or an empty one.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Compare the files of a release with its checksums.")
    ] = False,
    formats: Annotated[
        str,
        typer.Option(
            "--formats",
            metavar="NAME,...",
            help="Beside CSV, which is always written: parquet, dta, sav, sqlite; or all.",
        ),
    ] = "all",
    tables: Annotated[
        str,
        typer.Option("--tables", metavar="NAME,...", help="These tables alone; all unless told."),
    ] = "",
    title: Annotated[str, typer.Option("--title", help="In one line.")] = "",
    creators: Annotated[
        list[str] | None,
        typer.Option(
            "--creators",
            metavar="NAME",
            help="Who made it: 'Yamada, Hanako 0000-0002-1825-0097' or an institution; several with semicolons.",
        ),
    ] = None,
    doi: Annotated[
        str, typer.Option("--doi", metavar="DOI", help="Under which it will be found.")
    ] = "",
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DAY",
            help="Day of publication; the newest of its content unless told.",
        ),
    ] = "",
    version: Annotated[
        str,
        typer.Option("--version", metavar="VERSION", help="Of the release; its day unless told."),
    ] = "",
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="DIR",
            help="The release before: CHANGES.md and changes.csv say what is otherwise, and why.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Put it in the place of a release that is there.")
    ] = False,
    samples: Annotated[
        bool,
        typer.Option(
            "--try",
            help="Make it of samples, where the library holds nothing else; it says so everywhere.",
        ),
    ] = False,
    home: HomeOption = None,
) -> None:
    """Write all that a library holds as tables for statistics, with codebook, citation and checksums.

    Nothing of screening, accounts or drafts is in it, and people stand under their pseudonyms. Samples are left out.
    The same library gives the same bytes.
    """
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_library

    if check:
        _check(folder)
        return
    from tierbook.release import RELEASE_FORMATS, Wishes, make_release

    wishes = Wishes(
        title=title,
        creators=tuple(n.strip() for c in creators or () for n in c.split(";") if n.strip()),
        doi=doi,
        day=day,
        version=version,
        formats=RELEASE_FORMATS if formats.strip() == "all" else _names(formats),
        tables=_names(tables),
        samples=samples,
    )
    content = _content(find_library(home))
    last = 0

    def progress(done: int) -> None:
        nonlocal last
        if done - last >= _EVERY:
            last = done
            say(f"{done} texts")

    made = make_release(
        content, folder, wishes, previous=previous, overwrite=overwrite, progress=progress
    )
    if not wishes.creators:
        say("nobody is named as its creator: give --creators")
    rows = sum(made.about.counts.values())
    say(
        f"{folder}: {rows:,} rows in {len(made.about.tables)} tables, {made.files} files, {made.size / 1e6:.1f} MB"
    )
    if made.about.left_out:
        say(made.about.left_out)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split(",") if name.strip())


def _check(folder: Path) -> None:
    """Print what is not as it was published.

    Raises:
        Exit: with status 1 where anything is otherwise.
    """
    from tierbook.cli.guard import say
    from tierbook.release import check_release

    found = check_release(folder)
    for word, names in (
        ("changed", found.changed),
        ("lost", found.lost),
        ("not in the list", found.strange),
    ):
        for name in names:
            say(f"{word}: {name}")
    files = f"{found.whole} file{'s'[: found.whole != 1]}"
    if not found.good:
        say(f"{folder}: {files} as published, others are not")
        raise typer.Exit(1)
    say(f"{folder}: {files}, all as published")


def _content(home: Path) -> LibraryContent:
    """Return what a home holds."""
    from dataclasses import replace

    from tierbook.corpus import Corpus
    from tierbook.release import read_corpus

    return replace(read_corpus(Corpus(home / "corpus")), **_people(home))


def _people(home: Path) -> dict[str, Any]:
    """Return what people decided, the samples they coded, and the errata; nothing where a home has no database."""
    from tierbook.cli.homes import has_database

    if not has_database(home):
        return {}
    from tierbook.library import migrate_home

    migrate_home(home)
    from tierbook.library import errata_asked, released_people, view_errata

    errata = [
        view.to_row() for view in view_errata(errata_asked({}).rows()) if not view.row.is_sample
    ]
    return {**released_people(), "errata": list(reversed(errata))}
