"""The site with a database for the tests, loaded from corpus folders that a test writes.

Each test that touches the database runs twice, on SQLite and on PostgreSQL: `test_name[sqlite]`, `test_name[postgres]`.
`-k sqlite` or `-k postgres` runs one of them; `@pytest.mark.only_on("postgres")` is for what only one of them has.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

from tests.library.factories import write_corpus

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tierbook.library.settings")
settings.SECRET_KEY = "only for tests"
django.setup()

from django.test import TransactionTestCase  # noqa: E402  needs what stands above

# Both stores stand behind every test; what is left in either is rolled back.
DATABASES = ("default", "screening")
TransactionTestCase.databases = frozenset(DATABASES)  # type: ignore[misc]

Load = Callable[..., Any]

# Fixtures that open the database. A test that has none of them runs once.
OPENS = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "load"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that touches the database on both engines."""
    marked = metafunc.definition.get_closest_marker("django_db") is not None
    if not marked and not OPENS & set(metafunc.fixturenames):
        return
    if "engine" not in metafunc.fixturenames:
        metafunc.fixturenames.append("engine")
    only = metafunc.definition.get_closest_marker("only_on")
    names = only.args if only else ("sqlite", "postgres")
    marks = {"sqlite": (), "postgres": (pytest.mark.postgres,)}
    engines = [pytest.param(name, marks=marks[name]) for name in names]
    metafunc.parametrize("engine", engines, indirect=True, scope="session")


class Engines:
    """The test databases of this process, each made when a test first asks for it."""

    def __init__(self, request: pytest.FixtureRequest, worker: str) -> None:
        self.request = request
        self.worker = worker
        self.made: dict[str, Any] = {}

    def enter(self, name: str) -> None:
        """Make the site speak to one engine's database."""
        from django.db import connections

        wrappers = self.made.get(name)
        if wrappers is None:
            wrappers = self.made[name] = self._make(name)
        _put(connections, {a: w.settings_dict for a, w in wrappers.items()}, wrappers)
        _forget_caches()

    def _make(self, name: str) -> Any:
        from django.db import connections

        if name == "sqlite":
            entries = {
                a: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"} for a in DATABASES
            }
        else:
            server = self.request.getfixturevalue("postgres")
            names = {"default": "library", "screening": "screening"}
            entries = {a: server.entry(f"{n}_{self.worker}") for a, n in names.items()}
        entries["screening"]["TEST"] = {"MIGRATE": False}  # five tables of one app
        entries = connections.configure_settings(entries)
        _put(connections, entries, None)
        wrappers = {alias: connections[alias] for alias in DATABASES}
        for wrapper in wrappers.values():
            wrapper.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return wrappers

    def close(self) -> None:
        """Close what is open; both databases vanish with the run."""
        for wrappers in self.made.values():
            for wrapper in wrappers.values():
                wrapper.close()


def _put(connections: Any, entries: dict[str, Any], wrappers: dict[str, Any] | None) -> None:
    settings.DATABASES = entries
    for alias, entry in entries.items():
        connections.settings[alias] = entry
        if wrappers is not None:
            connections[alias] = wrappers[alias]
        elif hasattr(connections._connections, alias):
            del connections[alias]


def _forget_caches() -> None:
    """Drop what Django remembers of rows: their numbers differ between databases."""
    from django.apps import apps

    if apps.is_installed("django.contrib.contenttypes"):
        apps.get_model("contenttypes", "ContentType").objects.clear_cache()
    if apps.is_installed("django.contrib.sites"):
        apps.get_model("sites", "Site").objects.clear_cache()


@pytest.fixture(scope="session")
def engines(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[Engines]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    made = Engines(request, worker)
    yield made
    with django_db_blocker.unblock():
        made.close()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, engines: Engines, django_db_blocker: Any) -> str:
    """The name of the database engine that the test runs on: `sqlite` or `postgres`."""
    with django_db_blocker.unblock():
        engines.enter(request.param)
    return request.param


@pytest.fixture(scope="session")
def django_db_setup(engine: str) -> None:
    """Tell pytest-django that the databases are there."""


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    """Write codings as a corpus folder and load it; returns the counts. It may stand in the place of a larger one."""
    from tierbook.library.loading import load_folder

    def write_and_load(
        *records: dict[str, Any], assessed: bool = True, remove: bool = True, **more: Any
    ) -> Any:
        corpus = write_corpus(tmp_path, *records, assessed=assessed, **more)
        return load_folder(corpus, remove=remove)

    return write_and_load


@pytest.fixture
def page(client: Any) -> Callable[[str], str]:
    """Fetch a page that must be there and return its text."""

    def fetch(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.content.decode().replace("<wbr>", "")

    return fetch
