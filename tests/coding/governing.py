"""Which words govern a marked stretch of a sentence, told by plain reading and not by the code that makes marks.

A negation, a hedge or a reporting verb governs what follows it in the same breath: no comma, bracket, semicolon or dash
between them, and no word with which a new statement begins.
"""

from __future__ import annotations

import re

_GOVERNORS = re.compile(
    r"\b(?:did not|does not|do not|has not|have not|had not|was not|were not|is not|are not|never|neither"
    r"|failed to|unable to|refused to|lacked|no reports?|may(?: have| be)?(?= [a-z])|might"
    r"|reportedly|allegedly|possibly"
    r"|appeared to|(?:ngos|observers|experts|media|officials|authorities|unicef|iom|organizations|activists|advocates)"
    r" (?:reported|said|stated|alleged|claimed|noted)|government (?:reported|said|claimed|stated)|according to)\b"
)
_BREAK = re.compile(
    r"[,;:()–—“”\"]|\.\s|\b(?:and|but|or|while|although|though|because|who|whom|whose|which|where|when"
    r"|whether|after|before|until|unless|despite|due to|led to|resulted|resulting|compared|decrease"
    r"|increase|as|than|through|against|without|what|how|if)\b"
)
# They only look like a denial.
_APPARENT = re.compile(
    r"(?:did|does|is|was|were|are) not (?:only|just|merely|solely|uncommon|unusual)|\bmay \d|^may$"
)


def governor_left_out(sentence: str, start: int, end: int) -> str | None:
    """Return the word that governs `sentence[start:end]` and stands before it, or None."""
    before = sentence[:start]
    found = list(_GOVERNORS.finditer(before.lower()))
    if not found:
        return None
    last = found[-1]
    if (
        _APPARENT.match(before.lower(), last.start())
        or before[last.start() : last.start() + 4] == "May "
    ):
        return None
    if _BREAK.search(before.lower(), last.end()):
        return None
    if last.group().lower() == "according to" and before[last.end() :].strip() in ("", "the", "a"):
        return None  # the words are the speaker
    return before[last.start() :]
