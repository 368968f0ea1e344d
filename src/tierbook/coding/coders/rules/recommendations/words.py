"""The words of recommendations: `cues/recommendations/*.yaml`, read once."""

from __future__ import annotations

from typing import Any

from tierbook.coding.compiled import cue_file
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["compile_words", "load_words"]


def load_words(name: str) -> dict[str, Any]:
    """Return the content of one file, for example `items`."""
    content: dict[str, Any] = cue_file(f"recommendations/{name}.yaml")
    return content


def compile_words(pattern: str, words: dict[str, str]) -> Guarded:
    """Compile a pattern in which `{name}` stands for a group of words; a group may name another."""
    for _ in range(2):
        for name, group in words.items():
            pattern = pattern.replace("{" + name + "}", group)
    return guarded(pattern)
