"""A text as a dossier holds it: the record of its coding, asked for values, silences and words.

The record is that of `Coding.to_dict(everything=True)`, as the corpus keeps it: a dossier reads
codings and never codes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tierbook.dossier.kinds import WHOLE_KINDS, one_of_kind
from tierbook.dossier.set_by_people import PeopleSaid, said_at, states_of_findings
from tierbook.editions import unit_name
from tierbook.text import leans_back

if TYPE_CHECKING:
    from tierbook.coding import Coding

__all__ = ["Absence", "HeldText", "Quote", "Statement", "why_unlike"]

Absence = str  # not_stated, not_in_summary, not_asked
Row = Mapping[str, Any]

_LEVELS = {None: 1, "practice": 0, "law": 2}
_PLACES = {None: 1, "home": 0, "abroad": 2}
_ADDRESS, _TIER = "://", "tier."


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a held text: whole sentences, with the place at which they stand.

    Where a sentence leans on the one before (*these*, *however*), that one is quoted with it.

    Attributes:
        document: id of the text.
        edition: its edition, None where that is unknown.
        text_kind: narrative, summary, excerpt or sample.
        paragraph: number of the paragraph, which is ours; 0 is the tier line.
        sentence: number of the sentence in it that carries what is said, the last of those quoted.
        start: where the words begin, in code points of the text.
        end: where they end.
        text: the words, exactly `text[start:end]`.
        finding: id of the finding that rests on them, None where none does.
        set_by_people: what people decided of that finding: set, contested or stale; None where nobody did.
    """

    document: str
    edition: int | None
    text_kind: str
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    finding: str | None = None
    set_by_people: str | None = None

    @property
    def short(self) -> str:
        """Return the place in few signs: `2018, [3] s. 9`."""
        return f"{self.edition or 'no edition'}, [{self.paragraph}] s. {self.sentence}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of ours, and the words that it rests on.

    Attributes:
        text: the sentence.
        quotes: the words of the texts; empty only where `basis` says what it rests on.
        basis: what a sentence rests on that no held text says: official placements, the law, the holdings.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    basis: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        quotes = [quote.to_dict() for quote in self.quotes]
        return {"text": self.text, "quotes": quotes, "basis": self.basis or None}


@dataclass(frozen=True)
class HeldText:
    """One text that is held, by the record of its coding.

    Attributes:
        record: `Coding.to_dict(everything=True)`; without absences, silence is taken from what is missing.
        assessment: `Assessment.to_dict()` of the same coding, where it is at hand.
    """

    record: Row = field(repr=False)
    assessment: Row | None = field(default=None, repr=False)

    @classmethod
    def of(cls, source: Coding | Row, assessment: Row | None = None) -> HeldText:
        """Hold a Coding, or the record of one."""
        record = source if isinstance(source, Mapping) else source.to_dict(everything=True)
        return cls(record, assessment)

    @property
    def metadata(self) -> Row:
        """Return what the page says about itself."""
        row: Row = self.record["document"]
        return row

    @property
    def document(self) -> str:
        """Return the id of the text."""
        return str(self.metadata["id"])

    @property
    def country(self) -> str | None:
        """Return the country, ISO 3166 alpha-3."""
        code: str | None = self.metadata["country"]
        return code

    @property
    def edition(self) -> int | None:
        """Return the year of the edition."""
        year: int | None = self.metadata["edition"]
        return year

    @property
    def text_kind(self) -> str:
        """Return narrative, summary, excerpt or sample."""
        return str(self.metadata["text_kind"])

    @property
    def unit(self) -> str:
        """Return country and edition as commands write them."""
        return unit_name(self.country, self.edition)

    @property
    def whole(self) -> bool:
        """Tell whether silence in it is silence of the Report: a whole narrative, or a sample after one."""
        return self.text_kind in WHOLE_KINDS

    @cached_property
    def tier_only(self) -> bool:
        """Tell whether it is a tier line and an address, and nothing else is read in it."""
        return (
            not self.whole
            and _ADDRESS in self.text
            and all(row["variable"].startswith(_TIER) for row in self.findings)
        )

    @property
    def text(self) -> str:
        """Return the canonical text, in which every offset counts."""
        return str(self.record["narrative"]["text"])

    @property
    def sentences(self) -> Sequence[Row]:
        """Return `{"paragraph", "sentence", "start", "end"}` of each sentence; paragraph 0 is the tier line."""
        rows: Sequence[Row] = self.record["narrative"]["sentences"]
        return rows

    @property
    def paragraphs(self) -> Sequence[Row]:
        """Return `{"n", "start", "end", "pillar", "heading", ...}` of each paragraph."""
        rows: Sequence[Row] = self.record["narrative"]["paragraphs"]
        return rows

    @property
    def findings(self) -> Sequence[Row]:
        """Return the findings as records."""
        rows: Sequence[Row] = self.record["findings"]
        return rows

    @cached_property
    def by_variable(self) -> Mapping[str, tuple[Row, ...]]:
        """Return the findings by variable, in their order."""
        found: dict[str, list[Row]] = {}
        for finding in self.findings:
            found.setdefault(finding["variable"], []).append(finding)
        return {name: tuple(rows) for name, rows in found.items()}

    def all_of(self, variable: str) -> tuple[Row, ...]:
        """Return the findings of a variable, one for each level and place."""
        return self.by_variable.get(variable, ())

    def get(self, variable: str) -> Row | None:
        """Return the finding to read where one value is wanted: practice before law, home before abroad."""
        return min(
            self.all_of(variable),
            key=lambda row: (_LEVELS.get(row["level"], 1), _PLACES.get(row["place"], 1)),
            default=None,
        )

    def rows(self, variable: str) -> Iterator[tuple[Row, Row]]:
        """Yield each row of a list of figures, routes, cases or recommendations with its finding."""
        for finding in self.all_of(variable):
            if isinstance(finding["value"], list):
                yield from ((row, finding) for row in finding["value"] if isinstance(row, Mapping))

    @cached_property
    def _absences(self) -> Mapping[str, Absence]:
        named = {row["variable"]: row["absence"] for row in self.record.get("absences", ())}
        return {**dict.fromkeys(self.record["not_asked"], "not_asked"), **named}

    def absence(self, variable: str) -> Absence | None:
        """Return why a variable has no value: not stated, not in the summary, not asked; None where it has one."""
        if variable in self.by_variable:
            return None
        return self._absences.get(variable, self.silence)

    @property
    def silence(self) -> Absence:
        """Return what it is called that the text says nothing: not stated, or not in the summary."""
        return "not_stated" if self.whole else "not_in_summary"

    @cached_property
    def people(self) -> Mapping[str, tuple[Row, ...]]:
        """Return what people decided of the text by variable, as far as the record tells it."""
        found: dict[str, list[Row]] = {}
        for row in self.record.get("people") or ():
            found.setdefault(row["variable"], []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def _states(self) -> Mapping[str, str]:
        rows = self.record.get("people")
        return states_of_findings(rows) if rows else {}

    def people_at(self, finding: Row) -> PeopleSaid | None:
        """Return what people decided where a finding stands, None where nobody did."""
        rows = self.people.get(finding["variable"], ())
        return said_at(rows, finding["level"], finding["place"]) if rows else None

    def people_on(self, variable: str) -> PeopleSaid | None:
        """Return what people decided of a variable where its value, or its silence, is read."""
        rows = self.people.get(variable)
        if not rows:
            return None
        finding = self.get(variable)
        if finding is not None:
            return self.people_at(finding)
        last = rows[-1]
        return said_at(rows, last["level"], last["place"])

    @property
    def set_by_people(self) -> int:
        """Return how many values and silences of the text people set."""
        return sum(row["state"] == "laid" for rows in self.people.values() for row in rows)

    def quote(self, evidence: Row, finding: Row | None = None) -> Quote:
        """Return the words of one piece of evidence."""
        return self._quote(evidence, None if finding is None else str(finding["id"]))

    def quotes(self, finding: Row, *supports: str) -> tuple[Quote, ...]:
        """Return the words of a finding in text order, each sentence once.

        Args:
            finding: one of `findings`.
            supports: elements or sides of the value, `WHAT:N` of a figure; only the words that carry these, or all
                where none are marked for them.
        """
        rows = finding["evidence"]
        marked = [row for row in rows if row["supports"] in supports] if supports else []
        found = {(row["start"], row["end"]): row for row in marked or rows}
        return tuple(self._quote(found[span], str(finding["id"])) for span in sorted(found))

    def quotes_of_row(self, row: Row, finding: Row) -> tuple[Quote, ...]:
        """Return the words of one row of a list: a figure by `WHAT:N`, a recommendation by its own words."""
        if "what" in row:
            return self.quotes(finding, f"{row['what']}:{row['n']}")
        if "text" in row:
            return self.quotes(finding, str(row["text"])[:60])
        if "from" in row:
            return self.quotes(finding, f"{row['from']}>{row['to']}")
        return self.quotes(finding)

    def sentence_at(self, offset: int) -> Row | None:
        """Return the sentence that holds an offset of the text, None where none does (a heading)."""
        starts = self._starts_in_order
        at = bisect_right(starts, offset) - 1
        row = self.sentences[at] if at >= 0 else None
        return row if row is not None and offset < row["end"] else None

    @cached_property
    def _starts_in_order(self) -> Sequence[int]:
        return [row["start"] for row in self.sentences]

    def quote_sentence(self, sentence: Row, finding: str | None = None) -> Quote:
        """Return one of `sentences` as a quote, by itself."""
        text = self.text[sentence["start"] : sentence["end"]]
        return self._quote({**sentence, "text": text}, finding, alone=True)

    def _quote(self, row: Row, finding: str | None, *, alone: bool = False) -> Quote:
        start, text = row["start"], row["text"]
        if not alone and leans_back(text):
            start = self._starts.get((row["paragraph"], row["sentence"] - 1), start)
            text = self.text[start : row["end"]]
        return Quote(
            document=self.document,
            edition=self.edition,
            text_kind=self.text_kind,
            paragraph=row["paragraph"],
            sentence=row["sentence"],
            start=start,
            end=row["end"],
            text=text,
            finding=finding,
            set_by_people=self._states.get(finding or ""),
        )

    @cached_property
    def _starts(self) -> Mapping[tuple[int, int], int]:
        return {(s["paragraph"], s["sentence"]): s["start"] for s in self.sentences}

    def __repr__(self) -> str:
        return f"<HeldText {self.unit} {self.text_kind} {self.document}>"


def why_unlike(one: HeldText, other: HeldText) -> str | None:
    """Return why two texts cannot be compared, or None where they are of one kind.

    A difference between a narrative and a summary of one says how much was left out, not what changed.
    """
    if one.text_kind == other.text_kind:
        return None
    kind, other_kind = (one_of_kind(text.text_kind) for text in (one, other))
    return f"{one.unit} is {kind} and {other.unit} {other_kind}: what one leaves out the other may hold"
