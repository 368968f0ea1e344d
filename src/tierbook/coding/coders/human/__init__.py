"""What people decide of codings: the shape of a decision, which decisions stand, and a coding with them laid over it.

Takes: decisions as plain records, and a coding as its line. Gives: records. Touches: nothing; the time of a decision and
whoever made it are handed in.
"""

from __future__ import annotations

from tierbook.coding.coders.human.decisions import (
    ACTIONS,
    DRAWN,
    FIELDS,
    SHOWN,
    check_decision,
    decision_id,
    is_silence,
    standing_decisions,
)
from tierbook.coding.coders.human.laying import coding_of_person, lay_over, look_at
from tierbook.coding.coders.human.qualities import (
    check_qualities,
    default_qualities,
    differing_qualities,
    qualities_of,
)

__all__ = [
    "ACTIONS",
    "DRAWN",
    "FIELDS",
    "SHOWN",
    "check_decision",
    "check_qualities",
    "coding_of_person",
    "decision_id",
    "default_qualities",
    "differing_qualities",
    "is_silence",
    "lay_over",
    "look_at",
    "qualities_of",
    "standing_decisions",
]
