"""Which format a file is in, by its bytes; Markdown, which has none of its own, by its name or marks."""

from __future__ import annotations

from tierbook.errors import PageUnreadable
from tierbook.pages.decoding import decode_page
from tierbook.pages.formats.format_text import FormatText
from tierbook.pages.formats.markdown import is_markdown, read_markdown
from tierbook.pages.options import ReadOptions

__all__ = ["FormatText", "read_format"]

_ZIP = b"PK\x03\x04"
_RTF = b"{\\rtf"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_format(data: bytes, name: str, options: ReadOptions) -> FormatText | None:
    """Return the text of a Word document or a Markdown file; None for anything else.

    Raises:
        PageUnreadable: the file is damaged, or in a format that is not read.
    """
    if data.startswith(_RTF):
        raise PageUnreadable(
            "this is an RTF document",
            why="of office documents only DOCX is read",
            remedy="open it and save it as DOCX, HTML or plain text",
        )
    if data.startswith(_OLD_OFFICE):
        raise PageUnreadable(
            "this is an office document of the old kind (DOC, XLS), or one with a password",
            why="of office documents only DOCX without a password is read",
            remedy="open it and save it as DOCX, HTML or plain text",
        )
    if data.startswith(_ZIP):
        from tierbook.pages.formats.word import is_docx, read_docx

        if is_docx(data):
            return read_docx(data, options)
    if is_markdown(name, data):
        text, repairs = decode_page(data)
        return read_markdown(text, repairs)
    return None
