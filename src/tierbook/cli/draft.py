"""`tierbook draft new|build|brief`: a form to fill in, the report made from it, a page on one text."""

from __future__ import annotations

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
from tierbook.cli.histories import HistoryOption, load_history
from tierbook.cli.options import HomeOption
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.editions import History
    from tierbook.pages import Document
    from tierbook.release import Draft

__all__ = ["make_draft_app"]


FromOption = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="PAGE",
        help="Pages with the Department's texts on the country; may be repeated. Else the library is asked.",
    ),
]
AuthorOption = Annotated[
    str, typer.Option("--author", metavar="NAME", help="For whom the briefing is.")
]
_FORM_HEAD = "format: tierbook-own/"


def make_draft_app() -> typer.Typer:
    """Put the verbs of drafts together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short in (
        ("new", new, "A form for an own report: YAML to fill in."),
        ("build", build, "A report from a form: Markdown, HTML or DOCX."),
        ("brief", brief, "One page on one text."),
    ):
        app.command(name, short_help=short, no_args_is_help=True)(guarded(verb))
    return app


def new(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="SEN, or Senegal.")],
    edition: Annotated[
        int,
        typer.Option("--edition", metavar="YEAR", help="Edition that the report is for: 2026."),
    ],
    pages: FromOption = None,
    out: OutOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a form that holds entries.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Write a form: what the law asks, what the Department last said, figures due, room for findings and judgements."""
    from tierbook.cli.draft_texts import newest_text
    from tierbook.errors import UnknownCountry
    from tierbook.places import resolve_country
    from tierbook.release import compose_form

    try:
        code = resolve_country(country, edition=edition).code
    except UnknownCountry as error:
        raise WrongUse(error.what, where=country, why=error.why, remedy=error.remedy) from error
    if out is not None and not force:
        _refuse_filled(out)
    messages = Messages()
    last = newest_text(code, edition, pages, home, messages)
    name = out.name if out is not None else f"{code.lower()}-{edition}.yaml"
    write_content(compose_form(code, edition, last=last, file=name), out)
    messages.done = 1  # one form, however many texts were looked at for it
    messages.finish("form")


def build(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORM", help="A form that was filled in; or a page, for a briefing on it."
        ),
    ],
    pages: FromOption = None,
    form_of: DraftFormatOption = None,
    out: OutOption = None,
    history: HistoryOption = None,
    home: HomeOption = None,
) -> None:
    """Compose the report of an institution from its form; every sentence has a note with its evidence."""
    if not _is_form(form):
        brief([form], form_of=form_of, out=out, history=history)
        return
    from tierbook.cli.draft_texts import file_hashes, newest_text
    from tierbook.release import compose_report
    from tierbook.standards import load_own

    path = Path(form)
    if out is not None and out.exists() and out.samefile(path):
        raise WrongUse(
            "the report would be written over its form", where=str(out), remedy="give another --out"
        )
    draft_kind(form_of, out)  # refused before anything is read
    messages = Messages()
    own = load_own(path)
    for problem in own.problems:
        messages.tell(problem)
    last = newest_text(own.country, own.edition, pages, home, messages)
    files = file_hashes(own, path, messages)
    draft = compose_report(own, last=last, files=files, history=load_history(history, messages))
    if own.withdraw:
        say(
            f"{form}: `withdraw` changes what `tierbook assess --with` shows and nothing in a report, which leaves the "
            "Department's words as they are"
        )
    write_draft(draft, draft_kind(form_of, out), out)
    messages.done = 1  # one report, however many texts were looked at for it
    messages.finish("report")


def brief(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="PAGE", help="A page with one text; with several, one briefing after the other."
        ),
    ],
    form_of: DraftFormatOption = None,
    out: OutOption = None,
    author: AuthorOption = "",
    date: DateOption = "",
    history: HistoryOption = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="NAME", help="Country of a text that does not say."),
    ] = None,
    edition: Annotated[
        int | None,
        typer.Option("--edition", metavar="YEAR", help="Edition of a text that does not say."),
    ] = None,
) -> None:
    """Put a text on one page: tier, three to five points a pillar, flows, what is undone, the law, the clock."""
    from tierbook.cli.options import read_options
    from tierbook.corpus import expand_inputs, run_batch

    kind, date = draft_kind(form_of, out), checked_date(date)
    messages = Messages()
    options = read_options(country=country, edition=edition)
    work = _Brief(author, date, load_history(history, messages))
    drafts = list(messages.told(run_batch(expand_inputs(pages), work, options=options)))
    if len(drafts) > 1 and (out is not None or kind is not DraftFormat.md):
        raise WrongUse(
            f"these pages hold {len(drafts)} texts, and a file holds one briefing",
            remedy="give one page at a time, or --format md without --out",
        )
    for i, draft in enumerate(drafts):
        if i:
            write_content("\n", None)
        write_draft(draft, draft_kind(form_of, out), out)
    messages.finish("briefing")


class _Brief:
    """The work on one document."""

    def __init__(self, author: str, date: str, history: History) -> None:
        self.author, self.date, self.history = author, date, history

    def __call__(self, document: Document) -> Draft:
        from tierbook.coding import code_narrative
        from tierbook.narrative import parse_document
        from tierbook.release import compose_briefing

        coding = code_narrative(parse_document(document))
        return compose_briefing(coding, author=self.author, date=self.date, history=self.history)


def _is_form(name: str) -> bool:
    """Tell a form from a page: it is YAML, and says which format it has."""
    path = Path(name)
    if not path.is_file():
        return path.suffix in (".yaml", ".yml")
    with path.open("rb") as stream:
        head = stream.read(100_000).decode("utf-8", "replace")
    return path.suffix in (".yaml", ".yml") or any(
        line.startswith(_FORM_HEAD) for line in head.splitlines()
    )


def _refuse_filled(out: Path) -> None:
    """Refuse to write over a form that holds entries, or over a file that is no form."""
    from tierbook.errors import TierbookError
    from tierbook.standards import load_own

    if not out.exists():
        return
    try:
        own = load_own(out)
        held = len(own.findings) + len(own.judgements) + len(own.withdraw) + len(own.problems)
        empty = held == 0 and not any(own.author.to_dict().values())
    except TierbookError:
        empty = False
    if not empty:
        raise WrongUse(
            "this file exists and is no empty form",
            where=str(out),
            why="what someone has entered is not written over",
            remedy="give another --out, or --force",
        )
