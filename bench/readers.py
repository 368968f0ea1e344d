"""Readers of a library while it is being loaded: how many answers fail, and how long the others take.

A home holds some made narratives. A server is started on it as its people start it, and 200 readers walk through its
pages at once, each page as soon as the one before has come, while another process loads 1,000 more documents.

Usage: python -m bench.readers [--server serve|gunicorn] [--held N] [--loaded N] [--readers N] [--database URL]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.library_home import make_home

__all__ = ["Readings", "addresses_of", "read_pages", "running", "say"]

HOST = "127.0.0.1"
PATIENCE = 120.0  # seconds after which a reader gives up, which is an error
LOAD = "import sys; from tierbook.library.loading import load_folder; from tierbook.library.configure import configure;"
LOAD += " from pathlib import Path; home = Path(sys.argv[1]); configure(home); print(load_folder(home / 'corpus'))"


@dataclass(slots=True)
class Readings:
    """What readers met: seconds of each answer by kind of page, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """Return the number of answers."""
        return sum(map(len, self.seconds.values()))


def main() -> None:
    """Load under readers and print what they met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--server", choices=("serve", "gunicorn"), default="serve")
    parser.add_argument("--held", type=int, default=300)
    parser.add_argument("--loaded", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument(
        "--database", default="", help="a PostgreSQL address; SQLite where none is given"
    )
    options = parser.parse_args()
    if options.database:
        os.environ["TIERBOOK_DATABASE_URL"] = options.database
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_home(home, options.held, jobs=2)
        held = sorted((home / "corpus" / "codings").glob("*.json"))
        subprocess.run(
            [sys.executable, "-m", "tierbook", "migrate", "--home", str(home)],
            check=False,
            stderr=subprocess.DEVNULL,
        )
        load(home)
        make_home(home, options.held + options.loaded, jobs=2)
        with running(home, options.server) as port:
            started = time.perf_counter()
            loader = subprocess.Popen(
                [sys.executable, "-c", LOAD, str(home)], stdout=subprocess.DEVNULL
            )
            pages = addresses_of([path.stem for path in held])
            readings = asyncio.run(read_pages(port, pages, options.readers, loader))
            took = time.perf_counter() - started
        print(
            f"{options.server}: {options.loaded} documents loaded in {took:.0f} s under {options.readers} readers"
        )
        if loader.returncode:
            readings.errors["the load failed"] += 1
        say(readings)
        shutil.rmtree(home / "corpus", ignore_errors=True)
    raise SystemExit(1 if readings.errors else 0)


def load(home: Path) -> None:
    """Bring the database of a home up to its corpus, in a process of its own."""
    subprocess.run([sys.executable, "-c", LOAD, str(home)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(home: Path, server: str) -> Iterator[int]:
    """Run a server on a home as people run it; give its port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tierbook", "serve", "--home", str(home), "--port", str(port)]
    if server == "gunicorn":
        command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "--timeout", "120"]
        command += ["-c", "python:tierbook.library.operating.gunicorn_conf"]
    environment = {**os.environ, "TIERBOOK_HOME": str(home)}
    log = home / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    try:
        _wait(port, process, log)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        told = log.read_text(errors="replace")
        if re.search(r"Traceback|locked|ERROR", told):
            print(told[-2000:], file=sys.stderr)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"the server ended: {log.read_text(errors='replace')[-2000:]}")
        with socket.socket() as door:
            if door.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the server doesn't answer")


def addresses_of(documents: Sequence[str]) -> dict[str, list[str]]:
    """Return addresses by kind of page, of documents that are held from the beginning."""
    units = sorted({(name.split("-")[2].upper(), name.split("-")[1]) for name in documents})
    countries, years = sorted({c for c, _ in units}), sorted({y for _, y in units})
    return {
        "home": ["/"],
        "countries": ["/countries/"],
        "country": [f"/{code}/" for code in countries],
        "edition": [f"/editions/{year}/" for year in years],
        "document": [f"/documents/{name}/" for name in documents],
        "unit": [f"/{code}/{year}/" for code, year in units],
        "variable": ["/variables/protection.shelter/", "/variables/prosecution.law/"],
        "search": [f"/search/?q={word}" for word in ("shelter", "police", "brick+kilns", "train*")],
        "recommendations": [f"/{code}/recommendations/" for code in countries],
    }


async def read_pages(
    port: int,
    pages: dict[str, list[str]],
    readers: int,
    until: subprocess.Popen[bytes] | None,
    *,
    rounds: int = 0,
) -> Readings:
    """Let readers walk through pages until a process ends, or for some rounds each.

    Args:
        port: of the server on this machine.
        pages: addresses by kind.
        readers: how many at once.
        until: the process; None to go by rounds.
        rounds: pages of each reader where no process is given.
    """
    readings = Readings()
    walks = [_walk(port, pages, random.Random(n), readings, until, rounds) for n in range(readers)]
    await asyncio.gather(*walks)
    return readings


async def _walk(
    port: int,
    pages: dict[str, list[str]],
    chance: random.Random,
    readings: Readings,
    until: subprocess.Popen[bytes] | None,
    rounds: int,
) -> None:
    done = 0
    while (until is not None and until.poll() is None) or done < rounds or not done:
        kind = chance.choice(list(pages))
        address = chance.choice(pages[kind])
        begin = time.perf_counter()
        try:
            status = await asyncio.wait_for(_get(port, address), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            readings.errors[f"{kind}: {type(error).__name__}"] += 1
        else:
            if status != 200:
                readings.errors[f"{kind}: {status} {address}"] += 1
            readings.seconds[kind].append(time.perf_counter() - begin)
        done += 1


async def _get(port: int, address: str) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(f"GET {address} HTTP/1.0\r\nHost: {HOST}:{port}\r\n\r\n".encode())
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.read()
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length and int(length[1]) != len(body):
            raise asyncio.IncompleteReadError(body, int(length[1]))
        return int(head.split(b" ", 2)[1])
    finally:
        writer.close()


def say(readings: Readings) -> None:
    """Print the answers by kind of page, and every error."""
    print(f"{readings.count} answers, {readings.errors.total()} errors")
    for kind, seconds in readings.seconds.items():
        ordered = sorted(seconds)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"  {kind:18}{len(ordered):7} answers  median {middle:7.3f} s  p95 {late:7.3f} s")
    for error, count in readings.errors.most_common(20):
        print(f"  error: {error} ({count} times)")


if __name__ == "__main__":
    main()
