"""The rules coder: deterministic, explainable, needs no model.

One pass nominates by literal words; who, when and whether are settled for the nominees alone; candidates are then put
together into findings, each with its sentences.
"""

from __future__ import annotations

from tierbook.codebook import Codebook, load_codebook
from tierbook.coding.coders.rules.assemble import assemble
from tierbook.coding.coders.rules.cases import code_cases
from tierbook.coding.coders.rules.figures import code_figures
from tierbook.coding.coders.rules.government import code_government
from tierbook.coding.coders.rules.profile import code_profile, load_grammar, load_phrases
from tierbook.coding.coders.rules.reading import read_narrative
from tierbook.coding.coders.rules.recommendations import (
    code_recommendations,
    load_recommendations,
)
from tierbook.coding.coders.rules.tier import code_tier
from tierbook.coding.coders.rules.verdicts import code_verdicts, load_verdicts
from tierbook.coding.coding import Coding
from tierbook.coding.cues import CUES_VERSION, CueSet, load_cues
from tierbook.files import VERSION
from tierbook.narrative import Narrative

__all__ = ["RULES_CODER", "code_by_rules", "load_patterns"]

RULES_CODER = "rules/1"


def code_by_rules(
    narrative: Narrative, codebook: Codebook | None = None, cues: CueSet | None = None
) -> Coding:
    """Code a narrative by rules.

    Args:
        narrative: the text and its spans.
        codebook: the variables asked for; `tip` where none is given.
        cues: the cues of what governments did; those of the package where none are given.
    """
    cues = cues or load_cues()
    book = codebook or load_codebook()
    load_patterns()
    reading = read_narrative(narrative)
    candidates = [
        *code_tier(reading),
        *code_profile(reading),
        *code_government(reading, cues),
        *code_verdicts(reading),
        *code_figures(reading),
        *code_cases(reading),
        *code_recommendations(reading, book.variables),
    ]
    return assemble(
        reading,
        book,
        candidates,
        cues,
        coder=RULES_CODER,
        versions=(("tierbook", VERSION), ("codebook", book.name), ("cues", CUES_VERSION)),
    )


def load_patterns() -> None:
    """Make every pattern of the coder known, so that a narrative is marked with all of them."""
    load_verdicts()
    load_recommendations()
    load_cues()
    load_grammar()
    load_phrases()
