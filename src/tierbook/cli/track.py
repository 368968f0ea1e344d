"""`tierbook track COUNTRY`: one country over the editions."""

from __future__ import annotations

from typing import Annotated

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

__all__ = ["track"]


@reads_pages
def track(
    named: Annotated[str, typer.Argument(metavar="COUNTRY", help="A name or code: Japan, JPN.")],
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    history: HistoryOption = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Tell one country over the editions: what is held, what changed, what was asked for and what came of it."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.held import held_texts
    from tierbook.cli.histories import country_code, load_history
    from tierbook.cli.printing import print_data, print_line
    from tierbook.dossier import DOSSIER_COLUMNS, build_dossier

    code = country_code(named)
    messages = Messages()
    placed = load_history(history, messages)
    texts = held_texts(
        messages, pages=pages, home=home, countries=[code], reading=reading, people=people
    )
    if texts:
        dossier = build_dossier(texts, history=placed)
        rows = list(dossier.rows())
        if not print_data(form, dossier.to_dict, rows, DOSSIER_COLUMNS):
            print_line(dossier.show().rstrip("\n"))
    messages.finish("text")
