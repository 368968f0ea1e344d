"""On which scale a variable is compared, and how far two answers lie apart on it.

The rules by type stand in `scales.yaml`. MASI: R. Passonneau, Measuring agreement on set-valued items (MASI) for
semantic and pragmatic annotation, LREC 2006; it is Jaccard's likeness times 1 for equal sets, 2/3 where one holds the
other, 1/3 where they overlap, 0 where they share nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log1p
from typing import Any, Literal

from tierbook.codebook import Codebook
from tierbook.errors import WrongUse
from tierbook.files import load_yaml

__all__ = [
    "NOMINAL",
    "Label",
    "Scale",
    "ScaleName",
    "jaccard_distance",
    "label_of",
    "masi_distance",
    "scale_named",
    "scale_of",
]

ScaleName = Literal["nominal", "ordinal", "interval", "ratio", "set"]
Label = Hashable  # str, float or frozenset: what an answer is compared as
_NAMES = ("nominal", "ordinal", "interval", "ratio", "log", "masi", "jaccard")


@dataclass(frozen=True, slots=True)
class Scale:
    """How answers to one variable are compared.

    Attributes:
        name: nominal, ordinal, interval, ratio, set.
        order: the codes from the least to the most (ordinal); none where answers are numbers in their own order.
        log: whether numbers n stand as log(1 + n) (interval).
        distance: `masi` or `jaccard` (set).
        elements: fields of a row that make it the same row.
        number: field that holds the number, where each row is a figure of its own.
    """

    name: ScaleName = "nominal"
    order: tuple[str, ...] = ()
    log: bool = False
    distance: str = "masi"
    elements: tuple[str, ...] = ()
    number: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return what a reader has to know: the scale, and the order, distance or transformation on it."""
        record: dict[str, object] = {"scale": self.name}
        if self.name == "ordinal":
            record["order"] = list(self.order) or "numbers"
        if self.name == "interval":
            record["of"] = "log(1 + n)" if self.log else "n"
        if self.name == "set":
            record["distance"] = self.distance
        return record

    def explain(self) -> str:
        """Say it in a few words."""
        if self.name == "ordinal":
            return f"ordinal ({' < '.join(self.order)})" if self.order else "ordinal"
        if self.name == "interval":
            return "interval on log(1 + n)" if self.log else "interval"
        if self.name == "set":
            return f"set-valued, {'MASI' if self.distance == 'masi' else 'Jaccard'} distance"
        return self.name

    def point(self, label: Label) -> float | None:
        """Return where a label lies on an ordinal or interval scale; None where it has no place on it."""
        if self.name == "ordinal" and self.order:
            return float(self.order.index(str(label))) if label in self.order else None
        number = _number(label)
        if number is None or self.name not in ("ordinal", "interval"):
            return None
        return log1p(max(number, 0.0)) if self.log else number

    def apart(self, one: Label, other: Label) -> float:
        """Return how far two labels lie apart, from 0 to 1, on a nominal, ratio or set scale."""
        if one == other:
            return 0.0
        if isinstance(one, float) and isinstance(other, float):
            return ((one - other) / (one + other)) ** 2 if one + other else 1.0
        if not isinstance(one, frozenset) or not isinstance(other, frozenset):
            return 1.0
        measure = jaccard_distance if self.distance == "jaccard" else masi_distance
        return measure(one, other)


NOMINAL = Scale()


def scale_of(variable: str, codebook: Codebook | None) -> Scale:
    """Return the scale of a variable by its type in the codebook; nominal where no codebook knows it."""
    found = codebook.variables.get(variable) if codebook else None
    if found is None:
        return NOMINAL
    rules = _rules()
    order = rules["orders"].get(found.vocabulary) if found.type == "category" else None
    if order:
        return Scale("ordinal", tuple(order))
    row = rules["types"].get(found.type, {"scale": "nominal"})
    return Scale(
        name=row["scale"],
        log=row.get("of") == "log",
        distance=row.get("distance", "masi"),
        elements=tuple(row.get("elements", ())),
        number=row.get("number"),
    )


def scale_named(name: str) -> Scale:
    """Return the scale that a user names: nominal, ordinal, interval, log, masi, jaccard, or an order `low<mid<high`.

    Raises:
        WrongUse: it is none of them.
    """
    if "<" in name:
        return Scale("ordinal", tuple(part.strip() for part in name.split("<")))
    if name in ("masi", "jaccard"):
        return Scale("set", distance=name)
    if name == "log":
        return Scale("interval", log=True)
    if name in ("nominal", "ordinal", "interval", "ratio"):
        return Scale(name)  # type: ignore[arg-type]
    raise WrongUse(
        f"{name!r} is no scale",
        remedy=f"give one of {', '.join(_NAMES)}, or an order: low<middle<high",
    )


def label_of(value: object, scale: Scale) -> Label:
    """Return what a value is compared as on a scale: a word, a number, or a set of elements.

    Words that stand for a whole answer (`not_stated`, `not_reported`) stay words on every scale.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        value = [value]
    if isinstance(value, list | tuple | set | frozenset):
        return frozenset(_element(part, scale) for part in value)
    if scale.name in ("interval", "ordinal", "ratio") and not scale.order:
        number = _number(value)
        if number is not None:
            return number
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def masi_distance(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the MASI distance of two sets."""
    shared, together = len(one & other), len(one | other)
    if not together or one == other:
        return 0.0
    if not shared:
        return 1.0
    holds = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - shared / together * holds


def jaccard_distance(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the share of elements that only one of two sets has."""
    together = len(one | other)
    return 1 - len(one & other) / together if together else 0.0


def _element(part: object, scale: Scale) -> Label:
    if not isinstance(part, Mapping):
        return str(part)
    for names in (scale.elements, sorted(part)):
        said = tuple((name, str(part[name])) for name in names if part.get(name) is not None)
        if said:
            return said
    return ()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = load_yaml(files("tierbook.agreement.reliability") / "scales.yaml")
    return rules
