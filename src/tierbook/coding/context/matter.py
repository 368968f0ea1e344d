"""What is only spoken of: the matter of a lesson, what a plan holds, a thing on which something had an effect.

"Trained judges on witness protection" tells of training, "harmed witness protection" of harm, "a plan that covers
prosecution" of a plan; none says that it was done.

Takes: a sentence, lower-cased, and offsets. Gives: a reason, or None. Touches: nothing.
"""

from __future__ import annotations

from tierbook.coding.patterns import guarded

__all__ = ["only_circumstance", "only_spoken_of", "what_a_plan_holds"]

_TAUGHT = (
    r"\b(?:train(?:ed|ing|ings|s)?|education (?:for|of)|workshops?|seminars?|(?:training |second |first )sessions?|courses?|curricul\w+|modules?|lectures?|briefings?"
    r"|conferences?|handbooks?|manuals?|booklets?|brochures?|guidebooks?|tool ?kits?|webinars?)\b[^;:]{0,140}?"
)
_LESSON = guarded(
    _TAUGHT
    + r"\b(?:on|about|regarding|concerning|covering|outlining|explaining|addressing|describing|highlighting|including information on)\b[^;:]{0,120}$"
)
_TAUGHT_TO = guarded(_TAUGHT + r" (?:(?:how )?to|in) (?:[a-z]+,? (?:and |or )?){0,2}$")
_SKILL = guarded(
    r"(?:identify|refer|assist|provide|protect|screen|detect|interview|support|shelter|treat)(?:ing)?\b"
)
# What a person then does is no more the matter of the lesson.
_ACT_AGAIN = guarded(
    r"\b(?:and|but|which|that|who|while) (?:\w+ly |also |then |it |they |the government |authorities |police )*(?:(?!train|relat|nam|entitl|bas|includ|focus|prepar|target|address|cover)\w{3,}ed|led|held|ran|gave|built|sent|made|took|was|were|had)\b"
)
# Nor is the next item of a list of efforts.
_NEXT_EFFORT = guarded(
    r", (?:and )?(?:\w+ly )?(?:increas|conduct|establish|provid|open|adopt|launch|fund|enact|strengthen|expand|creat|continu|hold|amend|sign)ing\b"
)
_EFFECT = guarded(
    r"\b(?:effects?|impacts?|consequences|repercussions|implications) (?:on|for) (?:[\w-]+,? ){0,3}$"
    r"|\b(?:harmed|hurt|hampered|hindered|hurting|hindering|hampering|inhibit\w+|imped\w+|undermin\w+|jeopardi[sz]\w+|complicat\w+) (?:the |its |their |effective |efforts (?:at|in) )?$"
)
_GERUND = 14  # characters of the longest of them
_PLAN = r"\b(?:plans?|strateg(?:y|ies)|nap)\b"
_HOLDS = (
    r"(?:address|cover|includ|focus|contain|outlin|describ|center|concentrat)(?:ed|es|ing|s)?\b"
)
# A plan, and the word behind which its content stands.
_PLAN_HOLDS = guarded(
    r"\b(?:plans?|strateg(?:y|ies)|nap|roadmap|drafts?|bill)\b (?:(?!(?:and|which|that|who)\b)[\w’'-]+ ){0,6}?(?:includ(?:ed|es|ing) (?:plans|provisions|measures|activities|goals|objectives|steps)"
    r"|focus(?:ed|es|ing|sed)? (?:\w+ )?on|aim(?:ed|s)? (?:to|at)|call(?:ed|s) for|(?:\w+ )?(?:priorit|objective|goal|pillar)\w*|outlin(?:ed|es|ing)|set(?:s)? out|consist(?:ed|s) of|envisag\w+|foresee\w*|foresaw)\b"
    rf"|{_PLAN}(?: [\w-]+){{0,3}},? (?:which|that) (?:\w+ly |also )?{_HOLDS}"
    rf"|{_PLAN} (?:was|is|were) [^;.]{{0,80}} and {_HOLDS}"
)
_NUMBERED = guarded(rf"{_PLAN}[^.]{{0,200}}\(1\)[^.]{{0,700}}$")
_OTHER_CLAUSE = guarded(r"[;:.]")
_REACH = 220  # characters over which the content of a plan is listed
# An investigation that only tells when, on what ground or by what right something else was done.
_CIRCUMSTANCE = guarded(
    r"\b(?:based (?:up)?on|basis of|beginning of|start of|stages? of|phases? of|dependent on|contingent on|regardless of|authority to|power to|uncertain\w* (?:about|regarding)|(?:the )?police to|prosecutors to|once|if"
    r"|(?:reluctan|hesitan|unwilling|loath)\w* to|may have (?:led|contributed|resulted) (?:to|in))"
    r" (?:(?:an?|the|their|its|any|criminal|formal|decreased|fewer|arrests?|prosecute|investigate|investigations) |(?:and|or) ){0,3}$"
)

# One that is only the condition of something else: "residency only upon the conviction", "if authorities prosecuted".
_CONDITION = guarded(
    r"(?<!report )(?<!reported )(?<!know )(?<!known )(?<!clear )(?<!unclear )\b(?:if|unless|until) [^,;:.]{1,70}$"
    r"|\b(?:only (?:up)?on|only after|upon|in the event of|in case of|completion of)"
    r" (?:(?:an?|the|their|its|any|successful|criminal|final|completion of|prosecutions?|investigations?|trials?|convictions?)"
    r"(?:,| and| or)? ){0,5}$"
    r"|\b(?:requir|need|necessary|suffic)\w*\b[^,;.]{0,60}? to (?:secure|obtain|win|gain|achieve) (?:[\w-]+ ){0,3}$"
)


def what_a_plan_holds(lower: str, at: int) -> bool:
    """Tell whether what stands at an offset is told as the content of a plan or a draft, not as done."""
    if _NUMBERED.search(lower, 0, at):
        return True
    return any(
        at - plan.end() < _REACH
        and not _OTHER_CLAUSE.search(lower, plan.end(), at)
        and not _ACT_AGAIN.search(lower, plan.end(), at)
        for plan in _PLAN_HOLDS.finditer(lower, 0, at)
    )


def only_spoken_of(lower: str, begin: int, at: int) -> str | None:
    """Return why what stands at an offset of a clause that starts at `begin` is only spoken of, or None."""
    part = lower.rfind(";", 0, at) + 1  # those taught may be a list that looks like clauses
    lesson = _LESSON.search(lower, part, at) or (
        _SKILL.match(lower, at) and _TAUGHT_TO.search(lower, part, at)
    )
    if lesson and not (
        _ACT_AGAIN.search(lower, lesson.start(), at)
        or _NEXT_EFFORT.search(lower, lesson.start(), at + _GERUND)
    ):
        return "the matter of a training or a handbook"
    if _EFFECT.search(lower, begin, at):
        return "a thing that something had an effect on"
    return None


def only_circumstance(lower: str, begin: int, at: int) -> bool:
    """Tell whether a trial at an offset is named only as time, ground, right or condition of something else."""
    return bool(_CIRCUMSTANCE.search(lower, begin, at) or _CONDITION.search(lower, begin, at))
