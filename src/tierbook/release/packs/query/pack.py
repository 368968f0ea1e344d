"""A query pack as an object: what was asked, what was searched, the sources, and the excerpts that were found."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.release.packs.passages import Passage
from tierbook.release.packs.query.themes import Theme
from tierbook.release.packs.sources import Source
from tierbook.release.packs.words import load_pack_words

__all__ = ["SIDES", "AskedRow", "Excerpt", "Query", "QueryPack", "SearchedEdition", "Trace"]

# In the order of a pack. `asked` is what the Department recommends: a need proves neither yes nor no.
SIDES = ("for", "against", "both", "none", "asked")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked.

    Attributes:
        country: alpha-3 code.
        theme: the matter, with its variables and words.
        first: first edition of the period.
        last: last edition of it.
        kinds: kinds of text that are searched; all but samples where none are named.
    """

    country: str
    theme: Theme
    first: int
    last: int
    kinds: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "country": self.country,
            "theme": self.theme.to_dict(),
            "from": self.first,
            "to": self.last,
            "kinds": list(self.kinds),
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """How an excerpt was found, and on which side that puts it.

    Attributes:
        by: `variable`, `words` or `recommendation`.
        what: the variable, the words, the topic.
        says: the value and its qualities in words; empty for words that were looked for.
        side: one of `SIDES`.
        finding: id of the finding, None for words.
    """

    by: str
    what: str
    says: str
    side: str
    finding: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words that were found.

    Attributes:
        passage: whole sentences, with the one before where they lean on it.
        side: one of `SIDES`.
        source: number of the source.
        traces: how it was found.
        same_in: other editions of the period in which the same words stand.
        turns: words in it that may turn or limit what it says; named where it stands on one side.
    """

    passage: Passage
    side: str
    source: int
    traces: tuple[Trace, ...]
    same_in: tuple[int, ...] = ()
    turns: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "side": self.side,
            "source": self.source,
            **self.passage.to_dict(),
            "found_by": [trace.to_dict() for trace in self.traces],
            "same_in": list(self.same_in),
            "turns": list(self.turns),
        }


@dataclass(frozen=True, slots=True)
class SearchedEdition:
    """One edition of the period: what is held of it, and what was found there.

    Attributes:
        edition: its year.
        kind: kind of the text that was searched; `not_held`, or `left_out` where the query leaves out its kind.
        source: number of the source, None where nothing was searched.
        sentences: how many sentences were searched.
        excerpts: how many excerpts were found.
        beside: ids of other texts of the edition, which were not searched.
    """

    edition: int
    kind: str
    source: int | None
    sentences: int
    excerpts: int
    beside: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One query and what came of it.

    Attributes:
        by: `variable` or `words`.
        what: the variable, or the words as they were given.
        label: what the codebook calls the variable; the words again.
        why: why it belongs to the theme.
        texts: how many texts gave a hit.
        hits: how many sentences it found.
        silent: editions whose texts say nothing of it; empty for words.
        not_asked: editions in which the variable is not asked.
    """

    by: str
    what: str
    label: str
    why: str
    texts: int
    hits: int
    silent: tuple[int, ...] = ()
    not_asked: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class QueryPack:
    """The whole pack.

    Attributes:
        query: what was asked.
        date: day of the search, as it was given.
        sources: what was searched.
        editions: every edition of the period.
        asked: the queries.
        excerpts: what was found, by side, the newest edition first.
        undated: ids of texts without an edition, which were not searched.
        versions: of tierbook, codebook, cues and coder.
        sample: nothing but samples is held.
    """

    query: Query
    date: str
    sources: tuple[Source, ...]
    editions: tuple[SearchedEdition, ...]
    asked: tuple[AskedRow, ...]
    excerpts: tuple[Excerpt, ...]
    undated: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    sample: bool

    def on(self, side: str) -> tuple[Excerpt, ...]:
        """Return the excerpts of one side."""
        return tuple(excerpt for excerpt in self.excerpts if excerpt.side == side)

    @property
    def without(self) -> tuple[int, ...]:
        """Return the editions that were searched and gave nothing."""
        return tuple(e.edition for e in self.editions if e.source is not None and not e.excerpts)

    @property
    def nothing(self) -> str | None:
        """Return what is said where nothing was found; None where something was."""
        return None if self.excerpts else str(load_pack_words("query/words")["nothing"])

    def to_dict(self) -> dict[str, object]:
        """Return the pack as plain values."""
        return {
            "sample": self.sample,
            "query": self.query.to_dict(),
            "date": self.date,
            "versions": dict(self.versions),
            "sources": [source.to_dict() for source in self.sources],
            "editions": [edition.to_dict() for edition in self.editions],
            "asked": [row.to_dict() for row in self.asked],
            "not_searched": list(self.undated),
            "counts": {side: len(self.on(side)) for side in SIDES},
            "nothing": self.nothing,
            "excerpts": [excerpt.to_dict() for excerpt in self.excerpts],
        }
