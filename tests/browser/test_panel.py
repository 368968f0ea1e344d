"""The pages of panels and scores as a reader meets them: without fault for axe, at every width, without script."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.chromium

ADDRESSES = ("/panel/?set=core&balanced=1&indices=1&from=2015&to=2018", "/JPN/indices/")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_to_object_to(address, width, dark, open_page, site):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(address, width=width, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_rows_scroll_sideways(address, open_page, site):
    page = open_page(address)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (320, 360, 640, 820, 1040):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_a_panel_is_asked_for_by_the_form_without_script(open_page, site):
    page = open_page("/panel/", script=False)
    page.fill("#variables", "prosecution.law")
    page.select_option("#sides", "values")
    page.check("input[name=balanced]")
    page.click("form.fields button")
    page.wait_for_url("**/panel/?*")
    assert page.locator("table.panel tbody tr").count() > 1
    assert "pros_law" in page.locator("table.panel thead").inner_text().replace("\u200b", "")
    assert page.locator("a[href^='/panel.dta?']").count() == 1
