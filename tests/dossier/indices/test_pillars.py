"""Scores after the 3P rules: which rule gave them, and the words it rests on."""

from __future__ import annotations

import pytest

from tests.dossier.making import hold
from tierbook import code, read
from tierbook.agreement import view_coding
from tierbook.dossier import HeldText, PillarScore, score_pillars

FULL = """JAPAN: Tier 1

PROSECUTION

The law criminalizes all forms of trafficking and prescribes sufficiently stringent penalties. Courts convicted 12
traffickers.

PROTECTION

The government gave victims shelter, medical care, legal assistance and psychological counseling.

PREVENTION

The government conducted an awareness campaign. The government operated a hotline.
"""


def _pillar(text: HeldText, name: str) -> PillarScore:
    return next(p for p in score_pillars(text).pillars if p.pillar == name)


def test_a_score_has_its_rule_and_the_words_that_meet_it() -> None:
    text = hold("JPN:2018", FULL)
    found = _pillar(text, "prosecution")
    assert (found.score, found.next_rule) == (5, None)
    assert "convictions" in found.rule
    quoted = [q.text for s in found.grounds for q in s.quotes]
    assert any("12" in words for words in quoted)
    assert all(text.text[q.start : q.end] == q.text for s in found.grounds for q in s.quotes)


def test_what_keeps_a_score_from_the_next_is_quoted() -> None:
    lenient = FULL.replace(
        "Courts convicted 12\ntraffickers.",
        "Courts convicted 12\ntraffickers, and all sentences were suspended.",
    )
    found = _pillar(hold("JPN:2018", lenient), "prosecution")
    assert found.score == 4
    assert any("suspended" in q.text for s in found.short_of for q in s.quotes)


def test_silence_is_named_and_never_quoted() -> None:
    found = _pillar(hold("JPN:2018", FULL), "prosecution")
    silent = [s for s in found.grounds if not s.quotes]
    assert silent
    assert all("silent" in s.text and s.basis for s in silent)


def test_too_few_kinds_of_help_are_counted_and_named() -> None:
    found = _pillar(hold("JPN:2018", FULL), "prevention")
    assert found.score == 3
    assert any(
        "Four of 14 kinds are needed" in s.text and "2 kinds" in s.text for s in found.short_of
    )


def test_a_summary_carries_its_caution_and_a_sample_says_what_it_is() -> None:
    assert score_pillars(hold("JPN:2018", FULL)).caution is None
    assert "not of the Report" in (score_pillars(hold("JPN:2018", FULL, "summary")).caution or "")
    caution = score_pillars(hold("JPN:2018", FULL, "sample")).caution or ""
    assert caution.startswith("Sample, not a quotation")


def test_the_sum_is_that_of_the_pillars() -> None:
    scores = score_pillars(hold("JPN:2018", FULL))
    assert scores.overall == sum(p.score for p in scores.pillars) == scores.scores["overall"]
    assert scores.to_dict()["overall"] == scores.overall


@pytest.mark.parametrize(
    "words",
    [FULL, FULL.replace("Courts convicted 12\ntraffickers.", ""), "JAPAN: Tier 3\n\nNothing.\n"],
)
def test_scores_are_those_by_which_agreement_is_measured(words: str) -> None:
    document = read(words.encode(), country="JPN", edition=2018)
    assert not isinstance(document, list)
    coding = code(document)
    ours = {name: str(score) for name, score in score_pillars(HeldText.of(coding)).scores.items()}
    assert ours == dict(view_coding(coding, "three-p").scores)
