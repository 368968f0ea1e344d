"""tierbook's own samples: restatements of narratives in our own words, never sources.

A sample begins with a header of `Key: value` lines, the first of them `tierbook sample: <name>`, and an empty line.
"""

from __future__ import annotations

from tierbook.errors import PageUnreadable
from tierbook.files import VERSION
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_code
from tierbook.pages.document import Document
from tierbook.pages.page import Page, Reader

__all__ = ["READER"]

_MARK = "tierbook sample:"


def _knows(page: Page) -> bool:
    return bool(page.lines) and page.lines[0].text.lower().startswith(_MARK)


def _read(page: Page) -> list[Document]:
    header: dict[str, str] = {}
    lines = list(page.lines)
    while lines and (not header or not lines[0].gap):
        key, _, value = lines.pop(0).text.partition(":")
        header[key.strip().lower()] = value.strip()
    try:
        edition, country = int(header["edition"]), country_by_code(header["country"])
    except (KeyError, ValueError) as error:
        raise PageUnreadable(
            "the sample's header is not whole",
            why="it must give Edition (a year) and Country (an alpha-3 code)",
            remedy="write both lines below the first",
        ) from error
    facts = Facts(
        publisher="tierbook sample",
        title=header.get("title"),
        edition=edition,
        country=country,
        text_kind="sample",
        text_author="tierbook",
        cite_as=f"Sample text, tierbook {VERSION}, after U.S. Department of State, TIP Report {edition}",
        notes=("a sample in our own words, not a quotation", *_restates(header)),
        reader="sample",
    )
    return [build_document(facts, page, pieces_of(page.source, lines))]


def _restates(header: dict[str, str]) -> tuple[str, ...]:
    return (f"restates facts from: {header['restates']}",) if header.get("restates") else ()


READER = Reader("sample", _knows, _read)
