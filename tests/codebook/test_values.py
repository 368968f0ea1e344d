"""Values have the shape of their variable and only known codes; both sides of each rule."""

from __future__ import annotations

import pytest

from tierbook.codebook import check_value, load_codebook
from tierbook.errors import CodebookInvalid

COUNT = {"what": "convictions", "n": 5, "unit": "persons"}
GOOD = [
    ("prosecution.law", "yes"),
    ("prosecution.law", "mixed"),
    ("prosecution.convicted", "not_reported"),
    ("tier.stated", "2WL"),
    ("tier.standards", "not_significant"),
    ("tier.watch_list_year", 3),
    ("profile.origins", ["CHN", "TWN", "XKX", "SCG"]),
    ("profile.origin_regions", ["Eastern Europe"]),
    ("profile.sectors", ["fishing", "other:retail"]),
    ("profile.victims", ("men", "boys")),
    ("figures.convictions", [COUNT, {"what": "convictions_sex", "n": 0}]),
    ("figures.convictions", [{**COUNT, "n_max": 5, "compared_with": None, "actor": "government"}]),
    ("figures.convictions", "not_reported"),
    ("figures.sentences", [{"what": "suspended_sentences", "n": 3, "unit": "persons"}]),
    ("flows.edges", [{"from": "MDA", "to": "TUR", "forms": ["sex_trafficking"], "victims": []}]),
    (
        "recommendations",
        [{"text": "Train judges", "topic": "prosecution.training", "criterion": None}],
    ),
    ("recommendations", [{"text": "Do more", "topic": None}]),
]
BAD = [
    ("prosecution.lwa", "yes", "prosecution.law"),
    ("prosecution.law", "maybe", "mixed"),
    ("prosecution.law", "not_stated", "answers"),
    ("prosecution.law", True, "answers"),
    ("tier.stated", 2, "2WL"),
    ("tier.stated", "4", "tiers"),
    ("tier.watch_list_year", "3", "whole number"),
    ("tier.watch_list_year", True, "whole number"),
    ("tier.watch_list_year", -1, "whole number"),
    ("profile.origins", "CHN", "list"),
    ("profile.origins", [], "list"),
    ("profile.origins", ["China"], "alpha-3"),
    ("profile.origins", ["ZZZ"], "alpha-3"),
    ("profile.origins", ["CHN", "CHN"], "twice"),
    ("profile.origin_regions", [""], "label"),
    ("profile.sectors", ["fishery"], "fishing"),
    ("profile.sectors", ["other:"], "sectors"),
    ("profile.victims", ["other:elders"], "victims"),
    ("figures.convictions", [{"n": 5}], "what"),
    ("figures.convictions", [{**COUNT, "sum": 5}], "sum"),
    ("figures.convictions", [{**COUNT, "n": "5"}], "whole number"),
    ("figures.convictions", [{**COUNT, "n_max": 4}], "less than"),
    ("figures.convictions", [{**COUNT, "unit": "people"}], "units"),
    ("figures.convictions", [{**COUNT, "actor": "state"}], "actor"),
    ("figures.convictions", [{"what": "arrests", "n": 5}], "another variable"),
    ("figures.convictions", [5], "objects"),
    ("flows.edges", [{"from": "MDA"}], "to"),
    ("flows.edges", [{"from": "MDA", "to": "Turkey"}], "alpha-3"),
    ("flows.edges", [{"from": "MDA", "to": "TUR", "forms": ["sex"]}], "forms"),
    ("recommendations", [{"text": " "}], "words"),
    ("recommendations", [{"text": "Train", "topic": "training"}], "topic"),
]


@pytest.mark.parametrize(("variable", "value"), GOOD)
def test_a_value_that_fits_passes(variable: str, value: object) -> None:
    check_value(load_codebook(), variable, value)


@pytest.mark.parametrize(("variable", "value", "words"), BAD)
def test_a_value_that_does_not_fit_is_refused(variable: str, value: object, words: str) -> None:
    with pytest.raises(CodebookInvalid) as caught:
        check_value(load_codebook(), variable, value)
    assert words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("tiers", "1 2 2WL 3 special"),
        ("forms", "sex_trafficking forced_labor organ_removal sex_tourism"),
        ("actor", "government other_government ngo international employer none"),
        ("certainty", "stated reported alleged possible no_reports"),
        ("said_by", "department government ngo international media victims unnamed"),
        ("extent", "policy widespread some isolated"),
        ("period", "current earlier planned"),
    ],
)
def test_vocabularies_hold_the_codes_of_the_contract(vocabulary: str, codes: str) -> None:
    assert set(codes.split()) <= load_codebook().vocabularies[vocabulary].keys()
