"""What one run of ingest did."""

from __future__ import annotations

from dataclasses import dataclass, field

from tierbook.errors import Problem

__all__ = ["IngestReport"]


@dataclass(slots=True)
class IngestReport:
    """What one run did: pages, documents, and what went wrong."""

    pages: int = 0
    pages_unchanged: int = 0
    pages_again: int = 0
    documents: int = 0
    written: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """Return the counts and the problems as plain values."""
        return {
            "pages": self.pages,
            "pages_unchanged": self.pages_unchanged,
            "pages_again": self.pages_again,
            "documents": self.documents,
            "written": self.written,
            "removed": self.removed,
            "problems": [problem.to_dict() for problem in self.problems],
        }
