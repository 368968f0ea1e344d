"""The units that divide the coders, and the words that each of them pointed at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from tierbook.agreement.answers import Answer
from tierbook.agreement.reliability.items import LaidOut, lay_out
from tierbook.agreement.reliability.matrices import label_text
from tierbook.agreement.reliability.measure import scales_from
from tierbook.agreement.reliability.scales import Scale
from tierbook.agreement.reliability.unitising import Span
from tierbook.codebook import Codebook

__all__ = ["Divided", "divided_items", "find_divided"]

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Divided:
    """One thing on which coders differ: what each said, where each saw it, and how far they are apart (0 to 1).

    `apart` is the mean distance over the pairs of coders on the scale of the variable; on ordinal and interval scales
    the share of pairs that differ.
    """

    unit: str
    variable: str
    level: str | None
    place: str | None
    figure: str | None
    apart: float
    values: Mapping[str, str]
    spans: Mapping[str, tuple[Span, ...]]
    document: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        record = {name: getattr(self, name) for name in self.__slots__}
        spans = {coder: [list(span) for span in some] for coder, some in self.spans.items()}
        return {**record, "values": dict(self.values), "spans": spans}


def find_divided(
    answers: Iterable[Answer],
    *,
    codebook: Codebook | None = None,
    scales: Mapping[str, Scale] | None = None,
    programs: Collection[str] = (),
) -> list[Divided]:
    """Return what divides coders, by variable, the widest apart first."""
    return divided_items(lay_out(answers, scales_from(codebook, scales), programs))


def divided_items(laid: LaidOut) -> list[Divided]:
    """Return the same of answers that are laid side by side already."""
    rows = []
    for variable, items in laid.items.items():
        scale = laid.scales[variable]
        for item in items:
            if item.agreed:
                continue
            pairs = list(combinations(item.labels.values(), 2))
            measured = (
                scale.apart(one, other) if scale.name == "set" else float(one != other)
                for one, other in pairs
            )
            rows.append(
                Divided(
                    unit=item.unit,
                    variable=variable,
                    level=item.level,
                    place=item.place,
                    figure=item.figure,
                    apart=round(sum(measured) / len(pairs), _DIGITS),
                    values={coder: label_text(label) for coder, label in item.labels.items()},
                    spans={coder: a.spans for coder, a in item.answers.items() if a.spans},
                    document=next((a.document for a in item.answers.values() if a.document), ""),
                )
            )
    return sorted(rows, key=lambda row: (row.variable, -row.apart, row.unit))
