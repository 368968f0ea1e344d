"""Agreement on the words marked: published examples, and the laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.agreement import Answer, unitised_alpha
from tierbook.agreement.reliability import Continuum, measure_agreement
from tierbook.agreement.reliability.unitising import merge_spans, unit_distance

Span = tuple[int, int]


def _text(length: int, *marks: tuple[Span, ...]) -> Continuum:
    return Continuum(length, {f"c{i}": spans for i, spans in enumerate(marks)})


def test_krippendorffs_example_of_2004() -> None:
    """Content Analysis (2004), page 254: a continuum from 150, 300 long; categories c and k."""
    c = _text(300, ((75, 145), (220, 250)), ((70, 150), (205, 225), (250, 270)))
    k = _text(300, ((30, 90), (150, 200)), ((30, 90), (150, 200)))
    assert unitised_alpha([c]) == pytest.approx(0.729, abs=5e-4)
    assert unitised_alpha([k]) == 1


@pytest.mark.parametrize(
    ("marks", "alpha"),
    [
        ((((2, 10), (14, 20)), ((4, 8), (15, 17))), 0.553),  # A
        ((((2, 8), (10, 12), (14, 18), (20, 22)), ((0, 2), (4, 8), (10, 14), (16, 18), (20, 22))), 0.679),  # C
    ],
)  # fmt: skip
def test_krippendorffs_examples_of_1995(marks: tuple[tuple[Span, ...], ...], alpha: float) -> None:
    """Page 57, the lengths taken to be very fine, as in the table printed there; its sum differs from that of 2004."""
    fine = 50_000
    wide = [tuple((a * fine, b * fine) for a, b in spans) for spans in marks]
    assert unitised_alpha([_text(24 * fine, *wide)]) == pytest.approx(alpha, abs=0.02)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((5, 6, True), (4, 2, True), 26),
        ((5, 6, True), (7, 2, True), 8),
        ((5, 6, True), (5, 6, True), 0),
        ((370, 30, True), (355, 20, True), 850),
        ((400, 50, False), (400, 20, True), 400),
        ((0, 10, False), (0, 10, False), 0),
    ],
)
def test_distances_of_sections(
    one: tuple[int, int, bool], other: tuple[int, int, bool], distance: int
) -> None:
    assert unit_distance(one, other) == unit_distance(other, one) == distance


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), max_size=4).map(
    lambda parts: merge_spans([(start, start + size) for start, size in parts], 80)
)


@settings(max_examples=80, deadline=None)
@given(SPANS, SPANS, SPANS)
def test_laws_of_marks(
    one: tuple[Span, ...], two: tuple[Span, ...], other: tuple[Span, ...]
) -> None:
    value = unitised_alpha([_text(80, one, two, other)])
    assert unitised_alpha([_text(80, other, one, two)]) == pytest.approx(value)
    if one or two:
        mine = unitised_alpha([_text(80, one, two)])
        assert mine is not None
        assert mine <= 1
        assert (mine == 1) == (one == two)
    else:
        assert unitised_alpha([_text(80, one, two)]) is None


def test_values_and_words_are_measured_apart() -> None:
    answers = [
        Answer("a", "u1", "x", "yes", ((10, 20),)),
        Answer("b", "u1", "x", "yes", ((10, 20),)),
        Answer("a", "u2", "x", "yes", ((0, 30),)),
        Answer("b", "u2", "x", "no", ((0, 30),)),
        Answer("a", "u3", "x", "no", ((40, 50),)),
        Answer("b", "u3", "x", "no", ((70, 90),)),
    ]
    found = measure_agreement(answers, lengths=dict.fromkeys(("u1", "u2", "u3"), 100), resamples=50)
    x = found.variables["x"]
    assert x.values["percent"] == pytest.approx(2 / 3, abs=1e-4)
    assert x.evidence is not None
    assert x.evidence.share == 0.5
    assert x.evidence.n_pairs == 2
    assert x.evidence.known_lengths
    assert x.evidence.alpha_u is not None
    assert 0 < x.evidence.alpha_u < 1
