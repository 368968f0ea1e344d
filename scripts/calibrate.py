"""Fit the confidence of findings on labelled texts, and write the table of its reliability on others.

Usage: python scripts/calibrate.py --fit GOLD... --test GOLD... [--dry]

GOLD are files of labelled texts. Writes src/tierbook/coding/confidence.json, and the table in
docs/explanation/confidence.md. The two sets should share no country. Needs scikit-learn (a package for development).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
from sklearn.linear_model import LogisticRegression

from tierbook.agreement.calibration import (
    Case,
    ReliabilityRow,
    calibration_cases,
    reliability,
)
from tierbook.agreement.reading import read_gold
from tierbook.codebook import load_codebook
from tierbook.coding import CUES_VERSION, code_narrative
from tierbook.coding.confidence import FEATURES, ConfidenceModel, describe, log_odds

REPOSITORY = Path(__file__).resolve().parents[1]
OUT = REPOSITORY / "src" / "tierbook" / "coding" / "confidence.json"
PAGE = REPOSITORY / "docs" / "explanation" / "confidence.md"
START, END = "<!-- reliability: written by scripts/calibrate.py -->", "<!-- end -->"
KINDS = ("narrative", "summary")
FOLDS = 5
TO_KIND, TO_VARIABLE = 8.0, 6.0  # cases that a variable's, and a cue's, own share must outweigh
LEAST = 3.0  # cases below which a variable has no confidence
STRENGTH = 0.5


def main() -> None:
    """Fit, test, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fit", nargs="+", type=Path, required=True)
    parser.add_argument("--test", nargs="+", type=Path, required=True)
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    fitting, testing = _cases(options.fit), _cases(options.test)
    kinds = {kind: _fit([case for case in fitting if case.text_kind == kind]) for kind in KINDS}
    record = {"codebook": load_codebook().name, "cues": CUES_VERSION, "kinds": kinds}
    model = ConfidenceModel(kinds)
    table = "\n".join(_table(model, fitting, testing))
    print(table)
    if options.dry:
        return
    flags = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    OUT.write_bytes(orjson.dumps(record, option=flags))
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(START)
    PAGE.write_text(f"{head}{START}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    print(f"written: {OUT.relative_to(REPOSITORY)}, {PAGE.relative_to(REPOSITORY)}")


def _cases(paths: Sequence[Path]) -> list[Case]:
    return calibration_cases(read_gold(paths, code_narrative, None))


def _fit(cases: list[Case]) -> dict[str, Any]:
    """Fit one kind of text: shares by cue and variable, shrunk; then the weights of what a finding shows.

    The weights are fitted on shares of the other texts, so that no case speaks for itself.
    """
    folds = {text: i % FOLDS for i, text in enumerate(sorted({case.text for case in cases}))}
    rows, right, weights = [], [], []
    for fold in range(FOLDS):
        base = _Base([case for case in cases if folds[case.text] != fold])
        for case in cases:
            if folds[case.text] == fold:
                shown = describe(case.finding, contradicted=case.contradicted)
                rows.append([base.of(case), *map(float, shown)])
                right.append(case.right)
                weights.append(case.weight)
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows, right, sample_weight=weights)
    slope, *others = fitted.coef_[0].tolist()
    base = _Base(cases)
    editions = [case.edition for case in cases if case.edition]
    return {
        "editions": [min(editions), max(editions)],
        "cases": round(sum(case.weight for case in cases), 1),
        "intercept": round(float(fitted.intercept_[0]), 4),
        "slope": round(max(slope, 0.0), 4),
        "weights": {name: round(value, 4) for name, value in zip(FEATURES, others, strict=True)},
        "variables": base.variables,
        "cues": base.cues,
    }


class _Base:
    """Log odds that a value is right: of all, by variable, by cue, each shrunk to the one before."""

    def __init__(self, cases: list[Case]) -> None:
        whole = _share(cases, 0.9, 1.0)
        self.whole = log_odds(whole)
        shares = {
            name: (_share(rows, whole, TO_KIND), sum(c.weight for c in rows))
            for name, rows in _group(cases, lambda c: c.finding.variable).items()
        }
        self.variables = {name: log_odds(p) for name, (p, n) in shares.items() if n >= LEAST}
        self.cues = {
            name: log_odds(_share(rows, shares[name.split()[0]][0], TO_VARIABLE))
            for name, rows in _group(cases, _cue).items()
            if name.split()[0] in self.variables
        }

    def of(self, case: Case) -> float:
        known = self.variables.get(case.finding.variable, self.whole)
        return self.cues.get(_cue(case), known)


def _cue(case: Case) -> str:
    return f"{case.finding.variable} {case.finding.cue}"


def _group(cases: list[Case], key: Callable[[Case], str]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    return dict(sorted(groups.items()))


def _share(cases: list[Case], prior: float, strength: float) -> float:
    n = sum(case.weight for case in cases)
    return (sum(case.weight for case in cases if case.right) + strength * prior) / (n + strength)


def _table(model: ConfidenceModel, fitting: list[Case], testing: list[Case]) -> list[str]:
    lines = [
        "| texts | confidence | values | mean confidence | share right (95 %) |",
        "|---|---|---|---|---|",
    ]
    notes = []
    for head, cases in (("fitted on", fitting), ("others", testing)):
        for kind in KINDS:
            some = [case for case in cases if case.text_kind == kind]
            pairs = [
                (value, case.right, case.weight)
                for case in some
                if (value := _confidence(model, case)) is not None
            ]
            lines += [_line(f"{kind}, {head}", row) for row in reliability(pairs)]
            notes.append(_note(f"{kind}, {head}", pairs, some))
    return [*lines, "", *notes]


def _confidence(model: ConfidenceModel, case: Case) -> float | None:
    return model.confidence(
        case.finding,
        text_kind=case.text_kind,
        edition=case.edition,
        contradicted=case.contradicted,
    )


def _line(name: str, row: ReliabilityRow) -> str:
    low, high = row.interval
    return (
        f"| {name} | {row.low:.2f} to {row.high:.2f} | {row.n:g} | {row.mean:.3f} | "
        f"{row.right:.3f} ({low:.2f} to {high:.2f}) |"
    )


def _note(name: str, pairs: list[tuple[float, bool, float]], cases: list[Case]) -> str:
    n = sum(weight for _, _, weight in pairs)
    mean = sum(value * weight for value, _, weight in pairs) / n
    share = sum(weight for _, right, weight in pairs if right) / n
    gap = sum(row.n * abs(row.mean - row.right) for row in reliability(pairs)) / n
    brier = sum(weight * (value - right) ** 2 for value, right, weight in pairs) / n
    without = sum(case.weight for case in cases) - n
    return (
        f"- {name}: {n:.0f} values, mean confidence {mean:.3f}, right {share:.3f}, mean gap {gap:.3f}, Brier score "
        f"{brier:.3f} (of one share for all: {share * (1 - share):.3f}); {without:.0f} values without confidence."
    )


if __name__ == "__main__":
    main()
