"""Packs in a real browser: the form and its packs are read wide and narrow, light and dark, and without script."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.looks import faultless
from tests.dossier.generator.country import make_country
from tests.release.packs.making import ghana
from tierbook.release import (
    Draft,
    Query,
    compose_advocacy_pack,
    compose_query_pack,
    get_theme,
    write_html,
)

pytestmark = pytest.mark.chromium

ADDRESSES = (
    "/packs/",
    "/packs/query/?country=KEN&theme=shelter&from=2016&to=2018",
    "/packs/query/?country=KEN&theme=child-soldiers",
    "/packs/advocacy/KEN/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_packs_have_no_faults(open_page: Any, address: str) -> None:
    faultless(open_page(address))


def test_a_pack_is_made_without_script(open_page: Any) -> None:
    page = open_page("/packs/", script=False)
    page.select_option("#country", "KEN")
    page.select_option("#theme", "punishment-of-victims")
    page.click("section#query button")
    assert "Kenya: query on punishment of victims" in page.inner_text("h1")
    excerpt = page.locator(".excerpts li", has_text="arrested and fined").first
    excerpt.locator("a.at").click()
    assert "/documents/" in page.url
    page.locator(":target").wait_for()  # exactly one, once the page is there


def _drafts() -> list[Draft]:
    made = make_country("GHA", first=2009, editions=10, seed=1).hold(without=(2013,))
    _, draft = compose_query_pack(Query("GHA", get_theme("shelter"), 2013, 2018), ghana())
    all_editions = make_country("GHA", first=2001, editions=25, seed=1).hold()
    packs = [compose_advocacy_pack(texts) for texts in (made, ghana(), all_editions)]
    return [draft, *packs]


@pytest.fixture
def chromium_page(browser: Any) -> Any:
    """A page of the system's Chromium."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_an_advocacy_pack_prints_on_two_sheets_at_most(chromium_page: Any) -> None:
    for draft in _drafts()[1:]:
        chromium_page.set_content(write_html(draft))
        pdf = chromium_page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


@pytest.mark.parametrize("width", [1280, 360])
def test_the_files_have_no_barrier_and_do_not_scroll_sideways(
    chromium_page: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    chromium_page.set_viewport_size({"width": width, "height": 900})
    for draft in _drafts():
        chromium_page.set_content(write_html(draft))
        found = Axe().run(chromium_page)
        assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found.response["violations"]] == []
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
