"""The library's costs as ratios, each to the least that Django or the engine could do, measured in the same run.

Pages: country, document and other pages, each document another one, after what a load makes ready, against a plain view
that makes ten queries and loops a template to the same number of bytes. Texts and countries once more with nothing kept
of them, as a first visit finds them that nothing made ready. Loading: an already coded corpus against `bulk_create` of
the same rows into the same tables, the index of search included on both sides. Readers during a load
are measured by `bench.readers`.

Usage: python -m bench.library [--documents N] [--pages N] [--home DIR] [--no-loading]
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.library_home import make_home
from tierbook.files import collect_briefly, collect_seldom

PAGES, LOADING, QUERIES = 2.0, 0.5, 12
KINDS = ("/{code}/", "/documents/{id}/", "/editions/{year}/", "/variables/protection.shelter/", "/digest/{year}/",
         "/{code}/recommendations/", "/recommendations/", "/flows/{year}/", "/{code}/series/", "/{code}/changes/",
         "/{code}/{before}/{year}/", "/countries/", "/", "/search/?q=shelter", "/clock/{year}/", "/panel/",
         "/compare/", "/law/{year}/", "/method/", "/packs/advocacy/{code}/")  # fmt: skip


def main() -> None:
    """Measure and print the table; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--pages", type=int, default=40, help="visits of each kind of page")
    parser.add_argument("--home", type=Path, help="a home that is made and loaded already")
    parser.add_argument("--no-loading", action="store_true")
    options = parser.parse_args()
    collect_seldom()  # as the program does
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        if options.home is None:
            make_home(home, options.documents, jobs=os.cpu_count() or 1)
        _configure(home)
        if not options.no_loading and options.home is None:
            missed += measure_loading(home)
        from tierbook.library.loading import load_folder
        from tierbook.library.preparing import prepare_pages

        load_folder(home / "corpus")
        begin = time.process_time()
        countries = prepare_pages()
        print(
            f"made ready: {countries} countries, {time.process_time() - begin:.0f} s of the processor"
        )
        collect_briefly()  # as a server does
        missed += measure_pages(options.pages)
    for line in missed:
        print(f"BEYOND: {line}")
    raise SystemExit(1 if missed else 0)


def _configure(home: Path) -> None:
    from tierbook.library.configure import configure
    from tierbook.library.operating.tables import migrate_home

    configure(home)
    migrate_home(home)


def measure_loading(home: Path) -> list[str]:
    """Load the corpus by its loader and by plain `bulk_create`, in turns; return what was missed."""
    from django.db import connection, transaction

    from tierbook.library.catalogue.models import Content, Document, Finding, Paragraph
    from tierbook.library.catalogue.search import index_texts, touch_index
    from tierbook.library.loading import load_folder

    def empty() -> None:
        with transaction.atomic():
            Document.objects.all().delete()

    def plain() -> tuple[float, float]:
        """Return the seconds of the rows alone, and with the index of search."""
        made = _rows_of(home)
        rows = [[m.document for m in made], [m.content for m in made],
                [p for m in made for p in m.paragraphs], [f for m in made for f in m.findings]]  # fmt: skip
        texts = [(m.document.pk, m.record) for m in made]
        gc.collect()
        begin = time.process_time()
        with transaction.atomic():
            for model, found in zip((Document, Content, Paragraph, Finding), rows, strict=True):
                model.objects.bulk_create(found, batch_size=500)
        middle = time.process_time() - begin
        with transaction.atomic():
            index_texts(texts)
            touch_index()
        return middle, time.process_time() - begin

    ours, bare, indexed = [], [], []
    for _ in range(3):
        empty()
        gc.collect()
        begin = time.process_time()
        counts = load_folder(home / "corpus")
        ours.append(time.process_time() - begin)
        empty()
        one, two = plain()
        bare.append(one)
        indexed.append(two)
    empty()
    count = counts.documents
    print(
        f"loading {count} coded documents on {connection.vendor}, least of three, seconds of this process"
    )
    for label, seconds in (
        ("files to rows, index and record, in transactions of 50", min(ours)),
        ("bulk_create of rows that are at hand, no index of search", min(bare)),
        ("the same and the index of search", min(indexed)),
    ):
        print(f"  {label:60}{seconds:8.2f} s {count / seconds:8.0f} documents/s")
    ratio = min(indexed) / min(ours)
    print(
        f"ratio: loading is {ratio:.2f} x as fast as bulk_create, index included (target at least {LOADING:g})"
    )
    return [] if ratio >= LOADING else [f"loading {ratio:.2f} x"]


def _rows_of(home: Path) -> list[Any]:
    import orjson

    from tierbook.library.catalogue.rows import make_rows

    made = []
    for path in sorted((home / "corpus" / "codings").glob("*.json")):
        raw = path.read_bytes()
        beside = home / "corpus" / "assessments" / path.name
        made.append(make_rows(orjson.loads(raw), "digest", raw, beside.read_bytes()))
    return made


def measure_pages(visits: int) -> list[str]:
    """Visit pages of each kind and a plain view of the same bytes, in turns; return what was missed."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    from tierbook.library.catalogue.models import Document

    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = "bench.plain_view"
    handler = WSGIHandler()
    held = list(
        Document.objects.exclude(country=None).order_by("?").values_list("pk", "country", "edition")
    )
    print(f"pages of {len(held)} documents, {visits} visits of each kind, seconds of this process")
    print(
        f"  {'page':34}{'bytes':>9}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}{'plain p95':>11}{'ratio':>8}"
    )
    missed = []
    with _warm():
        for kind in KINDS:
            addresses = [
                kind.format(id=pk, code=code, year=year, before=year - 1)
                for pk, code, year in (held * (visits // len(held) + 1))[:visits]
            ]
            first, size, queries = _visit(handler, addresses)
            plain, _, _ = _visit(handler, [f"/plain/{size}/"] * visits)
            ratio = _p95(first) / _p95(plain)
            print(
                f"  {kind:34}{size:9}{queries:9}{_p50(first):9.1f}{_p95(first):9.1f}{_p95(plain):11.1f}{ratio:8.2f}"
            )
            if kind in KINDS[:2] and (ratio > PAGES or queries > QUERIES):
                missed.append(f"{kind}: p95 {ratio:.2f} x the plain view, {queries} queries")
            elif queries > QUERIES:
                missed.append(f"{kind}: {queries} queries")
        for kind in KINDS[:2]:
            _print_first(handler, kind, held[:visits])
    return missed


def _print_first(handler: Any, kind: str, held: Sequence[tuple[str, str, int]]) -> None:
    """Print what a visit takes that finds nothing kept of what it draws."""
    from tierbook.library.catalogue.models import Derived

    taken = []
    size = 0
    for pk, code, year in held:
        Derived.objects.filter(key__startswith="drawn/").delete()
        milliseconds, size, _ = _visit(
            handler, [kind.format(id=pk, code=code, year=year)], warm=False
        )
        taken += milliseconds
    plain, _, _ = _visit(handler, [f"/plain/{size}/"] * len(held))
    floor = _p95(plain)
    print(
        f"  {kind + ', nothing kept':34}{size:9}{'':9}{_p50(taken):9.1f}{_p95(taken):9.1f}{floor:11.1f}"
        f"{_p95(taken) / floor:8.2f}"
    )


def _visit(
    handler: Any, addresses: Sequence[str], *, warm: bool = True
) -> tuple[list[float], int, int]:
    """Return milliseconds of each visit, the mean number of bytes, and the most queries.

    `warm` visits the first and the last address before: what a kind of page needs at first is loaded then.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken, sizes, most = [], [], 0
    if warm:
        ask(handler, addresses[0])
        ask(handler, addresses[-1])
        with CaptureQueriesContext(connection) as queries:
            ask(handler, addresses[-1])
        most = len(queries)
    for address in addresses:
        begin = time.process_time()
        status, size = ask(handler, address)
        taken.append((time.process_time() - begin) * 1000)
        if status in (200, 404):
            sizes.append(size)
    return taken, round(sum(sizes) / max(1, len(sizes))), most


def ask(handler: Any, address: str) -> tuple[int, int]:
    """Ask the site for an address, and return the status and how many bytes it answered."""
    import io

    path, _, query = address.partition("?")
    told: list[str] = []
    answer = handler(
        {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
         "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr},
        lambda status, headers: told.append(status),
    )  # fmt: skip
    size = sum(map(len, answer))
    answer.close()
    return int(told[0].split()[0]), size


@contextmanager
def _warm() -> Iterator[None]:
    """Keep the connection from visit to visit, as a server's worker does."""
    from django.db import connections

    connections["default"].settings_dict["CONN_MAX_AGE"] = None
    connections["default"].close()
    yield


def _p50(seconds: Sequence[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


if __name__ == "__main__":
    main()
