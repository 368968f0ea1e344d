"""Make the two tables of `narrative/weighing.py` from the sections of the 2018 edition, and measure them.

    python tests/narrative/weigh_words.py SECTIONS.jsonl            print how often pillars are right
    python tests/narrative/weigh_words.py SECTIONS.jsonl --write    make the tables anew first (needs scikit-learn)

Words are weighed on two thirds of the countries (by the remainder of a checksum of their code, so always the same) and
measured on the rest. Countries whose text stands in one section are left out. Only words and numbers are written, only
words that stand in the texts of many countries, and no names of countries or peoples.
"""

from __future__ import annotations

import csv
import json
import math
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from tierbook.narrative import PILLARS, Pillar, weighing
from tierbook.narrative import pillars as pillars_module
from tierbook.places import all_countries
from tierbook.text import clause_spans, sentence_spans

FOLDER = Path(weighing.__file__).parent
SECTIONS: dict[str, Pillar] = {
    "INTRO": "standards",
    "RECOMMENDATIONS": "recommendations",
    "PROSECUTIONS": "prosecution",
    "PROTECTION": "protection",
    "PREVENTION": "prevention",
    "TRAFFICKING PROFILE": "profile",
}
WORD_COUNTRIES_AT_LEAST = 8
FITTED_WORD_AT_LEAST, FITTED_PAIR_AT_LEAST = 12, 20
WEIGHT_AT_LEAST = 0.7
SEMICOLON = (-0.5, -0.5, -0.5, -0.5, -0.5, 2.5)
FIT_SIZES = (1, 2, 4)
INVERSE_PENALTIES = (0.3, 1.0, 3.0, 10.0)

STEM = 7
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")

Parts = dict[str, dict[Pillar, str]]
Way = Literal["words", "shuffled", "order"]


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
    """Tell whether a country is kept apart from those that words are weighed on."""
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


def pieces(
    sections: dict[Pillar, str], size: int, order: Iterable[Pillar]
) -> list[tuple[Pillar, str]]:
    """Return the pieces of a country's text, each with its pillar, in an order of pillars."""
    return [
        (pillar, words)
        for pillar in order
        for words in windows(sections[pillar], size, by_clause=pillar == "recommendations")
    ]


def names(parts: Parts) -> frozenset[str]:
    """Return the stems of names of countries and peoples: those of the tables that texts write with a capital."""
    known = {
        word.lower()[:STEM]
        for country in all_countries()
        for name in (
            *(n.text for n in country.names),
            *(w for d in country.demonyms for w in d.words),
        )
        for word in _WORD.findall(name)
    }
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for sections in parts.values():
        for words in sections.values():
            for word in _WORD.findall(words):
                stem = word.lower()[:STEM]
                if stem in known:
                    seen[stem] += 1
                    capital[stem] += word[0].isupper()
    return frozenset(stem for stem in known if capital[stem] >= 0.9 * seen[stem])


def count(parts: Parts) -> dict[str, tuple[float, ...]]:
    """Return for each word how much likelier than on average each pillar's sentences hold it, in logarithms."""
    totals: Counter[Pillar] = Counter()
    seen: dict[str, Counter[Pillar]] = defaultdict(Counter)
    countries: dict[str, set[str]] = defaultdict(set)
    for country, sections in sorted(parts.items()):
        for pillar, window in pieces(sections, 2, PILLARS):
            totals[pillar] += 1
            for stem in weighing.stems(window):
                seen[stem][pillar] += 1
                countries[stem].add(country)
    table: dict[str, tuple[float, ...]] = {";": SEMICOLON}
    left_out = names(parts)
    for stem in sorted(seen):
        if stem == ";" or stem in left_out or len(countries[stem]) < WORD_COUNTRIES_AT_LEAST:
            continue
        logs = [math.log((seen[stem][p] + 0.5) / (totals[p] + 1)) for p in PILLARS]
        mean = sum(logs) / len(logs)
        row = tuple(round(log - mean, 1) for log in logs)
        if max(abs(weight) for weight in row) >= WEIGHT_AT_LEAST:
            table[stem] = row
    return table


def fit(parts: Parts) -> dict[str, tuple[float, ...]]:
    """Return the weights of a multinomial regression; its penalty is chosen on four folds of the same countries."""
    names = sorted(parts)
    scores = {}
    for penalty in INVERSE_PENALTIES:
        right = total = 0
        for fold in range(4):
            model = _fit({c: parts[c] for i, c in enumerate(names) if i % 4 != fold}, penalty)
            for country in names[fold::4]:
                for pillar, words in pieces(parts[country], 4, PILLARS):
                    total += 1
                    right += _guess(model, words) == pillar
        scores[penalty] = right / total
        print(
            f"inverse penalty {penalty:g}: {right / total:.3f} of the pieces of countries left out of the fit"
        )
    best = max(scores, key=lambda penalty: scores[penalty])
    return _fit(parts, best)


def _fit(parts: Parts, penalty: float) -> dict[str, tuple[float, ...]]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    countries: dict[str, set[str]] = defaultdict(set)
    texts: list[list[str]] = []
    pillars: list[int] = []
    for country, sections in sorted(parts.items()):
        for size in FIT_SIZES:
            for pillar, words in pieces(sections, size, PILLARS):
                found = weighing.phrases(words)
                texts.append(found)
                pillars.append(PILLARS.index(pillar))
                if size == 1:
                    for phrase in found:
                        countries[phrase].add(country)
    left_out = names(parts)
    chosen = sorted(
        phrase
        for phrase, where in countries.items()
        if not left_out & {*phrase.lstrip("^").split()}
        and len(where) >= (FITTED_PAIR_AT_LEAST if " " in phrase else FITTED_WORD_AT_LEAST)
    )
    column = {phrase: i for i, phrase in enumerate(chosen)}
    rows, columns, values = [], [], []
    for i, found in enumerate(texts):
        known = [column[phrase] for phrase in found if phrase in column]
        rows += [i] * len(known)
        columns += known
        values += [1 / math.sqrt(len(known) or 1)] * len(known)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(texts), len(chosen)))
    model: Any = LogisticRegression(C=penalty, max_iter=1000).fit(matrix, pillars)
    table = {weighing.EVERY: tuple(round(float(w), 2) for w in model.intercept_)}
    for phrase, i in column.items():
        table[phrase] = tuple(round(float(w), 2) for w in model.coef_[:, i])
    return table


def _guess(table: dict[str, tuple[float, ...]], words: str) -> Pillar:
    known = [table[phrase] for phrase in weighing.phrases(words) if phrase in table]
    spread = math.sqrt(len(known) or 1)
    scores = [
        every + sum(row[i] for row in known) / spread
        for i, every in enumerate(table[weighing.EVERY])
    ]
    return PILLARS[scores.index(max(scores))]


def guess(
    sections: dict[Pillar, str], size: int, way: Way, *, edition: int = 2018
) -> list[tuple[Pillar, Pillar, float]]:
    """Return (true pillar, pillar given, certainty) of each piece, its headings taken away.

    Args:
        sections: one country's text.
        size: sentences (clauses, for recommendations) in a piece; 0 leaves sections whole.
        way: by words alone; by all means, pieces shuffled; by all means, pieces in the order of the edition.
        edition: whose order that is.
    """
    found = pieces(sections, size, pillars_module.order_of(edition))
    if way == "words":
        given = []
        for pillar, words in found:
            scores = weighing.weigh(words, edition=edition)
            best = max(PILLARS, key=lambda p: scores[p])
            given.append((pillar, best, math.exp(scores[best])))
        return given
    if way == "shuffled":
        random.Random(zlib.crc32(found[0][1].encode())).shuffle(found)
    text = "\n\n".join(words for _, words in found)
    drafts, at = [], 0
    for _, words in found:
        drafts.append(pillars_module.Draft(at, at + len(words), None, None))
        at += len(words) + 2
    assigned = pillars_module.assign_pillars(text, drafts, edition=edition, short_form=False)
    return [(pillar, p.pillar, p.certainty) for (pillar, _), p in zip(found, assigned, strict=True)]


def accuracy(
    parts: Parts, size: int, way: Way, *, edition: int = 2018
) -> tuple[int, int, Counter[tuple[Pillar, Pillar]]]:
    """Return how many pieces got their section's pillar, how many there are, and what was taken for what."""
    pairs = Counter(
        (true, given)
        for _, sections in sorted(parts.items())
        for true, given, _ in guess(sections, size, way, edition=edition)
    )
    return sum(n for (a, b), n in pairs.items() if a == b), pairs.total(), pairs


def write(name: str, table: dict[str, tuple[float, ...]]) -> None:
    """Write a table beside the module that reads it."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["words", *PILLARS])
        rows.writerows([key, *(f"{w:g}" for w in row)] for key, row in table.items())


def print_confusion(pairs: Counter[tuple[Pillar, Pillar]]) -> None:
    """Print what was taken for what, and how often each pillar is found and rightly given."""
    print(f"| true \\ given | {' | '.join(PILLARS)} | found |")
    print("|---|" + "---|" * (len(PILLARS) + 1))
    for true in PILLARS:
        row = [pairs[true, given] for given in PILLARS]
        print(f"| {true} | {' | '.join(map(str, row))} | {pairs[true, true] / sum(row):.1%} |")
    right = [pairs[p, p] / max(sum(pairs[q, p] for q in PILLARS), 1) for p in PILLARS]
    print(f"| rightly given | {' | '.join(f'{share:.1%}' for share in right)} | |")


def main(arguments: list[str]) -> None:
    """Make the tables anew if asked, and print the figures of `docs/explanation/pillars.md`."""
    parts = load_sections(Path(arguments[0]))
    tuning = {c: s for c, s in parts.items() if not is_testing(c)}
    testing = {c: s for c, s in parts.items() if is_testing(c)}
    print(f"{len(tuning)} countries weighed, {len(testing)} measured")
    if "--write" in arguments:
        write("pillar_words.csv", count(tuning))
        write("pillar_phrases.csv", fit(tuning))
        weighing._tables.cache_clear()
    print("| piece | pieces | words alone | shuffled | in order |\n|---|---|---|---|---|")
    for size in (0, 4, 2, 1):
        shares = []
        for way in ("words", "shuffled", "order"):
            right, total, _ = accuracy(testing, size, way)
            shares.append(f"{right / total:.1%}")
        print(f"| {size or 'whole section'} | {total} | {' | '.join(shares)} |")
    for edition in (2003, 2012):
        right, total, _ = accuracy(testing, 4, "order", edition=edition)
        print(f"pieces of four in the order of {edition}: {right / total:.1%}")
    print("\npieces of four, shuffled:")
    print_confusion(accuracy(testing, 4, "shuffled")[2])
    print("\nhow often a certainty is right (two and four sentences, shuffled and in order):")
    bands: dict[float, list[bool]] = defaultdict(list)
    for sections in testing.values():
        for size in (2, 4):
            for way in ("shuffled", "order"):
                for true, given, certainty in guess(sections, size, way):
                    low = max(b for b in (0.0, 0.6, 0.8, 0.95) if b <= certainty)
                    bands[low].append(true == given)
    for low in sorted(bands, reverse=True):
        print(f"  from {low:g}: {sum(bands[low]) / len(bands[low]):.1%} of {len(bands[low])}")


if __name__ == "__main__":
    main(sys.argv[1:])
