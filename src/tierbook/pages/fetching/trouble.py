"""What goes wrong with one request: what to say of it, and whether to try again."""

from __future__ import annotations

__all__ = ["BY_HAND", "LATER", "Trouble"]

LATER = "run the same command later"
BY_HAND = "save the page from a browser and give the file to `tierbook ingest`"


class Trouble(Exception):
    """One request that gave no page. It becomes an outcome of the run and never leaves the room.

    Args:
        what: what happened, for the report.
        remedy: what the reader can do.
        passing: whether the same request may succeed a little later.
        after: seconds that the server asks us to wait.
        status: the status that the server answered, where it did.
        host: whether the fault is the host's, so that others of its pages will fare no better.
    """

    def __init__(
        self,
        what: str,
        *,
        remedy: str | None = None,
        passing: bool = False,
        after: float | None = None,
        status: int | None = None,
        host: bool = False,
    ) -> None:
        super().__init__(what)
        self.what, self.remedy, self.passing = what, remedy, passing
        self.after, self.status, self.host = after, status, host
