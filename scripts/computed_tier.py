"""Fit the weights of the computed tier, measure it on held-out countries, and write both down.

Usage: python scripts/computed_tier.py --narratives FOLDER --tiers CSV... [--factbook JSONL...] [--dry]
       python scripts/computed_tier.py --page

FOLDER holds whole narratives of one edition, a file a country; CSV are tables `iso3,edition,tier`; JSONL are records of
the World Factbook. Writes src/tierbook/standards/computed/fitted.json and the tables in
docs/explanation/computed-tier.md. Needs scikit-learn (a package for development).

The model: P(tier t or a better one) = 1 / (1 + exp(cut_t - score)), score = weight x (signs for - signs against). One
weight serves all features: the law gives them none, and on a hundred texts weights of their own do no better on other
countries (they are fitted and measured beside; equal weights: Dawes 1979). Fitted as the all-threshold form of ordinal
logistic regression (Rennie and Srebro 2005): one logistic regression over the pairs of text and threshold.

Measured by leaving one country out: its texts are computed by what was fitted on all other countries. Intervals: 95 %
over 2,000 resamples of countries, seed 0.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

import tierbook
from tierbook.standards import law_in_force
from tierbook.standards.computed import (
    TIER_ORDER,
    load_card,
    most_probable,
    net_points,
    probabilities,
)

REPOSITORY = Path(__file__).resolve().parents[1]
OUT = REPOSITORY / "src" / "tierbook" / "standards" / "computed" / "fitted.json"
PAGE = REPOSITORY / "docs" / "explanation" / "computed-tier.md"
START, END = "<!-- record: written by scripts/computed_tier.py -->", "<!-- end -->"
STRENGTH = 1.0  # of the L2 penalty on the one weight: next to none
STRENGTH_OF_EACH = (
    20.0  # of the penalty where each feature has a weight of its own, on standardised features
)
BIG = 100.0  # scale of the columns of the cuts, so that the penalty hardly touches them
RESAMPLES, SEED = 2000, 0
MEASURES = ("exact", "within_one", "kappa")


@dataclass(frozen=True)
class Text:
    """One text with its stated tier, the last tier known before, and the nets of its features."""

    country: str
    edition: int
    tier: str
    last: str | None
    nets: tuple[float | None, ...]


@dataclass(frozen=True)
class Model:
    """Weights by feature, cuts by tier, and the means that stand in for what is not asked."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    cuts: Mapping[str, float]

    def shares(self, text: Text) -> dict[str, float]:
        """Return the probability of each tier, by the arithmetic of the package."""
        nets = [m if net is None else net for net, m in zip(text.nets, self.means, strict=True)]
        score = sum(w * net for w, net in zip(self.weights, nets, strict=True))
        return probabilities(score, self.cuts, worst=self.worst)

    @property
    def worst(self) -> str:
        """Return the tier below the last cut."""
        return TIER_ORDER[TIER_ORDER.index(list(self.cuts)[-1]) + 1]


def main() -> None:
    """Read, measure, fit, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--narratives", type=Path)
    parser.add_argument("--tiers", nargs="+", type=Path, default=[])
    parser.add_argument("--factbook", nargs="*", type=Path, default=[])
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    parser.add_argument("--page", action="store_true", help="write the page anew from the numbers")
    options = parser.parse_args()
    if options.page:
        _write_page("\n".join(_tables(orjson.loads(OUT.read_bytes()))))
        return
    if options.narratives is None or not options.tiers:
        parser.error("give --narratives and --tiers, or --page")
    tiers = _tiers(options.tiers)
    texts = _texts(sorted(options.narratives.glob("*.txt")), tiers, TIER_ORDER, "narrative")
    model = fit(texts, TIER_ORDER)
    record: dict[str, Any] = {"narratives": measure(texts, TIER_ORDER)}
    if options.factbook:
        two = ("2WL", "3")
        summaries = _texts(options.factbook, tiers, two, "summary")
        record["summaries"] = measure(summaries, two, card=model)
    fitted = _packaged(model, texts, record)
    page = "\n".join(_tables(fitted))
    print(page)
    if options.dry:
        return
    flags = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    OUT.write_bytes(orjson.dumps(fitted, option=flags))
    _write_page(page)
    print(f"written: {OUT.relative_to(REPOSITORY)}, {PAGE.relative_to(REPOSITORY)}")


def _write_page(tables: str) -> None:
    head, rest = PAGE.read_text(encoding="utf-8").split(START)
    PAGE.write_text(f"{head}{START}\n{tables}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _tiers(paths: Iterable[Path]) -> dict[str, dict[int, str]]:
    """Return the tables as country -> edition -> tier; where two disagree, the table named first."""
    found: dict[str, dict[int, str]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["iso3"], {}).setdefault(int(row["edition"]), row["tier"])
    return found


def _texts(
    paths: Sequence[Path], tiers: Mapping[str, Mapping[int, str]], among: Sequence[str], kind: str
) -> list[Text]:
    """Return the texts of one kind with a tier among those asked for, each country and edition once."""
    found: dict[tuple[str, int], Text] = {}
    for path in paths:
        read = tierbook.read(path)
        for document in read if isinstance(read, list) else [read]:
            country, edition = document.country, document.edition
            if country is None or edition is None or document.text_kind != kind:
                continue
            known = tiers.get(country, {})
            tier = known.get(edition)
            if tier is None or tier not in among or (country, edition) in found:
                continue
            nets = net_points(tierbook.code(document), law_in_force(edition))
            before = [e for e in known if e < edition and known[e] in TIER_ORDER]
            last = known[max(before)] if before else None
            values = tuple(None if n is None else float(n) for n in nets.values())
            found[country, edition] = Text(country, edition, tier, last, values)
    return [found[key] for key in sorted(found)]


def fit(texts: Sequence[Text], tiers: Sequence[str]) -> Model:
    """Fit one weight for all features, and the cuts."""
    rows, means, level = _table(texts, tiers)
    coefficients, cuts = _fit_kept(rows.sum(axis=1, keepdims=True), level, len(tiers), STRENGTH)
    weight = max(float(coefficients[0]), 0.0)  # no sign for the government lowers a score
    return _model([weight] * rows.shape[1], means, cuts, tiers)


def fit_each(texts: Sequence[Text], tiers: Sequence[str]) -> Model:
    """Fit a weight for each feature; those that would weigh below zero are left out, the most wrong first."""
    rows, means, level = _table(texts, tiers)
    spread = rows.std(axis=0)
    kept = [j for j in range(rows.shape[1]) if spread[j] > 0]
    while True:
        scaled = rows[:, kept] / spread[kept]
        coefficients, cuts = _fit_kept(scaled, level, len(tiers), STRENGTH_OF_EACH)
        worst = int(coefficients.argmin())
        if coefficients[worst] >= 0:
            break
        del kept[worst]
    weights = np.zeros(rows.shape[1])
    weights[kept] = coefficients / spread[kept]
    return _model(weights, means, cuts, tiers)


def _table(texts: Sequence[Text], tiers: Sequence[str]) -> tuple[Any, Any, Any]:
    """Return the nets with the mean where a feature is not asked, the means, and the place of each tier."""
    rows = np.array([[np.nan if n is None else n for n in t.nets] for t in texts], dtype=float)
    asked = ~np.isnan(rows)
    means = np.where(asked, rows, 0.0).sum(axis=0) / np.maximum(asked.sum(axis=0), 1)
    return np.where(asked, rows, means), means, np.array([tiers.index(t.tier) for t in texts])


def _model(
    weights: Iterable[float], means: Iterable[float], cuts: Any, tiers: Sequence[str]
) -> Model:
    named = dict(zip(tiers, map(float, cuts), strict=False))
    return Model(tuple(map(float, weights)), tuple(map(float, means)), named)


def _fit_kept(rows: Any, level: Any, n_tiers: int, strength: float) -> tuple[Any, Any]:
    stacked, reached = stack(rows, level, n_tiers)
    regression = LogisticRegression(
        C=1 / strength, fit_intercept=False, solver="newton-cholesky", tol=1e-8
    )
    coefficients = regression.fit(stacked, reached).coef_[0]
    return coefficients[: rows.shape[1]], coefficients[rows.shape[1] :] * BIG


def stack(rows: Any, level: Any, n_tiers: int) -> tuple[Any, Any]:
    """Return the pairs of text and threshold: the features and one column a cut, and whether the tier reached it."""
    blocks, reached = [], []
    for cut in range(n_tiers - 1):
        columns = np.zeros((len(rows), n_tiers - 1))
        columns[:, cut] = -BIG
        blocks.append(np.hstack([rows, columns]))
        reached.append(level <= cut)
    return np.vstack(blocks), np.concatenate(reached)


def measure(
    texts: Sequence[Text], tiers: Sequence[str], card: Model | None = None
) -> dict[str, Any]:
    """Return the record: measures of the computed tier and of the base lines, with intervals, and by stated tier.

    Args:
        texts: all of them; those of a country are held out together.
        tiers: the tiers that occur.
        card: a model fitted elsewhere, measured beside.
    """
    commonest = Counter(t.tier for t in texts).most_common(1)[0][0]
    guesses: dict[str, list[str]] = {
        name: [] for name in ("computed", "each", "commonest", "last_known")
    }
    loss = 0.0
    models: dict[str, tuple[Model, Model, str]] = {}
    for text in texts:
        if text.country not in models:
            others = [t for t in texts if t.country != text.country]
            often = Counter(t.tier for t in others).most_common(1)[0][0]
            models[text.country] = fit(others, tiers), fit_each(others, tiers), often
        model, each, common = models[text.country]
        shares = model.shares(text)
        loss -= log(max(shares[text.tier], 1e-9))
        guesses["computed"].append(most_probable(shares))
        guesses["each"].append(most_probable(each.shares(text)))
        guesses["commonest"].append(common)
        guesses["last_known"].append(text.last or common)
    if card is not None:
        guesses["card_of_narratives"] = [_among(card.shares(t), tiers) for t in texts]
    stated = [t.tier for t in texts]
    editions = sorted({t.edition for t in texts})
    record: dict[str, Any] = {
        "n": len(texts),
        "countries": len({t.country for t in texts}),
        "editions": str(editions[0]) if len(editions) == 1 else f"{editions[0]}-{editions[-1]}",
        "tiers": dict(sorted(Counter(stated).items(), key=lambda r: TIER_ORDER.index(r[0]))),
        "commonest": commonest,
        "without_last": sum(t.last is None for t in texts),
        "method": "leave one country out",
        "log_loss": round(loss / len(texts), 3),
        "log_loss_of_shares": round(_log_loss_of_shares(stated), 3),
        "measures": intervals(texts, guesses),
        "beats": {},
        "over": {},
    }
    for base in ("commonest", "last_known"):
        over = differences(texts, guesses["computed"], guesses[base])
        record["over"][base] = over
        record["beats"][base] = over["exact"]["low"] > 0 and over["kappa"]["low"] > 0
    record["by_tier"] = {
        tier: {
            "n": stated.count(tier),
            "same": sum(s == g == tier for s, g in zip(stated, guesses["computed"], strict=True)),
            "computed": {
                other: sum(
                    s == tier and g == other
                    for s, g in zip(stated, guesses["computed"], strict=True)
                )
                for other in tiers
            },
        }
        for tier in tiers
    }
    return record


def _among(shares: Mapping[str, float], tiers: Sequence[str]) -> str:
    return most_probable({t: shares[t] for t in tiers})


def _log_loss_of_shares(stated: Sequence[str]) -> float:
    counts = Counter(stated)
    return -sum(n * log(n / len(stated)) for n in counts.values()) / len(stated)


def scores(stated: Sequence[str], guessed: Sequence[str]) -> dict[str, float]:
    """Return exact, within one step, and quadratic weighted kappa over the four tiers as equal steps."""
    a = np.array([TIER_ORDER.index(t) for t in stated])
    b = np.array([TIER_ORDER.index(t) for t in guessed])
    labels = list(range(len(TIER_ORDER)))
    alike = len(set(a.tolist()) | set(b.tolist())) == 1
    kappa = 1.0 if alike else cohen_kappa_score(a, b, labels=labels, weights="quadratic")
    return {
        "exact": float((a == b).mean()),
        "within_one": float((abs(a - b) <= 1).mean()),
        "kappa": float(kappa),
    }


def intervals(texts: Sequence[Text], guesses: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return each measure of each way of guessing, with its interval."""
    stated = [t.tier for t in texts]
    found: dict[str, Any] = {}
    for name, guessed in guesses.items():
        whole = scores(stated, guessed)
        drawn = _resampled(texts, partial(_scores_of, stated, guessed))
        found[name] = {m: _row(whole[m], [d[m] for d in drawn]) for m in MEASURES}
    return found


def _scores_of(
    stated: Sequence[str], guessed: Sequence[str], rows: Sequence[int]
) -> dict[str, float]:
    return scores([stated[i] for i in rows], [guessed[i] for i in rows])


def differences(
    texts: Sequence[Text], ours: Sequence[str], theirs: Sequence[str]
) -> dict[str, Any]:
    """Return by how much the computed tier is above a base line, on the same resamples."""
    stated = [t.tier for t in texts]

    def gap(rows: Sequence[int]) -> dict[str, float]:
        a, b = _scores_of(stated, ours, rows), _scores_of(stated, theirs, rows)
        return {m: a[m] - b[m] for m in MEASURES}

    whole = gap(range(len(texts)))
    drawn = _resampled(texts, gap)
    return {m: _row(whole[m], [d[m] for d in drawn]) for m in MEASURES}


def _resampled(
    texts: Sequence[Text], of: Callable[[Sequence[int]], dict[str, float]]
) -> list[dict[str, float]]:
    rows: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        rows.setdefault(text.country, []).append(i)
    countries = sorted(rows)
    draw = random.Random(SEED)
    return [
        of([i for country in draw.choices(countries, k=len(countries)) for i in rows[country]])
        for _ in range(RESAMPLES)
    ]


def _row(value: float, drawn: Sequence[float]) -> dict[str, float]:
    low, high = np.nanpercentile(np.array(drawn), [2.5, 97.5])
    return {"value": round(value, 3), "low": round(float(low), 3), "high": round(float(high), 3)}


def _packaged(model: Model, texts: Sequence[Text], record: Mapping[str, Any]) -> dict[str, Any]:
    card = load_card()
    names = [feature.id for feature in card.features]
    return {
        "card": f"{card.version} {card.content}",
        "editions": sorted({t.edition for t in texts}),
        "weights": {n: round(w, 4) for n, w in zip(names, model.weights, strict=True)},
        "means": {n: round(m, 4) for n, m in zip(names, model.means, strict=True)},
        "cuts": {t: round(c, 4) for t, c in model.cuts.items()},
        "how": {
            "model": "ordinal logistic regression, all thresholds, one weight for all features",
            "library": "scikit-learn LogisticRegression",
            "texts": len(texts),
            "countries": sorted({t.country for t in texts}),
        },
        "record": record,
    }


_NAMES = {
    "computed": "computed, country held out",
    "each": "the same with a weight of its own for each feature",
    "card_of_narratives": "the card of the 2018 narratives, as it is",
    "commonest": "always the commonest tier",
    "last_known": "the last tier known before",
}


def _tables(fitted: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    kinds = {"narratives": "Whole narratives", "summaries": "Summaries of the World Factbook"}
    for kind, record in fitted["record"].items():
        tiers = ", ".join(f"{n} with {_tier(t)}" for t, n in record["tiers"].items())
        lines += [
            f"### {kinds[kind]}, {record['editions']}",
            "",
            f"{record['n']} texts of {record['countries']} countries: {tiers}. {record['without_last']} have no tier "
            "known before; there the last known tier is taken as the commonest.",
            "",
            "| | exact (95 %) | within one (95 %) | weighted kappa (95 %) |",
            "|---|---|---|---|",
        ]
        for name, words in _NAMES.items():
            if name in record["measures"]:
                cells = " | ".join(_cell(record["measures"][name][m]) for m in MEASURES)
                lines.append(f"| {words} | {cells} |")
        for base in ("commonest", "last_known"):
            cells = " | ".join(_cell(record["over"][base][m], sign="+") for m in MEASURES)
            lines.append(f"| computed less {_NAMES[base]} | {cells} |")
        lines += [
            "",
            f"Log loss {record['log_loss']:.2f}; of the bare shares of the tiers {record['log_loss_of_shares']:.2f}.",
            "",
            f"| stated | n | {' | '.join(f'computed {_tier(t)}' for t in record['tiers'])} | other than stated |",
            f"|---|---|{'---|' * len(record['tiers'])}---|",
        ]
        for tier, row in record["by_tier"].items():
            cells = " | ".join(str(row["computed"][t]) for t in record["tiers"])
            lines.append(
                f"| {_tier(tier)} | {row['n']} | {cells} | {(row['n'] - row['same']) / row['n']:.0%} |"
            )
        lines.append("")
    lines += [
        "### The card",
        "",
        f"Each sign weighs {max(fitted['weights'].values()):.2f}. The mean is that of the nets of the narratives.",
        "",
        "| feature | signs for | signs against | mean net | criteria |",
        "|---|---|---|---|---|",
    ]
    for feature in load_card().features:
        good, bad = (sum(s.side == side for s in feature.signs) for side in ("for", "against"))
        lines.append(
            f"| {feature.label} | {good} | {bad} | {fitted['means'][feature.id]:+.2f} | "
            f"{', '.join(f'`{c}`' for c in feature.criteria)} |"
        )
    cuts = ", ".join(f"{_tier(t)} or better {c:+.2f}" for t, c in fitted["cuts"].items())
    lines += ["", f"Cuts: {cuts}."]
    return lines


def _tier(tier: str) -> str:
    return {"2WL": "Tier 2 Watch List"}.get(tier, f"Tier {tier}")


def _cell(value: Mapping[str, float], sign: str = "") -> str:
    return f"{value['value']:{sign}.2f} ({value['low']:{sign}.2f} to {value['high']:{sign}.2f})"


if __name__ == "__main__":
    main()
