"""A Digest as an Atom feed (RFC 4287): one entry for each part, dated as the edition is.

No clock is read: the same holdings give the same bytes on any day.
"""

from __future__ import annotations

from html import escape
from itertools import chain

from tierbook.dossier.digest.digest import Digest
from tierbook.dossier.digest.writing import STANDING_NOTE, DigestPart, digest_parts
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
    name = f"urn:tierbook:digest:{digest.year}"
    updated = f"{digest.edition.published}T00:00:00Z"
    link = f'<link rel="alternate" type="text/html" href="{escape(address)}"/>' if address else ""
    summary = DigestPart("summary", f"The edition of {digest.year} in short", "", digest.summary())
    entries = "\n".join(
        _entry(part, name, updated, address) for part in chain([summary], digest_parts(digest))
    )
    return (
        (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
            f"<id>{name}</id>\n<title>{escape(digest.title)}</title>\n<updated>{updated}</updated>\n"
            f"<author><name>tierbook</name></author>\n{link}\n"
            f"<rights>{escape(STANDING_NOTE)}</rights>\n{entries}\n</feed>\n"
        )
        .replace("\n\n", "\n")
        .encode()
    )


def _entry(part: DigestPart, name: str, updated: str, address: str) -> str:
    href = (
        f'<link rel="alternate" type="text/html" href="{escape(address)}#{part.id}"/>\n'
        if address
        else ""
    )
    content = f"<p>{escape(part.note)}</p>" if part.note else ""
    content += f"<ul>{''.join(map(_item, part.items))}</ul>"
    return (
        f"<entry>\n<id>{name}:{part.id}</id>\n<title>{escape(part.heading)}</title>\n"
        f"<updated>{updated}</updated>\n{href}"
        f'<content type="html">{escape(content)}</content>\n</entry>'
    )


def _item(item: Statement) -> str:
    quotes = "".join(
        f"<blockquote>{escape(' '.join(q.text.split()))} <small>{escape(q.short)}</small></blockquote>"
        for q in item.quotes
    )
    return f"<li>{escape(item.text)}{quotes}</li>"
