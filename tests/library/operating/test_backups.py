"""A back-up is proved by restoring it: from either engine into either, and never from a damaged file."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.library.operating.conftest import Program, environment
from tests.postgres import Postgres
from tierbook.corpus import Corpus
from tierbook.errors import CorpusError, WrongUse
from tierbook.files import canonical_json
from tierbook.library.operating.archives import read_archive, write_archive
from tierbook.library.operating.holding import held_still

FILL = """
import os
from pathlib import Path
from tierbook.library import load_corpus, migrate_database
home = Path(os.environ["TIERBOOK_HOME"])
migrate_database(home)
load_corpus(home)
from django.contrib.auth.models import Group, Permission
from tierbook.library.accounts.models import Key, Person
from tierbook.library.catalogue.models import Document
person = Person.objects.create_user("ada", "ada@example.org", "a long pass phrase", name="Ada É", role="editor")
person.user_permissions.add(Permission.objects.get(codename="change_key"))
Person.objects.create_user("gone").delete()
Key.objects.create(person=person, name="a program", scopes="read", shown="tb_1234", digest="0" * 64)
group = Group.objects.create(name="desk")
person.groups.add(group)
import sys
from tierbook.library import back_up_home
back_up_home(home, Path(sys.argv[1]))
"""

LOOK = """
import json
from tierbook.files import content_hash
from tierbook.library import check_home
check_home(home)
from django.test import Client
from tierbook.library.accounts.models import Key, Person
from tierbook.library.catalogue.models import Document, Finding, Paragraph
person = Person.objects.get(username="ada")
new = Person.objects.create_user("new")
documents = list(Document.objects.order_by("id").values_list("id", flat=True))
client = Client(headers={"host": "127.0.0.1"})
codes = sorted(set(Document.objects.values_list("country", flat=True)))
addresses = [
    "/", "/countries/", "/variables/", "/search/?q=victims", "/search/?q=government&sort=edition", "/panel/",
    "/digest/2018/", "/editions/2018/", "/compare/", "/flows/2018/", "/recommendations.csv",
    *(f"/documents/{d}/" for d in documents), *(f"/documents/{d}.json" for d in documents),
    *(f"/{code}/" for code in codes), *(f"/{code}/dossier.json" for code in codes),
    *(f"/variables/{v}/" for v in sorted(set(Finding.objects.values_list("variable", flat=True)))[:4]),
]
answers = {address: client.get(address) for address in addresses}
print(json.dumps({
    "person": [person.pk, person.name, person.role, person.pseudonym, person.check_password("a long pass phrase")],
    "permissions": [p.codename for p in person.user_permissions.all()],
    "groups": [g.name for g in person.groups.all()],
    "keys": list(Key.objects.values_list("name", "digest")),
    "new": new.pk > person.pk,
    "documents": documents,
    "rows": [Paragraph.objects.count(), Finding.objects.count()],
    "pages": {a: [r.status_code, content_hash(b"".join(r) if r.streaming else r.content)] for a, r in answers.items()},
}))
"""

RESTORE = """
import os, sys
from pathlib import Path
from tierbook.errors import WrongUse
from tierbook.library import migrate_database, restore_home
home = Path(os.environ["TIERBOOK_HOME"])
migrate_database(home)
restore_home(home, Path(sys.argv[1]))
try:
    restore_home(home, Path(sys.argv[1]))
except WrongUse as error:
    assert "has a corpus already" in str(error)
else:
    raise AssertionError("restored twice")
"""

Made = tuple[Path, dict[str, Any]]


def _python(code: str, file: Path, home: Path, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, file],
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "TIERBOOK_HOME": str(home), **env},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def make_source(
    ingested: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Made]:
    """Return a back-up made on an engine, and what the library said of itself after it; made once for each."""
    made: dict[str, Made] = {}

    def source(engine: str) -> Made:
        if engine not in made:
            home = tmp_path_factory.mktemp(f"from-{engine}")
            shutil.copytree(ingested, home / "corpus")
            (home / "config.toml").write_text("port = 9000\n", encoding="utf-8")
            env = {}
            if engine == "postgres":
                server: Postgres = request.getfixturevalue("postgres")
                env["TIERBOOK_DATABASE_URL"] = server.create(f"source_{os.getpid()}")
            file = home.with_suffix(".tar.gz")
            made[engine] = (file, json.loads(_python(FILL + LOOK, file, home, **env)))
        return made[engine]

    return source


@pytest.mark.postgres
@pytest.mark.parametrize("source", ["sqlite", "postgres"])
def test_a_back_up_of_either_engine_is_restored_into_either(
    make_source: Callable[[str], Made], source: str, database: dict[str, str], tmp_path: Path
) -> None:
    file, before = make_source(source)
    target = tmp_path / "restored"
    after = json.loads(_python(RESTORE + LOOK, file, target, **database))
    changed = {a for a, said in after["pages"].items() if said != before["pages"][a]}
    assert changed == set()  # to the byte, whichever engine serves them
    assert after == before
    assert before["person"][4] is True
    assert before["new"] is True
    assert {a for a, (status, _) in before["pages"].items() if status != 200} == set()
    assert len(before["documents"]) == 3
    assert (target / "config.toml").read_text(encoding="utf-8") == "port = 9000\n"
    assert not list(target.glob(".tierbook-*"))


def test_the_file_is_its_owners_alone_and_holds_no_secret_key(
    make_source: Callable[[str], Made],
) -> None:
    file, _ = make_source("sqlite")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as tar:
        names = tar.getnames()
    assert "secret_key" not in names
    assert {"people.jsonl", "library.sqlite3", "config.toml", "corpus/manifest.json"} <= set(names)


def test_a_back_up_may_hold_the_secret_key(run: Program, home: Path, tmp_path: Path) -> None:
    done = run("tierbook", "backup", tmp_path / "b.tar.gz", "--with-secret-key")
    assert done.returncode == 0, done.stderr
    env = {"TIERBOOK_HOME": str(tmp_path / "new")}
    assert "secret key is not in it" not in done.stderr
    restored = run("tierbook", "restore", tmp_path / "b.tar.gz", **env)
    assert restored.returncode == 0, restored.stderr
    key = tmp_path / "new" / "secret_key"
    assert key.read_text() == (home / "secret_key").read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    twice = run("tierbook", "backup", tmp_path / "b.tar.gz")
    assert (twice.returncode, "file exists" in twice.stderr) == (2, True)


@pytest.mark.postgres
def test_a_database_with_something_in_it_is_not_restored_over(
    make_source: Callable[[str], Made], run: Program, home: Path, tmp_path: Path, postgres_url: str
) -> None:
    file, _ = make_source("sqlite")
    env = {"TIERBOOK_DATABASE_URL": postgres_url}
    assert run("tierbook", "migrate", **env).returncode == 0
    assert run("tierbook", "ingest", **env).returncode == 0
    other = {**env, "TIERBOOK_HOME": str(tmp_path / "other")}
    refused = run("tierbook", "restore", file, **other)
    assert refused.returncode == 2
    assert "database is not empty" in refused.stderr
    assert not (tmp_path / "other" / "corpus").exists()


PEOPLE = """
import json
from tierbook.library import check_home
check_home(home)
from tierbook.library.accounts.models import Key, Person
from tierbook.library.catalogue.models import Document
print(json.dumps([
    sorted(Person.objects.values_list("username", flat=True)), Key.objects.count(), Document.objects.count(),
]))
"""
BEGIN = """
import os
from pathlib import Path
home = Path(os.environ["TIERBOOK_HOME"])
"""


def test_a_damaged_coding_costs_no_row_of_people(
    make_source: Callable[[str], Made], run: Program, database: dict[str, str], tmp_path: Path
) -> None:
    file, _ = make_source("sqlite")
    rotten = tmp_path / "rotten.tar.gz"
    name = _rot_a_coding(file, rotten)
    target = tmp_path / "target"
    env = {**database, "TIERBOOK_HOME": str(target)}
    if database:
        assert run("tierbook", "migrate", **env).returncode == 0
    told = run("tierbook", "restore", rotten, **env)
    assert told.returncode == 1
    assert Path(name).name in told.stderr
    assert "the home is restored, with all rows of people" in told.stderr
    assert "tierbook check --mend" in told.stderr
    assert json.loads(_python(BEGIN + PEOPLE, file, target, **database)) == [["ada"], 1, 2]
    assert run("tierbook", "check", "--mend", **env).returncode == 1
    assert run("tierbook", "ingest", **env).returncode == 0
    assert json.loads(_python(BEGIN + PEOPLE, file, target, **database)) == [["ada"], 1, 3]


def _rot_a_coding(file: Path, target: Path) -> str:
    """Write a back-up again as of a home in which a coding is damaged, without the database of SQLite."""
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        name = min(n for n in old.getnames() if n.startswith("corpus/codings/"))
        for info in old:
            if info.name == "library.sqlite3":
                continue
            stream = old.extractfile(info)
            assert stream is not None
            content = stream.read()
            if info.name == name:
                content = rotten = content[: len(content) // 2]
            if info.name == "backup.json":
                about = json.loads(content)
                del about["files"]["library.sqlite3"]
                about["files"][name] = hashlib.sha256(rotten).hexdigest()
                content = canonical_json(about)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    return name


@pytest.mark.postgres
def test_rows_of_other_tables_are_refused_with_the_way_round(
    make_source: Callable[[str], Made], run: Program, tmp_path: Path, postgres_url: str
) -> None:
    file, _ = make_source("sqlite")
    older = tmp_path / "older.tar.gz"
    _rewrite(
        file, older, lambda about: {**about, "steps": about["steps"][:-1], "tierbook": "0.0.9"}
    )
    env = {"TIERBOOK_DATABASE_URL": postgres_url, "TIERBOOK_HOME": str(tmp_path / "other")}
    assert run("tierbook", "migrate", **env).returncode == 0
    refused = run("tierbook", "restore", older, **env)
    assert refused.returncode == 1
    assert "tierbook 0.0.9" in refused.stderr
    assert "SQLite home" in refused.stderr
    assert not (tmp_path / "other" / "corpus").exists()


def _rewrite(file: Path, target: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write a back-up again with another list."""
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        for info in old:
            stream = old.extractfile(info)
            assert stream is not None
            content = stream.read()
            if info.name == "backup.json":
                content = canonical_json(change(json.loads(content)))
                info.size = len(content)
            new.addfile(info, io.BytesIO(content))


HELD = """
import os, sys
from pathlib import Path
from tierbook.corpus import Corpus
from tierbook.errors import CorpusError
from tierbook.library.operating import backups
home = Path(os.environ["TIERBOOK_HOME"])
corpus = Corpus(home / "corpus")
with corpus.writing(), corpus.loading():  # leaves its locks there
    pass
def write(path, files, about, within):
    for hold in (corpus.writing, corpus.loading):
        try:
            with hold():
                print("written to")
        except CorpusError:
            print("held")
    print(sorted(name for name in files if "/." in name))
backups.write_archive = write
backups.back_up_home(home, Path(sys.argv[1]))
"""


def test_nobody_writes_to_the_corpus_while_it_is_backed_up(home: Path, tmp_path: Path) -> None:
    said = _python(HELD, tmp_path / "b.tar.gz", home).splitlines()
    assert said == ["held", "held", "[]"]


def test_a_corpus_that_is_written_to_is_waited_for_and_then_refused(ingested: Path) -> None:
    corpus = Corpus(ingested)
    with (
        corpus.writing(),
        pytest.raises(CorpusError, match="an ingest is writing") as caught,
        held_still(ingested, patience=0.2),
    ):
        raise AssertionError("held beside an ingest")
    assert "wait until it has ended" in str(caught.value)
    with held_still(ingested), held_still(ingested, patience=0):
        pass
    with corpus.writing():
        pass


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(os.urandom(300_000))
    path = tmp_path / "archive.tar.gz"
    write_archive(path, {"corpus/a": tmp_path / "a", "corpus/b": tmp_path / "b"}, {"x": 1})
    return path


def test_an_archive_gives_back_what_went_in(archive: Path, tmp_path: Path) -> None:
    about = read_archive(archive, tmp_path / "out")
    assert about["x"] == 1
    assert (tmp_path / "out/corpus/b").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_archive_keeps_the_time_of_each_file(tmp_path: Path) -> None:
    came = 1_530_000_000
    (tmp_path / "a").write_bytes(b"a page")
    os.utime(tmp_path / "a", (came, came))
    write_archive(tmp_path / "b.tar.gz", {"corpus/pages/aa/a": tmp_path / "a"}, {})
    read_archive(tmp_path / "b.tar.gz", tmp_path / "out")
    assert (tmp_path / "out/corpus/pages/aa/a").stat().st_mtime == came


def test_two_archives_of_one_name_do_not_write_into_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, files = tmp_path / "x.tar.gz", {}
    for name in "ab":
        (tmp_path / name).write_bytes(os.urandom(300_000))
        files[name] = tmp_path / name
    read, others = Path.open, ["once"]

    def between(self: Path, *args: Any, **more: Any) -> Any:
        if self == files["b"] and others:
            others.clear()
            write_archive(path, {"a": files["a"]}, {"x": "the quicker"})
        return read(self, *args, **more)

    monkeypatch.setattr(Path, "open", between)
    with pytest.raises(WrongUse, match="file exists"):
        write_archive(path, files, {"x": "the slower"})
    assert read_archive(path, tmp_path / "out")["x"] == "the quicker"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "out", "x.tar.gz"]


class Failing(io.BytesIO):
    """A file whose disk has a fault behind its first bytes."""

    def __init__(self, file: Any, error: OSError | None) -> None:
        super().__init__(b"x" * 100)
        self.error, self.file = error, file

    def fileno(self) -> int:
        return int(self.file.fileno())

    def close(self) -> None:
        self.file.close()
        super().close()

    def read(self, size: int | None = -1) -> bytes:
        if self.error is not None:
            raise self.error
        return super().read(size)


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), None])
def test_a_file_that_cannot_be_read_is_named_and_not_the_back_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    page = tmp_path / "page"
    page.write_bytes(b"y" * 200_000)
    read = Path.open

    def failing(self: Path, *args: Any, **more: Any) -> Any:
        stream = read(self, *args, **more)
        return Failing(stream, error) if self == page else stream

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(CorpusError) as caught:
        write_archive(tmp_path / "x.tar.gz", {"page": page}, {})
    assert caught.value.where == str(page)
    assert ("the disk has a fault" if error else "end whatever writes") in str(caught.value)
    assert not (tmp_path / "x.tar.gz").exists()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_an_archive_that_was_cut_off_is_refused(
    archive: Path, tmp_path: Path, share: float
) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CorpusError, match="damaged"):
        read_archive(archive, tmp_path / "out")


def test_bits_that_have_turned_round_are_damage(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    content[len(content) // 2 + 1 : len(content) // 2 + 40] = bytes(39)
    archive.write_bytes(content)
    with pytest.raises(CorpusError, match="damaged"):
        read_archive(archive, tmp_path / "out")


def test_a_file_that_is_not_there_is_a_wrong_name_and_no_damage(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tar.gz", tmp_path):
        with pytest.raises(WrongUse, match="no such file"):
            read_archive(path, tmp_path / "out")


def test_a_file_that_was_changed_is_named(archive: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.tar.gz"
    _rewrite(archive, changed, lambda a: {**a, "files": {**a["files"], "corpus/a": "0" * 64}})
    with pytest.raises(CorpusError, match="corpus/a"):
        read_archive(changed, tmp_path / "out")


def test_an_archive_of_a_newer_format_is_refused(archive: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.tar.gz"
    _rewrite(archive, newer, lambda about: {**about, "format": 2})
    with pytest.raises(CorpusError, match="format 2"):
        read_archive(newer, tmp_path / "out")


@pytest.mark.parametrize("name", ["/etc/evil", "../evil", "corpus/../../evil"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.size = 4
        tar.addfile(info, io.BytesIO(b"evil"))
    with pytest.raises(CorpusError, match="no plain file"):
        read_archive(path, tmp_path / "deep" / "out")
    assert not list(tmp_path.rglob("evil"))


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo("corpus")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(info)
    with pytest.raises(CorpusError, match="no plain file"):
        read_archive(path, tmp_path / "out")


def test_a_damaged_file_leaves_the_home_as_it_was(run: Program, tmp_path: Path) -> None:
    (tmp_path / "none.tar.gz").write_bytes(b"nothing of ours")
    target = tmp_path / "target"
    refused = run("tierbook", "restore", tmp_path / "none.tar.gz", TIERBOOK_HOME=str(target))
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert not (target / "corpus").exists()
    assert not list(target.glob(".tierbook-*"))
