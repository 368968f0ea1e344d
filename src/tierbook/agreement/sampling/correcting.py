"""A regression on values that a program coded, corrected for its errors by a probability sample that people coded.

A program's errors aren't noise. Where they go with a regressor they move its coefficient, and no number of texts moves
it back: a high F1 leaves the bias in, and many texts take only the doubt away. A sample that people coded, in which
every unit had a known chance to stand, is enough to take the bias out, however wrong the program is.

A regression solves moments, quantities whose mean is zero at the right coefficients: x (y - x'b) in a linear one,
x (y - p(x'b)) in a logistic one. Here each is taken twice, on the program's values (m) and, of the units that were
drawn, on people's (M), and

    m + (R / chance) (M - m),    R being 1 for a unit that was drawn and 0 for every other

stands in its place. In the mean over draws this is M, whatever the program said. Where the outcome alone is coded it
comes to ordinary regression on predicted + (expert - predicted) R / chance. The spread of these moments gives the
sandwich errors.

Sources: N. Egami, M. Hinck, B. Stewart, H. Wei, Using imperfect surrogates for downstream inference: design-based
supervised learning for social science applications of large language models, NeurIPS 2023 (the outcome); the same,
Using large language model annotations for the social sciences: a general framework of using predicted variables in
statistical analyses, 2024 (regressors, by moments). A. Angelopoulos, S. Bates, C. Fannjiang, M. Jordan, T. Zrnic,
Prediction-powered inference, Science 382 (2023), 669-674, is its neighbour: the same correction where every unit has
one chance. H. White, Econometrica 48 (1980), and K.-Y. Liang and S. Zeger, Biometrika 73 (1986), for the errors.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from tierbook.agreement.proportion import Z95
from tierbook.errors import MissingExtra, WrongUse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

__all__ = ["Coefficient", "CorrectedRegression", "TwiceCoded", "correct_regression"]

INTERCEPT, OUTCOME = "(intercept)", "outcome"
FEW_CLUSTERS = 40  # below it sandwich errors are too small: Angrist and Pischke, Mostly Harmless Econometrics, 8.2.3
FEW_DRAWN = 100  # below it the normal interval is a hope
_STEPS = 60
_CLOSE = 1e-10
_FLAT = 1e-7  # of the units, the least spread that a logistic regression leaves where it has an end
_SINGULAR = 1e12
_MISSING = ("", "None", "nan", "NaN", "<NA>")
_EVEN = 1e-6  # part of a stratum by which inverse chances of a fixed number may miss it
_NAMED = 3  # strata that a note names
_OFF = 3.0  # standard deviations by which the summed weights may miss the number of units before it is told

Estimator = Literal["naive", "sample", "corrected"]


@dataclass(frozen=True, slots=True)
class TwiceCoded:
    """A variable in two readings: the program's of every unit, people's of the units that were drawn.

    Attributes:
        predicted: a number for every unit, such as 1 where the program found *yes* and 0 where it didn't.
        expert: what people say, by the same rule; None (or not a number) where the unit wasn't drawn. Two people who
            differ may stand as their mean.
    """

    predicted: Sequence[float]
    expert: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient, with its standard error and the bounds of 95 %, in units of the outcome (or log odds)."""

    term: str
    value: float
    error: float

    @property
    def low(self) -> float:
        """Return the lower bound."""
        return self.value - Z95 * self.error

    @property
    def high(self) -> float:
        """Return the upper bound."""
        return self.value + Z95 * self.error

    def to_dict(self) -> dict[str, float | str]:
        """Return term, value, error, low and high."""
        return {
            "term": self.term,
            "value": self.value,
            "error": self.error,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class CorrectedRegression:
    """A regression three times: on the program's values, on the sample alone, and corrected.

    Attributes:
        naive: on what the program coded, as if it were right.
        sample: on what people coded, each unit weighing the inverse of its chance. Either is empty, with the reason
            among the notes, where it can't tell the coefficients.
        corrected: on both. This is the one to report.
        model: linear or logistic.
        units: how many units; `drawn` of them people coded.
        clusters: in how many clusters the units lie; None where each stands alone.
        coded: the variables that a program coded.
        notes: what makes the interval less sure than it looks, in sentences.
    """

    naive: tuple[Coefficient, ...]
    sample: tuple[Coefficient, ...]
    corrected: tuple[Coefficient, ...]
    model: str
    units: int
    drawn: int
    clusters: int | None
    coded: tuple[str, ...]
    notes: tuple[str, ...]

    def of(self, term: str, estimator: Estimator = "corrected") -> Coefficient:
        """Return one coefficient.

        Raises:
            WrongUse: there is no such term.
        """
        rows: tuple[Coefficient, ...] = getattr(self, estimator)
        for row in rows:
            if row.term == term:
                return row
        raise WrongUse(
            f"there is no coefficient of {term}",
            remedy=f"choose of {', '.join(row.term for row in rows) or 'none'}",
        )

    def table(self) -> list[dict[str, float | str]]:
        """Return a row for each estimator and term: `estimator,term,value,error,low,high`."""
        named = (("naive", self.naive), ("sample", self.sample), ("corrected", self.corrected))
        return [{"estimator": name, **row.to_dict()} for name, rows in named for row in rows]

    def to_dict(self) -> dict[str, Any]:
        """Return the record."""
        return {
            "model": self.model,
            "units": self.units,
            "drawn": self.drawn,
            "clusters": self.clusters,
            "coded": list(self.coded),
            "coefficients": self.table(),
            "notes": list(self.notes),
        }

    def explain(self) -> str:
        """Return the sentences that a methods section needs, with what makes them less sure."""
        coded = [
            f"the {name}" if name == OUTCOME else f"the regressor {name}" for name in self.coded
        ]
        who = " and ".join(coded)
        verb = "were" if len(coded) > 1 else "was"
        errors = (
            f"clustered sandwich errors ({self.clusters:,} clusters)"
            if self.clusters
            else "sandwich errors, which hold where the spread differs between units"
        )
        said = (
            f"{who[0].upper()}{who[1:]} {verb} coded by a program for all {self.units:,} units and by people for "
            f"{self.drawn:,} of them, drawn at random with known chances. The {self.model} regression is corrected for "
            "the program's errors by design-based supervised learning (Egami, Hinck, Stewart and Wei 2023, 2024); "
            f"standard errors are {errors}."
        )
        return " ".join((said, *self.notes))


def correct_regression(
    outcome: TwiceCoded | Sequence[float],
    regressors: Mapping[str, TwiceCoded | Sequence[float]],
    *,
    chances: Sequence[float | None],
    clusters: Sequence[Hashable] | None = None,
    strata: Sequence[Hashable] | None = None,
    model: Literal["linear", "logistic"] = "linear",
    intercept: bool = True,
) -> CorrectedRegression:
    """Regress an outcome on regressors, any of which a program may have coded, and correct for its errors.

    It corrects what a sample can show: that the program reads the texts of the table otherwise than people do. It
    can't correct for texts that aren't in the table, for a sample that wasn't drawn at random, or for values that are
    no reading of a text, such as official tiers: give those as plain columns.

    Args:
        outcome: a number for each unit; `TwiceCoded` where a program coded it.
        regressors: the same by name. An intercept is added.
        chances: of each unit to be drawn, above 0 and at most 1; needed for those that were drawn.
        clusters: what units belong together (the country, where its editions are units); each alone if None.
        strata: in which stratum of the sample each unit lies; with it a stratum of which nothing was coded is refused,
            and one whose inverse chances don't add up to its units is told.
        model: `linear`, or `logistic` for an outcome of 0 and 1.
        intercept: False leaves it out.

    Raises:
        WrongUse: columns differ in length, a number is missing or isn't one, nothing is coded, a unit that people coded
            has no chance, people coded a part of the coded variables of a unit, a stratum has units and none that
            people coded, the regressors can't be told apart, or a logistic regression comes to no end.
        MissingExtra: numpy is not installed.
    """
    np = _numpy()
    units = _Units.of(np, outcome, regressors, chances, intercept=intercept)
    groups = _groups(np, "clusters", clusters, units.n)
    weight = np.where(units.drawn, 1 / np.where(units.drawn, units.chance, 1.0), 0.0)
    n_groups = len(set(groups.tolist())) if clusters is not None else None
    notes = _notes(units, weight, n_groups, len(set(groups[units.drawn].tolist())))
    if strata is not None:
        notes = (*notes, *_uneven(np, strata, weight))
    corrected = _fit(np, units, groups, (1 - weight, weight), model)
    beside: dict[str, tuple[Coefficient, ...]] = {}
    for name, who, weights in (
        ("naive", "The program's values alone give", (np.ones(units.n), np.zeros(units.n))),
        ("sample", "The sample alone gives", (np.zeros(units.n), weight)),
    ):
        try:
            beside[name] = _fit(np, units, groups, weights, model)
        except WrongUse as error:
            beside[name] = ()
            notes = (*notes, f"{who} no coefficients: {error.what}.")
    return CorrectedRegression(
        naive=beside["naive"],
        sample=beside["sample"],
        corrected=corrected,
        model=model,
        units=units.n,
        drawn=int(units.drawn.sum()),
        clusters=n_groups,
        coded=units.coded,
        notes=notes,
    )


@dataclass(frozen=True, slots=True)
class _Units:
    """The units as matrices: `y`, `x` as the program has them, `expert_y`, `expert_x` as people do, where drawn."""

    terms: tuple[str, ...]
    coded: tuple[str, ...]
    y: Numbers
    x: Numbers
    expert_y: Numbers
    expert_x: Numbers
    drawn: Numbers
    chance: Numbers

    @property
    def n(self) -> int:
        """Return how many units there are."""
        return len(self.y)

    @classmethod
    def of(
        cls,
        np: Any,
        outcome: TwiceCoded | Sequence[float],
        regressors: Mapping[str, TwiceCoded | Sequence[float]],
        chances: Sequence[float | None],
        *,
        intercept: bool,
    ) -> _Units:
        given = {OUTCOME: outcome, **regressors}
        if len(given) != len(regressors) + 1:
            raise WrongUse(f"a regressor is called {OUTCOME}", remedy="give it another name")
        coded = {name: one for name, one in given.items() if isinstance(one, TwiceCoded)}
        if not coded:
            raise WrongUse(
                "no variable of the regression was coded twice",
                why="without people's values beside the program's there is nothing to correct by",
                remedy="give the outcome or a regressor as TwiceCoded(predicted, expert)",
            )
        chance = _column(np, "chances", chances)
        n = len(chance)
        predicted = {
            name: _column(np, name, one.predicted if isinstance(one, TwiceCoded) else one)
            for name, one in given.items()
        }
        expert = {name: _column(np, name, one.expert) for name, one in coded.items()}
        for name, column in (*predicted.items(), *expert.items()):
            if len(column) != n:
                raise WrongUse(
                    f"{name} has {len(column)} units and chances has {n}",
                    remedy="give columns of one table, each with a cell for every unit",
                )
        for name, column in predicted.items():
            _refuse_missing(np, name, column)
        drawn = ~np.isnan(chance) & np.logical_or.reduce([~np.isnan(c) for c in expert.values()])
        _refuse_undrawn(np, expert, chance)
        for name, column in expert.items():
            if np.isnan(column[drawn]).any():
                at = int(np.flatnonzero(drawn & np.isnan(column))[0]) + 1
                raise WrongUse(
                    f"unit {at} was drawn, and people coded other variables of it and not {name}",
                    remedy="code it, or take the unit out of the sample and mend the chances of its stratum",
                )
        if not drawn.any():
            raise WrongUse(
                "no unit has both a chance and a value of people's",
                remedy="draw a sample (tierbook sample) and have it coded blind",
            )
        if not regressors and not intercept:
            raise WrongUse("the regression has no term", remedy="give a regressor, or an intercept")
        ones = [np.ones(n)] if intercept else []
        names = tuple(regressors)
        return cls(
            terms=(INTERCEPT, *names) if intercept else names,
            coded=tuple(coded),
            y=predicted[OUTCOME],
            x=np.column_stack([*ones, *(predicted[name] for name in names)]),
            expert_y=np.where(drawn, expert.get(OUTCOME, predicted[OUTCOME]), 0.0),
            expert_x=np.column_stack(
                [*ones, *(np.where(drawn, expert.get(o, predicted[o]), 0.0) for o in names)]
            ),
            drawn=drawn,
            chance=chance,
        )


def _numpy() -> Any:
    try:
        return import_module("numpy")
    except ImportError as error:
        raise MissingExtra(
            "numpy is not installed",
            why="regressions are corrected with it",
            remedy="pip install 'tierbook[notebook]'",
        ) from error


def _column(np: Any, name: str, given: Sequence[float | None]) -> Numbers:
    try:
        try:
            column: Numbers = np.asarray(given, dtype=float)
        except (TypeError, ValueError):  # empty cells, and the missing values of tables
            column = np.asarray([np.nan if str(v) in _MISSING else float(v) for v in given])  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise WrongUse(
            f"{name} holds a cell that is no number",
            why=str(error),
            remedy="code values as numbers, such as 1 for yes and 0 for everything else, and say so",
        ) from error
    if np.isinf(column).any():
        raise WrongUse(f"{name} holds a number without end", remedy="mend the cell")
    return column


def _refuse_missing(np: Any, name: str, column: Numbers) -> None:
    missing = np.flatnonzero(np.isnan(column))
    if len(missing):
        raise WrongUse(
            f"{name} has no number for {len(missing)} units, the first of them unit {int(missing[0]) + 1}",
            why="a text that isn't held, or a country without the covariate, is outside of what is estimated",
            remedy="leave the unit out and say so; where the text is held and silent, decide what silence counts as",
        )


def _refuse_undrawn(np: Any, expert: Mapping[str, Numbers], chance: Numbers) -> None:
    wrong = np.flatnonzero(~np.isnan(chance) & ((chance <= 0) | (chance > 1)))
    if len(wrong):
        at = int(wrong[0])
        raise WrongUse(
            f"the chance of unit {at + 1} is {chance[at]:g}",
            remedy="a chance is above 0 and at most 1: the column probability of tierbook sample",
        )
    for name, column in expert.items():
        extra = np.flatnonzero(~np.isnan(column) & np.isnan(chance))
        if len(extra):
            raise WrongUse(
                f"people coded {name} of unit {int(extra[0]) + 1}, which has no chance of being drawn",
                why="units that somebody chose say nothing about those that nobody chose",
                remedy="leave people's value out where the unit wasn't drawn at random, or give its chance",
            )


def _groups(np: Any, name: str, given: Sequence[Hashable] | None, n: int) -> Numbers:
    """Return the number of the group of each unit; each stands alone where no groups are given."""
    if given is None:
        return np.arange(n)  # type: ignore[no-any-return]
    if len(given) != n:
        raise WrongUse(
            f"{name} has {len(given)} units and chances has {n}",
            remedy="give columns of one table, each with a cell for every unit",
        )
    numbers: dict[Hashable, int] = {}
    for at, one in enumerate(given, 1):
        if str(one) in _MISSING:
            raise WrongUse(
                f"{name} has nothing for unit {at}",
                remedy="say where it belongs, or leave the unit out and say so",
            )
        numbers.setdefault(one, len(numbers))
    return np.asarray([numbers[one] for one in given])  # type: ignore[no-any-return]


def _uneven(np: Any, strata: Sequence[Hashable], weight: Numbers) -> tuple[str, ...]:
    """Refuse a stratum of which nothing was coded; tell of those whose inverse chances don't add up to their units."""
    numbers = _groups(np, "strata", strata, len(weight))
    held = np.bincount(numbers)
    stand_for = np.bincount(numbers, weights=weight)
    names = list(dict.fromkeys(strata))
    if not stand_for.all():
        name = names[int(np.flatnonzero(stand_for == 0)[0])]
        raise WrongUse(
            f"of the stratum {name} people coded nothing",
            why="units that had no chance keep the program's errors, and nothing shows it",
            remedy="have some of it coded, or leave its units out and say so",
        )
    off = np.flatnonzero(np.abs(stand_for - held) > _EVEN * held)
    if not len(off):
        return ()
    told = [f"{names[at]} ({stand_for[at]:,.1f} for {held[at]:,})" for at in off[:_NAMED]]
    more = f" and {len(off) - _NAMED} more" if len(off) > _NAMED else ""
    return (
        f"In {len(off)} strata the inverse chances don't add up to the units: {', '.join(told)}{more}. Where a fixed "
        "number was drawn of each, some of its units had no chance, or chances leave out what nobody coded.",
    )


def _notes(units: _Units, weight: Numbers, clusters: int | None, of_sample: int) -> tuple[str, ...]:
    notes = []
    drawn = int(units.drawn.sum())
    total = float(weight.sum())
    spread = float((weight[units.drawn] * (weight[units.drawn] - 1)).sum()) ** 0.5
    if abs(total - units.n) > max(_OFF * spread, 1e-6 * units.n):
        notes.append(
            f"The inverse chances of the drawn units add up to {total:,.1f}, and the table has {units.n:,} units: "
            "either not all that were drawn are coded, or the chances are of another table. The correction is wrong "
            "by as much."
        )
    if drawn < FEW_DRAWN:
        notes.append(
            f"With {drawn} drawn units the interval of 95 % may hold the truth less often than that."
        )
    if clusters is not None and min(clusters, of_sample) < FEW_CLUSTERS:
        notes.append(
            f"With {clusters} clusters, {of_sample} of them in the sample, sandwich errors are too small."
        )
    return tuple(notes)


def _fit(
    np: Any, units: _Units, groups: Numbers, weights: tuple[Numbers, Numbers], model: str
) -> tuple[Coefficient, ...]:
    """Fit on the program's values and on people's, weighed by the two columns of `weights`."""
    parts = tuple(
        (w, x, y)
        for w, x, y in zip(
            weights, (units.x, units.expert_x), (units.y, units.expert_y), strict=True
        )
        if w.any()
    )
    if model == "logistic":
        beta, slope = _logistic(np, parts)
    elif model == "linear":
        slope = sum((x * w[:, None]).T @ x for w, x, _ in parts)
        _refuse_singular(np, slope)
        beta = np.linalg.solve(slope, sum(x.T @ (w * y) for w, x, y in parts))
    else:
        raise WrongUse(f"there is no model {model}", remedy="choose linear or logistic")
    moments = sum(
        x * (w * (y - (_expit(np, x @ beta) if model == "logistic" else x @ beta)))[:, None]
        for w, x, y in parts
    )
    present = np.unique(groups[np.logical_or.reduce([w != 0 for w, _, _ in parts])])
    if len(present) < 2:
        raise WrongUse("there is one cluster alone", remedy="an error needs at least two")
    by_group = np.zeros((int(groups.max()) + 1, moments.shape[1]))
    np.add.at(by_group, groups, moments)
    bread = np.linalg.inv(slope)
    spread = bread @ (by_group.T @ by_group) @ bread.T * (len(present) / (len(present) - 1))
    errors = np.sqrt(np.diag(spread))
    return tuple(
        Coefficient(term, float(value), float(error))
        for term, value, error in zip(units.terms, beta, errors, strict=True)
    )


def _logistic(np: Any, parts: Sequence[tuple[Numbers, Numbers, Numbers]]) -> tuple[Any, Any]:
    """Find where the weighed moments are zero, by Newton's steps, halved while they lead away.

    Each column is measured in its own root mean square meanwhile, so that units (persons or millions) decide nothing.
    """
    size = sum(float(np.abs(w).sum()) for w, _, _ in parts)
    unit = np.sqrt(sum(np.abs(w) @ (x * x) for w, x, _ in parts) / size)
    unit[unit == 0] = 1.0
    parts = [(w, x / unit, y) for w, x, y in parts]
    beta = np.zeros(parts[0][1].shape[1])

    def moment(at: Any) -> Any:
        return sum(x.T @ (w * (y - _expit(np, x @ at))) for w, x, y in parts)

    def slope_at(at: Any) -> Any:
        shares = [_expit(np, x @ at) for _, x, _ in parts]
        return sum(
            (x * (w * p * (1 - p))[:, None]).T @ x
            for (w, x, _), p in zip(parts, shares, strict=True)
        )

    for _ in range(_STEPS):
        off = moment(beta)
        slope = slope_at(beta)
        if np.abs(off).max() <= _CLOSE * size:
            if np.abs(np.diag(slope)).min() <= _FLAT * size:
                break  # every share is 0 or 1: there is no end to find
            return beta / unit, slope * np.outer(unit, unit)
        _refuse_singular(np, slope)
        step = np.linalg.solve(slope, off)
        while np.abs(step).max() > _CLOSE and (
            np.abs(moment(beta + step)).sum() > np.abs(off).sum()
        ):
            step = step / 2
        beta = beta + step
    raise WrongUse(
        "the logistic regression comes to no end",
        why="some regressor may tell the outcome without error, or the sample is too small for its chances",
        remedy="take the linear model, or fewer regressors, or draw more units",
    )


def _expit(np: Any, values: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(values, -500, 500)))


def _refuse_singular(np: Any, slope: Any) -> None:
    """Refuse regressors that can't be told apart, and a corrected spread that isn't one."""
    scale = np.sqrt(np.abs(np.diag(slope)))
    scaled = slope / np.outer(scale, scale) if scale.all() else slope
    if not scale.all() or np.linalg.cond(scaled) > _SINGULAR:
        raise WrongUse(
            "the regressors can't be told apart",
            why="one of them is the same everywhere, or follows from the others",
            remedy="leave one out",
        )
    if np.linalg.eigvalsh((scaled + scaled.T) / 2).min() <= 0:
        raise WrongUse(
            "the corrected spread of the regressors isn't positive",
            why="the sample is too small for a coded regressor whose chances differ so much",
            remedy="draw more units, or give strata chances that differ less",
        )
