"""`tierbook search QUERY`: the library from a shell, as on the search page; `--batch FILE`: many queries."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.options import HomeOption

if TYPE_CHECKING:
    from tierbook.library.catalogue.search import Asked, Found

__all__ = ["search"]

_MOST = 20
_MOST_QUERIES = 10_000


class _Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    ris = "ris"


def search(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help='Words, "phrases", AND OR NOT, begin*, NEAR/5, country:Japan; in quotation marks for the shell.',
        ),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="NAME=VALUE",
            help="country, region, edition, tier, pillar, publisher, kind, form, sector, variable, value; "
            "again for more.",
        ),
    ] = None,
    scope: Annotated[
        str,
        typer.Option("--scope", metavar="all|titles|paragraphs|evidence", help="Where to look."),
    ] = "all",
    sort: Annotated[
        str, typer.Option("--sort", metavar="relevance|edition|acquired", help="The order of hits.")
    ] = "relevance",
    exact: Annotated[bool, typer.Option("--exact", help="Without the thesaurus.")] = False,
    most: Annotated[int, typer.Option("--most", metavar="N", min=0, help="How many hits.")] = _MOST,
    start: Annotated[
        int, typer.Option("--start", metavar="N", min=0, help="How many hits to pass over first.")
    ] = 0,
    batch: Annotated[
        str | None,
        typer.Option("--batch", metavar="FILE", help="A CSV of queries, or - for standard input."),
    ] = None,
    form: Annotated[
        _Format,
        typer.Option("--format", metavar="table|json|jsonl|csv|ris", help="How hits are printed."),
    ] = _Format.table,
    home: HomeOption = None,
) -> None:
    """Find sentences in the library by their words."""
    from tierbook.errors import WrongUse

    if (query is None and not filters) == (batch is None):
        raise WrongUse(
            "give one query or filter, or --batch FILE", remedy="tierbook search 'debt bondage'"
        )
    _open_library(home)
    if batch is not None:
        _run_batch(batch, most, form)
        return
    from tierbook.library.catalogue.search import BadQuery, find

    try:
        asked = _asked(query or "", filters or [], scope, sort, exact=exact)
        found = find(asked, start, most)
    except BadQuery as error:
        raise _wrong(error) from error
    _print(asked, found, form)


def _open_library(home: Path | None) -> None:
    """Make the library of the home ready.

    Raises:
        CorpusError: it holds no text.
    """
    from tierbook.cli.homes import find_home, open_library
    from tierbook.errors import CorpusError

    where = find_home(home)
    if not open_library(where):
        raise CorpusError(
            "the library is empty",
            where=str(where),
            remedy="fill it with `tierbook ingest PATH...`",
        )


def _asked(query: str, filters: list[str], scope: str, sort: str, *, exact: bool) -> Asked:
    from tierbook.errors import WrongUse
    from tierbook.library.catalogue.search import FACETS, asked_from

    params: dict[str, Any] = {"q": query, "scope": scope, "sort": sort, "exact": exact}
    for pair in filters:
        name, sign, value = pair.partition("=")
        if not sign or name not in FACETS or not value.strip():
            raise WrongUse(
                f"{pair!r} is no filter", where="--filter", remedy=f"write NAME=VALUE, NAME one of {', '.join(FACETS)}"
            )  # fmt: skip
        params.setdefault(name, []).append(value)
    return asked_from(params)


def _wrong(error: Any) -> Exception:
    from tierbook.errors import WrongUse

    mended = f"; perhaps: {error.mended}" if error.mended else ""
    return WrongUse(error.what, where=error.where, remedy=f"{error.remedy}{mended}")


def _print(asked: Asked, found: Found, form: _Format) -> None:
    from tierbook.cli.options import Format
    from tierbook.cli.printing import print_data, print_line
    from tierbook.library.catalogue.search import (
        HIT_COLUMNS,
        advise,
        found_record,
        hit_row,
        write_ris,
    )

    site = _site()
    if form is _Format.ris:
        for record in write_ris(found, site):
            print_line(record.rstrip("\n"))
            print_line()
        return
    rows = [hit_row(hit, found.start + n, site) for n, hit in enumerate(found.hits, 1)]
    plain = Format(form.value)
    if print_data(plain, lambda: found_record(asked, found, site), rows, HIT_COLUMNS, _flat(rows)):
        return
    for line in _lines(found):
        print_line(line)
    if not found.total:
        for advice in advise(asked, found):
            count = f": {advice.total}" if advice.asked else ""
            print_line(f"  {advice.words}{count}")


def _site() -> str:
    """Return the address of the library, where a setting says it."""
    from django.conf import settings

    return str(settings.TIERBOOK_SITE or "").rstrip("/")


def _flat(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows for CSV: words of a list are joined by semicolons."""
    return [
        {key: ";".join(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in rows
    ]


def _lines(found: Found) -> Any:
    from tierbook.editions import TIERS
    from tierbook.library.catalogue.search import hit_row
    from tierbook.text import counted, fold_paragraph

    if found.total:
        yield f"{counted(found.total, 'paragraph')} in {counted(found.texts, 'text')}."
    else:
        yield "No paragraph answers this query."
    if found.read_as.query:
        yield from fold_paragraph(f"Read as: {found.read_as.query}")
    for added in found.read_as.added:
        yield from fold_paragraph(f"Also searched for {added.asked}: {', '.join(added.terms)}")
    if found.read_as.passed_over:
        yield f"Signs passed over: {' '.join(found.read_as.passed_over)}"
    for n, hit in enumerate(found.hits, found.start + 1):
        row = hit_row(hit, n)
        place = (
            f"[{hit.paragraph}] s. {hit.sentence}, {row['pillar']}" if hit.paragraph else "title"
        )
        tier = TIERS.get(row["stated_tier"] or "", "no tier stated")
        yield ""
        yield f"{n}. {row['country_name'] or '?'} {row['edition'] or '?'}, {tier}, {place}  {row['document']}"
        yield from fold_paragraph(row["text"], indent="   ", hang="")


def _run_batch(file: str, most: int, form: _Format) -> None:
    from tierbook.cli.guard import Messages
    from tierbook.cli.options import Format
    from tierbook.cli.printing import print_data, print_table
    from tierbook.errors import Problem, WrongUse
    from tierbook.library.catalogue.search import (
        BATCH_COLUMNS,
        batch_rows,
        read_queries,
        run_batch,
    )

    if form is _Format.ris:
        raise WrongUse("a batch prints no ris", remedy="give --format csv, json, jsonl or table")
    messages = Messages()
    lines = []
    for line in run_batch(read_queries(_content(file), _MOST_QUERIES), most):
        lines.append(line)
        if line.error:
            messages.tell(Problem(where=f"{file}:{line.number}", what=line.error))
        else:
            messages.done += 1
    rows = [{**dict.fromkeys(BATCH_COLUMNS), **row} for row in batch_rows(lines, _site())]
    if not print_data(Format(form.value), lambda: {"hits": rows}, rows, BATCH_COLUMNS, _flat(rows)):
        counts = [
            (line.number, line.query, line.found.total, line.found.texts)
            for line in lines
            if line.found is not None
        ]
        print_table(("line", "query", "paragraphs", "texts"), counts, numbers=2)
    messages.finish("question")


def _content(file: str) -> bytes:
    from tierbook.errors import WrongUse

    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise WrongUse(
            f"the file cannot be read: {error.strerror}", where=file, remedy="name a CSV of queries"
        ) from error
