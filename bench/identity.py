"""Works found among thousands of texts: seconds, precision and recall; and what moves between two copies.

Two heaps. The first is made here from a seed: 5,000 texts of 200 countries and 25 editions, in words of our own, with
stock sentences that recur everywhere, sentences that a country's next edition repeats with edits, and for one text in
five a second copy as another publisher has it (headings and last paragraph lost, quotation marks and dashes set
otherwise, ligatures damaged, bullets in another order). The second is real, where `../shared` holds it: the narratives
of 2018 with damaged second copies, and summaries of the same country in neighbouring editions, which are near copies
and other works.

For each heap it is told how the works come out where pages say country and edition, and how good the suggestions are
where they leave the edition out. An edition suggested for a text whose own edition isn't there is counted as wrong.

Usage: python bench/identity.py [--texts N]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tierbook.coding import code_narrative, move_coding
from tierbook.narrative import (
    Manifestation,
    Narrative,
    Works,
    compare_manifestations,
    find_works,
    parse_document,
)
from tierbook.pages import ReadOptions, read_bytes
from tierbook.text import make_sketch

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
SEED = 20181
EDITIONS = range(2001, 2026)
WHO = "police|the ministry|courts|nurses|inspectors|officials|two groups|judges|the mayor|teachers|an agency".split(
    "|"
)
DID = "found|met|helped|fined|trained|sent home|counted|wrote about|paid|housed|moved|charged|warned".split(
    "|"
)
WHOM = "girls|boys|men|women|brokers|owners|guards|cooks|drivers|widows|miners|fishermen|farm hands".split(
    "|"
)
WHERE = "in the delta|near the port|in the hills|at the border|on farms|in kilns|by the river|in town".split(
    "|"
)
HEADINGS = ("RECOMMENDATIONS", "PROSECUTION", "PROTECTION", "PREVENTION", "PROFILE")
STOCK = [
    f"The government {verb} its {noun} to {act} during the period that this edition covers."
    for verb in ("kept up", "widened", "did not widen", "cut", "began")
    for noun in ("efforts", "steps", "plans", "spending")
    for act in ("charge traffickers", "house victims", "warn the public", "train its staff")
]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is true of it: the work it belongs to, and which copy it is."""

    country: str
    edition: int
    copy: int
    text: str

    @property
    def name(self) -> str:
        """An id that tells the truth, for counting only."""
        return f"{self.country}-{self.edition}-{self.copy}"


def main() -> None:
    """Measure both heaps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--texts", type=int, default=5000)
    options = parser.parse_args()
    made = list(make_texts(options.texts, random.Random(SEED)))
    report("made from a seed", made)
    narratives = SHARED / "data" / "narratives" / "2018"
    if not narratives.is_dir():
        print(f"no real texts at {SHARED}: the second heap is left out")
        return
    summaries = SHARED / "data" / "factbook-trafficking-2007-2025.jsonl"
    real = list(real_texts(narratives, summaries))
    own = [text for text in real if not text.country.startswith("summary")]
    report("real narratives, second copies damaged", own)
    report("the same among summaries of neighbouring editions", real)
    report_copies(sorted(narratives.glob("*.txt")))


def make_texts(count: int, rnd: random.Random) -> Iterator[Text]:
    """Yield texts country by country: each edition repeats a part of the one before, one in five has a copy."""
    country = 0
    given = 0
    while given < count:
        code = f"{chr(65 + country // 26)}{chr(65 + country % 26)}X"
        country += 1
        kept: list[str] = []
        for edition in EDITIONS:
            kept = _next_edition(kept, rnd)
            text = _lay_out(code, kept, rnd)
            for copy, words in enumerate(
                [text, damage(text, rnd)] if rnd.random() < 0.2 else [text]
            ):
                if given < count:
                    given += 1
                    yield Text(code, edition, copy, words)


def _sentence(rnd: random.Random) -> str:
    pick = rnd.choice
    act = f"{pick(WHO)} {pick(DID)} {rnd.randrange(900)} {pick(WHOM)} {pick(WHERE)}"
    words = f"{act} and {pick(DID)} {pick(WHOM)} {pick(WHERE)}"
    return f"{words[0].upper()}{words[1:]}."


def _next_edition(before: Sequence[str], rnd: random.Random) -> list[str]:
    """Return the sentences of an edition: about half are those of the last one, a third of them with other numbers."""
    kept = []
    for sentence in before:
        if rnd.random() < 0.5:
            changed = re.sub(r"\d+", lambda _: str(rnd.randrange(900)), sentence)
            kept.append(changed if rnd.random() < 0.33 else sentence)
    while len(kept) < 110:
        kept.insert(
            rnd.randrange(len(kept) + 1),
            rnd.choice(STOCK) if rnd.random() < 0.2 else _sentence(rnd),
        )
    return kept


def _lay_out(code: str, sentences: Sequence[str], rnd: random.Random) -> str:
    parts = [f"{code}: TIER 2", " ".join(sentences[:15])]
    for n, heading in enumerate(HEADINGS):
        own = list(sentences[15 + n * 19 : 34 + n * 19])
        own[0] = own[0].replace(" and ", " – “so it is said” – and ", 1)
        parts += [heading, *(own if heading == HEADINGS[0] else [" ".join(own)])]
    return "\n\n".join(parts) + "\n"


def damage(text: str, rnd: random.Random) -> str:
    """Return a text as another publisher's page has it."""
    parts = [p for p in text.split("\n\n") if p.strip()]
    head, body = parts[0], [p for p in parts[1:] if not re.fullmatch(r"[A-Z ]{4,60}", p.strip())]
    items = [n for n, p in enumerate(body) if len(p) < 220]
    order = items[:]
    rnd.shuffle(order)
    body = [body[order[items.index(n)]] if n in items else p for n, p in enumerate(body)]
    body = body[:-1] if len(body) > 2 else body
    text = "\n\n".join([head.title(), *body]) + "\n"
    for sign, now in (("“", '"'), ("”", '"'), ("’", "'"), ("—", " - "), ("–", "-")):
        text = text.replace(sign, now)
    text = re.sub("fi", lambda m: "ﬁ" if rnd.random() < 0.5 else m[0], text)
    return re.sub(
        r"(?<=[a-z])(?:ffi|fl)(?=[a-z])", lambda m: " " if rnd.random() < 0.1 else m[0], text
    )


def real_texts(folder: Path, summaries: Path) -> Iterator[Text]:
    """Yield real narratives with a damaged copy each, and real summaries of neighbouring editions."""
    rnd = random.Random(SEED)
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Text(path.stem, 2018, 0, text)
        yield Text(path.stem, 2018, 1, damage(text, rnd))
    seen = Counter[tuple[str, int]]()
    for line in summaries.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        unit = f"summary of {row['country']}", row["tip_edition"]
        if row["tip_edition"]:
            seen[unit] += 1
            if seen[unit] == 1:  # a second one was rewritten, and is no copy
                yield Text(*unit, 0, row["text"])


def describe(texts: Iterable[Text]) -> list[Manifestation]:
    """Return the texts as manifestations whose pages say country and edition."""
    found = []
    for text in texts:
        facts = text.country, text.edition, "narrative", None, make_sketch(text.text)
        found.append(Manifestation(text.name, "", *facts))
    return found


def report(title: str, texts: Sequence[Text]) -> None:
    """Print what comes out for one heap."""
    began = time.perf_counter()
    described = describe(texts)
    sketched = time.perf_counter()
    works = find_works(described)
    done = time.perf_counter()
    size = sum(len(t.text) for t in texts) / 1e6
    print(
        f"{title}: {len(texts)} texts, {size:.1f} MB, {len({(t.country, t.edition) for t in texts})} works"
    )
    print(f"  sketches {sketched - began:.1f} s, works {done - sketched:.1f} s on one core")
    print(f"  country and edition known: {_pairs(works, texts)}")
    print(f"  texts told to stand under two editions alike: {len(works.same_words)} pairs")
    _report_suggestions(described, whole=True)
    _report_suggestions(described, whole=False)


def _pairs(works: Works, texts: Sequence[Text]) -> str:
    """Return precision and recall over pairs of texts that are one work."""
    truth = Counter((t.country, t.edition) for t in texts)
    wanted = sum(n * (n - 1) // 2 for n in truth.values())
    right = wrong = 0
    for work in works.works:
        members = [tuple(m.document.rsplit("-", 2)[:2]) for m in work.manifestations]
        for n, one in enumerate(members):
            right += sum(other == one for other in members[:n])
            wrong += sum(other != one for other in members[:n])
    return f"{wanted} pairs of copies; precision {_share(right, right + wrong)}, recall {_share(right, wanted)}"


def _report_suggestions(described: Sequence[Manifestation], *, whole: bool) -> None:
    """Take the edition from every tenth text; `whole` leaves its other copy in the heap, else that is taken away."""
    copies = Counter(m.unit for m in described)
    paired = [m for m in described if copies[m.unit] > 1 and not m.document.endswith("-0")]
    if not whole:
        paired += [m for m in described if copies[m.unit] == 1]
    taken = {m.document for m in paired[:: max(1, len(paired) // 100)]}
    heap = []
    for m in described:
        if m.document in taken:
            heap.append(replace(m, edition=None))
        elif whole or not any(m.unit == t.unit for t in described if t.document in taken):
            heap.append(m)
    right = wrong = undecided = 0
    for suggestion in find_works(heap).suggestions:
        if suggestion.edition is None:
            undecided += 1
        elif whole and suggestion.edition == int(suggestion.document.rsplit("-", 2)[1]):
            right += 1
        else:
            wrong += 1
    told = "another copy is there" if whole else "no copy is there, only neighbours"
    print(
        f"  {len(taken)} texts without edition, {told}: right edition suggested {_share(right, len(taken))}, "
        f"a wrong one {_share(wrong, len(taken))}, several named {_share(undecided, len(taken))}"
    )


def report_copies(paths: Sequence[Path]) -> None:
    """Print how real copies differ and how much of a coding moves, in seconds a pair."""
    rnd = random.Random(SEED)
    spent = [0.0, 0.0]
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        first, second = (_parse(words, path.stem) for words in (text, damage(text, rnd)))
        began = time.perf_counter()
        comparison = compare_manifestations(first, second)
        spent[0] += time.perf_counter() - began
        kinds.update(difference.kind for difference in comparison.differences)
        coding = code_narrative(first)
        began = time.perf_counter()
        moved = move_coding(coding, second)
        spent[1] += time.perf_counter() - began
        counts["evidence"] += sum(len(f.evidence) for f in coding.findings)
        counts["moved"] += sum(len(f.evidence) for f in moved.coding.findings)
        counts.update(orphan.reason for orphan in moved.orphans)
        for finding in moved.coding.findings:
            for evidence in finding.evidence:
                assert second.text[evidence.start : evidence.end] == evidence.text
    print(f"real copies: {len(paths)} pairs")
    print(
        f"  differences: {dict(kinds.most_common())}, {spent[0] / len(paths) * 1000:.0f} ms a pair"
    )
    print(f"  evidence: {dict(counts)}, {spent[1] / len(paths) * 1000:.0f} ms a pair")


def _parse(text: str, country: str) -> Narrative:
    options = ReadOptions(country=country, edition=2018)
    result = read_bytes(text.encode(), name=f"{country}.txt", options=options)
    return parse_document(result.documents[0])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
