"""Recommendations: each item of a list, and each need that prose states ("should", "needs to").

A need proves neither yes nor no of anything else.
"""

from __future__ import annotations

import re

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import guarded

__all__ = ["code_recommendations"]

_NEED = guarded(
    r"\b(?:the )?(?:government|authorities|officials|country|it|they|[a-z]+)\b[^;.]{0,60}\b(?:should|needs? to|must|is encouraged to)\b|\bshould\b"
)
_TOPICS = (
    ("prosecution.officials_held", r"complicit|corruption|officials? (?:who|suspected|involved)"),
    ("prevention.peacekeepers", r"peacekeep|troops"),
    ("prevention.diplomats", r"diplomatic personnel"),
    ("prevention.sex_tourism", r"sex touris"),
    ("prevention.demand", r"demand for"),
    ("prevention.recruiters", r"recruit(?:ment|ers?)"),
    ("prevention.labor_inspection", r"inspect"),
    (
        "protection.victims_penalised",
        r"penali[sz]|punish(?:ed)? for|not (?:be )?(?:arrest|detain|deport)|prosecut\w* for unlawful|not subjected to",
    ),
    ("protection.identification", r"\bidentif"),
    ("protection.referral", r"\brefer"),
    ("protection.residency", r"alternatives to|residen|visas?|deport|removal"),
    ("protection.remedies", r"restitution|compensation"),
    ("protection.witness", r"witness"),
    ("protection.shelter", r"shelter"),
    ("protection.services", r"services|assistance|\bcare\b|protect"),
    ("prosecution.training", r"train"),
    ("prosecution.lenient_sentences", r"sentenc|punish|prison terms|imprison"),
    ("prosecution.convicted", r"convict"),
    ("prosecution.prosecuted", r"prosecut"),
    ("prosecution.investigated", r"investigat"),
    ("prosecution.law", r"\b(?:law|legislation|amend|criminali[sz]e|enact|penal code)\b"),
    ("prevention.action_plan", r"action plan|national plan|plan of action|strategy"),
    ("prevention.coordination", r"coordinat|committee|task force"),
    ("prevention.campaigns", r"awareness|campaign|educat"),
    ("prevention.hotline", r"hotline"),
    ("prevention.birth_registration", r"birth|identity"),
    ("cooperation.international", r"bilateral|cooperation with|other governments|foreign"),
)
_COMPILED = tuple((topic, guarded(pattern)) for topic, pattern in _TOPICS)


def code_recommendations(reading: Reading) -> list[Candidate]:
    """Return one candidate for each recommendation, with the variable that it asks to change."""
    found: list[Candidate] = []
    for unit in reading.units:
        if unit.pillar == "recommendations":
            if re.match(r"\W*(?:prioriti[sz]ed )?recommendations?\b.{0,40}:?$", unit.lower):
                continue
            found.append(_candidate(unit, unit.start, "recommendation.item"))
        elif unit.paragraph and (reading.edition or 9999) <= 2008:
            match = _NEED.search(unit.lower)
            if match:
                found.append(_candidate(unit, unit.start, "recommendation.need"))
    return found


def _candidate(unit: Unit, start: int, cue: str) -> Candidate:
    topic = next((t for t, p in _COMPILED if p.search(unit.lower)), None)
    words = re.sub(r"^(?:and|or)\s+", "", unit.text.rstrip(";. "))
    value = {"text": words, "topic": topic, "criterion": None}
    return Candidate("recommendations", value, unit, start, unit.end, cue)
