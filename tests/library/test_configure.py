"""Where the database lies, and the secret key of a home."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tierbook.errors import CorpusError, MissingExtra, WrongUse
from tierbook.library import configure as configuring
from tierbook.library.configure import database_settings, read_secret_key


def test_the_database_lies_in_the_home(tmp_path: Path):
    entry = database_settings(tmp_path, {})
    assert entry["NAME"] == str(tmp_path / "library.sqlite3")
    assert "WAL" in entry["OPTIONS"]["init_command"]


def test_an_address_may_name_another_sqlite_file(tmp_path: Path):
    entry = database_settings(tmp_path, {"TIERBOOK_DATABASE_URL": "sqlite:////data/a%20b.sqlite3"})
    assert entry["NAME"] == "/data/a b.sqlite3"


def test_postgresql_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(configuring, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        database_settings(tmp_path, {"TIERBOOK_DATABASE_URL": "postgresql://u@h/n"})
    assert "psycopg" in str(caught.value)


def test_postgresql_with_its_package_is_taken_apart(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(configuring, "find_spec", lambda name: object())
    entry = database_settings(
        tmp_path, {"TIERBOOK_DATABASE_URL": "postgres://reader:p%40ss@db.example:5433/tip"}
    )
    assert entry["ENGINE"] == "tierbook.library.postgres"
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"], entry["NAME"]) == (
        "reader",
        "p@ss",
        "db.example",
        "5433",
        "tip",
    )


def test_another_kind_of_address_is_refused_by_name(tmp_path: Path):
    with pytest.raises(WrongUse) as caught:
        database_settings(tmp_path, {"TIERBOOK_DATABASE_URL": "mysql://h/n"})
    assert "mysql" in str(caught.value)
    assert "TIERBOOK_DATABASE_URL" in str(caught.value)


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path):
    key = read_secret_key(tmp_path)
    assert len(key) > 40
    assert read_secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_an_empty_secret_key_is_refused_and_not_replaced(tmp_path: Path):
    path = tmp_path / "secret_key"
    path.touch()
    with pytest.raises(CorpusError, match="secret key is empty") as caught:
        read_secret_key(tmp_path)
    assert str(path) in str(caught.value)
    assert "put back a copy" in str(caught.value)
    assert path.read_bytes() == b""


def test_a_secret_key_has_its_name_once_it_is_on_the_disk(tmp_path: Path, monkeypatch):
    found: list[str] = []
    sync = os.fsync

    def look(descriptor: int) -> None:
        found.extend(path.name for path in tmp_path.iterdir())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    read_secret_key(tmp_path)
    assert found[0].startswith(".secret_key.")
    assert found[1:] == ["secret_key"]  # of the folder, after it


def test_missing_packages_are_named_with_the_remedy(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(configuring, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        configuring.configure(tmp_path)
    assert "tierbook[library]" in str(caught.value)
