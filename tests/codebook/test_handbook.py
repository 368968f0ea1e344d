"""The handbook prints every variable with its rule, examples, maps and accuracy, and says where there is none."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tierbook.codebook import Codebook, load_case_facts, load_codebook
from tierbook.codebook.coverage import covered_by
from tierbook.codebook.handbook import (
    Beside,
    describe_variable,
    handbook_html,
    handbook_markdown,
)

BESIDE = Beside(
    accuracy={"prosecution.law": ("F1 0.91 (0.80 to 0.97), n = 40.",)},
    about_accuracy="Labels made by two readers.",
    criteria={"std.prohibit_punish": "Trafficking is outlawed"},
)
UNTESTED = "Untested here: no labelled text states it."


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


class _Reader(HTMLParser):
    """Collects ids, links and the text of a page, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_markdown_has_every_variable_once_with_its_examples(book: Codebook) -> None:
    page = handbook_markdown(book, BESIDE)
    for variable in book.variables.values():
        assert page.count(f"\n`{variable.id}`\n") == 1
        assert variable.label in page.replace("\\", "")
    assert page.count("→ value: ") == sum(
        e.kind == "positive" for v in book.variables.values() for e in v.examples
    )
    assert page.count("→ silence: ") >= len(book.variables)


def test_links_of_the_contents_lead_to_entries(book: Codebook) -> None:
    page = handbook_markdown(book)
    targets = set(re.findall(r'<a id="([^"]+)">', page))
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(links) == len(set(links)) == len(book.variables)
    assert set(links) == targets


def test_html_is_whole_and_its_links_lead_somewhere(book: Codebook) -> None:
    reader = _Reader()
    reader.feed(handbook_html(book, BESIDE))
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    inner = {link[1:] for link in reader.links if link.startswith("#")}
    assert inner <= set(reader.ids)
    assert set(book.variables) <= set(reader.ids)
    assert not [link for link in reader.links if not link.startswith(("#", "https://"))]


@pytest.mark.parametrize("make", [handbook_markdown, handbook_html])
def test_accuracy_stands_beside_its_variable_and_its_lack_is_said(make, book: Codebook) -> None:
    page = make(book, BESIDE)
    assert page.count("F1 0.91 (0.80 to 0.97)") == 1
    assert page.count(UNTESTED) == len(book.variables) - 1
    assert "Labels made by two readers." in page
    assert make(book).count(UNTESTED) == len(book.variables)


def test_untested_stands_in_the_same_type_as_a_score(book: Codebook) -> None:
    page = handbook_html(book, BESIDE)
    around = {re.search(r"(<dt>Accuracy</dt><dd)>", part).group(1)
              for part in page.split("<section")[1:]}  # fmt: skip
    assert around == {"<dt>Accuracy</dt><dd"}


def test_words_are_escaped(book: Codebook) -> None:
    page = handbook_html(book, Beside(about_accuracy="n < 10 & more"))
    assert "n &lt; 10 &amp; more" in page


def test_evidence_is_marked(book: Codebook) -> None:
    page = handbook_html(book)
    variable = book.variables["prosecution.law"]
    words = variable.examples[0].evidence[0]
    assert f"<mark>{words}</mark>" in page
    assert f"**{words}**" in handbook_markdown(book)


def test_an_entry_says_what_criteria_and_other_codebooks_it_enters(book: Codebook) -> None:
    facts = dict(describe_variable(book, book.variables["prosecution.law"], BESIDE).facts)
    assert facts["Criteria of the law"] == "Trafficking is outlawed (std.prohibit_punish)"
    assert "no_law (No law against trafficking): no" in facts["Human Trafficking Index"]
    assert "domesticlaws" in facts["Human Trafficking Indicators"]
    facts = dict(describe_variable(book, book.variables["recommendations.data"], BESIDE).facts)
    assert facts["Other codebooks"] == "no counterpart"


def test_the_table_of_the_other_codebook_has_all_its_names(book: Codebook) -> None:
    page = handbook_markdown(book)
    table = page[page.index("where its variables are") :]
    for name, ours in covered_by(book).items():
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{name}` |")]
        assert all(f"`{i}`" in row for i in ours)


def test_the_same_codebook_gives_the_same_bytes(book: Codebook) -> None:
    assert handbook_html(book, BESIDE) == handbook_html(book, BESIDE)


@pytest.mark.parametrize("make", [handbook_markdown, handbook_html])
def test_facts_of_a_case_follow_the_variables_each_with_its_question(make, book: Codebook) -> None:
    facts = load_case_facts()
    page = make(book, BESIDE, facts)
    appendix = page[page.index(facts.label) :]
    assert page.startswith(make(book, BESIDE).removesuffix("</main></body></html>\n"))
    for fact in facts.facts.values():
        assert appendix.count(f"{fact.id}") >= 1
        assert unescape(appendix).replace("\\", "").count(fact.question) >= 1
    if make is handbook_html:
        reader = _Reader()
        reader.feed(page)
        assert reader.open == []
        assert len(reader.ids) == len(set(reader.ids))
