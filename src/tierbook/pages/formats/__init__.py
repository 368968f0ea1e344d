"""File formats that are neither text nor HTML: their text, so that the same readers serve them.

Takes: bytes and a name. Gives: the visible text with what is furniture in it, and for Markdown the map back.
"""

from tierbook.pages.formats.choosing import FormatText, read_format
from tierbook.pages.formats.word import is_docx

__all__ = ["FormatText", "is_docx", "read_format"]
