"""A PDF whose table of pages is lost: a new table is written for the pages that are still in the file.

The table stands at the end of most files, so a download that was cut off has lost it while most pages are whole. Pages
are objects of their own; they are found by their mark and put under a new root, in the order in which they stand.
Files that pack their pages into object streams can't be mended so.
"""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.text import late

__all__ = ["rebuild_pages"]

_OBJECT = late(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b")
_PAGE = late(rb"/Type\s*/Page(?![A-Za-z])")
_PARENT = late(rb"/Parent\s+(\d{1,8})\s+\d+\s+R")
_LONGEST = 20_000


def rebuild_pages(data: bytes) -> bytes | None:
    """Return the file with a new table of pages at its end, or None where it holds no whole page."""
    pages: list[tuple[int, int]] = []
    parents: dict[int, list[int]] = {}
    known: set[int] = set()
    highest = 0
    for number, generation, body in _objects(data):
        highest = max(highest, number)
        known.add(number)
        if _PAGE.search(body):
            parent = _PARENT.search(body)
            if parent:
                parents.setdefault(int(parent[1]), []).append(number)
            pages.append((number, generation))
    if not pages:
        return None
    root = next((p for p in parents if p not in known and len(parents) == 1), highest + 1)
    catalog = max(highest, root) + 1
    kids = b" ".join(b"%d %d R" % page for page in pages)
    added = [
        b"\nendstream\nendobj\n",
        b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [ %s ] >>\nendobj\n" % (root, len(pages), kids),
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (catalog, root),
        b"trailer\n<< /Root %d 0 R /Size %d >>\n%%%%EOF\n" % (catalog, catalog + 1),
    ]
    return data + b"".join(added)


def _objects(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, generation and dictionary of each whole object."""
    for match in _OBJECT.finditer(data):
        end = data.find(b"endobj", match.end(), match.end() + _LONGEST)
        stream = data.find(b"stream", match.end(), match.end() + _LONGEST)
        if end == -1 and stream == -1:
            continue
        stops = [place for place in (end, stream) if place != -1]
        yield int(match[1]), int(match[2]), data[match.end() : min(stops)]
