"""The placements that come with tierbook, put together from the tables in `data/`.

`placements.csv` holds one row for each source; the other tables add what people found out. `data/README.md` explains
them. Where two sources disagree both stay, and a ruling with its reason says which tier is shown; without one none is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import cast

from tierbook.editions.placements.placement import (
    Claim,
    History,
    PlacedSource,
    Placement,
    Support,
    Waiver,
)
from tierbook.editions.tiers import TIERS, Tier
from tierbook.errors import TierbookError

__all__ = ["load_placements"]


@cache
def load_placements() -> History:
    """Return the placements of all editions that the data support."""
    sources = _sources()
    claims: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    told: dict[tuple[str, int], PlacedSource] = {}
    for row in _table("placements"):
        key = (row["country"], int(row["edition"]))
        source = sources[row["source"]]
        support = cast(Support, row["support"])
        claim = Claim(_tier(row["tier"]), source, support, row["document"], row["words"])
        claims[key].append(claim)
        if row["waiver"] == "yes":
            told[key] = source
    for row in _table("special_cases"):
        key = (row["country"], int(row["edition"]))
        claims[key].append(Claim("special", sources[row["source"]], "stated"))
    waivers = {(r["country"], int(r["edition"])): r for r in _table("waivers")}
    rulings = {(r["country"], int(r["edition"])): r for r in _table("rulings")}
    moved = {(r["country"], int(r["edition"])): r for r in _table("reassessments")}
    known_whole = {int(r["edition"]): r["source"] for r in _table("whole_waivers")}
    placements = []
    for key, found in sorted(claims.items()):
        ruling, again, waived = rulings.get(key), moved.get(key), waivers.get(key)
        tier = _choose(found, None if ruling is None else _tier(ruling["tier"]))
        waiver, status, waiver_source = _waiver(
            key[1], tier, told.get(key), waived, sources, known_whole
        )
        placements.append(
            Placement(
                *key,
                tier=tier,
                waiver=waiver,
                waiver_status=status,  # type: ignore[arg-type]  # the tables hold these words alone
                waiver_source=waiver_source,
                reassessed=None if again is None else _tier(again["tier"]),
                reassessed_on=None if again is None else again["on"],
                reassessed_source=None if again is None else sources[again["source"]],
                claims=tuple(sorted(found, key=lambda c: c.tier != tier)),
                ruling=None if ruling is None else ruling["why"],
            )
        )
    whole = frozenset(int(row["edition"]) for row in _table("whole_lists"))
    told_off = {
        (row["country"], int(row["edition"])): f"{row['document']} ({row['words']})"
        for row in _table("told_off")
    }
    return History(tuple(placements), "tierbook's own table", whole, told_off)


def _choose(claims: list[Claim], ruled: Tier | None) -> Tier | None:
    tiers = {c.tier for c in claims}
    if ruled is not None and ruled in tiers:
        return ruled
    return tiers.pop() if len(tiers) == 1 else None


def _waiver(
    edition: int,
    tier: Tier | None,
    told: PlacedSource | None,
    waived: dict[str, str] | None,
    sources: dict[str, PlacedSource],
    whole: dict[int, str],
) -> tuple[Waiver, str | None, PlacedSource | None]:
    if waived is not None and waived["status"] == "verified":
        return "yes", "verified", sources[waived["source"]]
    if told is not None:
        return "yes", "verified", told
    if waived is not None:
        return "yes", "implied", sources[waived["source"]]
    if tier == "2WL" and edition < 2011:
        return "no", "implied", None  # nobody had stood there long enough to need one
    if tier == "2WL" and edition in whole:
        return "no", "verified", sources[whole[edition]]
    return "unknown", None, None


def _sources() -> dict[str, PlacedSource]:
    return {
        row["source"]: PlacedSource(row["source"], row["title"], row["href"], row["kind"])
        for row in _table("sources")
    }


def _table(name: str) -> list[dict[str, str]]:
    source = files("tierbook.editions") / "placements" / "data" / f"{name}.csv"
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def _tier(words: str) -> Tier:
    if words not in TIERS:
        raise TierbookError(f"{words!r} is no tier", where="editions/placements/data")
    return cast(Tier, words)
