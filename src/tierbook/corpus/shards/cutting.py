"""Items cut into partitions: bounded, and the same ones wherever the same items follow one another.

A partition is closed at an item whose hash says so, not at every so many. So pages that are added or gone change the
partitions that they fall into, and all others keep their content, their name and what was made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tierbook.corpus.manifest import options_given
from tierbook.corpus.shards.items import Item
from tierbook.files import short_hash

__all__ = ["LEAST", "PARTITION", "Partition", "cut_partitions"]

LEAST = 50  # fewer to a task cost more to hand over than to code: measured
PARTITION = 100
_MOST = 3  # times the least; wide enough that two lists of pages soon close at the same ones again
_BYTES = 16_000_000
_FORMAT = 1  # of the shards: another one makes every partition another


@dataclass(frozen=True, slots=True)
class Partition:
    """Items that one worker reads and codes, and that stand together in one shard.

    Attributes:
        key: 16 characters of the hash of its items, of what is said of each of them, and of how all are read: the name
            of its shards.
        items: in the order of the inputs.
    """

    key: str
    items: tuple[Item, ...]

    @property
    def inputs(self) -> int:
        """How many inputs it begins with: the number of the last and that of the first, both counted."""
        return self.items[-1].source - self.items[0].source + 1


def cut_partitions(
    items: Iterable[Item], said: object, *, least: int = PARTITION
) -> Iterator[Partition]:
    """Yield partitions of `least` to three times as many documents, fewer where pages are long.

    Args:
        items: what `list_items` gives.
        said: how pages are read, as plain values; another way is another partition.
        least: documents, or pages that give none.
    """
    held: list[Item] = []
    count = size = 0
    container: str | None = None
    told = False  # that the end of this container is somebody else's, or says nothing
    for item in items:
        if item.given.container != container:
            container, told = item.given.container, False
        told = told or item.same
        if item.given.closed and told:
            continue
        held.append(item)
        count += max(item.documents, 1)
        size += item.size
        here = int(item.sha256[:8], 16) % max(1, least // 2) == 0
        if (count >= least and here) or count >= _MOST * least or size >= _BYTES:
            yield _close(held, said)
            held, count, size, told = [], 0, 0, True
    if held:
        yield _close(held, said)


def _close(items: list[Item], said: object) -> Partition:
    listed = [_said_of(item) for item in items]
    return Partition(short_hash([_FORMAT, said, listed]), tuple(items))


def _said_of(item: Item) -> list[object]:
    """Return what an item is known by: name, bytes, place in its file, and what its container says of it, if anything.

    The same bytes that were taken on another day, or from another address, make another document.
    """
    before = item.portion.rows_before if item.portion else None
    given = options_given(item.given.options) if item.given.options else {}
    return [item.given.name, item.sha256, before, *([given] if given else [])]
