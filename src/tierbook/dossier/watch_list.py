"""Who stands on the Watch List in an edition, over all countries, and who must leave it in the next.

Takes a `History` of official placements; gives rows. The counting is done in `standards`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tierbook.dossier.clocks import FLAGS, may_be_next, waivers_of, years_of
from tierbook.editions import LAST_EDITION, History
from tierbook.places import country_name
from tierbook.standards import ClockPosition, watch_list_clock

__all__ = ["FIRST_LIST", "OnList", "on_list", "running_out"]

FIRST_LIST = 2004  # section 110(b)(3) came with the edition of 2004


@dataclass(frozen=True, slots=True)
class OnList:
    """One country on the list in an edition: years, waivers, what may come next and what came.

    `must` is `cannot stay` or `by a waiver alone`, empty where the clock lets it stay; `why` names the one-year rule.
    """

    code: str
    name: str
    years: str
    waivers: str
    last: int | None
    next_words: str
    must: str
    why: str
    became: str | None
    became_words: str
    doubtful: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return asdict(self)


def on_list(history: History, edition: int) -> list[OnList]:
    """Return the countries on the list in an edition, by name; those of which it is not held are not among them."""
    rows = []
    for code in history.countries:
        placement = history.get(code, edition)
        if placement is None or placement.tier != "2WL":
            continue
        position = watch_list_clock(history, edition, code)
        after = history.get(code, edition + 1)
        rows.append(
            OnList(
                code=code,
                name=country_name(code, edition),
                years=years_of(position),
                waivers=waivers_of(position),
                last=position.last_permitted_edition,
                next_words=may_be_next(position),
                must=_must(position),
                why=_why(position),
                became=None if after is None else after.tier,
                became_words=_became(history, code, edition + 1),
                doubtful=tuple(
                    FLAGS[flag]
                    for flag in position.flags
                    if flag in FLAGS and flag != "clock_uncertain"
                ),
            )
        )
    return sorted(rows, key=lambda row: row.name)


def _must(position: ClockPosition) -> str:
    if "2WL" not in position.allowed_next:
        return "cannot stay"
    return "by a waiver alone" if position.waiver_needed_next else ""


def _why(position: ClockPosition) -> str:
    """Return that it is the one-year rule which ends the stay, where it is."""
    bound = not position.waivers_left and any(_ONE_YEAR in words for words in position.reasons)
    return "one-year rule" if bound and "2WL" not in position.allowed_next else ""


_ONE_YEAR = "section 110(b)(2)(F)"  # as the clock's sentences cite it


def _became(history: History, code: str, edition: int) -> str:
    placement = history.get(code, edition)
    if placement is not None:
        return placement.label
    if edition > LAST_EDITION:
        return ""
    return "off the Watch List" if history.known_off(code, edition) else "not held"


def running_out(rows: Iterable[OnList]) -> list[tuple[str, list[OnList]]]:
    """Return those that cannot stay in the next edition, then those that can by a waiver alone; neither if none."""
    given = list(rows)
    groups = [
        ("Cannot stay", [row for row in given if row.must == "cannot stay"]),
        ("Can stay by a waiver alone", [row for row in given if row.must == "by a waiver alone"]),
    ]
    return [(words, found) for words, found in groups if found]
