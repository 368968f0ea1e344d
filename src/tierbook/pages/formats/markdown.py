"""Markdown: its text without the marks, each character with its place in the file as it is written.

markdown-it-py finds the structure. What it gives for a run of text stands verbatim in the file, in the same order, so
each run is found again from where the one before ended.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from tierbook.pages.document import Repair
from tierbook.pages.formats.format_text import FormatText
from tierbook.text import OffsetMap, late

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["is_markdown", "read_markdown"]

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FRONT = late(r"\ufeff?---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_LISTS = {
    "bullet_list_open": 1,
    "ordered_list_open": 1,
    "bullet_list_close": -1,
    "ordered_list_close": -1,
}
_GAPS = ("bullet_list_close", "ordered_list_close", "fence", "code_block", "tr_close")
_HTML = late(rb"\s*<(?:!doctype|html)", re.I)
_HEAD = 1 << 16
_HEADING = late(rb"^#{1,6}[ \t]+\S", re.M)
_MARK = late(rb"\*\*\w[^*\n]{0,200}\*\*|\w\]\(https?://")


def is_markdown(name: str, data: bytes) -> bool:
    """Tell Markdown by the name of its file; where that has no suffix (standard input), by its marks.

    Marks are two headings with number signs, or one and words in bold or a link: plain text begins no line so.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix or data.lstrip()[:1] == b"<":
        return suffix in _SUFFIXES and not _HTML.match(data[:200])
    head = data[:_HEAD]
    headings = len(_HEADING.findall(head))
    return headings > 1 or (headings == 1 and _MARK.search(head) is not None)


def read_markdown(text: str, repairs: tuple[Repair, ...] = ()) -> FormatText:
    """Return the visible text of Markdown, with the map to its places in the file.

    Args:
        text: the file.
        repairs: what its decoding has repaired.
    """
    writer = _Writer(text)
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    body = text[begin:]
    tokens = _parse(body)
    lines = _line_starts(body, begin)
    listed = 0
    for i, token in enumerate(tokens):
        listed += _LISTS.get(token.type, 0)
        if token.map and token.content:
            writer.go_to(lines[token.map[0]], lines[token.map[1]])
        if token.type in ("fence", "code_block"):
            for line in token.content.split("\n"):
                writer.find(line)
                writer.end_line()
        elif token.type == "inline":
            _write_block(token, tokens[:i][-2:], writer, tight=bool(listed))
        if token.type in _GAPS and not listed:
            writer.gap()
    titles = (_plain(tokens[i + 1]) for i, t in enumerate(tokens) if t.type == "heading_open")
    visible, offsets = writer.text()
    return FormatText(visible, next(titles, None), repairs=repairs, marked=text, offsets=offsets)


def _write_block(token: Token, before: list[Token], writer: _Writer, *, tight: bool) -> None:
    """Write what stands in a heading, a paragraph, an item or a cell; `before` are the tokens that open it."""
    opener = before[-1]
    if opener.type == "heading_open":
        writer.gap()
    if tight and before[0].type == "list_item_open":
        writer.write("• ")
    _write_inline(token, writer)
    if opener.type in ("th_open", "td_open"):
        writer.write(" ")
        return
    writer.end_line()
    if not (tight and opener.hidden):
        writer.gap()


def _parse(body: str) -> list[Token]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").disable("text_join")
    return parser.parse(body)


def _line_starts(body: str, begin: int) -> list[int]:
    """Return where the lines of the parser begin in the file; one more for what lies behind the last."""
    starts = [begin + match.end() for match in re.finditer(r"\r\n|\r|\n", body)]
    return [begin, *starts, begin + len(body), begin + len(body)]


def _plain(token: Token) -> str:
    parts = (
        " " if child.type.endswith("break") else child.content for child in token.children or ()
    )
    return "".join(parts).strip()


def _write_inline(token: Token, writer: _Writer) -> None:
    """Write the text of a paragraph: emphasis and addresses of links are left out, and so are pictures."""
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            writer.write(" ")
        elif child.type == "text_special":
            same = child.markup == child.content
            writer.find(child.markup, None if same else child.content)
        elif child.type in ("text", "code_inline"):
            writer.find(child.content)
        elif child.type == "link_close":
            writer.skip_address()


class _Writer:
    """The visible text under construction, with its map to the file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.cursor = 0
        self.limit = len(source)
        self._parts: list[str] = []
        self._segments: list[tuple[int, int, int]] = []
        self._at = 0
        self._line_begun = False
        self._gap = True

    def go_to(self, place: int, limit: int) -> None:
        """Look for what comes next between two places of the file, and never before what was written last."""
        self.cursor, self.limit = max(self.cursor, place), limit

    def skip_address(self) -> None:
        """Pass over the address of a link, which stands in round brackets after its words."""
        if self.source.startswith("](", self.cursor):
            deep, at = 1, self.cursor + 2
            while deep and at < self.limit:
                deep += {"(": 1, ")": -1}.get(self.source[at], 0)
                at += 1
            self.cursor = at

    def find(self, words: str, shown: str | None = None) -> None:
        """Write words that stand in the file from here on; `shown` in their place where they are an escape."""
        if not words:
            return
        at = self.source.find(words, self.cursor, self.limit)
        if at < 0:  # the parser has changed them (a zero byte): written without a place
            self.write(words if shown is None else shown)
            return
        self.cursor = at + len(words)
        if shown is None:
            self._segments.append((self._at, at, len(words)))
            self.write(words)
        else:
            self._segments.append((self._at, at + len(words) - 1, 1))
            self.write(shown)

    def write(self, words: str) -> None:
        """Write words that have no place in the file."""
        self._parts.append(words)
        self._at += len(words)
        self._line_begun, self._gap = True, False

    def end_line(self) -> None:
        """End a line that was begun."""
        if self._line_begun:
            self._parts.append("\n")
            self._at += 1
            self._line_begun = False

    def gap(self) -> None:
        """Leave one line empty."""
        self.end_line()
        if not self._gap:
            self._parts.append("\n")
            self._at += 1
            self._gap = True

    def text(self) -> tuple[str, OffsetMap]:
        """Return the text and its map."""
        self.end_line()
        return "".join(self._parts), OffsetMap.of(self._segments)
