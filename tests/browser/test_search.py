"""Search as it is used: by keyboard from the box to the sentence, narrow and wide, dark, printed, without script."""

from __future__ import annotations

import pytest

from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium

PAGES = {
    "hits": "/search/?q=traffick*+OR+law",
    "filtered": "/search/?q=trafficking&country=JPN&country=THA&edition=2003",
    "nothing": "/search/?q=shelters+zebra&country=JPN",
    "not understood": "/search/?q=%22sold+for",
    "refused": "/search/?q=sold&country=Narnia",
}


@pytest.mark.parametrize("kind", PAGES)
def test_pages_of_search_have_no_faults(kind, open_page):
    faultless(open_page(PAGES[kind]))


def test_a_printed_list_has_its_sentences_and_no_controls(open_page):
    page = open_page(PAGES["hits"])
    page.emulate_media(media="print")
    assert page.locator(".hit blockquote").first.is_visible()
    assert not page.locator(".ask").is_visible()
    assert not page.locator(".facets").is_visible()


def test_results_come_first_on_a_narrow_screen_and_a_link_leads_to_the_facets(open_page):
    page = open_page(PAGES["hits"], width=320)
    hit, facets = page.locator(".hit").first, page.locator("#facets")
    assert hit.bounding_box()["y"] < facets.bounding_box()["y"]
    page.click(".to-facets")
    assert page.url.endswith("#facets")
    wide = open_page(PAGES["hits"])
    assert (
        wide.locator("#facets").bounding_box()["x"] < wide.locator(".hit").first.bounding_box()["x"]
    )
    assert not wide.locator(".to-facets").is_visible()


def test_the_keyboard_leads_from_the_box_to_the_sentence_without_script(open_page, site):
    page = open_page("/search/", script=False)
    page.locator("#q").focus()
    page.keyboard.type('"sold for sex"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    anchor = page.url.partition("#")[2]
    assert anchor == "p1s1"
    assert "sold for sex" in page.locator(f"#{anchor}").inner_text()


def test_a_facet_narrows_and_widens_by_keyboard_without_script(open_page):
    page = open_page("/search/?q=trafficking", script=False)
    choice = page.locator("section[aria-labelledby='f-country'] a").first
    choice.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**country=*")
    assert "Narrowed to country" in page.locator(".state").inner_text()
    chosen = page.locator("section[aria-labelledby='f-country'] a[aria-current]")
    assert chosen.count() == 1
    chosen.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=trafficking")
    assert page.locator(".state").count() == 0


def test_queries_are_sent_and_answered_by_line_without_script(open_page):
    page = open_page("/search/batch/", script=False)
    page.fill("#queries", "sold for sex\n(open")
    page.click("button[value='page']")
    page.wait_for_load_state()
    assert "2 queries, 1 not understood" in page.locator("main").inner_text()
    assert page.locator("table tbody tr").count() == 2
