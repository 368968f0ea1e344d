"""Python runs this at the start of each process of a run on PostgreSQL: its home has a database of its own there.

The home is the one that the command line names, else TIERBOOK_HOME, else the first word after a script that is given
with `-c`. The database is a copy of one that was migrated once. See `tests/engines.py`.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path


def database_of(home: str) -> str:
    """Return the address of the database of a home; it is made when a home is first seen."""
    import psycopg

    folder, template = os.environ["TESTS_SERVER"], os.environ["TESTS_TEMPLATE"]
    name = "home_" + hashlib.sha256(os.path.realpath(home).encode()).hexdigest()[:20]
    server = psycopg.connect(host=folder, user="tierbook", dbname="postgres", autocommit=True)
    with server as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # a template is copied by one at a time
        held = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if held.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://tierbook@/{name}?host={folder}"


def _home() -> str | None:
    words = sys.orig_argv
    if not any("tierbook" in word for word in words[1:]):
        return None
    for place, word in enumerate(words):
        if word == "--home":
            return words[place + 1]
        if word.startswith("--home="):
            return word.removeprefix("--home=")
    if "-c" in words and len(words) > words.index("-c") + 2:
        given = words[words.index("-c") + 2]
        return given if Path(given).is_dir() else None
    return os.environ.get("TIERBOOK_HOME")


if "TESTS_SERVER" in os.environ and not os.environ.get("TIERBOOK_DATABASE_URL"):
    named = _home()
    if named:
        os.environ["TIERBOOK_DATABASE_URL"] = database_of(named)
