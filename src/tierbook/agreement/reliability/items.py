"""Answers laid side by side: one item for what several coders were asked of one unit; and what was left out, counted.

Only blind answers count. An answer given with a proposal in view, one that settles a difference, an empty one, and one
that its coder replaced later are left out and counted as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tierbook.agreement.answers import PROPOSAL, Answer
from tierbook.agreement.reliability.scales import Label, Scale, label_of

__all__ = ["LEFT_OUT", "NOT_LISTED", "Item", "LaidOut", "ScaleOf", "lay_out"]

ScaleOf = Callable[[str], Scale]
NOT_LISTED = "not_listed"  # of a figure: the coder answered, and did not list this one
LEFT_OUT = {
    "primed": "given with a proposed value in view",
    "adjudicated": "that settle a difference",
    "missing": "without a value",
    "replaced": "that their coder replaced later",
}


@dataclass(frozen=True, slots=True)
class Item:
    """What several coders said of one thing: a variable of a unit, at one level and place; or one figure of it.

    `labels` are what is compared, `answers` what was answered, both by coder.
    """

    unit: str
    variable: str
    level: str | None
    place: str | None
    figure: str | None
    labels: Mapping[str, Label]
    answers: Mapping[str, Answer]

    @property
    def agreed(self) -> bool:
        """Tell whether all labels are the same."""
        return len(set(self.labels.values())) < 2


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Items by variable, in the order of variables and units; and by variable what was left out, with its reason."""

    items: Mapping[str, tuple[Item, ...]]
    left_out: Mapping[str, Mapping[str, int]]
    scales: Mapping[str, Scale]

    def total_left_out(self) -> dict[str, int]:
        """Return the answers left out over all variables, by reason."""
        total: Counter[str] = Counter()
        for counts in self.left_out.values():
            total.update(counts)
        return {reason: total[reason] for reason in LEFT_OUT}


def lay_out(answers: Iterable[Answer], scale_of: ScaleOf, without: Collection[str] = ()) -> LaidOut:
    """Lay answers side by side.

    Args:
        answers: in the order in which they were given; of two blind ones to the same question by one coder the later
            counts.
        scale_of: variable to its scale.
        without: coders that are set apart (programs), and not counted as left out either.
    """
    given = list(answers)
    texts: dict[str, set[str]] = {}
    for answer in given:
        texts.setdefault(answer.unit, set()).add(answer.document)
    left: dict[str, Counter[str]] = {}
    kept: dict[str, dict[tuple[str, str, str], dict[str, Answer]]] = {}
    for answer in given:
        if answer.coder in without:
            continue
        out = left.setdefault(answer.variable, Counter())
        reason = _reason(answer)
        if reason:
            out[reason] += 1
            continue
        # A narrative and a summary of one country and edition are two texts, and never compared.
        copies = len(texts[answer.unit] - {""}) > 1
        unit = (answer.document or answer.unit) if copies else answer.unit
        facet = (unit, answer.level or "", answer.place or "")
        said = kept.setdefault(answer.variable, {}).setdefault(facet, {})
        out["replaced"] += answer.coder in said
        said[answer.coder] = answer
    scales = {variable: scale_of(variable) for variable in left}
    items = {
        variable: tuple(_items(variable, kept.get(variable, {}), scales[variable]))
        for variable in sorted(left)
    }
    counts = {
        variable: {reason: left[variable][reason] for reason in LEFT_OUT} for variable in items
    }
    return LaidOut(items, counts, scales)


def _reason(answer: Answer) -> str | None:
    if answer.adjudicated:
        return "adjudicated"
    if answer.shown == PROPOSAL:
        return "primed"
    return "missing" if answer.value is None else None


@dataclass(slots=True)
class _Facets:
    """The answers to one variable of one unit, by level and place."""

    by: dict[tuple[str, str], dict[str, Answer]] = field(default_factory=dict)


def _items(
    variable: str, kept: Mapping[tuple[str, str, str], dict[str, Answer]], scale: Scale
) -> Iterator[Item]:
    units: dict[str, _Facets] = {}
    for (unit, level, place), given in kept.items():
        units.setdefault(unit, _Facets()).by[level, place] = given
    for unit in sorted(units):
        facets = units[unit].by
        # Who answers for the whole variable answers for each level and place that others tell apart.
        whole = facets.pop(("", ""), {}) if len(facets) > 1 else {}
        for level, place in sorted(facets):
            given = {**whole, **facets[level, place]}
            item = Item(
                unit, variable, level or None, place or None, None, {}, dict(sorted(given.items()))
            )
            yield from _figures(item, scale) if scale.number else (_labelled(item, scale),)


def _labelled(item: Item, scale: Scale) -> Item:
    return replace(
        item, labels={coder: label_of(a.value, scale) for coder, a in item.answers.items()}
    )


def _figures(item: Item, scale: Scale) -> Iterator[Item]:
    """Yield an item for each figure that one coder lists; where none lists any, one for their words."""
    listed: dict[str, dict[str, Label]] = {}
    words: dict[str, Label] = {}
    for coder, answer in item.answers.items():
        value = answer.value
        if not isinstance(value, list | tuple):
            words[coder] = label_of(value, scale)
            continue
        if not value:
            words[coder] = NOT_LISTED
        for row in value:
            if isinstance(row, Mapping):
                name = " · ".join(str(row[f]) for f in scale.elements if row.get(f) is not None)
                number = row.get(scale.number or "")
            else:
                name, number = "", row
            listed.setdefault(name, {})[coder] = label_of(number, scale)
    if not listed:
        yield replace(item, labels=words)
    for name in sorted(listed):
        labels = {
            coder: listed[name].get(coder, words.get(coder, NOT_LISTED)) for coder in item.answers
        }
        yield replace(item, figure=name or None, labels=labels)
