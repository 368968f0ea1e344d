"""What one text says of tier, years and waiver, beside official placements and the clock as of its edition.

Takes a coding and a `History`; gives rows with both sides. Nothing is mended, and neither side is preferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.dossier import may_be_next, waivers_of, years_of
from tierbook.editions import TIERS, History
from tierbook.library.reading.assessing import place_link
from tierbook.library.reading.places_in_text import short_place
from tierbook.standards import watch_list_clock
from tierbook.text import counted

__all__ = ["BesideRow", "ClockBeside", "Saying", "clock_beside"]

_SAMPLE = "A sample is no source, so nothing in it is held against the placements."
_UNKNOWN = "Country or edition of this text is not known, so there is no clock to hold it against."


@dataclass(frozen=True, slots=True)
class Saying:
    """What the text says on one point, and a link to the words."""

    words: str
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One point: what the text says of it (nothing where it is silent), and what the table or the clock has."""

    what: str
    sayings: tuple[Saying, ...]
    held: str


@dataclass(frozen=True, slots=True)
class ClockBeside:
    """The rows of one text, the clock's reasons, or a sentence that says why there is none."""

    note: str
    rows: tuple[BesideRow, ...]
    reasons: tuple[str, ...]
    next_words: str
    edition: int


def clock_beside(coding: dict[str, Any], history: History) -> ClockBeside:
    """Return what a text says of tier, years and waiver beside the clock of its edition."""
    head = coding["document"]
    country, edition = head.get("country"), head.get("edition")
    if head["text_kind"] == "sample":
        return ClockBeside(_SAMPLE, (), (), "", 0)
    if not country or not edition:
        return ClockBeside(_UNKNOWN, (), (), "", 0)
    own = history.of(country)
    if not len(own) or edition < own.editions[0]:
        return ClockBeside("No placement up to this edition is held.", (), (), "", edition)
    position = watch_list_clock(own, edition, country)
    years = _sayings(coding, "tier.watch_list_year", _year)
    waiver = _sayings(coding, "tier.waiver", _waiver)
    change = _sayings(coding, "tier.automatic_downgrade", _downgrade)
    rows = [BesideRow("Tier", _sayings(coding, "tier.stated", _tier), position.tier_in_words)]
    if position.on_list or position.consecutive_years or years:
        held = years_of(position) if position.on_list else f"not on the list; {years_of(position)}"
        rows.append(BesideRow("Years on the Watch List", years, held))
    if position.on_list or waiver:
        rows.append(BesideRow("Waiver", waiver, waivers_of(position)))
    if change:
        rows.append(BesideRow("Automatic downgrade", change, position.tier_in_words))
    return ClockBeside("", tuple(rows), position.reasons, may_be_next(position), edition)


def _sayings(coding: dict[str, Any], variable: str, words: Any) -> tuple[Saying, ...]:
    found: dict[str, Saying] = {}
    for finding in coding["findings"]:
        if finding["variable"] != variable or not finding["evidence"]:
            continue
        first = finding["evidence"][0]
        place = short_place(first["paragraph"], first["sentence"])
        found.setdefault(
            f"{finding['value']}", Saying(words(finding["value"]), place, place_link(place))
        )
    return tuple(found.values())


def _tier(value: Any) -> str:
    return TIERS.get(str(value), str(value))


def _year(value: Any) -> str:
    return counted(value, "year")


def _waiver(value: Any) -> str:
    return {"yes": "granted", "no": "none granted"}.get(str(value), str(value))


def _downgrade(value: Any) -> str:
    return {"yes": "put on Tier 3 by the time limit", "no": "not put on Tier 3"}.get(
        str(value), str(value)
    )
