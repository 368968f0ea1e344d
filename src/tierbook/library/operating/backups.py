"""Back-up of a whole library: corpus, people's rows, settings.

A back-up holds the corpus folder, `config.toml`, people's rows as JSON lines and, from SQLite, the database itself as
its online back-up gives it. `restoring.py` reads it.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tierbook.errors import CorpusError
from tierbook.files import PART, VERSION, told_of_disk
from tierbook.library.configure import configure
from tierbook.library.operating.archives import name_taken, unread, write_archive
from tierbook.library.operating.holding import held_still, locks_of
from tierbook.library.operating.rooms import room_beside
from tierbook.library.operating.tables import applied_steps, migrate_home

__all__ = ["CONFIG", "DATABASE", "KEY", "ROWS", "SEALED", "back_up_home"]

ROWS, DATABASE, CONFIG, KEY = "people.jsonl", "library.sqlite3", "config.toml", "secret_key"
SEALED = "screening.jsonl"  # cases, sealed; their keys are in no back-up


def back_up_home(home: Path, path: Path, *, with_secret_key: bool = False) -> dict[str, Any]:
    """Write a back-up of a home to a file while readers go on reading, and nobody ingests or loads.

    Args:
        home: the home.
        path: the file; it must not exist.
        with_secret_key: whether the key goes in too.

    Returns:
        What the list of the back-up says: version, engine, time, rows of people.

    Raises:
        WrongUse: the file exists, or another back-up has got its name meanwhile.
        CorpusError: a file of the corpus cannot be read, the tables are not of this version, the file cannot be
            written, or somebody is writing to the corpus and does not end.
    """
    configure(home)
    from django.db import connection
    from django.utils import timezone

    from tierbook.library.operating.people_rows import dump_rows
    from tierbook.library.screening.store_rows import dump_store

    if path.exists():
        raise name_taken(path)
    migrate_home(home)
    told = told_of_disk("the back-up cannot be written", path, kind=CorpusError)
    with told, held_still(home / "corpus"), room_beside(path.parent) as room:
        files = {ROWS: room / ROWS}
        if connection.vendor == "sqlite":
            _copy_sqlite(Path(str(connection.settings_dict["NAME"])), room / DATABASE)
            with _opened(room / DATABASE) as copy:  # people go on writing to the other
                counts = dump_rows(room / ROWS, using=copy)
            files[DATABASE] = room / DATABASE
        else:
            counts = dump_rows(room / ROWS)
        sealed = dump_store(room / SEALED)
        files[SEALED] = room / SEALED
        files |= _corpus_files(home)
        for name in (CONFIG, *([KEY] if with_secret_key else [])):
            if (home / name).is_file():
                files[name] = home / name
        about = {
            "tierbook": VERSION,
            "engine": connection.vendor,
            "made": timezone.now().isoformat(timespec="seconds"),
            "steps": applied_steps(),
            "people": counts,
            "screening": sealed,
            "screening_steps": applied_steps("screening"),
            "has_key": KEY in files,
        }
        write_archive(path, files, about, within=room)
    return about


def _corpus_files(home: Path) -> dict[str, Path]:
    """Return the files of a corpus by their names in the home, but for locks and what is half written.

    Raises:
        CorpusError: a folder cannot be read.
    """
    corpus = home / "corpus"
    locks = locks_of(corpus)

    def refuse(error: OSError) -> None:
        raise unread(Path(error.filename), error) from error

    paths = [
        Path(folder, name)
        for folder, _, names in (os.walk(corpus, onerror=refuse) if corpus.is_dir() else ())
        for name in names
    ]
    return {
        path.relative_to(home).as_posix(): path
        for path in paths
        if path.is_file() and path not in locks and path.suffix not in {PART, ".tmp"}
    }


@contextmanager
def _opened(copy: Path) -> Iterator[str]:
    """Give the name under which the site asks a copy of its database."""
    from django.db import connections

    name = "copied"
    connections.settings[name] = {**connections["default"].settings_dict, "NAME": str(copy)}
    try:
        yield name
    finally:
        connections[name].close()
        del connections[name]
        del connections.settings[name]


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, while others read it and write to it.

    Raises:
        OSError: the copy does not fit.
    """
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        try:
            old.backup(new)
        except sqlite3.OperationalError as error:
            if (
                error.sqlite_errorname == "SQLITE_FULL"
            ):  # told of the disk of the copy, not of the database
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target)) from error
            raise
