"""What becomes of each demand on a made country: asked anew, repeated, reworded, split, merged, dropped, acted upon."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

__all__ = ["Acted", "Ask", "Fate", "MadeFate", "YearOfAsks", "load_asks", "plan_asks"]

Fate = Literal["new", "repeated", "reworded", "split", "merged", "not_repeated"]
Verdict = Literal["partly", "fully", "enacted_not_used"]

FIRST_ASKS = 7
FEWEST, MOST = 5, 11
# Shares in percent of what becomes of a demand; what is left over is repeated. A split takes a demand that has parts.
_DROPPED, _REWORDED, _SPLIT, _MERGED = 10, 20, 40, 60
_ACTED_AFTER_DROP = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """One item of an edition's recommendations.

    Attributes:
        key: ids of the demands in it, joined by `+`; `shelter/1` is the first half of a demand that was split.
        words: the item as printed, without its capital and its stop.
    """

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class MadeFate:
    """What became of demands between an edition and the one before: the items of both."""

    fate: Fate
    before: tuple[Ask, ...]
    after: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """A sentence of an edition that tells what was done about a demand of an earlier one.

    `touches` is the variable that the sentence answers by itself.
    """

    key: str
    verdict: Verdict
    pillar: str
    words: str
    touches: str | None = None


@dataclass(frozen=True, slots=True)
class YearOfAsks:
    """The recommendations of one edition, with their fates and what was done."""

    asks: tuple[Ask, ...]
    fates: tuple[MadeFate, ...]
    acted: tuple[Acted, ...]


@cache
def load_asks() -> Mapping[str, Any]:
    """Return `asks.yaml`: demands by id, and pairs that may be merged."""
    rows = yaml.safe_load(Path(__file__).with_name("asks.yaml").read_text(encoding="utf-8"))
    return {"asks": {row["id"]: row for row in rows["asks"]}, "together": rows["together"]}


def plan_asks(editions: int, rng: random.Random) -> tuple[YearOfAsks, ...]:
    """Return the recommendations of so many editions, one after another."""
    told = random.Random(rng.random())  # what is told of acts leaves the fates as they are
    pool = list(load_asks()["asks"])
    rng.shuffle(pool)
    current = [_first_wording(pool.pop(), rng) for _ in range(FIRST_ASKS)]
    years = [YearOfAsks(tuple(current), tuple(MadeFate("new", (), (a,)) for a in current), ())]
    while len(years) < editions:
        fates = list(_fates(current, rng))
        current = [ask for fate in fates for ask in fate.after]
        while pool and (len(current) < FEWEST or (len(current) < MOST and rng.random() < 0.5)):
            new = _first_wording(pool.pop(), rng)
            fates.append(MadeFate("new", (), (new,)))
            current.append(new)
        rng.shuffle(current)
        years.append(YearOfAsks(tuple(current), tuple(fates), tuple(_acted(fates, told))))
    return tuple(years)


def _first_wording(key: str, rng: random.Random) -> Ask:
    return Ask(key, rng.choice(load_asks()["asks"][key]["words"]))


def _fates(current: Sequence[Ask], rng: random.Random) -> Iterator[MadeFate]:
    left = list(current)
    for row in load_asks()["together"]:
        both = [ask for ask in left if ask.key in row["of"]]
        if len(both) == len(row["of"]) and rng.randrange(100) < _MERGED:
            left = [ask for ask in left if ask not in both]
            key = "+".join(sorted(ask.key for ask in both))
            yield MadeFate("merged", tuple(both), (Ask(key, rng.choice(row["words"])),))
    for ask in left:
        yield _fate(ask, rng)


def _fate(ask: Ask, rng: random.Random) -> MadeFate:
    drawn = rng.randrange(100)
    parts = load_asks()["asks"].get(ask.key, {}).get("parts")
    if drawn < _DROPPED:
        return MadeFate("not_repeated", (ask,), ())
    if drawn < _DROPPED + _REWORDED:
        others = [words for words in _wordings(ask.key) if words != ask.words]
        if others:
            return MadeFate("reworded", (ask,), (Ask(ask.key, rng.choice(others)),))
    elif drawn < _DROPPED + _REWORDED + _SPLIT and parts:
        halves = [Ask(f"{ask.key}/{n}", rng.choice(words)) for n, words in enumerate(parts, 1)]
        return MadeFate("split", (ask,), tuple(halves))
    return MadeFate("repeated", (ask,), (ask,))


def _wordings(key: str) -> Sequence[str]:
    """Return every wording of a demand, of a half of one, or of two that were merged."""
    asks, together = load_asks()["asks"], load_asks()["together"]
    if "+" in key:
        joined: Sequence[str] = next(
            row["words"] for row in together if "+".join(sorted(row["of"])) == key
        )
        return joined
    base, _, half = key.partition("/")
    row = asks[base]
    found: Sequence[str] = row["parts"][int(half) - 1] if half else row["words"]
    return found


def _acted(fates: Sequence[MadeFate], rng: random.Random) -> Iterator[Acted]:
    """Yield what an edition tells of demands that it drops; now and then also of one that it repeats."""
    for fate in fates:
        for ask in fate.before:
            row = load_asks()["asks"].get(ask.key, {})
            share = _ACTED_AFTER_DROP if fate.fate == "not_repeated" else 6
            if "acted" in row and rng.randrange(100) < share:
                verdicts = [v for v in row["acted"] if fate.fate == "not_repeated" or v != "fully"]
                if verdicts:
                    verdict = rng.choice(verdicts)
                    words = rng.choice(row["acted"][verdict])
                    yield Acted(ask.key, verdict, row["pillar"], words, row.get("touches"))
