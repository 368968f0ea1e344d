"""The words by which recommendations are compared: what entries name exists, and no verb asks for two acts."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any

import pytest

from tierbook.codebook import load_codebook
from tierbook.dossier.recommendations.demands import demands_of
from tierbook.dossier.recommendations.lexicon import load_lexicon
from tierbook.files import load_yaml


def content(name: str) -> Any:
    """Return a file of the knowledge."""
    return load_yaml(resources.files("tierbook.dossier") / "recommendations" / f"{name}.yaml")


def test_acts_that_are_named_exist() -> None:
    words, acted = content("words"), content("acted")
    acts = set(words["acts"])
    assert {act for row in words["near"] for act in row["acts"]} <= acts
    assert set(acted["done"]) == acts
    assert set(acted["proves"]) <= acts
    assert {act for acts_ in acted["proves"].values() for act in acts_} <= acts
    assert set(acted["on_paper"]) <= acts
    assert set(words["background"]) <= set(words["matters"])
    assert {group for pair in words["within"] for group in pair} <= set(words["groups"])


def test_every_act_and_every_pair_of_near_acts_says_why() -> None:
    words = content("words")
    assert all(row["why"] for row in words["acts"].values())
    assert all(row["why"] for row in words["near"])


def test_a_verb_asks_for_one_act() -> None:
    words = content("words")
    verbs = Counter(verb for row in words["acts"].values() for verb in {*row["verbs"]})
    verbs.update(set(words["empty"]))
    assert not [verb for verb, n in verbs.items() if n > 1]


def test_variables_that_are_looked_in_are_in_the_codebook() -> None:
    known = load_codebook("tip").variables
    looked = content("acted")["looks_in"]
    assert {name for topic, names in looked.items() for name in (topic, *names)} <= set(known)


@pytest.mark.parametrize("kind", ["matters", "groups"])
def test_each_entry_is_found_in_its_own_words(kind: str) -> None:
    lexicon = load_lexicon()
    missed = [
        (entry, words)
        for entry, listed in content("words")[kind].items()
        for words in listed
        if f"{kind}:{entry}" not in demands_of(f"consider {words.replace('*', '')}")[0].features
    ]
    assert lexicon.listed
    assert not missed
