"""`tierbook digest EDITION`: an edition over all countries."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption
from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.dossier import HeldText, Holdings

__all__ = ["digest"]


class DigestFormat(StrEnum):
    """What is printed of a digest."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    md = "md"
    atom = "atom"


@reads_pages
def digest(
    year: Annotated[int, typer.Argument(metavar="EDITION", help="The year: 2018.")],
    pages: FromOption = None,
    history: HistoryOption = None,
    form: Annotated[
        DigestFormat,
        typer.Option(
            "--format",
            metavar="table|json|jsonl|csv|md|atom",
            help="How it is printed; md is a document, atom a feed.",
        ),
    ] = DigestFormat.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Go through an edition over all countries: up, down, clocks running out, firsts, what is not held."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.histories import load_history
    from tierbook.cli.printing import print_data, write
    from tierbook.dossier import (
        DIGEST_COLUMNS,
        build_digest,
        digest_feed,
        digest_markdown,
        show_digest,
    )
    from tierbook.editions import get_edition

    get_edition(year)
    messages = Messages()
    placed = load_history(history, messages)
    found = build_digest(year, _held(messages, year, pages, home, reading), placed)
    if form is DigestFormat.md:
        write(digest_markdown(found).encode())
    elif form is DigestFormat.atom:
        write(digest_feed(found))
    elif not print_data(Format(form), found.to_dict, found.rows(), DIGEST_COLUMNS):
        write(show_digest(found).encode())
    messages.done += 1
    messages.finish("digest")


def _held(
    messages: Messages, year: int, pages: list[str] | None, home: Path | None, reading: Reading
) -> Iterator[Holdings]:
    """Yield what is held, a country at a time; of the library no more than one country is in memory."""
    from tierbook.dossier import hold_texts, texts_by_country

    if pages:
        from tierbook.cli.held import held_texts

        texts = held_texts(messages, pages=pages, reading=reading)
        yield from (hold_texts(found) for found in texts_by_country(texts).values())
    else:
        yield from (hold_texts(found) for found in _of_library(year, home))


def _of_library(year: int, home: Path | None) -> Iterator[list[HeldText]]:
    """Yield the texts of each country up to the edition after the one that is asked for.

    The edition after tells what became of a clock; an id names edition and country where they are known.
    """
    from tierbook.cli.homes import find_home
    from tierbook.corpus import Corpus
    from tierbook.dossier import HeldText
    from tierbook.errors import WrongUse

    corpus = Corpus(find_home(home) / "corpus")
    names: dict[str, list[str]] = {}
    for name in corpus.documents():
        _, edition, country, *_ = f"{name}---".split("-")
        if edition.isdecimal() and int(edition) <= year + 1 and len(country) == 3:
            names.setdefault(country, []).append(name)
    if not names:
        raise WrongUse(
            f"no text up to the edition of {year} is in the library",
            remedy="ingest pages, give pages with --from, or another --home",
        )
    for country in sorted(names):
        yield [HeldText.of(corpus.load_coding(name)) for name in names[country]]
