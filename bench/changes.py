"""Change detection over 4,300 narratives: its cost beside loading their codings, and what it finds of known changes.

Each narrative that is given is made into so many editions. In each a figure in one of ten sentences is another, a
sentence in twenty is left out, one in a hundred stands in another paragraph, and in every second run of three editions
two sections have changed places. So a pair of editions has both its own changes and those of the edition before. All of
it is drawn by seed, coded by the normal path, and not timed. Timed are reading the records, comparing each edition with
the one before, the paragraphs of a pair, and finding the stock sentences.

Usage: python bench/changes.py [TEXT...] [--editions N] [--most N]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import orjson

from tierbook.coding import code_narrative
from tierbook.dossier import Changes, HeldText, compare_editions, stock_sentences
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes, sample_pages

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
FIRST = 2001
EDITIONS = 39  # 111 narratives over 39 editions are 4,329
SHORT = 4  # words: shorter sentences are left out of the count
OTHER_FIGURE, LEFT_OUT, ELSEWHERE = 0.1, 0.05, 0.01
NUMBER = re.compile(r"(?<![\d,.$-])\d{1,2}(?![\d,.%-])")
HEADING = re.compile(r"[A-Z][A-Z ,&’'-]+\Z")


@dataclass(slots=True)
class Totals:
    """What was measured: seconds by what they were spent on, and what was found of what is known."""

    seconds: dict[str, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Add the seconds of the processor that the block takes."""
        start = time.process_time()
        yield
        self.seconds[what] = self.seconds.get(what, 0.0) + time.process_time() - start

    def add(self, changes: Changes, before: HeldText, after: HeldText) -> None:
        """Count what was found of the changes between two editions."""
        same = _keys(before) & _keys(after)
        words = (_plain(carried.after.text) for carried in changes.carried)
        found = Counter(key for key in words if len(key.split()) > SHORT)
        self.counts["sentences kept"] += same.total()
        self.counts["of them found"] += (same & found).total()
        self.counts["found that were not kept"] += sum(1 for key in found if key not in same)
        for change in changes.paragraphs:
            if change.before is not None and change.after is not None:
                right = _first_words(change.before.text, change.after.text)
                self.counts["paragraphs set against each other"] += 1
                self.counts["of them one paragraph"] += right


def main() -> None:
    """Print times, ratios and what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--editions", type=int, default=EDITIONS)
    parser.add_argument("--most", type=int, default=None, help="so many of the texts alone")
    options = parser.parse_args()
    paths = options.texts or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    named = [(path.stem, path.read_bytes()) for path in paths[: options.most]]
    named = named or [("JPN", data) for name, data in sample_pages() if name.endswith(".txt")][:1]
    totals = Totals()
    narratives = 0
    for number, (country, text) in enumerate(named):
        records = list(_records(country, text.decode(), options.editions, number))
        narratives += len(records)
        _measure(records, totals)
    _print(totals, narratives)


def _records(country: str, text: str, editions: int, seed: int) -> Iterator[bytes]:
    """Yield the codings of a narrative over editions, as they are kept."""
    chance = random.Random(seed)
    for edition in range(FIRST, FIRST + editions):
        options = ReadOptions(edition=min(edition, 2018), country=country)
        made = _edition(text, chance, swap=edition % 6 < 3)
        document = read_bytes(made.encode(), name="bench", options=options).documents[0]
        kept = replace(document, text_kind="narrative", country=country, edition=edition)
        record = code_narrative(parse_document(kept)).to_dict(everything=True)
        yield orjson.dumps(record, option=orjson.OPT_NON_STR_KEYS)


def _edition(text: str, chance: random.Random, *, swap: bool) -> str:
    """Return a narrative as an edition of its own has it."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    for n, block in enumerate(blocks):
        if len(block) < 400:
            continue
        sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])", block)
        kept = [s for s in sentences[1:] if chance.random() > LEFT_OUT]
        kept = [_other(s, chance) if chance.random() < OTHER_FIGURE else s for s in kept]
        blocks[n] = " ".join([sentences[0], *kept])
        if kept and chance.random() < ELSEWHERE * len(kept):
            target = chance.choice([m for m, other in enumerate(blocks) if len(other) >= 400])
            blocks[target] = f"{blocks[target].rstrip()} {kept[-1].strip()}"
            blocks[n] = " ".join([sentences[0], *kept[:-1]]) if target != n else blocks[n]
    if swap:
        starts = [n for n, block in enumerate(blocks) if HEADING.match(block.strip())]
        if len(starts) > 3:
            a, b, c = starts[1], starts[2], starts[3]
            blocks = [*blocks[:a], *blocks[b:c], *blocks[a:b], *blocks[c:]]
    return "\n\n".join(blocks) + "\n"


def _other(sentence: str, chance: random.Random) -> str:
    return NUMBER.sub(lambda m: str(int(m[0]) + chance.randint(1, 5)), sentence, count=1)


def _measure(records: list[bytes], totals: Totals) -> None:
    with totals.timed("load"):
        texts = [HeldText.of(orjson.loads(record)) for record in records]
    with totals.timed("compare"):
        compared = [compare_editions(one, other) for one, other in pairwise(texts)]
    with totals.timed("say in words"):
        for changes in compared:
            changes.statements()
    with totals.timed("paragraphs"):
        for changes in compared:
            _ = changes.paragraphs
    with totals.timed("stock sentences"):
        stock_sentences(texts)
    totals.counts["characters"] += sum(len(text.text) for text in texts)
    totals.counts["pairs"] += len(compared)
    for changes, (one, other) in zip(compared, pairwise(texts), strict=True):
        totals.add(changes, one, other)


def _keys(text: HeldText) -> Counter[str]:
    """Return the sentences of a text, by a folding of their own: white space alone."""
    spans = ((s["start"], s["end"]) for s in text.sentences if s["paragraph"])
    words = (_plain(text.text[start:end]) for start, end in spans)
    return Counter(key for key in words if len(key.split()) > SHORT)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _first_words(one: str, other: str) -> bool:
    """Tell whether two paragraphs are one: its first sentence is never changed."""
    return " ".join(one.split()[:4]) == " ".join(other.split()[:4])


def _print(totals: Totals, narratives: int) -> None:
    load = totals.seconds["load"]
    pairs = totals.counts.pop("pairs")
    print(f"{narratives:,} narratives, {pairs:,} pairs of editions")
    print(f"  {totals.counts.pop('characters') // narratives:,} characters each")
    for what, seconds in totals.seconds.items():
        each = seconds / (narratives if what in ("load", "stock sentences") else pairs) * 1000
        print(
            f"  {what:<16} {seconds:7.1f} s  {each:6.2f} ms each  {seconds / load:5.2f} x loading"
        )
    for what, count in totals.counts.items():
        print(f"  {what}: {count:,}")


if __name__ == "__main__":
    main()
