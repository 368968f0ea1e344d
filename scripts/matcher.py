"""Measure the matcher of recommendations and write the measured part of docs/explanation/ledger.md.

Usage: python -m scripts.matcher --date DAY --lists PAGE... [--dry]
       python -m scripts.matcher --frequencies --lists PAGE...

Three tests: pairs made by hand, of which one half served to choose the rules; made countries with known fates; and the
lists of PAGE, real narratives of one edition, to which known things are done. Beside it the plainest rule: two items
are the same where their words overlap enough. `--frequencies` counts how many items hold each feature, for
`src/tierbook/dossier/recommendations/frequencies.csv`.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from tests.dossier.generator.country import make_country
from tierbook.coding import code_narrative
from tierbook.corpus import expand_inputs, run_batch
from tierbook.dossier import (
    FATES,
    HeldText,
    Item,
    build_ledger,
    compare_items,
    hold_texts,
    items_of,
    match_items,
)
from tierbook.dossier.recommendations.demands import demands_of
from tierbook.dossier.recommendations.likeness import same_words
from tierbook.errors import Problem
from tierbook.narrative import parse_document
from tierbook.pages import Document, ReadOptions

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "explanation" / "ledger.md"
PAIRS = REPOSITORY / "tests" / "dossier" / "pairs.yaml"
COUNTS = REPOSITORY / "src/tierbook/dossier/recommendations/frequencies.csv"
START, END = "<!-- measured: written by scripts/matcher.py -->", "<!-- end -->"
SAME = ("repeated", "reworded", "narrowed", "widened", "split", "merged")
TUNED_SEEDS, KEPT_SEEDS = range(10), range(100, 160)
LEAST_COUNT = 3
FEWEST = 5  # items of a list that things are done to

Rule = Callable[[str, str], bool]


@dataclass(slots=True)
class Score:
    """Hits, false alarms and misses."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def add(self, *, told: bool, true: bool) -> None:
        """Count one answer."""
        self.hit += told and true
        self.false += told and not true
        self.missed += true and not told

    @property
    def precision(self) -> float:
        """Return the share of what is told that is true."""
        return self.hit / max(self.hit + self.false, 1)

    @property
    def recall(self) -> float:
        """Return the share of what is true that is told."""
        return self.hit / max(self.hit + self.missed, 1)

    @property
    def f1(self) -> float:
        """Return the mean of both, as it is usual."""
        return 2 * self.hit / max(2 * self.hit + self.false + self.missed, 1)

    @property
    def row(self) -> str:
        """Return precision, recall, F1 and the number of true cases as cells."""
        true = self.hit + self.missed
        return f"{self.precision:.2f} | {self.recall:.2f} | {self.f1:.2f} | {true}"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", default="", help="day of the measurement, YYYY-MM-DD")
    parser.add_argument("--lists", nargs="+", required=True)
    parser.add_argument("--frequencies", action="store_true")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    lists = [items for items in _lists(options.lists) if items]
    if options.frequencies:
        _count(lists)
        return
    lines = [
        f"Measured on {options.date}.",
        "",
        *_pairs(),
        *_made(),
        *_standing(),
        *_real(lists),
        *_acted(),
    ]
    text = "\n".join(lines).rstrip()
    print(text)
    if not options.dry:
        page = PAGE.read_text(encoding="utf-8")
        head, _, rest = page.partition(START)
        tail = rest.partition(END)[2]
        PAGE.write_text(f"{head}{START}\n\n{text}\n\n{END}{tail}", encoding="utf-8")


# Pairs made by hand


def overlap(least: float) -> Rule:
    """Return the plainest rule: the words that two items share, over all their words."""

    def same(before: str, after: str) -> bool:
        a, b = set(same_words(before)), set(same_words(after))
        return len(a & b) / len(a | b) >= least

    return same


def load_pairs() -> list[tuple[str, str, str]]:
    """Return the pairs: what the later one is, the earlier one, the later one."""
    rows = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))["pairs"]
    return [(how, before, after) for how, before, after in rows]


def is_kept(before: str, after: str) -> bool:
    """Tell whether a pair only measures; the others served to choose the rules."""
    return zlib.crc32(f"{before}|{after}".encode()) % 2 == 1


def score_pairs(rule: Rule, pairs: Sequence[tuple[str, str, str]]) -> Score:
    """Score a rule on pairs."""
    score = Score()
    for how, before, after in pairs:
        score.add(told=rule(before, after), true=how in SAME)
    return score


def _pairs() -> Iterator[str]:
    pairs = load_pairs()
    halves = {
        "chosen on": [p for p in pairs if not is_kept(p[1], p[2])],
        "kept apart": [p for p in pairs if is_kept(p[1], p[2])],
    }
    least = max(
        (n / 100 for n in range(5, 95)),
        key=lambda n: score_pairs(overlap(n), halves["chosen on"]).f1,
    )
    rules: dict[str, Rule] = {
        "matcher": lambda before, after: compare_items(before, after).same,
        f"overlap of words, {least:.2f} or more": overlap(least),
    }
    yield from (
        "### Pairs made by hand",
        "",
        f"{len(pairs)} pairs. Is the later item the same demand going on?",
        "",
    )
    yield "| rule | half | precision | recall | F1 | pairs that are |"
    yield "|---|---|---|---|---|---|"
    for name, rule in rules.items():
        for half, rows in halves.items():
            yield f"| {name} | {half} ({len(rows)}) | {score_pairs(rule, rows).row} |"
    yield from ("", "By kind, on the half that is kept apart:", "")
    yield "| kind | pairs | matcher right | overlap right |"
    yield "|---|---|---|---|"
    kept = halves["kept apart"]
    for kind in sorted({how for how, _, _ in kept}, key=[*SAME, "act", "group", "other"].index):
        mine = [p for p in kept if p[0] == kind]
        right = [sum(rule(p[1], p[2]) == (kind in SAME) for p in mine) for rule in rules.values()]
        yield f"| {kind} | {len(mine)} | {right[0]} | {right[1]} |"
    yield ""


# Made countries


def _made() -> Iterator[str]:
    yield from (
        "### Made countries",
        "",
        "A fate is right where it and all items on both sides are.",
        "",
    )
    yield f"| fate | chosen on ({len(TUNED_SEEDS)} countries): precision | recall | F1 | fates |"
    yield "|---|---|---|---|---|"
    yield from _fates(score_made(TUNED_SEEDS))
    yield ""
    yield f"| fate | kept apart ({len(KEPT_SEEDS)} countries): precision | recall | F1 | fates |"
    yield "|---|---|---|---|---|"
    yield from _fates(score_made(KEPT_SEEDS))
    yield ""


def score_made(seeds: range) -> dict[str, Score]:
    """Score the fates of made countries."""
    scores: dict[str, Score] = {fate: Score() for fate in FATES}
    for seed in seeds:
        editions = make_country(seed=seed).editions
        for before, after in pairwise(editions):
            true = {
                _key(f.fate, [a.words for a in f.before], [a.words for a in f.after])
                for f in after.fates
            }
            lists = [_listed(e.edition, [ask.words for ask in e.asks]) for e in (before, after)]
            _compare(scores, true, lists)
    return scores


def _compare(scores: dict[str, Score], true: set[str], lists: Sequence[Sequence[Item]]) -> None:
    told = {
        _key(m.fate, [i.text for i in m.before], [i.text for i in m.after])
        for m in match_items(*lists)
    }
    for key in sorted(told | true):
        scores[key.partition("|")[0]].add(told=key in told, true=key in true)


def _key(fate: str, before: Sequence[str], after: Sequence[str]) -> str:
    return "|".join([fate, " & ".join(sorted(before)), " & ".join(sorted(after))])


def _listed(edition: int, texts: Sequence[str]) -> list[Item]:
    return [Item(edition, n, text, None, (), None, ()) for n, text in enumerate(texts, 1)]


def _fates(scores: dict[str, Score]) -> Iterator[str]:
    everything = Score()
    for fate, score in scores.items():
        yield f"| {fate} | {score.row} |"
        everything.hit += score.hit
        everything.false += score.false
        everything.missed += score.missed
    yield f"| all | {everything.row} |"


# How long demands have stood


def _standing() -> Iterator[str]:
    yield from ("### Years in a row, in made countries", "")
    yield "| countries | demands that stand in 2018 | years right | too few | too many |"
    yield "|---|---|---|---|---|"
    for name, seeds in (("chosen on", TUNED_SEEDS), ("kept apart", KEPT_SEEDS)):
        gaps = list(standing_errors(seeds))
        right, few = gaps.count(0), sum(gap < 0 for gap in gaps)
        many = len(gaps) - right - few
        yield f"| {name} ({len(seeds)}) | {len(gaps)} | {right} | {few} | {many} |"
    yield ""


def standing_errors(seeds: range) -> Iterator[int]:
    """Yield by how many years the ledger is off for each item of the last list; of what was merged the longest past."""
    for seed in seeds:
        made = make_country(seed=seed)
        years: dict[str, int] = {}
        for edition in made:
            before, years = years, {}
            for fate in edition.fates:
                past = max((before[ask.words] for ask in fate.before), default=0)
                years.update({ask.words: past + 1 for ask in fate.after})
        told: dict[str, int] = {}
        for entry in build_ledger(hold_texts(made.hold())).entries:
            if entry.stands:
                words = entry.newest.text.lower()
                told[words] = max(told.get(words, 0), entry.standing)
        yield from (told[words.lower()] - n for words, n in sorted(years.items()))


# What was done about them

# Answers that a made edition gives by chance, which say the same as an act on these demands.
_ALSO_TRUE = {
    "The government granted foreign victims temporary residence permits.": "residency",
    "The government conducted public awareness campaigns on trafficking.": "campaigns",
    "Courts convicted a police officer for complicity in trafficking.": "complicity",
}


def _acted() -> Iterator[str]:
    yield from ("### Acted upon, in made countries", "")
    yield "| countries | sentences that prove an act | found | verdict right | claims that nothing proves |"
    yield "|---|---|---|---|---|"
    for name, seeds in (("chosen on", TUNED_SEEDS), ("kept apart", KEPT_SEEDS)):
        true, found, right, false = score_acted(seeds)
        yield f"| {name} ({len(seeds)}) | {true} | {found} | {right} | {false} |"
    yield ""


def score_acted(seeds: range) -> tuple[int, int, int, int]:
    """Return how many sentences prove an act, are found, and are judged right; and how many claims are wrong."""
    true = found = right = false = 0
    for seed in seeds:
        made = make_country(seed=seed)
        proofs = {(e.edition, told.words): told for e in made for told in e.acted}
        seen: set[tuple[int, str]] = set()
        good: set[tuple[int, str]] = set()
        for entry in build_ledger(hold_texts(made.hold())).entries:
            for claim in entry.acted:
                asked = {item.text.lower() for item in entry.items[claim.asked]}
                keys = {a.key for a in made[claim.asked].asks if a.words.lower() in asked}
                demands = {part for key in keys for part in re.split(r"[+/]", key)} | keys
                said = (claim.edition, claim.quotes[0].text)
                told = proofs.get(said)
                if told is not None and told.key.partition("/")[0] in demands:
                    seen.add(said)
                    if told.verdict == claim.verdict:
                        good.add(said)
                elif _ALSO_TRUE.get(said[1]) not in demands:
                    false += 1
        true, found, right = true + len(proofs), found + len(seen), right + len(good)
    return true, found, right, false


# Real lists to which known things are done

_PARTS = re.compile(r",? (?:including|particularly|especially|such as|in particular)\b[^,;]*$")
_JOINED = re.compile(
    r",? and (?=(?:\w+ly )?(?:train|provide|ensure|increase|develop|establish|improve|fund|refer|"
    r"enforce|conduct|raise|allocate|adopt)\b)"
)
_BEFORE = re.compile(r"^(?:\w+ly |continue to |increase efforts to |significantly )+", re.I)
_WITHOUT_ACT = re.compile(r"^(?:increase|continue|improve|strengthen|expand|enhance)\b", re.I)


def _real(lists: Sequence[Sequence[Item]]) -> Iterator[str]:
    scores = score_real(lists)
    yield from (
        "### Real lists, changed in known ways",
        "",
        f"{len(lists)} lists of one edition.",
        "",
    )
    yield "| fate | precision | recall | F1 | fates |"
    yield "|---|---|---|---|---|"
    yield from _fates(scores)
    yield ""


def score_real(lists: Sequence[Sequence[Item]], seed: int = 0) -> dict[str, Score]:
    """Do known things to real lists, and score the fates.

    Each item keeps its words, or loses its last example, or its adverbs, or is cut where a second verb joins it, or is
    joined to its neighbour, or goes. What is new comes from lists of other countries, on variables of which the list
    says nothing.
    """
    rng = random.Random(seed)
    scores: dict[str, Score] = {fate: Score() for fate in FATES}
    pool = [item for items in lists for item in items if item.topics]
    for items in lists:
        if len(items) < FEWEST:
            continue
        after, true = _changed(items, rng)
        known = {topic for item in items for topic in item.topics}
        strangers = [
            item.text for item in rng.sample(pool, len(pool)) if not known & set(item.topics)
        ]
        for text in strangers[:2]:
            after.append(text)
            true.add(_key("new", [], [text]))
        rng.shuffle(after)
        _compare(scores, true, (items, _listed(items[0].edition + 1, after)))
    return scores


def _changed(items: Sequence[Item], rng: random.Random) -> tuple[list[str], set[str]]:
    after: list[str] = []
    true: set[str] = set()
    left = [item.text for item in items]
    while left:
        text = left.pop(0)
        drawn = rng.random()
        parts = _JOINED.split(text)
        fate, before, made = "repeated", [text], [text]
        if drawn < 0.12:
            fate, made = "not_repeated", []
        elif drawn < 0.4 and len(parts) == 2 and min(len(p.split()) for p in parts) > 3:
            fate, made = "split", parts
        elif drawn < 0.18 and left:
            before = [text, left.pop(0)]
            fate, made = "merged", [f"{before[0]}, and {before[1][0].lower()}{before[1][1:]}"]
        elif drawn < 0.6:
            fate, made = "reworded", [_reworded(text)]
            if same_words(made[0]) == same_words(text):
                fate = "repeated"
        after.extend(made)
        true.add(_key(fate, before, made))
    return after, true


def _reworded(text: str) -> str:
    short = _PARTS.sub("", text)
    bare = _BEFORE.sub("", short)
    return bare if _WITHOUT_ACT.match(bare) else f"continue efforts to {bare[0].lower()}{bare[1:]}"


# The pages, and what is counted over them


def _lists(paths: Sequence[str]) -> Iterator[tuple[Item, ...]]:
    for result in run_batch(expand_inputs(paths), _hold, options=ReadOptions(edition=2018)):
        if not isinstance(result, Problem) and result is not None:
            yield items_of(result)


def _hold(document: Document) -> HeldText:
    return HeldText.of(code_narrative(parse_document(document)))


def _count(lists: Sequence[Sequence[Item]]) -> None:
    counts: Counter[str] = Counter()
    for items in lists:
        for item in items:
            counts.update({f for demand in demands_of(item.text) for f in demand.features})
    with COUNTS.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["feature", "items"])
        writer.writerow(["", sum(map(len, lists))])
        writer.writerows((f, n) for f, n in sorted(counts.items()) if n >= LEAST_COUNT)


if __name__ == "__main__":
    main()
