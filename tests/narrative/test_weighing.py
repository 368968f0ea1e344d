"""Pillars by words alone, and the tables they are weighed with."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.narrative import PILLARS, weighing
from tierbook.places import find_mentions

FOLDER = Path(weighing.__file__).parent


@pytest.mark.parametrize("name", ["pillar_words.csv", "pillar_phrases.csv"])
def test_a_table_has_six_numbers_for_each_word_and_no_name_of_a_country(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["words", *PILLARS]
    words = [row[0] for row in rows]
    assert len(words) == len(set(words)) > 1000
    for word, *weights in rows:
        assert len(weights) == len(PILLARS)
        assert all(math.isfinite(float(weight)) for weight in weights)
        named = find_mentions(word.lstrip("^").title())
        assert all(mention.kind == "region" for mention in named), word


@pytest.mark.parametrize(
    ("words", "pillar"),
    [
        ("Courts convicted nine traffickers under the 2008 law and sentenced them to prison.", "prosecution"),
        ("Shelters gave victims counseling and medical care.", "protection"),
        ("The ministry ran a campaign to raise awareness, and adopted a national action plan.", "prevention"),
        ("Lowland women are subjected to sex trafficking in bars abroad.", "profile"),
        ("Train police to find victims; fund shelters; and increase awareness.", "recommendations"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("edition", [2003, 2012, 2018, None])
def test_plain_cases_are_right_in_every_era(words: str, pillar: str, edition: int | None) -> None:
    scores = weighing.weigh(words, edition=edition)
    assert max(PILLARS, key=lambda p: scores[p]) == pillar


@given(st.text(max_size=200), st.sampled_from([2003, 2018, None]))
def test_chances_sum_to_one(words: str, edition: int | None) -> None:
    scores = weighing.weigh(words, edition=edition)
    assert math.isclose(sum(map(math.exp, scores.values())), 1.0, rel_tol=1e-9)


def test_stems_and_phrases() -> None:
    assert weighing.stems("Courts convicted; courts") == [";", "convict", "courts"]
    assert weighing.phrases("Courts convicted") == [
        "^courts",
        "convict",
        "courts",
        "courts convict",
    ]
    assert weighing.phrases("") == []
