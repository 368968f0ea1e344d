"""`tierbook pack query|advocacy|themes`: excerpts that answer a query, two pages for advocacy, what may be asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.draft_files import (
    DateOption,
    DraftFormat,
    DraftFormatOption,
    OutOption,
    checked_date,
    draft_kind,
    write_content,
    write_draft,
)
from tierbook.cli.guard import Messages, guarded, say
from tierbook.cli.held import FromOption, held_texts
from tierbook.cli.histories import HistoryOption, country_code, load_history
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.cli.printing import print_data, print_table
from tierbook.editions import FIRST_EDITION, LAST_EDITION

if TYPE_CHECKING:
    from tierbook.release import Draft, QueryPack

__all__ = ["make_pack_app"]


class PackFormat(StrEnum):
    """What a pack is written as."""

    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"
    json = "json"
    csv = "csv"


PackFormatOption = Annotated[
    PackFormat | None,
    typer.Option(
        "--format",
        metavar="md|html|docx|pdf|json|csv",
        help="Else as the name of --out ends, else md; csv has a row for each excerpt.",
    ),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Search texts of this kind alone: narrative, excerpt, summary; may be repeated.",
    ),
]
_DATA = {"json": PackFormat.json, "csv": PackFormat.csv}


def make_pack_app() -> typer.Typer:
    """Put the verbs of packs together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short, bare in (
        ("query", query, "Dated excerpts for and against, and all that was searched.", False),
        (
            "advocacy",
            advocacy,
            "Two pages: position and clock, asks that persist, figures, silent criteria.",
            False,
        ),
        ("themes", themes, "The themes of queries, with what each searches.", True),
    ):
        app.command(name, short_help=short, no_args_is_help=not bare)(guarded(verb))
    return app


@reads_pages
def query(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="JPN, or Japan.")],
    theme: Annotated[
        str | None,
        typer.Option(
            "--theme", metavar="THEME", help="What is asked: `tierbook pack themes` lists them."
        ),
    ] = None,
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variables",
            metavar="ID",
            help="A variable besides, or a pattern: protection.shelter*; may be repeated.",
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option("--words", metavar="WORDS", help='Words besides: "debt*"; may be repeated.'),
    ] = None,
    asked: Annotated[
        str, typer.Option("--asked", metavar="QUESTION", help="The question as it was put.")
    ] = "",
    first: Annotated[
        int, typer.Option("--since", metavar="YEAR", help="First edition of the period.")
    ] = FIRST_EDITION,
    last: Annotated[
        int, typer.Option("--until", metavar="YEAR", help="Last edition of the period.")
    ] = LAST_EDITION,
    pages: FromOption = None,
    kinds: KindOption = None,
    date: DateOption = "",
    form: PackFormatOption = None,
    out: OutOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Answer a query: what was asked, what was searched, what each source is, dated excerpts for and against.

    The date is that of today unless another is given.
    """
    from tierbook.release import Query, compose_query_pack, get_theme, make_theme

    kind, day = _kind(form, out), checked_date(date) or _today()
    chosen = None if theme is None else get_theme(theme)
    if chosen is None or variables or words or asked:
        chosen = make_theme(variables or (), words or (), theme=chosen, asked=asked)
    code = country_code(country)
    messages = Messages()
    texts = held_texts(messages, pages=pages, home=home, countries=[code], reading=reading)
    if texts:
        given = Query(code, chosen, first, last, _checked_kinds(kinds))
        pack, draft = compose_query_pack(given, texts, date=day)
        _write_pack(pack, draft, kind, out)
        if pack.nothing is not None:
            say(pack.nothing)
    messages.finish("text")


@reads_pages
def advocacy(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="JPN, or Japan.")],
    pages: FromOption = None,
    form_of: DraftFormatOption = None,
    out: OutOption = None,
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="For whom it is put together.")
    ] = "",
    date: DateOption = "",
    history: HistoryOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Put a country on two pages: position and clock, what has been asked for longest, figures, silent criteria."""
    from tierbook.release import compose_advocacy_pack

    kind, day = draft_kind(form_of, out), checked_date(date)
    code = country_code(country)
    messages = Messages()
    placements = load_history(history, messages)
    texts = held_texts(
        messages, pages=pages, home=home, countries=[code], reading=reading, assessed=True
    )
    if texts:
        draft = compose_advocacy_pack(texts, history=placements, author=author, date=day)
        write_draft(draft, kind, out)
    messages.finish("text")


def themes(form: FormatOption = Format.table) -> None:
    """List the themes: what each asks, and which variables and words it searches, with reasons."""
    from tierbook.release import load_themes

    known = list(load_themes().values())
    records = [theme.to_dict() for theme in known]
    rows = [
        {
            **record,
            "variables": [v.id for v in theme.variables],
            "words": [w.find.given for w in theme.words],
        }
        for record, theme in zip(records, known, strict=True)
    ]
    columns = ("id", "label", "question", "claim", "variables", "words")
    if not print_data(form, lambda: records, records, columns, rows):
        print_table(
            ("THEME", "QUESTION"), [(theme.id, theme.question) for theme in known], cut_last=False
        )


def _write_pack(pack: QueryPack, draft: Draft, kind: PackFormat, out: Path | None) -> None:
    from tierbook.release import write_query_csv, write_query_json

    if kind is PackFormat.json:
        write_content(write_query_json(pack), out)
    elif kind is PackFormat.csv:
        write_content(write_query_csv(pack), out)
    else:
        write_draft(draft, DraftFormat(kind.value), out)


def _kind(given: PackFormat | None, out: Path | None) -> PackFormat:
    if given is not None:
        return given
    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    return _DATA.get(ending) or PackFormat(draft_kind(None, out).value)


def _checked_kinds(kinds: list[str] | None) -> tuple[str, ...]:
    from tierbook.dossier import KIND_ORDER
    from tierbook.errors import WrongUse

    wrong = [kind for kind in kinds or () if kind not in KIND_ORDER]
    if wrong:
        raise WrongUse(
            f"{wrong[0]!r} is no kind of text",
            where="--kind",
            remedy=f"give one of {', '.join(KIND_ORDER)}",
        )
    return tuple(dict.fromkeys(kinds or ()))


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()  # noqa: TID251 (this is the command line)
