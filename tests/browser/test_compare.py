"""The comparison page as a reader meets it: without fault for axe, at every width, by keyboard, without script."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.chromium

ADDRESS = "/compare/?units=JPN:2003+KEN:2018+THA:2018+FRA:2018&set=core"


@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_to_object_to(width, dark, open_page, site):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(ADDRESS, width=width, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()


def test_only_the_matrix_scrolls_sideways(open_page, site):
    page = open_page(ADDRESS)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (320, 360, 640, 820, 1040):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_a_passage_is_pinned_and_unpinned_by_following_links(open_page, site):
    page = open_page(ADDRESS)
    page.locator(".matrix summary").first.click()
    page.locator(".matrix details[open] a.pin").first.click()
    assert page.locator("#pins ol li").count() == 1
    page.locator("#pins a.pin").first.click()
    assert page.locator("#pins ol li").count() == 0
