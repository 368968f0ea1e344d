"""Two editions of a country as whole texts: paragraphs aligned, both sides in one row, so that they scroll together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tierbook.dossier import compare_editions
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.changes_page import ParagraphRow, paragraph_rows
from tierbook.library.reading.held import held_of

__all__ = ["EditionsBeside", "build_editions_beside"]


@dataclass(frozen=True, slots=True)
class EditionsBeside:
    """Both texts by rows; without rows and with a reason where they are not of one kind."""

    rows: tuple[ParagraphRow, ...]
    why_not: str
    headline: tuple[str, ...]
    between: str
    carried: int
    sentences: int


def build_editions_beside(earlier: Document, later: Document) -> EditionsBeside:
    """Return two editions of a country beside each other."""
    return _build(earlier.pk, earlier.digest, later.pk, later.digest)


@lru_cache(maxsize=64)
def _build(earlier: str, digest: str, later: str, other_digest: str) -> EditionsBeside:
    """Compare two texts; digests make the memory forget what has changed."""
    texts = {text.document: text for text in held_of(documents=[earlier, later])}
    changes = compare_editions(texts[earlier], texts[later])
    if changes.why_not or changes.tier_alone:
        why = changes.why_not or f"{changes.tier_alone}: there is no text to set beside another"
        return EditionsBeside((), why, (), "", 0, 0)
    rows = paragraph_rows(changes)
    return EditionsBeside(
        rows=rows,
        why_not="" if rows else "a paragraph is too long to be compared word by word",
        headline=tuple(statement.text for statement in changes.headline()),
        between=changes.between_words if changes.between else "",
        carried=len(changes.carried),
        sentences=changes.sentences,
    )
