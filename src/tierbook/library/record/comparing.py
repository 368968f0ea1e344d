"""Two codings of one document: which findings ended, which stand and are told otherwise, which values changed.

Pure functions over records. Nothing here knows what was published before: that is `noting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tierbook.coding import QUALITIES

__all__ = [
    "Differences",
    "Patch",
    "ValueChange",
    "compare_codings",
    "compare_values",
    "difference",
    "pack_words",
    "paragraphs_of",
    "places_of",
    "unpack_words",
]

Record = Mapping[str, Any]
_PLACE = ("level", "place")


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One published value that changed.

    `kind`: value, reading (the same value, said otherwise), withdrawn (a value, then silence), found (silence, then a
    value). `was` and `now` say what was and is published: value, qualities and words, or the name of the absence.
    """

    variable: str
    kind: str
    was: dict[str, Any]
    now: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Differences:
    """How the findings of two codings differ, by id.

    Attributes:
        ended: each finding that is gone, with the findings that stand in its place.
        same: of those, the ones that only have another id now.
        begun: findings that are new.
        changed: findings that stand and are told otherwise (another rule, another numbering).
        moved: how many variables have the same value from other words.
    """

    ended: dict[str, list[str]] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: int = 0


def compare_codings(before: Record, after: Record) -> Differences:
    """Return how the findings of two codings of one document differ."""
    old, new = _by_id(before), _by_id(after)
    found = Differences(begun=[i for i in new if i not in old])
    twins = {_without_id(new[i]): i for i in found.begun}
    places = _by_place(after["findings"])
    for name, finding in old.items():
        if name not in new:
            twin = twins.get(_without_id(finding))
            found.ended[name] = [twin] if twin else _instead(finding, places)
            if twin:
                found.same[name] = twin
        elif difference(before, finding, after, new[name]):
            found.changed.append(name)
    return found


@dataclass(frozen=True, slots=True)
class Patch:
    """What makes the record of one finding out of another's: fields to leave out, then fields to set.

    `paragraphs` tells whether a paragraph of the evidence reads otherwise.
    """

    set: dict[str, Any] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    paragraphs: bool = False

    def __bool__(self) -> bool:
        return bool(self.set or self.drop or self.paragraphs)

    def apply(self, finding: Record) -> dict[str, Any]:
        """Return the record that the patch makes."""
        kept = {name: value for name, value in finding.items() if name not in self.drop}
        return {**kept, **self.set}

    def after(self, first: Patch) -> Patch:
        """Return the patch that does what `first` does, then what this one does."""
        done = {name: value for name, value in first.set.items() if name not in self.drop}
        drop = tuple(sorted({*first.drop, *self.drop}))
        return Patch({**done, **self.set}, drop, first.paragraphs or self.paragraphs)

    def to_dict(self) -> dict[str, Any]:
        """Return what the journal holds of it."""
        return {"set": self.set, **({"drop": list(self.drop)} if self.drop else {})}

    @classmethod
    def from_dict(cls, row: Record) -> Patch:
        """Return the patch that the journal holds."""
        return cls(dict(row["set"]), tuple(row.get("drop", ())))


def difference(before: Record, old: Record, after: Record, new: Record) -> Patch:
    """Return what makes the old record of a finding out of the new one."""
    return Patch(
        {name: value for name, value in old.items() if name not in new or new[name] != value},
        tuple(sorted(name for name in new if name not in old)),
        paragraphs_of(before, old) != paragraphs_of(after, new),
    )


def paragraphs_of(coding: Record, finding: Record) -> list[dict[str, Any]]:
    """Return the paragraphs that hold the evidence of a finding, each with its text and its sentences.

    Each says how it is counted on the page: in its section, and under the heading that stands above it.
    """
    narrative = coding["narrative"]
    wanted = sorted({words["paragraph"] for words in finding["evidence"]})
    return [_paragraph(narrative, number) for number in wanted]


def pack_words(finding: Record, paragraphs: Iterable[Record]) -> dict[str, Any]:
    """Return a finding whose evidence leaves out the words that stand in its paragraphs."""
    by_number = {row["n"]: row for row in paragraphs}
    packed = []
    for words in finding["evidence"]:
        row = by_number.get(words["paragraph"])
        if row is not None and _words_in(row, words) == words["text"]:
            words = {name: value for name, value in words.items() if name != "text"}
        packed.append(words)
    return {**finding, "evidence": packed}


def unpack_words(finding: Record, paragraphs: Iterable[Record]) -> dict[str, Any]:
    """Return a finding with the words of its evidence, as they stand in its paragraphs."""
    by_number = {row["n"]: row for row in paragraphs}
    full = [
        words
        if "text" in words
        else {**words, "text": _words_in(by_number[words["paragraph"]], words)}
        for words in finding["evidence"]
    ]
    return {**finding, "evidence": full}


def _words_in(paragraph: Record, words: Record) -> str:
    start = paragraph["start"]
    text: str = paragraph["text"]
    return text[words["start"] - start : words["end"] - start] if words["start"] >= start else ""


def places_of(finding: Record) -> list[dict[str, Any]]:
    """Return the sentences of a finding's evidence, each once, with their words."""
    rows = {
        (e["paragraph"], e["sentence"]): {
            "paragraph": e["paragraph"],
            "sentence": e["sentence"],
            "text": e["text"],
        }
        for e in finding["evidence"]
    }
    return list(rows.values())


def compare_values(before: Record, after: Record) -> tuple[list[ValueChange], int]:
    """Return the values that changed between two codings, and how many kept their value and changed their words."""
    old, new = _by_variable(before["findings"]), _by_variable(after["findings"])
    changes: list[ValueChange] = []
    moved = 0
    for variable in sorted({*old, *new}):
        for one, other in _pairs(old.get(variable, []), new.get(variable, [])):
            change = _change(variable, one, other, before, after)
            if change is not None:
                changes.append(change)
            elif one and other and places_of(one) != places_of(other):
                moved += 1
    return changes, moved


def _by_variable(findings: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the findings of each variable, by level and place."""
    rows: dict[str, list[Record]] = {}
    for finding in findings:
        rows.setdefault(finding["variable"], []).append(finding)
    for some in rows.values():
        some.sort(key=lambda finding: [str(finding.get(name)) for name in _PLACE])
    return rows


def _by_id(coding: Record) -> dict[str, Record]:
    return {finding["id"]: finding for finding in coding["findings"]}


def _without_id(finding: Record) -> str:
    import orjson

    rest = {name: value for name, value in finding.items() if name != "id"}
    return orjson.dumps(rest, option=orjson.OPT_SORT_KEYS).decode()


def _by_place(findings: Iterable[Record]) -> dict[tuple[Any, ...], Record]:
    rows: dict[tuple[Any, ...], Record] = {}
    for finding in findings:
        key = (finding["variable"], *(finding.get(name) for name in _PLACE))
        number = 0
        while (*key, number) in rows:
            number += 1
        rows[(*key, number)] = finding
    return rows


def _instead(finding: Record, places: Mapping[tuple[Any, ...], Record]) -> list[str]:
    """Return the ids that answer the same question now: at the same level and place where there is one."""
    exact = places.get((finding["variable"], *(finding.get(name) for name in _PLACE), 0))
    if exact is not None:
        return [exact["id"]]
    return [row["id"] for key, row in places.items() if key[0] == finding["variable"]]


def _paragraph(narrative: Record, number: int) -> dict[str, Any]:
    text = narrative["text"]
    if number == 0:
        line = narrative.get("tier_line") or {"start": 0, "end": 0}
        row: dict[str, Any] = {"n": 0, "pillar": None, **line}
    else:
        row = next(p for p in narrative["paragraphs"] if p["n"] == number)
    headings = narrative.get("headings") or []
    above = [h for h in headings if h["start"] < row["start"]]
    since = above[-1]["start"] if above else -1
    before = [p for p in narrative["paragraphs"] if p["n"] <= number]
    return {
        "n": number,
        "start": row["start"],
        "end": row["end"],
        "pillar": row["pillar"],
        "heading": row.get("heading"),
        "link": row.get("link"),
        "in_section": sum(p["pillar"] == row["pillar"] for p in before),
        "under": {"start": since, "text": above[-1]["text"]} if above else None,
        "headed": bool(headings),
        "within": sum(p["start"] > since for p in before),
        "text": text[row["start"] : row["end"]],
        "sentences": [
            {name: value for name, value in s.items() if name != "paragraph"}
            for s in narrative["sentences"]
            if s["paragraph"] == number
        ],
    }


def _pairs(was: list[Record], now: list[Record]) -> list[tuple[Record | None, Record | None]]:
    """Pair the findings of a variable: by level and place, what is left over in its order."""
    pairs: list[tuple[Record | None, Record | None]] = []
    left = list(now)
    rest: list[Record] = []
    for one in was:
        other = next((o for o in left if all(o.get(n) == one.get(n) for n in _PLACE)), None)
        if other is None:
            rest.append(one)
        else:
            left.remove(other)
            pairs.append((one, other))
    pairs += [(one, left.pop(0) if left else None) for one in rest]
    return pairs + [(None, other) for other in left]


def _change(
    variable: str, one: Record | None, other: Record | None, before: Record, after: Record
) -> ValueChange | None:
    if one is None:
        assert other is not None
        silent = _absence(before, variable)
        published = silent is not None or any(f["variable"] == variable for f in before["findings"])
        if not published:
            return None  # the question is new: nothing that was published changed
        was = {"absence": silent} if silent else {"absence": None}
        return ValueChange(variable, "found", was, _said(other))
    if other is None:
        return ValueChange(
            variable, "withdrawn", _said(one), {"absence": _absence(after, variable)}
        )
    if one["value"] != other["value"] or any(one.get(n) != other.get(n) for n in _PLACE):
        return ValueChange(variable, "value", _said(one), _said(other))
    # A page prints the qualities beside a value: a change of one is a change of what was published.
    if any((one.get(name) or None) != (other.get(name) or None) for name in QUALITIES):
        return ValueChange(variable, "reading", _said(one), _said(other))
    return None


def _absence(coding: Record, variable: str) -> str | None:
    """Return the name of a variable's absence; None where the coding doesn't know the variable, or has a value."""
    for row in coding.get("absences") or ():
        if row["variable"] == variable:
            return str(row["absence"])
    return "not_asked" if variable in (coding.get("not_asked") or ()) else None


def _said(finding: Record) -> dict[str, Any]:
    return {
        "finding": finding["id"],
        "value": finding["value"],
        **{name: finding[name] for name in (*_PLACE, *QUALITIES) if finding.get(name)},
        "words": places_of(finding),
    }
