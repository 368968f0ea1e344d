"""Make a page of the site one of the export: relative links, no forms of a server, no scripts that need one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from tierbook.library.exporting.places import LEFT_OUT_PAGE, SEARCH_PAGE, Places, is_own, relative

__all__ = ["Rewritten", "rewrite_page", "rewrite_style"]

_LINK = re.compile(r'(\s(?:(?:href|src|srcset|action|cite)="|content="0; url=))([^"]*)(")')
_HTMX = re.compile(r'\s(?:hx|data-hx)-[a-z-]+(?:="[^"]*")?')
_SCRIPT = re.compile(r'[ \t]*<script src="([^"]*)"[^>]*></script>\n?')
_FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.S)
_META = re.compile(r'[ \t]*<meta name="htmx-config"[^>]*>\n?')
_ALTERNATE = re.compile(r'[ \t]*<link rel="(?:alternate|search|describedby)"[^>]*>\n?')
_URL = re.compile(r"url\((['\"]?)([^)'\"]+)\1\)")
_SCRIPTS_KEPT = ("tierbook/tierbook.js",)
_NOTE = '<p class="small quiet">A form stood here that needs a server.</p>'


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A page of the export: its text, the addresses that it leads to, and the static files that it uses."""

    text: str
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def rewrite_page(
    text: str,
    address: str,
    page: str,
    places: Places,
    anchor_of: Callable[[str], str | None],
    host: str = "",
) -> Rewritten:
    """Return a page with links that work from its file.

    Args:
        text: the page as the site serves it.
        address: its address on the site.
        page: its file in the export.
        places: where pages stand.
        anchor_of: takes an address without page of its own; gives the address and anchor that stand for it, or None.
        host: the site's own host, whose links are as good as its paths.
    """
    links: dict[str, None] = {}
    files: dict[str, None] = {}

    def lead(link: str) -> str:
        parts = urlsplit(link)
        if (
            link.startswith("#")
            or (parts.scheme and parts.netloc != host)
            or parts.scheme == "data"
        ):
            return link
        whole = urlsplit(urljoin(f"http://x{address}", link))
        if whole.path.startswith("/static/"):
            name = whole.path.removeprefix("/static/")
            files[name] = None
            return relative(f"static/{name}", page)
        asked = f"{whole.path}?{whole.query}" if whole.query else whole.path
        found = anchor_of(asked)
        if found is not None:
            asked, _, anchor = found.partition("#")
            whole = whole._replace(fragment=whole.fragment or anchor)
        target = places.file_of(asked)
        if target is None:
            return relative(LEFT_OUT_PAGE, page)
        if target != SEARCH_PAGE and not is_own(whole.path):
            links[asked] = None
        anchor = f"#{whole.fragment}" if whole.fragment else ""
        return f"{relative(target, page)}{anchor}"

    def put(found: re.Match[str]) -> str:
        return f"{found[1]}{escape(lead(unescape(found[2])))}{found[3]}"

    text = _ALTERNATE.sub("", _META.sub("", _HTMX.sub("", text)))
    text = _FORM.sub(_form, _SCRIPT.sub(_script, text))
    return Rewritten(_LINK.sub(put, text), list(links), list(files))


def _form(found: re.Match[str]) -> str:
    if 'role="search"' in found[1]:
        return found[0]
    return "" if 'id="display"' in found[1] else _NOTE


def _script(found: re.Match[str]) -> str:
    return (
        found[0]
        if any(name in found[1] for name in (*_SCRIPTS_KEPT, "exporting/", "search/documents.js"))
        else ""
    )


def rewrite_style(text: str) -> str:
    """Return a style sheet whose pictures are found beside it, as those of the site are by whole addresses."""

    def put(found: re.Match[str]) -> str:
        link = found[2].partition("?")[0]
        return (
            f"url({found[1]}../{link.removeprefix('/static/')}{found[1]})"
            if link.startswith("/static/")
            else found[0]
        )

    return _URL.sub(put, text)
