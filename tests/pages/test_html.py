"""HTML to text: no visible word is lost, furniture is listed, lines stand where they say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tierbook.pages.html import HtmlText, looks_like_html, read_html
from tierbook.pages.layout import Layout

WORDS = st.sampled_from(
    [
        "rain",
        "on the",
        " quay ",
        "a&amp;b",
        "x &lt; y",
        "&nbsp;",
        "“nets”",
        "\n\tropes\n",
        "1 < 2",
        "•",
        "é",
        "(Tier 2)",
    ]
)
TAGS = st.sampled_from(
    "p div ul li ol table tr td span b strong em h2 h3 a section article nav form label select option button br"
    " blockquote pre sup header footer aside script style noscript template center font hr dl dd".split()
)
EXTRA = st.sampled_from(
    [
        "",
        "",
        "",
        ' class="drop"',
        ' id="text"',
        ' style="display: none"',
        " hidden",
        ' title="a > b"',
    ]
)


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, extra, parts: f"<{tag}{extra}>{''.join(parts)}</{tag}>",
        TAGS,
        EXTRA,
        st.lists(inner, max_size=4),
    )


MARKUP = st.recursive(st.one_of(WORDS, st.just("<!-- a > b -->")), element, max_leaves=25)
LAYOUT = Layout("test", marks=("#text",), body=("#text",), drop=(".drop",))


def visible(markup: str) -> Counter[str]:
    """Count the characters that a reader of the page sees, by another way than that of the program."""
    tree = LexborHTMLParser(markup)
    body = tree.body
    seen: Counter[str] = Counter()
    stack = [body] if body is not None else []
    while stack:
        node = stack.pop()
        if node.is_text_node:
            seen.update("".join((node.text_content or "").split()))
            continue
        style = (node.attributes.get("style") or "") if node.is_element_node else ""
        unseen = node.tag in ("script", "style", "noscript", "template") or node.is_comment_node
        if unseen or "display: none" in style or "hidden" in node.attributes:
            continue
        child = node.child
        while child is not None:
            stack.append(child)
            child = child.next
    return seen


def check(html: HtmlText) -> None:
    at = 0
    covered = bytearray(len(html.text))
    for line in html.lines:
        assert html.text[line.start : line.end] == line.text == line.text.strip()
        assert line.start >= at
        assert "\n" not in line.text
        at = line.end
        covered[line.start : line.end] = b"\x01" * (line.end - line.start)
    for start, end in html.furniture:
        assert not any(covered[start:end])
        covered[start:end] = b"\x01" * (end - start)
    assert not "".join(c for c, seen in zip(html.text, covered, strict=True) if not seen).strip()


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(st.lists(MARKUP, max_size=6), st.booleans())
def test_visible_words_are_those_of_lines_and_furniture(parts: list[str], laid_out: bool) -> None:
    markup = (
        f"<!doctype html><html><head><title>T</title></head><body>{''.join(parts)}</body></html>"
    )
    html = read_html(markup, (LAYOUT,) if laid_out else ())
    check(html)
    body = LexborHTMLParser(markup).css_first("#text") if laid_out else None
    while (
        body is not None
    ):  # the body of a layout is read even where a script would have to open it first
        assume("hidden" not in body.attributes and "style" not in body.attributes)
        body = body.parent if body.parent is not None and body.parent.is_element_node else None
    assert Counter("".join(html.text.split())) == visible(markup)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text(alphabet="<>/ab!-&;\"'= \n\u2028\x85ptd", max_size=80))
def test_any_characters_are_some_page(markup: str) -> None:
    check(read_html(markup))


def lines(body: str, *layouts: Layout) -> list[str]:
    return [line.text for line in read_html(f"<body>{body}</body>", layouts).lines]


def furniture(body: str, *layouts: Layout) -> list[str]:
    html = read_html(f"<body>{body}</body>", layouts)
    return [html.text[start:end] for start, end in html.furniture]


def test_items_are_marked_and_get_no_bullet_of_ours() -> None:
    html = read_html(
        "<body><p>Do:</p><ul><li>this,</li><li><p>that</p><p>and why</p></li></ul><p>Done</p>"
    )
    assert [(line.text, line.item) for line in html.lines] == [
        ("Do:", False),
        ("this,", True),
        ("that", True),
        ("and why", False),
        ("Done", False),
    ]


def test_the_number_of_a_footnote_stands_beside_the_line() -> None:
    body = (
        "<p>The law of 2001<sup>3</sup> stands; the 19<sup>th</sup> clause fell.<sup>[4]</sup></p>"
    )
    assert lines(body) == ["The law of 2001 stands; the 19th clause fell."]
    assert furniture(body) == ["3", "[4]"]


def test_cells_of_a_row_are_one_line() -> None:
    assert lines("<table><tr><th>Year</th><td>14</td></tr><tr><td>x</td></tr></table>") == [
        "Year 14",
        "x",
    ]


def test_a_bold_head_of_a_paragraph_is_a_line_of_its_own() -> None:
    assert lines("<p><b>Prosecution</b> Police came.</p><p><b>Bold</b> words.</p>") == [
        "Prosecution",
        "Police came.",
        "Bold words.",
    ]


def test_a_form_around_the_whole_page_is_no_furniture() -> None:
    body = f"<form><p>{'The police came at night. ' * 9}</p><select><option>Albania</select></form>"
    assert lines(body) == [("The police came at night. " * 9).strip()]
    assert furniture(body) == ["Albania"]


def test_what_stands_beside_the_body_is_furniture_in_its_place() -> None:
    layout = Layout("test", marks=("#text",), body=("#text",), drop=(".drop",))
    body = "top<div><p>menu</p><div id='text'><p>One.</p><p class='drop'>Share</p><p>Two.</p></div>foot</div><p>end</p>"
    html = read_html(f"<body>{body}</body>", (layout,))
    assert html.layout == "test"
    assert html.text.split() == ["top", "menu", "One.", "Share", "Two.", "foot", "end"]
    assert [line.text for line in html.lines] == ["One.", "Two."]


def test_the_bar_of_a_web_archive_is_furniture_on_any_page() -> None:
    bar = '<div id="wm-ipp-base"><p>Captured 12 times</p></div>'
    assert furniture(f"{bar}<p>Nets lay on the quay.</p>") == ["Captured 12 times"]
    layout = Layout("test", marks=("main",), body=("main",))
    assert lines(f"<main>{bar}<p>Nets lay on the quay.</p></main>", layout) == [
        "Nets lay on the quay."
    ]


def test_a_layout_with_an_address_takes_no_page_of_another() -> None:
    import re

    layout = Layout("test", marks=("#text",), address=re.compile("one.example"))
    page = "<body><p id='text'>x</p></body>"
    assert read_html(page, (layout,), address="https://one.example/1").layout == "test"
    assert read_html(page, (layout,), address="https://two.example/1").layout is None
    assert read_html(page, (layout,)).layout == "test"


@pytest.mark.parametrize(
    ("given", "address", "day"),
    [
        (
            "https://web.archive.org/web/20190102030405/https://www.state.gov/x/",
            "https://www.state.gov/x/",
            "2019-01-02",
        ),
        (
            "https://web.archive.org/web/20190102id_/http:/www.state.gov/x",
            "http://www.state.gov/x",
            "2019-01-02",
        ),
        (
            "https://www.webharvest.gov/peth04/20041027034205/http://www.state.gov/x",
            "http://www.state.gov/x",
            "2004-10-27",
        ),
    ],
)
def test_a_capture_gives_the_address_of_the_original(given: str, address: str, day: str) -> None:
    html = read_html(f'<head><link rel="canonical" href="{given}"></head><body>x</body>')
    assert html.address == address
    assert html.capture is not None
    assert html.capture.day == day


def test_a_page_saved_by_a_browser_tells_where_it_came_from() -> None:
    page = "<!-- saved from url=(0042)https://2001-2009.state.gov/g/tip/a.htm -->\n<html><body>x</body></html>"
    assert looks_like_html(page)
    assert read_html(page).address == "https://2001-2009.state.gov/g/tip/a.htm"


def test_a_page_may_be_nested_deeper_than_any_stack() -> None:
    html = read_html("<div><b><aside><sup>" * 2_000 + "deep" + "<svg><svg></svg></svg>")
    assert html.text.strip() == "deep"
    assert [line.text for line in read_html("<div>" * 50_000 + "deep").lines] == ["deep"]
