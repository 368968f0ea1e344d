"""Lines that are handed in: how one is read, many at a time, and what became of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import orjson

from tierbook.errors import WrongUse

__all__ = ["Taken", "in_batches", "read_object"]

T = TypeVar("T")


@dataclass(slots=True)
class Taken:
    """What became of lines that were handed in: decisions, events, disputes.

    Attributes:
        added: how many became events.
        known: how many were events already.
        refused: the others, each with its place (from 1) and the reason.
    """

    added: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def read_object(
    raw: str | bytes, *, remedy: str, wanted: str, where: str | None = None
) -> dict[str, Any]:
    """Return the object that a line of JSON holds.

    Args:
        raw: the line.
        remedy: what helps where it holds none.
        wanted: what it should be: `event`.
        where: which line.

    Raises:
        WrongUse: it is no JSON, or no object.
    """
    try:
        line = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise WrongUse(f"this is no JSON: {error}", where=where, remedy=remedy) from error
    if not isinstance(line, dict):
        raise WrongUse(f"this is no {wanted}", where=where, remedy=remedy)
    return line


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield things in their order, at most `size` at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
