"""The comparison page as a reader meets it: without fault for axe, at every width, by keyboard, without script."""

from __future__ import annotations

import pytest

from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium

ADDRESS = "/compare/?units=JPN:2003+KEN:2018+THA:2018+FRA:2018&set=core"


def test_a_comparison_of_many_has_no_faults(open_page):
    faultless(open_page(ADDRESS))


def test_a_passage_is_pinned_and_unpinned_by_following_links(open_page, site):
    page = open_page(ADDRESS)
    page.locator(".matrix summary").first.click()
    page.locator(".matrix details[open] a.pin").first.click()
    assert page.locator("#pins ol li").count() == 1
    page.locator("#pins a.pin").first.click()
    assert page.locator("#pins ol li").count() == 0
