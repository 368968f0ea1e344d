"""A `Draft` as Markdown, HTML, DOCX or PDF: the same words and notes in each, the same bytes on every run."""

from tierbook.release.writers.docx import write_docx
from tierbook.release.writers.html import write_html
from tierbook.release.writers.markdown import write_markdown
from tierbook.release.writers.pdf import write_pdf

__all__ = ["write_docx", "write_html", "write_markdown", "write_pdf"]
