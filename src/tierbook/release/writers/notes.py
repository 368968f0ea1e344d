"""Numbers for the notes of a draft: one for each ground, in the order in which the text first leans on it."""

from __future__ import annotations

from collections.abc import Iterable

from tierbook.release.drafts import Draft, Ground, grounds_of

__all__ = ["Notes"]


class Notes:
    """The notes of a draft."""

    def __init__(self, draft: Draft) -> None:
        self.rows: tuple[Ground, ...] = () if draft.brief else grounds_of(draft)
        self._numbers = {ground.key: n for n, ground in enumerate(self.rows, 1)}

    def numbers(self, grounds: Iterable[Ground]) -> tuple[int, ...]:
        """Return the numbers of grounds, in their order."""
        return tuple(sorted(self._numbers[ground.key] for ground in grounds))
