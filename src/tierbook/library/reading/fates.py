"""What became of a recommendation in an edition: the signs that pages draw, with their words."""

from __future__ import annotations

__all__ = ["FATES"]

# Sign, name and what it says of an edition.
FATES = (
    ("new", "N", "new"),
    ("repeated", "=", "repeated in the same words"),
    ("reworded", "~", "reworded"),
    ("split", "<", "split into several"),
    ("merged", ">", "merged with another"),
    ("asked", "a", "asked; whether it is new is unknown, or an earlier list asked too"),
    ("not_repeated", "–", "not repeated"),
    ("unknown", "?", "unknown: the edition or its list is not held"),
)
