"""Codings seen as other people's scores, and coefficients against worked examples and a second program."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import tierbook
from tierbook.agreement import compare_views, load_people, view_coding, view_rules
from tierbook.agreement.coefficients import agree_pairs, cohen_kappa, spearman_rho
from tierbook.agreement.views import PILLARS, View, score_three_p

TEXT = """\
KENYA: TIER 2

Kenya is a source country for women subjected to sex trafficking.

Kenya does not fully meet the minimum standards but is making significant efforts to do so.

The government has no law against trafficking in persons. Courts convicted 14 traffickers.
"""


def values(**said: str) -> dict[str, frozenset[str]]:
    return {name.replace("__", "."): frozenset(value.split()) for name, value in said.items()}


def test_three_p_prosecution_from_none_to_full_effort() -> None:
    law, convicted = {"prosecution__law": "yes"}, {"prosecution__convicted": "yes"}
    for said, score in (
        ({}, 1),
        (law, 2),
        ({"prosecution__law": "no", "prosecution__prosecuted": "yes"}, 2),
        ({"prosecution__law": "no", **convicted}, 3),
        ({"prosecution__law": "no", **convicted, "prosecution__lenient_sentences": "yes"}, 2),
        ({**law, "prosecution__prosecuted": "yes"}, 4),
        ({**law, **convicted, "prosecution__lenient_sentences": "yes"}, 4),
        ({**law, **convicted}, 5),
        ({"prosecution__law": "mixed", **convicted}, 4),
    ):
        assert score_three_p(values(**said), "prosecution") == score, said


def test_three_p_protection_weighs_help_against_punishment() -> None:
    help_ = {f"protection__{k}": "yes" for k in ("services", "shelter", "referral", "residency")}
    punished = {"protection__victims_penalised": "yes"}
    assert score_three_p(values(), "protection") == 2
    assert score_three_p(values(**punished), "protection") == 1
    assert score_three_p(values(**help_), "protection") == 4
    assert score_three_p(values(**help_, **punished), "protection") == 3
    assert score_three_p(values(protection__services="yes", **punished), "protection") == 2


@pytest.mark.parametrize(("measures", "score"), [(0, 1), (1, 2), (2, 3), (3, 3), (4, 4), (6, 5)])
def test_three_p_prevention_counts_measures(measures: int, score: int) -> None:
    names = ("campaigns", "training", "action_plan", "coordination", "demand", "hotline")
    said = {f"prevention__{name}": "yes" for name in names[:measures]}
    assert score_three_p(values(**said), "prevention") == score


def test_every_pillar_ends_in_a_rule_that_always_holds_and_every_score_has_one() -> None:
    from tierbook.agreement.views import _rules

    for pillar in PILLARS:
        rules = _rules()["three-p"][pillar]
        assert {int(rule["score"]) for rule in rules} == {1, 2, 3, 4, 5}
        assert not rules[-1].keys() - {"score", "words"}
        assert len(view_rules("three-p")) > 15


@pytest.mark.shared
def test_the_seed_scores_as_people_scored_it(shared: Path) -> None:
    data = shared / "data"
    coding = tierbook.code(data / "narratives" / "refworld-2003-japan.txt")
    row = load_people(data / "three-p-index-2000-2013.csv").rows["JPN", 2003]
    scores = view_coding(coding, "three-p").scores
    assert {pillar: scores[pillar] for pillar in PILLARS} == {
        pillar: row[pillar] for pillar in PILLARS
    }


def test_a_coding_as_indicators() -> None:
    view = view_coding(tierbook.code(TEXT, country="KEN", edition=2008), "hti")
    assert view.scores["tier"] == "Tier 2/2 Watch List"
    assert view.scores["source"] == "Yes"
    assert view.scores["transit"] == "not stated"
    assert view.scores["domesticlaws"] == "No"
    assert any(
        line.startswith("domesticlaws: Yes where prosecution.law") for line in view_rules("hti")
    )


def view(country: str, length: int = 10, **scores: str) -> View:
    return View("hti", f"tip-2008-{country.lower()}", country, 2008, "summary", length, scores)


def test_texts_meet_the_row_of_their_country_and_edition(tmp_path: Path) -> None:
    path = tmp_path / "hti.csv"
    rows = ["iso3,year,minstand,victimpunish,domesticlaws,source"]
    codes = [f"A{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(40)]
    rows += [
        f"{code},2008,No,{'Yes' if i % 2 else 'No mention' if i else 'No'},Some,Yes"
        for i, code in enumerate(codes)
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    views = [
        view(c, victimpunish="Yes" if i % 2 else "not stated", domesticlaws="Yes")
        for i, c in enumerate(codes)
    ]
    views += [view("ZZZ"), view(codes[0], 5, victimpunish="Yes", domesticlaws="Yes")]
    result = compare_views(views, load_people(path))
    assert (result.pairs, result.alone, result.set_aside) == (40, 1, 1)
    punish, law = result.columns["victimpunish"], result.columns["domesticlaws"]
    assert (punish.n, punish.exact, punish.kappa) == (
        40,
        1.0,
        1.0,
    )  # our silence is their "No mention"
    assert (law.exact, law.within_one, law.kappa) == (0.0, 1.0, 0.0)
    assert result.stated["victimpunish"].n == 20
    assert result.kinds == {"summary": 40}
    few = compare_views(views[:29], load_people(path)).columns["victimpunish"]
    assert few.to_dict() == {**dict.fromkeys(few.to_dict()), "n": 29}


def test_kappa_of_a_worked_example() -> None:
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert cohen_kappa([(1, 1)] * 5) is None
    assert cohen_kappa([(1, 1), (0, 0)]) == 1.0
    assert cohen_kappa([]) is None


def test_rho_with_ties_and_without_spread() -> None:
    assert spearman_rho([(1, 1), (2, 2), (3, 3)]) == pytest.approx(1.0)
    assert spearman_rho([(1, 3), (2, 2), (3, 1)]) == pytest.approx(-1.0)
    assert spearman_rho([(1, 1), (1, 2)]) is None


def test_coefficients_against_other_programs() -> None:
    from scipy.stats import spearmanr
    from sklearn.metrics import cohen_kappa_score

    random = Random(1)
    for _ in range(20):
        pairs = [(random.randint(1, 5), random.randint(1, 5)) for _ in range(50)]
        ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
        assert cohen_kappa(pairs) == pytest.approx(cohen_kappa_score(ours, theirs))
        assert spearman_rho(pairs) == pytest.approx(spearmanr(ours, theirs).statistic)


def test_the_interval_holds_the_coefficient_and_is_the_same_each_time() -> None:
    pairs = [(i % 5 + 1, (i + i // 7) % 5 + 1) for i in range(60)]
    first = agree_pairs(pairs, ordered=True)
    assert first == agree_pairs(pairs, ordered=True)
    assert first.low is not None
    assert first.high is not None
    assert first.kappa is not None
    assert first.low <= first.kappa <= first.high
    assert agree_pairs(pairs, ordered=False).rho is None
