"""Tell a page from what a site puts in front of it: a wall for robots, a form to log in, a message that it is missing.

Such an answer comes as a page like any other. It is not kept, so that the next run asks again. What was read as a
narrative is never taken for a wall; what is no narrative for another reason is kept as it came, for `ingest` to name.
"""

from __future__ import annotations

from tierbook.errors import Problem
from tierbook.pages.options import ReadOptions

__all__ = ["ROBOT", "wall_before"]

ROBOT = "robot"


def wall_before(page: bytes, address: str) -> tuple[str, Problem] | None:
    """Return what stands in front of a page (its id in the table of walls, and what to say), or None."""
    from tierbook.pages.reading import read_page
    from tierbook.pages.refusals.not_ours import refusal_of, walls

    read = read_page(page, name=address, options=ReadOptions(address=address))
    if read.documents:
        return None
    known = {refusal_of(wall).what: wall.id for wall in walls()}
    return next(((known[p.what], p) for p in read.problems if p.what in known), None)
