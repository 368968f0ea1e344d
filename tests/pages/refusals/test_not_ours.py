"""Papers about trafficking that are no narrative, each with a page of its shape in our own words."""

from __future__ import annotations

import pytest

from tests.pages.refusals.making import PAGES, PROSE, html
from tierbook.pages import read_bytes
from tierbook.pages.refusals.not_ours import papers, walls


def refusal(page: str, name: str = "page.html") -> str:
    result = read_bytes(page.encode(), name=name)
    assert not result.documents, [document.title for document in result.documents]
    (problem,) = result.problems
    assert problem.failed
    assert problem.why
    assert problem.remedy
    return problem.what


LISTS = ("tier placements", "index of an edition", "search results")


@pytest.mark.parametrize("name", PAGES)
def test_each_is_named(name: str) -> None:
    assert name in refusal(PAGES[name])


@pytest.mark.parametrize("name", [name for name in PAGES if name not in LISTS])
def test_each_is_named_in_text_copied_from_the_page_too(name: str) -> None:
    text = PAGES[name]
    for tag in ("<html><head><title>", "</title></head><body>", "</body></html>", "<p>", "</p>"):
        text = text.replace(tag, "\n\n")
    assert name in refusal(text, "page.txt")


def test_a_list_of_tier_lines_is_a_list_of_placements() -> None:
    names = "Albania Algeria Angola Armenia Austria Bahrain Belgium Benin Bolivia Brazil Canada Chad".split()
    assert "tier placements" in refusal("\n".join(f"{name}: Tier 2" for name in names), "tiers.txt")


def test_the_report_is_known_by_its_name_with_the_letters_in_brackets() -> None:
    title = "2018 Trafficking in Persons (TIP) Report: Kenya"
    result = read_bytes(html(title, PROSE).encode(), name="page.html")
    assert not result.problems
    assert [(document.country, document.edition) for document in result.documents] == [
        ("KEN", 2018)
    ]


def test_an_article_about_the_report_is_told_by_how_it_speaks_of_it() -> None:
    article = html(
        "Kenya stays in the middle, says Washington",
        "Kenya has kept its rank in the annual Trafficking in Persons Report, which came out on Thursday.",
        "The report said that courts convicted more traffickers. " + PROSE,
        "According to the report, shelters remain few; officials in Nairobi would not comment on it yesterday.",
    )
    assert "press release or summary" in refusal(article)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("An Interim Assessment of the progress made follows.", PROSE), "Interim Assessment"),
        (("Field Listing", "Trafficking in persons", PROSE), "World Factbook"),
        (("VII. United States Government Efforts", PROSE), "first chapters"),
    ],
)
def test_text_without_the_name_of_the_paper_is_named_by_its_first_lines(
    lines: tuple[str, ...], name: str
) -> None:
    assert name in refusal("\n\n".join(lines), "page.txt")


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.id)
def test_the_examples_beside_each_paper_hold(paper) -> None:  # type: ignore[no-untyped-def]
    if paper.title is not None:
        assert paper.yes
        for words in paper.yes:
            assert paper.title.search(words), words
        for words in paper.no:
            assert not paper.title.search(words), words
    assert paper.unless <= {"report", "tier_line", "headings", "formula"}


@pytest.mark.parametrize("wall", walls(), ids=lambda wall: wall.id)
def test_the_examples_beside_each_wall_hold(wall) -> None:  # type: ignore[no-untyped-def]
    for words in wall.examples:
        assert wall.words.search(words), words
        page = html(words, "One moment.")
        assert refusal(page) == f"this is {wall.what}"
        named = html(f"{words} | 2019 Trafficking in Persons Report: Kenya", "One moment.")
        assert refusal(named) == f"this is {wall.what}"


@pytest.mark.parametrize(
    "body",
    ["<div id='app'></div>", "<p>Loading ...</p>", "<noscript>You need JavaScript.</noscript>"],
)
def test_html_whose_text_is_made_by_scripts_is_named(body: str) -> None:
    page = (
        "<html><head><title>2019 Trafficking in Persons Report: Kenya</title></head>"
        f"<body>{body}<script>render({{'text': 'Kenya (Tier 2) trafficking'}})</script></body></html>"
    )
    assert refusal(page) == "this HTML holds no text"


def test_words_like_those_of_a_wall_within_a_narrative_do_no_harm(tier_text: str) -> None:
    text = (
        tier_text
        + "\n\nPolice said that access denied by a farm's owner was a crime; it is no longer available."
    )
    assert read_bytes(text.encode(), name="kenya.txt").documents


def test_scripts_styles_and_data_are_in_no_text(tier_text: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in tier_text.split("\n\n"))
    page = (
        "<html><head><title>2019 Trafficking in Persons Report: Kenya</title><style>p{color:QQ1}</style>"
        '<script type="application/ld+json">{"articleBody": "QQ2 trafficking"}</script></head>'
        f"<body onload='QQ3()'><script>var QQ4 = '<p>QQ5</p>';</script>{body}<noscript>QQ6</noscript>"
        "<template><p>QQ7</p></template><svg><text>QQ8</text></svg><!-- QQ9 --><p hidden>QQ10</p></body></html>"
    )
    (document,) = read_bytes(page.encode(), name="kenya.html").documents
    assert "QQ" not in document.source
    assert document.country == "KEN"
