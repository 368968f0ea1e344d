"""From HTML to its visible text, line by line, so that one reader serves a saved page and text copied from it.

Blocks become lines, cells of a row one line, items of a list begin with a bullet. Scripts, forms, menus, and what
the page hides are left out. A heading printed in bold at the head of a paragraph gets a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tierbook.editions import read_heading

__all__ = ["HtmlText", "looks_like_html", "read_html"]

_LOOKS = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|p|h[1-6]|article|meta)\b",
    re.I | re.S,
)
_SKIP = frozenset(
    "script style noscript template svg form button select option nav footer aside iframe object head input"
    " label".split()
)
_BLOCK = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol dl dt dd table tbody thead tfoot tr caption blockquote"
    " pre address figure figcaption hr center body html fieldset details summary".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol dl blockquote".split())
_BOLD = frozenset(("b", "strong", "u", "em"))
_SPACE = re.compile(r"[ \t\r\n\x0b\x0c]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SITE = re.compile(
    r"^\s*refworld\s*\|\s*|\s*[|–-]\s*(?:refworld|unhcr|united states department of state)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The visible text of a page, its title, its address of record, and whether it asks for a password."""

    text: str
    title: str | None
    canonical: str | None
    asks_password: bool


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML."""
    return bool(_LOOKS.match(text[:2000]))


def read_html(markup: str) -> HtmlText:
    """Return the visible text of HTML. Never fails: any markup is some tree."""
    tree = LexborHTMLParser(markup)
    title = tree.css_first("title")
    words = _SPACE.sub(" ", title.text()).strip() if title is not None else ""
    root = tree.body or tree.root
    writer = _Writer()
    if root is not None:
        _walk(root, writer)
    return HtmlText(
        writer.text(),
        _SITE.sub("", words) or None,
        _address(tree),
        tree.css_first("input[type=password]") is not None,
    )


def _address(tree: LexborHTMLParser) -> str | None:
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if value.startswith(("http://", "https://")):
            return value
    return None


class _Writer:
    """Lines under construction: runs of white space fold, a block begins a line, some leave one empty."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []

    def write(self, words: str) -> None:
        self._line.append(words)

    def so_far(self) -> str:
        return "".join(self._line).strip()

    def end_line(self, *, spaced: bool = False) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" ")
        self._line = []
        if line:
            self._lines.append(line)
        if spaced and self._lines and self._lines[-1]:
            self._lines.append("")

    def blank(self) -> None:
        """Keep an empty paragraph as an empty line: it may stand where a heading was lost."""
        self._lines.append("")

    def text(self) -> str:
        self.end_line()
        return "\n".join(self._lines).strip("\n") + "\n"


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Write a tree's text, with a stack of our own: a page may be nested deeper than Python's."""
    stack: list[tuple[LexborNode | None, str]] = [(root, "open")]
    while stack:
        node, action = stack.pop()
        if action != "open":
            _close(action, writer)
            continue
        assert node is not None
        tag = node.tag or ""
        if tag == "-text":
            writer.write(node.text_content or "")
            continue
        if tag.startswith("-") or tag in _SKIP or tag == "!doctype" or _is_hidden(node):
            continue
        if tag == "br":
            writer.end_line()
            continue
        if tag in _BLOCK or tag == "li":
            writer.end_line(spaced=tag in _SPACED)
            if tag == "li":
                writer.write("• ")
            stack.append((None, "empty" if tag == "p" and not node.text().strip() else tag))
        elif tag in ("td", "th"):
            stack.append((None, "cell"))
        elif tag in _BOLD and not writer.so_far() and read_heading(node.text()):
            stack.append((None, "line"))
        children = []
        child = node.child
        while child is not None:
            children.append((child, "open"))
            child = child.next
        stack.extend(reversed(children))


def _close(action: str, writer: _Writer) -> None:
    if action == "cell":
        writer.write(" ")
    elif action == "empty":
        writer.blank()
    else:
        writer.end_line(spaced=action in _SPACED)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
