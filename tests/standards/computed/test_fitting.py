"""The script that fits, held against the library that it fits with, and the page that shows its record."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from tierbook.standards.computed import TIER_ORDER, load_card, load_fitted


@pytest.fixture(scope="module")
def script(repository: Path) -> ModuleType:
    path = repository / "scripts" / "computed_tier.py"
    spec = importlib.util.spec_from_file_location("computed_tier_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _texts(script: ModuleType, n: int = 60) -> list[object]:
    """Made texts whose tier follows their nets, with noise."""
    draw = random.Random(7)
    made = []
    for i in range(n):
        nets = tuple(float(draw.randint(-2, 2)) for _ in load_card().features)
        level = sum(nets) + draw.gauss(0, 4)
        tier = TIER_ORDER[sum(level < cut for cut in (4, 0, -5))]
        made.append(script.Text(f"C{i}", 2018, tier, None, nets))
    return made


@pytest.mark.parametrize("how", ["fit", "fit_each"])
def test_the_arithmetic_gives_the_probabilities_of_the_library(
    script: ModuleType, how: str
) -> None:
    texts = _texts(script)
    model = getattr(script, how)(texts, TIER_ORDER)
    nets = np.array([t.nets for t in texts])  # type: ignore[attr-defined]
    level = np.array([TIER_ORDER.index(t.tier) for t in texts])  # type: ignore[attr-defined]
    if how == "fit":
        rows, strength = nets.sum(axis=1, keepdims=True), script.STRENGTH
    else:
        kept = [j for j, w in enumerate(model.weights) if w > 0]
        rows, strength = nets[:, kept] / nets.std(axis=0)[kept], script.STRENGTH_OF_EACH
    stacked, reached = script.stack(rows, level, len(TIER_ORDER))
    library = LogisticRegression(
        C=1 / strength, fit_intercept=False, solver="newton-cholesky", tol=1e-8
    )
    at_least = library.fit(stacked, reached).predict_proba(stacked)[:, 1].reshape(3, len(texts))
    for i, text in enumerate(texts):
        shares = list(model.shares(text).values())
        assert np.cumsum(shares)[:3] == pytest.approx(at_least[:, i], abs=1e-6)


def test_a_better_text_is_given_a_better_tier(script: ModuleType) -> None:
    texts = _texts(script)
    model = script.fit(texts, TIER_ORDER)
    n = len(load_card().features)
    best = model.shares(script.Text("X", 2018, "1", None, (2.0,) * n))
    worst = model.shares(script.Text("X", 2018, "1", None, (-2.0,) * n))
    assert max(best, key=best.__getitem__) == "1"
    assert max(worst, key=worst.__getitem__) == "3"


def test_a_feature_that_is_not_asked_takes_the_mean(script: ModuleType) -> None:
    texts = _texts(script)
    model = script.fit(texts, TIER_ORDER)
    nets = list(texts[0].nets)  # type: ignore[attr-defined]
    left_out, with_mean = list(nets), list(nets)
    left_out[3], with_mean[3] = None, model.means[3]
    assert model.shares(script.Text("X", 2018, "1", None, tuple(left_out))) == model.shares(
        script.Text("X", 2018, "1", None, tuple(with_mean))
    )


def test_measures_are_those_of_the_textbook(script: ModuleType) -> None:
    stated, guessed = ["1", "2", "2", "2WL", "3"], ["1", "2", "2WL", "2WL", "1"]
    got = script.scores(stated, guessed)
    assert got["exact"] == pytest.approx(3 / 5)
    assert got["within_one"] == pytest.approx(4 / 5)
    # Cells of squared distance: seen 0+0+1+0+9 = 10; expected by the margins, over all 25 pairs, 46 / 5.
    a, b = ([TIER_ORDER.index(t) for t in row] for row in (stated, guessed))
    seen = sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
    chance = sum((x - y) ** 2 for x in a for y in b) / 5
    assert got["kappa"] == pytest.approx(1 - seen / chance)
    assert script.scores(["2", "2"], ["2", "2"])["kappa"] == 1


def test_a_country_is_held_out_with_all_its_texts(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [
        script.Text(t.country, edition, t.tier, None, t.nets)  # type: ignore[attr-defined]
        for t in _texts(script, 24)
        for edition in (2018, 2019)
    ]
    seen: list[set[str]] = []
    fit = script.fit

    def watch(some: list[object], tiers: tuple[str, ...]) -> object:
        seen.append({t.country for t in some})  # type: ignore[attr-defined]
        return fit(some, tiers)

    monkeypatch.setattr(script, "fit", watch)
    monkeypatch.setattr(script, "RESAMPLES", 20)
    record = script.measure(made, TIER_ORDER)
    assert record["n"] == 48
    assert [len(countries) for countries in seen] == [23] * 24


def test_the_page_shows_the_record_of_the_packaged_numbers(
    script: ModuleType, repository: Path
) -> None:
    import orjson

    page = (repository / "docs" / "explanation" / "computed-tier.md").read_text("utf-8")
    shown = page.split(script.START)[1].split(script.END)[0].strip()
    fitted = orjson.loads(script.OUT.read_bytes())
    assert shown == "\n".join(script._tables(fitted)).strip()


def test_the_page_claims_no_more_than_the_record_shows(repository: Path) -> None:
    page = (repository / "docs" / "explanation" / "computed-tier.md").read_text("utf-8")
    beats = load_fitted().record["narratives"]["beats"]
    assert beats == {"commonest": True, "last_known": False}
    assert "**It does not do better than knowing the last tier.**" in page
