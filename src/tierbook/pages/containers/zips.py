"""ZIP archives: members in the order of the archive's list; of a damaged archive those that still stand whole.

A name is a label and nothing else: nothing is ever written under it, so `../` or a drive letter leads nowhere.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.containers.kinds import passed_by_name
from tierbook.pages.containers.labels import clean_label, odd_name
from tierbook.pages.containers.limits import Budget
from tierbook.pages.containers.member import HEAD, Guarded, buffered, damaged

__all__ = ["Found", "is_hidden", "list_zip", "open_zip"]

Found = tuple[str, BinaryIO]
_UTF8 = 0x800
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_RARE = {9: "deflate64", zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA", 93: "zstd"}
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def list_zip(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[Found | Problem]:
    """Yield (label, stream) of each member that may be a page, and problems; each stream is good until the next.

    Args:
        archive: the archive, opened.
        name: its label.
        budget: what it may cost.

    Raises:
        ContainerSpent: the limits on the whole are reached.
    """
    seen: set[str] = set()
    for info in archive.infolist():
        plain = _name_of(info)
        label = f"{name}/{clean_label(plain)}"
        if info.is_dir() or is_hidden(plain):
            continue
        budget.count_member(label)
        refusal = _refusal(info, label)
        if refusal is not None:
            yield refusal
            continue
        by_name = passed_by_name(plain)
        try:
            raw = cast(BinaryIO, archive.open(info))
            stream = buffered(Guarded(raw, label, budget, partial(int, info.compress_size)))
            head = stream.peek(HEAD) if by_name else b""
        except PageUnreadable as error:
            yield Problem.of(error, label)
            continue
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            EOFError,
            zlib.error,
        ) as error:
            yield Problem.of(damaged(label, error), label)
            continue
        if by_name and passed_by_name(plain, head):
            yield Problem(label, f"passed over: {by_name}", failed=False)
            continue
        odd = odd_name(plain)
        if odd:
            what = f"its name {odd}; names are only labels here, and it is read"
            yield Problem(label, what, failed=False)
        if plain in seen:
            what = "the archive holds another member of this name; both are read"
            yield Problem(label, what, failed=False)
        seen.add(plain)
        yield label, stream


def open_zip(stream: BinaryIO, name: str, budget: Budget) -> zipfile.ZipFile | None:
    """Return an archive, or None where its list of members is damaged or missing.

    Raises:
        PageUnreadable: the list is longer than an archive of pages can have.
    """
    stream.seek(0)
    size = _list_size(stream)
    most = budget.limits.members * 200
    if size > most:
        raise PageUnreadable(
            f"the archive's list of members has {size:,} bytes",
            where=name,
            why=f"the limit is {most:,}, for {budget.limits.members:,} members",
            remedy="unpack it, and give the folder",
        )
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, OverflowError, NotImplementedError):
        return None


def is_hidden(name: str) -> bool:
    """Tell a member that file managers put in on their own, or a hidden one, as they are left out of folders."""
    parts = name.replace("\\", "/").split("/")
    return any(
        part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts
    ) or parts[-1] in ("Thumbs.db", "desktop.ini")


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name; one that is UTF-8 and doesn't say so is read as such."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _refusal(info: zipfile.ZipInfo, label: str) -> Problem | None:
    if info.flag_bits & _ENCRYPTED:
        return Problem(
            label,
            "this member is encrypted",
            "no password can be given",
            "unpack the archive with its password, and give the folder",
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem(
            label, "passed over: a link, which leads nowhere in an archive", failed=False
        )
    if info.compress_type not in _READ:
        method = _RARE.get(info.compress_type, f"number {info.compress_type}")
        return Problem(
            label,
            f"this member is compressed by a rare method ({method})",
            "only the usual one, deflate, can be unpacked under a limit",
            "unpack the archive, and give the folder",
        )
    return None


def _list_size(stream: BinaryIO) -> int:
    """Return the size of an archive's list of members as its end says; 0 where it says nothing."""
    end = stream.seek(0, 2)
    stream.seek(max(end - _END_SIZE - _LONGEST_COMMENT - 76, 0))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size == 0xFFFFFFFF:  # the size stands in the record of 64 bits before it
        long = tail.rfind(b"PK\x06\x06", 0, at)
        size = int.from_bytes(tail[long + 40 : long + 48], "little") if long >= 0 else 0
    return size
