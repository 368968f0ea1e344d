"""Exhibits: a passage with the page it stands in, its citation and coding, and a program that checks them.

Takes: the record of a coding, the page as it was served, a place in the text. Gives: the bytes of a ZIP file, the same
for the same input and date of access. Touches: reads package data.
"""

from tierbook.release.exhibits.exhibit import make_exhibit

__all__ = ["make_exhibit"]
