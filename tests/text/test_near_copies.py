"""Sketches: near copies share most of theirs, stock phrases weigh little, no seed has a say."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from tierbook.text import Weights, make_sketch


def prose(seed: int, words: int) -> str:
    """Return words of an invented language, repeated as a language repeats them."""
    source = random.Random(seed)
    stock = [f"w{source.randrange(9000)}" for _ in range(1500)]
    return " ".join(source.choice(stock) for _ in range(words))


@pytest.mark.parametrize("words", [60, 300, 900, 4000])
def test_a_text_is_wholly_in_itself_whatever_its_length(words):
    sketch = make_sketch(prose(1, words))
    assert Weights([]).shares(sketch, sketch) == (1.0, 1.0)
    assert sketch.words == words


def test_typography_case_and_accents_make_no_difference():
    one = "The court’s ﬁnal ruling — in Côte d’Ivoire — came late."
    two = "the court's final ruling - in Cote d'Ivoire - CAME late"
    assert make_sketch(one).marks == make_sketch(two).marks


@pytest.mark.parametrize("words", [400, 3000])
def test_a_part_is_in_the_whole_and_the_whole_is_not_in_the_part(words):
    whole = prose(2, words)
    part = " ".join(whole.split()[: words // 3])
    of_part, of_whole = Weights([]).shares(make_sketch(part), make_sketch(whole))
    assert of_part > 0.97
    assert 0.2 < of_whole < 0.5


def test_texts_of_other_words_share_nothing():
    assert Weights([]).shares(make_sketch(prose(3, 900)), make_sketch(prose(4, 900))) == (0, 0)


def test_phrases_that_many_groups_hold_weigh_less():
    stock, texts = prose(5, 200), [prose(10 + k, 300) for k in range(40)]
    sketches = [make_sketch(f"{stock} {text}") for text in texts]
    weights = Weights(enumerate(sketches))
    plain = Weights([]).shares(*sketches[:2])
    weighed = weights.shares(*sketches[:2])
    assert max(weighed) < min(plain) / 2


def test_copies_of_one_group_do_not_make_its_words_common():
    sketch = make_sketch(prose(6, 300))
    weights = Weights([("one", sketch)] * 30)
    assert {weights.weight(mark) for mark in sketch.marks} == {1.0}


@pytest.mark.parametrize("text", ["", "one", "one two three", "—", "\ud800 lone"])
def test_texts_of_hardly_a_word(text):
    sketch = make_sketch(text)
    assert Weights([]).shares(sketch, make_sketch("quite other words than those"))[0] == 0.0


def test_the_same_marks_under_any_hash_seed():
    code = f"from tierbook.text import make_sketch; print(sorted(make_sketch({prose(7, 900)!r}).marks))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
