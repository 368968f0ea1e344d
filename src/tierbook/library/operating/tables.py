"""The tables of both databases, of the library and of screening: brought up to this version, or found to be of another.

SQLite is migrated on opening, after a copy of the file. PostgreSQL is migrated by `tierbook migrate` alone: many
workers open it, and somebody must have decided. A database of a newer version is refused on both.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tierbook.errors import CorpusError, TierbookError
from tierbook.files import PART, written_beside
from tierbook.library.configure import configure
from tierbook.library.operating.half_restored import refuse_half_restored

__all__ = [
    "DATABASES",
    "TablesWrong",
    "applied_steps",
    "check_home",
    "check_tables",
    "make_ready",
    "migrate_database",
    "migrate_home",
    "migrate_tables",
    "refuse_newer_steps",
]

log = logging.getLogger(__name__)
# Steps that were found to be those of this version: whoever watches the library asks every few seconds.
_RIGHT: set[tuple[str, frozenset[tuple[str, str]]]] = set()

# Of each database, the app whose tables it has and the variable that names it; None for every app but the others.
DATABASES = {
    "default": (None, "TIERBOOK_DATABASE_URL"),
    "screening": ("screening", "TIERBOOK_SCREENING_DATABASE_URL"),
}


# A step that leaves most of a file of SQLite empty.
_FREES_ROOM = "catalogue.0006_packed"


class TablesWrong(CorpusError):
    """The tables are older than this version, or newer."""


def migrate_home(home: Path) -> None:
    """Make the databases of a home ready: migrate SQLite, after a copy; check PostgreSQL.

    Raises:
        TablesWrong: PostgreSQL waits for `tierbook migrate`, or the database is of a newer version.
        CorpusError: a restore into the home was cut off.
    """
    refuse_half_restored(home)
    make_ready(home)


def make_ready(home: Path) -> None:
    """Make the databases of a home ready as `migrate_home` does, also while a back-up is restored into it."""
    configure(home)
    from django.db import connections

    for database in DATABASES:
        if connections[database].vendor == "sqlite":
            with _alone(home):
                migrate_tables(database)
        else:
            check_tables(database)


def migrate_database(home: Path) -> list[str]:
    """Bring the database of a home up to this version because somebody said so; return the steps done.

    Raises:
        TablesWrong: the database is of a newer version.
        CorpusError: it cannot be reached.
    """
    configure(home)
    with _alone(home):
        return [step for database in DATABASES for step in migrate_tables(database)]


def check_home(home: Path) -> None:
    """Refuse a home whose tables are not of this version.

    Raises:
        TablesWrong: steps are missing, or the database is of a newer version.
        CorpusError: it cannot be reached, or a restore into the home was cut off.
    """
    refuse_half_restored(home)
    configure(home)
    for database in DATABASES:
        check_tables(database)


def migrate_tables(database: str = "default") -> list[str]:
    """Bring the tables of a configured database up to this version; return the steps done.

    Raises:
        TablesWrong: the database is of a newer version.
    """
    from django.core.management import call_command
    from django.db import connections

    connection = connections[database]
    app = DATABASES[database][0]
    if (
        app is not None and connection.vendor == "sqlite"
    ):  # readable by its owner alone from the first
        Path(str(connection.settings_dict["NAME"])).touch(mode=0o600)
    executor = _executor(database)
    _refuse_newer(executor)
    steps = _steps(executor, app)
    if steps:
        is_file = connection.vendor == "sqlite"
        is_new = not executor.loader.applied_migrations
        if is_file and not is_new:
            _copy_before_change(Path(str(connection.settings_dict["NAME"])), steps[0])
        only = () if app is None else (app,)
        call_command("migrate", *only, database=database, verbosity=0, interactive=False)
        if is_file and not is_new and _FREES_ROOM in steps:
            _give_room_back(connection)
    return steps


def _give_room_back(connection: Any) -> None:
    """Write a file of SQLite anew without its empty pages; where that cannot be done, it is as good as before."""
    from django.db import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        log.warning("the database keeps room that it needs no more: %s", error)


def check_tables(database: str = "default") -> None:
    """Refuse tables that are not of this version.

    Raises:
        TablesWrong: steps are missing, or the database is of a newer version.
    """
    applied = _applied(database)
    if (database, applied) in _RIGHT:
        return
    executor = _executor(database)
    _refuse_newer(executor)
    missing = _steps(executor, DATABASES[database][0])
    if missing:
        where = "the database" if database == "default" else database
        raise TablesWrong(
            f"the tables of {where} wait for {len(missing)} step{'s'[: len(missing) != 1]}",
            why=f"the first is {missing[0]}",
            remedy="make a back-up with the version before, or with pg_dump, then run `tierbook migrate`",
        )
    _RIGHT.add((database, applied))


def _applied(database: str) -> frozenset[tuple[str, str]]:
    """Return the steps that a database has had, in one look at its tables."""
    from django.db import DatabaseError, connections
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return frozenset(MigrationRecorder(connections[database]).applied_migrations())
    except DatabaseError as error:
        raise _unreached(error, database) from error


def applied_steps(database: str = "default") -> list[str]:
    """Return the migrations that a configured database has had."""
    executor = _executor(database)
    apps = executor.loader.migrated_apps
    return sorted(f"{a}.{n}" for a, n in executor.loader.applied_migrations if a in apps)


def _executor(database: str) -> Any:
    from django.db import DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        return MigrationExecutor(connections[database])
    except DatabaseError as error:
        raise _unreached(error, database) from error


def _unreached(error: Exception, database: str) -> TierbookError:
    """Return what is wrong with a database that cannot be asked for its tables."""
    from django.db import connections

    from tierbook.library.operating.faults import fault_of

    fault = fault_of(error)
    if fault is not None and fault.kind != "away":
        told = fault.error
        told.where = told.where or str(connections[database].settings_dict["NAME"])
        return told
    return CorpusError(
        "the database cannot be reached",
        why=str(error).splitlines()[0],
        remedy=f"start it, or mend {DATABASES[database][1]}",
    )


def _steps(executor: Any, app: str | None) -> list[str]:
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(app))
    return [f"{step.app_label}.{step.name}" for step, _ in plan]


def refuse_newer_steps(steps: Iterable[str]) -> None:
    """Refuse tables of a back-up that have had steps which this version does not know.

    Raises:
        TablesWrong: they were made by a newer version.
    """
    pairs = (step.partition(".") for step in steps)
    _refuse_unknown(_executor("default"), [(app, name) for app, _, name in pairs])


def _refuse_newer(executor: Any) -> None:
    """Refuse a database that has had steps which this version does not know."""
    _refuse_unknown(executor, executor.loader.applied_migrations)


def _refuse_unknown(executor: Any, steps: Iterable[tuple[str, str]]) -> None:
    known = executor.loader.disk_migrations
    apps = executor.loader.migrated_apps
    unknown = sorted(
        f"{app}.{name}"
        for app, name in steps
        if app in apps and (app, name) not in known and not _was_replaced(executor, app, name)
    )
    if unknown:
        raise TablesWrong(
            "the database was made by a newer version of tierbook",
            why=f"it has had the step {unknown[-1]}, which this version does not know",
            remedy="install that version, or restore a back-up that was made before",
        )


def _was_replaced(executor: Any, app: str, name: str) -> bool:
    return any((app, name) in step.replaces for step in executor.loader.disk_migrations.values())


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one process at a time change the tables of a home."""
    try:
        import fcntl
    except ImportError:  # Windows, where one person serves herself
        yield
        return
    with (home / "migrating.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _copy_before_change(path: Path, step: str) -> None:
    """Copy a file of SQLite as it is before a step; the copy has its name once it is whole."""
    if not path.is_file():
        return
    name = f"{path.name}.before-{step.replace('.', '-')}"
    copy, number = path.with_name(name), 2
    while copy.exists():
        copy = path.with_name(f"{name}-{number}")
        number += 1
    for left in path.parent.glob(f".{path.name}.before-*{PART}"):  # of a run that was killed
        left.unlink(missing_ok=True)
    with written_beside(copy) as stream:
        Path(stream.name).chmod(path.stat().st_mode & 0o777)
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(stream.name)) as target,
        ):
            source.backup(target)
    log.info("copied the database to %s before changing its tables", copy.name)
