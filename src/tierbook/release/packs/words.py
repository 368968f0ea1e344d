"""The words and lists of packs that people mend: YAML beside the modules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from tierbook.files import load_yaml

__all__ = ["load_pack_words"]


@cache
def load_pack_words(name: str) -> Mapping[str, Any]:
    """Return one file of this folder: `sources`, `query/words`."""
    path = resources.files("tierbook.release") / "packs" / f"{name}.yaml"
    words: Mapping[str, Any] = load_yaml(path)
    return words
