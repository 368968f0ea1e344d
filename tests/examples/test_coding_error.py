"""examples/coding-error: the notebook runs, the invented world is the one that its script makes, R gives the same."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import REPOSITORY
from tests.examples.running import EXAMPLES, printed, run_notebook, run_r
from tierbook.agreement import CorrectedRegression, TwiceCoded, correct_regression

FOLDER = EXAMPLES / "coding-error"
NUMBERS = ("value", "error", "low", "high")


@pytest.fixture(scope="module")
def regressions() -> dict[str, CorrectedRegression]:
    texts = pd.read_csv(FOLDER / "texts.csv")
    shelter = TwiceCoded(texts.program, texts.people)
    known = {"chances": texts.probability, "clusters": texts.country}
    income = {"income": texts.income}
    return {
        "outcome, linear": correct_regression(shelter, income, **known),
        "outcome, logistic": correct_regression(shelter, income, model="logistic", **known),
        "regressor, linear": correct_regression(texts.aid, {"shelter": shelter}, **known),
    }


def test_the_notebook_runs_and_says_what_the_library_says(
    regressions: dict[str, CorrectedRegression],
) -> None:
    shown = printed(run_notebook(FOLDER / "correct.ipynb"))
    found = regressions["outcome, linear"]
    row = found.of("income")
    assert f"by hand {row.value:.6f}, by tierbook {row.value:.6f}" in shown
    assert f"corrected {row.value:.3f} ({row.low:.3f} to {row.high:.3f}) holds the truth" in shown
    assert found.explain() in shown


def test_the_texts_are_those_that_the_script_makes(tmp_path: Path) -> None:
    script = tmp_path / "make_texts.py"
    script.write_bytes((FOLDER / "make_texts.py").read_bytes())
    subprocess.run([sys.executable, str(script)], check=True)
    assert (tmp_path / "texts.csv").read_bytes() == (FOLDER / "texts.csv").read_bytes()


def test_the_example_shows_what_it_claims(regressions: dict[str, CorrectedRegression]) -> None:
    for name, term, truth in (("outcome, linear", "income", 0.10), ("regressor, linear", "shelter", 2)):  # fmt: skip
        naive, corrected = (regressions[name].of(term, which) for which in ("naive", "corrected"))  # type: ignore[arg-type]
        assert not naive.low <= truth <= naive.high
        assert corrected.low <= truth <= corrected.high
    texts = pd.read_csv(FOLDER / "texts.csv")
    assert round((texts.program == texts.truth).mean(), 2) == 0.85


@pytest.mark.r
def test_both_say_the_truth_and_which_estimate_misses_it() -> None:
    verdicts = re.compile(r"^truth of .*|^  \w+ +[\d.]+ \(.*\) \w+ the truth$", re.M)
    in_r = verdicts.findall(run_r(FOLDER / "correct.R"))
    assert in_r == verdicts.findall(printed(run_notebook(FOLDER / "correct.ipynb")))
    assert len(in_r) == 12
    for page in ("how-to/correct-for-coding-error.md", "tutorial/figure-in-a-paper.md"):
        assert "\n".join(in_r[:4]) in (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    missing = [line.split()[0] for line in in_r if line.endswith("misses the truth")]
    assert missing == ["naive"] * 3


@pytest.mark.r
def test_r_gives_the_same_numbers(
    regressions: dict[str, CorrectedRegression], tmp_path: Path
) -> None:
    run_r(FOLDER / "correct.R", tmp_path / "coefficients.csv")
    written = (tmp_path / "coefficients.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(written.splitlines()))
    ours = [{"regression": name, **row} for name, one in regressions.items() for row in one.table()]
    assert len(rows) == len(ours) == 18
    for theirs, mine in zip(rows, ours, strict=True):
        assert [theirs[k] for k in ("regression", "estimator", "term")] == [
            mine[k] for k in ("regression", "estimator", "term")
        ]
        for name in NUMBERS:
            assert float(theirs[name]) == pytest.approx(mine[name], rel=1e-8, abs=1e-9)
