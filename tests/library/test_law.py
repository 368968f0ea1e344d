"""The pages on the law: one edition, two side by side, one entry over all editions, another statute."""

import re

import pytest


def test_the_law_of_an_edition_is_shown_with_its_grounds_and_what_is_doubtful(db, page):
    text = page("/law/2003/")
    assert "prosecution.vigorous" in text
    assert "swl.no_increase" not in text  # the watch list came a year later
    assert "from memory and still to check" in text
    later = page("/law/2009/")
    for entry in (
        "swl.no_increase",
        "clock.waiver",
        "sig.extent",
        "conseq.withhold",
        "def.coercion",
    ):
        assert f"/law/entries/{entry}/" in later
    assert "in force (to check)" in later
    assert "in force (certain)" in later


def test_every_source_that_an_entry_cites_stands_below(db, page):
    text = page("/law/2018/")
    cited = set(re.findall(r'href="#(source-\d+)"', text))
    assert cited
    assert cited == set(re.findall(r'id="(source-\d+)"', text))


@pytest.mark.parametrize("year", [1999, 2000, 2099])
def test_an_edition_without_law_is_not_found(client, db, year):
    assert client.get(f"/law/{year}/").status_code == 404


def test_the_first_page_draws_every_criterion_as_a_line_and_tells_it_in_words(db, page):
    text = page("/law/")
    assert "/law/2003/" in text
    row = re.search(r"entries/demand\.commercial_sex/.*?</tr>", text, re.S)
    assert row is not None
    assert row[0].count("<li") == 25
    assert row[0].count("mark") == 3
    assert "(b)(3) 2008; (b)(11) 2009 to 2012; (b)(12)(A) since 2013" in row[0]


def test_two_editions_stand_side_by_side_the_earlier_first(client, db, page):
    text = page("/law/2003/2009/")
    assert "9 criteria then, 25 now" in text
    row = re.search(r"entries/prosecution\.incarceration/.*?</tr>", text, re.S)
    assert row is not None
    assert row[0].index("not asked") < row[0].index("go to prison")
    assert client.get("/law/2009/2003/").headers["Location"] == "/law/2003/2009/"
    asked = client.get("/law/compare/?one=2003&other=2009")
    assert asked.headers["Location"] == "/law/2003/2009/"


@pytest.mark.parametrize("query", ["", "?one=2003", "?one=2003&other=x", "?one=20031&other=2009"])
def test_a_comparison_without_two_years_is_not_found(client, db, query):
    assert client.get(f"/law/compare/{query}").status_code == 404


def test_two_editions_of_one_form_say_that_nothing_came_between(db, page):
    text = page("/law/2010/2010/")
    assert "None. Both editions are judged by the same form." in text
    assert "not asked</span>" not in text


def test_an_entry_is_told_over_all_editions_with_the_act_of_each_change(client, db, page):
    text = page("/law/entries/demand.commercial_sex/")
    for words in (
        "From (b)(3) to (b)(11).",
        "P.L. 110-457",
        "2009 to 2012",
        "held two of its insertions back",
    ):
        assert words in text
    assert client.get("/law/entries/no.such/").status_code == 404


def test_another_statute_has_the_same_pages(client, db, page):
    assert "/law/palermo/" in page("/law/")
    assert "art. 6(3)(a)" in page("/law/palermo/2018/")
    assert "/law/palermo/entries/assistance.housing/" in page("/law/palermo/")
    assert "Housing" in page("/law/palermo/entries/assistance.housing/")
    assert client.get("/law/palermo/2003/").status_code == 404
    assert client.get("/law/charter/").status_code == 404
