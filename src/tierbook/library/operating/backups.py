"""Back-up and restore of a whole library: corpus, people's rows, settings; either engine into either.

A back-up holds the corpus folder, `config.toml`, people's rows as JSON lines and, from SQLite, the database itself as
its online back-up gives it. SQLite goes back into SQLite as that file. Anything else is put together again: the corpus
is loaded and people's rows are put beside it, for the database is nothing more than these two.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tierbook.errors import CorpusError, WrongUse
from tierbook.files import PART, VERSION, told_of_disk
from tierbook.library.configure import configure
from tierbook.library.loading import load_folder
from tierbook.library.operating.archives import read_archive, write_archive
from tierbook.library.operating.holding import held_still, locks_of
from tierbook.library.operating.tables import applied_steps, check_tables, migrate_home

__all__ = ["back_up_home", "restore_home"]

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
        WrongUse: the file exists.
        CorpusError: the tables are not of this version, the file cannot be written, or somebody is writing to the
            corpus and does not end.
    """
    configure(home)
    from django.db import connection, transaction
    from django.utils import timezone

    from tierbook.library.operating.people_rows import dump_rows
    from tierbook.library.screening.store_rows import dump_store

    if path.exists():
        raise WrongUse("the file exists", where=str(path), remedy="give another name")
    migrate_home(home)
    told = told_of_disk("the back-up cannot be written", path, kind=CorpusError)
    with told, held_still(home / "corpus"), _room(path.parent) as room:
        files = {ROWS: room / ROWS}
        if connection.vendor == "sqlite":
            with transaction.atomic():  # nobody writes between the rows of people and the copy
                counts = dump_rows(room / ROWS)
                _copy_sqlite(Path(str(connection.settings_dict["NAME"])), room / DATABASE)
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
        write_archive(path, files, about)
    return about


@contextmanager
def _room(beside: Path) -> Iterator[Path]:
    """Give a folder that its owner alone reads, and take it away."""
    beside.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".tierbook-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _corpus_files(home: Path) -> dict[str, Path]:
    locks = locks_of(home / "corpus")
    return {
        path.relative_to(home).as_posix(): path
        for path in sorted((home / "corpus").rglob("*"))
        if path.is_file() and path not in locks and path.suffix not in {PART, ".tmp"}
    }


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment.

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


def restore_home(home: Path, path: Path) -> dict[str, Any]:
    """Make an empty home what the back-up was made of; the database is the one that is configured.

    Args:
        home: the home; without a corpus, and with a database in which nobody has left anything.
        path: the back-up.

    Returns:
        What the list of the back-up says.

    Raises:
        CorpusError: it is no back-up, or is damaged, or doesn't fit, and the home is as it was; or a record of its
            corpus is damaged, and everything else is restored.
        WrongUse: the home is not empty.
    """
    configure(home)
    from django.db import connection

    from tierbook.library.operating.people_rows import count_rows, load_rows
    from tierbook.library.screening.store_rows import load_store

    _refuse_full(home)
    migrate_home(home)
    _refuse_rows()
    with _room(home) as room:
        about = read_archive(path, room)
        _refuse_other_store(about)
        as_file = connection.vendor == "sqlite" and (room / DATABASE).is_file()
        if not as_file:
            _refuse_other_steps(about)
        if about.get("screening"):
            load_store(room / SEALED)
        for name in ("corpus", CONFIG, KEY):
            _move(room / name, home / name)
        if as_file:
            connection.close()
            target = Path(str(connection.settings_dict["NAME"]))
            for ending in ("", "-wal", "-shm"):
                target.with_name(target.name + ending).unlink(missing_ok=True)
            _move(room / DATABASE, target)
            migrate_home(home)
            refused = None
        else:
            load_rows(room / ROWS)  # first: nothing else has them once the room is gone
            refused = _load_corpus(home)
            _stand_desk()
    check_tables()
    if (found := count_rows()) != about["people"]:
        raise CorpusError(
            "what was restored is not what the back-up says",
            why=f"rows of people: {found}, and in the back-up {about['people']}",
            remedy="restore into another empty home and report this",
        )
    if refused is not None:
        raise CorpusError(
            refused.what,
            where=refused.where,
            why=_and("the home is restored, with all rows of people", refused.why),
            remedy=refused.remedy,
        ) from refused
    return about


def _load_corpus(home: Path) -> CorpusError | None:
    """Load the corpus of a home; return what it was refused for, so that the rest is put in place before it is told."""
    if (home / "corpus").is_dir():
        try:
            load_folder(home / "corpus")
        except CorpusError as error:
            return error
    return None


def _and(first: str, second: str | None) -> str:
    return f"{first}; {second}" if second else first


def _stand_desk() -> None:
    from tierbook.library.desk.standing import rebuild_desk

    rebuild_desk()


def _refuse_full(home: Path) -> None:
    if (home / "corpus").exists() and any((home / "corpus").iterdir()):
        raise WrongUse(
            "the home has a corpus already",
            where=str(home),
            remedy="give another with --home, or move this one away",
        )


def _refuse_rows() -> None:
    from tierbook.library.catalogue.models import Document
    from tierbook.library.operating.people_rows import count_rows
    from tierbook.library.screening.store_rows import count_store

    if count_store():
        raise WrongUse(
            "the store of screening is not empty",
            remedy="move screening.sqlite3 away, or name an empty one in TIERBOOK_SCREENING_DATABASE_URL",
        )
    if Document.objects.exists() or count_rows():
        raise WrongUse(
            "the database is not empty",
            remedy="make an empty one, name it in TIERBOOK_DATABASE_URL, and run `tierbook migrate` on it",
        )


def _refuse_other_steps(about: dict[str, Any]) -> None:
    """Refuse rows of other tables than these: SQLite restored into SQLite is the only way that migrates."""
    if about["steps"] != applied_steps():
        raise CorpusError(
            f"the back-up was made by tierbook {about['tierbook']} with other tables than these",
            remedy=f"restore it with tierbook {about['tierbook']}, then upgrade and run `tierbook migrate`"
            if about["engine"] != "sqlite"
            else "restore it into an empty SQLite home, which brings it forward, and make a new back-up of that",
        )


def _refuse_other_store(about: dict[str, Any]) -> None:
    """Refuse cases of other tables than these, before anything is put in place."""
    if about.get("screening") and about["screening_steps"] != applied_steps("screening"):
        raise CorpusError(
            f"the cases in the back-up have the tables of tierbook {about['tierbook']}",
            remedy="restore with that version, then upgrade",
        )


def _move(source: Path, target: Path) -> None:
    if source.exists():
        if target.is_dir():
            target.rmdir()  # refused above unless it is empty
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
        if target.name in (KEY, CONFIG):  # the file of settings may hold passwords
            target.chmod(0o600)
