"""How a library grows: time, rows, bytes, and the slowest visits, at 1,000, 10,000 and 100,000 documents.

The first 111 narratives (made ones, or those of a folder) are coded once. All others are made of their codings: figures
and names become others of the same length, so every offset holds, and each goes to another country and edition. What is
measured is the library, not the coder. Rows are written by the library's own loader, fifty documents in a transaction,
SQLite by default and PostgreSQL with --database. A run that was stopped goes on where it was.

Usage: python -m bench.library_growth --state DIR [--sizes 1000,10000,100000] [--database URL] [--narratives FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from bench.library import ask
from bench.narratives import make_narratives
from tierbook.corpus import Corpus, Input, expand_inputs
from tierbook.editions import load_placements
from tierbook.files import canonical_json, collect_seldom, content_hash
from tierbook.pages import ReadOptions

BASE = 111
BATCH = 50
VISITS = 40
# Each is drawn once, from all its texts, when nothing was made ready after a load.
EDITIONS = (2004, 2018)
TABLES = ("Document", "Content", "Paragraph", "Finding", "Passage", "Word")
QUERIES = ("shelter", "labor inspectors", '"forced labor" NOT children', "tier:2 shelter", "zzyzx")
_ID = re.compile(rb'"([0-9a-f]{16})"')
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}")
_DIGITS = re.compile(r"\d+")


def main() -> None:
    """Grow the library to each size, measure, and print the table of all sizes that were reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--state", type=Path, required=True, help="folder that is kept between runs"
    )
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--database", help="an empty database of PostgreSQL: postgresql://...")
    parser.add_argument("--narratives", type=Path, help="a folder of real narratives")
    options = parser.parse_args()
    collect_seldom()
    engine = "sqlite" if options.database is None else "postgresql"
    home = options.state / engine
    base = _base(options.state / "base", options.narratives)
    if options.database is not None:
        os.environ["TIERBOOK_DATABASE_URL"] = options.database
    _configure(home)
    state = options.state / f"{engine}.json"
    told: dict[str, Any] = json.loads(state.read_text()) if state.is_file() else {}
    for size in sorted(int(word) for word in options.sizes.split(",")):
        _grow(home, base, size, told, state)
        found = told.setdefault("sizes", {}).setdefault(
            str(size), {"loading": told["loading"], "busy": told["busy"]}
        )
        for name, figure in _measured(size, found):
            found[name] = figure
            state.write_text(json.dumps(told, indent=1))
    _print(engine, told["sizes"])


def _base(folder: Path, narratives: Path | None) -> list[tuple[bytes, bytes]]:
    """Return codings and assessments of the first narratives, coded once."""
    corpus = Corpus(folder / "corpus")
    if not corpus.documents():
        inputs = (
            expand_inputs([str(narratives)])
            if narratives is not None
            else [
                Input(m.name, data=m.text.encode(),
                      options=ReadOptions(country=m.country, edition=m.edition, text_kind="narrative"))
                for m in make_narratives(BASE)
            ]
        )  # fmt: skip
        print("coding the first narratives", file=sys.stderr, flush=True)
        corpus.ingest(inputs, jobs=os.cpu_count() or 1)
    pairs = []
    for name in corpus.documents():
        beside = corpus.assessment_path(name)
        if beside.is_file():
            pairs.append((corpus.coding_path(name).read_bytes(), beside.read_bytes()))
    return pairs


def _configure(home: Path) -> None:
    from tierbook.library import migrate_database
    from tierbook.library.operating.tables import migrate_home

    (home / "corpus").mkdir(parents=True, exist_ok=True)
    migrate_database(home)  # PostgreSQL waits until it is told to
    migrate_home(home)


def _grow(
    home: Path, base: Sequence[tuple[bytes, bytes]], size: int, told: dict[str, Any], state: Path
) -> None:
    """Load made documents until there are so many; keep the seconds that all loading up to here took."""
    from tierbook.library.catalogue.models import Document
    from tierbook.library.loading import _Load, _Read  # files of so many codings would fill a disk

    held = Document.objects.count()
    load = _Load(home / "corpus", None, remove=True)  # its documents have no files, and stay
    while held < size:
        numbers = range(held, min(held + BATCH, size))
        batch = [_Read(*_made(base, number)) for number in numbers]
        begin, busy = time.perf_counter(), time.process_time()
        load._write(batch)
        told["loading"] = told.get("loading", 0.0) + time.perf_counter() - begin
        told["busy"] = told.get("busy", 0.0) + time.process_time() - busy
        held += len(batch)
        if held % 1000 == 0 or held == size:
            state.write_text(json.dumps(told, indent=1))
            print(f"  {held} documents, {told['loading']:.0f} s", file=sys.stderr, flush=True)


def _made(base: Sequence[tuple[bytes, bytes]], number: int) -> tuple[str, str, bytes, bytes]:
    """Return the id, digest, coding and assessment of one made document."""
    coding, assessment = base[number % len(base)]
    chance = random.Random(f"growth {number}")
    mask = chance.getrandbits(64)
    codes = _codes()
    country, edition = codes[(number * 7919) % len(codes)], 2001 + number % 25
    record = orjson.loads(_ID.sub(lambda m: _masked(m[1], mask), coding))
    text = _vary(record["narrative"]["text"], number, chance)
    record["narrative"]["text"] = text
    for finding in record["findings"]:
        for words in finding["evidence"]:
            words["text"] = text[words["start"] : words["end"]]
    head = record["document"]
    digest = content_hash(text.encode())
    name = f"tip-{edition}-{country.lower()}-x-{digest[:8]}"
    before = head["id"]
    head |= {"id": name, "country": country, "edition": edition, "sha256": digest}
    head["work"] = f"tip-{edition}-{country.lower()}"
    judged = _ID.sub(lambda m: _masked(m[1], mask), assessment).replace(
        before.encode(), name.encode()
    )
    return name, digest, canonical_json(record), judged


def _masked(found: bytes, mask: int) -> bytes:
    return b'"%016x"' % (int(found, 16) ^ mask)


def _vary(text: str, number: int, chance: random.Random) -> str:
    """Return a text of the same length with other figures and other names; there are 25 spellings of each name."""
    turn = number % 25 + 1

    def name(found: re.Match[str]) -> str:
        word = found[0]
        return word[0] + "".join(chr((ord(sign) - 97 + turn) % 26 + 97) for sign in word[1:])

    def figure(found: re.Match[str]) -> str:
        return "".join(str(chance.randrange(1, 10)) for _ in found[0])

    return _DIGITS.sub(figure, _NAME.sub(name, text))


@cache
def _codes() -> list[str]:
    return sorted({placement.country for placement in load_placements().placements})


def _measured(size: int, known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give rows, bytes and the p95 of visits in milliseconds by the clock on the wall, but what is known already."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    from tierbook.library.catalogue import models
    from tierbook.library.catalogue.derived import loading_ends

    loading_ends()  # as a load does; until then little is kept of what pages show
    settings.ALLOWED_HOSTS = ["*"]
    handler = WSGIHandler()
    chance = random.Random(size)
    names = list(models.Document.objects.values_list("pk", flat=True))
    some = [f"/documents/{name}/" for name in chance.sample(names, min(VISITS, len(names)))]
    editions = [f"/editions/{year}/" for year in EDITIONS]
    searches = [f"/search/?q={query.replace(' ', '+')}" for query in QUERIES]
    figures: dict[str, Callable[[], Any]] = {
        "rows": lambda: {table: getattr(models, table).objects.count() for table in TABLES},
        "bytes": _bytes,
        "search at first": lambda: _longest(handler, searches[:1]),
        "search": lambda: _p95(handler, searches * (VISITS // len(searches))),
        "document": lambda: _p95(handler, some),
        "again": lambda: _p95(handler, some),
        "edition at first": lambda: _longest(handler, editions),
        "edition": lambda: _p95(handler, editions * 10),
    }
    for name, figure in figures.items():
        if name not in known:
            print(f"  {size} documents: {name}", file=sys.stderr, flush=True)
            yield name, figure()


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
        return int(cursor.fetchone()[0])


def _p95(handler: Any, addresses: Sequence[str]) -> float:
    _ask(handler, addresses[0])  # what a kind of page loads at first
    taken = sorted(_timed(handler, addresses))
    return taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def _longest(handler: Any, addresses: Sequence[str]) -> float:
    return max(_timed(handler, addresses))


def _ask(handler: Any, address: str) -> None:
    status, _ = ask(handler, address)
    if status != 200:
        raise SystemExit(f"{address}: {status}")


def _timed(handler: Any, addresses: Sequence[str]) -> Iterator[float]:
    for address in addresses:
        begin = time.perf_counter()
        _ask(handler, address)
        yield (time.perf_counter() - begin) * 1000


def _print(engine: str, sizes: dict[str, Any]) -> None:
    heads = ("documents", "loaded in s", "of this process", "ms each", "rows", "of findings", "MB", "kB each",
             "document ms", "again ms", "edition at first s", "edition ms",
             "search at first s", "search ms")  # fmt: skip
    print(
        f"\n{engine}; times are p95 by the clock\n\n| {' | '.join(heads)} |\n|{' ---: |' * len(heads)}"
    )
    for size, found in sorted(sizes.items(), key=lambda pair: int(pair[0])):
        count = int(size)
        cells = (f"{count:,}", f"{found['loading']:,.0f}", f"{found['busy']:,.0f}",
                 f"{found['busy'] / count * 1000:.0f}",
                 f"{sum(found['rows'].values()):,}", f"{found['rows']['Finding']:,}",
                 f"{found['bytes'] / 1e6:,.0f}", f"{found['bytes'] / count / 1e3:.0f}",
                 f"{found['document']:.0f}", f"{found['again']:.0f}", f"{found['edition at first'] / 1000:.1f}",
                 f"{found['edition']:.0f}", f"{found['search at first'] / 1000:.1f}",
                 f"{found['search']:.0f}")  # fmt: skip
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
