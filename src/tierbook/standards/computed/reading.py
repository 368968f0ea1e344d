"""Coding x law in force -> the lines of the score card, with their signs and findings, before any weight.

Takes: a `Coding` and the `Law` of its edition. Gives: `Line`s. Touches: reads package data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.standards.computed.card import Card, Feature, Given, load_card, read_signs
from tierbook.standards.computed.masking import read_masked
from tierbook.standards.in_force import load_statutes

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding
    from tierbook.standards.law import Law

__all__ = ["Line", "may_count", "read_lines", "readable_findings"]


@dataclass(frozen=True, slots=True)
class Line:
    """One feature in one text: whether the edition asks for it, and the signs that the text gives."""

    feature: Feature
    asked: bool
    given: tuple[Given, ...]

    @property
    def net(self) -> int:
        """Return the number of signs for the government less that of signs against it."""
        return sum(given.points for given in self.given)


def readable_findings(coding: Coding) -> tuple[Finding, ...]:
    """Return the findings that may be counted: of the masked text, and without those that bear on no judgement."""
    return tuple(finding for finding in read_masked(coding) if may_count(finding))


def may_count(finding: Finding) -> bool:
    """Tell whether a finding bears on a judgement: a plan, an earlier year, another's act does not."""
    set_aside = load_statutes().judging.set_aside
    return not any(getattr(finding, field) == value for field, value, _ in set_aside)


def read_lines(findings: Sequence[Finding], law: Law, card: Card | None = None) -> tuple[Line, ...]:
    """Return the lines of the card in its order.

    Args:
        findings: those of `readable_findings`.
        law: the law by which the edition is judged; a feature none of whose criteria stands in it is not asked.
        card: the card; the packaged one where none is given.
    """
    card = card or load_card()
    in_force = {entry.id for entry in (*law.standards, *law.criteria)}
    signs = read_signs(card, findings)
    return tuple(
        Line(feature, asked, signs[feature.id] if asked else ())
        for feature in card.features
        for asked in (feature.asked(in_force),)
    )
