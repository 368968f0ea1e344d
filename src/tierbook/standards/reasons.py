"""The paragraph of reasons: what stands on each side of a question, the strongest first, with words and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.standards.own import OwnFinding
from tierbook.standards.places import place_of
from tierbook.standards.rules import Bearer
from tierbook.standards.weighing import Counted, Weighed
from tierbook.text import leans_back

if TYPE_CHECKING:
    from tierbook.coding import Evidence, Finding
    from tierbook.narrative import Narrative

__all__ = ["Quote", "Wording", "measure"]

_PLACES = 5  # places named for one finding; the number of the others is told
_CERTAINTY = {
    "possible": "as a possibility",
    "alleged": "as an allegation",
    "reported": "as a report",
}
_SPEAKERS = {
    "government": "by the government's account",
    "ngo": "by the account of private organisations",
    "international": "by the account of international organisations",
    "media": "by press accounts",
    "victims": "by the account of victims",
    "unnamed": "by accounts whose source is not named",
}
_OPENINGS = {
    "for": "For the government it counts",
    "against": "Against the government it counts",
    "both": "It counts both for the government and against it",
    "presumed": "Against the government the statute counts",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """The words behind one reason: whole sentences, and their place as we number them.

    `origin` is `text` for words of the text that was coded. For an own finding it is `own`: the words are those of
    `source`, `place` cites it, and there are no offsets. `beside` tells that they are a sign from the side.
    """

    finding: str
    side: str
    says: str
    start: int | None
    end: int | None
    paragraph: int | None
    sentence: int | None
    text: str
    place: str
    origin: str = "text"
    source: str | None = None
    beside: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def words(self) -> tuple[str, int | None, int | None]:
        """Return what tells two quotes apart, whichever finding they stand for."""
        return (self.text, self.start, self.end)


def measure(weighed: Weighed, quotes: Sequence[Quote]) -> dict[str, dict[str, int]]:
    """Return for each side how many findings stand on it, how many of them are answers, and in how many sentences."""
    sides = {"for": weighed.in_favor, "against": weighed.against}
    return {
        side: {
            "findings": len(rows),
            "answers": sum(not c.beside for c in rows),
            "sentences": len({q.words for q in quotes if q.side == side}),
        }
        for side, rows in sides.items()
    }


class Wording:
    """Writes the reasons of one criterion; a sentence is quoted in full once and named by its place after that.

    Args:
        narrative: the text of the coded findings; None where there are own findings alone.
        words: how a finding is put, after "that": `words.yaml`.
        quoted: how many sentences are quoted in full on a side.
        counted: spans of the sentences that give figures; they are quoted before others.
    """

    def __init__(
        self,
        narrative: Narrative | None,
        words: Mapping[str, Mapping[str, str]],
        quoted: int,
        counted: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.narrative = narrative
        self.words = words
        self.quoted = quoted
        self.counted = counted
        self.quotes: list[Quote] = []
        self._shown: set[tuple[str, int | None, int | None]] = set()

    def sides(self, weighed: Weighed) -> list[str]:
        """Return a sentence for each side that has something on it; what counts on both stands once."""
        ids = {c.finding.id for c in weighed.in_favor} & {c.finding.id for c in weighed.against}
        made: list[str] = []
        rows = {
            "for": [c for c in weighed.in_favor if c.finding.id not in ids],
            "against": [c for c in weighed.against if c.finding.id not in ids and not c.presumed],
            "both": [c for c in weighed.in_favor if c.finding.id in ids],
            "presumed": [c for c in weighed.against if c.presumed],
        }
        theirs = {c.finding.id: c for c in weighed.against if c.finding.id in ids}
        for side, counted in rows.items():
            made += self._side(side, counted, theirs if side == "both" else {})
        return made

    def mention(self, finding: Bearer, values: Sequence[str], why: str) -> str:
        """Return a sentence on a finding that counts on neither side, and why it does not."""
        quotes = self._quotes(Counted(finding, tuple(values)), "neither", "")
        said = self.phrase(finding, values)
        who = "An own finding" if isinstance(finding, OwnFinding) else "The text"
        return f"{who} says that {said}{self._shown_words(quotes, full=1)}. {why}"

    def phrase(self, finding: Bearer, values: Sequence[str]) -> str:
        """Return a finding in words, after "that"."""
        known = self.words.get(finding.variable, {})
        phrases = []
        for value in values:
            keys = [
                f"{value} {word}"
                for word in (finding.quality, finding.level, finding.place)
                if word
            ]
            key = next((key for key in (*keys, value) if key in known), None)
            found = known[key] if key else f"{finding.variable} is {value.replace('_', ' ')}"
            away = finding.place == "abroad" and not (key or "").endswith("abroad")
            phrases.append(f"{found} (abroad)" if away else found)
        return " and that ".join(dict.fromkeys(phrases))

    def _side(self, side: str, rows: Sequence[Counted], theirs: Mapping[str, Counted]) -> list[str]:
        """Return one sentence for a side: the first findings quoted, the others named with their places.

        `theirs` holds, of findings that count on both sides, what counts against.
        """
        kept = "for" if side in ("for", "both") else "against"
        told: dict[tuple[str, bool], tuple[Quote, ...]] = {}
        for counted in rows:
            quotes = self._keep(counted, kept)
            other = theirs.get(counted.finding.id)
            if other is not None:
                quotes = (*quotes[:1], *self._keep(other, "against"), *quotes[1:])
            says = (
                f"{self._hedge(counted.finding)}that {self.phrase(counted.finding, counted.values)}"
            )
            before = told.get((says, counted.beside), ())
            seen = {q.words for q in before}
            told[says, counted.beside] = (*before, *(q for q in quotes if q.words not in seen))
        if not told:
            return []
        each = 2 if side == "both" else 1
        parts = [
            f"{says}{self._shown_words(quotes, full=each if place < self.quoted else 0)}"
            for place, ((says, _), quotes) in enumerate(told.items())
        ]
        answers = sum(not beside for _, beside in told)
        if answers < len(parts):
            parts[answers] = f"from the side, {parts[answers]}"
        comma = "" if parts[0].startswith("that ") else ","
        return [f"{_OPENINGS[side]}{comma} {_listed(parts)}."]

    def _hedge(self, finding: Bearer) -> str:
        hedges = (
            "by an own finding" if isinstance(finding, OwnFinding) else None,
            _CERTAINTY.get(finding.certainty),
            _SPEAKERS.get(finding.said_by or ""),
        )
        shown = " and ".join(h for h in hedges if h)
        return f"{shown}, " if shown else ""

    def _keep(self, counted: Counted, side: str) -> tuple[Quote, ...]:
        says = self.phrase(counted.finding, counted.values)
        quotes = self._quotes(counted, side, says)
        self.quotes += quotes
        return quotes

    def _quotes(self, counted: Counted, side: str, says: str) -> tuple[Quote, ...]:
        finding = counted.finding
        if isinstance(finding, OwnFinding):
            return (_own_quote(finding, side, says, beside=counted.beside),)
        pillar = finding.variable.partition(".")[0]
        rows = sorted(_bearing(finding, counted), key=lambda e: self._distance(e, pillar))
        return tuple(self._quote(e, finding.id, side, says, beside=counted.beside) for e in rows)

    def _distance(self, evidence: Evidence, pillar: str) -> tuple[int, bool]:
        """Return how far words stand from the section on their matter, and whether they give no figure.

        Words that sum the year up are quoted last.
        """
        assert self.narrative is not None  # coded findings come with their text
        plain = (evidence.start, evidence.end) not in self.counted
        if evidence.paragraph == 0:
            return 0, plain
        stands_in = self.narrative.paragraph(evidence.paragraph).pillar
        return (2 if stands_in == "standards" else int(stands_in != pillar)), plain

    def _quote(
        self, evidence: Evidence, finding: str, side: str, says: str, *, beside: bool
    ) -> Quote:
        start, first = evidence.start, evidence.sentence
        assert self.narrative is not None  # coded findings come with their text
        if leans_back(evidence.text):
            before = [
                s
                for s in self.narrative.sentences
                if s.paragraph == evidence.paragraph and s.n == evidence.sentence - 1
            ]
            if before:
                start, first = before[0].start, before[0].n
        return Quote(
            finding=finding,
            side=side,
            says=says,
            start=start,
            end=evidence.end,
            paragraph=evidence.paragraph,
            sentence=evidence.sentence,
            text=self.narrative.text[start : evidence.end],
            place=place_of(evidence.paragraph, first, evidence.sentence),
            beside=beside,
        )

    def _shown_words(self, quotes: Sequence[Quote], *, full: int) -> str:
        """Return the words to be quoted, each once in the whole, and the places of the others."""
        quoted: dict[str, str] = {}
        named: list[str] = []
        for quote in quotes:
            if quote.words in self._shown or len(quoted) == full:
                named.append(quote.place)
                continue
            self._shown.add(quote.words)
            quoted[quote.place] = f"“{quote.text}” ({quote.place})"
        places = [place for place in dict.fromkeys(named) if place not in quoted]
        more = ", ".join(places[:_PLACES])
        if len(places) > _PLACES:
            more += f" and {len(places) - _PLACES} more"
        if not quoted:
            return f" ({more})" if more else ""
        return f": {' and '.join(quoted.values())}{f', also {more}' if more else ''}"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join((*parts[:-1], f"and {parts[-1]}")) if len(parts) > 1 else parts[0]


def _own_quote(finding: OwnFinding, side: str, says: str, *, beside: bool) -> Quote:
    source = finding.source.cite()
    return Quote(
        finding=finding.id,
        side=side,
        says=says,
        start=None,
        end=None,
        paragraph=None,
        sentence=None,
        text=finding.quote,
        place=f"{source}; own finding {finding.id}",
        origin=finding.origin,
        source=source,
        beside=beside,
    )


def _bearing(finding: Finding, counted: Counted) -> list[Evidence]:
    """Return the evidence of the values that count; of a mixed value, that of the side."""
    wanted = {*counted.values, *counted.supports}
    marked = [e for e in finding.evidence if e.supports in wanted]
    return marked or list(finding.evidence)
