"""The clock over all countries: who stands on the list, who must move, and what clock and record part on."""

import re

import pytest

from tests.library.factories import coding


def section(text, name):
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_the_newest_whole_list_stands_first_with_every_country_on_it(db, page):
    text = page("/clock/")
    assert "25 countries on Tier 2 Watch List in the edition of 2025" in text
    assert "The Watch List of 2025 is held whole" in text
    assert section(text, "on-list").count("<tr>") == 26
    found = re.search(r">Vanuatu</a>.*?</tr>", section(text, "on-list"), re.S)
    assert found is not None
    for words in (
        "3 years",
        "granted, none left",
        "2025",
        "Tier\u00a01, Tier\u00a02 or Tier\u00a03",
    ):
        assert words in found[0]


def test_those_who_must_move_are_named_with_the_rule_that_ends_their_stay(db, page):
    text = section(page("/clock/"), "running-out")
    assert (
        text.index("Cannot stay") < text.index("Vanuatu") < text.index("Can stay by a waiver alone")
    )
    brunei = re.search(r">Brunei</a>.*?</li>", text, re.S)
    assert brunei is not None
    assert "one-year rule" in brunei[0]
    assert "Each may rise to Tier 2 or Tier 1" in text


def test_an_edition_is_chosen_and_tells_what_became_of_its_clocks(client, db, page):
    assert client.get("/clock/?edition=2018").headers["Location"] == "/clock/2018/"
    text = page("/clock/2018/")
    assert "42 countries" in text
    saudi = re.search(r">Saudi Arabia</a>.*?</li>", section(text, "running-out"), re.S)
    assert saudi is not None
    assert "Tier 3" in saudi[0]


@pytest.mark.parametrize(
    "address", ["/clock/2003/", "/clock/2099/", "/clock/?edition=x", "/clock/?edition=²018"]
)
def test_an_edition_without_a_list_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_a_list_held_in_part_says_so(db, page):
    assert "held in part: who is not below may have been on it" in page("/clock/2017/")


def test_every_exception_has_its_line_and_every_class_its_meaning(db, page):
    from tierbook.editions import load_placements
    from tierbook.standards import clock_exceptions, exception_classes

    text = page("/clock/")
    found = clock_exceptions(load_placements())
    assert f"{len(found)} in " in section(text, "exceptions")
    assert section(text, "exceptions").count('<td class="num">') == len(found)
    for meaning in exception_classes().values():
        assert meaning.strip().replace("'", "&#x27;") in text
    assert "The Department calls 2025 its second year" in text


def test_the_page_of_an_edition_lists_its_own_exceptions_alone(db, page):
    text = section(page("/clock/2021/"), "exceptions")
    assert set(re.findall(r'<td class="num">(\d+)</td>', text)) == {"2021"}
    assert 'href="/clock/#exceptions"' in text


def test_law_and_edition_lead_to_the_clock(db, page):
    assert 'href="/clock/"' in section(page("/law/"), "clock")
    text = section(page("/editions/2018/"), "clock")
    assert 'href="/clock/2018/"' in text
    assert "Saudi Arabia" in text
    assert 'id="clock"' not in page("/editions/2003/")


def test_a_text_held_here_fills_the_clock_of_an_edition_that_the_table_lacks(load, page):
    load(coding(country="JPN", edition=2016, tier_line="Japan (Tier 2 Watch List)"))
    assert ">Japan</a>" in section(page("/clock/2016/"), "on-list")


def test_the_clock_asks_the_database_once(load, client, django_assert_num_queries):
    load(*(coding(country=c, edition=2018) for c in ("JPN", "THA", "KEN")))
    for address in ("/clock/", "/clock/2018/"):
        with django_assert_num_queries(1):
            client.get(address)
