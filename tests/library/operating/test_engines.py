"""Both engines keep the same rows in the same order, and the server of the tests leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.library.factories import coding
from tests.postgres import RUN, Postgres

START = """
import sys, time
from tests.postgres import join_server, name_the_run
name_the_run()
print(join_server().folder, flush=True)
time.sleep(600)
"""
# By the rules of English: a-1, A-2, Ab, b-1, É-1. By the letters' numbers: A-2, Ab, a-1, b-1, É-1.
NAMES = ["b-1", "É-1", "a-1", "Ab", "A-2"]


def test_each_engine_is_the_one_that_the_test_is_named_after(db: None, engine: str) -> None:
    from django.db import connection

    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[engine]


def test_the_postgresql_server_of_the_tests_sorts_as_a_language_does(postgres: Postgres) -> None:
    rows = postgres.run(
        "SELECT w FROM (VALUES ('b-1'), ('É-1'), ('a-1'), ('Ab'), ('A-2')) v(w) ORDER BY w"
    )
    assert [w for (w,) in rows] != sorted(NAMES)


def test_words_sort_by_their_letters_numbers(load: Any) -> None:
    from tierbook.library.catalogue.models import Document

    load(coding())
    one = Document.objects.get()
    for name in NAMES:
        one.pk = one.title = name
        one.save(force_insert=True)
    rows = Document.objects.filter(title__isnull=False).exclude(title__startswith="Traff")
    assert list(rows.order_by("id").values_list("id", flat=True)) == sorted(NAMES)
    assert list(rows.order_by("title").values_list("title", flat=True)) == sorted(NAMES)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["country", "id"], [None, "JPN", "KEN"]),
        (["-country", "id"], ["KEN", "JPN", None]),
        (["edition", "id"], ["KEN", None, "JPN"]),
    ],
)
def test_rows_without_a_value_come_first(load: Any, order: list[str], expected: list[Any]) -> None:
    from tierbook.library.catalogue.models import Document

    load(coding(), coding(country=None, edition=2002), coding(country="KEN", edition=None))
    rows = Document.objects.order_by(*order)
    assert list(rows.values_list("country", flat=True)) == expected
    assert [d.country for d in rows] == expected
    assert [d.country for d in rows.reverse()] == expected[::-1]


@pytest.mark.parametrize(
    ("lookup", "asked", "found"),
    [
        ("iexact", "côte d'ivoire", True),
        ("iexact", "CôTE D'IVOIRE", True),
        ("iexact", "CÔTE D'IVOIRE", False),  # beyond A to Z neither engine folds case
        ("icontains", "ô", True),
        ("icontains", "TE D'", True),
        ("icontains", "Ô", False),
        ("istartswith", "côTE", True),
        ("iendswith", "IVOIRE", True),
    ],
)
def test_case_is_folded_alike(load: Any, lookup: str, asked: str, found: bool) -> None:
    from tierbook.library.catalogue.models import Document

    load(coding(title="Côte d'Ivoire"))
    assert Document.objects.filter(**{f"title__{lookup}": asked}).exists() is found


@pytest.mark.only_on("postgres")
def test_every_column_of_text_has_the_collation(db: None) -> None:
    from django.apps import apps
    from django.db import connection

    tables = [m._meta.db_table for m in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, collation_name FROM information_schema.columns"
            " WHERE table_name = ANY(%s) AND data_type IN ('text', 'character varying')",
            [tables],
        )
        rows = cursor.fetchall()
    assert rows
    assert [row for row in rows if row[2] != "C"] == []


@pytest.mark.only_on("postgres")
def test_a_column_that_changes_its_length_keeps_the_collation(db: None) -> None:
    from django.db import connection, models

    from tierbook.library.catalogue.models import Derived

    new = models.CharField(max_length=90)
    new.set_attributes_from_name("made_by")
    new.model = Derived
    with connection.schema_editor() as editor:
        editor.alter_field(Derived, Derived._meta.get_field("made_by"), new)
    for name in NAMES:
        Derived.objects.create(key=name, made_by=name, content="")
    names = Derived.objects.order_by("made_by").values_list("made_by", flat=True)
    assert list(names) == sorted(NAMES)


@pytest.mark.postgres
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_server_ends_with_the_run_that_started_it(
    how: signal.Signals, repository: Path
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != RUN}
    run = subprocess.Popen(
        [sys.executable, "-c", START],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=repository,
        env=environment,
    )
    try:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        keeper = int((folder / "ready").read_text())
        run.send_signal(how)
        run.communicate(timeout=20)
        deadline = time.monotonic() + 30
        while folder.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not folder.exists()
        assert not list(folder.parent.glob(folder.name + "*"))
        while _lives(keeper) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not _lives(keeper)
    finally:
        run.kill()
        run.wait()


def _lives(process: int) -> bool:
    """Tell whether a process runs; one that ended and waits to be counted does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
