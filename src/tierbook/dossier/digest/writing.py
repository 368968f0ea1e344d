"""A Digest as Markdown and as text for a terminal, from the same parts in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tierbook.dossier.digest.digest import Digest, clock_statement
from tierbook.dossier.held import Quote, Statement
from tierbook.places import country_name
from tierbook.text import fold_paragraph, join_words, long_date

__all__ = ["STANDING_NOTE", "DigestPart", "digest_markdown", "digest_parts", "show_digest"]

STANDING_NOTE = (
    "Not a publication of the U.S. government, UNHCR or the United Nations. Placements are the Department's; "
    "quoted words are those of the texts held. What is not held is not known, which is never a no."
)
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One part of a digest: its heading, what the heading needs said, and its items."""

    id: str
    heading: str
    note: str
    items: tuple[Statement, ...]


def digest_parts(digest: Digest) -> tuple[DigestPart, ...]:
    """Return the parts of a digest, empty ones left out.

    Args:
        digest: what `build_digest` gave.
    """
    return tuple(part for part in _parts(digest) if part.items)


def _parts(digest: Digest) -> Iterator[DigestPart]:
    before = f"Against {digest.year - 1}."
    moves = (
        ("up", "Moved up", digest.moves.up),
        ("down", "Moved down", digest.moves.down),
        ("other", "To or from a special case", digest.moves.other),
    )
    for name, heading, found in moves:
        items = tuple(Statement(m.text, m.quotes, m.basis) for m in found)
        yield DigestPart(name, heading, before, items)
    for words, rows in digest.running_out:
        items = tuple(clock_statement(digest, words, row) for row in rows)
        name = "must-leave" if words == "Cannot stay" else "waiver"
        heading = f"Clocks running out: {words[0].lower()}{words[1:]}"
        yield DigestPart(name, heading, "The law counts; the Department decides.", items)
    yield DigestPart(
        "firsts",
        "Firsts, by the texts' own words",
        "What was a first, the sentence says.",
        tuple(Statement(first.text, (first.quote,)) for first in digest.firsts),
    )
    not_held = join_words([country_name(c, digest.year) for c in digest.not_held])
    items = (Statement(f"{not_held}.", basis="the holdings"),) if not_held else ()
    yield DigestPart(
        "not-held", "Not held", "Placed in this edition; no text of it is held.", items
    )


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
            lines.append(f"- {_plain(item.text)}")
            for quote in item.quotes:
                lines += ["", f"  > {_plain(_flat(quote))} ({quote.short})", ""]
    lines += ["", "---", "", STANDING_NOTE]
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
        lines += _items(part.items)
    lines += ["", *fold_paragraph(STANDING_NOTE, "  ", hang="")]
    return "\n".join(lines) + "\n"


def _items(items: Sequence[Statement]) -> Iterator[str]:
    for item in items:
        yield from fold_paragraph(item.text.replace("\u00a0", " "), "  ", mark="- ")
        for quote in item.quotes:
            yield from fold_paragraph(f"“{_flat(quote)}” {quote.short}", "    ", hang="")


def _dated(digest: Digest) -> str:
    checked = "" if digest.edition.date_checked else " (date not checked)"
    return f"Published {long_date(digest.edition.published)}{checked}."


def _flat(quote: Quote) -> str:
    return " ".join(quote.text.split())


def _plain(words: str) -> str:
    """Return words so that Markdown shows them as they are."""
    return _MARKS.sub(r"\\\1", words.replace("\u00a0", " "))
