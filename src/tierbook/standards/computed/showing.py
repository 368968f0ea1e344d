"""A computed tier as a notebook shows it: label, probabilities and record in one size, then the card as a table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tierbook.editions import TIERS
from tierbook.standards.computed.explaining import record_words, said, stated_words

if TYPE_CHECKING:
    from tierbook.standards.computed.result import ComputedTier

__all__ = ["show_computed"]


def show_computed(computed: ComputedTier) -> str:
    """Return HTML without styles of its own: it takes those of the page around it."""
    shares = ", ".join(f"{TIERS[t]} {share:.0%}" for t, share in computed.probabilities.items())
    told = [
        f"Computed tier (unofficial): {TIERS[computed.tier]} is what the published text alone would suggest. {shares}.",
        f"Its record: {record_words(computed.fitted.record)}",
        stated_words(computed),
        *computed.notes,
    ]
    rows = "".join(
        f"<tr><td>{escape(line.label)}</td><td>{escape(said(line))}</td><td>{line.net:+d}</td>"
        f"<td>{line.weight:.2f}</td><td>{line.points:+.2f}</td><td>{line.above_average:+.2f}</td></tr>"
        for line in computed.card
    )
    head = "".join(
        f"<th>{name}</th>"
        for name in ("feature", "what the text gives", "net", "weight", "points", "above average")
    )
    changes = "".join(
        f"<li>{TIERS[c.tier]}, without {len(c.findings)}: "
        f"{escape(', '.join(f'{q.variable} ({q.place})' for q in c.findings))}</li>"
        for c in computed.changes
    )
    paragraphs = "".join(f"<p>{escape(words)}</p>" for words in told)
    return (
        f"{paragraphs}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>The fewest findings without which another tier would be the most probable:</p><ul>{changes}</ul>"
    )
