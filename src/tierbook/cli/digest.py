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
    from tierbook.dossier import Holdings

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
    found = build_digest(year, _held(messages, pages, home, reading), placed)
    if form is DigestFormat.md:
        write(digest_markdown(found).encode())
    elif form is DigestFormat.atom:
        write(digest_feed(found))
    elif not print_data(Format(form), found.to_dict, found.rows(), DIGEST_COLUMNS):
        write(show_digest(found).encode())
    messages.done += 1
    messages.finish("digest")


def _held(
    messages: Messages, pages: list[str] | None, home: Path | None, reading: Reading
) -> Iterator[Holdings]:
    """Yield what is held, a country at a time."""
    from tierbook.cli.held import held_texts
    from tierbook.dossier import hold_texts, texts_by_country

    texts = held_texts(messages, pages=pages, home=home, reading=reading)
    for of_country in texts_by_country(texts).values():
        yield hold_texts(of_country)
