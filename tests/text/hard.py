"""Reads the hard cases beside this file: texts with bars where a reader divides them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
Span = tuple[int, int]
Splitter = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the class of its difficulty, and where its sentences end (the last one's end left out)."""

    kind: str
    marked: str
    text: str
    ends: tuple[int, ...]

    @property
    def is_testing(self) -> bool:
        """Tell whether the case was kept apart from those that the rules were designed on."""
        return zlib.crc32(self.marked.encode()) % 2 == 0


def load(name: str) -> list[Case]:
    """Return the cases of a file: `sentences` or `clauses`."""
    kind, found = "", []
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            kind = line[2:].partition(":")[0].strip()
        elif line and not line.startswith("#"):
            found.append(read_case(kind, line))
    return found


def read_case(kind: str, marked: str) -> Case:
    """Take the bars out of a line and keep where they stood."""
    glued = marked.replace("||", "\0").replace(" | ", " \0").replace("⏎| ", "\n\0")
    text, ends = "", []
    for i, part in enumerate(glued.split("\0")):
        if i:
            ends.append(len(text.rstrip()))
        text += part
    return Case(kind, marked, text, tuple(ends))


@dataclass(frozen=True, slots=True)
class Score:
    """How a splitter did on some cases."""

    cases: int
    right: int
    found: int
    true: int
    exact: int
    whole: int

    @property
    def precision(self) -> float:
        """Return how many of the boundaries that it draws are true."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return how many of the true boundaries it draws."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure(split: Splitter, cases: Iterable[Case]) -> Score:
    """Compare the boundaries that a splitter draws with the true ones, case by case."""
    chosen = list(cases)
    right = found = true = exact = whole = 0
    for case in chosen:
        spans = split(case.text)
        drawn = ends_of(case.text, spans)
        right += len(drawn & set(case.ends))
        found += len(drawn)
        true += len(case.ends)
        exact += drawn == set(case.ends)
        whole += is_whole(case.text, spans)
    return Score(len(chosen), right, found, true, exact, whole)


def ends_of(text: str, spans: Sequence[Span]) -> set[int]:
    """Return where the spans end, white space and the end of the text left out."""
    ends = {len(text[:end].rstrip()) for _, end in spans}
    return ends - {0, len(text.rstrip())}


def is_whole(text: str, spans: Sequence[Span]) -> bool:
    """Tell whether the spans stand in order, don't overlap, and leave out nothing but white space."""
    at = 0
    for start, end in spans:
        if not at <= start < end <= len(text) or text[at:start].strip():
            return False
        at = end
    return not text[at:].strip()
