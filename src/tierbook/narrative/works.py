"""Which texts are one work: the same narrative as several publishers give it, each its manifestation.

Country and edition decide first: texts of two editions are two works however alike their words are, for the Report
repeats itself from year to year, and texts of one country and edition are one work only if they share their words (a
summary by another agency does not). Where a page leaves its country or edition out, the words may suggest which it is;
the suggestion is shown and nothing is filled in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tierbook.files import short_hash
from tierbook.narrative.narrative import Narrative
from tierbook.text import Sketch, Weights, make_sketch

__all__ = [
    "SAME",
    "Manifestation",
    "SameWords",
    "Suggestion",
    "Work",
    "Works",
    "describe_manifestation",
    "find_works",
    "share_of_words",
]

SAME = 0.5  # of one text in the other, where country and edition agree
ALIKE = 0.9  # of each in the other, where the pages don't say that they are of one edition
PART = 0.8  # of a short text in a longer one, to suggest what it is a part of
CLEAR = 0.05  # by so much the best suggestion must beat one of another edition or country
_RAREST = 48
_TRIED = 12
_MET = 0.3  # of a text's rarest shared words that another must have to be tried
_FEWEST_WORDS = 40

Unit = tuple[str | None, int | None]


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One text as one publisher gives it; `sketch` stands for its words."""

    document: str
    publisher: str
    country: str | None
    edition: int | None
    text_kind: str
    address: str | None
    sketch: Sketch = field(repr=False)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return self.sketch.words

    @property
    def unit(self) -> Unit:
        """Country and edition, as far as the page says."""
        return self.country, self.edition

    @property
    def is_placed(self) -> bool:
        """Tell whether country and edition are known."""
        return self.country is not None and self.edition is not None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, without the sketch."""
        names = ("document", "publisher", "country", "edition", "text_kind", "address", "words")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Work:
    """One text, however many publishers give it. The first manifestation is the longest.

    `shares` tell for each manifestation how much of the first one's words it has, between 0 and 1.
    """

    id: str
    country: str | None
    edition: int | None
    manifestations: tuple[Manifestation, ...]
    shares: tuple[float, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        rows = zip(self.manifestations, self.shares, strict=True)
        return {
            "work": self.id,
            "country": self.country,
            "edition": self.edition,
            "manifestations": [{**m.to_dict(), "share": round(s, 3)} for m, s in rows],
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text whose page leaves country or edition out, and the work whose words it has.

    `works` are several where the words don't tell them apart: then nothing is suggested.
    """

    document: str
    works: tuple[str, ...]
    country: str | None
    edition: int | None
    share: float

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "document": self.document,
            "works": list(self.works),
            "country": self.country,
            "edition": self.edition,
            "share": round(self.share, 3),
        }

    def __str__(self) -> str:
        if len(self.works) > 1:
            return f"has the words of {', '.join(self.works)} alike, so they suggest nothing"
        facts = [str(fact) for fact in (self.country, self.edition) if fact is not None]
        return f"has {self.share:.0%} of its words in {self.works[0]}, which suggests {' '.join(facts)}"


@dataclass(frozen=True, slots=True)
class SameWords:
    """Two texts with almost all words in common under two editions or countries: repeated, or one is misfiled."""

    first: str
    second: str
    share: float

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"first": self.first, "second": self.second, "share": round(self.share, 3)}

    def __str__(self) -> str:
        return (
            f"{self.first} and {self.second} have {self.share:.0%} of their words in common: "
            "a text repeated, or a page filed under the wrong edition or country"
        )


@dataclass(frozen=True, slots=True)
class Works:
    """All works of a heap of texts, and what their words suggest and put in doubt."""

    works: tuple[Work, ...]
    suggestions: tuple[Suggestion, ...] = ()
    same_words: tuple[SameWords, ...] = ()


def describe_manifestation(narrative: Narrative) -> Manifestation:
    """Return what is needed to tell which work a narrative is."""
    document = narrative.document
    return Manifestation(
        document=document.id,
        publisher=document.publisher,
        country=document.country,
        edition=document.edition,
        text_kind=document.text_kind,
        address=document.address,
        sketch=make_sketch(narrative.text),
    )


def share_of_words(a: str | Sketch, b: str | Sketch) -> float:
    """Return how much of the one text that has more of its words in the other stands there, between 0 and 1.

    Each is given as its words, or as their sketch where many texts are held against one.
    """
    one, two = (make_sketch(text) if isinstance(text, str) else text for text in (a, b))
    return max(Weights(()).shares(one, two))


def find_works(manifestations: Iterable[Manifestation]) -> Works:
    """Sort texts into works.

    Args:
        manifestations: the texts, in any order; a text given twice counts once.

    Returns:
        Works by country and edition, those that lack one last; suggestions and doubts by document.
    """
    given = sorted({(m.document, m.sketch.marks): m for m in manifestations}.values(), key=_order)
    weights = Weights(
        (m.unit if m.is_placed else ("alone", i), m.sketch) for i, m in enumerate(given)
    )
    groups = _Groups(len(given))
    by_unit: dict[Unit, list[int]] = defaultdict(list)
    for i, m in enumerate(given):
        if m.is_placed:
            by_unit[m.unit].append(i)
    for members in by_unit.values():
        for n, i in enumerate(members):
            for j in members[:n]:
                if max(weights.shares(given[i].sketch, given[j].sketch)) >= SAME:
                    groups.join(i, j)
    alike = [
        (i, j, weights.shares(given[i].sketch, given[j].sketch)) for i, j in _candidates(given)
    ]
    for i, j, shares in alike:
        if not given[i].is_placed and given[i].unit == given[j].unit and min(shares) >= ALIKE:
            groups.join(i, j)
    works, work_of = _works(given, groups, weights)
    return Works(
        works,
        tuple(_suggestions(given, alike, work_of)),
        tuple(_same_words(given, alike)),
    )


def _order(m: Manifestation) -> tuple[bool, str, bool, int, str]:
    return m.country is None, m.country or "", m.edition is None, m.edition or 0, m.document


class _Groups:
    """Sets that grow together; each is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self.above = list(range(size))

    def of(self, i: int) -> int:
        while self.above[i] != i:
            self.above[i] = self.above[self.above[i]]
            i = self.above[i]
        return i

    def join(self, i: int, j: int) -> None:
        low, high = sorted((self.of(i), self.of(j)))
        self.above[high] = low


def _candidates(given: Sequence[Manifestation]) -> list[tuple[int, int]]:
    """Return pairs of different units that share words which few texts have: the only ones worth a comparison."""
    held = Counter(mark for m in given for mark in m.sketch.marks)
    holders: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(given):
        for mark in m.sketch.marks:
            if held[mark] > 1:
                holders[mark].append(i)
    pairs: set[tuple[int, int]] = set()
    for i, m in enumerate(given):
        shared = [(held[mark], mark) for mark in m.sketch.marks if held[mark] > 1]
        if len(shared) * 2 < len(m.sketch.marks) and m.sketch.rate > 1:
            continue  # most of its words stand nowhere else: it is nobody's copy, though others may be parts of it
        met: Counter[int] = Counter()
        for _, mark in sorted(shared)[:_RAREST]:
            met.update(holders[mark])
        near = sorted(met.items(), key=lambda row: (-row[1], row[0]))[: _TRIED + 1]
        enough = min(len(shared), _RAREST) * _MET
        for j, n in near:
            if n >= enough and j != i and not (m.is_placed and m.unit == given[j].unit):
                pairs.add((min(i, j), max(i, j)))
    return sorted(pairs)


def _works(
    given: Sequence[Manifestation], groups: _Groups, weights: Weights
) -> tuple[tuple[Work, ...], list[str]]:
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(given)):
        members[groups.of(i)].append(i)
    names = Counter(_name(given, rows) for rows in members.values())
    works: list[Work] = []
    work_of = [""] * len(given)
    for rows in members.values():
        ordered = [
            given[i] for i in sorted(rows, key=lambda i: (-given[i].words, _order(given[i])))
        ]
        first = ordered[0]
        name = _name(given, rows)
        if names[name] > 1:
            name = f"{name}-{short_hash(min(m.document for m in ordered), 8)}"
        shares = tuple(
            1.0 if m is first else weights.shares(first.sketch, m.sketch)[0] for m in ordered
        )
        works.append(Work(name, first.country, first.edition, tuple(ordered), shares))
        for i in rows:
            work_of[i] = name
    return tuple(works), work_of


def _name(given: Sequence[Manifestation], rows: Sequence[int]) -> str:
    """Return `tip-2018-jpn` for the narrative, with the kind of text behind it for another text on the same."""
    kinds = {given[i].text_kind for i in rows}
    m = given[rows[0]]
    name = f"tip-{m.edition or 'x'}-{(m.country or 'x').lower()}"
    return name if "narrative" in kinds else f"{name}-{min(kinds)}"


def _suggestions(
    given: Sequence[Manifestation],
    alike: Sequence[tuple[int, int, tuple[float, float]]],
    work_of: Sequence[str],
) -> Iterable[Suggestion]:
    """Yield what the words of texts without country or edition suggest."""
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j, (of_i, of_j) in alike:
        for lacking, other, of_lacking, of_other in ((i, j, of_i, of_j), (j, i, of_j, of_i)):
            m, whole = given[lacking], given[other]
            if m.is_placed or not whole.is_placed or m.words < _FEWEST_WORDS:
                continue
            if not _may_be(m.unit, whole.unit):
                continue
            if min(of_lacking, of_other) >= ALIKE or of_lacking >= PART:
                found[lacking].append((min(of_lacking, 1.0), other))
    for lacking in sorted(found):
        rows = sorted(found[lacking], key=lambda row: (-row[0], work_of[row[1]]))
        best = rows[0][0]
        near = sorted({work_of[j] for share, j in rows if share > best - CLEAR})
        units = {given[j].unit for share, j in rows if share > best - CLEAR}
        m = given[lacking]
        country, edition = next(iter(units)) if len(units) == 1 else (None, None)
        yield Suggestion(
            m.document,
            tuple(near),
            country if m.country is None else None,
            edition if m.edition is None else None,
            best,
        )


def _may_be(lacking: Unit, whole: Unit) -> bool:
    return all(mine is None or mine == theirs for mine, theirs in zip(lacking, whole, strict=True))


def _same_words(
    given: Sequence[Manifestation], alike: Sequence[tuple[int, int, tuple[float, float]]]
) -> Iterable[SameWords]:
    for i, j, shares in alike:
        a, b = given[i], given[j]
        placed = a.is_placed and b.is_placed and a.unit != b.unit
        if placed and min(shares) >= ALIKE and min(a.words, b.words) >= _FEWEST_WORDS:
            yield SameWords(a.document, b.document, min(shares))
