"""Everything that a home keeps, looked at: corpus, fetched pages, journal, both databases, the keys of cases.

Nothing is changed, and nothing is taken on trust: hashes are worked out again, each database checks itself, and what
stands in the library is compared with the corpus that it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tierbook.corpus import Corpus, check_corpus, fetched_inputs, is_written_to, set_aside
from tierbook.errors import CorpusError, Problem, TierbookError
from tierbook.files import content_hash
from tierbook.library.configure import configure
from tierbook.library.operating.tables import DATABASES, TablesWrong, check_tables

__all__ = ["HomeCheck", "check_everything"]

Progress = Callable[[str], None]
_RESTORE = (
    "end the server, keep a copy of the file, then restore the last back-up into an empty home; "
    "docs/explanation/faults.md says how"
)
_CHECKS = {"sqlite": "PRAGMA integrity_check(3)"}


@dataclass(slots=True)
class HomeCheck:
    """What was looked at, by name, and what is wrong with it.

    Attributes:
        looked_at: how many of each kind of thing.
        faults: what is wrong, each with file, reason and remedy.
        remade: damaged records that `ingest` makes again once they are put away.
        reloaded: texts that the next load writes again once what the library has of them counts for nothing.
        set_aside: the records that were put away.
    """

    looked_at: dict[str, int] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    remade: tuple[Path, ...] = ()
    reloaded: list[str] = field(default_factory=list)
    set_aside: list[Path] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "looked_at": self.looked_at,
            "faults": [fault.to_dict() for fault in self.faults],
            "set_aside": [str(path) for path in self.set_aside],
            "reloaded": self.reloaded,
        }


def check_everything(
    home: Path, *, mend: bool = False, progress: Progress | None = None
) -> HomeCheck:
    """Look at everything that a home keeps.

    Args:
        home: the home.
        mend: put damaged records aside that `ingest` can make again, and have it load damaged copies of texts anew;
            nothing else is ever changed.
        progress: called with the name of what is looked at next.
    """
    configure(home)
    found = HomeCheck()
    corpus = Corpus(home / "corpus")
    parts: tuple[tuple[str, Callable[[HomeCheck, Corpus], None]], ...] = (
        ("corpus", _look_at_corpus),
        ("fetched pages", _look_at_fetched),
        ("journal", _look_at_journal),
        ("databases", _look_at_databases),
        ("texts", _look_at_texts),
        ("cases", _look_at_cases),
    )
    for name, look in parts:
        if progress is not None:
            progress(name)
        try:
            look(found, corpus)
        except TierbookError as error:
            found.faults.append(Problem.of(error, name))
        except Exception as error:
            fault = _fault_of(error)
            if fault is None:
                raise
            # A database that is damaged was told already, with its name; what was asked of it cannot be looked at.
            if not any(f.where == name or "database" in f.what for f in found.faults):
                found.faults.append(Problem.of(fault.error, name))
    if mend:
        found.set_aside = set_aside(corpus, found.remade) if found.remade else []
        _load_anew(found.reloaded)
    return found


def _load_anew(documents: list[str]) -> None:
    """Take the digests of texts away, by which a load knows that it has them already."""
    from tierbook.library.catalogue.models import Document

    if documents:
        Document.objects.filter(pk__in=documents).update(digest="")


def _fault_of(error: Exception) -> Any:
    from tierbook.library.operating.faults import fault_of

    return fault_of(error)


def _look_at_corpus(found: HomeCheck, corpus: Corpus) -> None:
    if not corpus.folder.is_dir():
        return
    if is_written_to(corpus):
        raise CorpusError(
            "an ingest is at work, so the folder is ahead of its manifest",
            where=str(corpus.folder),
            remedy="run the check again when it has ended",
        )
    checked = check_corpus(corpus)
    found.looked_at |= {"pages": checked.pages, "codings and assessments": checked.records}
    found.faults += checked.faults
    found.remade = checked.remade


def _look_at_fetched(found: HomeCheck, corpus: Corpus) -> None:
    found.looked_at["fetched pages"] = len(fetched_inputs(corpus))


def _look_at_journal(found: HomeCheck, corpus: Corpus) -> None:
    """Read every line of the journal; a value that is kept is held against the hash that it is kept by."""
    from tierbook.library.record.journal import Journal, keep_hash

    journal = Journal(corpus.folder)
    lines = 0
    for line in journal.lines():
        lines += 1
        if "keep" in line and keep_hash(line.get("value")) != line["keep"]:
            found.faults.append(
                Problem(
                    str(journal.path),
                    f"a value of the journal is not the one that was kept as {line['keep']}",
                    None,
                    "put back a copy of the file out of a back-up; what was cited rests on it",
                )
            )
    found.looked_at["lines of the journal"] = lines


def _look_at_databases(found: HomeCheck, corpus: Corpus) -> None:
    """Let each database check itself."""
    from django.db import connections

    for database in DATABASES:
        connection = connections[database]
        where = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite" and not Path(where).is_file():
            continue
        found.faults += _faults_of_database(connection, where)
        found.looked_at["databases"] = found.looked_at.get("databases", 0) + 1
        if not any(fault.where == where for fault in found.faults):
            try:
                check_tables(database)
            except TablesWrong as error:
                found.faults.append(Problem.of(error, where))


def _faults_of_database(connection: Any, where: str) -> Iterator[Problem]:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(_CHECKS["sqlite"])
                said = [str(row[0]) for row in cursor.fetchall()]
                if said != ["ok"]:
                    yield Problem(where, "the database is damaged", said[0], _RESTORE)
                    return
                cursor.execute("PRAGMA foreign_key_check")
                if cursor.fetchone():
                    yield Problem(where, "rows of the database point to nothing", None, _RESTORE)
            else:
                yield from _faults_of_postgres(cursor, where)
    except Exception as error:
        fault = _fault_of(error)
        if fault is None:
            raise
        remedy = _RESTORE if fault.kind == "damaged" else fault.error.remedy
        yield Problem(where, fault.error.what, fault.error.why, remedy)


def _faults_of_postgres(cursor: Any, where: str) -> Iterator[Problem]:
    """Ask the server what it counted itself: pages whose checksum did not fit."""
    cursor.execute(
        "SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database WHERE datname = current_database()"
    )
    count = cursor.fetchone()[0]
    if count:
        yield Problem(
            where,
            f"the server has met {count} damaged pages of this database",
            "pages whose checksum does not fit",
            "run pg_amcheck, and restore the last back-up into an empty database",
        )


def _is_known(database: str = "default") -> bool:
    """Tell whether tables are those of this version, which alone can be read; that they are not was told before."""
    try:
        check_tables(database)
    except TierbookError:
        return False
    return True


def _look_at_texts(found: HomeCheck, corpus: Corpus) -> None:
    """Hold what the library has of each text against its hash, and against the corpus."""
    from django.db import connection, models
    from django.db.models.functions import Cast

    from tierbook.library.catalogue.models import Content
    from tierbook.library.loading import ROWS_VERSION

    if "catalogue_content" not in connection.introspection.table_names() or not _is_known():
        return
    count = 0
    packed = (Cast("coding", models.BinaryField()), Cast("assessment", models.BinaryField()))
    rows = Content.objects.order_by("pk").values_list("pk", "document__digest", *packed)
    where = str(connection.settings_dict["NAME"])
    for name, digest, *both in rows.iterator(chunk_size=50):
        count += 1
        if _digest_of(both, ROWS_VERSION) != digest:
            found.reloaded.append(name)
            found.faults.append(
                Problem(
                    where,
                    f"the library's copy of {name} is not the one that was loaded",
                    None,
                    "run `tierbook check --mend`, then `tierbook ingest`, which loads it again from the corpus",
                )
            )
    found.looked_at["texts of the library"] = count


def _digest_of(packed: Iterable[Any], version: str) -> str | None:
    """Return the hash that a document was loaded by; None where what is held cannot be opened."""
    from tierbook.library.catalogue.packing import unpack_text

    try:
        texts = ["" if part is None else unpack_text(part) for part in packed]
    except ValueError:
        return None
    return content_hash("\0".join([version, *texts]).encode())


def _look_at_cases(found: HomeCheck, corpus: Corpus) -> None:
    """Open every entry whose key is here; nothing that stands in it is told."""
    from django.db import connections

    from tierbook.library.screening.cases import unreadable_cases

    tables = connections["screening"].introspection.table_names()
    if "screening_case" not in tables or not _is_known("screening"):
        return
    count, codes = unreadable_cases()
    found.looked_at["entries of cases"] = count
    for code in codes:
        found.faults.append(
            Problem(
                str(connections["screening"].settings_dict["NAME"]),
                f"an entry of the case {code} cannot be opened, though its key is here",
                "the entry or its key was changed",
                "restore the store and screening_keys/ of the last back-up that has both",
            )
        )
