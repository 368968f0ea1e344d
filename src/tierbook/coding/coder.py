"""What a coder is to the rest of tierbook: a name, a Coding of a narrative, and which texts it was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tierbook.coding.coding import Coding
from tierbook.narrative import Narrative

__all__ = ["Coder", "RulesCoder"]


class Coder(Protocol):
    """Whoever codes narratives: rules, a model, both together."""

    @property
    def name(self) -> str:
        """Return name and version as codings print them: `rules/1`."""
        ...

    def code(self, narrative: Narrative) -> Coding:
        """Code one narrative.

        Raises:
            TierbookError: this narrative could not be coded whole.
        """
        ...

    def was_shown(self, text: str) -> bool:
        """Tell whether the coder has seen labels of this text as an example: such a text can't measure it."""
        ...


@dataclass(frozen=True, slots=True)
class RulesCoder:
    """The rules coder behind the protocol; it is shown no examples when it codes."""

    @property
    def name(self) -> str:
        """Return name and version of the rules coder."""
        from tierbook.coding.coders.rules import RULES_CODER

        return RULES_CODER

    def code(self, narrative: Narrative) -> Coding:
        """Code one narrative by rules, with confidence where labelled texts tell it."""
        from tierbook.coding import code_narrative

        return code_narrative(narrative)

    def was_shown(self, text: str) -> bool:
        """Tell that no text was shown."""
        return False
