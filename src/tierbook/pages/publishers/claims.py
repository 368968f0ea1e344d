"""What a page says of its edition and country, and which of several sayings counts. Shared by the readers."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import NamedTuple

from tierbook.editions import REPORT_NAME, read_tier_line
from tierbook.pages.assembly import is_edition, year_in, year_in_name
from tierbook.pages.country import country_by_code, country_by_name
from tierbook.pages.lines import Line
from tierbook.pages.page import Page
from tierbook.pages.splitting import split_countries
from tierbook.text import late

__all__ = [
    "Anatomy",
    "country_in_title",
    "country_of",
    "country_of_options",
    "edition_of",
    "is_report_title",
    "read_anatomy",
    "year_of_address",
]

_REPORT = late(REPORT_NAME, re.I)
_AROUND_NAME = late(rf"{REPORT_NAME}|country\s+narratives?", re.I)
_NO_NAME = late(r"\b20\d\d\b|\bU\.?S\.?\s+Department\s+of\s+State\b", re.I)
_HEAD = 60
_HEAD_WITHOUT_TIER_LINE = 12
_EDGE = " \t-–—:,|()[]"
_ACCESSED = late(r"available at\b|\[?accessed\b", re.I)
_TITLE_AT_MOST = 160


class Anatomy(NamedTuple):
    """Title, tier line and body of a page that holds one narrative.

    `title` is a line of the page that names the Report; `named` the country as the tier line prints it, None without
    one. `body` begins with the tier line, or with the first line below the title. `above` are the lines before it,
    without the title.
    """

    title: str | None
    named: str | None
    body: tuple[Line, ...]
    above: tuple[Line, ...]


def read_anatomy(lines: Sequence[Line]) -> Anatomy:
    """Find title, tier line and body; a title or tier line that is printed twice counts once."""
    tier_at = next((i for i, line in enumerate(lines[:_HEAD]) if read_tier_line(line.text)), None)
    reach = _HEAD_WITHOUT_TIER_LINE if tier_at is None else tier_at
    titles = [i for i, line in enumerate(lines[:reach]) if is_report_title(line.text)]
    title = lines[titles[0]].text if titles else None
    start = tier_at if tier_at is not None else (titles[-1] + 1 if titles else 0)
    body = list(lines[start:])
    named = None
    if tier_at is not None:
        read = read_tier_line(lines[tier_at].text)
        named = read[0] if read else None
        while len(body) > 1 and body[1].text.casefold() == body[0].text.casefold():
            del body[1]
    above = [line for i, line in enumerate(lines[:start]) if i not in titles]
    return Anatomy(title, named, tuple(body), tuple(above))


def is_report_title(text: str) -> bool:
    """Tell whether a line reads as a title of the Report, and as no sentence on it."""
    if len(text) > _TITLE_AT_MOST or text.endswith((".", ";", ",")):
        return False
    return bool(_REPORT.search(text))


def country_in_title(title: str | None, edition: int | None) -> str | None:
    """Return the country that a title names: after the Report's name and `Country Narratives`, else before them."""
    if not title:
        return None
    read = read_tier_line(title)
    parts = [read[0]] if read else list(reversed(_AROUND_NAME.split(title)))
    for part in parts:
        name = _NO_NAME.sub(" ", part).strip(_EDGE)
        if len(name) >= 3 and (code := country_by_name(name, edition)) is not None:
            return code
    return None


def country_of_options(page: Page, edition: int | None, notes: list[str]) -> str | None:
    """Return the country that the caller gave, else that of the file name where it is an alpha-3 code."""
    given = page.options.country
    if given:
        found = country_by_code(given.strip()) or country_by_name(given, edition)
        if found is None:
            notes.append(f"the country given, {given!r}, is no country known here")
        return found
    stem = PurePath(page.name).stem
    found = country_by_code(stem) if stem.isupper() else None
    if found is not None:
        notes.append(f"the page names no country; {found} is that of its file name")
    return found


def country_of(
    page: Page, anatomy: Anatomy, title: str | None, edition: int | None, notes: list[str]
) -> str | None:
    """Return the country of a page with one narrative.

    The tier line says it, else the title, else the caller, else a file named by its code, else the text by the
    sentences that open it; the last two leave a note.
    """
    if anatomy.named is not None:
        code = country_by_name(anatomy.named, edition)
        if code is not None:
            return code
        notes.append(f"the tier line names {anatomy.named!r}, which is no country known here")
    return (
        country_in_title(title, edition)
        or country_of_options(page, edition, notes)
        or _country_of_text(anatomy.body, edition, notes)
    )


def _country_of_text(lines: Sequence[Line], edition: int | None, notes: list[str]) -> str | None:
    codes = {part.code for part in split_countries(lines, edition=edition)}
    known = sorted(code for code in codes if code is not None)
    if len(known) > 1:
        notes.append(
            f"the text speaks of several countries in turn, and is not cut: {', '.join(known)}"
        )
    if len(codes) != 1 or not known:
        return None
    (code,) = known
    notes.append(
        f"the page names no country above its text; {code} is the one that the text speaks of"
    )
    return code


def edition_of(
    page: Page,
    title: str | None,
    notes: list[str],
    *,
    cite_as: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    address: str | None = None,
) -> int | None:
    """Return the edition: the caller's, else the first that the page gives.

    The order is: title, citation, publication date, address, name of file or folder; the last two leave a note. Years
    in the text are not asked: the edition after the last year named three times was right for 71 of 111 narratives of
    2018, and a wrong edition puts a text under the wrong law.

    Args:
        page: the page.
        title: its title.
        notes: takes what is to be said about the choice.
        cite_as: its citation.
        published: its publication date, `YYYY-MM-DD`.
        publisher: for addresses whose ids tell the edition.
        address: where it stands.
    """
    said = year_in(title) or year_in(_ACCESSED.split(cite_as or "")[0])
    if said is None and published and is_edition(int(published[:4])):
        said = int(published[:4])
    given = page.options.edition
    if given is not None:
        if said is not None and said != given:
            notes.append(f"the page's title says {said}; the edition given, {given}, was taken")
        return given
    if said is not None:
        return said
    if address:
        said = year_of_address(publisher, address)
        if said is not None:
            notes.append(f"the page prints no year; the edition {said} is that of its address")
            return said
    named = year_in_name(page.name)
    if named is not None:
        notes.append(
            f"the page prints no year; the edition {named} is that of its file or folder name"
        )
        return named
    notes.append("the page prints no year, and its edition is not known")
    return None


def year_of_address(publisher: str | None, address: str) -> int | None:
    """Return the edition that an address tells: by a year in it, or by an id such as one edition's pages have."""
    for of, pattern, edition in _addresses():
        if of in (publisher, "any") and (match := pattern.search(address)) is not None:
            year = int(edition or match["year"])
            return year if is_edition(year) else None
    return None


@cache
def _addresses() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    table = files("tierbook.pages.publishers") / "editions_by_address.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple(
        (row["publisher"], re.compile(row["pattern"], re.I), row["edition"]) for row in rows
    )
