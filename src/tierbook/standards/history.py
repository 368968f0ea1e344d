"""The history of one entry of a statute: where it stood in each edition, and each Act that changed it.

Takes: statutes that were read, and an id. Gives: a `LawHistory`, whose spans are a line from the first edition on and
whose steps are the changes. The difference of two editions (`diff.py`) is made of the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tierbook.errors import NotInForce
from tierbook.standards.contents import Statutes
from tierbook.standards.facts import Confidence, Doubt, Source, in_force_words
from tierbook.standards.in_force import load_statutes, paragraph_of
from tierbook.standards.law import Act, Criterion, Head, Version
from tierbook.standards.provisions import Part, Provision, Wording

__all__ = ["LawHistory", "Span", "Step", "all_histories", "history_of", "law_history"]


@dataclass(frozen=True, slots=True)
class Span:
    """How an entry stood for a range of editions; an open end is None."""

    first_edition: int
    last_edition: int | None
    version: str
    paragraph: str
    text: str
    confidence: Confidence

    def covers(self, edition: int) -> bool:
        """Tell whether the entry stood so in an edition."""
        last = self.last_edition
        return self.first_edition <= edition and (last is None or edition <= last)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "first_edition": self.first_edition,
            "last_edition": self.last_edition,
            "version": self.version,
            "paragraph": self.paragraph,
            "text": self.text,
            "confidence": self.confidence,
            "in_force": in_force_words(self.confidence),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One change: added, renumbered, reworded, widened, narrowed or dropped, from an edition on.

    `act` is the Act that made it, as far as a source or memory names one; `confidence` how sure that is.
    """

    edition: int
    how: str
    says: str
    paragraph: str
    act: Version | Act | None
    confidence: Confidence
    citation: str = ""  # of the Act: `P.L. 108-193`

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "edition": self.edition,
            "how": self.how,
            "says": self.says,
            "paragraph": self.paragraph,
            "act": None if self.act is None else self.act.id,
            "act_title": None if self.act is None else self.act.act,
            "citation": self.citation or None,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class LawHistory:
    """One entry over all editions: its spans in their order, and the steps between them."""

    statute: str
    id: str
    label: str
    part: str
    kind: str
    part_title: str
    asks: str
    spans: tuple[Span, ...]
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...]
    sources: tuple[Source, ...]
    verified_on: str
    note: str | None
    first_of_all: int  # the first edition judged by any form of the statute

    def at(self, edition: int) -> Span | None:
        """Return how the entry stood in an edition, or None where it did not."""
        return next((span for span in self.spans if span.covers(edition)), None)

    @property
    def gap_before(self) -> tuple[int, int] | None:
        """Return the editions before it first stood, or None where it stood from the first."""
        first = self.spans[0].first_edition
        return (self.first_of_all, first - 1) if first > self.first_of_all else None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "statute": self.statute,
            "id": self.id,
            "label": self.label,
            "part": self.part,
            "kind": self.kind,
            "asks": self.asks,
            "not_before": None if self.gap_before is None else list(self.gap_before),
            "spans": [span.to_dict() for span in self.spans],
            "steps": [step.to_dict() for step in self.steps],
            "doubts": [doubt.to_dict() for doubt in self.doubts],
            "sources": [source.to_dict() for source in self.sources],
            "verified_on": self.verified_on,
            "note": self.note,
        }

    def __str__(self) -> str:
        from tierbook.standards.showing import history_in_prose

        return history_in_prose(self)

    def _repr_html_(self) -> str:
        from tierbook.standards.showing import history_in_html

        return history_in_html(self)


def law_history(entry_id: str, statute: str = "tvpa") -> LawHistory:
    """Return the history of one entry of a statute in the package.

    Args:
        entry_id: a standard, criterion, list (`tier.2WL`), ground, factor, rule, consequence, definition; or `scope`.
        statute: the id of the statute.

    Raises:
        NotInForce: the statute has no such entry.
        WrongUse: the package has no such statute.
    """
    return history_of(load_statutes(statute), entry_id)


def history_of(statutes: Statutes, entry_id: str) -> LawHistory:
    """Return the history of one entry of statutes that were read.

    Raises:
        NotInForce: the statute has no such entry.
    """
    for history in all_histories(statutes):
        if history.id == entry_id:
            return history
    stem = entry_id.partition(".")[0]
    near = [h.id for h in all_histories(statutes) if h.id.partition(".")[0] == stem]
    raise NotInForce(
        f"the {statutes.identity.title} has no entry {entry_id!r}",
        why=f"of that kind it has {', '.join(near)}" if near else None,
        remedy="give an id as `tierbook law EDITION` prints it",
    )


def all_histories(statutes: Statutes) -> Iterator[LawHistory]:
    """Yield the history of every entry: scope, standards, criteria, lists, further parts."""
    yield _scope(statutes)
    for part, head, entries in (
        ("standards", statutes.identity.standards, statutes.standards),
        ("criteria", statutes.identity.criteria, statutes.criteria),
    ):
        for entry in entries:
            yield _criterion(statutes, part, head, entry)
    for tier_id in statutes.tiers:
        yield _tier(statutes, tier_id)
    for part_ in statutes.parts:
        for provision in part_.entries:
            yield _provision(statutes, part_, provision)


def _criterion(statutes: Statutes, part: str, head: Head, entry: Criterion) -> LawHistory:
    spans: list[Span] = []
    steps: list[Step] = []
    for form in statutes.versions:
        if form.id not in entry.paragraphs:
            continue
        paragraph = paragraph_of(entry.paragraphs[form.id], head)
        confidence = entry.confidences[form.id]
        if not spans or spans[-1].paragraph != paragraph:
            how = "renumbered" if spans else "added"
            says = f"From {spans[-1].paragraph} to {paragraph}." if spans else entry.asks
            steps.append(
                _step(statutes, form.first_edition, how, says, paragraph, form, confidence)
            )
        spans.append(
            Span(form.first_edition, form.last_edition, form.id, paragraph, entry.asks, confidence)
        )
    for change in entry.changes:
        stood = next(s for s in spans if s.covers(change.first_edition))
        act = statutes.act(change.brought_by)
        steps.append(
            _step(
                statutes,
                change.first_edition,
                change.how,
                change.text,
                stood.paragraph,
                act,
                change.confidence,
            )
        )
    if spans[-1].last_edition is not None:
        ends = spans[-1].last_edition + 1
        form_after = next((v for v in statutes.versions if v.first_edition == ends), None)
        if form_after is not None:
            says = "No longer asked."
            paragraph = spans[-1].paragraph
            steps.append(
                _step(statutes, ends, "dropped", says, paragraph, form_after, form_after.confidence)
            )
    return LawHistory(
        statute=statutes.identity.id,
        id=entry.id,
        label=entry.label,
        part=part,
        kind="law",
        part_title=f"{head.title}, {head.section}",
        asks=entry.asks,
        spans=tuple(spans),
        steps=tuple(sorted(steps, key=lambda step: step.edition)),
        doubts=entry.doubts,
        sources=entry.sources,
        verified_on=entry.verified_on,
        note=entry.note,
        first_of_all=statutes.versions[0].first_edition,
    )


def _provision(statutes: Statutes, part: Part, entry: Provision) -> LawHistory:
    spans = []
    for wording in entry.wordings:
        starts = [wording.first_edition]
        starts += [e for e in entry.confidences if e > wording.first_edition and wording.covers(e)]
        ends = [*(start - 1 for start in starts[1:]), wording.last_edition]
        for first, last in zip(starts, ends, strict=True):
            spans.append(
                Span(
                    first,
                    last,
                    _form_at(statutes, first),
                    entry.paragraph,
                    wording.text,
                    entry.confidence_in(first),
                )
            )
    return LawHistory(
        statute=statutes.identity.id,
        id=entry.id,
        label=entry.label,
        part=part.id,
        kind=part.kind,
        part_title=part.title,
        asks=entry.wordings[-1].text,
        spans=tuple(spans),
        steps=tuple(_wording_steps(statutes, entry.wordings, entry.paragraph, entry.confidence_in)),
        doubts=entry.doubts,
        sources=entry.sources,
        verified_on=entry.verified_on,
        note=entry.note,
        first_of_all=statutes.versions[0].first_edition,
    )


def _tier(statutes: Statutes, tier_id: str) -> LawHistory:
    row = statutes.tiers[tier_id]
    wordings: tuple[Wording, ...] = row["tests"]
    confidence: Confidence = row["confidence"]
    return LawHistory(
        statute=statutes.identity.id,
        id=f"tier.{tier_id}",
        label=row["label"],
        part="tiers",
        kind=row["kind"],
        part_title=statutes.identity.tiers.title if statutes.identity.tiers else "tiers",
        asks=wordings[-1].text,
        spans=_wording_spans(statutes, wordings, row["list"], confidence),
        steps=tuple(_wording_steps(statutes, wordings, row["list"], lambda _: confidence)),
        doubts=(),
        sources=row["sources"],
        verified_on=row["verified_on"],
        note=None,
        first_of_all=statutes.versions[0].first_edition,
    )


def _scope(statutes: Statutes) -> LawHistory:
    wordings, head = statutes.scope, statutes.identity.standards
    return LawHistory(
        statute=statutes.identity.id,
        id="scope",
        label="Whom the standards bind",
        part="scope",
        kind="law",
        part_title="Whom the standards bind",
        asks=wordings[-1].text,
        spans=_wording_spans(statutes, wordings, head.section, "verified"),
        steps=tuple(_wording_steps(statutes, wordings, head.section, lambda _: "verified")),
        doubts=(),
        sources=statutes.scope_sources,
        verified_on=statutes.standards[0].verified_on,
        note=None,
        first_of_all=statutes.versions[0].first_edition,
    )


def _wording_spans(
    statutes: Statutes, wordings: tuple[Wording, ...], paragraph: str, confidence: Confidence
) -> tuple[Span, ...]:
    return tuple(
        Span(
            w.first_edition,
            w.last_edition,
            _form_at(statutes, w.first_edition),
            paragraph,
            w.text,
            confidence,
        )
        for w in wordings
    )


def _wording_steps(
    statutes: Statutes,
    wordings: tuple[Wording, ...],
    paragraph: str,
    confidence: Callable[[int], Confidence],
) -> Iterator[Step]:
    """Yield the steps of dated wordings: added, changed, and dropped where the last one has ended."""
    for wording in wordings:
        first = wording.first_edition
        act = None if wording.brought_by is None else statutes.act(wording.brought_by)
        yield _step(statutes, first, wording.how, wording.text, paragraph, act, confidence(first))
    last = wordings[-1].last_edition
    if last is not None:
        ended_by = wordings[-1].ended_by
        act = None if ended_by is None else statutes.act(ended_by)
        says = f"It stood from {wordings[0].first_edition} to {last}."
        yield _step(statutes, last + 1, "dropped", says, paragraph, act, confidence(last))


def _step(
    statutes: Statutes,
    edition: int,
    how: str,
    says: str,
    paragraph: str,
    act: Version | Act | None,
    confidence: Confidence,
) -> Step:
    number = statutes.identity.act_number
    citation = "" if act is None else number.format(public_law=act.public_law)
    return Step(edition, how, says, paragraph, act, confidence, citation)


def _form_at(statutes: Statutes, edition: int) -> str:
    return next(v.id for v in statutes.versions if v.judges(edition))
