"""Names of figures: readers choose their own words for the same thing."""

from __future__ import annotations

import pytest

from tierbook.agreement.figure_names import compare_figures, same_figure, same_number


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("convictions", "convictions"),
        ("convictions_sex", "convictions_sex_trafficking"),
        ("convictions_sex", "convictions"),
        ("convictions", "traffickers_convicted"),
        ("victims_identified_labor_children", "victims_identified_child_forced_labor"),
        ("victims_assisted_by_ngo", "victims_assisted_by_ngos"),
        ("officials_trained_police", "police_trained"),
        ("sentences_months_avg", "average_sentence_months"),
        ("other_countries", "victim_origin_countries"),
    ],
)
def test_names_that_say_the_same_are_alike(ours: str, theirs: str) -> None:
    assert same_figure(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("convictions_sex", "convictions_forced_labor"),
        ("convictions", "prosecutions"),
        ("victims_identified_girls", "victims_identified_boys"),
        ("victims_referred", "victims_identified"),
        ("sentences_months_min", "sentences_months_max"),
        ("officials_convicted", "officials_prosecuted"),
        ("other_victims", "victims_identified"),
    ],
)
def test_names_that_deny_one_another_are_not(ours: str, theirs: str) -> None:
    assert not same_figure(ours, theirs)


def test_a_range_meets_both_its_ends() -> None:
    row = {"n": 20, "n_max": 30}
    assert same_number(row, 20)
    assert same_number(row, 30)
    assert not same_number(row, 25)


def test_ours_are_extra_only_among_the_kinds_that_the_reader_lists() -> None:
    listed = [{"what": "convictions", "n": 12, "compared_with": 9}]
    ours = [
        {"what": "convictions", "n": 12},
        {"what": "convictions", "n": 9},  # given as the comparison
        {"what": "convictions", "n": 5},
        {"what": "prosecutions", "n": 40},  # a kind that the reader leaves out
    ]
    theirs, mine = compare_figures(listed, ours)
    assert theirs == {("convictions", 12)}
    assert mine == {("convictions", 12), ("convictions", 5)}
