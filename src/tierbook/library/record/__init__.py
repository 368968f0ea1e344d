"""What was published stays: lasting findings, errata, tombstones, old addresses.

Takes: the codings that loading puts in the place of others. Gives: `finding_at`, what any published address says for
ever, and where it stands today. Touches: `corpus/published/journal.jsonl`, which only grows and from which the tables
of this app can be made again; the clock (dates of publication).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.library.record.noting import Noting
    from tierbook.library.record.published import (
        Published,
        document_history,
        finding_at,
    )

__all__ = [
    "Noting",
    "Published",
    "document_history",
    "finding_at",
]

# The tables of this app are known only when Django is ready.
__getattr__ = load_later(__name__, __all__, "noting", "published")
