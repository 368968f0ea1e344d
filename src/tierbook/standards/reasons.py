"""Put into words why a standard or criterion was judged as it was, with the report's own words and their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierbook.standards.assessment import Counted, Quote
from tierbook.standards.own import OwnFinding
from tierbook.standards.rules import Bearer
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.coding import Evidence, Finding
    from tierbook.narrative import Narrative

__all__ = ["Wording", "place_of"]

_LEANS_BACK = late(r"(?:This|These|Those|Such|They|Their|He|His|She|Her|It|Its)\b")
_QUOTED = 2  # sentences quoted for one reason; further ones are named by their place
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


class Wording:
    """Writes the reasons of one criterion; a sentence is quoted in full once and named by its place after that."""

    def __init__(self, narrative: Narrative | None, words: Mapping[str, Mapping[str, str]]) -> None:
        self.narrative = narrative
        self.words = words
        self._shown: set[tuple[str, int | None, int | None]] = set()
        self._said: set[tuple[str, tuple[str, ...]]] = set()

    def reason(self, counted: Counted, side: str) -> tuple[str | None, tuple[Quote, ...]]:
        """Return one reason as prose (None where the same was said before), and the quotes behind it."""
        finding = counted.finding
        says = self.phrase(finding, counted.values)
        quotes = self._quotes(finding, counted.values, side, says)
        key = (says, tuple(f"{q.start} {q.end} {q.text}" for q in quotes))
        if key in self._said:
            return None, quotes
        self._said.add(key)
        hedges = [
            h
            for h in (
                "by an own finding" if isinstance(finding, OwnFinding) else None,
                _CERTAINTY.get(finding.certainty),
                _SPEAKERS.get(finding.said_by or ""),
            )
            if h
        ]
        aside = f", {' and '.join(hedges)}," if hedges else ""
        return (
            f"It counts {side} the government{aside} that {says}{self._shown_words(quotes)}.",
            quotes,
        )

    def mention(self, finding: Bearer, values: Sequence[str], why: str) -> str:
        """Return a sentence on a finding that counts on neither side, and why it does not."""
        quotes = self._quotes(finding, values, "neither", "")
        said = self.phrase(finding, values)
        who = "An own finding" if isinstance(finding, OwnFinding) else "The text"
        return f"{who} says that {said}{self._shown_words(quotes)}. {why}"

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
            found = next((known[key] for key in (*keys, value) if key in known), None)
            phrases.append(found or f"{finding.variable} is {value.replace('_', ' ')}")
        return " and that ".join(dict.fromkeys(phrases))

    def _quotes(
        self, finding: Bearer, values: Sequence[str], side: str, says: str
    ) -> tuple[Quote, ...]:
        if isinstance(finding, OwnFinding):
            return (_own_quote(finding, side, says),)
        evidence = _bearing(finding, values, side)
        return tuple(self._quote(e, finding.id, side, says) for e in evidence)

    def _quote(self, evidence: Evidence, finding: str, side: str, says: str) -> Quote:
        start, first = evidence.start, evidence.sentence
        assert self.narrative is not None  # coded findings come with their text
        if _LEANS_BACK.match(evidence.text):
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
        )

    def _shown_words(self, quotes: Sequence[Quote]) -> str:
        full: list[str] = []
        named: list[str] = []
        for quote in quotes:
            span = (quote.text, quote.start, quote.end)
            if span in self._shown or len(full) == _QUOTED:
                named.append(quote.place)
                continue
            self._shown.add(span)
            full.append(f"“{quote.text}” ({quote.place})")
        if not full:
            return f" ({', '.join(dict.fromkeys(named))})" if named else ""
        more = f"; also {', '.join(dict.fromkeys(named))}" if named else ""
        return f": {' and '.join(full)}{more}"


def place_of(paragraph: int, first: int, last: int) -> str:
    """Return a place as we number it: `[4] s. 2`, `[4] s. 2-3`, or the tier line."""
    if paragraph == 0:
        return "tier line"
    return f"[{paragraph}] s. {first}" if first == last else f"[{paragraph}] s. {first}-{last}"


def _own_quote(finding: OwnFinding, side: str, says: str) -> Quote:
    source = finding.source
    return Quote(
        finding=finding.id,
        side=side,
        says=says,
        start=None,
        end=None,
        paragraph=None,
        sentence=None,
        text=finding.quote,
        place=f"{source.cite()}; own finding {finding.id}",
        origin=finding.origin,
        source=source.cite(),
    )


def _bearing(finding: Finding, values: Sequence[str], side: str) -> list[Evidence]:
    """Return the evidence of the values that count; of a mixed value, that of the side."""
    wanted = set(values)
    if finding.value == "mixed":
        wanted |= {"yes", "no"} if side == "neither" else set()
    marked = [e for e in finding.evidence if e.supports in wanted]
    return marked or list(finding.evidence)
