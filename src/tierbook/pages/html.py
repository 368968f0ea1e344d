"""From HTML to its visible text, line by line, so that one reader serves a saved page and text copied from it.

Blocks become lines, the cells of a row one line; an item of a list is marked as one. A heading printed in bold at the
head of a paragraph gets a line of its own. Scripts and what the page hides are left out; menus, forms, the bars of web
archives, and what the page's layout names are kept as furniture: one line each, in the text and in its place, but no
line of the body.

The tree is asked by selectors; only the body is walked, as the run of tags and words that it is written as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierbook.editions import read_heading
from tierbook.pages.captures import TOOLBARS, Capture, read_capture
from tierbook.pages.layout import Layout
from tierbook.pages.lines import Line
from tierbook.text import late

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["HtmlText", "looks_like_html", "read_html"]

_LOOKS = late(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|p|h[1-6]|article|meta)\b",
    re.I | re.S,
)
_UNSEEN = ["script", "style"]
_RARELY = "noscript, template, svg, iframe, object, noframes, noembed"
_FURNITURE = "form, button, select, datalist, textarea, nav, footer, aside, label"
_HOLDERS = frozenset(("form", "aside", "label", "footer"))
_MAY_HIDE = "[hidden], [style*=display], [style*=visibility]"
_HIDDEN = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol dl dt dd table tbody thead tfoot tr caption blockquote"
    " pre address figure figcaption hr center body html fieldset legend details summary form nav footer aside"
    " hgroup".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol dl blockquote".split())
_BOLD = frozenset(("b", "strong", "u", "em"))
_MARKS = frozenset(("li", "br", "td", "th", "sup", "-apart", "-hidden", *_BOLD))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_TOKEN = late(r"(<!--.*?-->|<[^>]*>)", re.S)
_TAG = late(r"</?([^\s/>]+)")
_SPACE = late(r"[ \t\r\n\x0b\x0c\u2028\u2029]+")
_NAMES = late(r"[.#=]\s*[\"']?([A-Za-z][\w-]*)")
_ODD_BREAKS = "\x0b\x0c\u2028\u2029"
_SITE = late(
    r"^\s*refworld\s*\|\s*|\s*[|–-]\s*(?:refworld|unhcr|united states department of state)\s*$",
    re.I,
)
_SAVED_FROM = late(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SET_APART, _HIDE = "tb-set-apart", "tb-hide"
_MOSTLY = 0.5
_SHORT = 20
_HOLDERS_ASKED = 30
_FORM_AT_MOST = 20_000
_FOOTNOTE = late(r"\s*[\[(]?(?:\d{1,3}|\*+)[\])]?\s*")


class HtmlText(NamedTuple):
    """The visible text of a page, the lines of its body, its furniture, and what the page says about itself.

    `text` holds body and furniture; a character of `text` is in `lines`, in `furniture`, or white space.
    """

    text: str
    lines: tuple[Line, ...]
    furniture: tuple[tuple[int, int], ...]
    layout: str | None
    fields: Mapping[str, str]
    title: str | None
    address: str | None
    asks_password: bool
    capture: Capture | None


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML."""
    return bool(_LOOKS.match(text[:2000]))


def read_html(
    markup: str,
    layouts: Sequence[Layout] = (),
    *,
    address: str | None = None,
    data: bytes | None = None,
) -> HtmlText:
    """Return the visible text of HTML. Never fails: any markup is some tree.

    Args:
        markup: the page.
        layouts: the layouts to choose from, the first that fits wins.
        address: where the page was taken from, if its container says so; the page's own word wins.
        data: the page as bytes in UTF-8, where they are at hand: they need not be made again.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup if data is None else data)
    title = tree.css_first("title")
    words = _SPACE.sub(" ", title.text()).strip() if title is not None else ""
    stated = _address(tree, markup)
    capture = read_capture(stated)
    address = (capture.address if capture else stated) or address
    tree.strip_tags(_UNSEEN)
    tree.strip_tags(sorted({node.tag or "" for node in tree.css(_RARELY)}))
    layout = _choose(layouts, tree, markup, address)
    writer = _Writer(folds=any(sign in markup for sign in _ODD_BREAKS))
    root = tree.body or tree.root
    if root is not None:
        hides = _mark_hidden(root)
        for node, is_body in _cut(root, layout):
            if is_body:
                _write_body(node.html or "", writer)
            else:
                writer.write_furniture(_words(node, hides=node.mem_id in hides))
    text, lines, furniture = writer.text()
    return HtmlText(
        text,
        lines,
        furniture,
        None if layout is None else layout.name,
        {} if layout is None else _fields(layout, tree),
        _SITE.sub("", words) or None,
        address,
        len(text) < _FORM_AT_MOST and tree.css_first("input[type=password]") is not None,
        capture,
    )


def _address(tree: LexborHTMLParser, markup: str) -> str | None:
    """Return where the page says it stands: its canonical link, or what a browser noted when it saved the page."""
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if value.startswith(("http://", "https://")):
            return value
    saved = _SAVED_FROM.search(markup, 0, 2000)
    return saved[1] if saved and saved[1].startswith(("http://", "https://")) else None


def _choose(
    layouts: Sequence[Layout], tree: LexborHTMLParser, markup: str, address: str | None
) -> Layout | None:
    """Return the first layout that fits; a page whose address is known must meet the layout's."""
    seen: dict[str, bool] = {}

    def has(mark: str) -> bool:
        if mark not in seen:
            spelled = all(name in markup for name in _NAMES.findall(mark))
            seen[mark] = spelled and tree.css_first(mark) is not None
        return seen[mark]

    for layout in layouts:
        if layout.address is None and not layout.marks:
            continue
        if layout.address is not None and (
            not layout.address.search(address) if address is not None else not layout.marks
        ):
            continue
        if all(has(mark) for mark in layout.marks):
            return layout
    return None


def _fields(layout: Layout, tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, selector in layout.fields:
        if name in found:
            continue
        selector, _, attribute = selector.partition("@")
        node = tree.css_first(selector)
        if node is None:
            continue
        words = (node.attributes.get(attribute) or "") if attribute else node.text(separator=" ")
        words = _SPACE.sub(" ", words).strip()
        if words:
            found[name] = words
    return found


def _mark_hidden(root: LexborNode) -> frozenset[int]:
    """Mark what the page hides, and return the nodes that hold something hidden."""
    hides: set[int] = set()
    for node in root.css(_MAY_HIDE):
        attributes = node.attributes
        if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or ""):
            continue
        node.attrs[_HIDE] = ""
        above: LexborNode | None = node
        while above is not None and above.mem_id not in hides:
            hides.add(above.mem_id)
            above = above.parent
    return frozenset(hides)


def _cut(root: LexborNode, layout: Layout | None) -> Iterable[tuple[LexborNode, bool]]:
    """Mark what is furniture; yield what stands beside the way to the body, and the body, in page order."""
    body = root
    if layout is not None:
        body = next((node for css in layout.body for node in root.css(css)[:1]), root)
    selectors = [_FURNITURE, TOOLBARS, *(layout.drop if layout is not None else ())]
    size, holders = 0, 0
    for node in body.css(", ".join(selectors)):
        if node.mem_id == body.mem_id:
            continue
        if node.tag in _HOLDERS and holders < _HOLDERS_ASKED:
            holders += 1
            size = size or len(body.text())
            if len(node.text()) > _MOSTLY * size:
                continue  # a form around the whole page
        node.attrs[_SET_APART] = ""
    before: list[LexborNode] = []
    after: list[LexborNode] = []
    here = body
    while here.mem_id != root.mem_id and here.parent is not None:
        beside = here.prev
        while beside is not None:
            before.append(beside)
            beside = beside.prev
        beside = here.next
        while beside is not None:
            after.append(beside)
            beside = beside.next
        here = here.parent
    yield from ((node, False) for node in reversed(before) if not _is_hidden(node))
    yield body, True
    yield from ((node, False) for node in after if not _is_hidden(node))


def _is_hidden(node: LexborNode) -> bool:
    return node.is_element_node and _HIDE in node.attributes


def _words(node: LexborNode, *, hides: bool) -> str:
    """Return the visible words of a node; in C where it holds nothing hidden."""
    if node.is_text_node:
        return node.text_content or ""
    if not node.is_element_node:
        return ""
    if not hides:
        return node.text(separator=" ")
    parts = _TOKEN.split(node.html or "")
    return _text_of(parts, 0, len(parts))


def _plain(words: str) -> str:
    """Return words with the four references that a serializer writes read back."""
    words = words.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return words.replace("&amp;", "&")


def _text_of(parts: Sequence[str], start: int, end: int) -> str:
    """Return the visible words between two places of the run, a space for each tag."""
    words: list[str] = []
    at = start
    while at < end:
        part = parts[at]
        if at % 2 == 0:
            words.append(part)
        elif _HIDE in part:
            at = _end_of(parts, at) or at
        at += 1
    return _plain(" ".join(words))


def _end_of(parts: Sequence[str], at: int, *, reach: int | None = None) -> int | None:
    """Return the place of the tag that closes the one at `at`, its own for one that closes itself.

    None where the place is more than `reach` away; without a reach the last tag closes all.
    """
    found = _TAG.match(parts[at])
    name = found[1] if found else ""
    if name in _VOID:
        return at
    depth = 0
    opens, closes = (f"<{name} ", f"<{name}>"), f"</{name}>"
    end = len(parts) if reach is None else min(len(parts), at + reach)
    for here in range(at, end, 2):
        tag = parts[here]
        if tag == closes:
            depth -= 1
            if depth == 0:
                return here
        elif tag.startswith(opens):
            depth += 1
    return len(parts) - 1 if reach is None else None


class _Writer:
    """Lines under construction: a block begins a line, some leave one empty before and after.

    Args:
        folds: whether the page has line breaks of the rarer kinds, which fold into spaces too.
    """

    def __init__(self, *, folds: bool) -> None:
        self._folds = folds
        self._lines: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._kind = "body"
        self._by: list[str] = []
        self.bold_ends = -1

    def write(self, words: str) -> None:
        self._words.append(words)

    def item(self, *, begins: bool) -> None:
        """Make the line under way an item of a list, or no longer."""
        self._kind = "item" if begins else "body"

    def is_empty(self) -> bool:
        return not "".join(self._words).strip()

    def end_line(self, *, spaced: bool = False) -> None:
        if self._words:
            line = "".join(self._words).strip()
            self._words = []
            if line:
                if self._folds:
                    line = _SPACE.sub(" ", line)
                line = line.replace("\n", " ").replace("\t", " ").replace("\r", " ")
                while "  " in line:
                    line = line.replace("  ", " ")
                self._lines.append((line, self._kind))
                self._kind = "body"
        if self._by:
            self._lines.extend((words, "furniture") for words in self._by)
            self._by = []
        if spaced and self._lines and self._lines[-1][0]:
            self._lines.append(("", "body"))

    def write_furniture(self, words: str) -> None:
        """Write the words of menus and the like as one line of its own."""
        words = " ".join(words.split())
        if words:
            kind = self._kind
            self.end_line()
            self._kind = kind
            self._lines.append((words, "furniture"))

    def set_by(self, words: str) -> None:
        """Keep the mark of a footnote as furniture below the line under way: in it, it would run into a word."""
        words = words.strip()
        if words:
            self._by.append(words)

    def blank(self) -> None:
        """Keep an empty paragraph as an empty line: it may stand where a heading was lost."""
        self._lines.append(("", "body"))

    def text(self) -> tuple[str, tuple[Line, ...], tuple[tuple[int, int], ...]]:
        """Return the text, the lines of the body, and the spans of the furniture."""
        self.end_line()
        at, gap = 0, 0
        lines: list[Line] = []
        furniture: list[tuple[int, int]] = []
        for words, kind in self._lines:
            end = at + len(words)
            if not words:
                gap += 1
            elif kind == "furniture":
                furniture.append((at, end))
            else:
                lines.append(Line(at, end, gap if lines else 0, words, kind == "item"))
                gap = 0
            at = end + 1
        text = "\n".join([words for words, _ in self._lines])
        return text + "\n", tuple(lines), tuple(furniture)


def _write_body(markup: str, writer: _Writer) -> None:
    """Write the text of serialized markup."""
    parts = _TOKEN.split(markup)
    names: dict[str, str] = {}
    at, last = 0, len(parts)
    while at < last:
        part = parts[at]
        if at % 2 == 0:
            if part:
                writer.write(_plain(part) if "&" in part else part)
        else:
            name = names.get(part)
            if name is None:
                name = names[part] = _name(part)
            if name in _BLOCK:
                _write_block(parts, at, name, writer)
            elif name in _MARKS:
                at = _write_mark(parts, at, name, writer)
        at += 1
    writer.end_line()


def _name(tag: str) -> str:
    """Return an element's name, or what was settled about it."""
    if _HIDE in tag:
        return "-hidden"
    if _SET_APART in tag:
        return "-apart"
    found = _TAG.match(tag)
    return found[1] if found else ""


def _write_block(parts: Sequence[str], at: int, name: str, writer: _Writer) -> None:
    """Begin or end a block; an empty paragraph leaves an empty line."""
    writer.end_line(spaced=name in _SPACED)
    empty = name == "p" and parts[at][1] != "/" and parts[at + 1].strip() in ("", "&nbsp;")
    if empty and at + 2 < len(parts) and parts[at + 2] == "</p>":
        writer.blank()


def _write_mark(parts: Sequence[str], at: int, name: str, writer: _Writer) -> int:
    """Write what is no block and yet tells: items, cells, bold heads, furniture. Return the place it ends at."""
    opens = parts[at][1] != "/"
    if name == "li":
        writer.end_line()
        writer.item(begins=opens)
    elif name == "br":
        writer.end_line()
    elif name in ("td", "th"):
        writer.write(" ")
    elif name in _BOLD:
        if at == writer.bold_ends:
            writer.end_line()
        elif opens and writer.is_empty():
            end = _end_of(parts, at, reach=_SHORT)
            if end is not None and read_heading(_text_of(parts, at, end)):
                writer.bold_ends = end
    elif name == "sup":
        end = _end_of(parts, at, reach=_SHORT) if opens else None
        if end is not None and _FOOTNOTE.fullmatch(words := _text_of(parts, at, end)):
            writer.set_by(words)
            return end
    else:
        end = _end_of(parts, at) or at
        if name == "-apart":
            writer.write_furniture(_text_of(parts, at + 1, end))
        return end
    return at
