"""Office documents and books, which are ZIP archives by their bytes and documents to everyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.errors import PageUnreadable

if TYPE_CHECKING:
    from zipfile import ZipFile

__all__ = ["is_word", "refuse_other_documents"]

_WORD = "word/document.xml"
_BY_PART = (
    ("xl/workbook.xml", "an Excel workbook", "save the sheet as CSV, and name its columns"),
    ("xl/workbook.bin", "an Excel workbook", "save the sheet as CSV, and name its columns"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "save its text as plain text"),
    ("Index/Document.iwa", "an Apple iWork document", "export it as DOCX or PDF"),
)
_BY_TYPE = (
    ("application/epub", "an EPUB book", "save the chapter as HTML or plain text"),
    ("opendocument.spreadsheet", "an OpenDocument sheet", "save it as CSV, and name its columns"),
    ("opendocument", "an OpenDocument text", "save it as DOCX, HTML or plain text"),
)


def is_word(archive: ZipFile) -> bool:
    """Tell whether an archive is a Word document."""
    return _WORD in archive.NameToInfo and "[Content_Types].xml" in archive.NameToInfo


def refuse_other_documents(archive: ZipFile, name: str) -> None:
    """Do nothing for an archive that is one.

    Raises:
        PageUnreadable: it is a document of a kind that is not read.
    """
    found = next(
        ((said, do) for part, said, do in _BY_PART if part in archive.NameToInfo), None
    ) or _by_type(archive)
    if found is not None:
        raise PageUnreadable(
            f"this is {found[0]}",
            where=name,
            why="of office documents only DOCX is read",
            remedy=found[1],
        )


def _by_type(archive: ZipFile) -> tuple[str, str] | None:
    from zipfile import BadZipFile

    info = archive.NameToInfo.get("mimetype")
    if info is None or info.file_size > 200:
        return None
    try:
        media = archive.read(info).decode("ascii", "replace")
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError):
        return None
    return next(((said, do) for part, said, do in _BY_TYPE if part in media), None)
