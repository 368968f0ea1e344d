"""Markdown: the text without its marks, each character with its place in the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages.containers.making import page
from tests.pages.formats.making import make_markdown
from tierbook.pages import Document, read_bytes
from tierbook.pages.formats.markdown import is_markdown

HEAD = "KENYA: TIER 2\n\nThe Government of Kenya does not fully meet the minimum standards.\n\n"


def read(words: str) -> Document:
    result = read_bytes(words.encode(), name="2018/kenya.md")
    assert not result.problems, result.problems
    return result.documents[0]


def blocks(words: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(HEAD + words).blocks][2:]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Some *plain*, **strong** and `typed` words.", "Some plain, strong and typed words."),
        ('A [link](https://a.org/x(y)z "title") and <https://b.org>.', "A link and https://b.org."),
        ("A [link][1] by number.\n\n[1]: https://a.org", "A link by number."),
        ("Wrapped\nat the\nedge.", "Wrapped at the edge."),
        ("Broken  \nhard.", "Broken hard."),
        ("R&amp;D and \\*no\\* emphasis, 5 \\< 6.", "R&D and *no* emphasis, 5 < 6."),
        ("One<br>two.", "One two."),
        ("> Said by another.", "Said by another."),
        ("A ![picture](map.png) here.", "A here."),
    ],
)
def test_marks_are_taken_off(words: str, expected: str) -> None:
    assert blocks(words) == [("paragraph", expected)]


def test_headings_and_items_of_lists() -> None:
    words = "## Prosecution\n\n* Pay for\n  a shelter.\n* Train **guards**.\n\n1. Write a rule.\n2. Teach it.\n\nEnd."
    assert blocks(words) == [
        ("heading", "Prosecution"),
        ("item", "Pay for a shelter."),
        ("item", "Train guards."),
        ("item", "Write a rule."),
        ("item", "Teach it."),
        ("paragraph", "End."),
    ]


def test_parts_below_one_tier_show_their_own_words_in_the_file() -> None:
    opening = (
        "{} is a source country for young people whom agents promise work by the sea and then hold for debts; most of"
        " them are found in *laundries* along the old road, where trafficking is seldom told to the police."
    )
    head = "Released by the Office to Monitor and Combat Trafficking in Persons\n\nDepartment of State\n\n## Tier 2\n\n"
    parts = "".join(f"### {name}\n\n{opening.format(name)}\n\n" for name in ("Albania", "Kenya"))
    result = read_bytes((head + parts).encode(), name="2001/a.md")
    assert [document.country for document in result.documents] == ["ALB", "KEN"]
    for document, name in zip(result.documents, ("Albania", "Kenya"), strict=True):
        tier, text = document.blocks
        places = [tier.offsets.to_source(*tier_word) for tier_word in ((0, 6), (7, 7 + len(name)))]
        assert [document.source[slice(*place)] for place in places if place] == ["Tier 2", name]
        at = text.text.index("laundries")
        place = text.offsets.to_source(at, at + 9)
        assert place is not None
        assert place[0] > document.source.index(f"### {name}")
        assert document.source[slice(*place)] == "laundries"


def test_rows_of_a_table_are_lines() -> None:
    assert blocks("| year | cases |\n|---|---|\n| 2017 | 14 |\n") == [
        ("paragraph", "year cases"),
        ("paragraph", "2017 14"),
    ]


def test_the_first_heading_is_the_title() -> None:
    document = read("# 2017 Trafficking in Persons Report - Kenya\n\n" + HEAD)
    assert (document.country, document.edition) == ("KEN", 2017)


def test_matter_at_the_front_is_furniture() -> None:
    document = read("---\nlayout: post\n---\n" + HEAD)
    assert [block.kind for block in document.blocks] == ["tier_line", "paragraph"]
    assert any("layout: post" in document.source[a:b] for a, b in document.furniture)


def test_places_are_those_of_the_file_as_it_is_written() -> None:
    words = make_markdown()
    document = read(words)
    assert document.source == words
    (tier_line, standards) = document.blocks[:2]
    start, end = tier_line.offsets.to_source(0, len(tier_line.text)) or (0, 0)
    assert words[start:end] == "KENYA: TIER 2"
    start, end = standards.offsets.to_source(0, len(standards.text)) or (0, 0)
    assert words[start:end].startswith(
        "The Government of Kenya does **not** fully meet the [minimum\nstandards]("
    )
    assert "](https://www.example.org/law)" in [words[a:b] for a, b in document.furniture]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends_will_do(end: str) -> None:
    words = make_markdown()
    ours = read(words.replace("\n", end))
    assert [b.text for b in ours.blocks] == [b.text for b in read(words).blocks]
    for block in ours.blocks:
        for target, source, length in block.offsets.segments:
            assert ours.source[source : source + length] == block.text[target : target + length]


SIGNS = "* ** _ ` [ ]( ) # > | \\ &amp; <b> - word Kenya 1."
MARKS = st.sampled_from([*SIGNS.split(" "), " ", "   ", "\t", "\n", "\n\n"])


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.lists(MARKS, max_size=30))
def test_whatever_the_marks_each_character_shows_its_own(marks: list[str]) -> None:
    document = read(HEAD + "".join(marks))
    for block in document.blocks:
        for target, source, length in block.offsets.segments:
            shown, cited = (
                block.text[target : target + length],
                document.source[source : source + length],
            )
            assert shown.replace("&", ";").split() == cited.split()  # of an entity, its last sign


def test_html_under_the_name_of_markdown_is_html() -> None:
    (document,) = read_bytes(page(), name="a.md").documents
    (plain,) = read_bytes(page(), name="a.html").documents
    assert document == plain


TITLED = (
    "# Kenya (Tier 2)\n\nKenya is a **source** country for [trafficking](https://a.org/x).\n\n"
    "## Prosecution\n\n- Try *all* agents.\n"
)


def test_without_a_suffix_markdown_is_known_by_its_marks() -> None:
    named = read_bytes(TITLED.encode(), name="kenya.md").documents[0]
    (piped,) = read_bytes(TITLED.encode(), name="standard input").documents
    assert [(b.kind, b.text) for b in piped.blocks] == [(b.kind, b.text) for b in named.blocks]
    assert piped.source == TITLED


@pytest.mark.parametrize(
    "words",
    [
        "KENYA (Tier 2)\n\n# 3 of the list was met; the police of Kenya fight trafficking.",
        "KENYA (Tier 2)\n\nThe hotline *123# of Kenya **was** open to victims of trafficking.",
        "<p># KENYA (Tier 2)</p>\n<p>\n# One\n# Two\nKenya fights trafficking in persons.</p>",
    ],
)
def test_other_texts_without_a_suffix_are_no_markdown(words: str) -> None:
    assert not is_markdown("standard input", words.encode())
