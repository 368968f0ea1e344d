"""What does not go together in one text, each with the words of both sides. Nothing is mended for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierbook.standards.contradictions.asked import check_asked
from tierbook.standards.contradictions.counts import check_counts
from tierbook.standards.contradictions.history import check_history
from tierbook.standards.contradictions.quoting import KINDS, Contradiction, Said
from tierbook.standards.contradictions.statements import check_answers, check_statements
from tierbook.standards.contradictions.tiers import check_tiers
from tierbook.standards.contradictions.verdicts import check_verdicts

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.editions import History
    from tierbook.standards.assessment import Judgement
    from tierbook.standards.law import Law

__all__ = ["KINDS", "Contradiction", "Said", "find_contradictions"]


def find_contradictions(
    coding: Coding, standards: Sequence[Judgement], law: Law, history: History | None
) -> tuple[Contradiction, ...]:
    """Return what does not go together in a text: about the tier, its counts, its answers, what it asks for.

    Args:
        coding: the findings with their narrative.
        standards: the judgements on the minimum standards under `law`.
        law: the law of the edition.
        history: official placements to hold tier, years and waiver against; None to leave that out.
    """
    findings, narrative = coding.findings, coding.narrative
    return (
        *check_tiers(narrative, findings, standards, law),
        *(() if history is None else check_history(coding, history)),
        *check_counts(narrative, findings),
        *check_statements(narrative, findings),
        *check_answers(findings),
        *check_asked(findings),
        *check_verdicts(findings),
    )
