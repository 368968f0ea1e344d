"""Agreement over time: by the month in which a unit was last answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tierbook.agreement.answers import Answer
from tierbook.agreement.reliability.items import lay_out
from tierbook.agreement.reliability.measure import (
    OVERALL,
    RESAMPLES,
    SEED,
    Agreement,
    measure_agreement,
    scales_from,
)
from tierbook.agreement.reliability.scales import Scale
from tierbook.codebook import Codebook

__all__ = ["UNDATED", "agreement_over_time"]

UNDATED = "undated"
_MONTH = 7  # YYYY-MM


def agreement_over_time(
    answers: Iterable[Answer],
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
    programs: Collection[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[str, dict[str, Agreement]]:
    """Return by month, and in it by variable (`_all` last), how far coders agreed.

    A unit belongs to the month in which the last of its answers to a variable was given, so that two answers never fall
    into two months. Only variables and months with a unit that two coders answered are listed.
    """
    given = list(answers)
    laid = lay_out(given, scales_from(codebook, scales), programs)
    months: dict[str, list[Answer]] = {}
    for items in laid.items.values():
        last: dict[str, str] = {}
        seen: dict[str, dict[int, Answer]] = {}
        for item in items:
            for answer in item.answers.values():
                last[item.unit] = max(last.get(item.unit, ""), answer.at[:_MONTH])
                seen.setdefault(item.unit, {})[id(answer)] = answer
        for unit, some in seen.items():
            months.setdefault(last[unit] or UNDATED, []).extend(some.values())
    found: dict[str, dict[str, Agreement]] = {}
    for month in sorted(months):
        measured = measure_agreement(
            months[month], codebook=codebook, scales=scales, resamples=resamples, seed=seed
        )
        rows = {name: one for name, one in measured.variables.items() if one.n_pairable}
        if rows:
            overall = measured.overall
            found[month] = {**rows, OVERALL: replace(overall, left_out={})}
    return found
