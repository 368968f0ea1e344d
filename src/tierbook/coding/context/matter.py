"""What is only spoken of: the matter of a lesson or a handbook, and a thing on which something had an effect.

"Trained judges on witness protection" tells of training, "harmed witness protection" of harm; neither says that
witnesses were protected.

Takes: a sentence, lower-cased, and offsets. Gives: a reason, or None. Touches: nothing.
"""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["only_spoken_of", "what_a_plan_holds"]

_LESSON = guarded(
    r"\b(?:train(?:ed|ing|ings|s)?|education (?:for|of)|workshops?|seminars?|(?:training |second |first )sessions?|courses?|curricul\w+|modules?|lectures?|briefings?|conferences?"
    r"|handbooks?|manuals?|booklets?|brochures?|guidebooks?|tool ?kits?|webinars?)\b[^;:]{0,140}?"
    r"\b(?:on|about|regarding|concerning|covering|outlining|explaining|addressing|describing|highlighting|including information on)\b[^;:]{0,120}$"
)
# What a person then does is no more the matter of the lesson.
_ACT_AGAIN = guarded(
    r"\b(?:and|but|which|that|who|while) (?:\w+ly |also |then |it |they |the government |authorities |police )*(?:(?!train|relat|nam|entitl|bas|includ|focus|prepar|target)\w{3,}ed|held|ran|gave|built|sent|made|took|was|were|had)\b"
)
_EFFECT = guarded(
    r"\b(?:effects?|impacts?|consequences|repercussions|implications) (?:on|for) (?:[\w-]+,? ){0,3}$|\b(?:harmed|hurt|hampered|hindered|hurting|hindering|hampering|inhibit\w+|imped\w+|undermin\w+|jeopardi[sz]\w+|complicat\w+) (?:the |its |their |effective |efforts (?:at|in) )?$"
)

_PLAN = guarded(
    r"\b(?:plans?|strateg(?:y|ies)|nap|roadmap|drafts?|bill)\b (?:(?!(?:and|which|that|who)\b)[\w’'-]+ ){0,6}?(?:includ(?:ed|es|ing) (?:plans|provisions|measures|activities|goals|objectives|steps)|focus(?:ed|es|ing|sed)? (?:\w+ )?on|aim(?:ed|s)? (?:to|at)|call(?:ed|s) for"
    r"|(?:\w+ )?(?:priorit|objective|goal|pillar)\w*|outlin(?:ed|es|ing)|set(?:s)? out|consist(?:ed|s) of|envisag\w+|foresee\w*|foresaw)\b[^;:.]{0,220}$"
    r"|\b(?:plans?|strateg(?:y|ies)|nap)\b (?:was|is|were) [^;.]{0,80} and (?:focus(?:ed|es)|center(?:ed|s)|concentrat(?:ed|es)) on\b[^;:.]{0,120}$"
    r"|\b(?:plans?|strateg(?:y|ies)|nap)\b[^.]{0,200}\(1\)[^.]{0,700}$"
)


def what_a_plan_holds(lower: str, at: int) -> bool:
    """Tell whether what stands at an offset is told as the content of a plan or a draft, not as done."""
    plan = _PLAN.search(lower, 0, at)
    return plan is not None and not _ACT_AGAIN.search(lower, plan.start() + 4, at)


def only_spoken_of(lower: str, begin: int, at: int) -> str | None:
    """Return why what stands at an offset of a clause that starts at `begin` is only spoken of, or None."""
    lesson = _LESSON.search(lower, begin, at)
    if lesson and not _ACT_AGAIN.search(lower, lesson.start(), at):
        return "the matter of a training or a handbook"
    if _EFFECT.search(lower, begin, at):
        return "a thing that something had an effect on"
    return None
