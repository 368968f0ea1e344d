"""Charts as a reader meets them: wide, narrow and dark, without script, and as a page that was kept."""

from __future__ import annotations

import pytest

from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium

ADDRESSES = (
    "/charts/",
    "/charts/map/2018/",
    "/charts/tiers/DZA/",
    "/charts/clock/DZA/",
    "/charts/heat/near-east/",
    "/charts/flows/2003/",
    "/charts/agreement/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_chart_has_no_faults_and_is_drawn_once_at_every_width(address, open_page):
    page = open_page(address)
    faultless(page)
    for width in (320, 360, 640, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        drawn = page.locator(".drawn svg:visible")
        assert drawn.count() == (0 if address == "/charts/" else 1)


def test_the_map_of_the_edition_before_is_reached_by_keyboard_without_script(open_page):
    page = open_page("/charts/map/2018/", script=False)
    page.locator("a[rel=prev]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/charts/map/2017/")
    assert page.locator("h1").inner_text().startswith("2017: ")


def test_a_drawing_takes_the_colours_of_the_display(open_page):
    colours = []
    for dark in (False, True):
        page = open_page("/charts/tiers/DZA/", dark=dark)
        text = page.locator(".drawn.wide svg text").first
        colours.append(text.evaluate("e => getComputedStyle(e).fill"))
    assert colours == ["rgb(74, 78, 85)", "rgb(189, 187, 181)"]


def test_the_kept_page_chooses_a_year_by_arrow_keys_without_script(browser, tmp_path):
    from tierbook.charts import tier_map_over
    from tierbook.editions import load_placements

    path = tmp_path / "maps.html"
    path.write_text(tier_map_over(load_placements(), [2017, 2018]).to_html(), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("h1:visible").inner_text().startswith("2018: ")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert page.locator("h1:visible").inner_text().startswith("2017: ")
    context.close()
