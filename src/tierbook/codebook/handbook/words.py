"""What the handbook says of itself, in whatever form it is printed."""

from __future__ import annotations

__all__ = ["ABOUT", "ABOUT_FACTS", "HOW_EXAMPLES", "KINDS"]

ABOUT = (
    "Each variable is one question put to a narrative of the Trafficking in Persons Report. Where the text is silent, "
    "a variable has no value: silence is neither no nor nought. Recommendations, plans, earlier years and the acts of "
    "others do not answer for the year.",
    "Beside each variable stands how it enters three codebooks that people have used on the same Report, so that "
    "series can be set side by side.",
    "Values coded by tierbook are its own. It is no publication of the U.S. government.",
)
HOW_EXAMPLES = (
    "Examples are our own words in the register of the edition named, never quotations. The words in bold carry the "
    "value. A counter-example is near and does not count; in a silence nothing is said."
)
ABOUT_FACTS = (
    "A second codebook, {name}: what is asked of an individual case when it is screened against definitions of "
    "trafficking. No narrative is coded with it. Every question may stay open, and none asks for a name."
)
KINDS = {"positive": "value", "counter": "counter-example", "silence": "silence"}
