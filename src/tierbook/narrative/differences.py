"""How two manifestations of a work differ: place by place, and whether by more than their typography.

Sentences, headings and the tier line are set against each other first, whole ones by equality; what is left over is
set against what is left over at the same place, word by word. Sentences that stand whole in both, in another order,
are named as such. Nothing is taken for equal that differs by more than typography (`tierbook.text.FOLDED`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tierbook.errors import WrongUse
from tierbook.narrative.narrative import Narrative
from tierbook.text import Tokens, align, typographic_kinds

__all__ = [
    "Comparison",
    "Difference",
    "LaidOut",
    "Part",
    "comparable_tokens",
    "compare_manifestations",
]

Kind = Literal["tier line", "heading", "paragraph", "sentence", "words", "place", "typography"]
UnitKind = Literal["tier line", "heading", "sentence"]

LONGEST = 60_000  # tokens that can be set against each other
_STRAY = 3  # a run of so few words between two gaps is chance
_HELD = 0.4  # of a sentence that must stand in another for the two to be one sentence changed


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, the tier line or a sentence of a text; `paragraph` and `sentence` as numbered, 0 for a heading."""

    kind: UnitKind
    start: int
    end: int
    paragraph: int = 0
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A text and its units in their order: what a comparison needs of a Narrative."""

    text: str
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, narrative: Narrative) -> LaidOut:
        """Lay out a Narrative."""
        headings = [(h.start, h.end) for h in narrative.headings]
        sentences = [(s.start, s.end, s.paragraph, s.n) for s in narrative.sentences]
        return cls._of(narrative.text, headings, sentences)

    @classmethod
    def of_record(cls, narrative: Mapping[str, Any]) -> LaidOut:
        """Lay out the `narrative` object of a coding."""
        headings = [(h["start"], h["end"]) for h in narrative.get("headings") or ()]
        sentences = [
            (s["start"], s["end"], s["paragraph"], s["sentence"]) for s in narrative["sentences"]
        ]
        return cls._of(narrative["text"], headings, sentences)

    @classmethod
    def _of(
        cls,
        text: str,
        headings: Iterable[tuple[int, int]],
        sentences: Iterable[tuple[int, int, int, int]],
    ) -> LaidOut:
        units = [Unit("heading", *span) for span in headings]
        units += [Unit("sentence" if row[2] else "tier line", *row) for row in sentences]
        return cls(text, tuple(sorted(units, key=lambda unit: unit.start)))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one side of a difference; `changed` words are those that the other side hasn't."""

    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two texts differ.

    `kind`: a tier line, heading, paragraph or sentence that only one has, or in other words; `words` where a sentence
    of both differs in some; `place` where it stands elsewhere; `typography` where only that differs, of the kinds in
    `how`. A side that has nothing there has the empty span at which it lacks it. `paragraph` and `sentence` are those
    where the side begins, None where it has nothing.
    """

    kind: Kind
    a: tuple[int, int]
    b: tuple[int, int]
    a_parts: tuple[Part, ...]
    b_parts: tuple[Part, ...]
    a_place: tuple[int, int] | None
    b_place: tuple[int, int] | None
    how: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, each side as words, with the words that the other lacks."""
        return {
            "kind": self.kind,
            "how": list(self.how),
            "a": _side(self.a, self.a_place, self.a_parts),
            "b": _side(self.b, self.b_place, self.b_parts),
        }


def _side(
    span: tuple[int, int], place: tuple[int, int] | None, parts: tuple[Part, ...]
) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "start": span[0],
        "end": span[1],
        "paragraph": place[0],
        "sentence": place[1],
        "text": "".join(part.words for part in parts),
        "changed": [part.words for part in parts if part.changed],
    }


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences of two texts in the order of the first; `same` counts the sentences that both have alike."""

    differences: tuple[Difference, ...]
    same: int
    typography: tuple[tuple[str, int], ...]

    @property
    def real(self) -> tuple[Difference, ...]:
        """The differences that are more than typography."""
        return tuple(d for d in self.differences if d.kind != "typography")

    def __str__(self) -> str:
        count = len(self.real)
        if count:
            return f"{count} difference{'' if count == 1 else 's'}"
        return "identical but for typography" if self.typography else "identical"

    def to_dict(self) -> dict[str, object]:
        """Return the summary, counts and differences."""
        return {
            "summary": str(self),
            "same": self.same,
            "typography": dict(self.typography),
            "differences": [d.to_dict() for d in self.differences],
        }


def compare_manifestations(a: Narrative | LaidOut, b: Narrative | LaidOut) -> Comparison:
    """Say where two texts differ.

    Args:
        a: the first text.
        b: the second.

    Raises:
        WrongUse: a text is too long to be set against another.
    """
    one, two = (side if isinstance(side, LaidOut) else LaidOut.of(side) for side in (a, b))
    return _Comparing(_Side(one), _Side(two)).run()


def comparable_tokens(text: str) -> Tokens:
    """Return the tokens of a text that is to be aligned with another; time and memory grow with the product of both.

    Raises:
        WrongUse: the text is too long.
    """
    tokens = Tokens.of(text)
    if len(tokens.keys) > LONGEST:
        raise WrongUse(
            f"a text of {len(tokens.keys)} words and signs is too long to be compared",
            why=f"texts of up to {LONGEST} are set against each other word by word",
            remedy="give narratives of one country, not whole reports",
        )
    return tokens


class _Side:
    """One text: its tokens, its units, and which tokens each unit has."""

    def __init__(self, laid: LaidOut) -> None:
        self.text = laid.text
        self.tokens = comparable_tokens(laid.text)
        self.units: list[Unit] = []
        self.ranges: list[tuple[int, int]] = []
        for unit in laid.units:
            low, high = self.tokens.within(unit.start, unit.end)
            if low < high:
                self.units.append(unit)
                self.ranges.append((low, high))
        self.keys = [self.tokens.keys[low:high] for low, high in self.ranges]

    def place(self, n: int) -> tuple[int, int]:
        return self.units[n].paragraph, self.units[n].sentence

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return the span of units from `low` up to `high`, exclusive; empty where they are the same."""
        if low < high:
            return self.units[low].start, self.units[high - 1].end
        at = self.units[low].start if low < len(self.units) else len(self.text)
        return at, at


class _Comparing:
    def __init__(self, a: _Side, b: _Side) -> None:
        self.a, self.b = a, b
        self.found: list[tuple[tuple[int, int], Difference]] = []
        self.same = 0
        self.typography: Counter[str] = Counter()

    def run(self) -> Comparison:
        a, b = self.a, self.b
        whole = align(a.keys, b.keys)
        for i, j, n in whole.runs:
            for k in range(n):
                self._equal(i + k, j + k)
        moved_a, moved_b = self._moved(whole.gaps())
        for low_a, high_a, low_b, high_b in whole.gaps():
            self._gap(
                [n for n in range(low_a, high_a) if n not in moved_a],
                [n for n in range(low_b, high_b) if n not in moved_b],
                (low_a, low_b),
            )
        ordered = tuple(difference for _, difference in sorted(self.found, key=lambda row: row[0]))
        return Comparison(ordered, self.same, tuple(sorted(self.typography.items())))

    def _equal(self, i: int, j: int, kind: Kind = "typography") -> None:
        """Note two units with the same words: nothing, or what their typography differs in."""
        self.same += self.a.units[i].kind == "sentence"
        one, two = (
            side.text[slice(*side.span(n, n + 1))] for side, n in ((self.a, i), (self.b, j))
        )
        how = typographic_kinds(one, two) if one != two else ()
        self.typography.update(how)
        if how or kind == "place":
            whole = (Part(one, changed=False),), (Part(two, changed=False),)
            self._add(kind, (i, i + 1), (j, j + 1), whole, how)

    def _moved(self, gaps: Iterable[tuple[int, int, int, int]]) -> tuple[set[int], set[int]]:
        """Note units that stand whole in both texts, once among what is left over, in another order."""
        left: list[dict[tuple[str, ...], list[int]]] = [defaultdict(list), defaultdict(list)]
        for low_a, high_a, low_b, high_b in gaps:
            for found, side, low, high in (
                (left[0], self.a, low_a, high_a),
                (left[1], self.b, low_b, high_b),
            ):
                for n in range(low, high):
                    found[side.keys[n]].append(n)
        moved_a, moved_b = set(), set()
        for key, places in left[0].items():
            others = left[1].get(key, [])
            if len(places) == len(others) == 1:
                moved_a.add(places[0])
                moved_b.add(others[0])
                self._equal(places[0], others[0], "place")
        return moved_a, moved_b

    def _gap(self, in_a: list[int], in_b: list[int], at: tuple[int, int]) -> None:
        """Note what stands between two places at which the texts agree."""
        groups, alone_a, alone_b = _pair(self.a, self.b, in_a, in_b)
        for side, alone, first in ((self.a, alone_a, True), (self.b, alone_b, False)):
            for low, high in _stretches(side, alone):
                self._alone(side, low, high, first=first, at=at)
        for units_a, units_b in groups:
            low_a, high_a, low_b, high_b = units_a[0], units_a[-1] + 1, units_b[0], units_b[-1] + 1
            parts_a, parts_b, differs = _parts(self.a, self.b, (low_a, high_a), (low_b, high_b))
            how: tuple[str, ...] = ()
            if not differs:
                self.same += sum(self.a.units[n].kind == "sentence" for n in units_a)
                one = self.a.text[slice(*self.a.span(low_a, high_a))]
                two = self.b.text[slice(*self.b.span(low_b, high_b))]
                how = typographic_kinds(one, two) if one != two else ()
                self.typography.update(how)
                if not how:
                    continue
            kinds = {self.a.units[n].kind for n in units_a} | {
                self.b.units[n].kind for n in units_b
            }
            kind: Kind = "words" if differs else "typography"
            if differs and len(kinds) == 1 and "sentence" not in kinds:
                kind = kinds.pop()
            self._add(kind, (low_a, high_a), (low_b, high_b), (parts_a, parts_b), how)

    def _alone(self, side: _Side, low: int, high: int, *, first: bool, at: tuple[int, int]) -> None:
        """Note units that only one text has."""
        unit = side.units[low]
        kind: Kind = unit.kind
        if kind == "sentence" and high - low > 1 and _is_paragraph(side, low, high):
            kind = "paragraph"
        part = (Part(side.text[slice(*side.span(low, high))], changed=True),)
        if first:
            self._add(kind, (low, high), (at[1], at[1]), (part, ()))
        else:
            self._add(kind, (at[0], at[0]), (low, high), ((), part))

    def _add(
        self,
        kind: Kind,
        in_a: tuple[int, int],
        in_b: tuple[int, int],
        parts: tuple[tuple[Part, ...], tuple[Part, ...]],
        how: tuple[str, ...] = (),
    ) -> None:
        difference = Difference(
            kind,
            self.a.span(*in_a),
            self.b.span(*in_b),
            *parts,
            self.a.place(in_a[0]) if in_a[0] < in_a[1] else None,
            self.b.place(in_b[0]) if in_b[0] < in_b[1] else None,
            how,
        )
        self.found.append(((in_a[0], in_b[0]), difference))


def _is_paragraph(side: _Side, low: int, high: int) -> bool:
    """Tell whether units are all sentences of one paragraph, from its first to its last."""
    number = side.units[low].paragraph
    before = side.units[low - 1].paragraph if low else -1
    after = side.units[high].paragraph if high < len(side.units) else -1
    return number not in (before, after)


def _stretches(side: _Side, alone: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring units of one paragraph; headings and tier line stand for themselves."""
    found: list[tuple[int, int]] = []
    for n in alone:
        if found and found[-1][1] == n:
            before, unit = side.units[n - 1], side.units[n]
            if before.kind == unit.kind == "sentence" and before.paragraph == unit.paragraph:
                found[-1] = (found[-1][0], n + 1)
                continue
        found.append((n, n + 1))
    return found


def _pair(
    a: _Side, b: _Side, in_a: list[int], in_b: list[int]
) -> tuple[list[tuple[list[int], list[int]]], list[int], list[int]]:
    """Set the units of a gap against each other.

    Returns:
        Groups of units that are one text changed, in order; units of a alone; units of b alone.
    """
    tokens_a, owner_a = _tokens_of(a, in_a)
    tokens_b, owner_b = _tokens_of(b, in_b)
    shared: Counter[tuple[int, int]] = Counter()
    for i, j, n in _tidy(align(tokens_a, tokens_b).runs, len(tokens_a), len(tokens_b)):
        shared.update((owner_a[i + k], owner_b[j + k]) for k in range(n))
    links = [
        pair
        for pair, n in shared.items()
        if n >= _HELD * min(len(a.keys[pair[0]]), len(b.keys[pair[1]]))
    ]
    links += [(i, j) for i in in_a for j in in_b if _same_sign(a, i, b, j)]
    groups: list[tuple[list[int], list[int]]] = []
    for i, j in sorted(set(links)):
        if groups and (i in groups[-1][0] or j in groups[-1][1]):
            for members, n in zip(groups[-1], (i, j), strict=True):
                if n not in members:
                    members.append(n)
        else:
            groups.append(([i], [j]))
    linked_a = {n for group, _ in groups for n in group}
    linked_b = {n for _, group in groups for n in group}
    return (
        groups,
        [n for n in in_a if n not in linked_a],
        [n for n in in_b if n not in linked_b],
    )


def _same_sign(a: _Side, i: int, b: _Side, j: int) -> bool:
    """Tell whether two units are the tier line of both texts, or one heading in capitals and not."""
    kind = a.units[i].kind
    if kind == "sentence" or kind != b.units[j].kind:
        return False
    lower = [[key.lower() for key in side.keys[n] if key != ":"] for side, n in ((a, i), (b, j))]
    return kind == "tier line" or lower[0] == lower[1]


def _tokens_of(side: _Side, units: list[int]) -> tuple[list[str], list[int]]:
    tokens = [key for n in units for key in side.keys[n]]
    owner = [n for n in units for _ in side.keys[n]]
    return tokens, owner


def _tidy(
    runs: Sequence[tuple[int, int, int]], length_a: int, length_b: int
) -> list[tuple[int, int, int]]:
    """Drop short runs between two gaps that are longer: words that two sentences share by chance."""
    kept = list(runs)
    while True:
        for k, (i, j, n) in enumerate(kept):
            before = kept[k - 1] if k else (0, 0, 0)
            after = kept[k + 1] if k + 1 < len(kept) else (length_a, length_b, 0)
            gap_before = max(i - before[0] - before[2], j - before[1] - before[2])
            gap_after = max(after[0] - i - n, after[1] - j - n)
            if n <= _STRAY and n < gap_before and n < gap_after:
                del kept[k]
                break
        else:
            return kept


def _parts(
    a: _Side, b: _Side, units_a: tuple[int, int], units_b: tuple[int, int]
) -> tuple[tuple[Part, ...], tuple[Part, ...], bool]:
    """Return both sides of a changed passage as words that are shared and words that are not."""
    low_a, high_a = a.ranges[units_a[0]][0], a.ranges[units_a[1] - 1][1]
    low_b, high_b = b.ranges[units_b[0]][0], b.ranges[units_b[1] - 1][1]
    keys_a, keys_b = a.tokens.keys[low_a:high_a], b.tokens.keys[low_b:high_b]
    runs = _tidy(align(keys_a, keys_b).runs, len(keys_a), len(keys_b))
    shared_a = [(low_a + i, low_a + i + n) for i, _, n in runs]
    shared_b = [(low_b + j, low_b + j + n) for _, j, n in runs]
    count = sum(n for _, _, n in runs)
    differs = count < max(len(keys_a), len(keys_b))
    return (
        tuple(_cut(a, units_a, shared_a)),
        tuple(_cut(b, units_b, shared_b)),
        differs,
    )


def _cut(side: _Side, units: tuple[int, int], shared: list[tuple[int, int]]) -> Iterable[Part]:
    """Yield the text of units, shared words and others by turns; white space goes with what follows it."""
    start, end = side.span(*units)
    at = start
    for low, high in shared:
        begin, stop = side.tokens.span(low, high)
        if at < begin and side.text[at:begin].strip():
            yield Part(side.text[at:begin], changed=True)
            at = begin
        yield Part(side.text[at:stop], changed=False)
        at = stop
    if at < end:
        rest = side.text[at:end]
        yield Part(rest, changed=bool(rest.strip()))
