"""From HTML to its visible text, line by line, so that one reader serves a saved page and text copied from it.

Blocks become lines, cells of a row one line, items of a list begin with a bullet. A heading printed in bold at the
head of a paragraph gets a line of its own. Scripts and what the page hides are left out; menus, forms, and what the
page's layout names are kept as furniture: one line each, in the text and in its place, but no part of the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tierbook.editions import read_heading
from tierbook.pages.layout import Layout

__all__ = ["HtmlText", "looks_like_html", "read_html"]

_LOOKS = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|p|h[1-6]|article|meta)\b",
    re.I | re.S,
)
_SKIP = frozenset("script style noscript template svg iframe object head input".split())
_FURNITURE = frozenset("form button select option nav footer aside label".split())
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
    """The visible text of a page, the spans of it that are furniture, and what the page says about itself."""

    text: str
    furniture: tuple[tuple[int, int], ...]
    layout: str | None
    fields: Mapping[str, str]
    title: str | None
    address: str | None
    asks_password: bool


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML."""
    return bool(_LOOKS.match(text[:2000]))


def read_html(
    markup: str, layouts: Sequence[Layout] = (), *, address: str | None = None
) -> HtmlText:
    """Return the visible text of HTML. Never fails: any markup is some tree.

    Args:
        markup: the page.
        layouts: the layouts to choose from, the first that fits wins.
        address: where the page was taken from, if its container says so; the page's own word wins.
    """
    tree = LexborHTMLParser(markup)
    title = tree.css_first("title")
    words = _SPACE.sub(" ", title.text()).strip() if title is not None else ""
    address = _address(tree) or address
    layout = next((layout for layout in layouts if _fits(layout, tree, address)), None)
    fields = {} if layout is None else _fields(layout, tree)
    root = tree.body or tree.root
    writer = _Writer()
    if root is not None:
        _walk(root, writer, _Cut(tree, layout))
    text, furniture = writer.text()
    return HtmlText(
        text,
        furniture,
        None if layout is None else layout.name,
        fields,
        _SITE.sub("", words) or None,
        address,
        tree.css_first("input[type=password]") is not None,
    )


def _fits(layout: Layout, tree: LexborHTMLParser, address: str | None) -> bool:
    if layout.address is not None and address is not None and not layout.address.search(address):
        return False
    if layout.address is None and not layout.marks:
        return False
    if not layout.marks:
        return address is not None
    return all(tree.css_first(mark) is not None for mark in layout.marks)


def _fields(layout: Layout, tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, selector in layout.fields:
        selector, _, attribute = selector.partition("@")
        node = tree.css_first(selector)
        if node is None:
            continue
        words = (node.attributes.get(attribute) or "") if attribute else node.text(separator=" ")
        words = _SPACE.sub(" ", words).strip()
        if words:
            found.setdefault(name, words)
    return found


class _Cut:
    """Which nodes are furniture: what the layout drops, and what stands beside the way to its body."""

    def __init__(self, tree: LexborHTMLParser, layout: Layout | None) -> None:
        self.dropped: set[int] = set()
        self.way: set[int] = set()
        self.body: int | None = None
        if layout is None:
            return
        found = (node for css in layout.body for node in tree.css(css)[:1])
        body = next(found, None)
        if body is not None:
            self.body = body.mem_id
            above = body.parent
            while above is not None:
                self.way.add(above.mem_id)
                above = above.parent
        for css in layout.drop:
            self.dropped.update(node.mem_id for node in (body or tree).css(css))

    def is_furniture(self, node: LexborNode, *, inside: bool) -> bool:
        here = node.mem_id
        if here in self.dropped:
            return True
        return not inside and here not in self.way and here != self.body


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
        self._furniture: list[int] = []

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

    def write_furniture(self, words: str) -> None:
        """Write the words of menus and the like as one line of its own."""
        words = _SPACE.sub(" ", words).strip(" ")
        if words:
            self.end_line()
            self._furniture.append(len(self._lines))
            self._lines.append(words)

    def blank(self) -> None:
        """Keep an empty paragraph as an empty line: it may stand where a heading was lost."""
        self._lines.append("")

    def text(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Return the text and the spans of its furniture."""
        self.end_line()
        at, starts = 0, []
        for line in self._lines:
            starts.append(at)
            at += len(line) + 1
        spans = tuple((starts[i], starts[i] + len(self._lines[i])) for i in self._furniture)
        return "\n".join(self._lines) + "\n", spans


def _walk(root: LexborNode, writer: _Writer, cut: _Cut) -> None:
    """Write a tree's text, with a stack of our own: a page may be nested deeper than Python's."""
    stack: list[tuple[LexborNode | None, str, bool]] = [(root, "open", cut.body is None)]
    while stack:
        node, action, inside = stack.pop()
        if action != "open":
            _close(action, writer)
            continue
        assert node is not None
        tag = node.tag or ""
        if tag == "-text":
            if inside:
                writer.write(node.text_content or "")
            else:
                writer.write_furniture(node.text_content or "")
            continue
        if tag.startswith("-") or tag in _SKIP or tag == "!doctype" or _is_hidden(node):
            continue
        if tag in _FURNITURE or cut.is_furniture(node, inside=inside):
            _write_furniture(node, writer)
            continue
        inside = inside or node.mem_id == cut.body
        if tag == "br":
            writer.end_line()
            continue
        closing = _open(node, tag, writer)
        if closing:
            stack.append((None, closing, inside))
        children = []
        child = node.child
        while child is not None:
            children.append((child, "open", inside))
            child = child.next
        stack.extend(reversed(children))


def _open(node: LexborNode, tag: str, writer: _Writer) -> str | None:
    """Begin an element; return what is to be done at its end."""
    if tag in _BLOCK or tag == "li":
        writer.end_line(spaced=tag in _SPACED)
        if tag == "li":
            writer.write("• ")
        return "empty" if tag == "p" and not node.text().strip() else tag
    if tag in ("td", "th"):
        return "cell"
    if tag in _BOLD and not writer.so_far() and read_heading(node.text()):
        return "line"
    return None


def _write_furniture(node: LexborNode, writer: _Writer) -> None:
    for unseen in node.css("script, style, noscript, template"):
        unseen.decompose()
    writer.write_furniture(node.text(separator=" "))


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
