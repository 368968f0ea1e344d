"""A Digest as an Atom feed (RFC 4287): one entry for each item, dated as the edition is.

No clock is read: the same holdings give the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tierbook.dossier.digest.digest import Digest
from tierbook.dossier.digest.parts import DigestPart, digest_parts
from tierbook.dossier.digest.writing import DIGEST_NOTE
from tierbook.dossier.held import Statement

__all__ = ["digest_feed"]


def digest_feed(digest: Digest, address: str = "") -> bytes:
    """Return a digest as an Atom feed.

    Args:
        digest: what `build_digest` gave.
        address: of the page that shows it, absolute where it is known; entries lead to its parts.

    Returns:
        The feed, UTF-8.
    """
    return ("\n".join(_lines(digest, address)) + "\n").encode()


def _lines(digest: Digest, address: str) -> Iterator[str]:
    name = f"urn:tierbook:digest:{digest.year}"
    updated = f"{digest.edition.published}T00:00:00Z"
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield f"<id>{name}</id>"
    yield f"<title>{escape(digest.title)}</title>"
    yield f"<updated>{updated}</updated>"
    yield "<author><name>tierbook</name></author>"
    if address:
        yield f'<link rel="alternate" type="text/html" href="{escape(address)}"/>'
    yield f"<rights>{escape(DIGEST_NOTE)}</rights>"
    summary = "".join(f"<li>{escape(statement.text)}</li>" for statement in digest.summary())
    title = f"The edition of {digest.year} in short"
    yield from _entry(f"{name}:summary", title, updated, address, f"<ul>{summary}</ul>")
    for part in digest_parts(digest):
        link = f"{address}#{part.id}" if address else ""
        for item in part.items:
            titled = f"{part.heading}: {item.statement.text}" if item.country else part.heading
            content = _content(part, item.statement)
            yield from _entry(f"{name}:{part.id}:{item.id}", titled, updated, link, content)
    yield "</feed>"


def _entry(name: str, title: str, updated: str, link: str, content: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{escape(name)}</id>"
    yield f"<title>{escape(title)}</title>"
    yield f"<updated>{updated}</updated>"
    if link:
        yield f'<link rel="alternate" type="text/html" href="{escape(link)}"/>'
    yield f'<content type="html">{escape(content)}</content>'
    yield "</entry>"


def _content(part: DigestPart, statement: Statement) -> str:
    """Return the sentence, its words, and what else it rests on, as HTML."""
    quotes = "".join(
        f"<blockquote>{escape(' '.join(q.text.split()))} <small>{escape(q.short)}</small></blockquote>"
        for q in statement.quotes
    )
    basis = f"<p>By {escape(statement.basis)}.</p>" if statement.basis else ""
    return f"<p>{escape(statement.text)}</p>{quotes}{basis}<p>{escape(part.note)}</p>"
