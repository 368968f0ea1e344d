"""Tables are brought forward with what is in them, by whom it was decided, and never by a page that is opened."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.library.factories import coding
from tests.library.operating.conftest import Program

# The state of the tables when the reading room was begun; every later one is reached from it.
FIRST = ("catalogue", "0003_derived")

BACK = """
import os, sys
from pathlib import Path
from tierbook.library.configure import configure
configure(Path(os.environ["TIERBOOK_HOME"]))
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
state = executor.migrate([("catalogue", "0003_derived")])
apps = state.apps
Document, Finding, Paragraph, Content, Derived = (
    apps.get_model("catalogue", name) for name in ("Document", "Finding", "Paragraph", "Content", "Derived")
)
import json
record = json.loads(Path(sys.argv[1]).read_text())
head = record["document"]
document = Document.objects.create(
    id=head["id"], digest="0" * 64, country=head["country"], edition=head["edition"], text_kind=head["text_kind"],
    kind_order=0, publisher=head["publisher"], title=head["title"], stated_tier="2", coder=record["coder"],
    paragraphs=len(record["narrative"]["paragraphs"]), sentences=8, findings_count=len(record["findings"]),
)
Content.objects.create(document=document, coding=Path(sys.argv[1]).read_text(), assessment=None)
text = record["narrative"]["text"]
for row in record["narrative"]["paragraphs"]:
    Paragraph.objects.create(
        document=document, number=row["n"], pillar=row["pillar"], text=text[row["start"]:row["end"]],
        sentences=[[s["sentence"], s["start"] - row["start"], s["end"] - row["start"]]
                   for s in record["narrative"]["sentences"] if s["paragraph"] == row["n"]],
    )
for place, row in enumerate(record["findings"]):
    first = row["evidence"][0]
    Finding.objects.create(
        document=document, finding=row["id"], position=place, reference="A1", variable=row["variable"],
        value=row["value"], chips=[], paragraph=first["paragraph"], sentence=first["sentence"],
        quote=first["text"], cue=row["cue"],
    )
Derived.objects.create(key="x", made_by="y", content="{}")
print(len(executor.loader.applied_migrations))
"""

LOOK = """
import json, os
from pathlib import Path
from tierbook.library import check_home
check_home(Path(os.environ["TIERBOOK_HOME"]))
from django.test import Client
from tierbook.library.catalogue.models import Document, Finding, Paragraph
page = Client().get("/JPN/2003/", headers={"host": "127.0.0.1"})
search = Client().get("/search/?q=shelters", headers={"host": "127.0.0.1"})
print(json.dumps({
    "status": page.status_code,
    "told": "sold for sex" in page.content.decode(),
    "found": "scarce" in search.content.decode(),
    "rows": [Document.objects.count(), Paragraph.objects.count(), Finding.objects.count()],
}))
"""


def test_rows_of_the_first_tables_live_through_every_step(
    run: Program, home: Path, database: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "back.py").write_text(BACK, encoding="utf-8")
    (tmp_path / "look.py").write_text(LOOK, encoding="utf-8")
    record = coding()
    (tmp_path / "record.json").write_text(json.dumps(record), encoding="utf-8")
    environment = {"PYTHONPATH": f"{_source()}:{tmp_path}", **database}
    made = run("back", tmp_path / "record.json", **environment)
    assert made.returncode == 0, made.stderr
    seen = run("tierbook", "check", "--mend", "--format", "json", **database)
    assert seen.returncode == 1, seen.stderr
    said = json.loads(seen.stdout)
    assert [f["what"].split(" for ")[0] for f in said["faults"]] == [
        "the tables of the database wait"
    ]
    assert said["reloaded"] == [], "texts of older tables are not damaged"
    moved = run("tierbook", "migrate", **database)
    assert moved.returncode == 0, moved.stderr
    assert "done: accounts.0001_people" in moved.stderr
    looked = run("look", **environment)
    assert looked.returncode == 0, looked.stderr
    count = (len(record["narrative"]["paragraphs"]), len(record["findings"]))
    assert json.loads(looked.stdout) == {
        "status": 200,
        "told": True,
        "found": True,
        "rows": [1, *count],
    }
    if not database:
        copies = list(home.glob("library.sqlite3.before-*"))
        assert [copy.name for copy in copies] == [
            f"library.sqlite3.before-{_first_step(moved.stderr)}"
        ]
        with closing(sqlite3.connect(home / "library.sqlite3")) as whole:
            assert whole.execute("PRAGMA freelist_count").fetchone() == (0,)
        with sqlite3.connect(copies[0]) as copy:
            assert copy.execute("SELECT count(*) FROM catalogue_finding").fetchone() == (count[1],)
        copy.close()


def _first_step(said: str) -> str:
    """Return the first of the steps that `tierbook migrate` says it has done, as a copy is named after it."""
    found = re.search(r"done: (\S+)", said)
    assert found is not None, said
    return found[1].replace(".", "-")


def test_migrating_twice_does_nothing(run: Program, database: dict[str, str]) -> None:
    assert "done: " in run("tierbook", "migrate", **database).stderr
    again = run("tierbook", "migrate", **database)
    assert (again.returncode, again.stderr) == (
        0,
        "tierbook: the tables are of this version already\n",
    )
    assert run("tierbook", "migrate", "--check", **database).returncode == 0


@pytest.mark.postgres
def test_postgresql_is_migrated_by_nothing_else(run: Program, postgres_url: str) -> None:
    url = {"TIERBOOK_DATABASE_URL": postgres_url}
    for arguments in (("serve", "--port", "0"), ("ingest",), ("migrate", "--check")):
        refused = run("tierbook", *arguments, **url)
        assert refused.returncode == 1, arguments
        assert "tierbook migrate" in refused.stderr
        assert "Traceback" not in refused.stderr
    refused = run("tierbook.library.wsgi", **url)
    assert refused.returncode != 0
    assert "tierbook migrate" in refused.stderr
    assert run("tierbook", "migrate", **url).returncode == 0
    assert run("tierbook.library.wsgi", **url).returncode == 0


def test_a_database_of_a_newer_version_is_refused(
    run: Program, database: dict[str, str], tmp_path: Path
) -> None:
    assert run("tierbook", "migrate", **database).returncode == 0
    code = (
        "import os\nfrom pathlib import Path\nfrom tierbook.library.configure import configure\n"
        "configure(Path(os.environ['TIERBOOK_HOME']))\n"
        "from django.db.migrations.recorder import MigrationRecorder\nfrom django.db import connection\n"
        "MigrationRecorder(connection).record_applied('catalogue', '9999_of_the_future')\n"
    )
    (tmp_path / "future.py").write_text(code, encoding="utf-8")
    assert run("future", PYTHONPATH=f"{_source()}:{tmp_path}", **database).returncode == 0
    for arguments in (("migrate",), ("ingest",)):
        refused = run("tierbook", *arguments, **database)
        assert refused.returncode == 1
        assert "newer version" in refused.stderr
        assert "9999_of_the_future" in refused.stderr


def test_a_database_that_is_not_there_is_named_without_its_password(run: Program) -> None:
    refused = run(
        "tierbook", "migrate", TIERBOOK_DATABASE_URL="postgresql://u:hidden-word@127.0.0.1:1/n"
    )
    assert refused.returncode == 1
    assert "cannot be reached" in refused.stderr
    assert "hidden-word" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_demo_leaves_the_database_of_an_institution_alone(
    run: Program, home: Path, database: dict[str, str]
) -> None:
    assert run("tierbook", "migrate", **database).returncode == 0
    assert run("tierbook", "ingest", **database).returncode == 0
    demo = run("tierbook", "demo", "--check", **database)
    assert "6 documents" in demo.stderr
    assert (home / "demo" / "library.sqlite3").is_file()
    counted = run("tierbook.library.manage", "shell", "-c", COUNT, **database)
    assert counted.stdout.split()[-1] == "3", counted.stderr


COUNT = "from tierbook.library.catalogue.models import Document as D; print(D.objects.count())"


def _source() -> Path:
    import tierbook

    return Path(tierbook.__file__).parents[1]
