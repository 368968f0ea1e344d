"""What a second process, and a second worker of a Dask cluster, are worth in `tierbook batch`.

Made narratives are coded four times: by one process, by two, by a cluster of one worker and by one of two, each with
one thread, all on this machine. A warm-up chooses how many, so that one process has work for as long as is asked. All
four must give the same bytes. Starting the cluster isn't counted; starting the processes that code is.

Usage: python -m bench.scale [--seconds N] [--documents N] [--partition N] [--single]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from bench.narratives import make_narratives
from tierbook.corpus import LEAST, ShardSettings, code_shards, walk_inputs

PROCESSES, WORKERS = 1.7, 1.5
_WARM = 40


def main() -> None:
    """Print the times and ratios; exit 1 where a target is missed or bytes differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=130, help="work for one process")
    parser.add_argument("--documents", type=int, help="in place of a warm-up")
    parser.add_argument("--partition", type=int, default=LEAST)
    parser.add_argument(
        "--single", action="store_true", help="a document a task too, on a few of them"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        count = options.documents or _enough(folder / "warm", options.seconds)
        pages = _write(folder / "pages", count)
        print(f"{count} made narratives, partitions of {options.partition} to {3 * options.partition},"
              f" {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
        one = _timed("one process", pages, folder / "one", options.partition, count)
        two = _timed(
            "two processes", pages, folder / "two", options.partition, count, jobs=2, than=one
        )
        times = []
        for workers in (1, 2):
            with _cluster(folder / f"cluster-{workers}", workers) as address:
                name = f"Dask, {workers} worker{'s' if workers > 1 else ''}"
                out = folder / f"dask-{workers}"
                times.append(
                    _timed(name, pages, out, options.partition, count, cluster=address, than=one)
                )
                if options.single and workers == 2:
                    few = max(LEAST, count // 8)
                    some = _write(folder / "few", few, seed=9)
                    name, floor = "Dask, 2 workers, a document a task", one * few / count
                    _timed(name, some, folder / "single", 1, few, cluster=address, than=floor)
        prints = {name: _fingerprint(folder / name) for name in ("one", "two", "dask-1", "dask-2")}
    missed = []
    if one / two < PROCESSES:
        missed.append(f"two processes: {one / two:.2f} x, wanted {PROCESSES:g} x")
    if one / times[1] < WORKERS:
        missed.append(f"two workers: {one / times[1]:.2f} x, wanted {WORKERS:g} x")
    if len(set(prints.values())) > 1:
        missed.append(f"the bytes differ: {prints}")
    else:
        print("all four gave the same bytes")
    for line in missed:
        print(f"BEYOND: {line}")
    raise SystemExit(1 if missed else 0)


def _enough(folder: Path, seconds: float) -> int:
    """Return how many documents take one process as long as is asked."""
    pages = _write(folder / "pages", _WARM, seed=7)
    begin = time.perf_counter()
    code_shards(walk_inputs([str(pages)]), folder / "first")
    middle = time.perf_counter()
    pages = _write(folder / "more", 2 * _WARM, seed=6)
    code_shards(walk_inputs([str(pages)]), folder / "second")
    each = (time.perf_counter() - middle - (middle - begin)) / _WARM  # without what a start takes
    return max(3 * LEAST, round(seconds / max(each, 0.001)))


def _timed(
    name: str,
    pages: Path,
    out: Path,
    least: int,
    count: int,
    *,
    jobs: int = 1,
    cluster: str | None = None,
    than: float | None = None,
) -> float:
    begin = time.perf_counter()
    report = code_shards(
        walk_inputs([str(pages)]),
        out,
        jobs=jobs,
        cluster=cluster,
        settings=ShardSettings(least=least),
    )
    seconds = time.perf_counter() - begin
    assert report.documents == count, report
    ratio = "" if than is None else f"{than / seconds:8.2f} x one process"
    print(f"  {name:36}{seconds:8.1f} s{count / seconds:8.1f} documents/s{ratio}", flush=True)
    return seconds


def _write(folder: Path, count: int, seed: int = 8) -> Path:
    folder.mkdir(parents=True)
    written = 0
    for made in islice(make_narratives(count, seed), count):
        (folder / made.name.replace("/", "-")).write_text(made.text, encoding="utf-8")
        written += 1
    if written < count:
        raise SystemExit(f"there are only {written} made narratives: give fewer --seconds")
    return folder


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a scheduler and workers, as an operator does, and end them."""
    folder.mkdir()
    file = folder / "scheduler.json"
    shared = ["--host", "127.0.0.1", "--scheduler-file", str(file)]
    works = [
        "worker",
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(folder),
    ]
    processes = []
    with (folder / "log").open("wb") as log:
        for words in [["scheduler", "--port", "0", "--no-dashboard"], *[works] * workers]:
            command = [sys.executable, "-m", "dask", *words, *shared]
            processes.append(subprocess.Popen(command, stdout=log, stderr=log))
        try:
            yield _address(file, workers)
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _address(file: Path, workers: int) -> str:
    from distributed import Client

    for _ in range(600):
        if file.is_file() and file.read_text(encoding="utf-8").endswith("}"):
            address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
            with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(workers)
            return address
        time.sleep(0.1)
    raise SystemExit("the scheduler did not start")


def _fingerprint(out: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != ".lock":
            digest.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    main()
