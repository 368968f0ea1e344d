"""The Department's texts that a draft leans on: from the pages of `--from`, else from the library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tierbook.cli.guard import Messages, say

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.pages import Document, ReadOptions
    from tierbook.standards import OwnFile

__all__ = ["file_hashes", "newest_text"]


def newest_text(
    country: str,
    edition: int,
    pages: list[str] | None,
    home: Path | None,
    messages: Messages,
    *,
    options: ReadOptions | None = None,
) -> Coding | None:
    """Return the coding of the newest text on a country, up to an edition, and tell which it is; None without one.

    A whole narrative goes before an excerpt, a summary or a sample of the same edition.
    """
    from tierbook.coding import code_narrative
    from tierbook.corpus import newest_of
    from tierbook.narrative import parse_document
    from tierbook.release import name_document

    held = _from_pages(pages, country, messages, options) if pages else _held(country, home)
    best = newest_of(held, country, edition)
    if best is None:
        where = "these pages hold" if pages else "the library holds"
        say(f"{where} no text on {country} of an edition up to {edition}; none is drawn on")
        return None
    say(f"the text drawn on: {name_document(best)} ({best.id})")
    return code_narrative(parse_document(best))


def file_hashes(own: OwnFile, form: Path, messages: Messages) -> dict[str, str | None]:
    """Return the SHA-256 of each file that a source names and that stands beside the form; tell what does not fit."""
    from tierbook.errors import Problem

    found: dict[str, str | None] = {}
    for finding in own.findings:
        source = finding.source
        if source.file is None:
            continue
        path = form.parent / source.file
        if source.file not in found:
            found[source.file] = _hash(path)
        actual = found[source.file]
        if actual is not None and source.sha256 is not None and actual != source.sha256:
            messages.tell(
                Problem(
                    f"{form}:{finding.line}" if finding.line else str(form),
                    f"{source.file} is not the file that {finding.id} was taken from: its SHA-256 is {actual}",
                    f"the form gives {source.sha256}",
                    "put back the file, or look at the finding again; the report says so in its note",
                    failed=False,
                )
            )
    return found


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _itself(document: Document) -> Document:
    return document


def _from_pages(
    pages: list[str], country: str, messages: Messages, options: ReadOptions | None
) -> Iterable[Document]:
    from tierbook.cli.options import read_options
    from tierbook.corpus import expand_inputs, run_batch

    given = options or read_options(country=country)
    return messages.told(run_batch(expand_inputs(pages), _itself, options=given))


def _held(country: str, home: Path | None) -> Iterator[Document]:
    """Yield the texts on a country that the library of this home holds."""
    from tierbook.cli.homes import find_home
    from tierbook.corpus import read_held

    return read_held(find_home(home) / "corpus", country)
