"""A Coding as a notebook shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import tierbook

TEXT = """\
KENYA: TIER 2

Kenya does not fully meet the minimum standards but is making significant efforts to do so.

Prosecution

Courts convicted 14 traffickers <script>alert("x & y")</script> in 2018. Nobody said anything else of it.
"""


class Reader(HTMLParser):
    """Tags opened and not closed, scripts, addresses, the text of the last paragraph-like part, marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "sup") and "tb-n" not in data:
            self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_the_text_is_whole_escaped_and_marked() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    html = coding._repr_html_()
    page = read(html)
    assert page.open == []
    assert "script" not in page.tags
    assert not page.attributes - {"class", "title", "open"}
    words = "".join(page.words)
    for paragraph in coding.narrative.paragraphs:
        assert coding.narrative.text[paragraph.start : paragraph.end] in words
    assert any(title.startswith("prosecution.convicted: yes") for title in page.titles)
    assert "&lt;script&gt;" in html
    assert "Prosecution" in words


def test_evidence_alone_is_marked() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    marked = "".join(re.findall(r"<mark title=[^>]*>(.*?)</mark>", coding._repr_html_()))
    assert "Courts convicted 14 traffickers" in re.sub(r"</?b>", "", marked)
    assert "Nobody said anything else" not in marked


def test_a_sample_says_so_first() -> None:
    from tierbook.pages import read_bytes, sample_pages

    name, data = next(iter(sample_pages()))
    html = tierbook.code(read_bytes(data, name=name).documents)._repr_html_()
    assert "Sample, not a quotation" in html.split("<h4>")[0]


def test_a_coding_prints_short() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    assert repr(coding).startswith("<Coding KEN:2018 narrative: ")
    assert len(repr(coding)) < 200
