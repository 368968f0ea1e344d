"""The profile of a narrative: who is trafficked from where to where, for what, by whom.

Takes: a `Reading`. Gives: `Candidate`s for the `profile.*` variables and `flows.edges`. Touches: reads package data.

The way: phrases and countries nominate sentences; a sentence that holds one is cut into words and clauses once
(`sentence`); lists of countries get the part they play (`groups`) and, with the words of exploitation around them, their
meaning (`places_of_victims`, `elsewhere`); roles (`roles`), forms, sectors, victims, methods and traffickers (`kinds`) and
flows (`edges`) follow. What was nominated and does not count keeps its reason.
"""

from tierbook.coding.coders.rules.profile.grammar import load_grammar
from tierbook.coding.coders.rules.profile.phrases import load_phrases
from tierbook.coding.coders.rules.profile.profile import code_profile

__all__ = ["code_profile", "load_grammar", "load_phrases"]
