"""The codebook as it stood: each entry kept once, so that a finding's page shows the rule it was made by."""

from __future__ import annotations

from typing import Any

from tierbook.codebook import Codebook, Variable
from tierbook.library.reading.variables import codebook
from tierbook.library.record.journal import keep_hash

__all__ = ["Book", "book_at_work", "describe_entry"]

Book = tuple[
    str, str, dict[str, str], dict[str, dict[str, Any]]
]  # name, hash, id -> hash, hash -> entry


def book_at_work() -> Book:
    """Return the codebook of this version of tierbook, ready to be kept."""
    return _make(codebook())


def _make(book: Codebook) -> Book:
    entries = {v.id: describe_entry(v, book) for v in book.variables.values()}
    hashes = {name: keep_hash(entry) for name, entry in entries.items()}
    return book.name, keep_hash(hashes), hashes, {hashes[i]: e for i, e in entries.items()}


def describe_entry(variable: Variable, book: Codebook) -> dict[str, Any]:
    """Return what a reader needs of an entry to judge a value by it: question, rule, what it isn't, codes in words."""
    return {
        "id": variable.id,
        "label": variable.label,
        "question": variable.question,
        "type": variable.type,
        "pillar": variable.pillar,
        "government": variable.government,
        "first_edition": variable.first_edition,
        "last_edition": variable.last_edition,
        "rule": variable.rule,
        "not_this": variable.not_this,
        "reference": variable.reference,
        "codes": dict(book.vocabularies.get(variable.vocabulary or "", {})),
    }
