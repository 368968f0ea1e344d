"""Variables and vocabularies as the rest of tierbook sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

__all__ = ["ANY", "Codebook", "Example", "Examples", "Maps", "ValueType", "Variable"]

ValueType = Literal[
    "yes_no",  # yes | no | mixed | not_reported
    "category",  # one code of a vocabulary
    "categories",  # a set of codes of a vocabulary
    "countries",  # ISO 3166 alpha-3 codes
    "regions",  # labels of regions as the Report writes them
    "integer",
    "counts",  # [{what, n, n_max, unit, period, compared_with, actor, law}], with part_of, exactness, usd
    "edges",  # [{from, to, forms, victims}]
    "cases",  # [{role, official, accused, offence, law, outcome, sentence_months, suspended, fine, victims, ...}]
    "recommendations",  # [{text, topic, criterion}]
]


@dataclass(frozen=True, slots=True)
class Example:
    """A text in our own words and what a coder must make of it.

    Attributes:
        id: name of the example, unique in its variable.
        text: the words as they would stand in a narrative.
        value: the value, or `not_stated`.
        evidence: words that occur in the text, exactly; empty where nothing is stated.
        why: the reason of a counter-example (nothing is stated although the words are near), else None.
        edition: the edition in whose register the text is written.
        pillar: the section it would stand in; None where that of the variable.
        country: alpha-3 code of the country the text is about.
        text_kind: `narrative`, or `summary` for the short form with semicolons.
    """

    id: str
    text: str
    value: object
    evidence: tuple[str, ...]
    why: str | None
    edition: int | None
    pillar: str | None
    country: str | None = None
    text_kind: str = "narrative"

    @property
    def kind(self) -> Literal["positive", "counter", "silence"]:
        """Tell whether something is stated, nothing in spite of near words, or nothing at all."""
        if self.value != "not_stated":
            return "positive"
        return "counter" if self.why else "silence"


class Examples(Sequence[Example]):
    """The examples of a variable, made when they are first looked at: coding needs none of them.

    Args:
        source: their JSON, or the examples themselves.
    """

    __slots__ = ("_made", "_source")

    def __init__(self, source: str | Iterable[Example]) -> None:
        self._source = source
        self._made: tuple[Example, ...] | None = None

    def all(self) -> tuple[Example, ...]:
        """Return them in their order."""
        if self._made is None:
            if isinstance(self._source, str):
                import orjson

                rows = orjson.loads(self._source)
                made = (Example(**{**row, "evidence": tuple(row["evidence"])}) for row in rows)
                self._made = tuple(made)
            else:
                self._made = tuple(self._source)
        return self._made

    @overload
    def __getitem__(self, place: int) -> Example: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Example, ...]: ...
    def __getitem__(self, place: int | slice) -> Example | tuple[Example, ...]:
        return self.all()[place]

    def __len__(self) -> int:
        return len(self.all())

    def __iter__(self) -> Iterator[Example]:
        return iter(self.all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.all() == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(example.id for example in self.all()))

    def __repr__(self) -> str:
        return repr(self.all())


ANY = "any"  # in a map: whatever value is stated


@dataclass(frozen=True, slots=True)
class Maps:
    """How a variable enters other codebooks of the same Report; their names stand in `indices.yaml`.

    Attributes:
        hti: Human Trafficking Indicators: their name -> those of our values (elements, in a list) that mean yes there.
        three_p: pillar of the 3P index -> how the variable enters it, in a few words.
        htc: variable of the Human Trafficking Index -> those of our values that mean that it is coded.
    """

    hti: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    three_p: Mapping[str, str] = field(default_factory=dict)
    htc: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variable:
    """One question put to a narrative.

    `pillar` is the section under which people look for it (profile, standards, prosecution, protection, prevention,
    recommendations). `government` tells whether only this government's acts in this period count. `unit` is the usual
    unit of a number. `criteria` are ids of the criteria of the law that the value bears on, for display.
    """

    id: str
    label: str
    question: str
    type: ValueType
    pillar: str
    government: bool
    vocabulary: str | None
    first_edition: int
    last_edition: int | None
    rule: str
    not_this: str | None
    reference: str | None
    examples: Sequence[Example]
    reference_href: str | None = None
    unit: str | None = None
    criteria: tuple[str, ...] = ()
    maps: Maps = field(default_factory=Maps)

    def asked_in(self, edition: int | None) -> bool:
        """Tell whether the variable exists in an edition (an unknown edition is asked everything)."""
        if edition is None:
            return True
        return self.first_edition <= edition and (
            self.last_edition is None or edition <= self.last_edition
        )


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables by id in their order, and the vocabularies: name to {code: label}.

    `indices` are the names that `maps` may use: index (hti, three_p, htc) to {name: label}. `uncovered` are names of
    the Human Trafficking Index that no variable maps to, with the reason.
    """

    id: str
    version: str
    variables: Mapping[str, Variable]
    vocabularies: Mapping[str, Mapping[str, str]]
    indices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    uncovered: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the id and version as codings print them: `tip/1`."""
        return f"{self.id}/{self.version}"
