"""The words of recommendations: `cues/recommendations/*.yaml`, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.coding.patterns import Guarded, guarded
from tierbook.files import load_yaml

__all__ = ["compile_words", "load_words"]


@cache
def load_words(name: str) -> dict[str, Any]:
    """Return the content of one file, for example `items`."""
    content: dict[str, Any] = load_yaml(
        files("tierbook.coding.cues") / "recommendations" / f"{name}.yaml"
    )
    return content


def compile_words(pattern: str, words: dict[str, str]) -> Guarded:
    """Compile a pattern in which `{name}` stands for a group of words; a group may name another."""
    for _ in range(2):
        for name, group in words.items():
            pattern = pattern.replace("{" + name + "}", group)
    return guarded(pattern)
