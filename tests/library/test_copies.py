"""Copies of a text on its page and side by side; links to the publisher's page; what words suggest of an edition."""

from __future__ import annotations

import re

import pytest

from tests.library.factories import PARAGRAPHS, coding, finding
from tierbook.library.reading import copies

ADDRESS = "https://www.example.org/tip/2003/japan.html"


def altered(*changes):
    """Return the paragraphs with some words changed."""
    rows = []
    for pillar, words in PARAGRAPHS:
        for was, now in changes:
            words = words.replace(was, now)
        rows.append((pillar, words))
    return tuple(rows)


def at(record):
    return f"/documents/{record['document']['id']}/"


def beside(one, two):
    return f"{at(one)}beside/{two['document']['id']}/"


@pytest.fixture
def pair(load):
    one = coding()
    two = coding(
        publisher="ecoi.net",
        tier_line=None,
        paragraphs=altered(("few went", "some went"), (" Shelters are scarce.", "")),
        findings=[finding("profile.destination", "yes", "brought to Japan")],
    )
    load(one, two)
    return one, two


@pytest.fixture
def page(client):
    def get(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status
        return answer.content.decode()

    return get


def shown(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def test_the_page_says_where_else_the_text_is_held_and_how_it_differs(pair, page):
    one, two = pair
    text = page(at(one))
    assert "Also held from: ecoi.net 3 differences" in shown(text)
    assert f'href="{at(two)}">ecoi.net</a>' in text
    assert f'href="{beside(one, two)}"' in text
    assert "Other texts on the same country" not in text
    assert "Also held from: Refworld 3 differences" in shown(page(at(two)))


def test_copies_are_compared_once_until_one_of_them_changes(pair, page, load, monkeypatch):
    one, two = pair
    copies._differ.cache_clear()
    before = page(at(one))
    with monkeypatch.context() as patched:
        patched.setattr(copies, "_compare", None)
        assert page(at(one)) == before
        copies._differ.cache_clear()  # as in another process
        assert page(at(one)) == before
    changed = coding(
        publisher="ecoi.net", paragraphs=altered(("few went", "some went")), findings=[]
    )
    load(one, changed)
    assert at(changed) != at(two)
    text = shown(page(at(one)))
    assert f"{changed['document']['id']} 1 difference" in text
    assert f"{two['document']['id']} 3 differences" in text


def test_a_copy_that_differs_in_typography_alone(load, page):
    one = coding()
    two = coding(publisher="ecoi.net", paragraphs=altered(("Thai or", "Thai – or")))
    three = coding(publisher="An embassy", paragraphs=altered(("Thai or", "Thai - or")))
    load(one, two, three)
    assert "An embassy identical but for typography" in shown(page(at(two)))
    text = page(beside(two, three))
    assert "No word differs." in text
    assert "dashes in 1 place" in text


def test_another_text_on_the_same_country_is_no_copy(load, page):
    one = coding()
    words = "A summary by others says quite other things, and says them in words of its own. It ends here."
    two = coding(
        text_kind="summary",
        publisher="CIA",
        paragraphs=(("profile", words),),
        findings=[],
        tier_line=None,
    )
    load(one, two)
    text = page(at(one))
    assert "Also held from" not in text
    assert "Other texts on the same country and edition" in text
    page(beside(one, two), 404)


def test_differences_stand_side_by_side_with_the_words_marked(pair, page):
    one, two = pair
    text = page(beside(one, two))
    assert "3 differences." in text
    assert '<mark class="only">few</mark>' in text
    assert '<mark class="only">some</mark>' in text
    assert "<blockquote>Shelters are scarce.</blockquote>" in text
    assert text.count("not in this copy") == 2
    assert f'href="{at(one)}#p3s2"' in text
    assert f'href="{at(two)}#p3s2"' in text


def test_the_other_way_round_is_the_same_turned_over(pair, page):
    one, two = pair
    turned = shown(page(beside(two, one)))
    assert turned.index("some") < turned.index("few")
    assert "3 differences." in turned


def test_texts_too_long_to_be_compared_are_two_texts(load, page, monkeypatch):
    monkeypatch.setattr("tierbook.narrative.differences.LONGEST", 10)
    changed = altered(("few went", "none went"))
    one = coding(publisher="ecoi.net", paragraphs=changed, findings=[])
    two = coding(publisher="An embassy", paragraphs=changed, findings=[])
    load(one, two)
    text = shown(page(at(one)))
    assert "Also held from" not in text
    assert "Other texts on the same country and edition: narrative, An embassy" in text


def test_two_copies_of_one_publisher_are_told_apart(load, page):
    one = coding()
    two = coding(paragraphs=altered(("few went", "some went")), findings=[])
    load(one, two)
    assert f"Also held from: Refworld, {two['document']['id']} 1 difference" in shown(page(at(one)))
    text = shown(page(beside(one, two)))
    assert "Refworld, first copy [3] s. 2 Police opened cases, but few went to court." in text
    assert "Refworld, second copy [3] s. 2 Police opened cases, but some went to court." in text


@pytest.mark.parametrize("other", ["nothing", None])
def test_no_page_beside_itself_or_beside_nothing(pair, page, other):
    one, _ = pair
    page(f"{at(one)}beside/{other or one['document']['id']}/", 404)


def test_a_missing_edition_is_suggested_by_the_words(load, page):
    words = " ".join(f"Word{n} stands beside word{n * 7 % 90} in the text." for n in range(60))
    facts = {"paragraphs": (("profile", words),), "findings": [], "tier_line": None}
    known, bare = coding(**facts), coding(edition=None, publisher="A copy", **facts)
    load(known, bare)
    text = page(at(bare))
    assert f'<a href="{at(known)}">Refworld, edition of 2003</a>' in text
    assert "nothing is filled in" in text
    assert "edition not known" in text
    assert "which suggests that edition" not in page(at(known))


def linked(record):
    for row in record["narrative"]["paragraphs"]:
        row["link"] = f"{ADDRESS}#:~:text=paragraph%20{row['n']}"
    for row in record["findings"]:
        for words in row["evidence"]:
            words["link"] = f"{ADDRESS}#:~:text=sentence"
    return record


def test_paragraphs_and_findings_lead_to_the_words_on_the_publishers_page(load, page):
    record = linked(coding(address=ADDRESS))
    load(record)
    text = page(at(record))
    assert f'href="{ADDRESS}#:~:text=paragraph%203" rel="noreferrer"' in text
    assert text.count("publisher’s page</a>") == 4
    law = next(f for f in record["findings"] if f["variable"] == "prosecution.law")
    text = page(f"/documents/{record['document']['id']}/findings/{law['id']}/")
    assert f'href="{ADDRESS}#:~:text=sentence" rel="noreferrer"' in text


def test_without_an_address_no_link_is_drawn_and_the_page_says_so(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    assert "publisher’s page" not in text
    assert "so no link leads to its words" in text
