"""The packages that write formats of statistics programs: loaded when one is asked for, named when it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tierbook.errors import MissingExtra

__all__ = ["need"]


def need(name: str) -> Any:
    """Return a package.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(
            f"{name.partition('.')[0]} is not installed",
            why="tables for statistics programs are written by it",
            remedy="pip install 'tierbook[tables]'",
        ) from error
