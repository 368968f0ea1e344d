"""A case that was deleted is dead in every back-up that was made before; one that was not lives with its key alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.operating.conftest import environment

BEGIN = """
import json, os, sys
from pathlib import Path
from tierbook.library import migrate_database
home = Path(os.environ["TIERBOOK_HOME"])
migrate_database(home)
"""
FILL = (
    BEGIN
    + """
from tierbook.library import allow_screening, back_up_home
from tierbook.library.accounts.models import Person
from tierbook.library.screening.cases import delete_case, enter, open_case, seat_of
uma = Person.objects.create_user("uma")
allow_screening(uma)
codes = []
for note in ("The quarry in the hills.", "The boat in the harbour."):
    codes.append(open_case(uma.pseudonym).code)
    enter(seat_of(codes[-1], uma.pseudonym), {"note": note}, "met")
back_up_home(home, Path(sys.argv[1]))
delete_case(seat_of(codes[0], uma.pseudonym))
print(json.dumps(codes))
"""
)
RESTORE = (
    BEGIN
    + """
from tierbook.library import restore_home, screening_people
restore_home(home, Path(sys.argv[1]))
from tierbook.errors import CorpusError
from tierbook.library.screening.cases import newest_entry, open_case
from tierbook.library.screening.models import Look, Seat
found = {"officers": [p.username for p, _ in screening_people()], "looks": Look.objects.count(), "cases": {}}
for seat in Seat.objects.all():
    try:
        found["cases"][seat.case_id] = newest_entry(seat).facts.note
    except CorpusError as error:
        found["cases"][seat.case_id] = str(error)
open_case("person-new")  # rows are numbered on
print(json.dumps(found))
"""
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stores(request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    """What the environment says of two stores, each empty: nothing for SQLite in the home."""
    if request.param == "sqlite":
        yield [{}, {}, {}]
        return
    server = request.getfixturevalue("postgres")
    names = [f"cases_{n}_{request.node.name.__hash__() & 0xFFFFFF:x}" for n in range(3)]
    yield [{"TIERBOOK_SCREENING_DATABASE_URL": server.create(name)} for name in names]
    for name in names:
        server.drop(name)


def _python(code: str, file: Path, home: Path, env: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", code, file],
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "TIERBOOK_HOME": str(home), **env},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_deleted_case_stays_dead_when_a_back_up_is_restored(
    tmp_path: Path, stores: list[dict[str, str]]
) -> None:
    old, file = tmp_path / "old", tmp_path / "back-up.tgz"
    gone, kept = _python(FILL, file, old, stores[0])
    with tarfile.open(file) as tar:
        names = tar.getnames()
        sealed = tar.extractfile("screening.jsonl")
        assert sealed is not None
        content = sealed.read().decode()
    assert not [name for name in names if "key" in name]
    assert gone in content  # its rows are there, sealed
    for word in ("quarry", "harbour", "note"):
        assert word not in content

    # The keys of the old home, as they are now, are brought along: the best that anybody could have.
    new = tmp_path / "new"
    new.mkdir()
    shutil.copytree(old / "screening_keys", new / "screening_keys")
    shutil.copy(old / "screening_master_key", new / "screening_master_key")
    found = _python(RESTORE, file, new, stores[1])
    assert found["officers"] == ["uma"]
    assert found["cases"][kept] == "The boat in the harbour."
    assert "its key is not here" in found["cases"][gone]

    bare = _python(RESTORE, file, tmp_path / "bare", stores[2])
    assert "its key is not here" in bare["cases"][kept]
    assert "its key is not here" in bare["cases"][gone]


def test_the_store_is_readable_by_its_owner_alone_and_is_no_part_of_the_library(
    tmp_path: Path,
) -> None:
    _python(FILL, tmp_path / "b.tgz", tmp_path / "home", {})
    for name in ("screening.sqlite3", "screening_master_key"):
        assert (tmp_path / "home" / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home" / "screening_keys").stat().st_mode & 0o777 == 0o700
    import sqlite3

    with sqlite3.connect(tmp_path / "home" / "library.sqlite3") as library:
        tables = [row[0] for row in library.execute("SELECT name FROM sqlite_master")]
    library.close()
    assert not [name for name in tables if name.startswith("screening_")]


def test_one_database_for_both_is_refused(tmp_path: Path) -> None:
    from tierbook.errors import WrongUse
    from tierbook.library.configure import configure

    url = f"sqlite:///{tmp_path / 'library.sqlite3'}"
    with pytest.raises(WrongUse, match="same database"):
        configure(tmp_path, {"TIERBOOK_SCREENING_DATABASE_URL": url})
