"""Histories as commands take them: the package's own, or a table that somebody wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.errors import UnknownCountry, WrongUse

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.editions import History
    from tierbook.errors import Problem

__all__ = ["HistoryOption", "country_code", "load_history", "read_history"]

HistoryOption = Annotated[
    Path | None,
    typer.Option(
        "--history",
        metavar="FILE",
        help="Table of placements, iso3,edition,tier[,waiver], in place of tierbook's own; - for standard input.",
    ),
]


def load_history(path: Path | None, messages: Messages) -> History:
    """Return the package's placements, or those of a table; its bad rows are told."""
    from tierbook.editions import load_placements

    if path is None:
        return load_placements()
    history, problems = read_history(path)
    for problem in problems:
        messages.tell(problem)
    return history


def read_history(path: Path) -> tuple[History, list[Problem]]:
    """Read a table of placements from a file or, for `-`, from standard input.

    Raises:
        WrongUse: it cannot be read, or is no such table.
    """
    from tierbook.editions import read_placements

    name = "standard input" if str(path) == "-" else str(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise WrongUse(
            f"the file cannot be read: {error.strerror}", where=name, remedy="check the path"
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongUse(
            "the file is no UTF-8", where=f"{name}:{line}", remedy="save it as CSV in UTF-8"
        ) from error
    return read_placements(text, name=name, country_of=_code_of)


def country_code(words: str) -> str:
    """Return the code of a country given on the command line by name or code.

    Raises:
        WrongUse: it names none, or several.
    """
    try:
        return _code_of(words, None)
    except UnknownCountry as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error


def _code_of(words: str, edition: int | None) -> str:
    from tierbook.places import find_country, resolve_country

    # A code in small letters is a code, unless the letters are a name too.
    if len(words) == 3 and words.isascii() and words.isalpha() and not words.isupper():
        found = find_country(words, edition=edition) or find_country(words.upper())
        if found is not None:
            return found.code
    return resolve_country(words, edition=edition).code
