"""What is counted once though it is compared several times: answers to a whole variable, figures, words, numbers."""

from __future__ import annotations

import pytest

from tierbook.agreement import Answer, estimate_accuracy, measure_agreement, scale_named
from tierbook.agreement.reliability.matrices import label_text
from tierbook.codebook import load_codebook

SHELTER, FUNDING = "protection.shelter", "figures.convictions"


def _pair(unit: str, one: object, other: object, variable: str = "x") -> list[Answer]:
    return [Answer("anna", unit, variable, one), Answer("ben", unit, variable, other)]


def _marked(levels: tuple[str | None, ...]) -> list[Answer]:
    """Return marks of two people on three units; the second says them once for each level and place."""
    made = []
    for at, spans in enumerate(([(0, 40)], [(10, 30)], [(0, 20), (50, 80)])):
        made.append(Answer("anna", f"u{at}", "x", "yes", tuple(spans)))
        made += [
            Answer("ben", f"u{at}", "x", "yes", ((5, 45),), level=level, place=place)
            for level in levels
            for place in (("home", "abroad") if level else (None,))
        ]
    return made


def test_marks_of_a_unit_are_drawn_together_at_whatever_level_they_stand() -> None:
    lengths = {f"u{at}": 100 for at in range(3)}
    once = measure_agreement(_marked((None,)), lengths=lengths, resamples=200).variables["x"]
    often = measure_agreement(
        _marked(("law", "practice")), lengths=lengths, resamples=200
    ).variables["x"]
    assert once.evidence is not None
    assert often.evidence is not None
    assert often.evidence.n_units == once.evidence.n_units == 3
    width = once.evidence.high - once.evidence.low
    assert often.evidence.high - often.evidence.low == pytest.approx(width, rel=0.2)


def test_an_answer_to_the_whole_variable_is_one_answer() -> None:
    found = measure_agreement(_marked(("law", "practice")), resamples=0).variables["x"]
    assert found.n_answers == 3 + 12
    assert found.drawn == {"free": 15}
    drawn = Answer("anna", "u", "x", "yes", drawn="sample", probability=0.5, sample="s", stratum="")
    program = [Answer("rules", "u", "x", "yes", level=level) for level in ("law", "practice")]
    estimate = estimate_accuracy([drawn, *program]).of("x")
    assert estimate is not None
    assert (estimate.n_units, estimate.n_answers) == (1, 1)


def test_empty_lists_of_figures_are_answers() -> None:
    answers = [a for at in range(10) for a in _pair(f"u{at}", [], [], FUNDING)]
    answers += _pair("u10", [{"n": 3}], [{"n": 4}], FUNDING)
    found = measure_agreement(answers, codebook=load_codebook(), resamples=0).variables[FUNDING]
    assert found.values["percent"] == pytest.approx(10 / 11, abs=1e-3)
    assert 0 < found.values["gwet_ac1"] < 1
    silent = measure_agreement(
        _pair("u", [], "not_stated", FUNDING), codebook=load_codebook(), resamples=0
    )
    assert silent.variables[FUNDING].values["percent"] == 0


def test_large_numbers_stay_apart_in_words() -> None:
    assert label_text(1234567.0) == "1,234,567"
    assert label_text(1234568.0) == "1,234,568"
    assert label_text(0.25) == "0.25"


def test_words_are_no_distance_from_numbers_on_a_ratio_scale() -> None:
    rows = [("1", "1"), ("2", "2"), ("3", "4"), ("7", "7")]
    numbers = [a for at, pair in enumerate(rows) for a in _pair(f"u{at}", *pair)]
    scale = {"x": scale_named("ratio")}
    plain = measure_agreement(numbers, scales=scale, resamples=0).variables["x"]
    worded = measure_agreement(
        [*numbers, *_pair("u9", "5", "not_stated")], scales=scale, resamples=0
    ).variables["x"]
    assert worded.values["krippendorff_alpha"] == plain.values["krippendorff_alpha"]
    assert worded.values["percent"] < plain.values["percent"]
