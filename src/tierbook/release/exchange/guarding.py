"""Files from strangers: archives within limits, and XML without declarations of its own.

Nothing is unpacked to disk, so a member's name is only a label. XML that declares a document type is refused whole:
entities that grow, and entities that lead to other files, need one; no format here does.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tierbook.errors import ExchangeInvalid

__all__ = ["MOST", "Room", "open_zip", "parse_xml"]

MOST = 500_000_000  # bytes of a file, and of all that it unpacks to, archives within it with it
_MEMBERS = 50_000
_RATIO, _RATIO_FROM = 200, 10_000_000
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError)
_TRUST = "an archive made to fill a machine looks like this"


@dataclass(slots=True)
class Room:
    """How many bytes a file may still unpack to; archives within it take from the same."""

    left: int = MOST


def open_zip(
    data: bytes, where: str, endings: tuple[str, ...], room: Room | None = None
) -> tuple[dict[str, bytes], list[str]]:
    """Return the members of an archive by name, and those that cannot be read, each with the reason.

    Args:
        data: the archive.
        where: its name, for messages.
        endings: of the names that are wanted; films and pictures are never unpacked.
        room: what is left for the file that the archive is, or lies in; all there is unless given.

    Raises:
        ExchangeInvalid: it is none, or unpacks to more than the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGED, OSError, ValueError) as error:
        raise ExchangeInvalid(
            f"the archive cannot be opened: {error}",
            where=where,
            why="it is damaged, or no archive",
            remedy="export the project again from the program that it comes from",
        ) from error
    infos = [info for info in archive.infolist() if info.filename.lower().endswith(endings)]
    if len(infos) > _MEMBERS:
        raise ExchangeInvalid(
            f"the archive has {len(infos):,} members",
            where=where,
            why=_TRUST,
            remedy="unpack it and look at it",
        )
    room = room or Room()
    found: dict[str, bytes] = {}
    faults: list[str] = []
    for info in infos:
        try:
            content = _read_member(archive, info, where, room)
        except (*_DAMAGED, OSError, ValueError) as error:
            faults.append(f"{where}/{info.filename}: it is damaged or encrypted: {error}")
            continue
        found.setdefault(info.filename, content)
    return found, faults


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, room: Room) -> bytes:
    """Return one member, read no further than there is room; what is read takes from it.

    Raises:
        ExchangeInvalid: it is larger than that, or has grown too much.
    """
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            room.left -= len(part)
            if room.left < 0 or _RATIO_FROM < size > _RATIO * max(info.compress_size, 1):
                raise ExchangeInvalid(
                    f"{info.filename!r} unpacks to more than {size - 1:,} bytes",
                    where=where,
                    why=_TRUST,
                    remedy="unpack this member and look at it; export the project again in parts if it is sound",
                )
            parts.append(part)
    return b"".join(parts)


def parse_xml(data: bytes, where: str) -> Any:
    """Return the root of an XML document that declares nothing and fetches nothing.

    Raises:
        ExchangeInvalid: it is no XML, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExchangeInvalid(
            f"it is no XML: {error}",
            where=where,
            remedy="export the project again from the program that it comes from",
        ) from error
    if root.getroottree().docinfo.doctype:
        raise ExchangeInvalid(
            "the XML declares a document type",
            where=where,
            why="no format of coding tools does, and such declarations can fill a machine or read its files",
            remedy="take the declaration away if you trust the file",
        )
    return root
