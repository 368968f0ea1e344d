"""A sentence calls an act a first by its own words, and only where the coder found an act of the government in it."""

from importlib import resources

import pytest

from tests.dossier.making import hold
from tierbook.dossier.digest.firsts import find_firsts
from tierbook.files import load_yaml

TEXT = """NAMIBIA: Tier 2

The Government of Namibia does not fully meet the minimum standards; however, it is making significant efforts to meet
them.

PROSECUTION

{}
"""


def words_of(part: str, key: str) -> list[str]:
    data = load_yaml(resources.files("tierbook.dossier.digest") / "firsts.yaml")
    return [example for row in data[part] for example in row[key]]


def firsts(sentence: str):
    return find_firsts(hold("NAM:2018", TEXT.format(sentence)))


def test_a_sentence_on_a_first_conviction_is_found_whole_and_with_its_place():
    (first,) = firsts(
        "The court convicted a trafficker, the first conviction since 2012. It was busy."
    )
    assert first.quote.text == "The court convicted a trafficker, the first conviction since 2012."
    assert first.since == "since 2012"
    assert "prosecution.convicted" in first.variables
    assert first.text == "Namibia: called the first since 2012, told under prosecution"


@pytest.mark.parametrize(
    ("words", "since"),
    [
        ("the government convicted a trafficker for the first time in six years", "in six years"),
        (
            "the government convicted a trafficker for the first time in over ten years",
            "in over ten years",
        ),
        ("the government reported its first conviction of a trafficker", ""),
    ],
)
def test_how_long_ago_the_last_was_is_told_in_the_words_of_the_text(words, since):
    (first,) = firsts(f"During the year {words}.")
    assert first.since == since


@pytest.mark.parametrize(
    "sentence",
    [
        "Courts of first instance convicted three traffickers.",
        "The government convicted three traffickers in the first half of 2017.",
        "In the first six months of the year police investigated four trafficking cases.",
        "The government trained first responders to identify trafficking victims.",
        "The government did not convict any trafficker for the first time in six years.",
        "The government should convict its first trafficker.",
        "Officials of a neighboring state convicted their first trafficker.",
        "The government convicted its first trafficker in the previous reporting period.",
    ],
)
def test_what_is_no_first_of_this_government_in_this_period_is_left_out(sentence):
    assert firsts(sentence) == ()


@pytest.mark.parametrize("sentence", words_of("not_followed_by", "but_not"))
def test_the_examples_of_what_may_not_follow_first_are_no_firsts(sentence):
    assert firsts(sentence) == ()


@pytest.mark.parametrize("sentence", words_of("phrases", "means"))
def test_the_examples_of_the_phrases_are_known_for_firsts(sentence):
    from tierbook.dossier.digest.firsts import _says_first

    assert _says_first(sentence) is not None
