"""The pages that tests read: one registry, so that layouts are listed and every page is put to the same trials.

A module `making.py` anywhere below this folder defines `FIXTURES` (a tuple of `Fixture`) and, for what stands in the
table of readers, gives each a `Row`. `all_fixtures()` finds them.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from tierbook.pages import ReadOptions

__all__ = ["Fixture", "Row", "all_fixtures"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """What is read of a page; a field left None is not looked at. Facts of a page with many countries are its first's.

    `sections` are the pillars of the headings in their order. `countries` are all that the page gives, in order.
    """

    publisher: str
    era: str
    countries: tuple[str, ...]
    tier: str | None
    sections: tuple[str, ...]
    paragraphs: int
    items: int = 0
    edition: int | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    address: str | None = None
    captured: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fixture:
    """A page in our own words, in the shape of a publisher's.

    `form` decides how often it is mutated; `refused` is what the problem says where the page must give no Document.
    """

    name: str
    form: Literal["html", "text", "pdf", "other"]
    data: bytes
    row: Row | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    refused: str | None = None
    file: str = "page.html"


@cache
def all_fixtures() -> tuple[Fixture, ...]:
    """Return every page of every `making.py` below this folder, sorted by name."""
    found: list[Fixture] = []
    for path in sorted(FOLDER.rglob("making.py")):
        name = ".".join(("tests", "pages", *path.relative_to(FOLDER).with_suffix("").parts))
        found.extend(getattr(importlib.import_module(name), "FIXTURES", ()))
    names = [fixture.name for fixture in found]
    assert len(set(names)) == len(names), "two pages of one name"
    return tuple(sorted(found, key=lambda fixture: fixture.name))
