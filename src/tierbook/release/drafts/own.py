"""Own findings and judgements as statements with their grounds: the source's words, its file and hash, who holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tierbook.errors import WrongUse
from tierbook.release.drafts.model import Ground
from tierbook.release.drafts.said import Said
from tierbook.release.drafts.wording import load_words
from tierbook.standards import InForce, OwnFile, OwnFinding
from tierbook.text import late, long_date

__all__ = ["OwnReport", "check_author", "period_in_words"]

_SPAN = late(r"(?P<first>\d{4}-\d\d(?:-\d\d)?)/(?P<last>\d{4}-\d\d(?:-\d\d)?)")
_DEPARTMENT = late(
    r"\b(?:u\.?s\.?|united states)(?:'s)? (?:state )?department of state\b|\bdepartment of state\b|\bstate department\b"
    r"|\boffice to monitor and combat\b|\bj/tip\b"
)


@dataclass(frozen=True)
class OwnReport:
    """An own file as grounds.

    `files` gives for each file named in a source its SHA-256 where it stands beside the form, else None.
    """

    own: OwnFile
    files: Mapping[str, str | None]

    @property
    def institution(self) -> str:
        """Return whose report it is, as it stands in the author's line."""
        nobody = load_words("remarks")["report"]["nobody"]
        return self.own.author.institution or str(nobody)

    @property
    def institution_within(self) -> str:
        """Return the institution as it stands within a sentence."""
        return with_article(self.institution)

    def said(self) -> tuple[Said, ...]:
        """Return the own findings as statements."""
        return tuple(self._said(finding) for finding in self.own.findings)

    def judgement_ground(self, entry: InForce, ids: Sequence[str]) -> Ground:
        """Return the ground of a judgement: the form, and the findings that bear on it."""
        words = load_words("remarks")["own"]
        on = words["on"].format(ids=", ".join(ids)) if ids else ""
        note = words["judgement_note"].format(
            institution=self.institution_within,
            criterion=f"{entry.paragraph} {entry.criterion.label}",
            file=self.own.name,
            sha=self.own.sha256 or "not known",
            on=on,
        )
        return Ground("judgement", f"judgement#{entry.id}", self.own.name, note)

    def form_ground(self) -> Ground:
        """Return the form itself as the ground of what is said of its contents."""
        note = load_words("remarks")["own"]["form_note"].format(
            institution=self.institution_within,
            file=self.own.name,
            sha=self.own.sha256 or "not known",
        )
        return Ground("document", "form", self.own.name, note)

    def file_state(self, finding: OwnFinding) -> tuple[str, str]:
        """Return how the file of a source fits its hash (same, other, missing, unsigned, none), and the hash found."""
        source = finding.source
        if source.file is None:
            return "none", ""
        found = self.files.get(source.file)
        if found is None:
            return "missing", ""
        if source.sha256 is None:
            return "unsigned", found
        return ("same" if found == source.sha256 else "other"), found

    def _said(self, finding: OwnFinding) -> Said:
        return Said(
            id=finding.id,
            variable=finding.variable,
            value=finding.value,
            grounds=((None, self._ground(finding)),),
            origin="own",
            said_by=finding.said_by or "",
            certainty=finding.certainty,
            quality=finding.quality,
            level=finding.level,
            place=finding.place,
            extent=finding.extent,
            period=finding.period,
            actor=finding.actor,
            quote=" ".join(finding.quote.split()),
            source=with_article(finding.source.author or f"“{finding.source.title}”"),
        )

    def _ground(self, finding: OwnFinding) -> Ground:
        words = load_words("remarks")["own"]
        source = finding.source
        cite = ", ".join(
            p for p in (source.title, source.author, long_date(source.date), source.place) if p
        )
        state, found = self.file_state(finding)
        file = ""
        if source.file is not None:
            sha = words["sha"].format(sha=source.sha256) if source.sha256 else ""
            known = words["state"].get(state, "").format(found=found)
            file = words["file"].format(file=source.file, sha=sha, state=known)
        elif source.sha256 is not None:
            file = words["sha"].format(sha=source.sha256).replace(", ", " ", 1) + "."
        held = words["held"].format(holder=source.held_by.rstrip(".")) if source.held_by else ""
        note = f" {finding.note.rstrip('.')}." if finding.note else ""
        return Ground(
            kind="own",
            key=f"own#{finding.id}",
            short=finding.id,
            note=words["note"].format(
                quote=" ".join(finding.quote.split()),
                cite=cite,
                file=file,
                held=held,
                id=finding.id,
                note=note,
            ),
            href=source.href,
        )


def check_author(own: OwnFile) -> None:
    """Refuse a report that would pass for the Department's.

    Raises:
        WrongUse: the form names the Department of State as its author.
    """
    name = own.author.institution or ""
    if _DEPARTMENT.search(name.lower()):
        raise WrongUse(
            f"{name!r} is named as the author",
            where=own.name,
            why="no document of tierbook passes for one of the Department of State",
            remedy="name the institution that writes the report under author.institution",
        )


def with_article(name: str) -> str:
    """Return the name of a body as it stands within a sentence."""
    heads = load_words("remarks")["own"]["the"]
    return f"the {name}" if name.split(" ")[0] in heads else name


def period_in_words(period: str, reporting: tuple[str, str]) -> str:
    """Return the period of a figure: `current` is the reporting period; a year; `2025-07-01/2026-06-30`."""
    words = load_words("remarks")["own"]
    if period in ("", "current"):
        return str(
            words["span"].format(first=long_date(reporting[0]), last=long_date(reporting[1]))
        )
    if period.isdecimal() and len(period) == 4:
        return str(words["year"].format(year=period))
    span = _SPAN.fullmatch(period)
    if span is not None:
        return str(
            words["span"].format(first=long_date(span["first"]), last=long_date(span["last"]))
        )
    return str(words["in_period"].get(period, period))
