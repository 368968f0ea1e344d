"""A restore puts nothing before it knows that all of it fits, and goes on where it was cut off."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.library.operating.conftest import environment
from tierbook.cli.guard import Messages
from tierbook.cli.ingest import fill_library
from tierbook.errors import CorpusError, WrongUse
from tierbook.files import canonical_json, content_hash
from tierbook.library.operating import restoring as restore
from tierbook.library.operating.half_restored import refuse_half_restored, restoring
from tierbook.library.operating.rooms import room_beside
from tierbook.pages import ReadOptions

STAMP, CAME = 1_530_000_000, "2018-06-26"  # when the pages of the back-up came in

BEGIN = """
import json, os, sys
from pathlib import Path
home, file = Path(os.environ["TIERBOOK_HOME"]), Path(sys.argv[1])
"""
FILL = (
    BEGIN
    + """
import shutil
from django.db import connections
from tierbook.library import back_up_home, load_corpus, migrate_home
migrate_home(home)
connections.close_all()
for name in ("library.sqlite3", "screening.sqlite3"):
    shutil.copy(home / name, home.parent / "empty" / name)
load_corpus(home)
from tierbook.library.accounts.models import Person
Person.objects.create_user("ada", "ada@example.org", "a long pass phrase", role="editor")
back_up_home(home, file)
"""
)
# Another writer is let in while rows of people are written out, and what it writes is in no part of the back-up.
BESIDE = (
    BEGIN
    + """
import sqlite3
from tierbook.library import migrate_home
migrate_home(home)
from tierbook.library.accounts.models import Person
from tierbook.library.operating import backups, people_rows
Person.objects.create_user("ada")
dump = people_rows.dump_rows
def dump_beside(path, **more):
    other = sqlite3.connect(home / "library.sqlite3", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE accounts_person SET name = 'written meanwhile'")
    other.execute("COMMIT")
    other.close()
    return dump(path, **more)
people_rows.dump_rows = dump_beside
backups.back_up_home(home, file)
print(json.dumps(Person.objects.get().name))
"""
)
# Cut off behind each step in turn, refused to everybody else meanwhile, and then whole.
CUT_OFF = (
    BEGIN
    + """
from tierbook.errors import CorpusError
from tierbook.library import migrate_database, migrate_home, restore_home
from tierbook.library.operating import restoring
migrate_database(home)
refused = []
class CutOff(BaseException):
    pass
for name in json.loads(sys.argv[2]):
    step = getattr(restoring, name)
    def cut_off(*arguments, **more):
        step(*arguments, **more)
        raise CutOff
    setattr(restoring, name, cut_off)
    try:
        restore_home(home, file)
    except CutOff:
        pass
    setattr(restoring, name, step)
    try:
        migrate_home(home)
    except CorpusError as error:
        refused.append(str(error))
restore_home(home, file)
migrate_home(home)
from tierbook.library.accounts.models import Person
from tierbook.library.catalogue.models import Document
days = {str(day) for day in Document.objects.values_list("acquired", flat=True)}
print(json.dumps([refused, list(Person.objects.values_list("username", flat=True)), Document.objects.count(), *days]))
"""
)
REFUSED = (
    BEGIN
    + """
from tierbook.errors import TierbookError
from tierbook.library import migrate_database, restore_home
migrate_database(home)
before = sorted(path.name for path in home.iterdir())
told = {}
for path in sys.argv[2:]:
    try:
        restore_home(home, Path(path))
    except TierbookError as error:
        told[Path(path).name] = str(error)
from tierbook.library.accounts.models import Person
from tierbook.library.screening.store_rows import count_store
left = [sorted(path.name for path in home.iterdir()), Person.objects.count(), count_store()]
assert left == [before, 0, 0], left
restore_home(home, file)
print(json.dumps([told, Person.objects.count()]))
"""
)


def _python(code: str, file: Path, home: Path, *arguments: object, **env: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "TIERBOOK_HOME": str(home), **env},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


@pytest.fixture(scope="module")
def backed_up(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A back-up of SQLite with three texts, a person and settings; `empty` beside it is a home with empty tables."""
    home = tmp_path_factory.mktemp("backed-up") / "home"
    (home.parent / "empty").mkdir()
    shutil.copytree(ingested, home / "corpus")
    for page in (home / "corpus" / "pages").rglob("*"):
        os.utime(page, (STAMP, STAMP))
    (home / "config.toml").write_text("port = 9000\n", encoding="utf-8")
    file = home.with_suffix(".tar.gz")
    _python(FILL, file, home)
    return file


@pytest.fixture
def empty(backed_up: Path, tmp_path: Path) -> Path:
    """A home with empty tables: making them takes longer than restoring."""
    shutil.copytree(backed_up.parent / "empty", tmp_path / "home")
    return tmp_path / "home"


Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def _rewrite(file: Path, target: Path, change: Change) -> Path:
    """Write a back-up again with other files and another list of them."""
    with tarfile.open(file) as old:
        files = {name: old.extractfile(name).read() for name in old.getnames()}  # type: ignore[union-attr]
        times = {info.name: info.mtime for info in old}
    about = json.loads(files.pop("backup.json"))
    change(files, about)
    about["files"] = {name: content_hash(content) for name, content in files.items()}
    files["backup.json"] = canonical_json(about)
    with tarfile.open(target, "w:gz", compresslevel=1) as new:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), times[name]
            new.addfile(info, io.BytesIO(content))
    return target


def _without_database(files: dict[str, bytes], about: dict[str, Any]) -> None:
    del files["library.sqlite3"]


def test_a_restore_that_was_cut_off_goes_on(backed_up: Path, empty: Path) -> None:
    home = empty
    steps = json.dumps(["_load_people", "_put_folder", "_put_secret", "_put_database"])
    refused, people, documents, day = _python(CUT_OFF, backed_up, home, steps)
    assert (people, documents, day) == (["ada"], 3, CAME)
    assert len(refused) == 4
    for told in refused:
        assert "the home is half restored" in told
        assert f"run `tierbook restore {backed_up}` again: it goes on" in told
    assert not (home / "restoring").exists()
    assert not list(home.glob(".tierbook-*"))
    pages = [path for path in (home / "corpus" / "pages").rglob("*") if path.is_file()]
    assert {path.stat().st_mtime for path in pages} == {STAMP}


def test_a_restore_that_is_put_together_goes_on_with_the_days_of_its_texts(
    backed_up: Path, empty: Path, database: dict[str, str], tmp_path: Path
) -> None:
    steps = json.dumps(["_load_people", "_put_folder", "_load_corpus", "_stand_desk"])
    file = backed_up
    if not database:
        file = _rewrite(backed_up, tmp_path / "rows.tar.gz", _without_database)
    refused, people, documents, day = _python(CUT_OFF, file, empty, steps, **database)
    assert (len(refused), people, documents, day) == (4, ["ada"], 3, CAME)


def test_what_does_not_fit_is_found_before_anything_is_put(
    backed_up: Path, empty: Path, tmp_path: Path
) -> None:
    def newer(files: dict[str, bytes], about: dict[str, Any]) -> None:
        about["steps"].append("catalogue.9999_newer")

    def unfit(files: dict[str, bytes], about: dict[str, Any]) -> None:
        _without_database(files, about)
        files["people.jsonl"] += b'{"model": "accounts.person", "pk": 9, "fields": {"none": 1}}\n'

    def other(files: dict[str, bytes], about: dict[str, Any]) -> None:
        files["config.toml"] = b"port = 9001\n"

    (empty / "config.toml").write_text("port = 9000\n", encoding="utf-8")
    made = [
        _rewrite(backed_up, tmp_path / change.__name__, change) for change in (newer, unfit, other)
    ]
    told, people = _python(REFUSED, backed_up, empty, *made)
    assert people == 1
    assert "newer version of tierbook" in told["newer"]
    assert "rows of people do not fit" in told["unfit"]
    assert "settings of its own" in told["other"]
    assert "move the file away" in told["other"]


def test_the_desk_writes_on_while_rows_of_people_are_written_out(
    empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.tar.gz"
    assert _python(BESIDE, file, empty) == "written meanwhile"
    with tarfile.open(file) as tar:
        stream = tar.extractfile("people.jsonl")
        assert stream is not None
        rows = stream.read()
        assert "library.sqlite3" in tar.getnames()
    assert b'"ada"' in rows
    assert b"written meanwhile" not in rows


def test_the_mark_stays_where_something_was_put(tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    for put in (False, True):
        with suppress(ZeroDivisionError), restoring(tmp_path, file, "one") as run:
            run.begin()
            run.has_put = put
            raise ZeroDivisionError
        assert (tmp_path / "restoring").exists() == put
    with pytest.raises(CorpusError, match="half restored"):
        refuse_half_restored(tmp_path)
    with pytest.raises(CorpusError, match="half restored"):
        fill_library(tmp_path, [], ReadOptions(), Messages(), jobs=1)
    assert not (tmp_path / "corpus").exists()
    with pytest.raises(CorpusError, match="half restored"):
        restoring(tmp_path, file, "another").__enter__()
    with restoring(tmp_path, file, "one") as run:
        assert run.goes_on
        with pytest.raises(CorpusError, match="another run is restoring"):
            restoring(tmp_path, file, "one").__enter__()
    refuse_half_restored(tmp_path)


def test_settings_of_the_home_are_not_written_over(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "config.toml", tmp_path / "theirs"
    theirs.write_text("a = 1\n", encoding="utf-8")
    restore._refuse_other_settings(mine, theirs)
    mine.write_text("a = 1\n", encoding="utf-8")
    restore._refuse_other_settings(mine, theirs)
    mine.write_text("a = 2\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="settings of its own") as caught:
        restore._refuse_other_settings(mine, theirs)
    assert str(mine) in str(caught.value)


HOLDS = """
import os, sys, time
from pathlib import Path
from tierbook.library.operating.rooms import room_beside
with room_beside(Path(sys.argv[1])) as room:
    (room / "secret").touch()
    print(room.name, flush=True)
    sys.stdin.read()
"""


def test_a_room_goes_once_its_run_is_dead(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        name = run.stdout.readline().strip()
        with room_beside(tmp_path):
            assert (tmp_path / name / "secret").exists(), "its run is alive"
        run.kill()
    assert (tmp_path / name).exists()
    with room_beside(tmp_path) as room:
        assert list(tmp_path.iterdir()) == [room]
    assert not list(tmp_path.iterdir())
