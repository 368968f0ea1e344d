"""Who, when, whether: what must be settled before words count for a variable.

A cue only nominates. For the place it points at this package says whose act it is (`who`), in which period it falls
(`when`), and whether it is asserted, denied, hedged or needed (`whether`). All of it is settled once per sentence and
only for sentences that hold a nomination.

Takes: a sentence, lower-cased. Gives: `Context`. Touches: nothing.
"""

from tierbook.coding.context.acts import acts_told, understanding_of, whom_told
from tierbook.coding.context.clauses import clause_at
from tierbook.coding.context.matter import only_circumstance, only_spoken_of, what_a_plan_holds
from tierbook.coding.context.objects import done_to_others, on_victims
from tierbook.coding.context.said import Saying
from tierbook.coding.context.sentence import Context
from tierbook.coding.context.settle import Settled, settle

__all__ = [
    "Context",
    "Saying",
    "Settled",
    "acts_told",
    "clause_at",
    "done_to_others",
    "on_victims",
    "only_circumstance",
    "only_spoken_of",
    "settle",
    "understanding_of",
    "what_a_plan_holds",
    "whom_told",
]
