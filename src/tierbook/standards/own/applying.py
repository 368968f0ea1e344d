"""Own entries set to a coding: what is withdrawn, what joins it, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.editions import unit_name
from tierbook.errors import WrongUse
from tierbook.standards.own.entries import OwnFile

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["Applied", "apply_own", "check_fits"]


@dataclass(frozen=True, slots=True)
class Applied:
    """The coded findings that stay, those that were withdrawn, and the ids that the coding does not have."""

    kept: tuple[Finding, ...]
    withdrawn: tuple[Finding, ...]
    unknown: tuple[str, ...]


def check_fits(own: OwnFile, coding: Coding, statute: str) -> None:
    """Refuse own findings of another country or edition than the coding's, or for another statute.

    Raises:
        WrongUse: they are of another.
    """
    document = coding.narrative.document
    if own.statute != statute:
        raise WrongUse(
            f"{own.name} judges by the statute {own.statute!r}, and {statute!r} is asked for",
            remedy="ask for that statute, or name the other one in the file",
        )
    if (own.country, own.edition) != (document.country, document.edition):
        raise WrongUse(
            f"{own.name} is about {unit_name(own.country, own.edition)}, and the text about "
            f"{unit_name(document.country, document.edition)}",
            where=document.id,
            why="own findings are weighed with a text of the same country and edition",
            remedy="give the text of that edition, or assess the own findings alone",
        )


def apply_own(findings: Sequence[Finding], own: OwnFile) -> Applied:
    """Withdraw what a file withdraws or replaces."""
    replaced = {f.replaces for f in own.findings if f.replaces is not None}
    kept: list[Finding] = []
    gone: list[Finding] = []
    for finding in findings:
        out = finding.id in replaced or any(
            w.takes(finding.id, finding.variable) for w in own.withdraw
        )
        (gone if out else kept).append(finding)
    known = {f.id for f in findings}
    named = [*(w.finding for w in own.withdraw), *(f.replaces for f in own.findings)]
    return Applied(tuple(kept), tuple(gone), _unknown(named, known))


def _unknown(named: Iterable[str | None], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in named if n is not None and n not in known))
