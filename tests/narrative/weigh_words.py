"""Make `pillar_words.yaml` from the sections of the 2018 edition, and measure how often it is right.

    python tests/narrative/weigh_words.py SECTIONS.jsonl            print the accuracy on the countries kept apart
    python tests/narrative/weigh_words.py SECTIONS.jsonl --write    make the table anew first

Words are weighed on two thirds of the countries (by the remainder of a hash of their code) and measured on the rest.
Only words and numbers are written, and only words that stand in the texts of eight countries or more.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from collections import Counter, defaultdict
from pathlib import Path

from tierbook.narrative import PILLARS, Pillar
from tierbook.narrative import pillars as pillars_module
from tierbook.text import clause_spans, sentence_spans

TABLE = Path(pillars_module.__file__).parent / "pillar_words.yaml"
SECTIONS: dict[str, Pillar] = {
    "INTRO": "standards",
    "RECOMMENDATIONS": "recommendations",
    "PROSECUTIONS": "prosecution",
    "PROTECTION": "protection",
    "PREVENTION": "prevention",
    "TRAFFICKING PROFILE": "profile",
}
COUNTRIES_AT_LEAST = 8
WEIGHT_AT_LEAST = 0.7

Parts = dict[str, dict[Pillar, str]]


def load_sections(path: Path) -> Parts:
    """Return the sections by country, countries with all text in one left out."""
    found: Parts = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if all(record["sections"].get(name, "").strip() for name in SECTIONS):
            found[record["iso3"]] = {
                pillar: record["sections"][name].strip() for name, pillar in SECTIONS.items()
            }
    return found


def is_testing(country: str) -> bool:
    return zlib.crc32(country.encode()) % 3 == 0


def windows(words: str, size: int, *, by_clause: bool = False) -> list[str]:
    """Cut a section into runs of so many sentences (or clauses); 0 leaves it whole."""
    if not size:
        return [words]
    spans = clause_spans(words) if by_clause else sentence_spans(words)
    return [
        words[spans[i][0] : spans[min(i + size, len(spans)) - 1][1]]
        for i in range(0, len(spans), size)
    ]


def count(parts: Parts) -> dict[str, tuple[float, ...]]:
    """Return for each word how much likelier than on average each pillar's sentences hold it, in logarithms."""
    totals: Counter[Pillar] = Counter()
    seen: dict[str, Counter[Pillar]] = defaultdict(Counter)
    countries: dict[str, set[str]] = defaultdict(set)
    for country, sections in sorted(parts.items()):
        for pillar, words in sections.items():
            for window in windows(words, 2, by_clause=pillar == "recommendations"):
                totals[pillar] += 1
                for stem in pillars_module.stems(window):
                    seen[stem][pillar] += 1
                    countries[stem].add(country)
    table: dict[str, tuple[float, ...]] = {}
    for stem in sorted(seen):
        if stem == ";" or len(countries[stem]) < COUNTRIES_AT_LEAST:
            continue
        logs = [math.log((seen[stem][p] + 0.5) / (totals[p] + 1)) for p in PILLARS]
        mean = sum(logs) / len(logs)
        row = tuple(round(log - mean, 1) for log in logs)
        if max(abs(weight) for weight in row) >= WEIGHT_AT_LEAST:
            table[stem] = row
    return table


def accuracy(
    parts: Parts, size: int, *, with_order: bool
) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Return how many paragraphs got their section's pillar, how many there are, and what was taken for what."""
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    order = pillars_module.order_of(2018)
    for _, sections in sorted(parts.items()):
        paragraphs = [
            (pillar, words)
            for pillar in order
            for words in windows(sections[pillar], size, by_clause=pillar == "recommendations")
        ]
        if with_order:
            text = "\n\n".join(words for _, words in paragraphs)
            drafts, at = [], 0
            for _, words in paragraphs:
                drafts.append(pillars_module.Draft(at, at + len(words), None, None))
                at += len(words) + 2
            given = [
                p.pillar
                for p in pillars_module.assign_pillars(text, drafts, edition=2018, short_form=False)
            ]
        else:
            given = []
            for _, words in paragraphs:
                scores = pillars_module.weigh(words)
                given.append(max(PILLARS, key=lambda p: scores[p]))
        for (pillar, _), guess in zip(paragraphs, given, strict=True):
            total += 1
            right += pillar == guess
            if pillar != guess:
                wrong[pillar, guess] += 1
    return right, total, wrong


def main(arguments: list[str]) -> None:
    parts = load_sections(Path(arguments[0]))
    tuning = {c: s for c, s in parts.items() if not is_testing(c)}
    testing = {c: s for c, s in parts.items() if is_testing(c)}
    if "--write" in arguments:
        table = count(tuning)
        old = TABLE.read_text(encoding="utf-8")
        head, _, rest = old.partition("counted:\n")
        _, _, added = rest.partition("\nadded:")
        lines = [f"  {stem!r}: {' '.join(f'{w:g}' for w in row)}" for stem, row in table.items()]
        TABLE.write_text(
            f"{head}counted:\n" + "\n".join(lines) + f"\n\nadded:{added}", encoding="utf-8"
        )
        pillars_module._table.cache_clear()
    print(f"{len(tuning)} countries weighed, {len(testing)} measured")
    for size in (0, 4, 2, 1):
        for with_order in (False, True):
            right, total, wrong = accuracy(testing, size, with_order=with_order)
            label = f"{size} sentences" if size else "whole sections"
            print(
                f"{label:15} order {with_order!s:5} {right}/{total} {right / total:.3f} {wrong.most_common(4)}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
