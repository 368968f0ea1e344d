"""What each column of a table is: its type, what it holds, its unit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tierbook.files import load_yaml

__all__ = ["describe_column"]


@cache
def _known() -> Mapping[str, tuple[str, str, str]]:
    raw = load_yaml(files("tierbook.library.api.beside") / "columns.yaml")
    made = {}
    for name, words in raw.items():
        kind, about, unit = (*(part.strip() for part in words.split("|")), "")[:3]
        made[name] = (kind, about, unit)
    return made


def describe_column(name: str) -> dict[str, str]:
    """Return a column as a field of Table Schema.

    Raises:
        KeyError: the column is in no table that is known.
    """
    kind, about, unit = _known()[name]
    field = {"name": name, "type": kind, "description": about[:1].upper() + about[1:] + "."}
    return {**field, "unit": unit} if unit else field
