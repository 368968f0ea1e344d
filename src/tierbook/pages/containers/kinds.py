"""What a file is by its first bytes, never by its name; and packings that are not read, each with the remedy."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from tierbook.errors import PageUnreadable
from tierbook.text import late

__all__ = ["Kind", "kind_of", "passed_by_name", "refuse_other_packings"]

Kind = Literal["zip", "gzip", "warc", "mhtml"]

_WARC = late(rb"WARC/[01]\.\d+\s*\r?\n")
_HEADER = late(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S")
_RELATED = late(rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.I | re.M)
_SNAPSHOT = late(rb"^(?:snapshot-content-location|mime-version):", re.I | re.M)
_TAR = (b"ustar\x00", b"ustar  ")
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
)

_PAGES = frozenset(
    ".txt .text .html .htm .xhtml .shtml .asp .aspx .php .cfm .jsp .json .jsonl .ndjson .md .markdown .docx .pdf"
    " .csv .tsv .tab .parquet .zip .gz .warc .mht .mhtml .eml".split()
)
_REFUSED_BY_NAME = frozenset(".doc .docm .rtf .odt .epub .xlsx .xls .pptx".split())
_NO_PAGES = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot .mp3 .mp4"
    " .m4a .webm .ogg .wav .avi .mov .swf .exe .dll .so .py .pyc .r .do .dta .sav .yaml .yml .toml .ini .cfg .log"
    " .xml .rss .bib .ris .sqlite3 .db .bin .dat .cdx .tar .tgz .7z .rar .bz2 .xz .iso .lock .sh .bat".split()
)


def kind_of(head: bytes) -> Kind | None:
    """Return the kind of container that begins with these bytes; None for a page or anything else.

    Args:
        head: the first bytes, some thousands where there are so many.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if _WARC.match(head):
        return "warc"
    if _HEADER.match(head):
        block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        if _RELATED.search(block) and _SNAPSHOT.search(block):
            return "mhtml"
    return None


def refuse_other_packings(head: bytes, name: str) -> None:
    """Do nothing for what is read or is no packing.

    Raises:
        PageUnreadable: it is an archive of a kind that is not read.
    """
    said = next((said for magic, said in _OTHERS if head.startswith(magic)), None)
    if head[257:263].startswith(_TAR[0][:5]):
        said = "a tar archive"
    if head.startswith(b"filedesc://"):
        raise PageUnreadable(
            "this is an ARC file, the old form of a web archive",
            where=name,
            why="WARC files are read",
            remedy="turn it into a WARC file with `warcio recompress`",
        )
    if said is not None:
        raise PageUnreadable(
            f"this is {said}",
            where=name,
            why="ZIP, gzip, WARC and MHTML files are read",
            remedy="unpack it, and give the folder or the file",
        )


def passed_by_name(name: str, head: bytes = b"") -> str | None:
    """Return why a file met in a folder or an archive is passed over by its name, or None if it may be a page.

    Args:
        name: its name.
        head: its first bytes where they are at hand; a name that says nothing is judged by them.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _PAGES or suffix in _REFUSED_BY_NAME or not suffix:
        return None
    if suffix not in _NO_PAGES and (
        kind_of(head)
        or head.startswith(b"%PDF-")
        or re.match(rb"\s*<(?:!doctype|html)", head, re.I)
    ):
        return None
    return f"a {suffix} file is no page that tierbook reads"
