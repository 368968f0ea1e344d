"""Restore of a whole library out of its back-up; either engine into either.

SQLite goes back into SQLite as the file that is in the back-up. Anything else is put together again: the corpus is
loaded and people's rows are put beside it, for the database is nothing more than these two.

What doesn't fit is found before anything is put in place. Each step that puts something may be done again: a restore
that was cut off leaves its mark in the home, and goes on when it is run again.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

from tierbook.errors import CorpusError, TierbookError, WrongUse
from tierbook.files import told_of_disk, written_beside
from tierbook.library.configure import configure
from tierbook.library.loading import load_folder
from tierbook.library.operating.archives import hash_archive, read_archive
from tierbook.library.operating.backups import CONFIG, DATABASE, KEY, ROWS, SEALED
from tierbook.library.operating.half_restored import Restoring, restoring
from tierbook.library.operating.rooms import room_beside
from tierbook.library.operating.tables import (
    applied_steps,
    check_tables,
    make_ready,
    refuse_newer_steps,
)

__all__ = ["restore_home"]


def restore_home(home: Path, path: Path) -> dict[str, Any]:
    """Make an empty home what the back-up was made of; the database is the one that is configured.

    Args:
        home: the home; without a corpus, and with a database in which nobody has left anything. One in which a restore
            of the same back-up was cut off is taken, too.
        path: the back-up.

    Returns:
        What the list of the back-up says.

    Raises:
        CorpusError: it is no back-up, or is damaged, or doesn't fit, and the home is as it was; or a record of its
            corpus is damaged, and everything else is restored.
        DiskRefused: the disk takes or gives nothing.
        WrongUse: the home is not empty, or has other settings than the back-up.
    """
    configure(home)
    with restoring(home, path, hash_archive(path)) as run:
        if not run.goes_on:
            _refuse_full(home)
        make_ready(home)
        if not run.goes_on:
            _refuse_rows()
        run.begin()
        with room_beside(home) as room:
            about = read_archive(path, room)
            _refuse_what_does_not_fit(home, room, about)
            again = "then run the same command again: it goes on"
            with told_of_disk("the back-up cannot be put in place", home, again=again):
                refused = _put_in_place(home, room, about, run)
        _refuse_other_rows(about)
    if refused is not None:
        raise CorpusError(
            refused.what,
            where=refused.where,
            why=_and("the home is restored, with all rows of people", refused.why),
            remedy=refused.remedy,
        ) from refused
    return about


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


def _refuse_what_does_not_fit(home: Path, room: Path, about: dict[str, Any]) -> None:
    _refuse_other_store(about)
    if _goes_back_as_file(room):
        refuse_newer_steps(about["steps"])
    else:
        _refuse_other_steps(about)
    _refuse_other_settings(home / CONFIG, room / CONFIG)


def _goes_back_as_file(room: Path) -> bool:
    from django.db import connection

    return connection.vendor == "sqlite" and (room / DATABASE).is_file()


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


def _refuse_other_settings(mine: Path, theirs: Path) -> None:
    """Refuse to write over settings that somebody made for this home."""
    if mine.is_file() and theirs.is_file() and mine.read_bytes() != theirs.read_bytes():
        raise WrongUse(
            "the home has settings of its own, and the back-up has others",
            where=str(mine),
            why="those of the back-up would take their place",
            remedy="move the file away and run the same command again; then put back what this home needs of it",
        )


def _put_in_place(
    home: Path, room: Path, about: dict[str, Any], run: Restoring
) -> CorpusError | None:
    """Do what can be done again: rows of people, corpus, settings, database; return what of the corpus was refused."""
    as_file = _goes_back_as_file(room)
    _load_people(room, about, run, as_file=as_file)  # first: it may find that they don't fit
    _put_folder(room / "corpus", home / "corpus")
    for name in (CONFIG, KEY):
        _put_secret(room / name, home / name)
    if as_file:
        _put_database(room / DATABASE)
        make_ready(home)
        return None
    refused = _load_corpus(home)
    _stand_desk()
    return refused


def _load_people(room: Path, about: dict[str, Any], run: Restoring, *, as_file: bool) -> None:
    """Put rows into both stores, or into neither where they don't fit; what a run before has put there stays."""
    from django.db import transaction

    from tierbook.library.operating.people_rows import count_rows, load_rows
    from tierbook.library.screening.router import ALIAS
    from tierbook.library.screening.store_rows import count_store, load_store

    run.has_put = True
    try:
        with transaction.atomic(using=ALIAS), transaction.atomic():
            if about.get("screening") and not count_store():
                load_store(room / SEALED)
            if not as_file and not count_rows():
                load_rows(room / ROWS)
    except TierbookError:  # neither has any
        run.has_put = run.goes_on
        raise


def _put_folder(source: Path, target: Path) -> None:
    """Put what a folder holds into another, in the place of what a run that was cut off has put there."""
    for left in target.iterdir() if target.is_dir() else ():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()
    if not source.is_dir():
        return
    target.mkdir(parents=True, exist_ok=True)
    for part in source.iterdir():
        shutil.move(part, target / part.name)


def _put_secret(source: Path, target: Path) -> None:
    """Put a file in place that its owner alone reads: settings may hold passwords."""
    if source.is_file():
        source.chmod(0o600)
        source.replace(target)


def _put_database(source: Path) -> None:
    """Put a file of SQLite in the place of the empty one."""
    from django.db import connection

    connection.close()
    target = Path(str(connection.settings_dict["NAME"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("-wal", "-shm"):  # they are of the other file
        target.with_name(target.name + ending).unlink(missing_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with source.open("rb") as old, written_beside(target) as new:
            shutil.copyfileobj(old, new)


def _load_corpus(home: Path) -> CorpusError | None:
    """Load the corpus of a home; return what it was refused for, so that the rest is put in place before it is told."""
    try:
        load_folder(home / "corpus")
    except CorpusError as error:
        return error
    return None


def _stand_desk() -> None:
    from tierbook.library.desk.standing import rebuild_desk

    rebuild_desk()


def _refuse_other_rows(about: dict[str, Any]) -> None:
    """Hold what is there now against what the back-up says."""
    from tierbook.library.operating.people_rows import count_rows

    check_tables()
    if (found := count_rows()) != about["people"]:
        raise CorpusError(
            "what was restored is not what the back-up says",
            why=f"rows of people: {found}, and in the back-up {about['people']}",
            remedy="restore into another empty home and report this",
        )


def _and(first: str, second: str | None) -> str:
    return f"{first}; {second}" if second else first
