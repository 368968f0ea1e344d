"""Agreement per variable and over all: coefficients with interval and matrix, or the reason why there is no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from tierbook.agreement.answers import Answer
from tierbook.agreement.reliability.evidence import EvidenceAgreement, measure_evidence
from tierbook.agreement.reliability.items import Item, LaidOut, ScaleOf, lay_out
from tierbook.agreement.reliability.matrices import Matrix, coincidences, confusion
from tierbook.agreement.reliability.resampling import draw_counts, interval_of
from tierbook.agreement.reliability.scales import NOMINAL, Scale, scale_of
from tierbook.agreement.reliability.tally import COEFFICIENTS, Layout, coefficients
from tierbook.codebook import Codebook

__all__ = [
    "AGREEMENT_COLUMNS",
    "OVERALL",
    "RESAMPLES",
    "SEED",
    "Agreement",
    "Agreements",
    "PairRow",
    "compare_pairs",
    "measure_agreement",
    "scales_from",
]

OVERALL = "_all"
RESAMPLES, SEED = 1000, 0
AGREEMENT_COLUMNS = (
    "variable", "percent", "cohen_kappa", "light_kappa", "fleiss_kappa", "krippendorff_alpha", "low", "high",
    "nominal_alpha", "gwet_ac1", "n_units", "n_pairable", "n_answers", "n_coders", "scale", "reason",
)  # fmt: skip
_DIGITS = 4
Interval = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two coders: the units both answered, how often they agree, kappa and alpha; None where undefined."""

    first: str
    second: str
    variable: str
    n_units: int
    percent: float | None
    cohen_kappa: float | None
    krippendorff_alpha: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one variable, or over all (`_all`).

    Attributes:
        variable: its id, or `_all`.
        values: coefficient to value; None where it is undefined.
        intervals: coefficient to the middle 95 % of the resamples.
        undefined: coefficient to the reason why it has no value.
        n_units: units with an answer that counts.
        n_pairable: items (unit, level and place, figure) with two such answers or more; on these agreement rests.
        n_answers: answers that count.
        coders: who gave them.
        left_out: answers that do not count, by reason.
        scale: on which alpha was taken; None over all.
        matrix: values that met in one unit; None over all.
        confusion: for two coders, who said what; else None.
        evidence: whether the same words were marked; None where nobody marked any, and over all.
        resamples: how many gave the intervals.
        seed: of the draws.
        drawn: answers that count by how the unit was drawn.
    """

    variable: str
    values: Mapping[str, float | None]
    intervals: Mapping[str, Interval]
    undefined: Mapping[str, str]
    n_units: int
    n_pairable: int
    n_answers: int
    coders: tuple[str, ...]
    left_out: Mapping[str, int]
    scale: Scale | None
    matrix: Matrix | None
    confusion: Matrix | None
    evidence: EvidenceAgreement | None
    resamples: int
    seed: int
    drawn: Mapping[str, int] = field(default_factory=dict)

    @property
    def kappa(self) -> str:
        """Return which kappa is meant where one is shown: Cohen's for two coders, its mean over pairs for more."""
        return "cohen_kappa" if len(self.coders) == 2 else "light_kappa"

    def to_dict(self, *, matrix: bool = False) -> dict[str, Any]:
        """Return the record of the contract, and what explains it.

        Args:
            matrix: add the matrices.
        """
        low, high = self.intervals["krippendorff_alpha"]
        record: dict[str, Any] = {
            "percent": self.values["percent"],
            "cohen_kappa": self.values["cohen_kappa"],
            "fleiss_kappa": self.values["fleiss_kappa"],
            "krippendorff_alpha": self.values["krippendorff_alpha"],
            "gwet_ac1": self.values["gwet_ac1"],
            "low": low,
            "high": high,
            "n_units": self.n_units,
            "n_coders": len(self.coders),
            "light_kappa": self.values["light_kappa"],
            "nominal_alpha": self.values["nominal_alpha"],
            "reasons": dict(self.undefined),
            "intervals": {name: list(bounds) for name, bounds in self.intervals.items()},
            "n_pairable": self.n_pairable,
            "n_answers": self.n_answers,
            "left_out": dict(self.left_out),
            "drawn": dict(self.drawn),
            "coders": list(self.coders),
            **(self.scale.to_dict() if self.scale else {}),
            "resamples": self.resamples,
            "seed": self.seed,
        }
        if self.evidence:
            record["evidence"] = self.evidence.to_dict()
        if matrix:
            record["matrix"] = self.matrix.to_dict() if self.matrix else None
            record["confusion"] = self.confusion.to_dict() if self.confusion else None
        return record


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreement on each variable and over all, with the items it rests on."""

    variables: Mapping[str, Agreement]
    overall: Agreement
    laid: LaidOut
    programs: tuple[str, ...] = ()

    def to_dict(self, *, matrix: bool = False) -> dict[str, Any]:
        """Return variable to record, `_all` last."""
        rows = {name: one.to_dict(matrix=matrix) for name, one in self.variables.items()}
        return {**rows, OVERALL: self.overall.to_dict(matrix=matrix)}

    def table(self) -> list[dict[str, Any]]:
        """Return a row of `AGREEMENT_COLUMNS` for each variable, `_all` last."""
        rows = []
        for name, record in self.to_dict().items():
            reasons = [f"{key}: {why}" for key, why in record["reasons"].items()]
            rows.append({"variable": name, **record, "reason": "; ".join(reasons)})
        return rows

    def rows(self) -> list[Agreement]:
        """Return the agreements, that over all last."""
        return [*self.variables.values(), self.overall]


def measure_agreement(
    answers: Iterable[Answer],
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
    programs: Collection[str] = (),
    lengths: Mapping[str, int] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreements:
    """Measure how far coders agree.

    Args:
        answers: in the order in which they were given.
        codebook: whose types say on which scale a variable is compared; without one all are nominal.
        scales: variable to scale, before the codebook; `_all` for every variable.
        programs: coders that are programs: they stand coder by coder, and are in no coefficient of people.
        lengths: unit to the length of its text; else a text ends with the last word that anybody marked.
        resamples: how many for the intervals; 0 for none.
        seed: of the draws.
    """
    laid = lay_out(answers, scales_from(codebook, scales), programs)
    found = {
        variable: _measure({variable: items}, laid, lengths, resamples, seed)
        for variable, items in laid.items.items()
    }
    if len(found) == 1:
        only = next(iter(found.values()))
        overall = replace(
            only, variable=OVERALL, scale=None, matrix=None, confusion=None, evidence=None
        )
    else:
        overall = _measure(laid.items, laid, lengths, resamples, seed, overall=True)
    return Agreements(found, overall, laid, tuple(sorted(programs)))


def scales_from(codebook: Codebook | None, scales: Mapping[str, Scale] | None) -> ScaleOf:
    """Return the function that tells a variable's scale: as the user names it, else by the codebook."""
    given = scales or {}

    def find(variable: str) -> Scale:
        return given.get(variable) or given.get(OVERALL) or scale_of(variable, codebook)

    return find


def compare_pairs(
    answers: Iterable[Answer],
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
    programs: Collection[str] = (),
) -> list[PairRow]:
    """Compare coder by coder, programs among them: a row for each two and each variable, and for each two over all."""
    laid = lay_out(answers, scales_from(codebook, scales))
    coders = sorted({c for items in laid.items.values() for item in items for c in item.labels})
    rows = []
    for first, second in combinations(sorted(coders, key=lambda c: (c in programs, c)), 2):
        both = {
            variable: kept
            for variable, items in laid.items.items()
            if (
                kept := [
                    _only(i, first, second) for i in items if {first, second} <= i.labels.keys()
                ]
            )
        }
        for name, part in (*((v, {v: items}) for v, items in both.items()), (OVERALL, both)):
            if not part:
                continue
            values, _ = _values(part, laid, 2, 0, 0)
            rows.append(
                PairRow(
                    first, second, name, sum(map(len, part.values())),
                    values["percent"], values["cohen_kappa"], values["krippendorff_alpha"],
                )
            )  # fmt: skip
    return rows


def _only(item: Item, *coders: str) -> Item:
    return replace(item, labels={coder: item.labels[coder] for coder in coders})


def _measure(
    by_variable: Mapping[str, Sequence[Item]],
    laid: LaidOut,
    lengths: Mapping[str, int] | None,
    resamples: int,
    seed: int,
    *,
    overall: bool = False,
) -> Agreement:
    items = [item for some in by_variable.values() for item in some]
    coders = tuple(sorted({coder for item in items for coder in item.labels}))
    values, intervals = _values(by_variable, laid, len(coders), resamples, seed)
    variable = OVERALL if overall else next(iter(by_variable))
    scale = None if overall else laid.scales[variable]
    # An answer to a whole variable stands at each level and place that others tell apart, and is one answer.
    counted = {
        id(item.answers[coder]): item.answers[coder] for item in items for coder in item.labels
    }
    return Agreement(
        variable=variable,
        values=values,
        intervals=intervals,
        undefined=_reasons(values, items, coders, scale),
        n_units=len({item.unit for item in items}),
        n_pairable=sum(len(item.labels) > 1 for item in items),
        n_answers=len(counted),
        coders=coders,
        left_out=laid.total_left_out() if overall else laid.left_out[variable],
        scale=scale,
        matrix=None if scale is None else coincidences(items),
        confusion=confusion(items, *coders) if scale and len(coders) == 2 else None,
        evidence=None if overall else measure_evidence(items, lengths or {}, resamples, seed),
        resamples=resamples,
        seed=seed,
        drawn=dict(sorted(Counter(answer.drawn for answer in counted.values()).items())),
    )


def _values(
    by_variable: Mapping[str, Sequence[Item]],
    laid: LaidOut,
    coders: int,
    resamples: int,
    seed: int,
) -> tuple[dict[str, float | None], dict[str, Interval]]:
    layouts: list[Layout] = []
    units: dict[str, list[tuple[Layout, list[Item]]]] = {}
    for variable, items in by_variable.items():
        layout = Layout(items, laid.scales[variable], layouts[-1].end if layouts else 0)
        layouts.append(layout)
        mine: dict[str, list[Item]] = {}
        for item in items:
            mine.setdefault(item.unit, []).append(item)
        for unit, some in mine.items():
            units.setdefault(unit, []).append((layout, some))
    kinds: dict[tuple[tuple[int, float], ...], int] = {}
    drawn_from = []
    for unit in sorted(units):
        parts = [feature for layout, some in units[unit] for feature in layout.features(some)]
        drawn_from.append(kinds.setdefault(tuple(parts), len(kinds)))
    features = list(kinds)
    width = layouts[-1].end if layouts else 0

    def compute(counts: Sequence[int]) -> dict[str, float | None]:
        row = [0.0] * width
        for count, parts in zip(counts, features, strict=True):
            if count:
                for at, value in parts:
                    row[at] += count * value
        return coefficients([layout.read(row) for layout in layouts], coders)

    often = Counter(drawn_from)
    values = compute([often[kind] for kind in range(len(features))])
    drawn: dict[str, list[float | None]] = {name: [] for name in COEFFICIENTS}
    if any(value is not None for value in values.values()):
        for counts in draw_counts(drawn_from, resamples=resamples, seed=seed):
            for name, value in compute(counts).items():
                drawn[name].append(value)
    intervals = {
        name: interval_of(drawn[name]) if values[name] is not None else (None, None)
        for name in COEFFICIENTS
    }
    return {name: _round(value) for name, value in values.items()}, intervals


def _reasons(
    values: Mapping[str, float | None],
    items: Sequence[Item],
    coders: Sequence[str],
    scale: Scale | None,
) -> dict[str, str]:
    reasons = {}
    for name, value in values.items():
        if value is None:
            reasons[name] = _reason(name, items, coders, scale or NOMINAL)
    return reasons


def _reason(name: str, items: Sequence[Item], coders: Sequence[str], scale: Scale) -> str:
    pairable = [item for item in items if len(item.labels) > 1]
    if not items:
        return "undefined: no answer counts"
    if len(coders) < 2:
        return "undefined: one coder"
    if not pairable:
        return "undefined: no unit has two answers"
    if name == "cohen_kappa" and len(coders) > 2:
        return f"undefined: {len(coders)} coders, and it is for two; light_kappa is the mean over pairs"
    said = {label for item in pairable for label in item.labels.values()}
    if len(said) == 1:
        return f"undefined: no variation, every answer is {_words(next(iter(said)))}"
    if name == "krippendorff_alpha" and scale.name in ("ordinal", "interval"):
        points = [
            {p for label in item.labels.values() if (p := scale.point(label)) is not None}
            for item in pairable
            if sum(scale.point(label) is not None for label in item.labels.values()) > 1
        ]
        if not points:
            what = "a number" if scale.name == "interval" else "a place in the order"
            return f"undefined: no unit has two answers that have {what}"
    return "undefined: no variation"


def _words(label: object) -> str:
    if isinstance(label, frozenset):
        return "; ".join(sorted(map(str, label))) or "an empty list"
    return f"{label:,.15g}" if isinstance(label, float) else str(label)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS) + 0.0
