"""The home folder, and settings: command line, then environment, then `config.toml`, then the default."""

from __future__ import annotations

import os
from pathlib import Path

from tierbook import files
from tierbook.errors import WrongUse

__all__ = [
    "find_home",
    "find_library",
    "flag_setting",
    "has_database",
    "number_setting",
    "open_library",
    "setting",
]


def find_home(given: Path | None) -> Path:
    """Return the home: `--home`, else TIERBOOK_HOME, else the user's data folder."""
    return files.find_home(given, os.environ)


def find_library(given: Path | None) -> Path:
    """Return the home, which holds a corpus.

    Raises:
        WrongUse: nothing was ever brought into it.
    """
    home = find_home(given)
    if not (home / "corpus").is_dir():
        raise WrongUse(
            "there is no library",
            where=str(home),
            remedy="bring pages into it with tierbook ingest PATH, or give another --home",
        )
    return home


def has_database(home: Path) -> bool:
    """Tell whether a home has a database: its file is there, or the environment names one elsewhere."""
    named = files.read_setting("database_url", os.environ, None)
    return bool(named) or (home / "library.sqlite3").is_file()


def open_library(home: Path) -> bool:
    """Make the database of a home ready, fill one without texts from the corpus, and tell whether there is a text.

    Raises:
        CorpusError: as `tierbook.library.load_corpus` raises it.
        TablesWrong: as `tierbook.library.migrate_home` raises it.
    """
    corpus = (home / "corpus" / "manifest.json").is_file()
    if not corpus and not has_database(home):
        return False
    from tierbook.library import load_corpus, migrate_home

    migrate_home(home)
    from tierbook.library.catalogue.search import has_texts

    if corpus and not has_texts():
        load_corpus(home)
    return has_texts()


def setting(name: str, given: object, home: Path | None) -> str | None:
    """Return a setting as text, or None where nobody has set it.

    Args:
        name: one of `tierbook.files.SETTINGS`.
        given: what the command line says, None where it says nothing.
        home: the home whose `config.toml` is asked; None for verbs that touch no home.

    Raises:
        WrongUse: `config.toml` holds something else than settings.
    """
    if given is not None:
        return str(given)
    return files.read_setting(name, os.environ, home) or None


def number_setting(name: str, given: int | None, home: Path | None, default: int) -> int:
    """Return a setting that is a whole number.

    Raises:
        WrongUse: it is none, or below zero.
    """
    return given if given is not None else files.read_number(name, os.environ, home, default)


def flag_setting(name: str, home: Path | None, *, default: bool = False) -> bool:
    """Return a setting that is on or off.

    Raises:
        WrongUse: it is neither.
    """
    return files.read_flag(name, os.environ, home, default=default)
