"""What the pages need to know of a variable: from the codebook, or from its id where the codebook has no such id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tierbook.codebook import Codebook, Variable, load_codebook
from tierbook.text import name_in_sentence

__all__ = ["VariableFacts", "code_label", "codebook", "describe_variable"]

_BY_PREFIX = {
    "profile": "profile",
    "flows": "profile",
    "tier": "standards",
    "effort": "standards",
    "prosecution": "prosecution",
    "protection": "protection",
    "prevention": "prevention",
    "cooperation": "prevention",
    "recommendations": "recommendations",
}


@dataclass(frozen=True, slots=True)
class VariableFacts:
    """A variable's id, label, pillar and type, and its entry in the codebook."""

    id: str
    label: str
    pillar: str
    type: str | None
    vocabulary: Mapping[str, str]
    variable: Variable | None = None

    @property
    def known(self) -> bool:
        """Tell whether this codebook has the variable."""
        return self.variable is not None


@cache
def codebook() -> Codebook:
    """Return the codebook that the pages explain findings by."""
    return load_codebook("tip")


@cache
def describe_variable(variable: str) -> VariableFacts:
    """Return the facts of a variable; an id of another codebook version gets its own words as label."""
    book = codebook()
    found = book.variables.get(variable)
    if found is None:
        prefix, _, rest = variable.partition(".")
        label = (rest or prefix).replace("_", " ")
        return VariableFacts(
            variable, label[:1].upper() + label[1:], _BY_PREFIX.get(prefix, "standards"), None, {}
        )
    words = book.vocabularies.get(found.vocabulary or "", {})
    return VariableFacts(found.id, found.label, found.pillar, found.type, words, found)


def code_label(code: object, vocabulary: Mapping[str, str] | None = None) -> str:
    """Return a code of a vocabulary in words: its label, or the code without its underscores."""
    text = str(code)
    if vocabulary and text in vocabulary:
        return name_in_sentence(vocabulary[text])
    if text.startswith("other:"):
        return text.removeprefix("other:").strip().replace("_", " ")
    return text.replace("_", " ")
