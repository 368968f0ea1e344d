"""Samples: drawn with a known chance, as many as an interval needs, and what they estimate."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.agreement import (
    Answer,
    SampleUnit,
    count_drawn,
    draw_sample,
    era_of,
    estimate_accuracy,
    units_needed,
)
from tierbook.agreement.proportion import wilson_bounds
from tierbook.editions import EDITIONS
from tierbook.errors import WrongUse

FRAME = [
    SampleUnit(f"d{i:03}", "JPN", 2001 + i % 25, "narrative" if i % 3 else "summary", "123"[i % 3])
    for i in range(300)
]


def test_a_sample_has_the_shape_that_the_desk_reads() -> None:
    sample = draw_sample(FRAME, 60, seed=7, variables=["protection.shelter"])
    assert len(sample.lines) == 60
    assert sample.held == 300
    for number, line in enumerate(sample.lines, 1):
        assert list(line) == [
            "sample", "seed", "n", "document", "country", "edition", "stratum", "probability", "variables",
        ]  # fmt: skip
        assert (line["n"], line["seed"], line["sample"]) == (number, 7, sample.id)
        assert line["stratum"].startswith("era=")
        assert line["variables"] == ["protection.shelter"]
    assert len(sample.id) == len("s-") + 8


def test_the_same_wish_gives_the_same_sample_whatever_the_order() -> None:
    shuffled = list(FRAME)
    Random(3).shuffle(shuffled)
    one, two = draw_sample(FRAME, 60, seed=7), draw_sample([*shuffled, *FRAME[:9]], 60, seed=7)
    assert one == two
    other = draw_sample(FRAME, 60, seed=8)
    assert other.id != one.id
    assert {r["document"] for r in other.lines} != {r["document"] for r in one.lines}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=8),
    st.integers(1, 3),
    st.floats(0, 1),
    st.integers(0, 99),
)
def test_laws_of_a_draw(sizes: list[int], floor: int, part: float, seed: int) -> None:
    frame = [
        SampleUnit(f"{s}-{i}", country=f"C{s}") for s, size in enumerate(sizes) for i in range(size)
    ]
    least = sum(min(floor, size) for size in sizes)
    n = round(least + part * (len(frame) - least))
    sample = draw_sample(frame, n, seed=seed, by=["country"], floor=floor)
    documents = [line["document"] for line in sample.lines]
    assert len(documents) == len(set(documents)) == n
    for stratum in sample.strata:
        mine = [line for line in sample.lines if line["stratum"] == stratum.name]
        assert len(mine) == stratum.drawn >= min(floor, stratum.held)
        assert all(line["probability"] == stratum.drawn / stratum.held for line in mine)
    # Weights of what was drawn add up to the frame: Horvitz and Thompson count it without error.
    assert sum(1 / line["probability"] for line in sample.lines) == pytest.approx(len(frame))


def test_every_unit_is_drawn_as_often_as_its_probability_says() -> None:
    frame = [SampleUnit(f"d{i}", country="A" if i < 6 else "B") for i in range(20)]
    often = dict.fromkeys((unit.document for unit in frame), 0)
    chance = {}
    for seed in range(600):
        for line in draw_sample(frame, 8, seed=seed, by=["country"]).lines:
            often[line["document"]] += 1
            chance[line["document"]] = line["probability"]
    for document, times in often.items():
        p = chance[document]
        assert abs(times / 600 - p) < 4.5 * sqrt(p * (1 - p) / 600), document


@pytest.mark.parametrize(
    ("n", "by", "floor", "words"),
    [
        (0, ["era"], 2, "cannot be drawn"),
        (301, ["era"], 2, "cannot be drawn"),
        (5, ["edition"], 2, "25 strata"),
        (50, ["colour"], 2, "no strata by colour"),
    ],
)
def test_wishes_that_cannot_be(n: int, by: list[str], floor: int, words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        draw_sample(FRAME, n, by=by, floor=floor)
    with pytest.raises(WrongUse, match="nothing to draw"):
        draw_sample([], 3)


def test_every_edition_has_an_era() -> None:
    assert [e for e in EDITIONS if era_of(int(getattr(e, "year", e))) == "unknown"] == []
    assert era_of(None) == era_of(1999) == "unknown"


def test_units_that_an_interval_needs() -> None:
    """Cochran (1977): 384 or 385 units for 0.05 about 0.5 without end; 196 about 0.85."""
    assert units_needed(0.05, 0.5, 10**9).normal == 385
    many = units_needed(0.05, 0.85, 10**9)
    assert many.normal == 196
    few = units_needed(0.05, 0.85, 357)
    assert few.units == 146
    for share, reach in ((0.85, 0.05), (0.95, 0.05), (1.0, 0.05), (0.97, 0.03)):
        low, high = wilson_bounds(share, units_needed(reach, share, 10**9).wilson)
        assert max(share - low, high - share) == pytest.approx(reach, abs=2e-3)
    assert units_needed(0.05, 1.0, 10**9).wilson > 30  # the normal interval would say one
    assert units_needed(0.01, 0.5, 20).units == 20
    with pytest.raises(WrongUse):
        units_needed(0.7, 0.5, 10)
    assert "357" in few.explain()


def _answers(rows: list[tuple[str, str, str, float, str]], **more: object) -> list[Answer]:
    """Return answers of a person and of the program: (unit, person, program, probability, stratum)."""
    made = []
    for unit, person, program, chance, stratum in rows:
        blind = Answer(
            "anna",
            unit,
            "x",
            person,
            drawn="sample",
            probability=chance,
            stratum=stratum,
            sample="s-1",
        )
        made += [replace(blind, **more), Answer("rules", unit, "x", program)]  # type: ignore[arg-type]
    return made


def test_an_estimate_weighs_what_was_seldom_drawn() -> None:
    rows = [(f"a{i}", "yes", "yes", 0.5, "era=2001-2003") for i in range(10)]
    rows += [(f"b{i}", "yes", "no" if i < 5 else "yes", 0.05, "era=2015-2018") for i in range(10)]
    drawn = {("s-1", "era=2001-2003"): 10, ("s-1", "era=2015-2018"): 10}
    found = estimate_accuracy(_answers(rows), drawn=drawn).of("x")
    assert found is not None
    # 20 units stand for 20 of the first and 200 of the second stratum: (20 + 100) / 220.
    assert found.share == pytest.approx(120 / 220, abs=1e-4)
    assert found.unweighted == 0.75
    assert (found.n_units, found.n_answers, found.strata) == (20, 20, 2)
    variance = (200 / 220) ** 2 * 0.95 * 0.25 * 10 / 9 / 10
    assert found.effective == pytest.approx(found.share * (1 - found.share) / variance, rel=0.01)
    assert found.low < found.share < found.high
    careful = estimate_accuracy(_answers(rows)).of("x")  # strata as if they were without end
    assert careful.effective == pytest.approx(0.95 * found.effective, rel=0.01)
    groups = {
        e.group: e.share for e in estimate_accuracy(_answers(rows)).estimates if e.variable == "x"
    }
    assert groups == {"_all": found.share, "era=2001-2003": 1.0, "era=2015-2018": 0.5}


def _rows(
    stratum: str, n: int, right: int, chance: float
) -> list[tuple[str, str, str, float, str]]:
    said = ("yes" if i < right else "no" for i in range(n))
    return [(f"{stratum}{i}", "yes", one, chance, stratum) for i, one in enumerate(said)]


def test_an_interval_never_rests_on_more_units_than_were_coded() -> None:
    """Where answers of a stratum are all alike its spread is unknown, not none."""
    for rows in (
        [*_rows("A", 2, 1, 1.0), *_rows("B", 10, 10, 10 / 103)],
        [*_rows("A", 2, 2, 0.01), *_rows("B", 2, 1, 0.9)],
        [*_rows("A", 10, 8, 1.0), *_rows("B", 3, 2, 0.999)],
    ):
        drawn = {("s-1", name): sum(row[4] == name for row in rows) for name in "AB"}
        found = estimate_accuracy(_answers(rows), drawn=drawn).of("x")
        assert found.effective <= found.n_units == len(rows)
        assert found.high - found.low > 0.1


def test_texts_that_were_drawn_and_not_coded_are_like_the_others_of_their_stratum() -> None:
    rows = [*_rows("A", 20, 20, 0.2), *_rows("B", 5, 0, 0.2)]
    drawn = {("s-1", "A"): 20, ("s-1", "B"): 20}
    assert estimate_accuracy(_answers(rows), drawn=drawn).of("x").share == 0.5
    # 20 of 80 drawn texts of 100 are coded: the spread is that of 20 of 100.
    found = estimate_accuracy(_answers(_rows("A", 20, 15, 0.8)), drawn={("s-1", "A"): 80}).of("x")
    assert found.effective == 20
    assert (found.low, found.high) == wilson_bounds(0.75, 20)


def test_a_text_of_two_samples_counts_in_each_by_its_own_chance() -> None:
    shares = set()
    for name in ("aaron", "zoe"):
        first = _answers(_rows("A", 10, 5, 0.1))
        other = _answers(_rows("A", 10, 5, 0.9), coder=name, sample="s-2")
        shares.add(estimate_accuracy([*first, *other]).of("x").n_units)
    assert shares == {20}


def test_the_lines_of_a_sample_tell_how_many_each_stratum_gave() -> None:
    sample = draw_sample(FRAME, 60, seed=7)
    told = {(sample.id, one.name): one.drawn for one in sample.strata if one.drawn}
    assert count_drawn(sample.lines) == told


def test_another_design_is_another_sample() -> None:
    moved = [replace(unit, tier="1") for unit in FRAME]
    assert draw_sample(moved, 60, seed=7).id != draw_sample(FRAME, 60, seed=7).id


def test_only_blind_answers_on_probability_samples_measure() -> None:
    rows = [(f"a{i}", "yes", "yes", 0.5, "") for i in range(6)]
    measure = _answers(rows)
    teach = [
        Answer("anna", "z1", "x", "no", shown="proposal", drawn="sample", probability=0.5),
        Answer("anna", "z2", "x", "no", drawn="queue"),
        Answer("anna", "z3", "x", "no", drawn="sample"),
        Answer("anna", "z4", "x", "no", drawn="sample", probability=0.5, adjudicated=True),
        *(Answer("rules", f"z{i}", "x", "yes") for i in range(1, 5)),
        Answer("anna", "z5", "y", "no"),
    ]
    found = estimate_accuracy([*measure, *teach])
    one = found.of("x")
    assert one is not None
    assert (one.share, one.n_answers) == (1.0, 6)
    assert one.low < 1 == one.high
    assert (found.measure["x"], found.teach["x"]) == (6, 4)
    none = found.of("y")
    assert none is not None
    assert none.share is None
    assert "no blind answer" in none.explain()
    record = found.to_dict()
    assert (record["n_measure"], record["n_teach"]) == (6, 5)


def test_two_people_on_one_unit_weigh_half_each() -> None:
    one = Answer("anna", "u1", "x", "yes", drawn="sample", probability=0.5)
    answers = [one, replace(one, coder="ben", value="no"), replace(one, unit="u2")]
    answers += [Answer("rules", u, "x", "yes") for u in ("u1", "u2")]
    found = estimate_accuracy(answers).of("x")
    assert found is not None
    assert found.share == 0.75
    assert (found.n_units, found.n_answers) == (2, 3)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """A frame whose accuracy differs by stratum, sampled 300 times: 95 % hold it, within what chance allows."""
    random = Random(5)
    frame = [SampleUnit(f"d{i}", country="A" if i < 400 else "B") for i in range(600)]
    right = {u.document: random.random() < (0.9 if u.country == "A" else 0.6) for u in frame}
    truth = sum(right.values()) / len(right)
    held = 0
    for seed in range(300):
        lines = draw_sample(frame, 80, seed=seed, by=["country"], floor=30).lines
        rows = [
            (
                r["document"],
                "yes",
                "yes" if right[r["document"]] else "no",
                r["probability"],
                r["stratum"],
            )
            for r in lines
        ]
        found = estimate_accuracy(_answers(rows)).of("x")
        assert found is not None
        held += found.low <= truth <= found.high
    assert held >= 300 * 0.91
