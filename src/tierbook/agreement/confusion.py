"""Which answer was taken for which: yes, no, mixed, not reported, not stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tierbook.agreement.gold import variable_id
from tierbook.agreement.reading import GoldReading, weighed
from tierbook.agreement.scoring import share
from tierbook.codebook import load_codebook

__all__ = ["ANSWERS", "Confusion", "yes_no_variables"]

ANSWERS = ("yes", "no", "mixed", "not_reported", "not_stated")


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the label was the row and our value the column, over the texts in which the variable is scored.

    Two readers of one text weigh half each. Labels never say `not_reported` where their rules write `no`.
    """

    cells: Mapping[tuple[str, str], float]

    @classmethod
    def of(cls, readings: Iterable[GoldReading], variable: str) -> Confusion:
        """Count one variable's answers."""
        rows = [r for r in readings if variable in r.scored]
        cells: dict[tuple[str, str], float] = {}
        for row, weight in weighed(rows):
            finding = row.coding.get(variable)
            theirs = str(row.text.values.get(variable, "not_stated"))
            pair = (theirs, str(finding.value) if finding else "not_stated")
            cells[pair] = cells.get(pair, 0.0) + weight
        return cls(cells)

    @property
    def agreed(self) -> float | None:
        """Return the share of texts in which both say the same, where either states something."""
        stated = {pair: n for pair, n in self.cells.items() if pair != ("not_stated", "not_stated")}
        whole = sum(stated.values())
        same = sum(n for (theirs, ours), n in stated.items() if _same(theirs) == _same(ours))
        return share(same, whole)

    def to_dict(self) -> dict[str, dict[str, float]]:
        """Return label to our value to number of texts."""
        return {
            theirs: {
                ours: round(self.cells.get((theirs, ours), 0.0), 2)
                for ours in ANSWERS
                if self.cells.get((theirs, ours))
            }
            for theirs in ANSWERS
            if any(pair[0] == theirs for pair in self.cells)
        }


def yes_no_variables(*, government: bool = False) -> frozenset[str]:
    """Return the yes/no variables of the codebook, by the ids that labels use; or those of the government alone."""
    return frozenset(
        variable_id(variable.id)
        for variable in load_codebook().variables.values()
        if variable.type == "yes_no" and (variable.government or not government)
    )


def _same(answer: str) -> str:
    return "no" if answer == "not_reported" else answer
