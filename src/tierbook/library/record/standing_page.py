"""Where a published finding stands, in words: what a lawyer must know before she relies on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tierbook.dossier import KIND_ORDER
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.chips import Chip, chips_of
from tierbook.library.reading.values import ValueInWords, absence_in_words, value_in_words
from tierbook.library.record.comparing import places_of
from tierbook.library.record.models import Entry, Erratum
from tierbook.library.record.published import Published
from tierbook.library.record.reasons_in_words import Reason, reasons_in_words
from tierbook.release import anchor_of

__all__ = ["Now", "StandingView", "build_standing", "document_of", "find_today"]

_FIELDS = {
    "cue": "the rule that found it",
    "mark": "the words that are underlined",
    "note": "the note",
    "confidence": "the confidence",
    "evidence": "the place of the words (numbering, marks, links)",
    "actor": "whose act it is",
    "period": "when",
    "said_by": "who says so",
    "certainty": "how sure",
    "quality": "how well",
    "extent": "how far",
    "acts": "which acts",
    "whom": "whom",
}


@dataclass(frozen=True, slots=True)
class Now:
    """One thing that the coding of today says in its place."""

    address: str
    value: ValueInWords
    chips: tuple[Chip, ...]
    words: tuple[tuple[str, str, str], ...]  # place, anchor, sentence


@dataclass(frozen=True, slots=True)
class StandingView:
    """What stands above a published finding.

    `state` as in `Standing`; `heading` and `told` are sentences; `now` what today's coding says; `newer_page` the newer
    state of the publisher's page, with its document; `errata` the errata that speak of it.
    """

    state: str
    heading: str
    told: tuple[str, ...]
    published: datetime | None
    since: datetime | None
    reasons: tuple[Reason, ...]
    now: tuple[Now, ...]
    absence: ValueInWords | None
    newer: tuple[str, ...]
    newer_page: Entry | None
    errata: tuple[Erratum, ...]
    lost: bool

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing has happened since it was published."""
        return (
            self.state == "stands" and not self.told and self.newer_page is None and not self.lost
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "state": self.state,
            "in_words": " ".join((self.heading, *self.told)),
            "published": _iso(self.published),
            "since": _iso(self.since),
            "reasons": [{"what": r.what, "in_words": r.words} for r in self.reasons],
            "newer": list(self.newer),
            "now": [
                {"address": row.address, "value": row.value.word, "as": [c.word for c in row.chips]}
                for row in self.now
            ],
            "absence": self.absence.word if self.absence else None,
            "newer_page": f"/documents/{self.newer_page.document}/" if self.newer_page else None,
            "errata": [f"/errata/{erratum.slug}/" for erratum in self.errata],
        }


def build_standing(published: Published) -> StandingView:
    """Return where a published finding stands today, in words."""
    standing = published.standing
    newer = tuple(f"/documents/{d}/findings/{f}/" for d, f in standing.newer)
    follower = (
        Entry.objects.filter(follows=published.document_id).order_by("-date", "-document").first()
    )
    variable = published.finding["variable"]
    documents = {published.document_id, *(d for d, _ in standing.newer)}
    if follower is not None:
        documents.add(follower.document)
    known = Erratum.objects.filter(variable=variable, document__in=documents)
    errata = [erratum for erratum in known if _speaks_of(erratum, published)]
    return StandingView(
        state=standing.state,
        heading=_heading(published),
        told=tuple(_told(published)),
        published=published.published,
        since=standing.since,
        reasons=tuple(reasons_in_words(_reasons(published, errata), variable)),
        now=tuple(_now(published)) if standing.state in {"replaced", "withdrawn"} else (),
        absence=absence_in_words(standing.absence) if standing.absence else None,
        newer=newer,
        newer_page=follower,
        errata=tuple(errata),
        lost=published.lost,
    )


def document_of(published: Published) -> Document:
    """Return an unsaved row of a document that is held no more, for what a page prints of it."""
    head = published.document
    kind = head["text_kind"]
    return Document(
        id=published.document_id,
        country=head["country"],
        edition=head["edition"],
        text_kind=kind,
        kind_order=KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER),
        publisher=head["publisher"],
        title=head["title"],
    )


def find_today(coding: Mapping[str, Any] | None, published: Published, paragraph: int) -> str:
    """Return the anchor where the first words of a paragraph's evidence stand in today's text; empty where they don't.

    The very sentence must stand there once: stock sentences stand in many places, and none is guessed.
    """
    if coding is None:
        return ""
    words = next(e for e in published.finding["evidence"] if e["paragraph"] == paragraph)["text"]
    narrative = coding["narrative"]
    same = [
        row
        for row in narrative["sentences"]
        if narrative["text"][row["start"] : row["end"]] == words
    ]
    return anchor_of(same[0]["paragraph"], same[0]["sentence"]) if len(same) == 1 else ""


def _heading(published: Published) -> str:
    standing = published.standing
    if standing.state == "renewed":
        return "Coded anew: the same value from the same words, under another address."
    if standing.state == "replaced":
        same = [row for row in standing.now if _same_place(row, published.finding)]
        values = [row["value"] for row in same or standing.now]
        if published.finding["value"] not in values:
            return "Coded anew: this text now has another value here."
        if not same:
            return "Coded anew: the same value, at another level or place."
        if any(places_of(row) == places_of(published.finding) for row in same):
            return "Coded anew: the same value from the same words, said otherwise."
        return "Coded anew: the same value, from other words."
    if standing.state == "withdrawn":
        return "Withdrawn: the coding of today finds no value here."
    if standing.state == "removed":
        return "Withdrawn: the library no longer holds this document."
    return "It stands: the coding of today says the same."


def _told(published: Published) -> Iterator[str]:
    standing = published.standing
    if standing.state == "stands" and standing.told:
        fields = [_FIELDS.get(name, name.replace("_", " ")) for name in standing.told]
        yield f"Told otherwise today: {', '.join(fields)}. Below it stands as it was published."
    for start, end in standing.away:
        yield f"From {start:%-d %B %Y} to {end:%-d %B %Y} it was not found, or its document not held."
    if published.lost:
        yield "A coding in between was lost; what stands below may be as a later coding told it."


def _reasons(published: Published, errata: list[Erratum]) -> list[Mapping[str, Any]]:
    mine = [e for e in errata if e.was.get("finding") == published.finding_id]
    if mine:
        return list(mine[0].reasons)
    entry = published.standing.entry
    if entry is None or published.standing.state == "stands":
        return []
    if entry.became:
        return [{"what": "id", "was": published.document_id, "now": entry.became}]
    if entry.kind == "removed":
        return [{"what": "removed"}]
    return list(entry.changes.get("reasons") or ())


def _same_place(row: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    return all(row.get(name) == finding.get(name) for name in ("level", "place"))


def _now(published: Published) -> Iterator[Now]:
    """Yield what today's coding says in its place: at its level and place first."""
    rows = published.standing.now
    for row in sorted(rows, key=lambda row: not _same_place(row, published.finding)):
        yield Now(
            f"/documents/{published.document_id}/findings/{row['id']}/",
            value_in_words(row["variable"], row["value"]),
            tuple(chips_of(dict(row))),
            tuple(
                (
                    f"[{e['paragraph']}] s. {e['sentence']}" if e["paragraph"] else "tier line",
                    anchor_of(e["paragraph"], e["sentence"]),
                    e["text"],
                )
                for e in _once(row["evidence"])
            ),
        )


def _once(evidence: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({(e["paragraph"], e["sentence"]): e for e in evidence}.values())


def _speaks_of(erratum: Erratum, published: Published) -> bool:
    pairs = {(side.get("document"), side.get("finding")) for side in (erratum.was, erratum.now)}
    return (published.document_id, published.finding_id) in pairs


def _iso(date: datetime | None) -> str | None:
    return date.isoformat() if date else None
