"""What people set, laid over what the machine read: the one way in which tables, panels, charts and files take it.

A coding is handed in as its record and given back as one; the machine's is never changed. `over` gives people's values
where theirs stand, `beside` leaves the machine's values and tells of theirs, `none` tells nothing of them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

__all__ = [
    "PEOPLE",
    "SHOWN",
    "decided_on",
    "decisions_of",
    "decisions_of_home",
    "lay_accepted",
    "mode_of",
]

PEOPLE = ("over", "beside", "none")
SHOWN = ("laid", "contested", "stale")

Record = dict[str, Any]


def mode_of(word: str | None) -> str:
    """Return how people's values are asked for; `over` where the word is none of `PEOPLE`."""
    return word if word in PEOPLE else "over"


def decisions_of(documents: Any = None, *, variable: str = "") -> dict[str, list[Record]]:
    """Return what people decided and readers see, by text, the oldest first; one query.

    Args:
        documents: ids of texts, or a query for them; None for all.
        variable: the one that is asked for; else all.
    """
    from tierbook.library.desk.models import Decided

    rows = Decided.objects.filter(state__in=SHOWN)
    if documents is not None:
        rows = rows.filter(document__in=documents)
    if variable:
        rows = rows.filter(variable=variable)
    found: dict[str, list[Record]] = {}
    for document, content in rows.order_by("at", "event").values_list("document", "content"):
        found.setdefault(document, []).append(content)
    return found


def decided_on(variable: str) -> dict[str, list[Record]]:
    """Return what people decided of one variable, by text, as `people` of a record has it but for the machine's values.

    For a table of one variable over all texts, which reads no codings; one query.
    """
    from tierbook.library.desk.models import Decided

    rows = Decided.objects.filter(variable=variable, state__in=SHOWN).order_by("at", "event")
    found: dict[str, list[Record]] = {}
    for document, state, content in rows.values_list("document", "state", "content"):
        told = {name: content[name] for name in ("level", "place", "value", "action", "at")}
        found.setdefault(document, []).append({**told, "state": state, "finding": None})
    return found


def decisions_of_home(home: Path) -> dict[str, list[Record]]:
    """Return every decision that stands in a home, by text, the oldest first; nothing where nobody has decided.

    Args:
        home: the folder with `corpus/` in it. The database is opened only where it holds decisions, as opening it
            takes longer than reading a few texts.

    Raises:
        CorpusError: the database is of another version.
    """
    if not _has_decisions(home):
        return {}
    from tierbook.library.operating.tables import migrate_home

    migrate_home(home)
    from tierbook.library.desk.models import Decided

    found: dict[str, list[Record]] = {}
    rows = Decided.objects.order_by("at", "event").values_list("document", "content")
    for document, content in rows.iterator():
        found.setdefault(document, []).append(content)
    return found


def lay_accepted(
    coding: Mapping[str, Any], decisions: Sequence[Mapping[str, Any]], people: str = "over"
) -> Record:
    """Return a coding with what people set: over it, or beside it.

    Args:
        coding: its record, which stays as it is.
        decisions: those on it, the oldest first.
        people: `over`, `beside` or `none`.

    Returns:
        The record itself where there is nothing to tell. Else a copy with `people`: each decision that readers see,
        with its state and the machine's value, and neither pseudonym nor note. Words that people chose stand as
        evidence with their offsets, in the whole sentences that they touch.
    """
    if people == "none" or not decisions:
        return dict(coding)
    from tierbook.coding import lay_over

    over = lay_over(coding, decisions)
    roles = {d.get("event"): d.get("role") for d in decisions}
    told = [
        {**row, "coder": roles.get(row["event"]) or _role_of(row), "note": ""}
        for row in over.get("people", ())
        if row["state"] in SHOWN
    ]
    if not told:
        return dict(coding)
    if people == "beside":
        return {**coding, "people": [{**row, "finding": None} for row in told]}
    over["findings"] = [
        {**f, "note": None} if f["cue"] == "person" else f for f in over["findings"]
    ]
    return {**over, "people": told}


def _role_of(row: Mapping[str, Any]) -> str:
    return "adjudicator" if row["action"] == "adjudicate" else "coder"


def _has_decisions(home: Path) -> bool:
    """Tell whether the database of a home may hold decisions, without starting what reads it."""
    from tierbook.library.configure import database_settings

    entry = database_settings(home, os.environ)
    if "sqlite3" not in entry["ENGINE"]:
        return True
    path = Path(entry["NAME"])
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM desk_decided LIMIT 1").fetchone() is not None
    except sqlite3.Error:  # a database of before the desk has no such table
        return False
