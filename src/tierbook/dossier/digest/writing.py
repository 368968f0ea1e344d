"""A Digest as Markdown and as text for a terminal, from the same parts in the same order."""

from __future__ import annotations

import re

from tierbook.dossier.digest.digest import Digest
from tierbook.dossier.digest.parts import digest_parts
from tierbook.dossier.held import Quote
from tierbook.text import fold_paragraph, long_date

__all__ = ["DIGEST_NOTE", "digest_markdown", "show_digest"]

DIGEST_NOTE = (
    "Not a publication of the U.S. government, UNHCR or the United Nations. Placements are the Department's; "
    "quoted words are those of the texts held. What is not held is not known, which is never a no."
)
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def digest_markdown(digest: Digest) -> str:
    """Return a digest as Markdown: quotes as block quotes, each with its place.

    Args:
        digest: what `build_digest` gave.
    """
    lines = [f"# {digest.title}", "", _dated(digest), ""]
    lines += [f"- {_plain(statement.text)}" for statement in digest.summary()]
    for part in digest_parts(digest):
        lines += ["", f"## {part.heading}", "", part.note, ""]
        for item in part.items:
            basis = item.statement.basis
            by = "" if item.statement.quotes or not basis else f" (by {basis})"
            lines.append(f"- {_plain(item.statement.text + by)}")
            for quote in item.statement.quotes:
                lines += ["", f"  > {_plain(_flat(quote))} ({quote.short})", ""]
    lines += ["", "---", "", DIGEST_NOTE]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def show_digest(digest: Digest) -> str:
    """Return a digest as text, lines of at most 92 characters.

    Args:
        digest: what `build_digest` gave.
    """
    lines = [digest.title, "=" * len(digest.title), _dated(digest), ""]
    for statement in digest.summary():
        lines += fold_paragraph(statement.text, mark="- ")
    for part in digest_parts(digest):
        lines += ["", part.heading.upper(), *fold_paragraph(part.note, "  ", hang="")]
        for item in part.items:
            lines += fold_paragraph(item.statement.text.replace("\u00a0", " "), "  ", mark="- ")
            for quote in item.statement.quotes:
                lines += fold_paragraph(f"“{_flat(quote)}” {quote.short}", "    ", hang="")
    lines += ["", *fold_paragraph(DIGEST_NOTE, "  ", hang="")]
    return "\n".join(lines) + "\n"


def _dated(digest: Digest) -> str:
    checked = "" if digest.edition.date_checked else " (date not checked)"
    return f"Published {long_date(digest.edition.published)}{checked}."


def _flat(quote: Quote) -> str:
    return " ".join(quote.text.split())


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    return _MARKS.sub(r"\\\1", words.replace("\u00a0", " "))
