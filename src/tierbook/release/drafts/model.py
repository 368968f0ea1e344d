"""A document for people before it has a format: sentences with the evidence they rest on, lists, tables, remarks.

No sentence can be made without a ground. What is no statement on a country (headings, standing remarks, the heads of
tables) comes from `words/remarks.yaml` and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tierbook.errors import TierbookError

__all__ = [
    "Block",
    "Cell",
    "Draft",
    "Ground",
    "GroundKind",
    "Part",
    "Points",
    "Prose",
    "Remark",
    "Run",
    "Sentence",
    "Table",
    "Unsupported",
    "grounds_of",
    "plain",
    "sentence",
    "sentences_of",
]

GroundKind = Literal["department", "own", "judgement", "law", "history", "document"]


class Unsupported(TierbookError):
    """A sentence that no evidence carries; it is never printed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence rests on.

    Attributes:
        kind: words of the Department's document, an own finding, a judgement of the institution, the law, the official
            history, or what a document says of itself.
        key: what it is, so that two sentences on the same words share a note.
        short: the place in a few signs, `[4] s. 2`, for a briefing.
        note: the whole footnote.
        href: a link to the words, where there is one.
    """

    kind: GroundKind
    key: str
    short: str
    note: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; `quoted` where the words are another's."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its grounds.

    Raises:
        Unsupported: it has no words, or nothing to rest on.
    """

    runs: tuple[Run, ...]
    grounds: tuple[Ground, ...]

    def __post_init__(self) -> None:
        if not self.grounds or not self.text.strip():
            raise Unsupported(
                f"the sentence {self.text[:80]!r} rests on nothing",
                why="nothing stands in a draft that no finding supports",
                remedy="give its evidence, or leave it out",
            )

    @property
    def text(self) -> str:
        """Return the words, with quotation marks around what is quoted."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences that follow each other in a paragraph."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each point is one or more sentences."""

    points: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; one that states something about the country has its grounds."""

    text: str
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under heads; the caption says what is compared."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A standing remark about the document itself, never about the country."""

    text: str


Block = Prose | Points | Table | Remark


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it; `level` 2 is a section, 3 one within."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole document.

    Attributes:
        title: what it is, never the title of the Department's Report.
        under: the line under the title.
        author: whose document it is; empty where tierbook alone put it together.
        date: as the author wrote it.
        parts: the body.
        standing: the standing notes that end it.
        sample: it rests on a sample, and says so first.
        brief: places stand in the text (one page) and not in footnotes.
        language: as HTML names it.
        sample_words: what a sample says first.
        notice: what the properties of a file say of it.
    """

    title: str
    under: str
    author: str
    date: str
    parts: tuple[Part, ...]
    standing: tuple[str, ...]
    sample: bool = False
    brief: bool = False
    language: str = "en"
    sample_words: str = "Sample, not a quotation"
    notice: str = "No publication of the United States Government."


def plain(runs: tuple[Run, ...]) -> str:
    """Return the words of runs, with quotation marks around what is quoted."""
    return "".join(f"“{run.text}”" if run.quoted else run.text for run in runs)


def sentence(*parts: str | Run, grounds: tuple[Ground, ...] | list[Ground]) -> Sentence:
    """Make a sentence of words and quotations; grounds that stand twice are kept once."""
    runs = tuple(part if isinstance(part, Run) else Run(part) for part in parts if part)
    return Sentence(runs, tuple({g.key: g for g in grounds}.values()))


def sentences_of(draft: Draft) -> Iterator[Sentence]:
    """Yield every sentence in the order of reading."""
    for part in draft.parts:
        for block in part.blocks:
            if isinstance(block, Prose):
                yield from block.sentences
            elif isinstance(block, Points):
                for point in block.points:
                    yield from point


def grounds_of(draft: Draft) -> tuple[Ground, ...]:
    """Return every ground once, in the order in which the document first leans on it."""
    found: dict[str, Ground] = {}
    for part in draft.parts:
        for block in part.blocks:
            rows: list[tuple[Ground, ...]] = []
            if isinstance(block, Prose):
                rows = [s.grounds for s in block.sentences]
            elif isinstance(block, Points):
                rows = [s.grounds for point in block.points for s in point]
            elif isinstance(block, Table):
                rows = [cell.grounds for row in block.rows for cell in row]
            for ground in (g for row in rows for g in row):
                found.setdefault(ground.key, ground)
    return tuple(found.values())
