"""The gap between paper and practice, and between what is done abroad and at home, in a text and over two.

Three things make a gap: a variable whose finding at law is further than its finding in practice; one whose finding
abroad stands beside one at home that is no or weak; and a pair of variables that `gaps.yaml` names. Each side has its
words. A gap is new, or answered, only where the other text speaks of both sides and shows none; else it was *read in
one text alone*, which opens and closes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from tierbook.codebook import load_codebook
from tierbook.dossier.changes.variables import in_turn
from tierbook.dossier.held import HeldText, Quote
from tierbook.files import load_yaml

__all__ = ["Gap", "GapInText", "GapSide", "compare_gaps", "gaps_of"]

Row = Mapping[str, Any]
GapKind = Literal["paper", "abroad"]
Fate = Literal["new", "stands", "answered", "in_later_alone", "in_earlier_alone"]

_SAID = ("yes", "mixed")
_TYPE = "yes_no"


@dataclass(frozen=True, slots=True)
class GapSide:
    """One side of a gap: the law, the plan, the act abroad; or practice, what is done at home.

    Attributes:
        variable: id of the variable.
        value: its value, None where the text is silent.
        quality: weak, strong or None.
        absence: the name of the silence, None where there is a value.
        quotes: the words; none for a silence.
    """

    variable: str
    value: object
    quality: str | None
    absence: str | None
    quotes: tuple[Quote, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "variable": self.variable,
            "value": self.value,
            "quality": self.quality,
            "absence": self.absence,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class GapInText:
    """A gap as one text shows it.

    Attributes:
        id: name of the pair in `gaps.yaml`, or the variable where both sides are one.
        kind: `paper` (and practice) or `abroad` (and home).
        label: what it is about.
        on: the side that is further: paper, or abroad.
        but: the side that falls short: practice, or home.
    """

    id: str
    kind: GapKind
    label: str
    on: GapSide
    but: GapSide

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "on": self.on.to_dict(),
            "but": self.but.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap over two texts.

    Attributes:
        id: its name.
        kind: `paper` or `abroad`.
        label: what it is about.
        before: as the earlier text shows it, None where it doesn't.
        after: as the later text shows it, None where it doesn't.
        fate: `new` (the earlier text speaks of both sides and shows no gap), `stands`, `answered` (the later text does
            so); `in_later_alone` and `in_earlier_alone` where the other text was not read to speak of both.
    """

    id: str
    kind: GapKind
    label: str
    before: GapInText | None
    after: GapInText | None
    fate: Fate

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the words of both sides, those of the later text first."""
        shown = [gap for gap in (self.after, self.before) if gap is not None]
        return tuple(q for gap in shown for q in in_turn(gap.on.quotes, gap.but.quotes))

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "fate": self.fate,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
        }


def gaps_of(text: HeldText) -> tuple[GapInText, ...]:
    """Return the gaps that a text shows: paper and practice first, then abroad and home."""
    own = list(_of_one_variable(text))
    paired = [gap for pair in _pairs() if (gap := _of_pair(text, pair)) is not None]
    found: dict[object, GapInText] = {}
    for gap in (*own, *paired):
        # Two pairs that rest on the same words are one row: the first that holds.
        words = tuple((q.start, q.end) for side in (gap.on, gap.but) for q in side.quotes)
        found.setdefault((gap.kind, words), gap)
    return tuple(sorted(found.values(), key=lambda gap: gap.kind != "paper"))


def compare_gaps(before: HeldText, after: HeldText) -> tuple[Gap, ...]:
    """Return the gaps of two texts, those of the later one first in each kind.

    Args:
        before: the earlier text.
        after: the later one, of the same kind.
    """
    earlier = {(gap.kind, gap.label): gap for gap in gaps_of(before)}
    later = {(gap.kind, gap.label): gap for gap in gaps_of(after)}
    found = [
        _join(earlier[key], gap, "stands")
        if key in earlier
        else _join(None, gap, "new" if _speaks(before, gap) else "in_later_alone")
        for key, gap in later.items()
    ]
    found += [
        _join(gap, None, "answered" if _speaks(after, gap) else "in_earlier_alone")
        for key, gap in earlier.items()
        if key not in later
    ]
    return tuple(sorted(found, key=lambda gap: gap.kind != "paper"))


def _join(before: GapInText | None, after: GapInText | None, fate: Fate) -> Gap:
    gap = after or before
    if gap is None:
        raise ValueError("a gap stands in one of the two texts at least")
    return Gap(gap.id, gap.kind, gap.label, before, after, fate)


def _speaks(text: HeldText, gap: GapInText) -> bool:
    """Tell whether a text that doesn't show a gap speaks of both of its sides, so that its words answer it."""
    pair = next((p for p in _pairs() if (p.kind, p.label) == (gap.kind, gap.label)), None)
    if pair is not None:
        said = bool(text.all_of(gap.on.variable) and text.all_of(gap.but.variable))
        # Both sides still stand as they did, only not so near each other: nothing is answered.
        return said and _of_pair(text, replace(pair, near="text")) is None
    rows = text.all_of(gap.on.variable)
    if gap.kind == "paper":
        return any(r["level"] == "law" for r in rows) and any(r["level"] != "law" for r in rows)
    return any(r["place"] == "abroad" for r in rows) and any(r["place"] != "abroad" for r in rows)


def _of_one_variable(text: HeldText) -> Iterator[GapInText]:
    """Yield the gaps inside one variable: law and practice, abroad and home."""
    variables = load_codebook("tip").variables
    for name, rows in sorted(text.by_variable.items()):
        if len(rows) == 1:
            continue
        known = variables.get(name)
        if known is None or known.type != _TYPE:
            continue
        law = _first(rows, level="law")
        practice = _first(rows, level="practice") or _first(rows, level=None)
        if law is not None and practice is not None and _short(law, practice):
            sides = _side(text, law), _side(text, practice)
            yield GapInText(name, "paper", known.label, *sides)
        abroad = _first(rows, place="abroad")
        home = _first(rows, place="home") or _first(rows, place=None)
        if abroad is not None and home is not None and _short(abroad, home):
            sides = _side(text, abroad), _side(text, home)
            yield GapInText(name, "abroad", known.label, *sides)


def _first(rows: Sequence[Row], **wanted: str | None) -> Row | None:
    return next((r for r in rows if all(r[key] == value for key, value in wanted.items())), None)


def _short(on: Row, but: Row) -> bool:
    """Tell whether the second finding falls short of the first: no, or mixed beside yes, or the weaker."""
    if on["value"] not in _SAID:
        return False
    if but["value"] == "no" or (but["value"] == "mixed" and on["value"] == "yes"):
        return True
    return bool(but["value"] in _SAID and but["quality"] == "weak" and on["quality"] != "weak")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a side of a pair has to be."""

    variable: str
    values: tuple[str, ...]
    weak: bool
    silent: bool

    def holds(self, finding: Row) -> bool:
        value = finding["value"]
        said = value if isinstance(value, list) else [value]
        if any(item in self.values for item in said):
            return True
        return self.weak and value in _SAID and finding["quality"] == "weak"


@dataclass(frozen=True, slots=True)
class _Pair:
    """An entry of `gaps.yaml`."""

    id: str
    kind: GapKind
    label: str
    on: _Asked
    but: _Asked
    near: str


@cache
def _pairs() -> tuple[_Pair, ...]:
    content: Mapping[str, Any] = load_yaml(files("tierbook.dossier.changes") / "gaps.yaml")
    kinds: tuple[GapKind, ...] = ("paper", "abroad")
    return tuple(
        _Pair(row["id"], kind, row["label"], _asked(row["on"]), _asked(row["but"]), row["near"])
        for kind in kinds
        for row in content[kind]
    )


def _asked(row: Mapping[str, Any]) -> _Asked:
    return _Asked(
        row["variable"],
        tuple(row["values"]),
        row.get("weak") == "yes",
        row.get("silent") == "yes",
    )


def _of_pair(text: HeldText, pair: _Pair) -> GapInText | None:
    """Return the gap that a pair makes in a text, or None."""
    ons = [row for row in text.all_of(pair.on.variable) if pair.on.holds(row)]
    if pair.kind == "paper":
        ons = [row for row in ons if row["place"] != "abroad"]
    if not ons:
        return None
    buts = [row for row in text.all_of(pair.but.variable) if row["place"] != "abroad"]
    if not buts:
        silent = pair.but.silent and text.whole
        if not silent:
            return None
        absence = text.absence(pair.but.variable) or "not_stated"
        side = GapSide(pair.but.variable, None, None, absence, ())
        return GapInText(pair.id, pair.kind, pair.label, _side(text, ons[0]), side)
    for on in ons:
        for but in buts:
            if pair.but.holds(but) and _near(text, on, but, pair.near):
                sides = _side(text, on), _side(text, but)
                return GapInText(pair.id, pair.kind, pair.label, *sides)
    return None


def _near(text: HeldText, on: Row, but: Row, near: str) -> bool:
    if near == "text":
        return True
    places = [
        {(q.paragraph, q.sentence if near == "sentence" else 0) for q in text.quotes(finding)}
        for finding in (on, but)
    ]
    return bool(places[0] & places[1])


def _side(text: HeldText, finding: Row) -> GapSide:
    return GapSide(
        finding["variable"], finding["value"], finding["quality"], None, text.quotes(finding)
    )
