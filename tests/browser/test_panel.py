"""The pages of panels and scores as a reader meets them: without fault for axe, at every width, without script."""

from __future__ import annotations

import pytest

from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium

ADDRESSES = ("/panel/?set=core&balanced=1&indices=1&from=2015&to=2018", "/JPN/indices/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_panel_and_scores_have_no_faults(address, open_page):
    faultless(open_page(address))


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
