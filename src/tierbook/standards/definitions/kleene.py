"""Three-valued logic: true, false, and None for what is not known (strong Kleene).

What is not known stays so only as long as it can matter: one true is enough for *any*, one false decides *all*.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Truth", "all_of", "any_of", "not_of"]

Truth = bool | None


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return whether at least one is true; None where that hangs on what is not known."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            found = None
    return found


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return whether every one is true; None where that hangs on what is not known."""
    return not_of(any_of(not_of(truth) for truth in truths))


def not_of(truth: Truth) -> Truth:
    """Return the opposite; what is not known stays so."""
    return None if truth is None else not truth
