"""The data files of series: periods, main figures, subjects."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from tierbook.files import load_yaml

__all__ = ["load_words"]


@cache
def load_words(name: str) -> Any:
    """Return `NAME.yaml` of this folder."""
    return load_yaml(resources.files("tierbook.dossier") / "series" / f"{name}.yaml")
