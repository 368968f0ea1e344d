"""The Report as PDF, read into a Document for each country: reading order, furniture, printed page numbers."""

from tierbook.pages.pdf.opening import looks_like_pdf
from tierbook.pages.pdf.reading import read_pdf

__all__ = ["looks_like_pdf", "read_pdf"]
