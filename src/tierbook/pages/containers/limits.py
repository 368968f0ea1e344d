"""What a container may cost: limits against archives that are made to fill a machine, and the count of what was spent.

A limit on one member refuses that member and the rest is read; a limit on the whole ends the container there.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.errors import PageUnreadable

__all__ = ["LIMITS", "Budget", "ContainerSpent", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits. Beside them stands that of a single page, `ReadOptions.limit`.

    Args:
        members: members of a container, those of containers in it counted too.
        total: bytes that they may unpack to, all together.
        ratio: times that a member may grow when it is unpacked; looked at beyond `ratio_from` bytes. A page of HTML
            grows five to twenty times.
        depth: containers within one another: a page in a gzip in a ZIP lies at depth 2.
        header: bytes that the header of one record or message may have.
        office: bytes that the parts of an office document may unpack to.
    """

    members: int = 100_000
    total: int = 50_000_000_000
    ratio: int = 200
    ratio_from: int = 10_000_000
    depth: int = 3
    header: int = 100_000
    office: int = 200_000_000


LIMITS = Limits()


class ContainerSpent(PageUnreadable):
    """A container has reached a limit on the whole of it; nothing more of it is read."""


class Budget:
    """What one container and those within it have cost so far."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.members = 0
        self.total = 0

    def count_member(self, name: str) -> None:
        """Count one more member.

        Raises:
            ContainerSpent: there are too many.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise ContainerSpent(
                f"the container has more than {self.limits.members:,} members",
                where=name,
                why="an archive made to fill a machine looks like this; what stands before this member was read",
                remedy="unpack it, and give the folder",
            )

    def spend(self, name: str, size: int, *, member: int = 0, packed: int | None = None) -> None:
        """Count bytes that were unpacked.

        Args:
            name: the member.
            size: the bytes.
            member: bytes of this member so far.
            packed: bytes that they were unpacked from, where known.

        Raises:
            ContainerSpent: all members together are too long.
            PageUnreadable: the member has grown too much.
        """
        self.total += size
        if self.total > self.limits.total:
            raise ContainerSpent(
                f"the container unpacks to more than {self.limits.total:,} bytes",
                where=name,
                why="an archive made to fill a machine looks like this; what stands before this member was read",
                remedy="unpack it, and give the folder",
            )
        limit = self.limits
        if packed is not None and limit.ratio_from < member > limit.ratio * max(packed, 1):
            raise PageUnreadable(
                f"it unpacks to more than {limit.ratio} times its size",
                where=name,
                why="an archive made to fill a machine looks like this",
                remedy="unpack this member, look at it, and give the file",
            )
