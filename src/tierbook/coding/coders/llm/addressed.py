"""Sentences that speak to a model: what a page may hold to steer whoever codes it.

What they look like is data (`addressed.yaml`). Such a sentence is not shown to the model and carries no finding.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from tierbook.codebook import load_codebook
from tierbook.errors import CodebookInvalid
from tierbook.files import load_yaml
from tierbook.narrative import Narrative, Sentence

__all__ = ["AddressedPattern", "find_addressed", "load_addressed", "speaks_to_model"]

# Letters of other alphabets that look like ours, as far as they serve to hide English words.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһӏοανρικτ", "aeopcyxijsdhloavpikt")


@dataclass(frozen=True, slots=True)
class AddressedPattern:
    """One way to speak to a model, with sentences that it meets and sentences that it must not meet."""

    id: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@lru_cache(maxsize=8192)
def speaks_to_model(sentence: str) -> str | None:
    """Return the id of the pattern by which a sentence speaks to a model, or None where it doesn't."""
    folded = _fold(sentence)
    return next((p.id for p in load_addressed() if p.pattern.search(folded)), None)


def find_addressed(narrative: Narrative) -> dict[Sentence, str]:
    """Return the sentences of a narrative that speak to a model, each with the id of its pattern."""
    found = {}
    for sentence in narrative.sentences:
        pattern = speaks_to_model(narrative.words(sentence.start, sentence.end))
        if pattern is not None:
            found[sentence] = pattern
    return found


@cache
def load_addressed() -> tuple[AddressedPattern, ...]:
    """Return the patterns.

    Raises:
        CodebookInvalid: the file holds an expression that is none.
    """
    path = resources.files("tierbook.coding") / "coders" / "llm" / "addressed.yaml"
    return tuple(_pattern(row, str(path)) for row in load_yaml(path)["patterns"])


def _pattern(row: dict[str, object], where: str) -> AddressedPattern:
    try:
        words = str(row["pattern"])
        if "{variables}" in words:
            ids = "|".join(re.escape(v) for v in load_codebook().variables if "." in v)
            words = words.replace("{variables}", ids)
        compiled = re.compile(words)
    except re.error as error:
        raise CodebookInvalid(
            f"the pattern {row['id']} is no expression: {error}", where=where, remedy="mend it"
        ) from error
    examples, others = row["examples"], row["not"]
    assert isinstance(examples, list)
    assert isinstance(others, list)
    return AddressedPattern(str(row["id"]), compiled, tuple(examples), tuple(others))


def _fold(sentence: str) -> str:
    shown = "".join(c for c in sentence if unicodedata.category(c) != "Cf")
    plain = unicodedata.normalize("NFKD", shown).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LOOKALIKES)
    return " ".join(plain.replace("“", '"').replace("”", '"').replace("’", "'").split())
