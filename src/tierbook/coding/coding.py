"""A Coding: what one coder says of one narrative, each finding with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tierbook.editions import unit_name
from tierbook.errors import EvidenceMisaligned
from tierbook.files import short_hash
from tierbook.narrative import Narrative

if TYPE_CHECKING:
    import pandas
    import polars

    from tierbook.coding.tables import TableName

__all__ = [
    "CURRENT",
    "PREVIOUS",
    "QUALITIES",
    "Coding",
    "Evidence",
    "Finding",
    "Rejected",
    "Silence",
    "Value",
    "finding_id",
    "is_against",
]

# The period of a figure that is its edition's own, and of one that it is compared with; else a year is named.
CURRENT, PREVIOUS = "current", "previous"

# What words say of a value besides its level and place, in the order of a record.
QUALITIES = ("actor", "period", "said_by", "certainty", "quality", "extent", "acts", "whom")
_SAID = ("variable", "value", "level", "place", *QUALITIES)

Value = object  # str | int | list[str] | list[dict]: the shape is the variable's type (codebook)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that carry a finding: a whole sentence (or clause of a list), and the mark inside it.

    Offsets count code points of `Narrative.text`, ends exclusive; `text` is exactly `narrative.text[start:end]`.
    `mark` is the narrower span that is underlined; it lies inside and keeps the hedge, negation and reporting verb
    that govern it. `supports` names the element of a list, or the side of a mixed value, that these words carry.
    """

    start: int
    end: int
    paragraph: int
    sentence: int
    text: str
    supports: str | None = None
    mark: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the contract's evidence object, then the mark."""
        return {
            "start": self.start,
            "end": self.end,
            "paragraph": self.paragraph,
            "sentence": self.sentence,
            "text": self.text,
            "supports": self.supports,
            "mark": list(self.mark) if self.mark else None,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One variable's value in one coding, at one level and place.

    `actor` whose act it is; `period` when; the qualities of DESIGN decision 3 stand only where words say so.
    """

    id: str
    variable: str
    value: Value
    evidence: tuple[Evidence, ...]
    cue: str
    actor: str = "none"
    period: str = "current"
    said_by: str = "department"
    certainty: str = "stated"
    quality: str | None = None
    level: str | None = None
    place: str | None = None
    extent: str | None = None
    acts: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    confidence: float | None = None
    note: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the contract's finding object."""
        return {
            "id": self.id,
            "variable": self.variable,
            "value": self.value,
            "evidence": [e.to_dict() for e in self.evidence],
            "cue": self.cue,
            "actor": self.actor,
            "period": self.period,
            "said_by": self.said_by,
            "certainty": self.certainty,
            "quality": self.quality,
            "level": self.level,
            "place": self.place,
            "extent": self.extent,
            "acts": list(self.acts),
            "whom": list(self.whom),
            "confidence": self.confidence,
            "note": self.note,
        }


_AGAINST = re.compile(r"says \w+ of a part; other words say|another place says")


def is_against(why: str) -> bool:
    """Tell whether words did not count because others of the text say otherwise: they speak against the value."""
    return _AGAINST.match(why) is not None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Words that were nominated for a variable and did not count, with the reason."""

    variable: str
    start: int
    end: int
    cue: str
    why: str

    def to_dict(self) -> dict[str, object]:
        """Return the contract's rejected candidate."""
        return {"start": self.start, "end": self.end, "cue": self.cue, "why": self.why}


@dataclass(frozen=True, slots=True)
class Silence:
    """A variable with no value: `not_stated`, `not_in_summary` or `not_asked`; and what was nominated in vain."""

    variable: str
    absence: str
    rejected: tuple[Rejected, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the contract's absence object."""
        return {
            "variable": self.variable,
            "value": None,
            "absence": self.absence,
            "rejected": [r.to_dict() for r in self.rejected],
        }


@dataclass(frozen=True, slots=True, repr=False)
class Coding:
    """One coder on one narrative under one codebook version.

    `read` lists the numbered paragraphs that were read: the evidence of silence. `rejected` holds candidates of
    variables that also have a finding.
    """

    versions: tuple[tuple[str, str], ...]
    coder: str
    narrative: Narrative
    not_asked: tuple[str, ...]
    read: tuple[int, ...]
    findings: tuple[Finding, ...]
    silences: tuple[Silence, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def get(self, variable: str) -> Finding | None:
        """Return the finding to read where one value is wanted: practice before law, home before abroad."""
        rows = [f for f in self.findings if f.variable == variable]
        order = {None: 1, "practice": 0, "home": 0}
        return min(rows, key=lambda f: (order.get(f.level, 2), order.get(f.place, 2)), default=None)

    def to_polars(self, table: TableName = "findings") -> polars.DataFrame:
        """Return a table of this coding: findings, evidence, edges, figures or silences; see `coding.tables`."""
        from tierbook.coding.tables import to_polars

        return to_polars(self, table)

    def to_pandas(self, table: TableName = "findings") -> pandas.DataFrame:
        """Return the same for pandas."""
        from tierbook.coding.tables import to_pandas

        return to_pandas(self, table)

    def __repr__(self) -> str:
        document = self.narrative.document
        unit = unit_name(document.country, document.edition)
        return (
            f"<Coding {unit} {document.text_kind}: {len(self.findings)} findings, "
            f"{len(self.silences)} silences, {self.coder}, {document.id}>"
        )

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the findings, and the text with the evidence highlighted."""
        from tierbook.coding.showing import show_coding

        return show_coding(self)

    def to_dict(self, *, everything: bool = False, links: bool = False) -> dict[str, object]:
        """Return one record of the contract.

        Args:
            everything: add absences and rejected candidates.
            links: add to evidence and paragraphs a link to their words on the publisher's page, or None.
        """
        narrative = self.narrative.to_dict()
        findings = [f.to_dict() for f in self.findings]
        if links:
            rows = [narrative["paragraphs"], *(finding["evidence"] for finding in findings)]
            for row in (row for some in rows for row in cast("list[dict[str, Any]]", some)):
                row["link"] = self.narrative.link(row["start"], row["end"])
        record: dict[str, object] = {
            "versions": dict(self.versions),
            "coder": self.coder,
            "document": self.narrative.document.metadata(),
            "narrative": narrative,
            "not_asked": list(self.not_asked),
            "read": list(self.read),
            "findings": findings,
        }
        if everything:
            record["absences"] = [s.to_dict() for s in self.silences]
            record["rejected"] = [{"variable": r.variable, **r.to_dict()} for r in self.rejected]
        return record


def finding_id(finding: Finding, *, coder: str, codebook: str, document: str) -> str:
    """Return the hash over document, all that the finding says, its words with their places, coder and codebook.

    Whatever a page prints as said is in it: a finding that says another thing has another id, and so another address.
    How it was found (rule, mark, note, confidence) is not.
    """
    said = [getattr(finding, name) for name in _SAID]
    words = [(e.start, e.end, e.supports, e.text) for e in finding.evidence]
    return short_hash([document, said, words, coder, codebook])


def with_id(finding: Finding, *, coder: str, codebook: str, document: str) -> Finding:
    """Return the finding with its id filled in."""
    return replace(
        finding, id=finding_id(finding, coder=coder, codebook=codebook, document=document)
    )


def check_evidence(narrative: Narrative, evidence: Evidence) -> None:
    """Assert that evidence displays the words it claims.

    Raises:
        EvidenceMisaligned: it does not.
    """
    shown = narrative.text[evidence.start : evidence.end]
    if shown != evidence.text:
        raise EvidenceMisaligned(
            f"offsets {evidence.start}-{evidence.end} display {shown[:60]!r}, not {evidence.text[:60]!r}",
            where=narrative.document.id,
            remedy="code the page again; offsets count code points of narrative.text",
        )
