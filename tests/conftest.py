"""What every test may ask for, and what is said of the tests that could not run here.

Some kinds of test need something that a fresh machine may not have: `shared` (real texts beside the checkout),
`chromium` (a browser), `postgres` (programs of a PostgreSQL server), `mounts` (leave to mount a small disk), `loops`
(leave to mount a file as one), `r` (R) and `haven` (R's package that reads Stata and SPSS). Without it they are left
out, and the last lines of the run say so and how to get it.
`TIERBOOK_REQUIRE=chromium,postgres,shared,r,haven` turns what is missing into a failure; `all` names every
kind.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests.engines import begin_engine, engine_of_run
from tests.mounts import find_loops, find_mounts
from tests.postgres import Postgres, find_postgres, join_server, name_the_run, stop_server

REPOSITORY = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET = {
    "chromium": "install the system's chromium (Debian: apt-get install chromium), or set TIERBOOK_CHROMIUM to one",
    "postgres": "install a PostgreSQL server (Debian: apt-get install postgresql), or set TIERBOOK_POSTGRES to the "
    "folder of its programs",
    "loops": "run the tests as root with mkfs.ext4 installed, where a file may be mounted as a disk",
    "mounts": "run the tests as root, where a disk in memory may be mounted",
    "r": "install R (Debian: apt-get install r-base-core)",
    "haven": "install R's package haven (Debian: apt-get install r-cran-haven)",
    "shared": "put the real texts beside the checkout as ../shared, or set TIERBOOK_SHARED to their folder",
}

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@cache
def find_shared() -> Path | None:
    """Return the folder of real texts, or None."""
    folder = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
    return folder if (folder / "data" / "narratives").is_dir() else None


@cache
def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("TIERBOOK_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@cache
def find_r() -> str | None:
    """Return the path of Rscript, or None."""
    return shutil.which("Rscript")


@cache
def find_haven() -> str | None:
    """Return the folder of R's package haven, or None."""
    rscript = find_r()
    if rscript is None:
        return None
    asked = [rscript, "--vanilla", "-e", "cat(system.file(package = 'haven'))"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout or None


FIND = {
    "chromium": find_chromium,
    "haven": find_haven,
    "loops": find_loops,
    "mounts": find_mounts,
    "postgres": find_postgres,
    "r": find_r,
    "shared": find_shared,
}


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts; the test carries the mark `shared`."""
    folder = find_shared()
    assert folder is not None, "a test that uses `shared` carries @pytest.mark.shared"
    return folder


@pytest.fixture(scope="session")
def chromium_executable() -> str:
    """The path of the system's Chromium; the test carries the mark `chromium`."""
    path = find_chromium()
    assert path is not None, "a test that uses `chromium_executable` carries @pytest.mark.chromium"
    return path


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The PostgreSQL server of this run; the test carries the mark `postgres`."""
    return join_server()


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty database, as TIERBOOK_DATABASE_URL holds it; it is gone after the test."""
    name = f"empty_{os.getpid()}_{os.urandom(4).hex()}"
    yield postgres.create(name)
    postgres.drop(name)


def pytest_collection_finish() -> None:
    """Set the tests themselves aside from the collector of garbage, which takes a second to look at them each time."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Name the run, so that its workers share one database server."""
    if name_the_run():
        config.add_cleanup(stop_server)
    if not config.option.collectonly:
        begin_engine()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for a fixture of a kind; put those with a browser at the end.

    A browser leaves an event loop running in its process, and Django then refuses to touch its database there.
    """
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if "shared" in names:
            item.add_marker(pytest.mark.shared)
        if "chromium_executable" in names:
            item.add_marker(pytest.mark.chromium)
        if "postgres" in names:
            item.add_marker(pytest.mark.postgres)
        only = item.get_closest_marker("only_on")
        if only and "engine" not in names and engine_of_run() not in only.args:
            item.add_marker(pytest.mark.skip(f"left out: concerns {only.args[0]} alone"))
    items.sort(key=lambda item: item.get_closest_marker("chromium") is not None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out, or fail, a test whose kind this machine cannot run."""
    required = os.environ.get("TIERBOOK_REQUIRE", "").replace(",", " ").split()
    for kind, find in FIND.items():
        if item.get_closest_marker(kind) is None or find() is not None:
            continue
        if kind in required or "all" in required:
            pytest.fail(f"TIERBOOK_REQUIRE asks for {kind}: {HOW_TO_GET[kind]}", pytrace=False)
        pytest.skip(f"left out: {kind} ({HOW_TO_GET[kind]})")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Write what was left out as the last lines of the run, below pytest's own count."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    reasons: dict[str, int] = {}
    for report in reporter.stats.get("skipped", []):
        words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = words.removeprefix("Skipped: ")
        if not reason.startswith("left out: "):
            reason = f"left out: {reason}"
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason in sorted(reasons):
        count = reasons[reason]
        reporter.write_line(f"{reason}: {count} test{'s'[: count != 1]}", yellow=True)
    if not reasons and not session.config.option.collectonly:
        reporter.write_line("left out: nothing")
