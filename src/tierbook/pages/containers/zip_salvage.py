"""What can still be read of a ZIP archive whose list of members is missing: each member has a header of its own.

Such an archive is mostly a download that broke off. A member is given only where its checksum fits.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.containers.kinds import passed_by_name
from tierbook.pages.containers.labels import clean_label
from tierbook.pages.containers.limits import Budget, ContainerSpent
from tierbook.pages.containers.zips import Found, is_hidden
from tierbook.pages.options import ReadOptions

__all__ = ["salvage_zip"]

_LOCAL, _LISTED, _DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_HEADER = 30
_CHUNK = 1 << 16
_LONG = 0xFFFFFFFF
_REMEDY = "fetch or copy the archive again"


@dataclass(frozen=True, slots=True)
class _Local:
    """A member by its own header; `size` is None where the header leaves it open."""

    name: str
    start: int
    method: int
    encrypted: bool
    crc: int
    size: int | None


def salvage_zip(
    stream: BinaryIO, name: str, options: ReadOptions, budget: Budget
) -> Iterator[Found | Problem]:
    """Yield (label, stream) of each whole member, and problems; the first says that the list is missing.

    Raises:
        PageUnreadable: not one member has a header.
        ContainerSpent: the limits on the whole are reached.
    """
    yield Problem(
        name,
        "the ZIP archive is damaged: its list of members is missing or broken",
        "most often it breaks off; members that stand whole before that place are read, later ones are lost",
        _REMEDY,
    )
    at: int | None = _find(stream, 0)
    if at is None:
        raise PageUnreadable("nothing in the archive can be read", where=name, remedy=_REMEDY)
    while at is not None:
        local = _read_header(stream, at)
        if local is None:
            at = _find(stream, at + 4)
            continue
        label = f"{name}/{clean_label(local.name)}"
        by_name = passed_by_name(local.name)
        end: int | None = None
        if local.name.endswith("/") or is_hidden(local.name):
            pass
        elif by_name is not None:
            yield Problem(label, f"passed over: {by_name}", failed=False)
        else:
            budget.count_member(label)
            try:
                data, end = _unpack(stream, local, label, options, budget)
                yield label, io.BytesIO(data)
            except ContainerSpent:
                raise
            except PageUnreadable as error:
                yield Problem.of(error, label)
        if end is None:
            end = local.start + local.size if local.size is not None else at + 4
        at = _find(stream, end)


def _find(stream: BinaryIO, at: int) -> int | None:
    """Return where the next member's header stands; None at the end, or where the list of members begins."""
    stream.seek(at)
    kept = b""
    while data := stream.read(_CHUNK):
        block = kept + data
        found, listed = block.find(_LOCAL), block.find(_LISTED)
        if found >= 0 and not 0 <= listed < found:
            return at - len(kept) + found
        if listed >= 0 and at == 0 and not kept:
            return None
        if listed >= 0 and found < 0 and _is_listed(block, listed):
            return None
        at += len(data)
        kept = block[-3:]
    return None


def _is_listed(block: bytes, at: int) -> bool:
    """Tell an entry of the list from the same four bytes within compressed data: its fields are sound."""
    return len(block) < at + 12 or int.from_bytes(block[at + 10 : at + 12], "little") in (0, 8)


def _read_header(stream: BinaryIO, at: int) -> _Local | None:
    """Return the member whose header stands at a place; None where it is none, or breaks off."""
    stream.seek(at)
    head = stream.read(_HEADER)
    if len(head) < _HEADER:
        return None

    def field(place: int, size: int) -> int:
        return int.from_bytes(head[place : place + size], "little")

    flags, method = field(6, 2), field(8, 2)
    name, extra = stream.read(field(26, 2)), stream.read(field(28, 2))
    if method > 99 or not name or len(extra) < field(28, 2):
        return None
    size: int | None = field(18, 4)
    if size == _LONG:
        size = _long_size(extra)
    if flags & 0x8:
        size = None
    try:
        words = name.decode("utf-8")
    except UnicodeDecodeError:
        words = name.decode("cp437")
    start = at + _HEADER + len(name) + len(extra)
    return _Local(words, start, method, bool(flags & 1), field(14, 4), size)


def _long_size(extra: bytes) -> int | None:
    """Return the packed size from the field of 64 bits."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = (int.from_bytes(extra[at + i : at + i + 2], "little") for i in (0, 2))
        if kind == 1 and size >= 16:
            return int.from_bytes(extra[at + 12 : at + 20], "little")
        at += 4 + size
    return None


def _unpack(
    stream: BinaryIO, local: _Local, label: str, options: ReadOptions, budget: Budget
) -> tuple[bytes, int | None]:
    """Return a member's bytes, its checksum proved, and where it ends if that is known.

    Raises:
        PageUnreadable: it breaks off, is damaged, encrypted or too long.
        ContainerSpent: the limits on the whole are reached.
    """
    if local.encrypted:
        raise PageUnreadable(
            "this member is encrypted",
            where=label,
            remedy="unpack the archive with its password, and give the folder",
        )
    stream.seek(local.start)
    if local.method == 0 and local.size is not None:
        data = stream.read(min(local.size, options.limit(b"%PDF-") + 1))
        budget.spend(label, len(data))
        _check_length(data, label, options)
        if len(data) < local.size:
            raise _broken_off(label)
        crc, end = local.crc, local.start + local.size
    elif local.method == 8:
        data, crc, end = _inflate(stream, local, label, options, budget)
    else:
        raise PageUnreadable(
            "this member cannot be read without the archive's list", where=label, remedy=_REMEDY
        )
    if zlib.crc32(data) != crc:
        raise PageUnreadable(
            "it is damaged", where=label, why="its checksum does not fit", remedy=_REMEDY
        )
    return data, end


def _inflate(
    stream: BinaryIO, local: _Local, label: str, options: ReadOptions, budget: Budget
) -> tuple[bytes, int, int]:
    """Unpack a member; return its bytes, the checksum that is told of it, and where it ends."""
    inflate = zlib.decompressobj(-15)
    parts: list[bytes] = []
    size = packed = 0
    waiting = b""
    while not inflate.eof:
        block = waiting or stream.read(_CHUNK)
        if not block:
            raise _broken_off(label)
        packed += 0 if waiting else len(block)
        try:
            part = inflate.decompress(block, _CHUNK * 4)
        except zlib.error as error:
            raise PageUnreadable(
                "it is damaged and cannot be unpacked", where=label, why=str(error), remedy=_REMEDY
            ) from error
        waiting = inflate.unconsumed_tail
        parts.append(part)
        size += len(part)
        budget.spend(label, len(part), member=size, packed=packed)
        if size > options.limit(parts[0][:1024]):
            _check_length(b"".join(parts), label, options)
    end = stream.tell() - len(inflate.unused_data)
    data = b"".join(parts)
    _check_length(data, label, options)
    if local.size is not None:
        return data, local.crc, end
    stream.seek(end)
    tail = stream.read(8)
    if len(tail) < 8:
        raise _broken_off(label)
    place = 4 if tail.startswith(_DESCRIPTOR) else 0
    return data, int.from_bytes(tail[place : place + 4], "little"), end


def _check_length(data: bytes, label: str, options: ReadOptions) -> None:
    limit = options.limit(data[:1024])
    if len(data) > limit:
        raise PageUnreadable(
            f"it has more than {limit:,} bytes",
            where=label,
            why="that is the limit for one page",
            remedy="raise it with --max-size, or split the file",
        )


def _broken_off(label: str) -> PageUnreadable:
    return PageUnreadable(
        "it breaks off", where=label, why="the archive ends within this member", remedy=_REMEDY
    )
