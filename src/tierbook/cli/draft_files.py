"""Documents for people as verbs write them: the format asked for, or that of the file's name; a date to print."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import write_out
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.release import Draft

__all__ = [
    "DateOption",
    "DraftFormat",
    "DraftFormatOption",
    "OutOption",
    "checked_date",
    "draft_kind",
    "write_content",
    "write_draft",
]


class DraftFormat(StrEnum):
    """What a draft is written as."""

    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"


OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="File to write; else standard output."),
]
DraftFormatOption = Annotated[
    DraftFormat | None,
    typer.Option(
        "--format", metavar="md|html|docx|pdf", help="Else as the name of --out ends, else md."
    ),
]
DateOption = Annotated[
    str, typer.Option("--date", metavar="DATE", help="Date to print on it: 2026-03-31.")
]
_ENDINGS = {
    "": DraftFormat.md,
    "md": DraftFormat.md,
    "markdown": DraftFormat.md,
    "txt": DraftFormat.md,
    "htm": DraftFormat.html,
    "html": DraftFormat.html,
    "docx": DraftFormat.docx,
    "pdf": DraftFormat.pdf,
}


def draft_kind(given: DraftFormat | None, out: Path | None) -> DraftFormat:
    """Return the format that is asked for, else that of the file's name, else Markdown.

    Raises:
        WrongUse: the file's name ends in what no draft is written as.
    """
    if given is not None:
        return given
    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    raise WrongUse(
        f"no draft is written as .{ending}",
        where=str(out),
        remedy="let the name end in .md, .html, .docx or .pdf, or give --format",
    )


def checked_date(date: str, where: str = "--date") -> str:
    """Return a date of the command line, which is a year, a month or a day that there is.

    Args:
        date: as it was given; empty where none was.
        where: the option that gave it.

    Raises:
        WrongUse: there is no such date.
    """
    from datetime import date as day

    if not date:
        return date
    whole = {4: f"{date}-01-01", 7: f"{date}-01"}.get(len(date), date)
    try:
        known = (
            day.fromisoformat(whole).isoformat() == whole
        )  # 20260331 and 2026-W13-2 are days too
    except ValueError:
        known = False
    if not known:
        raise WrongUse(
            f"{date!r} is no date", where=where, remedy="write 2026-03-31, 2026-03 or 2026"
        )
    return date


def write_draft(draft: Draft, kind: DraftFormat, out: Path | None) -> None:
    """Write a draft to a file or to standard output."""
    from tierbook.release import write_docx, write_html, write_markdown, write_pdf

    if kind is DraftFormat.docx:
        write_content(write_docx(draft), out)
    elif kind is DraftFormat.pdf:
        write_content(write_pdf(draft), out)
    else:
        write_content(write_html(draft) if kind is DraftFormat.html else write_markdown(draft), out)


def write_content(content: str | bytes, out: Path | None) -> None:
    """Write text, or the bytes of a document, to a file or to standard output.

    Raises:
        WrongUse: bytes would go to a terminal, or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if out is not None:
        write_out(out, data)
        return
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise WrongUse("this document is no text for a terminal", remedy="give a file with --out")
    if isinstance(content, str):
        print(content, end="")
    else:
        sys.stdout.buffer.write(data)
