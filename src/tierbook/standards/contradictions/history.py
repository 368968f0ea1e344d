"""What a text says of tier, years and waiver, against the official placements and the clock of the Watch List."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tierbook.editions import History
from tierbook.standards.clock.statements import Disagreement, hold_against_clock
from tierbook.standards.contradictions.quoting import Contradiction, Said, say_finding
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding

__all__ = ["check_history"]

_SPARED = late(r"\botherwise (?:required|mandated|mandatory|automatic)\b", re.I)


def check_history(coding: Coding, history: History) -> Iterator[Contradiction]:
    """Yield each statement of a text that table and clock do not bear out; one side are the words of the text.

    The other side is what the table or the clock has. Either may be wrong: the text, the table, or our reading of both.
    """
    findings = {f.id: f for f in coding.findings}
    for found in hold_against_clock(coding, history):
        finding = findings[found.finding]
        if found.id == "clock.change" and _is_spared(finding):
            continue
        shown = [say_finding(finding)] if finding.evidence else []
        yield Contradiction(found.id, found.says, (found.finding,), (*shown, _held(found, history)))


def _is_spared(finding: Finding) -> bool:
    """Tell whether the words are of a downgrade that a waiver kept away: nothing changed."""
    return any(_SPARED.search(e.text) for e in finding.evidence)


def _held(found: Disagreement, history: History) -> Said:
    """Return the other side: the rows of the table that the clock was run over, or its reasons."""
    own = history.of(found.country)
    rows = [p for p in own if found.edition - 4 <= p.edition <= found.edition]
    listed = ", ".join(f"{p.edition}: {p.label}" for p in rows)
    return Said(listed or found.held, "official placements")
