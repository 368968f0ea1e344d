"""Walk through the files of an exported library: which links lead nowhere."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'\s(href|src|srcset|action)="([^"]*)"')
ID = re.compile(r'\s(?:id|name)="([^"]*)"')


def broken_links(folder: Path) -> list[str]:
    """Return `file: link` for every link of a page that leads to no file, or to no place in it."""
    faults = []
    for page in sorted(folder.rglob("*.html")):
        for kind, link in LINK.findall(page.read_text("utf-8")):
            fault = _fault(folder, page, unescape(link), kind)
            if fault:
                faults.append(f"{page.relative_to(folder)}: {link} ({fault})")
    return faults


def _fault(folder: Path, page: Path, link: str, kind: str) -> str:
    parts = urlsplit(link)
    if parts.scheme in ("http", "https", "mailto", "data") and kind == "href":
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "not relative"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(folder.resolve()) or not target.is_file():
        return "no such file"
    if parts.fragment and target.suffix == ".html" and parts.fragment not in _ids(target):
        return "no such place in it"
    return ""


@lru_cache(maxsize=500)
def _ids(page: Path) -> frozenset[str]:
    return frozenset(unescape(i) for i in ID.findall(page.read_text("utf-8")))
