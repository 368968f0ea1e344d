"""Search of 4,300 made narratives against a plain two-level query of the same run, by kind of query.

The floor ranks whole narratives by FTS5's own bm25 (porter, unicode61), takes the paragraphs of the twenty best, marks
the words in them and counts three facets in SQL. Search does more: forms of words by count, eleven facets, whole
sentences, findings, the same order on both engines. What it keeps of a leaf between two searches is thrown away before
each one, so every figure is that of a query that nobody has asked before.

Usage: python -m bench.search [--documents 4300] [--home DIR] [--rounds 5] [--database postgresql://…]
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.library_home import cache_folder, make_home

TARGET = 4.0  # of the floor's p95
QUERIES: dict[str, tuple[tuple[str, str], ...]] = {  # as search is asked, as FTS5 is
    "rare": (
        ("peacekeepers", "peacekeepers"),
        ("debt bondage", "debt bondage"),
        ("passports withheld", "passports withheld"),
    ),
    "common": (
        ("government", "government"),
        ("the government trafficking", "the government trafficking"),
        ("victims", "victims"),
        ("victims OR police OR courts", "victims OR police OR courts"),
    ),
    "phrase": (
        ('"forced labor"', '"forced labor"'),
        ('"sex trafficking"', '"sex trafficking"'),
        ('"the government"', '"the government"'),
    ),
    "near": (
        ("police NEAR/8 victims", "NEAR(police victims, 8)"),
        ("government NEAR/8 victims", "NEAR(government victims, 8)"),
        ('"forced labor" NEAR/8 workers', 'NEAR("forced labor" workers, 8)'),
    ),
    "prefix": (("traffick*", "traffick*"), ("prosecut* convict*", "prosecut* convict*")),
}
FILTERS = {"country": ("THA", "JPN", "KEN"), "edition": ("2010-2018",), "tier": ("2", "2WL")}


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=4300)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--database", default="", help="address of a database to load and ask instead of SQLite"
    )
    options = parser.parse_args()
    home = options.home or cache_folder() / f"home-{options.documents}-search"
    if options.database:
        os.environ["TIERBOOK_DATABASE_URL"] = options.database
    make_home(home, options.documents, jobs=os.cpu_count() or 1)
    _load(home, bool(options.database))
    with tempfile.TemporaryDirectory() as folder:
        floor = _Floor(Path(folder) / "floor.sqlite3")
        _compare(floor, options.rounds)


def _load(home: Path, migrate: bool) -> None:  # noqa: FBT001
    from tierbook.library.configure import configure

    configure(home)
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    else:
        from tierbook.library.loading import migrate_home

        migrate_home(home)
    from tierbook.library.loading import load_folder

    print(load_folder(home / "corpus").to_dict())


class _Floor:
    """The plain two-level query, in a database of its own."""

    def __init__(self, path: Path) -> None:
        from tierbook.library.catalogue.models import Document, Paragraph

        self.database = sqlite3.connect(path)
        self.database.executescript(
            "PRAGMA cache_size=-32000;"
            "CREATE TABLE document (id INTEGER PRIMARY KEY, country TEXT, edition INTEGER, tier TEXT);"
            "CREATE TABLE paragraph (document INTEGER, number INTEGER, text TEXT);"
            "CREATE INDEX of_document ON paragraph (document);"
            "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter unicode61');"
        )
        rows = Document.objects.order_by("id").values_list(
            "id", "country", "edition", "stated_tier"
        )
        numbers = {row[0]: n for n, row in enumerate(rows, 1)}
        self.database.executemany(
            "INSERT INTO document VALUES (?, ?, ?, ?)", ((numbers[r[0]], *r[1:]) for r in rows)
        )
        whole: dict[int, list[str]] = {}
        table = Paragraph.objects.order_by("document_id", "number")
        for name, number, text in table.values_list("document_id", "number", "text").iterator():
            self.database.execute(
                "INSERT INTO paragraph VALUES (?, ?, ?)", (numbers[name], number, text)
            )
            whole.setdefault(numbers[name], []).append(text)
        self.database.executemany(
            "INSERT INTO words(rowid, text) VALUES (?, ?)",
            ((n, "\n\n".join(parts)) for n, parts in whole.items()),
        )
        self.database.execute("INSERT INTO words(words) VALUES ('optimize')")
        self.database.commit()

    def ask(self, match: str) -> int:
        """Rank narratives, take snippets from the paragraphs of the best twenty, count three facets."""
        run = self.database.execute
        best = [
            row[0]
            for row in run(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20", (match,)
            )
        ]
        words = re.compile(
            r"\b(" + "|".join(re.findall(r"[a-z]{3,}", match.lower())) + r")\w*", re.I
        )
        marks = ",".join("?" * len(best))
        for _, text in run(
            f"SELECT document, text FROM paragraph WHERE document IN ({marks})", best
        ):
            words.sub(r"<mark>\g<0></mark>", text)
        for facet in ("country", "edition", "tier"):
            run(
                f"SELECT {facet}, count(*) FROM document WHERE id IN "
                "(SELECT rowid FROM words WHERE words MATCH ?) GROUP BY 1",
                (match,),
            ).fetchall()
        return len(best)


def _compare(floor: _Floor, rounds: int) -> None:
    from tierbook.library.catalogue.search import Asked, find
    from tierbook.library.catalogue.search.shelves import open_shelf

    begun = time.perf_counter()
    shelf = open_shelf()
    print(
        f"shelf of {len(shelf.texts):,} texts read in {time.perf_counter() - begun:.2f} s, once a process"
    )

    def search(text: str, filters: dict[str, tuple[str, ...]]) -> Callable[[], object]:
        def run() -> object:
            open_shelf().leaves.clear()
            return find(Asked(text, filters))

        return run

    print(
        f"{'':22}{'floor p95 ms':>13}{'search p95 ms':>14}{'ratio p50':>10}{'ratio p95':>10}  (target {TARGET:g})"
    )
    everything: list[tuple[list[float], list[float]]] = []
    for kind, queries in QUERIES.items():
        for name, filters in ((kind, {}), (f"{kind}, filtered", FILTERS)):
            pairs = [
                _timed(partial(floor.ask, match), search(text, filters), rounds)
                for text, match in queries
            ]
            plain = [t for one, _ in pairs for t in one]
            ours = [t for _, other in pairs for t in other]
            _print(name, plain, ours)
            if not filters:
                everything.append((plain, ours))
    _print("all, unfiltered", *(list(_joined(everything, n)) for n in (0, 1)))


def _joined(rows: list[tuple[list[float], list[float]]], which: int) -> Iterator[float]:
    for row in rows:
        yield from row[which]


def _timed(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Run both in turn, so that whatever else the machine does falls on both."""
    one()
    other()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for place, call in enumerate((one, other)):
            begun = time.perf_counter()
            call()
            times[place].append((time.perf_counter() - begun) * 1000)
    return times


def _print(name: str, plain: list[float], ours: list[float]) -> None:
    middle = statistics.median(ours) / statistics.median(plain)
    print(
        f"{name:22}{_p95(plain):13.1f}{_p95(ours):14.1f}{middle:10.2f}{_p95(ours) / _p95(plain):10.2f}"
    )


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * len(times)))]


if __name__ == "__main__":
    main()
