"""Options that several verbs share, and how they become `ReadOptions`."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tierbook.errors import UnknownCountry, WrongUse
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.pages import ReadOptions

__all__ = [
    "Format",
    "FormatOption",
    "HomeOption",
    "JobsOption",
    "PageArguments",
    "Reading",
    "parse_size",
    "read_options",
    "reads_pages",
]


class Format(StrEnum):
    """What is printed on standard output."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


PageArguments = Annotated[
    list[str],
    typer.Argument(
        metavar="PAGE",
        help="Files, folders, patterns, or - for standard input: pages, tables of texts (JSON, CSV, Parquet), "
        "or containers of them (ZIP, WARC, MHTML, gzip).",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", metavar="table|json|jsonl|csv", help="How results are printed."),
]
CountryOption = Annotated[
    str | None,
    typer.Option(
        "--country", metavar="NAME", help="Country of texts that do not say: JPN or Japan."
    ),
]
EditionOption = Annotated[
    int | None,
    typer.Option("--edition", metavar="YEAR", help="Edition of texts that do not say: 2003."),
]
TextColumn = Annotated[
    str, typer.Option("--text-column", metavar="KEY", help="Column of the texts in a table.")
]
CountryColumn = Annotated[
    str, typer.Option("--country-column", metavar="KEY", help="Column of the countries in a table.")
]
EditionColumn = Annotated[
    str, typer.Option("--edition-column", metavar="KEY", help="Column of the editions in a table.")
]
MaxSizeOption = Annotated[
    str | None,
    typer.Option(
        "--max-size",
        metavar="SIZE",
        help="Longest page that is read: 50MB, a PDF 500MB unless told.",
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", help="Processes at work: 1 unless told, 0 for all cores."
    ),
]
HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Folder of the library; else TIERBOOK_HOME, else the user's data.",
    ),
]

_READING = tuple(
    inspect.Parameter(
        name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation
    )
    for name, annotation, default in (
        ("country", CountryOption, None),
        ("edition", EditionOption, None),
        ("text_column", TextColumn, "text"),
        ("country_column", CountryColumn, "country"),
        ("edition_column", EditionColumn, "edition"),
        ("max_size", MaxSizeOption, None),
        ("jobs", JobsOption, None),
    )
)
_YEARS_AHEAD = 15
_SIZE = late(r"(\d+)\s*(|[kmg]?b?)", re.I)
_FACTORS = {"": 1, "b": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


class Reading(NamedTuple):
    """How a verb reads its pages, and in how many processes."""

    options: ReadOptions
    jobs: int


def reads_pages(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options that say how pages are read, and hand them over as its argument `reading`.

    A verb with an option `home` reads the settings of that home; one without touches none. Where a verb has an option
    of the same name for something else, texts that do not say it stay without.
    """
    signature = inspect.signature(verb, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "reading"]
    taken = {parameter.name for parameter in own}
    added = [parameter for parameter in _READING if parameter.name not in taken]

    @functools.wraps(verb)
    def run(**given: Any) -> None:
        from tierbook.cli.homes import find_home, number_setting

        said = {parameter.name: given.pop(parameter.name) for parameter in added}
        jobs = said.pop("jobs")
        home = find_home(given["home"]) if "home" in given else None
        options = read_options(**said, home=home)
        verb(**given, reading=Reading(options, number_setting("jobs", jobs, home, 1)))

    merged = [*own, *added]
    run.__signature__ = signature.replace(parameters=merged)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in merged}
    return run


def parse_size(words: str) -> int:
    """Return the bytes that a size stands for: `5000`, `500kB`, `50MB`.

    Raises:
        WrongUse: it is no size.
    """
    match = _SIZE.fullmatch(words.strip())
    if match is None or int(match[1]) == 0:
        raise WrongUse(
            f"{words!r} is no size", remedy="give a number of bytes, or 500kB, 50MB, 1GB"
        )
    return int(match[1]) * _FACTORS[match[2].lower()[:1]]


def read_options(
    *,
    country: str | None = None,
    edition: int | None = None,
    text_column: str = "text",
    country_column: str = "country",
    edition_column: str = "edition",
    max_size: str | None = None,
    home: Path | None = None,
) -> ReadOptions:
    """Return how pages are read; a country or edition that nobody knows is refused before the first page.

    Args:
        country: a name or alpha-3 code.
        edition: a year.
        text_column: key of the text in records.
        country_column: key of the country in records.
        edition_column: key of the edition in records.
        max_size: a size; else the setting, else 50 MB.
        home: the home whose `config.toml` counts; none for verbs that touch no home.
    """
    from tierbook.cli.homes import setting
    from tierbook.pages import MAX_SIZE, ReadOptions

    if country is not None:
        from tierbook.places import resolve_country

        try:
            country = resolve_country(country, edition=edition).code
        except UnknownCountry as error:
            raise WrongUse(
                error.what, where="--country", why=error.why, remedy=error.remedy
            ) from error
    if edition is not None:
        from tierbook.editions import FIRST_EDITION, LAST_EDITION

        if not FIRST_EDITION <= edition <= LAST_EDITION + _YEARS_AHEAD:
            raise WrongUse(
                f"{edition} is no edition",
                where="--edition",
                why=f"the first was that of {FIRST_EDITION}, the last known here is that of {LAST_EDITION}",
                remedy="give the year in the title of the Report",
            )
    size = setting("max_size", max_size, home)
    return ReadOptions(
        country=country,
        edition=edition,
        text_column=text_column,
        country_column=country_column,
        edition_column=edition_column,
        max_size=MAX_SIZE if size is None else parse_size(size),
    )
