"""`tierbook demo [PATH...]`: sample pages, or yours, through all of it; then the library."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption, JobsOption
from tierbook.cli.serve import PortOption

__all__ = ["demo"]

_ROOMS = ("digest", "recommendations", "compare", "flows", "charts", "packs")
_FILES = ("library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm")
_NEXT = """
These pages are samples: restatements in our own words, marked as such. Real pages:
  tierbook demo PAGE...                        files or folders, through the same steps, in this demo
  tierbook ingest PAGE...                      into your own library; again at any time, changing nothing twice
  tierbook ingest PAGE --country JPN --edition 2003    for a text that does not say what it is
  tierbook serve                               your own library
"""


def demo(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Pages; the samples unless told."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Start, fetch the pages, say what was seen, stop.")
    ] = False,
    port: PortOption = None,
    home: HomeOption = None,
    jobs: JobsOption = None,
) -> None:
    """Take sample pages (or yours) through every step into a library of their own, then serve it."""
    from tierbook.cli.guard import Messages, say
    from tierbook.cli.homes import find_home, number_setting
    from tierbook.cli.ingest import fill_library
    from tierbook.cli.options import read_options
    from tierbook.cli.serve import serve_home
    from tierbook.corpus import Input, expand_inputs
    from tierbook.pages import sample_pages

    base = find_home(home)
    where = base / "demo"
    _clear(where)
    os.environ.pop("TIERBOOK_DATABASE_URL", None)  # samples go into no database of an institution
    samples = [Input(name, data=data) for name, data in sample_pages()]
    inputs = expand_inputs(paths) if paths else samples
    options = read_options(home=base)
    messages = Messages()
    count = number_setting("jobs", jobs, base, 1)
    report, loaded = fill_library(where, inputs, options, messages, jobs=count)
    messages.done = report.documents
    findings = f", {loaded['findings']} findings" if loaded else ""
    say(f"{report.pages} pages, {report.documents} documents{findings}, in {where}")
    if not paths:
        print(_NEXT, file=sys.stderr)
    if check:
        _check(where, port or 0)
        messages.finish()
        return
    if not report.documents:
        messages.finish()
        raise typer.Exit(1)
    serve_home(where, port)
    messages.finish()


def _clear(folder: Path) -> None:
    """Start from a clean corpus; only what a demo has made is removed."""
    from tierbook.errors import CorpusError

    try:
        if (folder / "corpus").is_dir():
            shutil.rmtree(folder / "corpus")
        for name in _FILES:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise CorpusError(
            f"the last demo cannot be cleared away: {error.strerror}",
            where=str(folder),
            remedy="mend the rights of the folder, or give another with --home",
        ) from error


def _check(home: Path, port: int) -> None:
    """Serve, look at one page of each kind, print what was seen; exit status 1 where a page is wrong."""
    from threading import Thread

    from tierbook.cli.printing import print_line
    from tierbook.library import make_server

    server, _ = make_server(home, port)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    failed = False
    try:
        for name, path, status, size, heading in _look(server.server_port):
            good = status == 200 and heading
            failed = failed or not good
            print_line(
                f"{'seen' if good else 'FAILED'}  {name:14}  {status}  {size:7} bytes  {path}  {heading}"
            )
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
    if failed:
        raise typer.Exit(1)


def _look(port: int) -> list[tuple[str, str, int, int, str]]:
    """Follow the links a reader would: home, a country, a document, a finding; then the rooms over all of them."""
    seen: list[tuple[str, str, int, int, str]] = []
    links: list[str] = []

    def step(name: str, choose: Callable[[list[str]], str | None]) -> None:
        nonlocal links
        path = choose(links)
        if path is None:
            seen.append((name, "no link leads to one", 0, 0, ""))
            return
        status, body = _fetch(port, path)
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.S)
        words = " ".join(re.sub(r"<[^>]+>", " ", heading[1]).split()) if heading else ""
        seen.append((name, path, status, len(body.encode()), words))
        links = re.findall(r'href="([^"]+)"', body) or links

    def first(pattern: str) -> Callable[[list[str]], str | None]:
        return lambda found: next((link for link in found if re.fullmatch(pattern, link)), None)

    step("home", lambda _: "/")
    step("country", _held_country)
    step("document", first(r"/documents/[^/]+/|/[A-Z]{3}/\d{4}/"))
    step("finding", first(r"/documents/[^/]+/findings/[^/]+/"))
    for room in _ROOMS:
        step(room, first(rf"/{room}/"))
    return seen


def _held_country(links: list[str]) -> str | None:
    """Return the page of a country of which a text is linked; other countries are named where no text is held."""
    unit = next((link for link in links if re.fullmatch(r"/[A-Z]{3}/\d{4}/", link)), None)
    return unit and unit[:5]


def _fetch(port: int, path: str) -> tuple[int, str]:
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        moved = response.getheader("Location")
        body = response.read().decode("utf-8", "replace")
        if response.status in {301, 302} and moved:
            return _fetch(port, moved)
        return response.status, body
    finally:
        connection.close()
