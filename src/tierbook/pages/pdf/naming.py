"""Which edition a PDF is of, and what it calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from tierbook.pages.assembly import is_edition, year_in, year_in_name
from tierbook.pages.options import ReadOptions
from tierbook.pages.pdf.printed import PrintedPage, rows_of
from tierbook.text import late

__all__ = ["Names"]

_TITLE = late(
    r"(?:the\s+)?(?:u\.?\s?s\.?\s+)?(?:department\s+of\s+state\s*[-–—:,|]?\s*)?(?:20\d\d\s+)?(?:annual\s+)?"
    r"trafficking\s+in\s+persons\s+report(?:\s*[-–—:,|•]?\s*(?:january|june|july|september)?\s*20\d\d)?(?P<rest>.{0,70})",
    re.I,
)
_DATE = late(r"(?:january|june|july|september)?\s*(20\d\d)", re.I)
_REST = late(r"\s*(?:[-–—:,|•(]\s*\S.*)?")
_COUNTRY = late(
    r"[-–—:,|]\s*(?:country\s+narratives?\s*[-–—:,|]\s*)?(?P<name>[^-–—:|\d]{3,60})$", re.I
)
_NUMBER = late(r"^\d{1,3}\s+|\s+\d{1,3}$")
_EVERYWHERE = 12


class Names:
    """What the pages of a PDF say of its title, counted as they are read."""

    def __init__(self, name: str, options: ReadOptions, metadata: Mapping[str, str]) -> None:
        self.name, self.options, self.metadata = name, options, metadata
        self.years: Counter[int] = Counter()
        self.title: str | None = None
        self.title_country: str | None = None

    def learn(self, page: PrintedPage) -> None:
        """Look for the Report's title: anywhere on the first pages, at the edges of the others."""
        edges = page.index >= _EVERYWHERE
        lines = [
            line
            for line in page.lines
            if len(line.text) < 140 and (not edges or line.turned or line in page.margin)
        ]
        rows = [" ".join(line.text for line in row) for row in rows_of(lines)]
        rows = [_NUMBER.sub("", row) for row in rows]
        for i, row in enumerate(rows):
            words, used = row, 0
            match = _TITLE.fullmatch(words)
            if match is None and i + 1 < len(rows):
                words, used = f"{row} {rows[i + 1]}", 1
                match = _TITLE.fullmatch(words)
            if (
                match is None
                or not _REST.fullmatch(match["rest"] or "")
                or "persons" not in words.lower()
            ):
                continue
            year = year_in(words)
            beside = [*rows[max(i - 1, 0) : i], *rows[i + used + 1 : i + used + 2]]
            for other in beside:
                date = _DATE.fullmatch(other.strip())
                if year is None and date and is_edition(int(date[1])):
                    year = int(date[1])
                    words = f"{words} {other.strip()}"
            if year is None:
                continue
            self.years[year] += 1
            if self.title is None:
                self.title = words
                found = _COUNTRY.search(match["rest"] or "")
                self.title_country = found["name"].strip() if found else None
            return

    def edition(self, notes: list[str]) -> int | None:
        """Return the edition: the caller's, else the pages', else that of the file's name or of what is put into it."""
        printed = self._printed()
        given = self.options.edition
        if given is not None:
            if printed is not None and printed != given:
                notes.append(f"the pages say {printed}; the edition given, {given}, was taken")
            return given
        if printed is not None:
            return printed
        named = year_in_name(self.name)
        if named is not None:
            notes.append(
                f"no page prints the year of the Report; the edition {named} is that of its file or folder name"
            )
            return named
        for key in ("Title", "Subject", "CreationDate"):
            words = self.metadata.get(key, "")
            year = year_in(words.removeprefix("D:")[:4] if key == "CreationDate" else words)
            if year is not None:
                notes.append(
                    f"no page prints the year of the Report; the edition {year} is that of the PDF's own {key}"
                )
                return year
        notes.append("no page prints the year of the Report, and the edition is not known")
        return None

    def known_edition(self) -> int | None:
        """Return the edition as far as it is known, without notes: for the names of countries."""
        if self.options.edition is not None:
            return self.options.edition
        return self._printed()

    def _printed(self) -> int | None:
        """Return the year that most pages print."""
        return self.years.most_common(1)[0][0] if self.years else None
