"""Sets of passages as whole numbers: bit n is set when passage n is in it, and joining sets costs microseconds."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["bits_in", "bits_joined", "bits_of"]

_PLACES = tuple(tuple(n for n in range(8) if byte >> n & 1) for byte in range(256))


def bits_of(numbers: Iterable[int]) -> int:
    """Return the set of some numbers."""
    listed = list(numbers)
    if not listed:
        return 0
    row = bytearray((max(listed) >> 3) + 1)
    for n in listed:
        row[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(row, "little")


def bits_joined(parts: Iterable[tuple[int, int]]) -> int:
    """Return the set that small ones make together, each given as its first byte and its bits counted from there.

    A set is as long as its highest number says: joining whole ones, one for each text, would take the square of them.
    """
    listed = [(begin, within, (within.bit_length() + 7) >> 3) for begin, within in parts]
    row = bytearray(max((begin + length for begin, _, length in listed), default=0))
    for begin, within, length in listed:
        end = begin + length
        row[begin:end] = (int.from_bytes(row[begin:end], "little") | within).to_bytes(
            length, "little"
        )
    return int.from_bytes(row, "little")


def bits_in(mask: int) -> list[int]:
    """Return the numbers of a set, in order."""
    row = mask.to_bytes((mask.bit_length() + 7) >> 3, "little")
    return [(at << 3) + place for at, byte in enumerate(row) if byte for place in _PLACES[byte]]
