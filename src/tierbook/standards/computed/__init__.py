"""The computed tier: what the published text alone would suggest. Unofficial, and never mixed with the stated one.

Takes: an `Assessment`. Gives: a `ComputedTier` with its score card, or `Withheld` with the reason. Touches: reads
package data.

A score card over findings: signs for and against the government (`card.yaml`, written from the statute), one weight
for all (`fitted.json`, made by `scripts/computed_tier.py` with the record on held-out countries). The stated
tier, its stock sentences and the Department's verdicts are never read (`never_read.yaml`). The law sets no thresholds:
this is an aid to reading, and no legal result.
"""

from tierbook.standards.computed.card import Card, Feature, Sign, load_card
from tierbook.standards.computed.computing import add_computed, compute_tier, net_points
from tierbook.standards.computed.explaining import card_lines, head_lines, record_words
from tierbook.standards.computed.masking import (
    NeverRead,
    load_never_read,
    mask_narrative,
    read_masked,
)
from tierbook.standards.computed.model import (
    TIER_ORDER,
    Fitted,
    load_fitted,
    most_probable,
    probabilities,
)
from tierbook.standards.computed.result import (
    LABEL,
    CardLine,
    Changing,
    ComputedTier,
    ShownSign,
    SignQuote,
    Withheld,
)

__all__ = [
    "LABEL",
    "TIER_ORDER",
    "Card",
    "CardLine",
    "Changing",
    "ComputedTier",
    "Feature",
    "Fitted",
    "NeverRead",
    "ShownSign",
    "Sign",
    "SignQuote",
    "Withheld",
    "add_computed",
    "card_lines",
    "compute_tier",
    "head_lines",
    "load_card",
    "load_fitted",
    "load_never_read",
    "mask_narrative",
    "most_probable",
    "net_points",
    "probabilities",
    "read_masked",
    "record_words",
]
