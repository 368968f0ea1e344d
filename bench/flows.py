"""Our routes beside those of people and of two programs, on the texts that we hold.

Three tables are read: routes that people coded in even editions 2008-2016, pairs that a program drew from the 2018
edition (no direction), and pairs that a published program drew from 2001-2016. The texts of 2018 are whole narratives
(their profile is read), those of other editions Factbook summaries of the Report, a fifth of its length: what such a
text leaves out nobody can find in it, so recall there says little of the coder. Precision compares our routes with all
of the table's edition, whichever narrative they came from.

Usage: python bench/flows.py [--shared DIR] [--draw N --without CODES] [--judged DIR]

Last come the networks that `tierbook flows` makes of the same texts: what is off unless asked for, what it adds and how
much of it people coded too, how many routes both ends tell, and how long the network and a country's series take.

`--draw N` prints N pairs on each side of each peer, drawn by seed, with the text's sentences, to be judged by reading.
`--judged DIR` prints precision from verdicts already given (columns: peer, side, edition, country, other, verdict,
reason).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tierbook.coding import code_narrative
from tierbook.dossier import (
    HeldText,
    RouteNetwork,
    build_series,
    collect_routes,
    hold_texts,
    texts_by_country,
)
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes
from tierbook.places import find_country, find_mentions

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
SEED = 0
Route = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """The routes that one text states, and the text; `kind` is narrative or summary."""

    edition: int
    country: str
    kind: str
    text: str
    routes: frozenset[Route]
    record: HeldText = field(compare=False, repr=False)


def main() -> None:
    """Print the comparisons."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--without", default="", help="countries whose texts are not drawn")
    parser.add_argument("--judged", type=Path, default=REPOSITORY / "bench" / "judged")
    options = parser.parse_args()
    data = options.shared / "data"
    if not data.is_dir():
        print(f"no data at {data}: nothing to compare with")
        return
    held = list(code_texts(data))
    _print_people(held, data / "flows-people-2008-2016.csv")
    _print_networks([h.record for h in held], data / "flows-people-2008-2016.csv")
    peers = {
        "relations-2018": read_pairs(data / "relations-2018-peer.csv"),
        "flows-2001-2016": read_flows(data / "flows-2001-2016.csv"),
    }
    for name, theirs in peers.items():
        _print_peer(name, held, theirs)
        if options.draw:
            without = frozenset(options.without.split(","))
            _draw(name, held, theirs, options.draw, without)
    standing = {
        (name, side, text.edition, text.country, other)
        for name, theirs in peers.items()
        for text, *sides in compare(held, theirs)
        for side, pairs in zip(("theirs", "ours"), sides, strict=True)
        for pair in pairs
        for other in pair - {text.country}
    }
    for path in sorted(options.judged.glob("flows*.csv")):
        _print_judged(path, standing)


def code_texts(data: Path) -> Iterator[Held]:
    """Code every text that names its edition and country."""
    for path in sorted((data / "narratives" / "2018").glob("*.txt")):
        yield _held(path.read_text(), path.stem, 2018, "narrative")
    seen: set[tuple[int, str]] = set()
    for name in ("factbook-trafficking-2007-2025.jsonl", "factbook-json-2014-2026.jsonl"):
        for line in (data / name).read_text().splitlines():
            row = json.loads(line)
            edition, country = row["tip_edition"], find_country(row["country"] or "")
            if not edition or country is None or (edition, country.code) in seen:
                continue
            seen.add((edition, country.code))
            yield _held(row["text"], country.code, edition, "summary")


def _held(text: str, country: str, edition: int, kind: str) -> Held:
    record = {"text": text, "country": country, "edition": edition, "text_kind": kind}
    document = read_bytes(json.dumps(record).encode(), name="text.jsonl").documents[0]
    coding = code_narrative(parse_document(document))
    routes = {
        (edge["from"], edge["to"])
        for finding in coding.findings
        if finding.variable == "flows.edges" and isinstance(finding.value, list)
        for edge in finding.value
    }
    text = coding.narrative.text
    return Held(edition, country, kind, text, frozenset(routes), HeldText.of(coding))


@cache
def code_of(name: str, edition: int) -> str | None:
    """Return the code of a country as a table spells it, or None."""
    country = find_country(name.strip(), edition=edition) or find_country(_turned(name))
    return country.code if country else None


def _turned(name: str) -> str:
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name.strip()


def read_people(path: Path) -> tuple[dict[int, set[Route]], dict[int, set[Route]], Counter[str]]:
    """Return the routes of people by edition: the plain ones, the flagged ones, and names that are no country."""
    plain: dict[int, set[Route]] = {}
    flagged: dict[int, set[Route]] = {}
    unknown: Counter[str] = Counter()
    with path.open() as stream:
        for row in csv.DictReader(stream):
            edition = int(row["edition"])
            ends = [code_of(row[key], edition) for key in ("origin", "destination")]
            for key, end in zip(("origin", "destination"), ends, strict=True):
                if end is None:
                    unknown[row[key] or "(empty)"] += 1
            if None in ends or ends[0] == ends[1]:
                continue
            table = flagged if row["flagged"] else plain
            table.setdefault(edition, set()).add((str(ends[0]), str(ends[1])))
    return plain, flagged, unknown


def read_pairs(path: Path) -> dict[tuple[int, str], set[frozenset[str]]]:
    """Return pairs without direction by (edition, country of the narrative)."""
    pairs: dict[tuple[int, str], set[frozenset[str]]] = {}
    with path.open() as stream:
        for row in csv.DictReader(stream):
            edition = int(row["edition"])
            ends = [code_of(row[key], edition) for key in ("base_country", "relation_country")]
            if ends[0] and ends[1] and ends[0] != ends[1]:
                pairs.setdefault((edition, ends[0]), set()).add(frozenset((ends[0], ends[1])))
    return pairs


def read_flows(path: Path) -> dict[tuple[int, str], set[frozenset[str]]]:
    """Return the published program's routes by (edition, either end): the narrative that each came from is not told."""
    pairs: dict[tuple[int, str], set[frozenset[str]]] = {}
    with path.open() as stream:
        for row in csv.DictReader(stream):
            edition = int(row["edition"])
            ends = [code_of(row[key], edition) for key in ("origin", "destination")]
            if ends[0] and ends[1] and ends[0] != ends[1]:
                for end in ends:
                    pairs.setdefault((edition, str(end)), set()).add(
                        frozenset((str(ends[0]), str(ends[1])))
                    )
    return pairs


def _print_people(held: list[Held], path: Path) -> None:
    plain, flagged, unknown = read_people(path)
    print(
        f"Routes of people ({path.name}); names that are no country: {sum(unknown.values())} ends,"
    )
    print(f"  most often {', '.join(f'{n} ({k})' for n, k in unknown.most_common(8))}")
    print("edition  texts  ours  theirs*  both  in theirs  in flagged  of theirs named in the text")
    for edition in sorted(plain):
        texts = [h for h in held if h.edition == edition]
        if not texts:
            print(f"{edition:7}      0  (no text of this edition is held)")
            continue
        countries = {h.country for h in texts}
        ours = frozenset().union(*(h.routes for h in texts))
        theirs = {r for r in plain[edition] if r[0] in countries or r[1] in countries}
        named = {r for r in theirs if any(_names_both(h, r) for h in texts)}
        both = ours & plain[edition]
        extra = (ours - both) & flagged.get(edition, set())
        print(
            f"{edition:7}{len(texts):7}{len(ours):6}{len(theirs):9}{len(both):6}"
            f"{_share(len(both), len(ours)):>11}{_share(len(extra), len(ours)):>12}"
            f"   {_share(len(ours & named), len(named))} of {len(named)}"
        )
    print(
        "  * that touch a country whose text is held; most were read in the narrative of the other end"
    )


def _print_networks(texts: list[HeldText], path: Path) -> None:
    plain, _, _ = read_people(path)
    start = time.perf_counter()
    whole = collect_routes(texts, at_risk=True, hedged=True, transit=True)
    took = time.perf_counter() - start
    print(f"\nThe networks of {len(texts)} texts; collecting took {took * 1000:.0f} ms")
    print(
        "edition  stated  in theirs  hedged adds  in theirs  at risk adds  in theirs  transit adds  in theirs"
    )
    for edition in [e for e in whole.editions if e in plain]:
        here = whole.filter(editions=[edition])
        stated = _ends(here.only())
        cells = [stated, *(_ends(here.only(**{name: True})) - stated for name in _OFF)]
        shares = [
            f"{len(c):{10 if i else 7}} {_share(len(c & plain[edition]), len(c)):>9}"
            for i, c in enumerate(cells)
        ]
        print(f"{edition:7} {'   '.join(shares)}")
    narratives = whole.only().filter(text_kinds=["narrative"])
    told = Counter(pair.agreement for pair in narratives.pairs())
    print(f"  who tells the routes of narratives: {dict(sorted(told.items()))}")
    by_country = texts_by_country(texts)
    start = time.perf_counter()
    points = Counter(
        point.state
        for found in by_country.values()
        for series in build_series(hold_texts(found))
        if series.main
        for point in series.points
    )
    took = time.perf_counter() - start
    print(f"  series of {len(by_country)} countries took {took * 1000:.0f} ms; main figures:")
    print(f"  {dict(sorted(points.items()))}")


_OFF = ("hedged", "at_risk", "transit")


def _ends(network: RouteNetwork) -> frozenset[Route]:
    return frozenset(edge.ends for edge in network.edges)


def _names_both(text: Held, route: Route) -> bool:
    """Tell whether a text of one end of a route names the other end."""
    if text.country not in route:
        return False
    other = route[0] if route[1] == text.country else route[1]
    return other in named_in(text)


@cache
def named_in(text: Held) -> frozenset[str]:
    """Return the countries that a text names."""
    found = find_mentions(text.text, edition=text.edition, home=text.country)
    return frozenset(m.codes[0] for m in found if m.codes)


def compare(
    held: Iterable[Held], theirs: dict[tuple[int, str], set[frozenset[str]]]
) -> Iterator[tuple[Held, set[frozenset[str]], set[frozenset[str]]]]:
    """Yield each text that both read, with the pairs that only they have and those that only we have.

    Of theirs only the pairs count of which the text names both ends.
    """
    for text in held:
        pairs = theirs.get((text.edition, text.country))
        if pairs is None:
            continue
        named = {p for p in pairs if all(c == text.country or c in named_in(text) for c in p)}
        ours = {frozenset(r) for r in text.routes if text.country in r}
        yield text, named - ours, ours - pairs


def _print_peer(
    name: str, held: list[Held], theirs: dict[tuple[int, str], set[frozenset[str]]]
) -> None:
    print(f"\nPairs of {name}")
    print("edition  texts  ours  theirs named in the text  both  only theirs  only ours")
    rows = list(compare(held, theirs))
    for edition in sorted({text.edition for text, _, _ in rows}):
        here = [row for row in rows if row[0].edition == edition]
        ours = sum(len({frozenset(r) for r in t.routes if t.country in r}) for t, _, _ in here)
        missed, extra = sum(len(m) for _, m, _ in here), sum(len(e) for _, _, e in here)
        both = ours - extra
        print(f"{edition:7}{len(here):7}{ours:6}{both + missed:26}{both:6}{missed:13}{extra:11}")


def _draw(
    name: str,
    held: list[Held],
    theirs: dict[tuple[int, str], set[frozenset[str]]],
    size: int,
    without: frozenset[str],
) -> None:
    rows = [row for row in compare(held, theirs) if row[0].country not in without]
    for side, column in (("theirs", 1), ("ours", 2)):
        pool = sorted(
            ((text, tuple(sorted(pair))) for text, *sides in rows for pair in sides[column - 1]),
            key=lambda row: (row[0].edition, row[0].country, row[1]),
        )
        random.Random(SEED).shuffle(pool)
        for text, pair in pool[:size]:
            other = next(c for c in pair if c != text.country)
            print(f"\n@ {name} {side} {text.edition} {text.country} {other}")
            for words in sentences_naming(text.text, other, text.edition, text.country):
                print(f"    {words}")


def sentences_naming(text: str, code: str, edition: int, home: str) -> list[str]:
    """Return the sentences (clauses of a summary) in which a country is named."""
    found = [m for m in find_mentions(text, edition=edition, home=home) if code in m.codes]
    spans = []
    for mention in found:
        start = max(text.rfind(". ", 0, mention.start), text.rfind("; ", 0, mention.start)) + 2
        ends = [e for e in (text.find(". ", mention.end), text.find("; ", mention.end)) if e > 0]
        spans.append((start, min(ends, default=len(text))))
    return [text[a:b].replace("\n", " ") for a, b in dict.fromkeys(spans)]


def _print_judged(path: Path, standing: set[tuple[str, str, int, str, str]]) -> None:
    """Print the verdicts on all pairs that were judged, and on those of them that the two still do not share."""
    print(f"\nJudged by reading ({path.name})")
    with path.open() as stream:
        rows = list(csv.DictReader(stream))
    for peer, side in sorted({(row["peer"], row["side"]) for row in rows}):
        mine = [r for r in rows if (r["peer"], r["side"]) == (peer, side)]
        still = [
            r for r in mine if (peer, side, int(r["edition"]), r["country"], r["other"]) in standing
        ]
        for words, chosen in (("all judged", mine), ("still so", still)):
            verdicts = Counter(r["verdict"] for r in chosen)
            right, wrong = verdicts["right"], verdicts["wrong"]
            print(
                f"  {peer}, only {side}, {words}: {right} right, {wrong} wrong,"
                f" {verdicts['arguable']} arguable; right of those decided"
                f" {_share(right, right + wrong)}"
            )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    main()
