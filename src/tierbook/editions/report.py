"""Editions of the Trafficking in Persons Report.

Dates are of publication as the Report or the press of the day gives them; `date_checked` is False where a date was
not seen in a source. The period is the one the edition covers: from 1 April of the year before to 31 March.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.errors import WrongUse

__all__ = ["EDITIONS", "FIRST_EDITION", "LAST_EDITION", "REPORT_NAME", "Edition", "get_edition"]

# What the Report is called, as a pattern without regard to capitals.
REPORT_NAME = r"(?:trafficking\s+in\s+persons|\bTIP)(?:\s+\(TIP\))?\s+report"


@dataclass(frozen=True, slots=True)
class Edition:
    """One yearly edition of the Report."""

    year: int
    published: str
    date_checked: bool

    @property
    def number(self) -> int:
        """Return its number in the series, the edition of 2001 being the first."""
        return self.year - 2000

    @property
    def period(self) -> tuple[str, str]:
        """Return first and last day that the edition covers, as the Department's practice has it."""
        return f"{self.year - 1}-04-01", f"{self.year}-03-31"


_DATES = (
    "2001-07-12? 2002-06-05 2003-06-11 2004-06-14 2005-06-03 2006-06-05 2007-06-12 2008-06-04 2009-06-16 2010-06-14? "
    "2011-06-27 2012-06-19? 2013-06-19 2014-06-20? 2015-07-27 2016-06-30 2017-06-27? 2018-06-28 2019-06-20 2020-06-25 "
    "2021-07-01 2022-07-19 2023-06-15? 2024-06-24 2025-09-29"
).split()
EDITIONS: tuple[Edition, ...] = tuple(
    Edition(int(d[:4]), d.rstrip("?"), not d.endswith("?")) for d in _DATES
)
FIRST_EDITION, LAST_EDITION = EDITIONS[0].year, EDITIONS[-1].year


def get_edition(year: int) -> Edition:
    """Return the edition of a year.

    Raises:
        WrongUse: no such edition was published, as far as this version of tierbook knows.
    """
    if not FIRST_EDITION <= year <= LAST_EDITION:
        raise WrongUse(
            f"there is no edition of {year}",
            why=f"this version of tierbook knows those of {FIRST_EDITION} to {LAST_EDITION}",
            remedy="give the year in the title of the Report",
        )
    return EDITIONS[year - FIRST_EDITION]
