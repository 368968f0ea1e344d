"""Dates as pages print them."""

from __future__ import annotations

from tierbook.text import late

__all__ = ["read_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = late(
    r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<d>\d{1,2})\s+(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4})"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_date(words: str | None) -> str | None:
    """Return the first date in the words as `YYYY-MM-DD`, or None.

    `Tuesday, 24 May 2016, 11:51 GMT` and `May 24, 2016` are read.
    """
    for match in _DATE.finditer(words or ""):
        if match["iso"]:
            year, month, day = match["iso"].split("-")
        else:
            name = (match["m"] or match["m2"]).lower()[:3]
            if name not in _MONTHS:
                continue
            year, month, day = (
                match["y"] or match["y2"],
                str(_MONTHS.index(name) + 1),
                match["d"] or match["d2"],
            )
        if 1 <= int(month) <= 12 and 1 <= int(day) <= _DAYS[int(month) - 1]:
            return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    return None
