"""File formats that are neither text nor HTML: their text, so that the same readers serve them.

Takes: bytes and a name. Gives: the visible text with what is furniture in it, and for Markdown the map back.
"""

from tierbook.pages.formats.choosing import FormatText, read_format

__all__ = ["FormatText", "read_format"]
