"""Evidence moved from one manifestation of a work to another: exactly, or listed as orphaned with the reason.

Words move if they are the same there but for the typography that `tierbook.text.FOLDED` lists, stand in a sentence
with nothing added to it, and their place is certain. A sentence that stands once in both texts is certain, and one
that recurs only where the alignment of everything around it decides which is which. Nothing is moved to words that are
merely alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tierbook.coding.coding import Coding, Evidence, Finding, check_evidence, with_id
from tierbook.errors import EvidenceMisaligned, WrongUse
from tierbook.narrative import SAME, Narrative, Sentence, comparable_tokens, share_of_words
from tierbook.text import Alignment, align, find_all

__all__ = ["EvidenceMover", "MovedCoding", "Orphan", "Refusal", "move_coding", "move_record"]

Reason = Literal["words differ", "absent", "ambiguous", "divided", "finding not whole"]

MARGIN = 3  # by so many words the alignment must be worse for every other place
SURE_WORDS = 6  # a passage of so many, once in both texts, is known wherever it stands
NEAREST = 0.5  # of a sentence's words that the one shown as nearest must have


@dataclass(frozen=True, slots=True)
class Orphan:
    """Evidence that was not moved.

    `reason`: its *words differ* there (`there` has the sentence nearest to it), it is *absent*, *ambiguous* because it
    recurs and nothing decides which it is, *divided* by a paragraph break or a heading; or it could be moved and its
    *finding is not whole* without other words that could not.
    """

    finding: str
    variable: str
    evidence: Evidence
    reason: Reason
    why: str
    there: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, the evidence as words and place."""
        return {
            "finding": self.finding,
            "variable": self.variable,
            "paragraph": self.evidence.paragraph,
            "sentence": self.evidence.sentence,
            "text": self.evidence.text,
            "supports": self.evidence.supports,
            "reason": self.reason,
            "why": self.why,
            "there": self.there,
        }


@dataclass(frozen=True, slots=True)
class MovedCoding:
    """A coding of one manifestation on the text of another, and what could not be moved.

    Silences and rejected candidates don't move: they are statements on a whole text, and this is another. `read` are
    the paragraphs of the new text all of whose words stand in the old one.
    """

    coding: Coding
    source: str
    orphans: tuple[Orphan, ...]

    def to_dict(self) -> dict[str, object]:
        """Return a record of the contract with `moved`: where it comes from, how much of it, and its orphans."""
        return {
            **self.coding.to_dict(),
            "moved": {
                "from": self.source,
                "evidence": sum(len(f.evidence) for f in self.coding.findings),
                "orphaned": [orphan.to_dict() for orphan in self.orphans],
            },
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one piece of evidence was not moved."""

    reason: Reason
    why: str
    there: str | None = None


class EvidenceMover:
    """Two texts of one work, and where words of the first stand in the second.

    Args:
        text: the text the evidence was made on.
        narrative: the other manifestation.

    Raises:
        WrongUse: the two are not one work.
        TextTooLong: one of them cannot be aligned.
    """

    def __init__(self, text: str, narrative: Narrative) -> None:
        share = share_of_words(text, narrative.text)
        if share < SAME:
            raise WrongUse(
                f"{narrative.document.id} has {share:.0%} of the words that were coded",
                why="evidence moves only between texts of one work",
                remedy="give another copy of the narrative; tierbook works lists them",
            )
        self.a, self.b = comparable_tokens(text), comparable_tokens(narrative.text)
        self.narrative = narrative
        self.alignment: Alignment = align(self.a.keys, self.b.keys)

    def move(self, evidence: Evidence) -> Evidence | Refusal:
        """Return the evidence at its new place, or why it has none.

        Raises:
            EvidenceMisaligned: the evidence does not display its words.
        """
        if self.a.text[evidence.start : evidence.end] != evidence.text:
            raise EvidenceMisaligned(
                f"offsets {evidence.start}-{evidence.end} don't display {evidence.text[:60]!r}",
                remedy="code the page again; offsets count code points of narrative.text",
            )
        low, high = self.a.within(evidence.start, evidence.end)
        place = self._place(low, high)
        if isinstance(place, Refusal):
            return place
        start, end = self.b.span(place, place + high - low)
        sentence = self.narrative.sentence_at(start)
        if not sentence.start <= start < sentence.end or "\n\n" in self.narrative.text[start:end]:
            return Refusal("divided", "a paragraph break or a heading stands there")
        moved = replace(
            evidence,
            start=start,
            end=end,
            paragraph=sentence.paragraph,
            sentence=sentence.n,
            text=self.narrative.text[start:end],
            mark=None if evidence.mark is None else self._mark(evidence.mark, low, high, place),
        )
        check_evidence(self.narrative, moved)
        return moved

    def _place(self, low: int, high: int) -> int | Refusal:
        """Return the token of the other text at which tokens `low` to `high` of the first stand, for certain."""
        n = high - low
        wanted = self.a.keys[low:high]
        there = find_all(self.b.keys, wanted)
        if not there:
            return self._nearest(low, high)
        here = find_all(self.a.keys, wanted)
        place = self._decide(low, n, here, there)
        if isinstance(place, Refusal):
            return place
        added = self._added(low, high, place)
        if added is not None:
            why = "the sentence there has more words in it"
            return Refusal("words differ", why, added)
        return place

    def _decide(self, low: int, n: int, here: list[int], there: list[int]) -> int | Refusal:
        """Return which of several places is meant, if the alignment of the surroundings says so."""
        lost = {j: self.alignment.length - self.alignment.best_with(low, j, n) for j in there}
        best = min(there, key=lambda j: (lost[j], j))
        if len(here) == len(there) == 1:
            if lost[best] < MARGIN or n >= SURE_WORDS:
                return best
            return Refusal("ambiguous", "it stands elsewhere, and is too short to be sure of")
        rivals = [lost[j] for j in there if j != best]
        rivals += [
            self.alignment.length - self.alignment.best_with(i, best, n) for i in here if i != low
        ]
        if lost[best] < MARGIN and all(loss >= lost[best] + MARGIN for loss in rivals):
            return best
        times = f"{len(here)} time{'s'[: len(here) != 1]} here and {len(there)} there"
        return Refusal("ambiguous", f"it stands {times}, and its surroundings don't decide")

    def _added(self, low: int, high: int, place: int) -> str | None:
        """Return the sentence there if it has words before or after these that are not before or after them here."""
        start, end = self.b.span(place, place + high - low)
        first, last = self.narrative.sentence_at(start), self.narrative.sentence_at(end - 1)
        begin = self.b.within(first.start, first.end)[0]
        stop = self.b.within(last.start, last.end)[1]
        before, after = max(place - begin, 0), max(stop - place - high + low, 0)
        same_before = self.a.keys[max(low - before, 0) : low] == self.b.keys[place - before : place]
        ends = place + high - low
        same_after = self.a.keys[high : high + after] == self.b.keys[ends : ends + after]
        if same_before and same_after:
            return None
        return self.narrative.text[min(first.start, start) : max(last.end, end)]

    def _nearest(self, low: int, high: int) -> Refusal:
        """Say that the words aren't there, with the sentence that has most of them if one has enough."""
        wanted = Counter(self.a.keys[low:high])
        most: float = 0.0
        nearest: Sentence | None = None
        for sentence in self.narrative.sentences:
            keys = self.b.keys[slice(*self.b.within(sentence.start, sentence.end))]
            shared = sum((wanted & Counter(keys)).values())
            share = shared / max(high - low, len(keys), 1)
            if share > most:
                most, nearest = share, sentence
        if nearest is None or most < NEAREST:
            return Refusal("absent", "no sentence there has most of these words")
        there = self.narrative.text[nearest.start : nearest.end]
        return Refusal("words differ", "the nearest sentence there has other words", there)

    def _mark(self, mark: tuple[int, int], low: int, high: int, place: int) -> tuple[int, int]:
        """Return a mark at its new place: its edges at the same characters, else at the edges of the same words."""
        first, last = self.a.within(*mark)
        first, last = max(first, low), min(max(last, first + 1), high)
        moved_first, moved_last = place + first - low, place + last - low
        start, end = self.b.span(moved_first, moved_last)
        head, tail = self.a.spans[first], self.a.spans[last - 1]
        if self.a.text[slice(*head)] == self.b.text[slice(*self.b.spans[moved_first])]:
            start += max(mark[0] - head[0], 0)
        if self.a.text[slice(*tail)] == self.b.text[slice(*self.b.spans[moved_last - 1])]:
            end -= max(tail[1] - mark[1], 0)
        return start, end

    def paragraphs_read(self) -> tuple[int, ...]:
        """Return the numbers of the new text's paragraphs whose words all stand in the old one."""
        met = bytearray(len(self.b.keys))
        for _, j, n in self.alignment.runs:
            met[j : j + n] = b"\1" * n
        found = []
        for paragraph in self.narrative.paragraphs:
            low, high = self.b.within(paragraph.start, paragraph.end)
            if all(met[low:high]) or find_all(self.a.keys, self.b.keys[low:high]):
                found.append(paragraph.n)
        return tuple(found)


def move_coding(coding: Coding, narrative: Narrative) -> MovedCoding:
    """Move a coding to another manifestation of its work.

    Args:
        coding: what was said of one manifestation.
        narrative: another.

    Raises:
        WrongUse: the two are not one work.
        EvidenceMisaligned: the coding's evidence does not display its words.
    """
    source = coding.narrative.document
    _refuse_other_unit(source.id, source.country, source.edition, narrative)
    return _move(coding, coding.narrative.text, source.id, narrative)


def move_record(record: Mapping[str, Any], narrative: Narrative) -> MovedCoding:
    """Move one line of `tierbook code --format jsonl` to another manifestation of its work.

    Args:
        record: the line; anything that fits its schema, whoever coded it.
        narrative: another manifestation.

    Raises:
        WrongUse: the two are not one work.
        EvidenceMisaligned: the line's evidence does not display its words.
        KeyError: a field of the contract is missing.
    """
    head = record["document"]
    _refuse_other_unit(head["id"], head["country"], head["edition"], narrative)
    coding = Coding(
        versions=tuple(record["versions"].items()),
        coder=record["coder"],
        narrative=narrative,
        not_asked=tuple(record["not_asked"]),
        read=(),
        findings=tuple(_finding(row) for row in record["findings"]),
    )
    return _move(coding, record["narrative"]["text"], head["id"], narrative)


def _refuse_other_unit(
    source: str, country: str | None, edition: int | None, narrative: Narrative
) -> None:
    other = narrative.document
    for mine, theirs in ((country, other.country), (edition, other.edition)):
        if mine is not None and theirs is not None and mine != theirs:
            raise WrongUse(
                f"{source} is of {mine}, {other.id} of {theirs}",
                why="evidence moves only between texts of one country and edition",
                remedy="give another copy of the same narrative; tierbook works lists them",
            )


def _finding(row: Mapping[str, Any]) -> Finding:
    evidence = tuple(
        Evidence(
            start=e["start"],
            end=e["end"],
            paragraph=e["paragraph"],
            sentence=e["sentence"],
            text=e["text"],
            supports=e.get("supports"),
            mark=tuple(e["mark"]) if e.get("mark") else None,
        )
        for e in row["evidence"]
    )
    others = {k: v for k, v in row.items() if k not in ("evidence", "acts", "whom")}
    return Finding(
        **others,
        evidence=evidence,
        acts=tuple(row.get("acts") or ()),
        whom=tuple(row.get("whom") or ()),
    )


def _move(coding: Coding, text: str, source: str, narrative: Narrative) -> MovedCoding:
    mover = EvidenceMover(text, narrative)
    codebook = dict(coding.versions).get("codebook", "")
    findings: list[Finding] = []
    orphans: list[Orphan] = []
    for finding in coding.findings:
        moved, lost = _move_finding(mover, finding)
        orphans += lost
        if moved:
            value = _value_there(finding.value, moved)
            new = replace(finding, evidence=tuple(moved), value=value)
            findings.append(
                with_id(new, coder=coding.coder, codebook=codebook, document=narrative.document.id)
            )
    result = replace(
        coding,
        narrative=narrative,
        read=mover.paragraphs_read(),
        findings=tuple(findings),
        silences=(),
        rejected=(),
    )
    return MovedCoding(result, source, tuple(orphans))


def _move_finding(mover: EvidenceMover, finding: Finding) -> tuple[list[Evidence], list[Orphan]]:
    """Move a finding's evidence; none of it where an element of its value would be left without words."""
    moved: list[Evidence] = []
    orphans: list[Orphan] = []
    for evidence in finding.evidence:
        outcome = mover.move(evidence)
        if isinstance(outcome, Evidence):
            moved.append(outcome)
        else:
            facts = outcome.reason, outcome.why, outcome.there
            orphans.append(Orphan(finding.id, finding.variable, evidence, *facts))
    bare = _supported(finding.evidence) - _supported(moved)
    if moved and bare:
        why = f"no words were left for {', '.join(sorted(map(str, bare)))}"
        places = {(e.start, e.end, e.supports) for e in (o.evidence for o in orphans)}
        orphans += [
            Orphan(finding.id, finding.variable, e, "finding not whole", why)
            for e in finding.evidence
            if (e.start, e.end, e.supports) not in places
        ]
        return [], orphans
    return moved, orphans


def _value_there(value: object, moved: list[Evidence]) -> object:
    """Return a value with the offsets that its rows hold, those of parts of recommendations, found again."""
    if not isinstance(value, list):
        return value
    return [_row_there(row, moved) if isinstance(row, dict) else row for row in value]


def _row_there(row: dict[str, Any], moved: list[Evidence]) -> dict[str, Any]:
    if not row.get("parts"):
        return row
    here = next((e for e in moved if e.supports and row["text"].startswith(e.supports)), None)
    parts = []
    for part in row["parts"]:
        at = here.text.find(part["text"]) if here else -1
        start = here.start + at if here and at >= 0 else None
        end = None if start is None else start + len(part["text"])
        parts.append({**part, "start": start, "end": end})
    return {**row, "parts": parts}


def _supported(evidence: Iterable[Evidence]) -> set[str | None]:
    return {e.supports for e in evidence}
